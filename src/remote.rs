//! Reading and writing from a page: what is on its way, here, or failed; and a write that happens once.

use crate::api::{self, Call, IdempotencyKey};
use crate::device::{events, timers};
use crate::failure::Failure;
use crate::i18n::Texts;
use crate::react::{effect, memo, spawn};
use crate::session::{Center, recall, remember};
use leptos::prelude::*;
use shuke_contract::Endpoint;
use shuke_json::FromJson;
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// A reply that was read once, whatever it is of: what holds it is compiled once.
pub type Reply = Arc<dyn Any + Send + Sync>;

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

/// Reads what a reply says.
pub fn read<T: FromJson + Send + Sync + 'static>(text: &str) -> Result<Reply, Failure> {
    api::read::<T>(text).map(|reply| Arc::new(reply) as Reply)
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
    E::Reply: FromJson + Send + Sync + 'static,
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
        Self { reading: Reading::start(center, call, read::<E::Reply>, before), endpoint: PhantomData }
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
        let state = self.reading.state;
        if !memo(move || state.with(|state| matches!(state, Load::Loaded(_)))).get() {
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
}

impl Reading {
    fn start(center: Center, call: Call, read: fn(&str) -> Result<Reply, Failure>, before: Option<String>) -> Self {
        let state = before.as_deref().map_or(Load::Loading, |text| read(text).map_or_else(Load::Failed, Load::Loaded));
        let (call, text, state) = (StoredValue::new(call), StoredValue::new(before), RwSignal::new(state));
        let reading = Self { center, call, read, text, state };
        reading.begin();
        reading
    }

    fn failure(self) -> Option<Failure> {
        match self.state.get() {
            Load::Failed(failure) => Some(failure),
            _ => None,
        }
    }

    fn begin(self) {
        let Self { center, call, read, text: said, state } = self;
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
        spawn(async move {
            let answer = center.send(&call, None).await;
            if let Ok(text) = &answer {
                remember(&call, text);
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

/// What a write is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    #[default]
    Idle,
    Busy,
    /// There is no network: it is sent once there is.
    Waiting,
    Failed(Failure),
}

/// What is done with a reply, given as its text.
type Done = Box<dyn FnOnce(&str) -> Result<(), Failure>>;

/// A write of the member: sent once, however often it is tapped and however the network is.
#[derive(Clone, Copy)]
pub struct Write {
    center: Center,
    progress: RwSignal<Progress>,
    /// The call and the key of a try whose end is not known.
    open: StoredValue<Option<(Call, IdempotencyKey)>>,
}

impl Write {
    pub fn new(center: Center) -> Self {
        Self { center, progress: RwSignal::new(Progress::Idle), open: StoredValue::new(None) }
    }

    pub fn is_busy(self) -> bool {
        matches!(self.progress.get(), Progress::Busy | Progress::Waiting)
    }

    pub fn is_waiting(self) -> bool {
        self.progress.get() == Progress::Waiting
    }

    pub fn failure(self) -> Option<Failure> {
        match self.progress.get() {
            Progress::Failed(failure) => Some(failure),
            _ => None,
        }
    }

    /// Whether the last try was refused for this field of the request.
    pub fn blames(self, field: &str) -> bool {
        self.progress.with(|progress| matches!(progress, Progress::Failed(failure) if failure.blames(field)))
    }

    /// Stays busy after its success: what follows from it is still under way, and a second tap must not send it again.
    pub fn hold(self) {
        self.progress.try_set(Progress::Busy);
    }

    pub fn release(self) {
        self.progress.try_set(Progress::Idle);
    }

    /// For the button that sends it.
    pub fn busy(self) -> Signal<bool> {
        Signal::derive(move || self.is_busy())
    }

    /// What the button says: that it waits for the network, when it does.
    pub fn label(self, t: &'static Texts, label: &'static str) -> Signal<String> {
        Signal::derive(move || if self.is_waiting() { t.shell.waiting } else { label }.to_owned())
    }

    /// Sends, unless it is under way; `done` is told of success while the page is still there.
    pub fn send<E>(self, request: &E::Request, done: impl FnOnce(E::Reply) + 'static)
    where
        E: Endpoint,
        E::Reply: FromJson,
    {
        self.send_to::<E>("", request, done);
    }

    /// The same to an endpoint whose path names `id`.
    pub fn send_to<E>(self, id: &str, request: &E::Request, done: impl FnOnce(E::Reply) + 'static)
    where
        E: Endpoint,
        E::Reply: FromJson,
    {
        self.begin(Call::to::<E>(id, request), Box::new(|text| api::read(text).map(done)));
    }

    fn begin(self, call: Call, done: Done) {
        if matches!(self.progress.get_untracked(), Progress::Busy | Progress::Waiting) {
            return;
        }
        self.progress.set(Progress::Busy);
        let key = self.key_for(&call);
        spawn(async move {
            let answer = self.try_until_online(&call, &key).await;
            if !answer.as_ref().is_err_and(Failure::leaves_open) {
                self.open.try_set_value(None);
            }
            let is_here = self.progress.try_set(Progress::Idle).is_none();
            if is_here && let Err(failure) = answer.and_then(|text| done(&text)) {
                self.progress.try_set(Progress::Failed(failure));
            }
        });
    }

    async fn try_until_online(self, call: &Call, key: &IdempotencyKey) -> Result<String, Failure> {
        loop {
            let answer = self.center.send(call, Some(key)).await;
            if !matches!(answer, Err(Failure::Offline)) || events::is_online() {
                return answer;
            }
            self.progress.try_set(Progress::Waiting);
            events::until_online().await;
            if self.progress.try_set(Progress::Busy).is_some() {
                // The page is gone, and with it whoever wanted this.
                return answer;
            }
        }
    }

    /// The key of the same try, or a new one.
    fn key_for(self, call: &Call) -> IdempotencyKey {
        let open = self.open.get_value().filter(|(before, _)| before == call);
        let key = open.map_or_else(IdempotencyKey::new, |(_, key)| key);
        self.open.set_value(Some((call.clone(), key.clone())));
        key
    }
}
