//! What one scans, chooses or types, and what is said of a code that leads nowhere. Owns which page each leads to, not how it is read.

mod model;
mod whole;

pub use model::{Next, Said, next};
pub use whole::page_whole;

use crate::shapes::controls::Field;
use crate::words::Texts;
use crate::{Markup, Page, html};
use shuke_contract::boot::Boot;
use shuke_rules::gs1::NoLink;

/// The field that is typed or pasted into.
pub const TYPED: &str = "scan-typed";

pub fn heading(t: &Texts) -> Markup {
    html! { h1.sr { (Page::Scan.title(t.lang)) } p.lede { (t.scanned().lede) } }
}

pub fn typed(t: &Texts) -> Field {
    Field { hint: t.scanned().typed_hint, ..Field::text(TYPED, t.scanned().typed) }
}

/// Chooses a picture; the app adds what becomes of it.
pub const PICTURES: &str = "image/*";

/// What a code is, what it holds as far as that can be shown, and where one may go on. Nothing of a code is ever a link.
pub fn told(said: &Said, boot: &Boot, t: &Texts) -> Markup {
    let (title, text) = words(said, t);
    html! {
        div.scanned {
            @if !title.is_empty() { b { (title) } }
            @if let Said::Foreign(held) | Said::Text(held) = said { p { bdi { (held) } } }
            p { (text) }
            @if let Some((page, name)) = way(said, boot, t) { a.text-link href=(page) { (name) } }
        }
    }
}

fn words(said: &Said, t: &Texts) -> (&'static str, &'static str) {
    let s = t.scanned();
    match said {
        Said::Empty => ("", s.empty),
        Said::Looking => ("", s.looking),
        Said::Own => s.own,
        Said::Member => s.member,
        Said::PickUp => s.pick_up,
        Said::Misread => s.misread,
        Said::BadLink(NoLink::Number) => s.bad_number,
        Said::BadLink(_) => s.bad_link,
        Said::Payment => s.payment,
        Said::Foreign(_) => s.foreign,
        Said::Staffs => s.staffs,
        Said::NoPage => s.no_page,
        Said::Text(_) => s.text,
        Said::NoCode => s.no_code,
        Said::NoPicture => s.no_picture,
        Said::NoReader => t.scan().reader_missing,
    }
}

/// Where a member goes with it.
fn way(said: &Said, boot: &Boot, t: &Texts) -> Option<(Page, &'static str)> {
    let (lang, has) = (t.lang, boot.has);
    boot.card.as_ref()?;
    match said {
        Said::Own => Some((Page::Code, Page::Code.title(lang))),
        Said::PickUp if has.mall => Some((Page::Orders, Page::Orders.title(lang))),
        Said::Text(_) if has.coupons => Some((Page::CouponOffers, Page::CouponOffers.title(lang))),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
