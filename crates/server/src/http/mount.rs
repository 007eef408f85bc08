//! Mounts endpoints of the contract. A write is done once for its idempotency key, whatever happens on the way.

pub use super::change::Change;

use super::call::{Call, Identity, Request};
use super::once::{self, Once, Stored};
use super::perform::{perform, prepared, replay_of_ended};
use super::reads::{Answered, Asked, Read, Reads};
use super::texts::Texts;
use super::{Answer, App, Client, answer, body};
use crate::Error;
use crate::context::Moment;
use crate::store::{Conn, Work};
use axum::Router;
use axum::extract::{FromRequestParts, RawPathParams, Request as HttpRequest, State};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use serde::Serialize;
use shuke_contract::{Empty, Endpoint, Method};
use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;

/// The routes of the contract's endpoints.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    reads: Reads,
}

/// What a write answered, the session that it began or ended, and whom the answer names.
pub struct Done<T> {
    pub reply: T,
    pub session: Change,
    /// The member whose name or address the reply holds, where it is somebody else's to read: it goes with their account.
    pub about: Option<i64>,
}

impl<T> Done<T> {
    /// A reply that begins or ends a session.
    pub fn with(reply: T, session: Change) -> Self {
        Self { reply, session, about: None }
    }

    /// A reply to staff or a till that names a member.
    pub fn about(reply: T, member: i64) -> Self {
        Self { reply, session: Change::None, about: Some(member) }
    }
}

/// How a sign-in that is sent again begins a session again.
pub type Again = for<'c> fn(&'c mut Conn, &'c Stored, &'c Client, &'c Moment) -> Work<'c, Change>;

/// What is done with a request before its transaction begins: work that others need not wait for.
pub type Prepare<R, W> = for<'c> fn(&'c mut Call<R, W>) -> Work<'c, ()>;

/// A reply as it travels, and what names it where the endpoint is tagged.
pub struct Written<T> {
    json: String,
    tag: Option<String>,
    reply: PhantomData<fn() -> T>,
}

impl<T: Serialize> Written<T> {
    pub fn of(reply: &T) -> Result<Self, Error> {
        Ok(Self::from_json(serde_json::to_string(reply).map_err(Error::internal)?))
    }

    /// From what was a `T` once; that it still is one is the caller's word.
    pub fn from_json(json: String) -> Self {
        Self { json, tag: None, reply: PhantomData }
    }

    /// With what names it as long as it is the same.
    pub fn tagged(self, tag: &str) -> Self {
        Self { tag: Some(tag.to_owned()), ..self }
    }
}

impl<T> From<T> for Done<T> {
    fn from(reply: T) -> Self {
        Self { reply, session: Change::None, about: None }
    }
}

impl Routes {
    /// Mounts something that only reads.
    pub fn read<E, W, F, Fut>(self, handler: F) -> Self
    where
        E: Endpoint + 'static,
        E::Request: Sync,
        W: Identity,
        F: Fn(Call<E::Request, W>) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<E::Reply, Error>> + Send,
    {
        self.read_written::<E, W, _, _>(move |call| {
            let reply = handler(call);
            async move { Written::of(&reply.await?) }
        })
    }

    /// Mounts something that only reads and keeps its replies written.
    pub fn read_written<E, W, F, Fut>(self, handler: F) -> Self
    where
        E: Endpoint + 'static,
        E::Request: Sync,
        W: Identity,
        F: Fn(Call<E::Request, W>) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<Written<E::Reply>, Error>> + Send,
    {
        let texts = Arc::new(Texts::of::<E::Request>());
        let for_pages = handler.clone();
        let read: Read = Box::new(move |app, asked| {
            let handler = for_pages.clone();
            Box::pin(async move {
                let Asked { headers, client, id } = asked;
                let who = W::of(app, headers, client).await?;
                let keeps = who.keeps(client);
                let call = Call::new(Arc::clone(app), who, client.clone(), id.to_owned(), body::query(None)?);
                Ok(Answered { json: handler(call).await?.json, keeps })
            })
        });
        let mut this = self;
        this.reads.add(E::PATH, read);
        this.at::<E, W, _, _>(move |app, parts, request| {
            let (handler, texts) = (handler.clone(), Arc::clone(&texts));
            async move {
                drop(request);
                let head = Head::<W>::read(&app, parts).await?;
                let query = head.parts.uri.query();
                let request = body::query(query)?;
                texts.check_query(query)?;
                let Head { who, client, id, parts } = head;
                let renewed = who.prolong(&app, &client);
                let reply = handler(Call::new(app, who, client, id, request)).await?;
                debug_assert_eq!(E::TAGGED, reply.tag.is_some(), "{}", E::PATH);
                let mut response = match &reply.tag {
                    Some(tag) => answer::tagged(E::STATUS, reply.json, tag, &parts.headers)?,
                    None => answer::json(E::STATUS, reply.json),
                };
                renewed.map(|cookie| response.headers_mut().insert(SET_COOKIE, cookie));
                Ok(response)
            }
        })
    }

