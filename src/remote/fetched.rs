//! What is fetched when it is wanted: again when somebody asks for it, and when the server is back after it was away.

use crate::failure::Failure;
use crate::react::spawn;
use crate::session::Center;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

/// On its way.
pub type Coming<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

/// What has come, or why not; nothing before it was wanted and while it is on its way.
#[derive(Clone, Copy)]
pub struct Fetched<T: Clone + Send + Sync + 'static> {
    came: RwSignal<Option<Result<T, Failure>>>,
    want: Callback<()>,
}

impl<T: Clone + Send + Sync + 'static> Fetched<T> {
    pub fn new(center: Center, fetch: impl Fn() -> Coming<T> + Send + Sync + 'static) -> Self {
        let came = RwSignal::new(None::<Result<T, Failure>>);
        let want = Callback::new(move |()| {
            came.set(None);
            let coming = fetch();
            spawn(async move {
                let answer = coming.await;
                if answer.is_err() {
                    center.missed();
                }
                // The page may have gone meanwhile.
                came.try_set(Some(answer));
            });
        });
        center.when_back(move || {
            if came.with_untracked(|came| matches!(came, Some(Err(_)))) {
                want.run(());
            }
        });
        Self { came, want }
    }

    pub fn get(self) -> Option<Result<T, Failure>> {
        self.came.get()
    }

    /// Fetches it, or fetches it anew.
    pub fn want(self) {
        self.want.run(());
    }
}
