//! `/check-in`: days in a row, the calendar, and what making up for a day costs.

mod calendar;
mod whole;

pub use calendar::months;
pub use whole::page_whole;

use crate::words::Texts;
use crate::{Lang, Markup, Page, date, html};
use shuke_contract::check_in::{CheckIns, MakeUpOffer};
use shuke_rules::Day;

pub fn heading(state: &CheckIns, t: &Texts) -> Markup {
    let c = t.check_in();
    let between = if t.lang == Lang::Zh { "，" } else { ". " };
    html! {
        div {
            h1.sr { (Page::CheckIn.title(t.lang)) }
            p.lede {
                @if state.streak == 0 { (c.no_streak) } @else { ((c.streak)(state.streak)) }
                @if let Some(next) = &state.next { (between) ((c.next)(state.streak + next.days, &next.points.to_string())) }
            }
        }
    }
}

/// Once today is done.
pub fn tomorrow(state: &CheckIns, t: &Texts) -> Markup {
    html! { @if state.done { p { ((t.check_in().tomorrow)(&state.reward.total().to_string())) } } }
}

/// What making up for a day costs, and how often one can.
pub fn offered(offer: &MakeUpOffer, state: &CheckIns, t: &Texts) -> Markup {
    let (price, base) = (offer.price.to_string(), state.reward.base.to_string());
    html! { p.note { ((t.check_in().make_up_text)(offer.per_month, offer.left, &price, &base)) } }
}

pub fn nothing_missed(t: &Texts) -> Markup {
    html! { p { (t.check_in().nothing_missed) } }
}

pub fn missed(day: Day, today: Day, t: &Texts) -> Markup {
    html! { span.row-main { (date(day, today, t.lang)) } }
}

/// Points are spent: what it costs, and what will be left.
pub fn asked(offer: &MakeUpOffer, state: &CheckIns, t: &Texts) -> Markup {
    let after = state.points - offer.price + state.reward.base;
    let (price, base) = (offer.price.to_string(), state.reward.base.to_string());
    html! { p { ((t.check_in().make_up_ask)(&price, &base, &after.to_string())) } }
}

pub fn rules(t: &Texts) -> Markup {
    let c = t.check_in();
    html! {
        section.section {
            h2 { (c.rules) }
            p { (c.rules_text) }
        }
    }
}

#[cfg(test)]
mod tests;
