//! The list, month by month.

use super::model::{Month, by_month, kept};
use crate::shapes::states::way;
use crate::words::Texts;
use crate::{Markup, Page, day_in_year, html, month, signed};
use shuke_contract::receipts::ReceiptSummary;
use shuke_rules::{Fen, Instant, Points};

/// `more`: older ones are not loaded yet. `time` writes a time of day, which only a browser knows how to say.
pub fn list(receipts: &[&ReceiptSummary], more: bool, time: &dyn Fn(Instant) -> String, t: &Texts) -> Markup {
    html! {
        h1.sr { (Page::Receipts.title(t.lang)) }
        @for part in by_month(receipts, more) { (section(&part, time, t)) }
    }
}

fn section(part: &Month<'_>, time: &dyn Fn(Instant) -> String, t: &Texts) -> Markup {
    html! {
        section {
            h2.month-title {
                (month(part.day, t.lang)) " "
                @if let Some((paid, points)) = part.total {
                    small { "¥" (paid.to_string()) " · " (signed(points)) }
                }
            }
            ul.rows { @for receipt in part.receipts { (row(receipt, &time(receipt.at), t)) } }
        }
    }
}

/// Money and points beside each other are what remains of both; what was paid at first is on the receipt itself.
fn row(receipt: &ReceiptSummary, time: &str, t: &Texts) -> Markup {
    let r = t.receipts();
    let store = receipt.store.as_ref().map_or(r.online_or_imported, |store| t.lang.pick(store));
    let is_less = receipt.points < Points::ZERO;
    html! {
        li {
            a.row href=(Page::Receipt.of(&receipt.id)) {
                span.row-main {
                    (store) " "
                    small {
                        (day_in_year(receipt.day, t.lang)) " " (time)
                        @if receipt.refunded > Fen::ZERO { " · " ((r.refunded)(&receipt.refunded.to_string())) }
                    }
                }
                span.row-end {
                    b { "¥" (kept(receipt).to_string()) }
                    span class=(if is_less { "minus" } else { "plus" }) { (signed(receipt.points)) }
                }
            }
        }
    }
}

/// The way on where there is no receipt.
pub fn open_code(t: &Texts) -> Markup {
    way(&Page::Code, t.receipts().open_code)
}
