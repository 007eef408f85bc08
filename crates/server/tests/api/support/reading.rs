//! Reads every reply twice: with serde, and as the app reads it. Both must get the same; and the document must have said that it may come.

use super::http::Reply;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shuke_contract::{Endpoint, Problem, Visitor, each_endpoint};
use shuke_json::{FromJson, Json};
use std::sync::LazyLock;

/// Compares what the app makes of an answer with what serde makes of it: of a success the endpoint's reply, of a refusal the problem.
#[track_caller]
pub fn compare(method: &str, url: &str, reply: &Reply) {
    let Ok(text) = std::str::from_utf8(&reply.bytes) else { return };
    let Some(content) = reply.header("content-type") else { return };
    let path = url.split_once("://").map_or(url, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut asked = Asked { method, path, text, reply, wrong: None };
    if content.starts_with("application/problem+json") {
        asked.read::<Problem>();
        each_endpoint(&mut Documented(&mut asked));
    } else if (200..300).contains(&reply.status) && content.starts_with("application/json") {
        each_endpoint(&mut asked);
    }
    assert_eq!(asked.wrong, None, "{method} {path}");
}

/// Who can read a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Reads {
    Both,
    Neither,
    /// Where serde gives up.
    OnlyApp(String),
}

/// Who can read a text, or what serde and the app make of it differently.
pub fn agree<T: Serialize + DeserializeOwned + FromJson>(text: &str) -> Result<Reads, String> {
    let of_serde = serde_json::from_str::<T>(text);
    let of_app = Json::parse(text).and_then(|json| T::from_json(&json));
    let (of_serde, of_app) = match (of_serde, of_app) {
        (Ok(of_serde), Some(of_app)) => (of_serde, of_app),
        (Err(_), None) => return Ok(Reads::Neither),
        (Ok(_), None) => return Err(format!("the app cannot read {text}")),
        (Err(error), Some(_)) => return Ok(Reads::OnlyApp(error.to_string())),
    };
    let [of_serde, of_app] = [&of_serde, &of_app].map(|read| serde_json::to_value(read).unwrap());
    if of_serde == of_app { Ok(Reads::Both) } else { Err(format!("serde reads {of_serde}, the app {of_app}")) }
}

struct Asked<'a> {
    method: &'a str,
    path: &'a str,
    text: &'a str,
    reply: &'a Reply,
    wrong: Option<String>,
}

/// What the server says of itself.
static DOCUMENT: LazyLock<Value> = LazyLock::new(shuke_server::openapi::document);

/// Whether an operation's document has an answer of this status, and of this code where it is a refusal.
pub fn is_documented(operation: &Value, status: u16, code: Option<&str>) -> bool {
    let response = &operation["responses"][status.to_string()];
    code.map_or(response.is_object(), |code| response["content"][Problem::CONTENT_TYPE]["examples"][code].is_object())
}

struct Documented<'a, 'b>(&'b mut Asked<'a>);

impl Visitor for Documented<'_, '_> {
    fn visit<E: Endpoint>(&mut self) {
        let Asked { method, path, reply, .. } = *self.0;
        if E::METHOD.name() != method || !is_of(path, E::PATH) {
            return;
        }
        let operation = &DOCUMENT["paths"][E::PATH][method.to_lowercase()];
        let code = reply.json["code"].as_str();
        if !is_documented(operation, reply.status, code.or(Some("")).filter(|_| reply.status >= 400)) {
            self.0.wrong = Some(format!("{} {code:?} of {} is in no document: {}", reply.status, E::PATH, self.0.text));
        }
    }
}

impl Asked<'_> {
    fn read<T: Serialize + DeserializeOwned + FromJson>(&mut self) {
        self.wrong = match agree::<T>(self.text) {
            Ok(Reads::Both) => None,
            Ok(other) => Some(format!("{other:?} can read {}", self.text)),
            Err(why) => Some(why),
        };
    }
}

impl Visitor for Asked<'_> {
    fn visit<E: Endpoint>(&mut self) {
        if E::METHOD.name() == self.method && is_of(self.path, E::PATH) {
            self.read::<E::Reply>();
            if self.reply.status != E::STATUS {
                self.wrong = Some(format!("{} is not how {} succeeds", self.reply.status, E::PATH));
            }
        }
    }
}

/// `/a/7/b` is of `/a/{id}/b`.
fn is_of(path: &str, pattern: &str) -> bool {
    let (mut own, mut parts) = (path.split('/'), pattern.split('/'));
    let alike = own.by_ref().zip(parts.by_ref()).all(|(own, part)| own == part || part == "{id}");
    alike && path.split('/').count() == pattern.split('/').count()
}
