//! Doing a write once, whatever happens on the way: the answer is kept in the transaction that did it.

use super::call::{Call, Identity, Request};
use super::change::Change;
use super::mount::{Again, Done, Prepare};
use super::once::{self, Once};
use super::{Answer, App};
use crate::store::{Conn, Work, attempt};
use crate::{Error, metrics};
use axum::http::HeaderValue;
use axum::http::header::{HeaderName, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use shuke_contract::Endpoint;
use std::future::Future;
use std::sync::Arc;

const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Has a request prepared, but for one that was done already: that is not looked at again.
pub async fn prepared<R, W>(prepare: Prepare<R, W>, once: &Once, call: &mut Call<R, W>) -> Result<(), Error> {
    if once.find(&mut *call.app.store.read().await?).await?.is_some() {
        return Ok(());
    }
    match prepare(call).await {
        Err(Error::Refused(problem)) if once::is_final(&problem) => call.refuse(*problem),
        done => done?,
    }
    Ok(())
}

pub async fn perform<E, W, F, A, Fut>(
    call: Request<E::Request, W>,
    once: Once,
    handler: F,
    after: A,
    again: Again,
) -> Result<Response, Error>
where
    E: Endpoint,
    E::Request: Sync,
    W: Identity,
    F: for<'c> Fn(&'c mut Conn, Request<E::Request, W>) -> Work<'c, Done<E::Reply>> + Copy + Send + Sync + 'static,
    A: Fn(Request<E::Request, W>, Answer) -> Fut,
    Fut: Future<Output = Result<(), Error>>,
{
    let app = Arc::clone(&call.app);
    let (told, kept) = (Arc::clone(&call), once.clone());
    let done = app.store.write(move |tx| {
        let (call, once) = (Arc::clone(&call), once.clone());
        Box::pin(async move {
            call.begin();
            let context = call.app.context.clone();
            if let Some(stored) = once.find(tx).await? {
                // A refusal began nothing, whatever the write is for.
                if stored.answer.is_problem() {
                    return Ok((stored.answer, Change::None, true));
                }
                let moment = context.moment(tx).await?;
                let session = again(tx, &stored, &call.client, &moment).await?;
                once.began(tx, &session).await?;
                return Ok((stored.answer, session, true));
            }
            call.who.stands(tx, context.now()).await?;
            let tried = match call.refused() {
                Some(problem) => Err(problem.into()),
                None => attempt(tx, |tx| handler(tx, call)).await,
            };
            let done = match tried {
                Ok(Done { reply, session, about }) => Done { reply: Answer::json(E::STATUS, &reply)?, session, about },
                Err(Error::Refused(problem) | Error::Counted(problem)) if once::is_final(&problem) => {
                    Answer::problem(&problem)?.into()
                }
                Err(error) => return Err(error),
            };
            once.keep(tx, &done, context.now()).await?;
            Ok((done.reply, done.session, false))
        })
    });
    let (answer, session, replayed) = done.await?;
    told.committed();
    if matches!(session, Change::Begun(_)) {
        metrics::get().session_begun();
    }
    if !replayed
        && !answer.is_problem()
        && let Err(error) = after(Arc::clone(&told), answer.clone()).await
    {
        app.store
            .write(move |tx| {
                let kept = kept.clone();
                Box::pin(async move { kept.forget(tx).await })
            })
            .await?;
        return Err(error);
    }
    let mut response = answer.into_response();
    if replayed {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    let cookie = session.cookie(&told.client).or_else(|| told.who.prolong(&app, &told.client));
    cookie.map(|cookie| response.headers_mut().insert(SET_COOKIE, cookie));
    Ok(response)
}

/// The session ended with an earlier sending of the same write: its answer stands, and no other that was given in it.
pub async fn replay_of_ended<E: Endpoint>(
    app: &App,
    scope: Option<String>,
    key: String,
    path: &str,
    bytes: &[u8],
    refused: Error,
) -> Result<Response, Error> {
    let Some(scope) = scope else { return Err(refused) };
    let once = Once::new(scope, key, E::METHOD.name(), path, bytes);
    match once.find(&mut *app.store.read().await?).await {
        Ok(Some(stored)) if stored.ended => {
            let mut response = stored.answer.into_response();
            response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
            Ok(response)
        }
        _ => Err(refused),
    }
}
