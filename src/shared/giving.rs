//! The moment after joining: the tickets that were just given, on a sheet with one way on. Only then one is a member for the app, which shows the
//! card; where nothing was given, or it is not known soon, at once. It comes with the part of coupons, which is fetched while one still types.

use crate::api::{self, Call};
use crate::device::timers;
use crate::i18n::use_texts;
use crate::react::effect;
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, live_html};
use crate::ui::sheet::sheet;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::coupons::{GetCoupons, Wallet};
use shuke_contract::sign_in::SignedIn;
use shuke_face::Markup;
use shuke_face::pages::coupons::given;
use std::cell::Cell;

/// How long somebody who has joined is kept from the card to see what there is.
const PATIENCE_MS: u64 = 4_000;

/// Draws the sheet for who has joined, and tells when they go on.
pub type Draw = fn(SignedIn, Callback<SignedIn>) -> AnyView;

/// Where it comes from.
#[derive(Clone, Copy)]
pub struct Source {
    pub fetch: fn(),
    /// Nothing until it has come.
    pub draw: fn() -> Option<Draw>,
}

pub fn tickets(signed: SignedIn, go_on: Callback<SignedIn>) -> AnyView {
    let t = use_texts();
    let center: Center = expect_context();
    let joined = StoredValue::new(Some(signed));
    let (wallet, open) = (RwSignal::new(None::<Wallet>), RwSignal::new(false));
    let leave = move || {
        if let Some(signed) = joined.try_update_value(Option::take).flatten() {
            go_on.run(signed);
        }
    };
    let was_open = Cell::new(false);
    effect(move || {
        if was_open.replace(open.get()) && !open.get_untracked() {
            leave();
        }
    });
    // Whoever leaves the page by another way is a member all the same.
    on_cleanup(leave);
    timers::after(PATIENCE_MS, move || {
        if open.try_get_untracked() == Some(false) {
            leave();
        }
    });
    center.ask(Call::to::<GetCoupons>("", &Empty {}), move |answer| {
        let came = answer.and_then(|text| api::read::<Wallet>(&text)).ok();
        let is_waiting = joined.try_with_value(Option::is_some) == Some(true);
        match came.filter(|wallet| is_waiting && !wallet.coupons.is_empty()) {
            Some(came) => {
                wallet.set(Some(came));
                open.set(true);
            }
            None => leave(),
        }
    });
    let tickets = live_html(move || {
        wallet.with(|wallet| wallet.as_ref().map_or_else(Markup::default, |wallet| given(wallet, t)))
    });
    let on = button(Look::plain(Kind::Main, t.coupons().to_my_card), move || open.set(false));
    sheet(open, "given-title".to_owned(), t.coupons().given.to_owned(), vec![tickets, group("actions", vec![on])])
}
