//! Who comes back with what they were not sent with.

use super::{Phone, linked, start};
use crate::support::at_once;
use serde_json::json;
use shuke_wechat_double::{Mood, Person, person};
use std::time::Duration;

/// Sends a phone to WeChat, and gives the address that WeChat leads it back to.
fn sent(phone: &Phone, path: &str) -> String {
    let away = phone.step("GET", path).expect(302);
    let back = phone.step("GET", away.header("location").unwrap().split('#').next().unwrap()).expect(302);
    back.header("location").unwrap().to_owned()
}

fn with(address: &str, name: &str, value: &str) -> String {
    let (path, query) = address.split_once('?').unwrap();
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((own, _)) if own == name => format!("{own}={value}"),
        _ => pair.to_owned(),
    });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

#[test]
fn a_state_of_another_browser_signs_nobody_in() {
    let (app, double) = start();
    linked(&app, &double, "18731000001", "o-one");
    let (attacker, victim) = (Phone::new(&app.process.base), Phone::new(&app.process.base));
    let back = sent(&attacker, "/");
    double.is(person("o-stranger"));
    // The victim opens the attacker's address: never sent, or sent with a state of their own.
    for _ in 0..2 {
        let (at, page) = victim.open("GET", &back);
        assert_eq!((at.split('?').next(), page.status, victim.number()), (Some("/"), 200, None));
        victim.open("GET", "/tiers");
    }
    let (_, page) = attacker.open("GET", &back);
    assert_eq!((page.status, attacker.number().is_some()), (200, true), "it was still good for who was sent with it");
}

#[test]
fn a_code_counts_once_and_for_five_minutes_and_only_with_its_state() {
    let (app, double) = start();
    let (_, number) = linked(&app, &double, "18731000011", "o-one");
    let phone = Phone::new(&app.process.base);
    let back = sent(&phone, "/");
    Phone::new(&app.process.base).step("GET", &with(&back, "state", "%00")).refused(422, "invalid_fields");
    for forged in ["", "0", &"a".repeat(64), "%0d%0aset-cookie:x=1"] {
        let (at, _) = Phone::new(&app.process.base).open("GET", &with(&back, "state", forged));
        assert_eq!(at, "/?wechat=asked");
        phone.step("GET", &with(&back, "state", forged)).expect(302);
    }
    assert_eq!(phone.number(), None);
    // A code that WeChat did not give: the state is used up by it.
    phone.step("GET", &with(&back, "code", "code-forged")).expect(302);
    phone.step("GET", &back).expect(302);
    assert_eq!((phone.number(), phone.asked()), (None, json!("failed")));
    let late = Phone::new(&app.process.base);
    let back = sent(&late, "/");
    double.ages(301);
    late.open("GET", &back);
    assert_eq!((late.number(), late.asked()), (None, json!("failed")));
    let fresh = Phone::new(&app.process.base);
    let back = sent(&fresh, "/");
    fresh.open("GET", &back);
    assert_eq!(fresh.number(), Some(number));
    // Another browser with the same code and its own state.
    let other = Phone::new(&app.process.base);
    let own = sent(&other, "/");
    let code = back.split("code=").nth(1).unwrap().split('&').next().unwrap();
    other.open("GET", &with(&own, "code", code));
    assert_eq!(other.number(), None);
}

#[test]
fn the_same_coming_back_twice_is_one_session() {
    let (app, double) = start();
    let (_, number) = linked(&app, &double, "18731000021", "o-one");
    let sessions = || app.place.number("SELECT COUNT(*) FROM sessions");
    let phone = Phone::new(&app.process.base);
    let (back, before) = (sent(&phone, "/points"), sessions());
    let asked = double.asked("GET /sns/oauth2/access_token");
    double.feels(Mood::Slow(Duration::from_millis(300)));
    let ask = phone.asking("GET", &back);
    let replies = at_once((0..6).map(|_| || ask.send()));
    double.feels(Mood::Well);
    assert!(replies.iter().all(|reply| reply.status == 302 && reply.header("location") == Some("/points")));
    let token = |reply: &crate::support::Reply| {
        let cookies = reply.headers.iter().filter(|(name, value)| name == "set-cookie" && value.starts_with("shuke="));
        cookies.map(|(_, value)| value.split(';').next().unwrap().to_owned()).next()
    };
    let first = token(&replies[0]);
    assert!(
        first.is_some() && replies.iter().all(|reply| token(reply) == first),
        "the same cookie, whichever came first"
    );
    assert_eq!((sessions() - before, double.asked("GET /sns/oauth2/access_token") - asked), (1, 1));
    phone.take(&replies[5]);
    assert_eq!(phone.number(), Some(number));
    // Long afterwards, from the history: who signed out stays so.
    app.place.run(&["audit"]);
    let ended = phone.post("/api/v1/me/sign-out", &json!({ "everywhere": true }));
    phone.take(&ended.expect(200));
    let (_, page) = phone.open("GET", &back);
    assert_eq!((page.status, phone.number()), (200, None));
}

