//! The page as the server draws it.

use super::{boards, heading, to_card, welcome};
use crate::pages::Setting;
use crate::shapes::controls::{listed, live, whole};
use crate::shapes::days::themed_days;
use crate::shapes::kit::scene;
use crate::shapes::states::state;
use crate::shapes::tasks::{in_order, row};
use crate::{Markup, check_in, html};
use shuke_contract::boards::Boards;
use shuke_contract::check_in::CheckIns;
use shuke_contract::tasks::Tasks;

/// Where the focus goes when the button that had it is gone.
pub const TASKS: &str = "tasks";

/// What brands without anything to take part in have.
pub fn nothing(setting: Setting<'_>) -> Markup {
    let t = setting.t;
    whole(&state(&scene("together"), t.together().nothing, t.together().nothing_text, &to_card(t)))
}

/// `days` where the brand has check-ins.
pub fn page_whole(tasks: &Tasks, days: Option<&CheckIns>, contests: &Boards, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, .. } = setting;
    html! {
        (whole(&heading(t)))
        (whole(&boot.card.as_ref().map(|card| check_in(card, t.lang)).unwrap_or_default()))
        (whole(&welcome(tasks, t)))
        @if !tasks.tasks.is_empty() {
            (listed(TASKS, t.together().tasks, &html! {
                @for task in in_order(tasks.tasks.clone()) { (row(&task, tasks.today, t)) }
            }))
        }
        @if let Some(days) = days { (whole(&themed_days(&days.themed, days.today, t))) (live("alert")) }
        (whole(&boards(contests, t)))
        (live("alert"))
    }
}
