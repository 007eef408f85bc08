//! The only HTTP in the app: one call over the contract's endpoints. Knows no session and no page.
//!
//! What is generic over endpoints only turns requests into text and text into replies; everything between is compiled once.

use crate::device::timers::Deadline;
use crate::failure::Failure;
use gloo_net::http::{Request, RequestBuilder};
use shuke_contract::{Endpoint, ErrorCode, Method, Problem};
use shuke_json::{FromJson, Json};
use std::any::Any;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, RequestCredentials, UrlSearchParams};

/// A reply that was read once, whatever it is of: what holds it is compiled once.
pub type Reply = Arc<dyn Any + Send + Sync>;

/// The status of an answer that says nothing new.
const NOT_MODIFIED: u16 = 304;
/// How long an answer is waited for.
const PATIENCE_MS: i32 = 15_000;

/// Names one action of the member: a second try of the same action carries the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// 128 random bits.
    pub fn new() -> Self {
        let mut bytes = [0_u8; 16];
        if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
            // Fails only for arrays above 64 kB.
            let _ = crypto.get_random_values_with_u8_array(&mut bytes);
        }
        let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        Self(digits.filter_map(|nibble| char::from_digit(u32::from(nibble), 16)).collect())
    }
}

/// A request to an endpoint, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    method: Method,
    path: String,
    body: String,
    /// Names what is known of the reply.
    known: Option<String>,
}

impl Call {
    /// To `E`. `id` fills the path's parameter where there is one.
    pub fn to<E: Endpoint>(id: &str, request: &E::Request) -> Self {
        // The contract's requests are plain data: they always are JSON.
        let body = serde_json::to_string(request).unwrap_or_default();
        Self { method: E::METHOD, path: E::path(id), body, known: None }
    }

    /// Asks only for what is another than this tag names: as long as it is not, the answer is empty. An empty tag names nothing.
    pub fn unless(self, tag: &str) -> Self {
        Self { known: (!tag.is_empty()).then(|| format!("\"{tag}\"")), ..self }
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether it reads what its path names, and asks for nothing in particular.
    pub fn is_plain(&self) -> bool {
        self.is_read() && self.body == "{}" && self.known.is_none()
    }

    pub fn is_read(&self) -> bool {
        self.method == Method::Get
    }

    /// Sends it; the reply as the server wrote it. A write carries `key`; `member` is whose card is shown.
    pub async fn send(&self, key: Option<&IdempotencyKey>, member: Option<&str>) -> Result<String, Failure> {
        let aborter = AbortController::new().map_err(|_| Failure::Unreadable)?;
        let request = self.prepare(key, member, &aborter).map_err(|_| Failure::Unreadable)?;
        let deadline = Deadline::after(PATIENCE_MS, move || aborter.abort());
        let answer = fetch(request).await;
        match answer {
            Ok((true, text)) => Ok(text),
            Ok((false, text)) => Err(refusal(&text)),
            Err(_) if deadline.has_passed() => Err(Failure::Slow),
            Err(_) => Err(Failure::Offline),
        }
    }

    fn prepare(
        &self,
        key: Option<&IdempotencyKey>,
        member: Option<&str>,
        aborter: &AbortController,
    ) -> Result<Request, gloo_net::Error> {
        let signal = aborter.signal();
        let builder = |url: &str| {
            let request = RequestBuilder::new(url)
                .method(self.method.name().parse().unwrap_or_default())
                .credentials(RequestCredentials::SameOrigin)
                .abort_signal(Some(&signal))
                .header("accept", "application/json");
            let request = match &self.known {
                Some(tag) => request.header("if-none-match", tag),
                None => request,
            };
            match member {
                Some(number) => request.header("member-number", number),
                None => request,
            }
        };
        if self.is_read() {
            let query = query(&self.body).unwrap_or_default();
            return builder(&format!("{}{query}", self.path)).build();
        }
        let mut write = builder(&self.path).header("content-type", "application/json");
        if let Some(IdempotencyKey(key)) = key {
            write = write.header("idempotency-key", key);
        }
        write.body(self.body.as_str())
    }
}

/// A reply from its text.
pub fn read<T: FromJson>(text: &str) -> Result<T, Failure> {
    let json = Json::parse(if text.is_empty() { "{}" } else { text });
    json.and_then(|json| T::from_json(&json)).ok_or(Failure::Unreadable)
}

/// A proxy's page instead of a problem is a server that is not there.
fn refusal(text: &str) -> Failure {
    Failure::Refused(Box::new(read(text).unwrap_or_else(|_| Problem::new(ErrorCode::Unavailable, ""))))
}

/// The fields of a request as a query string: `?after=…`, or nothing.
fn query(body: &str) -> Result<String, JsValue> {
    if body == "{}" {
        return Ok(String::new());
    }
    let fields = js_sys::JSON::parse(body)?;
    let query = UrlSearchParams::new_with_record_from_str_to_str(fields.unchecked_ref())?;
    Ok(format!("?{}", String::from(query.to_string())))
}

/// Whether the status is one of success, and the body.
async fn fetch(request: Request) -> Result<(bool, String), gloo_net::Error> {
    let response = request.send().await?;
    Ok((response.ok() || response.status() == NOT_MODIFIED, response.text().await?))
}

/// The same as [`read`], for what holds replies of any endpoint.
pub fn read_any<T: FromJson + Send + Sync + 'static>(text: &str) -> Result<Reply, Failure> {
    read::<T>(text).map(|reply| Arc::new(reply) as Reply)
}
