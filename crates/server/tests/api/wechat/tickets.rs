//! What pages are told, and what it is signed with.

use super::{Phone, host, linked, start};
use crate::support::{Process, at_once};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shuke_wechat_double::{APP_ID, Mood};
use std::time::Duration;

fn address(base: &str, path: &str) -> String {
    let escaped = |text: &str| {
        text.replace('%', "%25")
            .replace(':', "%3A")
            .replace('/', "%2F")
            .replace('?', "%3F")
            .replace('&', "%26")
            .replace('#', "%23")
    };
    format!(
        "/api/v1/wechat/page?url={}&path={}",
        escaped(&format!("{base}{path}")),
        escaped(path.split(['?', '#']).next().unwrap())
    )
}

pub fn told(phone: &Phone, base: &str, path: &str) -> Value {
    phone.get(&address(base, path)).expect(200).json
}

#[test]
fn a_page_is_signed_for_this_account_and_no_address_of_another_server_is() {
    let (app, double) = start();
    let (phone, base) = (Phone::new(&app.process.base), app.process.base.clone());
    let page = told(&phone, &base, "/tiers?x=1#top");
    let signed = &page["signed"];
    assert_eq!((&signed["app_id"], signed["signature"].as_str().unwrap().len()), (&json!(APP_ID), 40));
    assert_eq!(signed["script"], json!(format!("{}/jweixin.js", double.url())));
    for foreign in
        ["https://evil.example/", &format!("{base}.evil.example/"), &format!("{base}@evil.example/"), "//x/", ""]
    {
        let asked = address(foreign, "").replace("&path=", "&path=%2F");
        phone.get(&asked).refused(422, "invalid_fields");
    }
    let policy = phone.step("GET", "/tiers");
    let policy = if policy.status == 302 { phone.open("GET", "/tiers").1 } else { policy };
    let policy = policy.header("content-security-policy").unwrap().to_owned();
    assert!(
        policy.contains(&format!("{}/jweixin.js", double.url())) && policy.contains("form-action 'self' http"),
        "{policy}"
    );
    let elsewhere = app.get("/tiers").header("content-security-policy").unwrap().to_owned();
    assert!(!elsewhere.contains(&double.url()), "{elsewhere}");
}

#[test]
fn what_is_passed_on_is_the_page_the_members_link_or_the_start() {
    let (app, double) = start();
    let (phone, number) = linked(&app, &double, "18732000001", "o-one");
    let base = app.process.base.clone();
    let code = app.sign_in_as(&number).get("/api/v1/me/referral").expect(200).json["code"].as_str().unwrap().to_owned();
    let openings = || app.place.number("SELECT COUNT(*) FROM referral_openings");
    let (piece, before) = (crate::pieces::made(&app, "3001", 1).remove(0), openings());
    for (path, link) in [
        ("/s/wukang?code=1&state=2", "/s/wukang"),
        ("/me/referral", &format!("/r/{code}")),
        ("/me/referral/poster", &format!("/r/{code}")),
        (&format!("/r/{code}?from=timeline"), &format!("/r/{code}")),
        ("/points", "/"),
        (&format!("/i/{piece}"), "/goods/3001"),
        ("/me/wechat", "/"),
        ("/", "/"),
    ] {
        let share = told(&phone, &base, path)["share"].clone();
        assert_eq!(share["link"], json!(format!("{base}{link}")), "{path}");
        assert_eq!(share["picture"], json!(format!("{base}/share.png")));
        assert!(
            !share["title"].as_str().unwrap().is_empty() && !share["text"].as_str().unwrap().contains("分享"),
            "{share}"
        );
    }
    let guest = Phone::new(&base);
    told(&guest, &base, &format!("/r/{code}"));
    assert_eq!(openings(), before, "nobody has opened it by that");
}

#[test]
fn two_servers_fetch_one_token_and_one_ticket_before_the_last_ends() {
    let (app, double) = start();
    let settings = double.settings();
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let second = Process::serve(app.place.serve(&settings));
    double.allow(host(&second.base));
    double.feels(Mood::Slow(Duration::from_millis(200)));
    let bases = [app.process.base.clone(), second.base.clone()];
    let all = || {
        at_once((0..12).map(|n| {
            let base = bases[n % 2].clone();
            move || {
                Phone::new(&base).get(&address(&base, "/")).expect(200).json["signed"]["signature"]
                    .as_str()
                    .unwrap()
                    .len()
            }
        }))
    };
    let fetched = || (double.asked("POST /cgi-bin/stable_token"), double.asked("GET /cgi-bin/ticket/getticket"));
    assert_eq!(all(), [40; 12]);
    assert_eq!(fetched(), (1, 1));
    assert_eq!(all(), [40; 12]);
    assert_eq!(fetched(), (1, 1));
    double.feels(Mood::Well);
    drop(second);
    // Four minutes before the end one of them fetches the next; where that fails the last is good to its end.
    app.advance(TimeDelta::seconds(7_200 - 240));
    double.feels(Mood::Down);
    let base = app.process.base.clone();
    let phone = Phone::new(&base);
    assert_ne!(told(&phone, &base, "/")["signed"], Value::Null);
    assert_ne!(told(&phone, &base, "/")["signed"], Value::Null);
    assert_eq!(double.asked("POST /cgi-bin/stable_token"), 2, "nobody asks again at once");
    double.feels(Mood::Well);
    app.advance(TimeDelta::seconds(61));
    assert_ne!(told(&phone, &base, "/")["signed"], Value::Null);
    assert_eq!((double.asked("POST /cgi-bin/stable_token"), double.forced()), (3, 0));
    app.advance(TimeDelta::seconds(8_000));
    double.feels(Mood::Down);
    assert_eq!(told(&phone, &base, "/")["signed"], Value::Null);
    phone.get("/").expect(200);
    assert_eq!(double.wrong(), Vec::<String>::new());
}

#[test]
fn a_token_that_wechat_refuses_is_fetched_anew_once() {
    let (app, double) = start();
    let (phone, base) = (Phone::new(&app.process.base), app.process.base.clone());
    told(&phone, &base, "/");
    double.rotate();
    app.place.sql_of_nobodys("UPDATE wechat_tokens SET value = '', expires_at = 0 WHERE name LIKE '%jsapi_ticket'");
    told(&phone, &base, "/");
    assert_eq!((double.asked("POST /cgi-bin/stable_token"), double.forced()), (2, 1));
    assert_eq!(double.asked("GET /cgi-bin/ticket/getticket"), 3, "refused once, then lent");
    // One that is refused for ever is not asked for ever.
    app.place.sql_of_nobodys("UPDATE wechat_tokens SET value = '', expires_at = 0 WHERE name LIKE '%jsapi_ticket'");
    double.feels(Mood::Errcode(40_001));
    assert_eq!(told(&phone, &base, "/")["signed"], Value::Null);
    assert!(double.asked("POST /cgi-bin/stable_token") <= 4);
}
