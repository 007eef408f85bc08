//! Asking WeChat's servers. Owns what is asked and how an answer is read; what is said of a failure names neither an address nor a secret.

use crate::{outbound, settings};
use serde_json::Value;
use shuke_rules::Instant;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Seconds that nobody is sent to WeChat by himself after it did not answer.
const REST_SECONDS: i64 = 60;
/// The longest answer.
const MOST_BYTES: u64 = 65_536;
/// The longest name of an identity.
const LONGEST: usize = 128;

/// The way to WeChat's servers; none without an account.
#[derive(Clone, Default)]
pub struct Wire(Option<Arc<Line>>);

struct Line {
    account: Arc<settings::Wechat>,
    agent: ureq::Agent,
    /// Microseconds since 1970.
    rests_until: AtomicI64,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// It was not reached, or what came is no answer.
    Down(&'static str),
    /// What WeChat calls an error, by its number.
    Refused(i64),
}

impl fmt::Display for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Down(why) => write!(f, "WeChat did not answer: {why}"),
            Self::Refused(code) => write!(f, "WeChat answered errcode {code}"),
        }
    }
}

/// Whom WeChat names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub openid: String,
    pub unionid: Option<String>,
    /// An identity of the moment, for who looks at a page without having agreed to anything.
    pub is_temporary: bool,
}

/// What is good for so many seconds.
pub struct Lent {
    pub value: String,
    pub seconds: i64,
}

impl Wire {
    pub fn new(account: Option<&Arc<settings::Wechat>>) -> Self {
        Self(account.map(|account| {
            let (account, agent) = (Arc::clone(account), outbound::agent(account.timeout));
            Arc::new(Line { account, agent, rests_until: AtomicI64::new(0) })
        }))
    }

    /// Whether it did not answer a moment ago.
    pub fn rests(&self, now: Instant) -> bool {
        self.0.as_ref().is_some_and(|line| line.rests_until.load(Ordering::Relaxed) > now.timestamp_micros())
    }

    /// It did not answer.
    pub fn rest(&self, now: Instant) {
        if let Some(line) = &self.0 {
            line.rests_until.store(now.timestamp_micros() + REST_SECONDS * 1_000_000, Ordering::Relaxed);
        }
    }

    /// How long an answer takes at most.
    pub fn patience(&self) -> Duration {
        self.0.as_ref().map_or(Duration::ZERO, |line| line.account.timeout)
    }

    /// Whose code it is.
    pub async fn person(&self, code: &str, now: Instant) -> Result<Person, Unanswered> {
        let line = self.line()?;
        let (app, secret) = (&line.account.app_id, &line.account.secret);
        let asked = [("appid", app.as_str()), ("secret", secret), ("code", code), ("grant_type", "authorization_code")];
        let answer = self.get("/sns/oauth2/access_token", &asked).await;
        if let Err(Unanswered::Down(_)) = answer {
            self.rest(now);
        }
        let answer = answer?;
        let name = |key: &str| text(&answer, key).filter(|name| is_name(name));
        let openid = name("openid").ok_or(Unanswered::Down("it named nobody"))?;
        let is_temporary = answer["is_snapshotuser"].as_i64().is_some_and(|flag| flag != 0);
        Ok(Person { openid, unionid: name("unionid"), is_temporary })
    }

    /// What other questions are asked with. `anew`: the one that was lent is not good any more.
    pub async fn access_token(&self, anew: bool) -> Result<Lent, Unanswered> {
        let account = &self.line()?.account;
        let asked = serde_json::json!({
            "grant_type": "client_credential",
            "appid": account.app_id,
            "secret": account.secret,
            "force_refresh": anew,
        });
        lent(&self.post("/cgi-bin/stable_token", asked).await?, "access_token")
    }

    /// What addresses of pages are signed with.
    pub async fn ticket(&self, access_token: &str) -> Result<Lent, Unanswered> {
        let asked = [("access_token", access_token), ("type", "jsapi")];
        lent(&self.get("/cgi-bin/ticket/getticket", &asked).await?, "ticket")
    }

