//! The gift calendar: what is on offer in some months only, this month first.

use super::Words;
use super::model::{GiftMonth, gift_months};
use crate::shapes::art::art;
use crate::{Markup, Page, html, month};
use shuke_contract::mall::{Mall, Offer};
use shuke_rules::{Day, Points};

/// The section, or nothing where nothing comes and goes with the months.
pub fn calendar(words: Words<'_>, mall: &Mall) -> Markup {
    let m = words.t.mall();
    let months = gift_months(&mall.offers, mall.today);
    html! {
        @if !months.is_empty() {
            section.section.gifts {
                div { h2 { (m.calendar) } p.note { (m.calendar_text) } }
                @for month in &months { (gifts(words, month, mall.points)) }
            }
        }
    }
}

fn gifts(words: Words<'_>, part: &GiftMonth<'_>, points: Points) -> Markup {
    html! {
        div {
            h3 {
                (month(part.first, words.t.lang))
                @if part.first <= words.today { " " span.tag { (words.t.mall().this_month) } }
            }
            ul.rows {
                @for (offer, from) in &part.gifts { (gift(words, offer, *from, points)) }
            }
        }
    }
}

fn gift(words: Words<'_>, offer: &Offer, from: Day, points: Points) -> Markup {
    let m = words.t.mall();
    let open = if from > words.today {
        (m.opens)(&words.day(from))
    } else {
        words.distance(offer, points).unwrap_or_else(|| m.open_now.to_owned())
    };
    html! {
        li {
            a.row href=(Page::Item.of(&offer.item.id)) {
                (art(offer.item.picture.as_deref(), "", true))
                span.row-main { (words.name(offer)) small { (open) } }
                span.row-end { (words.t.price(offer.item.price)) }
            }
        }
    }
}
