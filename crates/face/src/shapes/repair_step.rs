//! The steps of a repair, for its owner and for its shop.

use crate::words::Texts;
use crate::{Markup, date, html};
use shuke_contract::pieces::RepairStep;
use shuke_rules::{Count, Day};

pub fn repair_steps(steps: &[RepairStep], today: Day, t: &Texts) -> Markup {
    let before = std::iter::once(None).chain(steps.iter().map(Some));
    html! {
        ul.rows { @for (step, before) in steps.iter().zip(before) { (one(step, before, today, t)) } }
    }
}

/// Where it stays as it was, who said something.
fn one(step: &RepairStep, before: Option<&RepairStep>, today: Day, t: &Texts) -> Markup {
    let p = t.repairs();
    let title = match before {
        Some(before) if before.state == step.state && step.from_shop => p.shop_said,
        Some(before) if before.state == step.state => p.owner_said,
        _ => (p.state)(step.state),
    };
    html! {
        li.row {
            span.row-main {
                (title)
                @if !step.note.is_empty() { small { (step.note) } }
                @if !step.pictures.is_empty() { (photos(&step.pictures, t)) }
            }
            span.row-end { (date(step.day, today, t.lang)) }
        }
    }
}

/// Each opens by itself, where it can be looked at closely.
fn photos(addresses: &[String], t: &Texts) -> Markup {
    html! {
        span.photos {
            @for (address, n) in addresses.iter().zip((1..).map(Count)) {
                a href=(address) target="_blank" { img src=(address) alt=((t.repairs().photo)(n)) loading="lazy"; }
            }
        }
    }
}
