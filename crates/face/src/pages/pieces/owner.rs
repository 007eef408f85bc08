//! Whose a piece is, how it can be registered, and how it goes to somebody else.

use crate::shapes::member_code::grouped;
use crate::words::Texts;
use crate::{Markup, Page, date, html};
use shuke_contract::pieces::{Own, Owner, Piece, Purchase};
use shuke_rules::pieces::How;
use shuke_rules::{Count, Points};

/// Whose it is, and what its owner knows of it; for others how long its warranty is.
pub fn owner(piece: &Piece, is_member: bool, t: &Texts) -> Markup {
    let p = t.pieces();
    html! {
        section.section {
            h2 { (p.owner) }
            @match &piece.own {
                Some(own) => { (of_yours(own, piece, t)) }
                None => {
                    p { (if piece.owner == Owner::Nobody { p.nobodys } else { p.anothers }) }
                    p.note { (warranty(piece, t)) }
                }
            }
            @if !is_member {
                p { (if piece.owner == Owner::Nobody { p.sign_in_first } else { p.sign_in_others }) }
                div.actions {
                    a.button href=(Page::Join) { (p.join) }
                    a.button.button-quiet href=(Page::SignIn) { (p.sign_in) }
                }
            }
        }
    }
}

fn warranty(piece: &Piece, t: &Texts) -> String {
    let p = t.pieces();
    if piece.warranty_months == 0 {
        p.no_warranty.to_owned()
    } else {
        (p.warranty)(Count(piece.warranty_months.into()))
    }
}

fn of_yours(own: &Own, piece: &Piece, t: &Texts) -> Markup {
    let p = t.pieces();
    let day = |day| date(day, piece.today, t.lang);
    let until = match own.warranty_until {
        None => p.no_warranty.to_owned(),
        Some(until) if until < piece.today => (p.warranty_over)(&day(until)),
        Some(until) => (p.warranted)(&day(until)),
    };
    html! {
        p { ((p.yours)(&day(own.since))) }
        ul.rows {
            li.row {
                span.row-main {
                    (until)
                    small {
                        // Without a receipt nothing is known of a purchase.
                        @if own.how != How::FirstCome { ((p.bought)(&day(own.bought))) " · " }
                        ((p.how)(own.how))
                    }
                }
            }
        }
        @if own.points > Points::ZERO { p.note { ((p.earned)(&own.points.to_string())) } }
    }
}

/// Whether there is a way to register it.
pub fn can_register(piece: &Piece) -> bool {
    piece.register.as_ref().is_some_and(|register| register.first_come || !register.receipts.is_empty())
}

/// Whether its owner can ask for a repair: none is under way.
pub fn can_repair(piece: &Piece) -> bool {
    piece.own.is_some() && piece.repairs.iter().all(|repair| repair.state.is_over()) && !piece.shops.is_empty()
}

/// What registering brings, or why it cannot be done; nothing where it is no question.
pub fn register_note(piece: &Piece, t: &Texts) -> Markup {
    let p = t.pieces();
    html! {
        @if let Some(register) = &piece.register {
            @if !can_register(piece) {
                p.note { (p.no_receipt) }
            } @else if register.points > Points::ZERO && !register.receipts.is_empty() {
                p.note { ((p.brings)(&register.points.to_string())) }
            }
        }
    }
}

/// A row for each receipt that is good for it, and one for who has none. `chosen`: the id of a receipt, or empty for none.
pub fn register_rows(piece: &Piece, chosen: &str, t: &Texts) -> Markup {
    let p = t.pieces();
    html! {
        @if let Some(register) = &piece.register {
            @for purchase in &register.receipts { (receipt(purchase, chosen, piece, t)) }
            @if register.first_come {
                label.row {
                    input.pick type="radio" name="receipt" value="" checked[chosen.is_empty()];
                    span.row-main { (p.first_come) small { (p.first_come_text) } }
                }
            }
        }
    }
}

fn receipt(purchase: &Purchase, chosen: &str, piece: &Piece, t: &Texts) -> Markup {
    let p = t.pieces();
    let shop = purchase.store.as_ref().map_or(p.online, |store| t.lang.pick(store));
    html! {
        label.row {
            input.pick type="radio" name="receipt" value=(purchase.id) checked[purchase.id == chosen];
            span.row-main { ((p.receipt)(shop, &date(purchase.day, piece.today, t.lang))) }
            span.row-end { "¥" (purchase.paid.to_string()) }
        }
    }
}

/// The code with which somebody else can take it over; what such a code is where there is none.
pub fn offered(piece: &Piece, t: &Texts) -> Markup {
    let p = t.pieces();
    let offer = piece.own.as_ref().and_then(|own| own.offer.as_ref());
    html! {
        @match offer {
            Some(offer) => {
                p.figure { (grouped(&offer.code)) }
                p.note { ((p.offer_until)(&date(offer.until_day, piece.today, t.lang))) }
            }
            None => { p.note { (p.offer_text) } }
        }
    }
}
