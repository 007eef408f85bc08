//! Asking the server anew what the card is: when somebody comes back, when something was written, and while the server is away. Owns how
//! often.

use super::{Center, Session};
use crate::api::{self, Call};
use crate::device::{clock, events};
use crate::device_copy;
use crate::failure::Failure;
use crate::react::{effect, spawn};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::card::{Card, GetCard};
use std::cell::Cell;
use std::time::Duration;

/// What was said this lately is not asked for again: one comes back by several events at once.
const FRESH_MS: i64 = 1_500;
/// How long a server that did not answer is left alone.
const AWAY: Duration = Duration::from_secs(12);

thread_local! {
    /// What is being asked of the server, and whether it is to be asked once more then.
    static ASKING: Cell<Asking> = const { Cell::new(Asking::Nothing) };
    /// Whether it will be asked by itself because it was away.
    static IS_WAITING: Cell<bool> = const { Cell::new(false) };
}

/// One question at a time: whatever comes back by several events at once, or while an answer is on its way, is one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asking {
    Nothing,
    Once,
    /// Something was written since: the answer that is on its way may not know of it.
    Again,
}

/// What is asked of the server anew.
#[derive(Clone, Copy)]
enum Anew {
    Boot,
    Card,
    /// The card, if it is another than the one that is shown.
    CardIfAnother,
}

impl Center {
    /// Something was not answered: asks whether the server is there, and says so if it is not.
    pub fn missed(self) {
        if !self.stale.get_untracked() {
            self.refresh_boot();
        }
    }

    pub(super) fn refresh_boot(self) {
        self.ask_anew(Anew::Boot);
    }

    fn ask_anew(self, what: Anew) {
        if ASKING.get() != Asking::Nothing {
            return;
        }
        ASKING.set(Asking::Once);
        spawn(async move {
            let asked = match what {
                Anew::Boot => self.reload().await,
                Anew::Card => self.refresh_card("").await,
                Anew::CardIfAnother => {
                    let tag = self.with_boot_now(|boot| boot.card.as_ref().map(|card| card.tag.clone()));
                    self.refresh_card(&tag.unwrap_or_default()).await
                }
            };
            let asked = match asked {
                // The first after a rest is often lost on its way: nothing is said of that.
                Err(failure) if failure.leaves_open() && !self.stale.get_untracked() => self.reload().await,
                asked => asked,
            };
            let is_again = ASKING.replace(Asking::Nothing) == Asking::Again;
            self.heard(asked);
            if is_again {
                self.ask_for_card();
            }
        });
    }

    /// Without an answer what was kept stays on the screen, marked as such, and the server is asked until there is one. A clear no, such as
    /// that nobody is signed in any more, is an answer.
    fn heard(self, asked: Result<(), Failure>) {
        if asked.is_err_and(|failure| failure.leaves_open()) {
            self.stale.set(true);
            self.ask_later();
        }
    }

    fn ask_later(self) {
        if IS_WAITING.replace(true) {
            return;
        }
        let again = move || {
            IS_WAITING.set(false);
            if self.stale.get_untracked() {
                if events::is_in_view() {
                    self.refresh_boot();
                }
                self.ask_later();
            }
        };
        set_timeout(again, AWAY);
    }

    /// Asks anew when somebody comes back or is online again; what time it is, too.
    pub fn refresh(self) {
        if self.stale.get_untracked() {
            self.refresh_boot();
        } else if self.is_to_be_asked() {
            self.ask_anew(Anew::Card);
        }
    }

    /// Asks whether the card is another by now. That it is not costs next to nothing.
    pub fn look(self) {
        if self.is_to_be_asked() {
            self.ask_anew(Anew::CardIfAnother);
        }
    }

    fn is_to_be_asked(self) -> bool {
        let age = clock::now_ms() - self.boot.with_untracked(|boot| boot.now).timestamp_millis();
        self.session.get_untracked() == Session::Member && !(0..=FRESH_MS).contains(&age)
    }

    async fn refresh_card(self, tag: &str) -> Result<(), Failure> {
        let shown = || self.with_boot_now(|boot| boot.card.as_ref().map(|card| card.number.clone()));
        let asked_for = shown();
        let text = self.send(&Call::to::<GetCard>("", &Empty {}).unless(tag), None).await?;
        if shown() != asked_for {
            // Signed out meanwhile, or in.
            return Ok(());
        }
        if text.is_empty() {
            self.boot.update_untracked(|boot| boot.now = clock::now());
            self.stale.set(false);
            return Ok(());
        }
        let card: Card = api::read(&text)?;
        device_copy::keep_card(&text);
        let number = card.number.clone();
        self.take(card.now, Some(&number), move |boot| {
            boot.now = card.now;
            boot.card = Some(card);
        });
        Ok(())
    }

    /// Asks for the card anew, quietly: something was written.
    pub fn ask_for_card(self) {
        if ASKING.get() == Asking::Nothing {
            self.ask_anew(Anew::Card);
        } else {
            ASKING.set(Asking::Again);
        }
    }

    /// Does `work` when the server is back after it was away; until the component is gone.
    pub fn when_back(self, work: impl Fn() + 'static) {
        let work: Box<dyn Fn()> = Box::new(work);
        let was_away = Cell::new(self.stale.get_untracked());
        effect(move || {
            if was_away.replace(self.is_stale()) && !self.stale.get_untracked() {
                untrack(&work);
            }
        });
    }
}
