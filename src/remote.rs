//! Reading and writing from a page: what is on its way, here, or failed; and a write that happens once.

mod fetched;
mod write;

pub use fetched::{Coming, Fetched};
pub use write::Write;

use crate::api::{self, Call, Reply};
use crate::device::timers;
use crate::failure::Failure;
use crate::i18n::{Explain, Refusals, Texts};
use crate::react::{effect, memo};
use crate::session::{Center, came_with_page, recall, remember};
use crate::ui::states::{failed_page, skeleton};
use leptos::prelude::*;
use shuke_contract::Endpoint;
use std::marker::PhantomData;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub enum Load<T> {
    Loading,
    /// For so long that it should be said.
    LoadingSlowly,
    Loaded(T),
    Failed(Failure),
}

impl<T> Load<T> {
    /// For so long that it should be said.
    pub fn is_slow(&self) -> bool {
        matches!(self, Self::LoadingSlowly)
    }

    /// With what was loaded as something else.
    fn map<U>(self, other: impl FnOnce(T) -> Option<U>) -> Load<U> {
        match self {
            Self::Loading => Load::Loading,
            Self::LoadingSlowly => Load::LoadingSlowly,
            Self::Loaded(loaded) => other(loaded).map_or(Load::Failed(Failure::Unreadable), Load::Loaded),
            Self::Failed(failure) => Load::Failed(failure),
        }
    }
}

/// Reads `E` once, and again on [`Read::again`].
pub struct Read<E> {
    reading: Reading,
    endpoint: PhantomData<fn() -> E>,
}

/// The same whatever is read.
#[derive(Clone, Copy)]
struct Reading {
    center: Center,
    call: StoredValue<Call>,
    read: fn(&str) -> Result<Reply, Failure>,
    /// The reply as the server wrote it.
    text: StoredValue<Option<String>>,
    state: RwSignal<Load<Reply>>,
    is_there: Memo<bool>,
}

impl<E> Clone for Read<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Read<E> {}

impl<E> Read<E>
where
    E: Endpoint,
    E::Reply: Send + Sync + 'static,
{
    pub fn new(center: Center, id: &str, request: &E::Request) -> Self {
        Self::starting(center, Call::to::<E>(id, request), None)
    }

    /// Shows what was read last time until the server has answered: for what does not say what time it is.
    pub fn recalling(center: Center, id: &str, request: &E::Request) -> Self {
        let call = Call::to::<E>(id, request);
        let before = recall(&call);
        Self::starting(center, call, before)
    }

    fn starting(center: Center, call: Call, before: Option<String>) -> Self {
        Self { reading: Reading::start(center, call, api::read_any::<E::Reply>, before), endpoint: PhantomData }
    }

    pub fn again(self) {
        self.reading.begin();
    }

    /// The reply, once it is here.
    pub fn loaded(self) -> Option<Arc<E::Reply>> {
        match self.get() {
            Load::Loaded(reply) => Some(reply),
            _ => None,
        }
    }

    /// The reply as the server wrote it.
    pub fn text(self) -> Option<String> {
        self.reading.text.get_value()
    }

    /// The reply, and whatever is read later, in one signal: the page around it stays, with what was typed into it.
    /// `None` until there is one; follows only whether there is.
    pub fn followed(self) -> Option<RwSignal<E::Reply>>
    where
        E: 'static,
        E::Reply: Clone,
    {
        if !self.reading.is_there.get() {
            return None;
        }
        let reply = RwSignal::new((*untrack(|| self.loaded())?).clone());
        effect(move || {
            if let Some(later) = self.loaded() {
                reply.set((*later).clone());
            }
        });
        Some(reply)
    }

    pub fn get(self) -> Load<Arc<E::Reply>> {
        self.reading.state.get().map(|reply| reply.downcast().ok())
    }

    /// Why it could not be read.
    pub fn failure(self) -> Option<Failure> {
        self.reading.failure()
    }

    /// What stands in the place of what is read while there is nothing: that it is on its way, or why it could not be read. `known`: what
    /// reading may be refused for.
    pub fn instead(self, t: &Texts, title: &str, known: &[Refusals]) -> AnyView {
        self.reading.instead(t, title, known)
    }
}

impl Reading {
    fn start(center: Center, call: Call, read: fn(&str) -> Result<Reply, Failure>, before: Option<String>) -> Self {
        let said_now = came_with_page(&call);
        let is_of_now = said_now.is_some();
        if let Some(text) = &said_now {
            remember(&call, text);
        }
        let before = said_now.or(before);
        let state = before.as_deref().map_or(Load::Loading, |text| read(text).map_or_else(Load::Failed, Load::Loaded));
        let (call, text, state) = (StoredValue::new(call), StoredValue::new(before), RwSignal::new(state));
        let is_there = memo(move || state.with(|state| matches!(state, Load::Loaded(_))));
        let reading = Self { center, call, read, text, state, is_there };
        if !is_of_now {
            reading.begin();
        }
        // What failed while the server was away is asked for when it is back.
        center.when_back(move || reading.begin_again());
        reading
    }

    fn failure(self) -> Option<Failure> {
        match self.state.get() {
            Load::Failed(failure) => Some(failure),
            _ => None,
        }
    }

    fn instead(self, t: &Texts, title: &str, known: &[Refusals]) -> AnyView {
        match self.state.get() {
            Load::Failed(failure) => failed_page(t, &t.explain(&failure, known), move || self.begin()),
            state => skeleton(t, title, state.is_slow()),
        }
    }

    fn begin_again(self) {
        if self.failure().is_some_and(|failure| failure.leaves_open()) {
            self.begin();
        }
    }

    fn begin(self) {
        let Self { center, call, read, text: said, state, .. } = self;
        let Some(call) = call.try_get_value() else { return };
        let before = said.get_value().filter(|_| state.with_untracked(|state| matches!(state, Load::Loaded(_))));
        if before.is_none() {
            state.set(Load::Loading);
        }
        timers::after(timers::SLOW_MS, move || {
            if let Some(Load::Loading) = state.try_get_untracked() {
                state.set(Load::LoadingSlowly);
            }
        });
        center.ask(call.clone(), move |answer| {
            if let Ok(text) = &answer {
                remember(&call, text);
            }
            if answer.as_ref().is_err_and(Failure::leaves_open) {
                center.missed();
            }
            match (answer, before) {
                // What is shown stays: it has not changed, or nothing newer is to be had.
                (Ok(text), Some(before)) if text == before => (),
                (Err(Failure::Offline | Failure::Slow), Some(_)) => (),
                (answer, _) => {
                    let loaded = answer.and_then(|text| {
                        let reply = read(&text);
                        said.try_set_value(Some(text));
                        reply
                    });
                    state.try_set(loaded.map_or_else(Load::Failed, Load::Loaded));
                }
            }
        });
    }
}
