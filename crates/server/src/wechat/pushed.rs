//! What WeChat pushes: whoever follows the account by one of our codes is welcomed where it leads. Owns whether a push is WeChat's.
//!
//! In safe mode only what is signed together with its content counts. In plain mode WeChat signs no content: whoever has seen one push could
//! write others for ten minutes; nothing that is done here could be of use to them. What comes twice is answered twice, alike.

use super::cipher::{Cipher, signature};
use super::xml::{cdata, fields};
use crate::Error;
use crate::http::{App, Client, answer};
use crate::policies::open_store;
use crate::secrets;
use crate::settings::Pushes;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Extension, RawQuery, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use shuke_face::words::texts;
use shuke_face::{Lang, Page};
use shuke_rules::referral::code;
use std::collections::BTreeMap;

/// The longest push.
const MOST_BYTES: usize = 65_536;
/// Seconds that a push may be old, or early.
const FRESH: i64 = 600;
/// What is answered where there is nothing to say: else WeChat asks again.
const HEARD: &str = "success";

pub fn routes() -> Router<App> {
    let answered = |result: Result<Response, Error>| result.unwrap_or_else(IntoResponse::into_response);
    let verify = async move |State(app): State<App>, RawQuery(query): RawQuery| {
        answered(Pushed::of(&app, query.as_deref()).and_then(|pushed| pushed.verified()))
    };
    let take = async move |State(app): State<App>,
                           Extension(client): Extension<Client>,
                           RawQuery(query): RawQuery,
                           body: Body| { answered(taken(&app, &client, query.as_deref(), body).await) };
    Router::new().route("/wechat/callback", get(verify).post(take))
}

/// A call that says it is WeChat's.
struct Pushed<'a> {
    pushes: &'a Pushes,
    receiver: &'a str,
    query: BTreeMap<String, String>,
    now: i64,
}

impl<'a> Pushed<'a> {
    fn of(app: &'a App, query: Option<&str>) -> Result<Self, Error> {
        let account = app.settings.wechat.as_ref().ok_or_else(answer::not_found)?;
        let pushes = account.pushes.as_ref().ok_or_else(answer::not_found)?;
        let query = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
        Ok(Self { pushes, receiver: &account.app_id, query, now: app.context.now().timestamp() })
    }

    fn said(&self, name: &str) -> &str {
        self.query.get(name).map_or("", String::as_str)
    }

    fn is_fresh(&self) -> bool {
        self.said("timestamp").parse::<i64>().is_ok_and(|at| (self.now - at).abs() <= FRESH)
    }

    fn is_signed(&self) -> bool {
        let signed = signature([&self.pushes.token, self.said("timestamp"), self.said("nonce")]);
        self.is_fresh() && secrets::same(&signed, self.said("signature"))
    }

    /// The operator has this address looked at: what came is said again.
    fn verified(&self) -> Result<Response, Error> {
        let echo = self.said("echostr");
        let is_plain = (1..=128).contains(&echo.len()) && echo.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_plain && self.is_signed() { Ok(plain(echo.to_owned())) } else { Err(answer::not_found()) }
    }

    fn cipher(&self) -> Option<Cipher<'a>> {
        Cipher::of(self.pushes.aes_key.as_deref()?, self.receiver)
    }

    /// What was pushed; `None` where that is not known to be WeChat's.
    fn opened(&self, body: &str) -> Option<BTreeMap<String, String>> {
        let outer = fields(body)?;
        if self.pushes.aes_key.is_none() {
            return self.is_signed().then_some(outer);
        }
        let encrypted = outer.get("Encrypt")?;
        let signed = signature([&self.pushes.token, self.said("timestamp"), self.said("nonce"), encrypted]);
        if !self.is_fresh() || !secrets::same(&signed, self.said("msg_signature")) {
            return None;
        }
        fields(&self.cipher()?.decrypted(encrypted)?)
    }

    /// A reply as WeChat wants it in this mode.
    fn closed(&self, reply: &str, salt: &[u8; 16]) -> Result<Response, Error> {
        let Some(cipher) = self.cipher() else { return Ok(xml(reply.to_owned())) };
        let encrypted = cipher.encrypted(reply, salt).ok_or_else(|| Error::internal("a reply was not encrypted"))?;
        let (timestamp, nonce) = (self.now.to_string(), self.said("nonce"));
        let signed = signature([&self.pushes.token, &timestamp, nonce, &encrypted]);
        Ok(xml(format!(
            "<xml><Encrypt>{}</Encrypt><MsgSignature>{}</MsgSignature><TimeStamp>{timestamp}</TimeStamp><Nonce>{}</Nonce></xml>",
            cdata(&encrypted),
            cdata(&signed),
            cdata(nonce),
        )))
    }
}

