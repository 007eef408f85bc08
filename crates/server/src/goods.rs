//! What a brand sells: its catalogue, which an operator imports, and one kind of goods as anybody sees it. Owns `goods` and `goods_stock`.
//!
//! What holds at every time:
//! - what a piece cost the brand leaves the server by an operator's export alone;
//! - no two kinds have one barcode, and none has the number of another for its barcode;
//! - a shop of which nobody counted what it has stands in no answer: a figure that is shown was counted, and it is said when.

mod audit;
mod shown;
mod stored;

pub use shown::on_shelf;
pub use stored::{Known, all, count, numbered, put, set_aside, strip_barcodes, uncount};

use crate::drawing::{Drawn, Shared};
use crate::feature::Feature;
use crate::http::call::Anyone;
use shuke_contract::goods::GetGood;
use shuke_face::Page;
use shuke_face::pages::goods::{share, unknown, whole};

pub const FEATURE: Feature = Feature {
    routes: |routes| routes.read::<GetGood, Anyone, _, _>(shown::get_good),
    migrations: &[(20, include_str!("../migrations/0020_goods.sql"))],
    audits: &[&audit::AUDIT],
    pages: &[Drawn { page: Page::Good, draw: |drawing| drawing.of_or::<GetGood>(whole, unknown) }],
    shares: &[Shared {
        page: Page::Good,
        say: |drawing| {
            Box::pin(async move {
                let shown = drawing.came::<GetGood>(drawing.id)?;
                Ok(shown.map(|shown| share(&shown.good, drawing.t)))
            })
        },
    }],
    ..Feature::named("goods")
};
