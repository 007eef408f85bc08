//! The page as the server draws it.

use super::{heading, missed, months, nothing_missed, offered, rules, tomorrow};
use crate::pages::Setting;
use crate::shapes::controls::{Kind, button, button_about, group, section, whole};
use crate::shapes::days::themed_days;
use crate::words::Texts;
use crate::{Markup, date, html};
use shuke_contract::check_in::{CheckIns, MakeUpOffer};

pub fn page_whole(state: &CheckIns, setting: Setting<'_>) -> Markup {
    let t = setting.t;
    html! {
        (whole(&heading(state, t)))
        (whole(&tomorrow(state, t)))
        (whole(&months(state, t)))
        @if let Some(offer) = &state.make_up { (section(t.check_in().make_up, &make_up(offer, state, t))) }
        (whole(&themed_days(&state.themed, state.today, t)))
        (whole(&rules(t)))
        @if !state.done {
            (group("dock", &button(Kind::Main, &(t.check_in().do_it)(&state.reward.total().to_string()))))
        }
    }
}

fn make_up(offer: &MakeUpOffer, state: &CheckIns, t: &Texts) -> Markup {
    html! {
        (whole(&offered(offer, state, t)))
        @if offer.days.is_empty() {
            (whole(&nothing_missed(t)))
        } @else {
            ul.rows {
                @for day in offer.days.iter().rev() {
                    li.row {
                        (whole(&missed(*day, state.today, t)))
                        (button_about(Kind::Text, t.check_in().make_up_day, &date(*day, state.today, t.lang)))
                    }
                }
            }
        }
    }
}
