//! Reading and writing from a page: what is on its way, here, or failed; and a write that happens once.

use crate::api::IdempotencyKey;
use crate::device::{events, timers};
use crate::failure::Failure;
use crate::session::Center;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shuke_contract::Endpoint;

/// A spinner that flashes helps nobody: nothing is shown before this.
const SLOW_MS: u64 = 500;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Load<T> {
    Loading,
    /// For so long that it should be said.
    LoadingSlowly,
    Loaded(T),
    Failed(Failure),
}

/// Reads `E` once, and again on [`Read::again`].
pub struct Read<E: Endpoint> {
    center: Center,
    state: RwSignal<Load<E::Reply>>,
    ask: StoredValue<(String, E::Request)>,
}

impl<E: Endpoint> Clone for Read<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: Endpoint> Copy for Read<E> {}

impl<E> Read<E>
where
    E: Endpoint + 'static,
    E::Request: Clone + Sync,
    E::Reply: Clone + Sync,
{
    pub fn new(center: Center, id: &str, request: E::Request) -> Self {
        let ask = StoredValue::new((id.to_owned(), request));
        let read = Self { center, state: RwSignal::new(Load::Loading), ask };
        read.again();
        read
    }

    pub fn again(self) {
        let Some((id, request)) = self.ask.try_get_value() else { return };
        let state = self.state;
        state.set(Load::Loading);
        timers::after(SLOW_MS, move || {
            if let Some(Load::Loading) = state.try_get_untracked() {
                state.set(Load::LoadingSlowly);
            }
        });
        spawn_local(async move {
            let answer = self.center.call::<E>(&id, &request, None).await;
            state.try_set(match answer {
                Ok(reply) => Load::Loaded(reply),
                Err(failure) => Load::Failed(failure),
            });
        });
    }

    pub fn get(self) -> Load<E::Reply> {
        self.state.get()
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

/// A write of the member: sent once, however often it is tapped and however the network is.
#[derive(Clone, Copy)]
pub struct Write {
    center: Center,
    progress: RwSignal<Progress>,
    /// The body and the key of a try whose end is not known.
    open: StoredValue<Option<(String, IdempotencyKey)>>,
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

    /// Sends, unless it is under way; `done` is told of success while the page is still there.
    pub fn send<E>(self, request: E::Request, done: impl FnOnce(E::Reply) + 'static)
    where
        E: Endpoint + 'static,
    {
        if matches!(self.progress.get_untracked(), Progress::Busy | Progress::Waiting) {
            return;
        }
        self.progress.set(Progress::Busy);
        let key = self.key_for(&serde_json::to_string(&request).unwrap_or_default());
        spawn_local(async move {
            let answer = self.try_until_online::<E>(&request, &key).await;
            let settled = !answer.as_ref().is_err_and(Failure::leaves_open);
            if settled {
                self.open.try_set_value(None);
            }
            match answer {
                Ok(reply) if self.progress.try_set(Progress::Idle).is_none() => done(reply),
                Ok(_) => {}
                Err(failure) => drop(self.progress.try_set(Progress::Failed(failure))),
            }
        });
    }

    async fn try_until_online<E: Endpoint>(
        self,
        request: &E::Request,
        key: &IdempotencyKey,
    ) -> Result<E::Reply, Failure> {
        loop {
            let answer = self.center.call::<E>("", request, Some(key)).await;
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

    fn key_for(self, body: &str) -> IdempotencyKey {
        let open = self.open.get_value().filter(|(before, _)| before == body);
        let (body, key) = open.unwrap_or_else(|| (body.to_owned(), IdempotencyKey::new()));
        self.open.set_value(Some((body, key.clone())));
        key
    }
}
