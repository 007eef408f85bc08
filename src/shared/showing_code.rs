//! The rotating member code, on whichever page it is shown. Made on the phone from the device's key and the server's clock, so
//! that it works without network. Owns the key's reading; how the code is drawn stands in `shuke_face`, what stands around it is the
//! page's.

mod model;

use crate::api::Call;
use crate::device::{clock, wake};
use crate::device_copy;
use crate::i18n::{Texts, use_texts};
use crate::react::{effect, memo, spawn};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::live_html;
use leptos::prelude::*;
use model::{digits_at, seconds_left};
use shuke_contract::Empty;
use shuke_contract::card::{DeviceKey, GetDevice};
use shuke_face::Markup;
use shuke_face::shapes::member_code;
use shuke_rules::code::Device;
use std::sync::Arc;

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

/// Sees to it that the key is here before it is needed: whoever is in a shop without network may never have shown the code.
pub fn prepare() {
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

/// Bars, digits and QR as they are now, and until when.
pub fn code(device: Device) -> Vec<AnyView> {
    let t = use_texts();
    let now = clock::ticking();
    let digits = memo(move || digits_at(&device, now.get()).unwrap_or_default());
    let clock = move || {
        let left = seconds_left(now.get());
        member_code::clock(left, t)
    };
    vec![live_html(move || symbols(&digits.get(), t)), live_html(clock)]
}

/// Why there are none when the key is damaged.
fn symbols(digits: &str, t: &Texts) -> Markup {
    if digits.is_empty() { member_code::damaged(t) } else { member_code::symbols(digits, t) }
}
