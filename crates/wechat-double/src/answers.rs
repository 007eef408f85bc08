//! What is answered, and what may not be asked.

use crate::http::{Answer, Asked};
use crate::{Code, Double, SECRET, State, script};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Seconds for which a token or a ticket is lent.
const LENT: i64 = 7_200;

pub fn answer(double: &Double, asked: &Asked) -> Answer {
    let mut state = double.lock();
    match (asked.method.as_str(), asked.path.as_str()) {
        ("GET", "/connect/oauth2/authorize") => authorize(&mut state, asked),
        ("GET", "/sns/oauth2/access_token") => exchange(&mut state, asked),
        ("POST", "/cgi-bin/stable_token") => stable_token(&mut state, asked),
        ("GET", "/cgi-bin/ticket/getticket") => ticket(&mut state, asked),
        ("GET", "/jweixin.js") => Answer::script(script::wx(&state.app_id, &state.ticket)),
        _ => wrong(&mut state, asked, "there is no such thing"),
    }
}

fn wrong(state: &mut State, asked: &Asked, what: &str) -> Answer {
    state.wrong.push(format!("{} {}: {what}", asked.method, asked.path));
    Answer::error(40_035, what)
}

/// A page that WeChat shows: an error is one that people see.
fn shown(state: &mut State, asked: &Asked, what: &str) -> Answer {
    state.wrong.push(format!("{} {}: {what}", asked.method, asked.path));
    Answer::page(200, &format!("<!doctype html><title>出错了</title><p>{what}</p>"))
}

fn authorize(state: &mut State, asked: &Asked) -> Answer {
    if asked.names() != ["appid", "redirect_uri", "response_type", "scope", "state"] {
        return shown(state, asked, "parameters are missing, or in another order");
    }
    let (scope, back) = (asked.value("scope"), asked.value("redirect_uri"));
    let host = back.split_once("://").and_then(|(_, rest)| rest.split(['/', '?']).next()).unwrap_or_default();
    if asked.value("appid") != state.app_id {
        return shown(state, asked, "appid");
    }
    if !state.hosts.iter().any(|known| known == host) {
        return shown(state, asked, "redirect_uri is of another domain (10003)");
    }
    if asked.value("response_type") != "code" || !matches!(scope, "snsapi_base" | "snsapi_userinfo") {
        return shown(state, asked, "response_type or scope (10005)");
    }
    let own = asked.value("state");
    if own.is_empty() || own.len() > 128 || !own.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return shown(state, asked, "state");
    }
    let (back, own, scope) = (back.to_owned(), own.to_owned(), scope.to_owned());
    let joined = if back.contains('?') { '&' } else { '?' };
    let person = state.person.clone();
    if person.refuses && scope == "snsapi_userinfo" {
        return Answer::to(format!("{back}{joined}state={own}"));
    }
    let code = State::drawn("code");
    state.codes.insert(code.clone(), Code { person, scope, made: Instant::now(), older: Duration::ZERO, used: false });
    Answer::to(format!("{back}{joined}code={code}&state={own}"))
}

fn exchange(state: &mut State, asked: &Asked) -> Answer {
    let mut names = asked.names();
    names.sort_unstable();
    if names != ["appid", "code", "grant_type", "secret"] || asked.value("grant_type") != "authorization_code" {
        return wrong(state, asked, "parameters");
    }
    if asked.value("appid") != state.app_id {
        return Answer::error(40_013, "invalid appid");
    }
    if asked.value("secret") != SECRET {
        return Answer::error(40_125, "invalid appsecret");
    }
    let code = asked.value("code");
    let Some(known) = state.codes.get(code) else { return Answer::error(40_029, "invalid code") };
    if known.used {
        return Answer::error(40_163, "code been used");
    }
    if known.is_over() {
        return Answer::error(42_003, "code expired");
    }
    let (person, scope) = (known.person.clone(), known.scope.clone());
    if let Some(known) = state.codes.get_mut(code) {
        known.used = true;
    }
    let mut answer = json!({
        "access_token": State::drawn("of-person"),
        "expires_in": 7_200,
        "refresh_token": State::drawn("refresh"),
        "openid": person.openid,
        "scope": scope,
    });
    if person.is_temporary {
        answer["is_snapshotuser"] = json!(1);
    }
    if let Some(unionid) = person.unionid.filter(|_| scope == "snsapi_userinfo") {
        answer["unionid"] = json!(unionid);
    }
    Answer::json(&answer)
}

fn stable_token(state: &mut State, asked: &Asked) -> Answer {
    let body: Value = serde_json::from_str(&asked.body).unwrap_or_default();
    let is_right = asked.query.is_empty()
        && asked.content_type.starts_with("application/json")
        && body["grant_type"] == "client_credential"
        && body["force_refresh"].is_boolean();
    if !is_right {
        return wrong(state, asked, "stable_token takes a JSON body and nothing else");
    }
    if body["appid"] != state.app_id.as_str() || body["secret"] != SECRET {
        return Answer::error(40_125, "invalid appsecret");
    }
    state.forced += usize::from(body["force_refresh"] == true);
    if state.access_token.is_empty() || body["force_refresh"] == true {
        state.access_token = State::drawn("access");
    }
    Answer::json(&json!({ "access_token": state.access_token, "expires_in": LENT }))
}

fn ticket(state: &mut State, asked: &Asked) -> Answer {
    if asked.value("type") != "jsapi" || asked.query.len() != 2 {
        return wrong(state, asked, "getticket takes access_token and type=jsapi");
    }
    if state.access_token.is_empty() || asked.value("access_token") != state.access_token {
        return Answer::error(40_001, "invalid credential, access_token is invalid or not latest");
    }
    if state.ticket.is_empty() {
        state.ticket = State::drawn("ticket");
    }
    Answer::json(&json!({ "errcode": 0, "errmsg": "ok", "ticket": state.ticket, "expires_in": LENT }))
}
