//! A step of a repair, for its owner and for its shop.

use crate::words::Texts;
use crate::{Markup, date, html};
use shuke_contract::pieces::RepairStep;
use shuke_rules::Day;

pub fn repair_step(step: &RepairStep, today: Day, t: &Texts) -> Markup {
    html! {
        li.row {
            span.row-main { ((t.pieces().state)(step.state)) @if !step.note.is_empty() { small { (step.note) } } }
            span.row-end { (date(step.day, today, t.lang)) }
        }
    }
}
