//! What WeChat pushes, and what only says that it is WeChat's.

use super::start_with;
use crate::support::{Reply, TestApp};
use chrono::TimeDelta;
use shuke_wechat_double::APP_ID;
use shuke_wechat_double::push::{Account, Push, signed};

const ACCOUNT: Account<'_> =
    Account { app_id: APP_ID, token: "spamtest", aes_key: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG" };

fn event(event: &str, key: &str) -> String {
    format!(
        "<xml><ToUserName><![CDATA[gh_97417a04a28d]]></ToUserName><FromUserName><![CDATA[o-one]]></FromUserName>\
         <CreateTime>1714112445</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{event}]]></Event>\
         <EventKey><![CDATA[{key}]]></EventKey></xml>"
    )
}

fn push(app: &TestApp, Push { query, body }: &Push) -> Reply {
    app.ask("POST", &format!("/wechat/callback?{query}")).header("content-type", "text/xml").raw(body.as_bytes()).send()
}

fn safe() -> (TestApp, shuke_wechat_double::Double) {
    start_with(&[("SHUKE_WECHAT_TOKEN", ACCOUNT.token), ("SHUKE_WECHAT_AES_KEY", ACCOUNT.aes_key)])
}

#[test]
fn the_operators_address_is_verified_and_nobody_elses_question_is_answered() {
    let (app, _double) = safe();
    let at = app.now().timestamp().to_string();
    let ask = |signature: &str, at: &str, echo: &str| {
        app.get(&format!("/wechat/callback?signature={signature}&timestamp={at}&nonce=1514711492&echostr={echo}"))
    };
    let right = signed(&[ACCOUNT.token, &at, "1514711492"]);
    let echoed = ask(&right, &at, "4375120948345356249").expect(200);
    assert_eq!(
        (echoed.text().as_str(), echoed.header("content-type")),
        ("4375120948345356249", Some("text/plain; charset=utf-8"))
    );
    ask(&right, &at, "%3Cscript%3E").refused(404, "not_found");
    ask(&right.replace('a', "b"), &at, "1").refused(404, "not_found");
    ask(&right, "1714036504", "1").refused(404, "not_found");
    let old = "1714036504";
    ask(&signed(&[ACCOUNT.token, old, "1514711492"]), old, "1").refused(404, "not_found");
    app.get("/wechat/callback").refused(404, "not_found");
}

#[test]
fn whoever_follows_by_a_code_is_welcomed_where_it_leads() {
    let (app, _double) = safe();
    let at = app.now().timestamp();
    let said = |name: &str, key: &str| {
        let reply = push(&app, &ACCOUNT.safe(&event(name, key), at)).expect(200);
        ACCOUNT.read(&reply.text()).unwrap_or_else(|| panic!("{}", reply.text()))
    };
    let origin = &app.process.base;
    let welcome = said("subscribe", "qrscene_s_wukang");
    assert!(welcome.contains(&format!("{origin}/s/wukang")) && welcome.contains("武康路店"), "{welcome}");
    assert!(welcome.contains("<ToUserName><![CDATA[o-one]]></ToUserName><FromUserName><![CDATA[gh_97417a04a28d]]>"));
    assert!(said("SCAN", "r_K7mP2xQ9").contains("/r/"));
    for nothing in ["", "qrscene_s_nowhere", "qrscene_x", "qrscene_s_../../etc"] {
        assert!(said("subscribe", nothing).contains(&format!("\n{origin}/]]>")), "{nothing}");
    }
    // The same again is answered alike.
    assert_eq!(said("subscribe", "qrscene_s_wukang").len(), welcome.len());
    assert_eq!(push(&app, &ACCOUNT.safe(&event("unsubscribe", ""), at)).expect(200).text(), "success");
    let text = event("x", "").replace("[event]", "[text]");
    assert_eq!(push(&app, &ACCOUNT.safe(&text, at)).expect(200).text(), "success");
}

#[test]
fn in_safe_mode_nothing_counts_that_is_not_signed_with_its_content() {
    let (app, _double) = safe();
    let at = app.now().timestamp();
    let right = ACCOUNT.safe(&event("subscribe", ""), at);
    push(&app, &right).expect(200);
    let refused = |push: Push| {
        self::push(&app, &push).refused(404, "not_found");
    };
    // Signed as WeChat signs it, but for its content; or the content alone taken from elsewhere.
    refused(ACCOUNT.plain(&event("subscribe", ""), at));
    let other = ACCOUNT.safe(&event("subscribe", "qrscene_s_wukang"), at);
    refused(Push { query: right.query.clone(), body: other.body.clone() });
    let (without, _) = right.query.split_once("&msg_signature").unwrap();
    refused(Push { query: without.to_owned(), body: right.body.clone() });
    refused(Account { token: "other", ..ACCOUNT }.safe(&event("subscribe", ""), at));
    refused(Account { app_id: "wx0000000000000000", ..ACCOUNT }.safe(&event("subscribe", ""), at));
    refused(
        Account { aes_key: "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA", ..ACCOUNT }.safe(&event("subscribe", ""), at),
    );
    refused(ACCOUNT.safe(&event("subscribe", ""), at - 700));
    refused(ACCOUNT.safe(&event("subscribe", ""), at + 700));
    for body in [
        "",
        "<xml>",
        "{}",
        "<xml><Encrypt>%%%</Encrypt></xml>",
        "<!DOCTYPE xml [<!ENTITY a \"b\">]><xml><Encrypt>&a;</Encrypt></xml>",
    ] {
        refused(Push { query: right.query.clone(), body: body.to_owned() });
    }
    let large = app.ask("POST", &format!("/wechat/callback?{}", right.query)).raw(vec![b'x'; 80_000]).send();
    assert!(matches!(large.status, 404 | 413), "{}", large.status);
    app.advance(TimeDelta::minutes(11));
    push(&app, &right).refused(404, "not_found");
}

#[test]
fn in_plain_mode_it_is_signed_by_token_and_time() {
    let (app, _double) = start_with(&[("SHUKE_WECHAT_TOKEN", ACCOUNT.token)]);
    let at = app.now().timestamp();
    let right = ACCOUNT.plain(&event("subscribe", "qrscene_s_wukang"), at);
    assert!(push(&app, &right).expect(200).text().contains("/s/wukang"));
    push(&app, &Account { token: "other", ..ACCOUNT }.plain(&right.body, at)).refused(404, "not_found");
    push(&app, &ACCOUNT.plain(&right.body, at - 700)).refused(404, "not_found");
}

#[test]
fn without_a_token_nothing_is_taken() {
    let (app, _double) = start_with(&[]);
    let at = app.now().timestamp();
    push(&app, &ACCOUNT.safe(&event("subscribe", ""), at)).refused(404, "not_found");
    app.get("/wechat/callback?signature=1&timestamp=1&nonce=1&echostr=1").refused(404, "not_found");
}
