//! A write that happens once, however often it is tapped and however the network is.

use crate::api::{self, Call, IdempotencyKey};
use crate::device::events;
use crate::failure::Failure;
use crate::i18n::{Explain, Refusals, Texts};
use crate::react::spawn;
use crate::session::Center;
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::Endpoint;
use shuke_json::FromJson;

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

    /// Why the last try was refused, read out when it appears. `known`: what it may be refused for.
    pub fn refused(self, t: &'static Texts, known: &'static [Refusals]) -> AnyView {
        refused(move || self.failure().map(|failure| t.explain(&failure, known)))
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
    pub fn label(self, t: &'static Texts, label: &str) -> Signal<String> {
        let label = label.to_owned();
        Signal::derive(move || if self.is_waiting() { t.shell.waiting.to_owned() } else { label.clone() })
    }

    /// Sends, unless it is under way; `done` is told of success while the page is still there.
    pub fn send<E>(self, request: &E::Request, done: impl FnOnce(E::Reply) + 'static)
    where
        E: Endpoint,
    {
        self.send_to::<E>("", request, done);
    }

    /// The same to an endpoint whose path names `id`.
    pub fn send_to<E>(self, id: &str, request: &E::Request, done: impl FnOnce(E::Reply) + 'static)
    where
        E: Endpoint,
    {
        self.begin(Call::to::<E>(id, request), Box::new(|text| api::read(text).map(done)));
    }

    /// Reads only what `T` has of the reply: for the first file, which would carry the readers of all the rest. `done` is given the whole of it,
    /// too, as the server wrote it.
    pub fn send_for<E, T>(self, request: &E::Request, done: impl FnOnce(T, &str) + 'static)
    where
        E: Endpoint,
        T: FromJson,
    {
        self.begin(Call::to::<E>("", request), Box::new(|text| api::read(text).map(|reply| done(reply, text))));
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
