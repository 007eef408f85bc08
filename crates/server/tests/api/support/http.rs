//! Asking the server, and what it answers.

use super::reading::compare;
use serde_json::Value;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

static AGENT: LazyLock<ureq::Agent> = LazyLock::new(|| {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_idle_connections_per_host(80)
        .timeout_global(Some(Duration::from_secs(30)));
    config.build().into()
});

/// A request on its way. A write gets a new idempotency key unless it is given one.
#[derive(Clone)]
pub struct Ask {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub bytes: Vec<u8>,
    /// `Null` where the body is no JSON.
    pub json: Value,
}

impl Ask {
    pub fn new(method: &str, url: String) -> Self {
        let mut ask = Self { method: method.to_owned(), url, headers: Vec::new(), body: None };
        if method != "GET" {
            ask.headers.push(("idempotency-key".to_owned(), new_key()));
        }
        ask
    }

    /// Sets a header; what it was before is gone.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(other, _)| other != name);
        self
    }

    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    pub fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json").raw(body.to_string())
    }

    pub fn raw(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// A kept connection may be closed by the other side just as it is used again, as after a refusal that left the body unread:
    /// then once more on a new one, as browsers do. A write has its key.
    #[track_caller]
    pub fn send(&self) -> Reply {
        let first = self.try_send();
        let answer = if matches!(first, Err(ureq::Error::Io(_))) { self.try_send() } else { first };
        answer.unwrap_or_else(|error| panic!("{} {}: {error}", self.method, self.url))
    }

    /// `Err` when the connection failed.
    pub fn try_send(&self) -> Result<Reply, ureq::Error> {
        let mut request = ureq::http::Request::builder().method(self.method.as_str()).uri(&self.url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let mut response = match &self.body {
            Some(body) => AGENT.run(request.body(body.as_slice())?)?,
            None => AGENT.run(request.body(())?)?,
        };
        let text = |value: &ureq::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let headers = response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        let status = response.status().as_u16();
        let bytes = response.body_mut().read_to_vec()?;
        let json = serde_json::from_slice(&bytes).unwrap_or_default();
        let reply = Reply { status, headers, bytes, json };
        compare(&self.method, &self.url, &reply);
        Ok(reply)
    }
}

fn new_key() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("test-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

impl Reply {
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// A refusal with this code, as problems are written.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.json["code"].as_str()), (status, Some(code)), "{}", self.text());
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        assert_eq!(self.json["request_id"].as_str(), self.header("x-request-id"));
        self
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The session cookie that it sets, as the browser sends it back.
    pub fn cookie(&self) -> Option<String> {
        let cookie = self.header("set-cookie")?.split(';').next()?;
        Some(cookie.to_owned())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}
