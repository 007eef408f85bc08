//! `shuke audit`: whatever is changed behind the server's back is found, or it is said beforehand that it is not.

mod changes;
mod life;
mod schema;
mod sentences;
mod statement;

use crate::support::{Place, block_on};
use shuke_server::operator::audit::{self, Finding, Report};
use shuke_server::policies::Rulebook;
use shuke_server::store::{Conn, Store};
use shuke_server::{Error, routes};
use std::sync::Arc;

/// A lively place whose server has stopped, opened.
struct Opened {
    store: Store,
    rulebook: Arc<Rulebook>,
}

impl Opened {
    async fn of(place: &Place) -> Self {
        let store = routes::open(&place.location()).await.unwrap();
        let rulebook = Arc::new(Rulebook::load(&mut store.read().await.unwrap()).await.unwrap());
        Self { store, rulebook }
    }

    /// Does something in a transaction of which nothing stays.
    async fn without_effect<T: Send + 'static>(
        &self,
        work: impl for<'c> Fn(&'c mut Conn) -> shuke_server::store::Work<'c, T> + Send + Sync + 'static,
    ) -> T {
        let (tell, told) = tokio::sync::oneshot::channel();
        let tell = std::sync::Mutex::new(Some(tell));
        let work = Arc::new(work);
        let tell = Arc::new(tell);
        let done = self.store.write(move |tx| {
            let (work, tell) = (Arc::clone(&work), Arc::clone(&tell));
            Box::pin(async move {
                let result = work(tx).await?;
                let _heard = tell.lock().unwrap().take().unwrap().send(result);
                Err::<(), _>(Error::internal("nothing stays"))
            })
        });
        let ended = done.await;
        told.await.unwrap_or_else(|_| panic!("{ended:?}"))
    }
}

/// What an audit of what a transaction sees comes to.
async fn seen(tx: &mut Conn, rulebook: &Arc<Rulebook>) -> Report {
    looked(tx, rulebook).await.unwrap()
}

/// The same; what cannot be read stops it.
async fn looked(tx: &mut Conn, rulebook: &Arc<Rulebook>) -> Result<Report, Error> {
    let newest = routes::migrations().into_iter().map(|(id, _)| id).max().unwrap();
    audit::over(tx, newest, routes::FEATURES, Arc::clone(rulebook)).await
}

/// What is found after some statements on the lively place, in one transaction that is undone.
fn found_after(statements: &'static [&'static str]) -> Vec<Finding> {
    let place = life::place();
    block_on(async {
        let opened = Opened::of(&place).await;
        let rulebook = Arc::clone(&opened.rulebook);
        let found = opened.without_effect(move |tx| {
            let rulebook = Arc::clone(&rulebook);
            Box::pin(async move {
                for statement in statements {
                    let done = sqlx::query(*statement).execute(&mut *tx).await?;
                    assert!(done.rows_affected() > 0, "{statement}");
                }
                Ok(seen(tx, &rulebook).await.findings)
            })
        });
        let found = found.await;
        opened.store.close().await;
        found
    })
}
