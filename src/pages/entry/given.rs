//! The moment after joining: the tickets that were just given, on a sheet with one way on. Only then one is a member for the app, which shows the
//! card; where nothing was given, or it is not known soon, at once.

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
use shuke_face::pages::entry::given;
use std::cell::Cell;

/// How long somebody who has joined is kept from the card to see what there is.
const PATIENCE_MS: u64 = 4_000;

#[derive(Clone, Copy)]
pub struct Given {
    center: Center,
    /// Who has joined, until they go on.
    joined: StoredValue<Option<SignedIn>>,
    wallet: RwSignal<Option<Wallet>>,
    open: RwSignal<bool>,
    go_on: Callback<SignedIn>,
}

impl Given {
    pub fn new(center: Center, go_on: impl Fn(SignedIn) + Send + Sync + 'static) -> Self {
        let (joined, wallet, open) = (StoredValue::new(None), RwSignal::new(None), RwSignal::new(false));
        let this = Self { center, joined, wallet, open, go_on: Callback::new(go_on) };
        let was_open = Cell::new(false);
        effect(move || {
            if was_open.replace(open.get()) && !open.get_untracked() {
                this.leave();
            }
        });
        // Whoever leaves the page by another way is a member all the same.
        on_cleanup(move || this.leave());
        this
    }

    /// Who was a member before was given nothing.
    pub fn see(self, signed: SignedIn) {
        let is_given = signed.joined && self.center.with_boot_now(|boot| boot.has.coupons);
        self.joined.set_value(Some(signed));
        if !is_given {
            return self.leave();
        }
        timers::after(PATIENCE_MS, move || {
            if self.open.try_get_untracked() == Some(false) {
                self.leave();
            }
        });
        self.center.ask(Call::to::<GetCoupons>("", &Empty {}), move |answer| {
            let wallet = answer.and_then(|text| api::read::<Wallet>(&text)).ok();
            let is_waiting = self.joined.try_with_value(Option::is_some) == Some(true);
            match wallet.filter(|wallet| is_waiting && !wallet.coupons.is_empty()) {
                Some(wallet) => {
                    self.wallet.set(Some(wallet));
                    self.open.set(true);
                }
                None => self.leave(),
            }
        });
    }

    fn leave(self) {
        if let Some(signed) = self.joined.try_update_value(Option::take).flatten() {
            self.go_on.run(signed);
        }
    }

    pub fn sheet(self) -> AnyView {
        let t = use_texts();
        let Self { wallet, open, .. } = self;
        let tickets = live_html(move || {
            wallet.with(|wallet| wallet.as_ref().map_or_else(Markup::default, |wallet| given(wallet, t)))
        });
        let on = button(Look::plain(Kind::Main, t.entry().to_my_card), move || open.set(false));
        sheet(open, "given-title".to_owned(), t.entry().given.to_owned(), vec![tickets, group("actions", vec![on])])
    }
}