    /// Mounts a write. `handler` runs in the transaction that also keeps its answer; it may run again.
    pub fn write<E, W, F>(self, handler: F) -> Self
    where
        E: Endpoint + 'static,
        E::Request: Sync,
        W: Identity,
        F: for<'c> Fn(&'c mut Conn, Request<E::Request, W>) -> Work<'c, Done<E::Reply>> + Copy + Send + Sync + 'static,
    {
        self.perform::<E, W, F, _, _>(None, handler, |_, _| async { Ok(()) }, never)
    }

    /// Mounts a write whose request is prepared outside of the transaction.
    pub fn write_prepared<E, W, F>(self, prepare: Prepare<E::Request, W>, handler: F) -> Self
    where
        E: Endpoint + 'static,
        E::Request: Sync,
        W: Identity,
        F: for<'c> Fn(&'c mut Conn, Request<E::Request, W>) -> Work<'c, Done<E::Reply>> + Copy + Send + Sync + 'static,
    {
        self.perform::<E, W, F, _, _>(Some(prepare), handler, |_, _| async { Ok(()) }, never)
    }

    /// Mounts a sign-in: `again` says what a second sending of it begins.
    pub fn sign_in<E, W, F>(self, handler: F, again: Again) -> Self
    where
        E: Endpoint + 'static,
        E::Request: Sync,
        W: Identity,
        F: for<'c> Fn(&'c mut Conn, Request<E::Request, W>) -> Work<'c, Done<E::Reply>> + Copy + Send + Sync + 'static,
    {
        self.perform::<E, W, F, _, _>(None, handler, |_, _| async { Ok(()) }, again)
    }

    /// Mounts a write with something to do after its commit, such as sending a message. When `after` fails, the answer is
    /// forgotten, so that the same key may try again.
    pub fn write_then<E, W, F, A, Fut>(self, handler: F, after: A) -> Self
    where
        E: Endpoint + 'static,
        E::Request: Sync,
        W: Identity,
        F: for<'c> Fn(&'c mut Conn, Request<E::Request, W>) -> Work<'c, Done<E::Reply>> + Copy + Send + Sync + 'static,
        A: Fn(Request<E::Request, W>, Answer) -> Fut + Copy + Send + Sync + 'static,
        Fut: Future<Output = Result<(), Error>> + Send,
    {
        self.perform::<E, W, F, A, Fut>(None, handler, after, never)
    }

    fn perform<E, W, F, A, Fut>(
        self,
        prepare: Option<Prepare<E::Request, W>>,
        handler: F,
        after: A,
        again: Again,
    ) -> Self
    where
        E: Endpoint + 'static,
        E::Request: Sync,
        W: Identity,
        F: for<'c> Fn(&'c mut Conn, Request<E::Request, W>) -> Work<'c, Done<E::Reply>> + Copy + Send + Sync + 'static,
        A: Fn(Request<E::Request, W>, Answer) -> Fut + Copy + Send + Sync + 'static,
        Fut: Future<Output = Result<(), Error>> + Send,
    {
        let texts = Arc::new(Texts::of::<E::Request>());
        self.at::<E, W, _, _>(move |app, parts, request| {
            let texts = Arc::clone(&texts);
            async move {
                let key = once::key(&parts.headers)?;
                // What a write asks for is in its body: in the address it would be overlooked.
                let Empty {} = body::query(parts.uri.query())?;
                let past = W::past_scope(&parts.headers, &Client::of_parts(&app, &parts));
                let path = parts.uri.path().to_owned();
                let headers = parts.headers.clone();
                let limit = app.settings.body_limit.max(E::BODY_BYTES);
                let head = match Head::<W>::read(&app, parts).await {
                    Ok(head) => head,
                    Err(refused) => {
                        let bytes = body::read(&headers, request.into_body(), limit).await?;
                        return replay_of_ended::<E>(&app, past, key, &path, &bytes, refused).await;
                    }
                };
                let bytes = body::read(&headers, request.into_body(), limit).await?;
                let once = Once::new(head.who.scope(), key, E::METHOD.name(), &path, &bytes);
                let request = body::parse(&bytes, &texts)?;
                let mut call = Call::new(app, head.who, head.client, head.id, request);
                if let Some(prepare) = prepare {
                    prepared(prepare, &once, &mut call).await?;
                }
                perform::<E, W, F, A, Fut>(Arc::new(call), once, handler, after, again).await
            }
        })
    }

    fn at<E, W, F, Fut>(self, run: F) -> Self
    where
        E: Endpoint,
        W: Identity,
        F: Fn(App, Parts, HttpRequest) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<Response, Error>> + Send,
    {
        debug_assert_eq!(E::CALLER, W::CALLER, "{}", E::PATH);
        let filter = match E::METHOD {
            Method::Get => MethodFilter::GET,
            Method::Post => MethodFilter::POST,
            Method::Put => MethodFilter::PUT,
        };
        let handler = move |State(app): State<App>, request: HttpRequest| {
            let (parts, body) = request.into_parts();
            run(app, parts, HttpRequest::new(body))
        };
        Self { router: self.router.route(E::PATH, on(filter, handler)), ..self }
    }

    /// The router, and what pages may read.
    pub fn into_parts(self) -> (Router<App>, Reads) {
        (self.router, self.reads)
    }
}

/// Everything of a request but its body.
struct Head<W> {
    who: W,
    client: Client,
    id: String,
    parts: Parts,
}

impl<W: Identity> Head<W> {
    async fn read(app: &App, mut parts: Parts) -> Result<Self, Error> {
        let client = Client::of_parts(app, &parts);
        let who = W::of(app, &parts.headers, &client).await?;
        let id = match RawPathParams::from_request_parts(&mut parts, app).await {
            Ok(params) => params.iter().next().map(|(_, value)| value.to_owned()).unwrap_or_default(),
            Err(_) => return Err(answer::not_found()),
        };
        Ok(Self { who, client, id, parts })
    }
}

impl Client {
    fn of_parts(app: &App, parts: &Parts) -> Self {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .unwrap_or_else(|| Self::of(app, std::net::Ipv4Addr::UNSPECIFIED.into(), &parts.headers))
    }
}

/// No session comes with a second sending.
fn never<'c>(_: &'c mut Conn, _: &'c Stored, _: &'c Client, _: &'c Moment) -> Work<'c, Change> {
    Box::pin(async { Ok(Change::None) })
}
