//! Single pieces of goods by their codes (一码一物): which codes there are, where they were looked at, whose a piece is, and its repairs. Owns
//! `item_batches`, `item_codes`, `item_registrations`, `item_sightings`, `item_repairs`, `item_repair_steps` and `item_repair_pictures`.
//!
//! What holds at every time:
//! - a piece has one owner or none: of its registrations one at most has no end;
//! - what registering brings was given for the first registration of a piece, once, by one entry `registered:{id}`, and came back with one
//!   `registered_undone:{id}` or not at all;
//! - of a purchase no more pieces are registered than its buyer kept: what comes back ends registrations, whoever has the piece by now;
//! - a repair's last step is its state, and a piece has one repair at most that is not over;
//! - a code that was never made, one of other goods and a text that is none are answered alike, and counted: nobody learns by trying.

mod audit;
pub mod batches;
mod calls;
mod find;
mod forget;
mod offers;
mod pictures;
mod refusals;
mod register;
mod registrations;
mod repairs;
mod returned;
mod shown;
mod sightings;
mod told;

pub use find::known;
pub use offers::release;
pub use pictures::routes as photos;
pub use sightings::{Copied, copied};

use crate::drawing::{Drawn, Shared};
use crate::feature::{Explained, Fact, Feature};
use shuke_contract::ledger::Link;
use shuke_contract::pieces::GetPiece;
use shuke_face::Page;
use shuke_face::document::Share;
use shuke_face::pages::goods::share;
use shuke_face::pages::pieces::{unknown, whole};
use shuke_rules::ledger::Key;

pub const FEATURE: Feature = Feature {
    routes: calls::routes,
    migrations: &[
        (21, include_str!("../migrations/0021_item_codes.sql")),
        (23, include_str!("../migrations/0023_repair_pictures.sql")),
    ],
    tidy: Some(|tx, moment| Box::pin(pictures::tidy(tx, moment.now))),
    on: Some(|tx, moment, fact| {
        Box::pin(async move {
            match fact {
                Fact::SaleRefunded(refunded) => returned::settle(tx, moment, refunded.sale).await,
                _ => Ok(()),
            }
        })
    }),
    told: Some(|connection, asking, span| Box::pin(told::told(connection, asking, span))),
    explains: Some(|connection, _, key| {
        Box::pin(async move {
            let (Key::Registered { registration } | Key::RegisteredUndone { registration }) = key else {
                return Ok(None);
            };
            let Some((code, name)) = registrations::about(connection, registration).await? else { return Ok(None) };
            Ok(Some(Explained { about: Some(name), ..Explained::link(Link::Piece(code)) }))
        })
    }),
    export: Some(|connection, asking, export| Box::pin(forget::export(connection, asking, export))),
    forget: Some(|tx, moment, member| Box::pin(forget::forget(tx, moment, member))),
    audits: &[&audit::AUDIT],
    pages: &[Drawn { page: Page::Piece, draw: |drawing| drawing.of_or::<GetPiece>(whole, unknown) }],
    shares: &[Shared {
        page: Page::Piece,
        say: |drawing| {
            Box::pin(async move {
                let piece = drawing.came::<GetPiece>(drawing.id)?;
                // Whoever has the address of a piece may register it: what is passed on is the goods.
                Ok(piece.map(|piece| Share {
                    leads_to: Some(Page::Good.of(&piece.good.number.0)),
                    ..share(&piece.good, drawing.t)
                }))
            })
        },
    }],
    ..Feature::named("pieces")
};
