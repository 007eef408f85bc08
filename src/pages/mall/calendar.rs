//! The gift calendar: what is on offer in some months only, this month first.

use super::model::{GiftMonth, calendar as months};
use super::words::{Words, art};
use shuke_contract::mall::{Mall, Offer};
use shuke_face::{Page, month};
use shuke_rules::{Day, Points};

/// The section, or nothing where nothing comes and goes with the months.
pub fn calendar(words: &Words<'_>, mall: &Mall) -> String {
    let m = words.t.mall();
    let months: String = months(&mall.offers, mall.today).iter().map(|part| one(words, part, mall.points)).collect();
    if months.is_empty() {
        return months;
    }
    format!(
        r#"<section class="section gifts"><div><h2>{}</h2><p class="note">{}</p></div>{months}</section>"#,
        m.calendar, m.calendar_text
    )
}

fn one(words: &Words<'_>, part: &GiftMonth<'_>, points: Points) -> String {
    let is_this = part.first <= words.today;
    let tag =
        if is_this { format!(r#" <span class="tag">{}</span>"#, words.t.mall().this_month) } else { String::new() };
    let rows: String = part.gifts.iter().map(|(offer, from)| row(words, offer, *from, points)).collect();
    format!(r#"<div><h3>{}{tag}</h3><ul class="rows">{rows}</ul></div>"#, month(part.first, words.t.lang))
}

fn row(words: &Words<'_>, offer: &Offer, from: Day, points: Points) -> String {
    let m = words.t.mall();
    let open = if from > words.today {
        (m.opens)(&words.day(from))
    } else {
        Some(words.distance(offer, points)).filter(|said| !said.is_empty()).unwrap_or_else(|| m.open_now.to_owned())
    };
    format!(
        r#"<li><a class="row" href="{}">{}<span class="row-main">{}<small>{open}</small></span><span class="row-end">{}</span></a></li>"#,
        Page::Item.of(&offer.item.id).href(),
        art(offer.item.picture.as_deref(), "", true),
        words.name(offer),
        words.t.price(offer.item.price),
    )
}
