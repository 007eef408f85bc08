//! The rotating member code, on whichever page it is shown. Made on the phone from the device's key and the server's clock, so
//! that it works without network. Owns the key's reading; how the code is drawn stands in `shuke_face`, what stands around it is the
//! page's.

use crate::api::Call;
use crate::device::{clock, events, timers, wake};
use crate::device_copy;
use crate::i18n::{Texts, use_texts};
use crate::react::{effect, memo, spawn};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::live_html;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::card::{DeviceKey, GetDevice};
use shuke_face::Markup;
use shuke_face::shapes::member_code::{self, changes_in, digits_shown};
use shuke_rules::code::Device;
use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

/// How often the card is looked at while the code is shown: at first, when one is about to hold it to the till, and later.
const LOOKS_AT_FIRST: Duration = Duration::from_secs(2);
const LOOKS_EVERY: Duration = Duration::from_secs(4);
const AT_FIRST_MS: f64 = 120_000.0;
/// After what the page itself asks for.
const LATER: Duration = Duration::from_millis(timers::LATER_MS);
/// For how long it still is when the code was left.
const LOOKS_AFTERWARDS_MS: f64 = 120_000.0;

thread_local! {
    /// How many places show the code.
    static SHOWN: Cell<u32> = const { Cell::new(0) };
    /// By the phone's clock, in milliseconds: looked at until then although none does.
    static UNTIL: Cell<f64> = const { Cell::new(0.0) };
    static IS_LOOKING: Cell<bool> = const { Cell::new(false) };
    /// By the phone's clock: when it was last begun to be shown.
    static SINCE: Cell<f64> = const { Cell::new(0.0) };
}

/// The key of this device: asked for anew, and found again without network. The screen stays on while one has it.
#[derive(Clone, Copy)]
pub struct Key(Read<GetDevice>);

impl Key {
    pub fn ask(center: Center) -> Self {
        let read = Read::<GetDevice>::new(center, "", &Empty {});
        effect(move || {
            if let Some((key, text)) = read.loaded().zip(read.text()) {
                device_copy::keep_device(&text);
                clock::set(key.now);
            }
        });
        wake::keep_awake();
        Self(read)
    }

    /// What the server said, else what was kept of before.
    pub fn get(self) -> Load<Arc<DeviceKey>> {
        match self.0.get() {
            Load::Loaded(key) => Load::Loaded(key),
            state => device_copy::device().map_or(state, |key| Load::Loaded(Arc::new(key))),
        }
    }

    pub fn again(self) {
        self.0.again();
    }
}

/// Sees to it that the key is here before it is needed: whoever is in a shop without network may never have shown the code. Where the code is
/// shown, that brings it.
pub fn prepare() {
    set_timeout(ask_for_key, LATER);
}

fn ask_for_key() {
    let Some(card) = device_copy::boot().and_then(|boot| boot.card).filter(|_| device_copy::device().is_none()) else {
        return;
    };
    spawn(async move {
        let ask = Call::to::<GetDevice>("", &Empty {});
        if let Ok(text) = ask.send(None, Some(card.number.as_str())).await {
            device_copy::keep_device(&text);
        }
    });
}

/// Whoever shows the code is being served: what that changes is on the screen within seconds, also on the page that one goes on to.
fn watch(center: Center) {
    SHOWN.set(SHOWN.get() + 1);
    SINCE.set(js_sys::Date::now());
    on_cleanup(|| {
        SHOWN.set(SHOWN.get().saturating_sub(1));
        UNTIL.set(js_sys::Date::now() + LOOKS_AFTERWARDS_MS);
    });
    if !IS_LOOKING.replace(true) {
        look_later(center);
    }
}

/// One look after the other, in all the app, as long as there is a reason.
fn look_later(center: Center) {
    let look = move || {
        if SHOWN.get() == 0 && js_sys::Date::now() > UNTIL.get() {
            IS_LOOKING.set(false);
            return;
        }
        if events::is_in_view() && events::is_online() && !center.is_stale_now() {
            center.look();
        }
        look_later(center);
    };
    let is_first = js_sys::Date::now() - SINCE.get() < AT_FIRST_MS;
    set_timeout(look, if is_first { LOOKS_AT_FIRST } else { LOOKS_EVERY });
}

/// Does `again` whenever the server says that the card has become another: what else the page shows was changed by the same.
pub fn on_change(center: Center, again: impl Fn() + 'static) {
    let tag =
        memo(move || center.with_boot(|boot| boot.card.as_ref().map(|card| card.tag.clone())).unwrap_or_default());
    let seen = StoredValue::new(tag.get_untracked());
    effect(move || {
        let now = tag.get();
        if !now.is_empty() && seen.with_value(|seen| *seen != now) {
            seen.set_value(now);
            again();
        }
    });
}

/// Bars, digits and QR as they are now, and until when.
pub fn code(center: Center, device: Device) -> Vec<AnyView> {
    watch(center);
    let t = use_texts();
    let now = clock::ticking();
    // A code counts once: whichever was read gives way to the next.
    let used = memo({
        let device = device.clone();
        move || center.with_boot(|boot| member_code::used(&device, boot.card.as_ref()))
    });
    let digits = memo(move || digits_shown(&device, now.get(), used.get()).unwrap_or_default());
    let clock = move || member_code::clock(changes_in(now.get(), used.get()), t);
    vec![live_html(move || symbols(&digits.get(), t)), live_html(clock)]
}

/// Why there are none when the key is damaged.
fn symbols(digits: &str, t: &Texts) -> Markup {
    if digits.is_empty() { member_code::damaged(t) } else { member_code::symbols(digits, t) }
}
