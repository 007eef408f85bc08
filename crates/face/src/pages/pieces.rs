//! One piece by its code: whether it is real, whose it is, its warranty and repairs, how it was made, and how to care for it.

mod owner;
mod repairs;
mod whole;

pub use owner::{can_register, can_repair, offered, owner, register_note, register_rows};
pub use repairs::{broken, more, repairs, shop_options, under_way, waits, withdrawing};
pub use whole::{none, offer_field, unknown, whole};

use crate::shapes::good::name;
use crate::shapes::states::refusal;
use crate::words::Texts;
use crate::{Markup, date, html};
use shuke_contract::pieces::Piece;
use shuke_rules::{Count, Day};

/// The shop of a repair, and what is broken.
pub const SHOP: &str = "repair-shop";
/// What the address asks for that is printed on a card in a parcel: who joins came by that.
pub const FROM_PARCEL: &str = "from=parcel";

pub fn head(piece: &Piece, t: &Texts) -> Markup {
    html! {
        section.ware-head {
            (name(&piece.good, piece.category.as_ref(), t))
            p.note { ((t.pieces().code)(&piece.code.grouped())) }
        }
    }
}

/// Whether it is real: when and where its code was first looked at, and whether that was in too many places.
pub fn genuine(piece: &Piece, t: &Texts) -> Markup {
    let (p, seen) = (t.pieces(), &piece.seen);
    let day = |day: Day| date(day, piece.today, t.lang);
    html! {
        section.section {
            h2 { (p.real) }
            @if let Some(suspect) = seen.suspect { (refusal(p.suspect, &(p.suspect_text)(&day(suspect), Count(seen.cities)))) }
            p { (p.is_ours) }
            p.note {
                @match seen.first {
                    Some(first) => { ((p.first_seen)(&day(first), &seen.city)) }
                    None => { (p.never_seen) }
                }
            }
        }
    }
}

/// What is known of how it was made; nothing where nobody says.
pub fn quality(piece: &Piece, t: &Texts) -> Markup {
    let (p, quality) = (t.pieces(), &piece.quality);
    let day = |day: Day| date(day, piece.today, t.lang);
    let facts = [
        (!quality.lot.is_empty()).then(|| (p.lot)(&quality.lot)),
        quality.produced.map(|produced| (p.produced)(&day(produced))),
        quality.checked.map(|checked| (p.checked)(&day(checked))),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let said = t.lang.pick(&quality.said);
    html! {
        @if !facts.is_empty() || !said.is_empty() {
            section.section {
                h2 { (p.quality) }
                @if !said.is_empty() { p { (said) } }
                p.note { (facts.join(" · ")) }
            }
        }
    }
}

#[cfg(test)]
mod tests;
