//! One receipt.

use crate::i18n::use_texts;
use crate::react::dynamic;
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::html;
use crate::ui::when::time_of_day;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::receipts::GetReceipt;
use shuke_face::Page;
use shuke_face::pages::receipts;

pub fn receipt_page(id: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetReceipt>::recalling(center, id, &Empty {});
    dynamic(move || match read.get() {
        Load::Loaded(receipt) => html(center.with_boot_now(|boot| {
            let time = time_of_day(receipt.at, &boot.brand.time_zone, t.lang);
            receipts::receipt(&receipt, &time, boot, t)
        })),
        _ => read.instead(t, Page::Receipt.title(t.lang), &[]),
    })
}