#[test]
fn nobody_is_led_anywhere_but_to_a_page_of_ours() {
    let (app, double) = start();
    double.is(person("o-one"));
    let phone = Phone::new(&app.process.base);
    let back = sent(&phone, "/");
    for evil in [
        "https%3A%2F%2Fevil.example%2F",
        "%2F%2Fevil.example",
        "%2F%5Cevil.example",
        "%5C%5Cevil.example",
        "%2F%09%2Fevil.example",
        "javascript%3Aalert(1)",
        "%2Fpoints%0d%0aset-cookie%3A%20a%3Db",
        "%2Fpoints%00",
        "%252F%252Fevil.example",
        "%2Fwechat%2Fback%3Fcode%3D1",
        "",
    ] {
        let reply = phone.step("GET", &with(&back, "to", evil));
        assert_eq!(reply.status, if evil.contains("%00") { 422 } else { 302 }, "{evil}");
        if reply.status == 302 {
            assert_eq!(reply.header("location"), Some("/"), "{evil}");
            assert!(!reply.headers.iter().any(|(name, value)| name == "set-cookie" && value.starts_with("a=")));
        }
    }
    // A Referer is another way to say it.
    for evil in
        ["https://evil.example/", "https://evil.example/points", &format!("{}.evil.example/points", app.process.base)]
    {
        let reply = phone.asking("GET", "/wechat/sign-in").header("referer", evil).send().expect(302);
        let location = reply.header("location").unwrap().to_owned();
        assert!(location.contains("%2Fwechat%2Fback%3Fto%3D%252F&"), "{location}");
    }
    let reply = phone.asking("GET", "/wechat/sign-in").header("host", "evil.example").send();
    let led = reply.header("location").unwrap_or_default().to_owned();
    let shown = phone.step("GET", led.split('#').next().unwrap_or_default());
    assert!(shown.header("location").is_none(), "WeChat itself knows the domain");
}

#[test]
fn a_temporary_identity_is_nobody() {
    let (app, double) = start();
    linked(&app, &double, "18731000031", "o-one");
    double.is(Person { is_temporary: true, ..person("o-one") });
    let phone = Phone::new(&app.process.base);
    phone.open("GET", "/");
    assert_eq!((phone.number(), phone.asked()), (None, json!("temporary")));
    let page = phone.get("/sign-in").text();
    assert!(page.contains("使用完整服务"), "{page}");
    let member = Phone::new(&app.process.base);
    member.joins(&app, "18731000032");
    member.open("POST", "/wechat/link");
    assert_eq!((member.asked(), member.linked().len()), (json!("temporary"), 0));
    assert_eq!(app.place.number("SELECT COUNT(*) FROM wechat_identities"), 1);
}

#[test]
fn who_says_no_is_where_they_were_and_may_say_yes_later() {
    let (app, double) = start();
    double.is(Person { refuses: true, ..person("o-one") });
    let phone = Phone::new(&app.process.base);
    phone.joins(&app, "18731000041");
    let (at, page) = phone.open("POST", "/wechat/link");
    assert_eq!((at.as_str(), page.status, phone.linked().len()), ("/me/wechat", 200, 0));
    double.is(person("o-one"));
    phone.open("POST", "/wechat/link");
    assert_eq!(phone.linked().len(), 1);
}

#[test]
fn linking_is_asked_for_by_its_own_pages_alone_and_by_a_member() {
    let (app, double) = start();
    double.is(person("o-one"));
    let phone = Phone::new(&app.process.base);
    let ended = phone.asking("POST", "/wechat/link").send().expect(302);
    assert_eq!(ended.header("location"), Some("/me/wechat"), "where one is asked to sign in");
    phone.joins(&app, "18731000051");
    phone.asking("POST", "/wechat/link").header("origin", "https://evil.example").send().refused(403, "foreign_origin");
    phone.asking("POST", "/wechat/link").header("sec-fetch-site", "cross-site").send().refused(403, "foreign_origin");
    phone.asking("GET", "/wechat/link").send().refused(405, "method_not_allowed");
    // Begun by one member, ended by another in the same browser: it is nobody's.
    let away = phone.step("POST", "/wechat/link").expect(302);
    let back = phone.step("GET", away.header("location").unwrap().split('#').next().unwrap()).expect(302);
    let back = back.header("location").unwrap().to_owned();
    phone.forget("shuke");
    phone.joins(&app, "18731000052");
    phone.open("GET", &back);
    assert_eq!((phone.linked().len(), app.place.number("SELECT COUNT(*) FROM wechat_identities")), (0, 0));
}

#[test]
fn whoever_comes_back_again_and_again_is_slowed_down() {
    let (app, double) = start();
    double.is(person("o-one"));
    let statuses: Vec<u16> = (0..560)
        .map(|n| {
            let phone = Phone::new(&app.process.base);
            let away = phone.step("GET", "/").expect(302);
            let address = away.header("location").unwrap().split('#').next().unwrap().to_owned();
            let state = address.split("state=").nth(1).unwrap();
            phone.step("GET", &format!("/wechat/back?to=%2F&code=forged-{n}&state={state}")).status
        })
        .collect();
    assert!(statuses.iter().all(|status| *status == 302), "each gets to the page: {statuses:?}");
    let asked = double.asked("GET /sns/oauth2/access_token");
    assert!(asked < 520, "{asked}");
}

