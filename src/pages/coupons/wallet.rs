//! The wallet: what can be used now first, folded below it what is over.

use super::{REFUSALS, written};
use crate::device::{events, timers};
use crate::i18n::{Texts, use_texts};
use crate::react::{dynamic, effect, memo};
use crate::remote::Read;
use crate::session::Center;
use crate::ui::markup::live_html;
use crate::ui::states::state_page;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::coupons::{GetCoupons, HeldCoupon, Wallet};
use shuke_face::pages::coupons::model::Parts;
use shuke_face::pages::coupons::wallet::{list, way_on};
use shuke_rules::coupons::State;

/// So often the page asks while a till keeps something.
const AGAIN_MS: u64 = 30_000;

pub fn wallet_page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetCoupons>::recalling(center, "", &Empty {});
    events::on_return_here(move || read.again());
    dynamic(move || {
        if let Some(wallet) = read.followed() {
            tell_card(center, wallet);
            follow(read, wallet, |coupon| matches!(coupon.state, State::Locked { .. }));
            return loaded(center, t, wallet);
        }
        read.instead(t, t.coupons().title, REFUSALS)
    })
}

/// Asks again and again while a coupon is such that somebody else may change it.
pub fn follow(read: Read<GetCoupons>, wallet: RwSignal<Wallet>, waits: fn(&HeldCoupon) -> bool) {
    timers::every(AGAIN_MS, move || {
        let waits = wallet.with_untracked(|wallet| wallet.coupons.iter().any(waits));
        if waits && events::is_in_view() {
            read.again();
        }
    });
}

/// What was given when the server looked is not on the card yet.
pub fn tell_card(center: Center, wallet: RwSignal<Wallet>) {
    effect(move || {
        let usable = wallet.with(|wallet| Parts::of(&wallet.coupons).usable.len());
        let on_card = center.with_boot_now(|boot| {
            let card = boot.card.as_ref().and_then(|card| card.coupons);
            card.map_or(0, |coupons| coupons.usable)
        });
        if usize::try_from(on_card) != Ok(usable) {
            center.ask_for_card();
        }
    });
}

fn loaded(center: Center, t: &'static Texts, wallet: RwSignal<Wallet>) -> AnyView {
    let is_empty = memo(move || wallet.with(|wallet| wallet.coupons.is_empty()));
    dynamic(move || {
        if is_empty.get() {
            return state_page("coupons", t.coupons().empty, t.coupons().empty_text, &way_on(t));
        }
        live_html(move || wallet.with(|wallet| written(center, t, wallet.today, &|words| list(words, wallet))))
    })
}
