//! What the mall offers: what one has to spend, what to filter by, and the wares.

use super::Words;
use super::model::{Filter, Reach, ordered};
use super::words::price;
use crate::shapes::art::art;
use crate::words::{Texts, part_of};
use crate::{Icon, Markup, Page, date, html};
use shuke_contract::card::Ending;
use shuke_contract::mall::{Mall, Offer};
use shuke_rules::Points;

/// Pictures that are on the screen before one scrolls.
const ABOVE_THE_FOLD: usize = 4;

/// What one has, and how long the first of it lasts.
pub fn head(ending: Option<&Ending>, mall: &Mall, t: &Texts) -> Markup {
    let m = t.mall();
    let note = match ending.filter(|_| mall.points > Points::ZERO) {
        _ if mall.points < Points::ZERO => (m.owed)(&(-mall.points).to_string()),
        Some(Ending { points, day }) => {
            (m.ends)(part_of(*points, mall.points).as_deref(), &date(*day, mall.today, t.lang))
        }
        None => String::new(),
    };
    html! {
        div.mall-head {
            h1.page-title { (Page::Mall.title(t.lang)) }
            a href=(Page::Orders) { (Page::Orders.title(t.lang)) (Icon::Chevron) }
        }
        section.points {
            div { p.note { (m.balance) } p.figure { (mall.points.to_string()) } }
            p.note { (note) }
        }
    }
}

/// What one can filter by, `chosen` being what is; nothing where it would change nothing.
pub fn filters(mall: &Mall, chosen: Filter, t: &Texts) -> Markup {
    let useful = Filter::useful(&mall.offers, mall.points);
    html! {
        @if !useful.is_empty() {
            legend.sr { (t.mall().filter) }
            @for filter in useful {
                label {
                    input type="radio" name="filter" value=(filter.id()) checked[filter == chosen];
                    span { (said(filter, t)) }
                }
            }
        }
    }
}

fn said(filter: Filter, t: &Texts) -> &'static str {
    let m = t.mall();
    match filter {
        Filter::All => m.all,
        Filter::Affordable => m.affordable,
        Filter::PointsOnly => m.points_only,
        Filter::WithMoney => m.with_money,
        Filter::Vouchers => m.vouchers,
        Filter::ByTier => m.by_tier,
    }
}

/// How many are shown, for those who hear it; nothing where there are none.
pub fn count(mall: &Mall, filter: Filter, t: &Texts) -> Markup {
    let count = mall.offers.iter().filter(|offer| filter.lets(offer, mall.points)).count();
    html! {
        @if count > 0 { p.sr { ((t.mall().shown)(count.into())) } }
    }
}

/// What the filter lets through, what one can afford first; or that there is nothing at all.
pub fn shelf(words: Words<'_>, mall: &Mall, filter: Filter) -> Markup {
    let shown = ordered(&mall.offers, mall.points).into_iter().filter(|offer| filter.lets(offer, mall.points));
    html! {
        @if mall.offers.is_empty() {
            (empty(words.t))
        } @else {
            ul.shelf {
                @for (at, offer) in shown.enumerate() { (ware(words, offer, mall.points, at >= ABOVE_THE_FOLD)) }
            }
        }
    }
}

fn ware(words: Words<'_>, offer: &Offer, points: Points, lazy: bool) -> Markup {
    let item = &offer.item;
    let reach = match Reach::of(offer, points) {
        Reach::Now => "now",
        Reach::Short(_) => "short",
        Reach::Withheld(_) => "withheld",
    };
    html! {
        li {
            a.ware href=(Page::Item.of(&item.id)) data-reach=(reach) {
                (art(item.picture.as_deref(), "", lazy))
                span.ware-name { (words.name(offer)) }
                span.ware-price { (price(item.price, words.t)) }
                @if let Some(distance) = words.distance(offer, points) { span.note { (distance) } }
            }
        }
    }
}

fn empty(t: &Texts) -> Markup {
    let m = t.mall();
    html! {
        section.state {
            (Icon::Gift)
            h2 { (m.empty) }
            p { (m.empty_text) }
            div.actions { a.button href=(Page::Card) { (m.to_card) } }
        }
    }
}
