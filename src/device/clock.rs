//! The server's clock: the phone's, corrected by what the server said last. The correction is kept for starts without
//! network, so that a member code is right on a phone whose clock is wrong.

use crate::device::{storage, timers};
use leptos::prelude::*;
use shuke_rules::Instant;
use std::cell::Cell;

const KEY: &str = "shuke.clock";

thread_local! {
    static OFFSET_MS: Cell<Option<i64>> = const { Cell::new(None) };
}

/// What the phone's clock says: milliseconds since 1970.
#[expect(clippy::cast_possible_truncation, reason = "a whole number of milliseconds, far below 2^53")]
fn phone_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// The server's clock now: milliseconds since 1970.
pub fn now_ms() -> i64 {
    let offset = OFFSET_MS.get().unwrap_or_else(|| {
        let kept = storage::text(KEY).and_then(|text| text.parse().ok()).unwrap_or(0);
        OFFSET_MS.set(Some(kept));
        kept
    });
    phone_ms() + offset
}

pub fn now() -> Instant {
    Instant::from_timestamp_millis(now_ms()).unwrap_or(Instant::UNIX_EPOCH)
}

/// The server's clock, as it goes on; until the component is gone.
pub fn ticking() -> ReadSignal<i64> {
    let (now, set_now) = signal(now_ms());
    timers::every(500, move || {
        // Gone only between the last tick and its clean-up.
        let _ = set_now.try_set(now_ms());
    });
    now
}

/// The server has just said what time it is.
pub fn set(server: Instant) {
    let offset = server.timestamp_millis() - phone_ms();
    OFFSET_MS.set(Some(offset));
    storage::put_text(KEY, &offset.to_string());
}
