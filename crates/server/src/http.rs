//! The door to the network: mounts the contract's endpoints, judges and limits what comes in, words what goes out.
//! Owns no feature.

pub mod answer;
pub mod body;
pub mod call;
pub mod change;
pub mod client;
mod connection;
pub mod cookie;
mod headers;
mod host;
pub mod limits;
pub mod mount;
mod nul;
pub mod once;
mod origin;
pub mod outer;
mod perform;
mod plain;
pub mod reads;
pub mod serve;
mod texts;

pub use answer::Answer;
pub use call::{Call, Identity, Request};
pub use client::{Browser, Client};
pub use mount::Routes;

use crate::context::{Context, Moment};
use crate::settings::Settings;
use crate::store::{Conn, Store};
use crate::{Error, store};
use std::sync::Arc;

/// What every handler may use. Clones share it.
pub type App = Arc<Inner>;

pub struct Inner {
    pub settings: Settings,
    pub store: Store,
    pub context: Context,
    pub limits: limits::Limits,
    /// What a path that is no endpoint's is, for the log and the counts.
    pub kind_of: fn(&str) -> &'static str,
}

impl Inner {
    /// The present moment, as a connection sees the rules.
    pub async fn moment(&self, connection: &mut Conn) -> Result<Moment, Error> {
        self.context.moment(connection).await
    }

    /// Reads several things as of one moment.
    pub async fn view<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: for<'c> FnOnce(&'c mut Conn, Moment) -> store::Work<'c, T> + Send + 'static,
        T: 'static,
    {
        let context = self.context.clone();
        let read = self.store.view(move |connection| {
            Box::pin(async move {
                let moment = context.moment(connection).await?;
                work(connection, moment).await
            })
        });
        read.await
    }

    /// Writes as of the moment at which it is written.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'c> Fn(&'c mut Conn, Moment) -> store::Work<'c, T> + Send + Sync + 'static,
    {
        let context = self.context.clone();
        let work = Arc::new(work);
        let written = self.store.write(move |tx| {
            let (context, work) = (context.clone(), Arc::clone(&work));
            Box::pin(async move {
                let moment = context.moment(tx).await?;
                work(tx, moment).await
            })
        });
        written.await
    }
}
