//! The W3C WebDriver protocol, as much of it as we need: JSON over HTTP, one call after the other.
//!
//! Written here because it is a page of code: a client crate would bring an async runtime and some forty crates, and
//! vendor commands (the DevTools protocol, the browser's log) would have to be added to it all the same.

use serde_json::{Value, json};
use std::{fmt, time::Duration};
use ureq::Agent;

/// How WebDriver marks an element in JSON.
pub const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What a driver says when it cannot do what was asked.
#[derive(Debug)]
pub struct Refused {
    /// WebDriver's name of the error: `stale element reference`.
    pub error: String,
    pub message: String,
}

/// A browser that a driver started for us.
pub struct Session {
    agent: Agent,
    at: String,
}

pub fn agent(patience: Duration) -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(patience))
        .max_redirects(0)
        .proxy(None)
        .build()
        .into()
}

impl Session {
    /// Starts a browser through the driver at `driver`, an address without a slash at its end.
    pub fn start(driver: &str, capabilities: &Value) -> Result<Self, Refused> {
        let agent = agent(Duration::from_mins(1));
        let mut session = Self { agent, at: driver.to_owned() };
        let made = session.post("/session", &json!({ "capabilities": { "alwaysMatch": capabilities } }))?;
        let id = made["sessionId"].as_str().ok_or_else(|| Refused::odd(&made))?;
        session.at = format!("{driver}/session/{id}");
        Ok(session)
    }

    pub fn get(&self, path: &str) -> Result<Value, Refused> {
        answer(self.agent.get(format!("{}{path}", self.at)).call())
    }

    pub fn delete(&self, path: &str) -> Result<Value, Refused> {
        answer(self.agent.delete(format!("{}{path}", self.at)).call())
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Value, Refused> {
        answer(self.agent.post(format!("{}{path}", self.at)).send_json(body))
    }

    /// Runs the body of a function in the page and gives what it returns.
    pub fn run(&self, script: &str, arguments: &Value) -> Result<Value, Refused> {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// The same, giving up early. A script that a driver hands to a page just as another takes its place may never be
    /// answered: WebKit starts a new process for the first page of an origin, and what the old one was asked is lost with it.
    pub fn ask(&self, script: &str, arguments: &Value, patience: Duration) -> Result<Value, Refused> {
        let call = self.agent.post(format!("{}/execute/sync", self.at));
        let call = call.config().timeout_global(Some(patience)).build();
        answer(call.send_json(json!({ "script": script, "args": arguments })))
    }

    /// As [`Self::run`], for a body that calls its last argument when it is done.
    pub fn run_async(&self, script: &str, arguments: &Value) -> Result<Value, Refused> {
        self.post("/execute/async", &json!({ "script": script, "args": arguments }))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.delete("");
    }
}

/// Whether a driver at this address answers that it is ready.
pub fn is_ready(driver: &str) -> bool {
    let said = agent(Duration::from_secs(1)).get(format!("{driver}/status")).call();
    answer(said).is_ok_and(|status| status["ready"] == true)
}

fn answer(said: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, Refused> {
    let trouble = |error: ureq::Error| Refused { error: "no answer".into(), message: error.to_string() };
    let mut response = said.map_err(trouble)?;
    let limit = 64 << 20;
    let mut body: Value = response.body_mut().with_config().limit(limit).read_json().map_err(trouble)?;
    let value = body["value"].take();
    if response.status().is_success() { Ok(value) } else { Err(Refused::odd(&value)) }
}

impl Refused {
    fn odd(value: &Value) -> Self {
        let word = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Self { error: word("error"), message: word("message") }
    }

    /// Something that may go well at the next try.
    pub fn passing(message: &str) -> Self {
        Self { error: "element not interactable".into(), message: message.to_owned() }
    }

    /// The page changed between finding an element and using it: worth another try.
    pub fn is_passing(&self) -> bool {
        let passing = ["stale element", "intercepted", "not interactable", "detached", "no such element"];
        let all = self.to_string();
        passing.iter().any(|word| all.contains(word))
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.message)
    }
}