#[test]
fn a_state_counts_once_for_ever() {
    let (app, double) = start();
    let (phone, _) = linked(&app, &double, "18731000061", "o-one");
    let away = phone.step("POST", "/wechat/link").expect(302);
    let back = phone.step("GET", away.header("location").unwrap().split('#').next().unwrap()).expect(302);
    let back = back.header("location").unwrap().to_owned();
    phone.open("GET", &back);
    let id = phone.linked()[0]["id"].as_str().unwrap().to_owned();
    phone.post(&format!("/api/v1/me/wechat/{id}/unlink"), &json!({})).expect(200);
    // Somebody who knows the address has a code of their own for it.
    double.is(person("o-attacker"));
    let attacker = Phone::new(&app.process.base);
    let theirs = sent(&attacker, "/");
    let code = theirs.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    for days in [0, 2, 30] {
        app.advance_days(days);
        phone.open("GET", &with(&back, "code", &code));
        assert_eq!(phone.linked().len(), 0, "after {days} days");
    }
}

#[test]
fn who_came_back_is_known_as_long_as_their_browser_keeps_its_cookie() {
    let (app, double) = start();
    linked(&app, &double, "18731000091", "o-one");
    let known = |app: &crate::support::TestApp| app.place.number("SELECT COUNT(*) FROM wechat_returns");
    assert!(known(&app) > 0);
    app.advance_days(181);
    // What is due is done as a server starts; the audit misses none of it.
    let app = app.start_again("TERM");
    let patience = std::time::Instant::now() + Duration::from_secs(20);
    while known(&app) > 0 {
        assert!(std::time::Instant::now() < patience, "nobody tidies up");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_browser_that_keeps_no_cookies_is_a_guest_and_not_led_around() {
    let (app, double) = start();
    double.is(person("o-one"));
    let mut address = "/tiers?lang=en".to_owned();
    for _ in 0..4 {
        let phone = Phone::new(&app.process.base);
        let reply = phone.asking("GET", &address).send();
        let Some(to) = reply.header("location") else {
            assert_eq!((reply.status, address.as_str()), (200, "/tiers?lang=en&wechat=asked"));
            return;
        };
        address = to.split('#').next().unwrap().to_owned();
    }
    panic!("led around: {address}");
}

#[test]
fn who_goes_away_before_wechat_has_answered_is_signed_in_by_the_second_call() {
    let (app, double) = start();
    let (_, number) = linked(&app, &double, "18731000071", "o-one");
    let phone = Phone::new(&app.process.base);
    let back = sent(&phone, "/points");
    double.feels(Mood::Slow(Duration::from_millis(600)));
    {
        use std::io::Write;
        let path = back.strip_prefix(&app.process.base).unwrap();
        let mut stream = std::net::TcpStream::connect(super::host(&app.process.base)).unwrap();
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: {}\r\nuser-agent: {}\r\ncookie: {}\r\n\r\n",
            super::host(&app.process.base),
            super::ANDROID,
            phone.cookies()
        );
        stream.write_all(head.as_bytes()).unwrap();
        std::thread::sleep(Duration::from_millis(200));
    }
    phone.open("GET", &back);
    double.feels(Mood::Well);
    assert_eq!(phone.number(), Some(number));
}

#[test]
fn a_link_that_was_begun_is_not_made_for_who_has_left_meanwhile() {
    let (app, double) = start();
    double.is(person("o-one"));
    let phone = Phone::new(&app.process.base);
    let number = phone.joins(&app, "18731000081");
    let away = phone.step("POST", "/wechat/link").expect(302);
    let back = phone.step("GET", away.header("location").unwrap().split('#').next().unwrap()).expect(302);
    let back = back.header("location").unwrap().to_owned();
    double.feels(Mood::Slow(Duration::from_millis(500)));
    let cookies = phone.cookies();
    std::thread::scope(|scope| {
        let coming = scope.spawn(|| phone_like(&app, &cookies, &back));
        std::thread::sleep(Duration::from_millis(150));
        let elsewhere = app.sign_in_as(&number);
        elsewhere.post("/api/v1/me/close", &json!({ "last_four": &number[9..] })).expect(200);
        assert_eq!(coming.join().unwrap(), 302);
    });
    assert_eq!(app.place.number("SELECT COUNT(*) FROM wechat_identities WHERE member_id IS NOT NULL"), 0);
}

fn phone_like(app: &crate::support::TestApp, cookies: &str, address: &str) -> u16 {
    let path = address.strip_prefix(&app.process.base).unwrap();
    app.ask("GET", path).header("user-agent", super::ANDROID).header("cookie", cookies).send().status
}