async fn taken(app: &App, client: &Client, query: Option<&str>, body: Body) -> Result<Response, Error> {
    let pushed = Pushed::of(app, query)?;
    let body = to_bytes(body, MOST_BYTES).await.map_err(|_| answer::not_found())?;
    let body = std::str::from_utf8(&body).map_err(|_| answer::not_found())?;
    let event = pushed.opened(body).ok_or_else(answer::not_found)?;
    let said = |name: &str| event.get(name).map_or("", String::as_str);
    let Some(scene) = scene(said("MsgType"), said("Event"), said("EventKey")) else {
        return Ok(plain(HEARD.to_owned()));
    };
    let welcome = welcome(app, client, scene).await?;
    let reply = format!(
        "<xml><ToUserName>{}</ToUserName><FromUserName>{}</FromUserName><CreateTime>{}</CreateTime>\
         <MsgType><![CDATA[text]]></MsgType><Content>{}</Content></xml>",
        cdata(said("FromUserName")),
        cdata(said("ToUserName")),
        pushed.now,
        cdata(&welcome),
    );
    let chance = app.context.chance().bytes()?;
    let salt = chance.first_chunk().ok_or_else(|| Error::internal("no chance"))?;
    pushed.closed(&reply, salt)
}

/// What led somebody to the account; empty for nothing in particular, `None` where nobody is to be welcomed.
fn scene<'a>(kind: &str, event: &str, key: &'a str) -> Option<&'a str> {
    match (kind, event) {
        ("event", "subscribe") => Some(key.strip_prefix("qrscene_").unwrap_or_default()),
        ("event", "SCAN") => Some(key),
        _ => None,
    }
}

/// Where a scene leads: `s_{shop}`, `r_{code of a member's link}`; else to the start.
async fn welcome(app: &App, client: &Client, scene: &str) -> Result<String, Error> {
    let rulebook = app.context.rulebook(&app.store).await?;
    let brand = &rulebook.current().policy.brand;
    let (t, origin) = (texts(Lang::Zh), client.origin());
    let (w, name) = (t.wechat(), t.lang.pick(&brand.name));
    let at = |page: Page, id: &str| format!("{origin}{}", page.of(id).href());
    if let Some(store) = scene.strip_prefix("s_").and_then(|id| open_store(rulebook.current(), id).ok()) {
        return Ok((w.welcome_shop)(name, t.lang.pick(&store.name), &at(Page::Store, &store.id.0)));
    }
    if let Some(code) = scene.strip_prefix("r_").and_then(code::parse) {
        return Ok((w.welcome_friend)(name, &at(Page::ReferralLink, &code)));
    }
    Ok((w.welcome)(name, &at(Page::Card, "")))
}

fn plain(text: String) -> Response {
    of("text/plain; charset=utf-8", text)
}

fn xml(text: String) -> Response {
    of("application/xml; charset=utf-8", text)
}

fn of(kind: &'static str, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_comes_by_a_code_is_welcomed_and_nobody_else() {
        assert_eq!(scene("event", "subscribe", "qrscene_s_wukang"), Some("s_wukang"));
        assert_eq!(scene("event", "subscribe", ""), Some(""));
        assert_eq!(scene("event", "SCAN", "r_K7mP2x"), Some("r_K7mP2x"));
        for (kind, event) in [("event", "unsubscribe"), ("event", "CLICK"), ("text", "subscribe"), ("", "")] {
            assert_eq!(scene(kind, event, "s_wukang"), None);
        }
    }
}
