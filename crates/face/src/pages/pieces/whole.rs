//! The page as the server draws it.

use super::{
    SHOP, broken, can_register, can_repair, genuine, head, more, offered, owner, quality, register_note, register_rows,
    repairs, shop_options, under_way, waits,
};
use crate::pages::Setting;
use crate::shapes::controls::{
    self, Field, Kind, area, button, field, file, form, group, live, radios, section, select, submit,
};
use crate::shapes::good::care;
use crate::shapes::kit::scene;
use crate::shapes::states::{note, state, way};
use crate::words::Texts;
use crate::{Markup, Page, html};
use shuke_contract::pieces::{Owner, Piece};

/// The digits of the owner before.
pub fn offer_field(t: &Texts) -> Field {
    let p = t.pieces();
    Field { mode: Some("numeric"), hint: p.take_hint, ..Field::text("offer", p.take_label) }
}

/// There is no such code: of one that was never made nothing else is said.
pub fn none(t: &Texts) -> Markup {
    let (title, text) = t.pieces().unknown;
    state(&scene("not-found"), title, text, &way(&Page::Card, t.shell.to_card))
}

/// The same as the server draws it.
pub fn unknown(setting: Setting<'_>) -> Markup {
    controls::whole(&none(setting.t))
}

pub fn whole(piece: &Piece, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, .. } = setting;
    let is_member = boot.card.is_some();
    let part = |markup: Markup| controls::whole(&markup);
    html! {
        (part(head(piece, t)))
        (part(genuine(piece, t)))
        (part(owner(piece, is_member, t)))
        @if piece.register.is_some() { (registering(piece, t)) }
        @if is_member && piece.owner == Owner::Another { (taking(t)) }
        @if piece.own.is_some() { (offering(piece, t)) }
        @if can_repair(piece) { (asking(piece, t)) }
        (part(repairs(piece, t)))
        @if under_way(piece).is_some() { (telling(t)) }
        @if waits(piece).is_some() { (live("alert")) (group("actions", &button(Kind::Quiet, t.repairs().withdraw))) }
        (part(quality(piece, t)))
        (part(care(&piece.good, t)))
    }
}

fn registering(piece: &Piece, t: &Texts) -> Markup {
    let p = t.pieces();
    let first = piece.register.iter().flat_map(|register| &register.receipts).next();
    let chosen = first.map_or("", |purchase| purchase.id.as_str());
    section(
        p.register,
        &html! {
            (controls::whole(&register_note(piece, t)))
            @if can_register(piece) {
                (radios(p.which, &register_rows(piece, chosen, t)))
                (live("alert"))
                (group("actions", &button(Kind::Main, p.register_do)))
            }
        },
    )
}

fn taking(t: &Texts) -> Markup {
    let p = t.pieces();
    section(
        p.take,
        &form(&html! {
            (field(offer_field(t), "")) (live("alert")) (group("actions", &submit(Kind::Quiet, p.take_do)))
        }),
    )
}

fn offering(piece: &Piece, t: &Texts) -> Markup {
    let p = t.pieces();
    let is_offered = piece.own.as_ref().is_some_and(|own| own.offer.is_some());
    section(
        p.offer,
        &html! {
            (controls::whole(&offered(piece, t)))
            (live("alert"))
            (group("actions", &button(Kind::Quiet, if is_offered { p.keep } else { p.offer_do })))
        },
    )
}

fn asking(piece: &Piece, t: &Texts) -> Markup {
    let p = t.repairs();
    section(
        p.title,
        &form(&html! {
            (select(SHOP, p.shop, "", &shop_options(piece, t))) (area(broken(t))) (photos(t)) (live("alert"))
            (group("actions", &submit(Kind::Quiet, p.ask)))
        }),
    )
}

fn telling(t: &Texts) -> Markup {
    let p = t.repairs();
    section(
        p.more,
        &form(&html! {
            (area(more(t))) (photos(t)) (live("alert")) (group("actions", &submit(Kind::Quiet, p.more_do)))
        }),
    )
}

fn photos(t: &Texts) -> Markup {
    let p = t.repairs();
    html! {
        (group("actions", &file(p.add_photo, "image/*"))) (live("status")) (controls::whole(&note(p.photos_hint)))
    }
}
