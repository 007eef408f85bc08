//! Pictures that members send, written anew: each is read as far as it goes, and nothing of the file that came is ever given out – no
//! text, no place where it was taken, nothing behind its end. Owns how many are looked at at once, and how they are given out.

use super::{Kind, base64};
use crate::Error;
use crate::http::{App, answer};
use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

/// Looked at at once: each takes a processor for a while.
const AT_ONCE: usize = 2;

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// Nothing in it runs, and it is shown by no page of others.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'";

/// Writes the picture of a file into a file of our own, or says what it breaks.
pub type Anew = fn(&[u8]) -> Result<Vec<u8>, &'static str>;

/// The same picture, in base64 as it came; or what it breaks.
pub async fn redrawn(text: String, anew: Anew) -> Result<Result<String, &'static str>, Error> {
    let turn = TURNS.acquire().await.map_err(Error::internal)?;
    let redrawn = tokio::task::spawn_blocking(move || {
        // Held until it is done, also where nobody waits for it any more.
        let _turn = turn;
        let bytes = base64::decode(&text).ok_or("It is not base64 with padding.")?;
        anew(&bytes).map(|bytes| base64::encode(&bytes))
    });
    match redrawn.await {
        // A reader that gives up on a picture has read nothing of it.
        Err(gave_up) if gave_up.is_panic() => Ok(Err("Its picture cannot be read.")),
        done => done.map_err(Error::internal),
    }
}

/// Where pictures are given out to whoever knows the name of one.
#[derive(Clone, Copy)]
pub struct Shelf {
    pub kind: Kind,
    /// Reads one by its name.
    pub by_name: &'static str,
    /// Seconds that the browser keeps one that asked for it, and nothing between: what a member takes away is gone here at once.
    pub seconds: u32,
}

impl Shelf {
    /// Answers for a file of it.
    pub async fn give(self, app: &App, file: &str) -> Response {
        self.given(app, file).await.unwrap_or_else(IntoResponse::into_response)
    }

    async fn given(self, app: &App, file: &str) -> Result<Response, Error> {
        let (name, ending) = file.rsplit_once('.').ok_or_else(answer::not_found)?;
        if ending != self.kind.ending() {
            return Err(answer::not_found());
        }
        let row: Option<(String,)> =
            sqlx::query_as(self.by_name).bind(name).fetch_optional(&mut *app.store.read().await?).await?;
        let (body,) = row.ok_or_else(answer::not_found)?;
        let bytes = base64::decode(&body).ok_or_else(|| Error::internal("a picture that cannot be read"))?;
        let kept = format!("private, max-age={}, immutable", self.seconds);
        let mut response = Response::new(Body::from(bytes));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind.content_type()));
        headers.insert(CACHE_CONTROL, HeaderValue::try_from(kept).map_err(Error::internal)?);
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
        Ok(response)
    }
}