    fn line(&self) -> Result<&Arc<Line>, Unanswered> {
        self.0.as_ref().ok_or(Unanswered::Down("there is no account"))
    }

    async fn get(&self, path: &'static str, asked: &[(&str, &str)]) -> Result<Value, Unanswered> {
        let line = Arc::clone(self.line()?);
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
        let url = format!("{}{path}?{query}", line.account.api);
        answered(move || line.agent.get(&url).call()).await
    }

    async fn post(&self, path: &'static str, body: Value) -> Result<Value, Unanswered> {
        let line = Arc::clone(self.line()?);
        let url = format!("{}{path}", line.account.api);
        let sent = move || line.agent.post(&url).header("content-type", "application/json").send(body.to_string());
        answered(sent).await
    }
}

type Sent = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

async fn answered(ask: impl FnOnce() -> Sent + Send + 'static) -> Result<Value, Unanswered> {
    let asked = tokio::task::spawn_blocking(move || {
        // An error may name the address, which holds the secret.
        let mut answer = ask().map_err(|error| Unanswered::Down(outbound::kind(&error)))?;
        if !answer.status().is_success() {
            return Err(Unanswered::Down("another status than 200"));
        }
        let text = answer.body_mut().with_config().limit(MOST_BYTES).read_to_string();
        let text = text.map_err(|_| Unanswered::Down("the answer broke off, or is too long"))?;
        read(&text)
    });
    asked.await.unwrap_or(Err(Unanswered::Down("asking panicked")))
}

/// Errors come with status 200.
fn read(text: &str) -> Result<Value, Unanswered> {
    let answer: Value = serde_json::from_str(text).map_err(|_| Unanswered::Down("the answer is not JSON"))?;
    match answer.get("errcode").map(Value::as_i64) {
        None | Some(Some(0)) if answer.is_object() => Ok(answer),
        Some(Some(code)) => Err(Unanswered::Refused(code)),
        _ => Err(Unanswered::Down("the answer is none that is known")),
    }
}

fn lent(answer: &Value, key: &str) -> Result<Lent, Unanswered> {
    let value = text(answer, key).filter(|value| (1..=1_024).contains(&value.len()));
    let seconds = answer["expires_in"].as_i64().filter(|seconds| (1..=86_400).contains(seconds));
    match (value, seconds) {
        (Some(value), Some(seconds)) => Ok(Lent { value, seconds }),
        _ => Err(Unanswered::Down("the answer is none that is known")),
    }
}

fn text(answer: &Value, key: &str) -> Option<String> {
    answer.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn is_name(name: &str) -> bool {
    (1..=LONGEST).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_although_its_status_is_200() {
        assert_eq!(read(r#"{"errcode":40163,"errmsg":"code been used"}"#), Err(Unanswered::Refused(40163)));
        assert!(read(r#"{"errcode":0,"errmsg":"ok","ticket":"t","expires_in":7200}"#).is_ok());
        assert!(read(r#"{"openid":"o"}"#).is_ok());
        for wrong in ["", "<html>", "[]", "null", r#"{"errcode":"0"}"#] {
            assert!(matches!(read(wrong), Err(Unanswered::Down(_))), "{wrong}");
        }
    }

    #[test]
    fn what_is_lent_says_for_how_long() {
        let of =
            |text: &str| lent(&serde_json::from_str(text).unwrap(), "ticket").map(|lent| (lent.value, lent.seconds));
        assert_eq!(of(r#"{"ticket":"t","expires_in":7200}"#), Ok(("t".to_owned(), 7_200)));
        for wrong in [
            r#"{"ticket":"t"}"#,
            r#"{"ticket":"","expires_in":1}"#,
            r#"{"ticket":1,"expires_in":1}"#,
            r#"{"ticket":"t","expires_in":-1}"#,
        ] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
