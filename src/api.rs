//! The only HTTP in the app: one call over the contract's endpoints. Knows no session and no page.

use crate::device::timers::Deadline;
use crate::failure::Failure;
use serde::de::DeserializeOwned;
use shuke_contract::{Endpoint, ErrorCode, Method, Problem};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, Request, RequestCredentials, RequestInit, Response, UrlSearchParams};

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

/// Calls `E`. `id` fills the path's parameter where there is one; a write carries `key`.
pub async fn call<E: Endpoint>(
    id: &str,
    request: &E::Request,
    key: Option<&IdempotencyKey>,
) -> Result<E::Reply, Failure> {
    read(&call_text::<E>(id, request, key).await?)
}

/// Like [`call`], but gives the reply as the server wrote it.
pub async fn call_text<E: Endpoint>(
    id: &str,
    request: &E::Request,
    key: Option<&IdempotencyKey>,
) -> Result<String, Failure> {
    let body = serde_json::to_string(request).map_err(|_| Failure::Unreadable)?;
    exchange(E::METHOD, E::path(id), body, key).await
}

/// A reply from its text.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(if text.is_empty() { "{}" } else { text }).map_err(|_| Failure::Unreadable)
}

async fn exchange(method: Method, path: String, body: String, key: Option<&IdempotencyKey>) -> Result<String, Failure> {
    let aborter = AbortController::new().map_err(|_| Failure::Unreadable)?;
    let request = prepare(method, path, &body, key, &aborter).map_err(|_| Failure::Unreadable)?;
    let deadline = Deadline::after(PATIENCE_MS, move || aborter.abort());
    let answer = fetch(&request).await;
    match answer {
        Ok((true, text)) => Ok(text),
        Ok((false, text)) => Err(refusal(&text)),
        Err(_) if deadline.has_passed() => Err(Failure::Slow),
        Err(_) => Err(Failure::Offline),
    }
}

/// A proxy's page instead of a problem is a server that is not there.
fn refusal(text: &str) -> Failure {
    let unavailable = || Problem::new(ErrorCode::Unavailable, "");
    Failure::Refused(Box::new(serde_json::from_str(text).unwrap_or_else(|_| unavailable())))
}

fn prepare(
    method: Method,
    path: String,
    body: &str,
    key: Option<&IdempotencyKey>,
    aborter: &AbortController,
) -> Result<Request, JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    let init = RequestInit::new();
    init.set_method(method.name());
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_signal(Some(&aborter.signal()));
    let url = if method == Method::Get {
        format!("{path}{}", query(body)?)
    } else {
        headers.set("content-type", "application/json")?;
        if let Some(IdempotencyKey(key)) = key {
            headers.set("idempotency-key", key)?;
        }
        init.set_body(&JsValue::from_str(body));
        path
    };
    init.set_headers(&headers);
    Request::new_with_str_and_init(&url, &init)
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
async fn fetch(request: &Request) -> Result<(bool, String), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_request(request)).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.ok(), text.as_string().unwrap_or_default()))
}
