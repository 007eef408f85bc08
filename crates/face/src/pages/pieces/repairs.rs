//! Repairs of a piece: what was asked, and how far each is.

use crate::shapes::controls::Field;
use crate::shapes::repair_step::repair_steps;
use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::pieces::{Piece, Repair};
use shuke_rules::Day;

/// What is broken.
pub fn broken(t: &Texts) -> Field {
    let p = t.repairs();
    Field { hint: p.hint, ..Field::text("repair-what", p.what) }
}

pub fn shop_options(piece: &Piece, t: &Texts) -> Markup {
    html! {
        @for shop in &piece.shops {
            option value=(shop.id.0) { (t.lang.pick(&shop.name)) }
        }
    }
}

/// What the shop should know besides.
pub fn more(t: &Texts) -> Field {
    let p = t.repairs();
    Field { hint: p.hint, ..Field::text("repair-more", p.more_words) }
}

/// The repair that is not over, as far as it is that of who asks.
pub fn under_way(piece: &Piece) -> Option<&Repair> {
    piece.repairs.iter().find(|repair| !repair.state.is_over())
}

/// The repair that its owner can still take back.
pub fn waits(piece: &Piece) -> Option<&Repair> {
    piece.repairs.iter().find(|repair| repair.state.can_be_withdrawn())
}

/// What taking it back does.
pub fn withdrawing(t: &Texts) -> Markup {
    html! { p { (t.repairs().withdraw_text) } }
}

/// Each with its steps and what was said; nothing where there is none.
pub fn repairs(piece: &Piece, t: &Texts) -> Markup {
    let p = t.repairs();
    html! {
        @if !piece.repairs.is_empty() {
            section.section {
                h2 { (p.all) }
                @for repair in &piece.repairs { (one(repair, piece.today, t)) }
            }
        }
    }
}

fn one(repair: &Repair, today: Day, t: &Texts) -> Markup {
    html! {
        h3 { (t.lang.pick(&repair.store)) }
        (repair_steps(&repair.steps, today, t))
    }
}
