//! Bodies and addresses that nobody sends by mistake, to every endpoint that the contract has: a new one is attacked without
//! anybody listing it here. What a good body looks like is taken from the document.

mod ordered;
pub mod sample;

use crate::staff::staff;
use crate::support::{Ask, Reply, TestApp, at_once};
use ordered::{Ordered, Wrong};
use sample::Sample;
use serde_json::{Value, json};
use shuke_contract::{Caller, Endpoint, Method, Visitor, each_endpoint};

/// An endpoint, and who it is for.
pub struct Target {
    pub method: &'static str,
    pub path: &'static str,
    pub caller: Caller,
}

#[derive(Default)]
pub struct Targets(Vec<Target>);

impl Visitor for Targets {
    fn visit<E: Endpoint>(&mut self) {
        self.0.push(Target { method: E::METHOD.name(), path: E::PATH, caller: E::CALLER });
    }
}

impl Target {
    /// A body as the document describes it.
    pub fn sample(&self, document: &Value, member: &str) -> Sample {
        let operation = &document["paths"][self.path][self.method.to_lowercase()];
        Sample::new(document, &operation["requestBody"]["content"]["application/json"]["schema"], member)
    }
}

impl Targets {
    pub fn all() -> Vec<Target> {
        let mut targets = Self::default();
        each_endpoint(&mut targets);
        targets.0
    }

    pub fn writes() -> Vec<Target> {
        Self::all().into_iter().filter(|target| target.method != Method::Get.name()).collect()
    }
}

/// Somebody who may call it, signed in only now: what was tried before may have ended every session.
pub struct Attacker<'a> {
    app: &'a TestApp,
    header: Option<(&'static str, String)>,
}

impl<'a> Attacker<'a> {
    pub fn new(app: &'a TestApp, member: &str, key: &str, caller: Caller, n: usize) -> Self {
        let header = match caller {
            Caller::Anyone => None,
            Caller::Member => Some(("cookie", app.sign_in_as(member).cookie)),
            Caller::Staff => Some(("cookie", staff(app, &format!("1341{n:07}"), "manager", "wukang").cookie)),
            Caller::Till => Some(("authorization", format!("Bearer {key}"))),
        };
        Self { app, header }
    }

    pub fn ask(&self, method: &str, path: &str) -> Ask {
        let ask = self.app.ask(method, path);
        match &self.header {
            Some((name, value)) => ask.header(name, value),
            None => ask,
        }
    }
}

/// Every attack on every write: refused as malformed where `refused`, and never the server's fault.
#[derive(Default)]
struct Tried {
    writes: usize,
    bodies: usize,
    refused: usize,
    named: usize,
}

impl Tried {
    fn send(&mut self, ask: &Ask, body: impl Into<Vec<u8>>) -> Reply {
        self.bodies += 1;
        ask.clone().key(&format!("attack-{}", self.bodies)).header("content-type", "application/json").raw(body).send()
    }

    #[track_caller]
    fn refused(&mut self, ask: &Ask, body: impl Into<Vec<u8>>, what: &str) -> Reply {
        let reply = self.send(ask, body);
        assert_eq!(
            (reply.status, reply.json["code"].as_str()),
            (400, Some("malformed_body")),
            "{what}: {}",
            reply.text()
        );
        self.refused += 1;
        reply
    }

    #[track_caller]
    fn survived(&mut self, ask: &Ask, body: impl Into<Vec<u8>>, what: &str) {
        let reply = self.send(ask, body);
        assert!(reply.status < 500, "{what}: {}", reply.text());
    }
}

const NUMBERS: [&str; 9] =
    ["9223372036854775807", "-9223372036854775808", "99999999999999999999", "1e400", "-1e400", "1.5", "-1", "0", "1e3"];

#[test]
fn no_write_takes_an_absent_an_unknown_or_an_unprintable_thing_and_none_breaks() {
    let app = TestApp::start();
    let document = app.get("/api/v1/openapi.json").expect(200).json;
    let member = app.join("13410000000").number;
    let till = app.till("wukang");
    till.sell(&member, "before", 100_000);
    let mut tried = Tried::default();
    for (n, target) in Targets::writes().iter().enumerate() {
        let who = Attacker::new(&app, &member, &till.key, target.caller, n);
        let what = format!("{} {}", target.method, target.path);
        let sample = target.sample(&document, &member);
        let ask = who.ask(target.method, &target.path.replace("{id}", "7"));
        tried.writes += 1;
        whole(&mut tried, &ask, &what);
        inside(&mut tried, &ask, &what, &sample);
        // That a good body gets past the reading shows that the others were refused for what was wrong with them.
        let good = tried.send(&ask, sample.body.to_string());
        assert!(good.status < 500 && good.json["code"] != "malformed_body", "{what} {}: {}", sample.body, good.text());
    }
    println!(
        "{} writes, {} bodies, {} of them refused as malformed, {} unknown fields named",
        tried.writes, tried.bodies, tried.refused, tried.named
    );
    assert!(tried.writes >= 30 && tried.named >= tried.writes, "the contract's writes");
}

/// Bodies that are wrong as a whole.
fn whole(tried: &mut Tried, ask: &Ask, what: &str) {
    let absent = tried.refused(ask, "", what);
    assert!(absent.json["remedy"].as_str().unwrap().contains("{}"), "{what}: {}", absent.text());
    let bare = ask.clone().send();
    assert_eq!(bare.json["code"], "malformed_body", "{what} without anything: {}", bare.text());
    let deep = format!("{{\"x\":{}{}}}", "[".repeat(20_000), "]".repeat(20_000));
    for wrong in
        ["null", "[]", "[{}]", "true", "0", "\"\"", " ", "{}{}", "{} x", "{", "\u{feff}{}", "{\"\\u0000\":1}", &deep]
    {
        tried.refused(ask, wrong, &format!("{what}: {}", wrong.get(..9).unwrap_or(wrong)));
    }
    for wrong in [&b"{\"x\":\"\xff\"}"[..], b"{\"\xff\":1}", b"{\"x\":\"\\ud800\"}", b"\xff", b"\0", b"{\"x\":\"\0\"}"]
    {
        tried.refused(ask, wrong, what);
    }
}

/// Bodies that would be good but for one place.
fn inside(tried: &mut Tried, ask: &Ask, what: &str, sample: &Sample) {
    for (place, named) in sample.objects() {
        let wrong = sample.with(&place, |value| {
            value.as_object_mut().unwrap().insert("kein".to_owned(), json!({ "x": [1, "y"] }));
        });
        let reply = tried.refused(ask, wrong.to_string(), &format!("{what} {place}"));
        if sample.is_variant(&place) {
            continue;
        }
        let first = &reply.json["fields"][0];
        let field = if named.is_empty() { "kein".to_owned() } else { format!("{named}.kein") };
        assert_eq!(
            (&first["field"], &first["message"]),
            (&json!(field), &json!("is not known")),
            "{what}: {}",
            reply.text()
        );
        tried.named += 1;
    }
    for place in sample.texts() {
        let at = format!("{what} {place}");
        let wrong = sample.with(&place, |value| *value = json!("a\0b"));
        tried.refused(ask, wrong.to_string(), &at);
        for raw in [&b"\0"[..], b"\xff", b"\\ud800", b"\\udc00\\ud800", b"\\u00"] {
            tried.refused(ask, sample.with_raw(&place, &[b"\"a", raw, b"b\""].concat()), &at);
        }
        for odd in ["", " ", "\u{1}", "\u{202e}x", "\u{10ffff}", "'; --", "%00", "\\0", &"长".repeat(15_000)] {
            let body = sample.with(&place, |value| *value = json!(odd)).to_string();
            tried.survived(ask, body, &format!("{at} {}", odd.get(..3).unwrap_or(odd)));
        }
    }
    for place in sample.numbers() {
        for number in NUMBERS {
            tried.survived(ask, sample.with_raw(&place, number.as_bytes()), &format!("{what} {place} {number}"));
        }
    }
    let deep = [&b"[".repeat(500)[..], &b"]".repeat(500)[..]].concat();
    for place in sample.everything() {
        let at = format!("{what} {place}");
        tried.refused(ask, sample.with_raw(&place, &deep), &at);
        tried.survived(ask, sample.with_raw(&place, b"null"), &at);
        tried.survived(ask, sample.with_raw(&place, b"{}"), &at);
        tried.survived(ask, sample.with_raw(&place, b"[]"), &at);
    }
}

#[test]
fn no_endpoint_takes_a_nul_in_its_address_and_no_address_breaks_one() {
    let app = TestApp::start();
    let member = app.join("13410000001").number;
    let key = app.till("wukang").key;
    let (mut endpoints, mut addresses) = (0, 0);
    for (n, target) in Targets::all().iter().enumerate() {
        let who = Attacker::new(&app, &member, &key, target.caller, 100 + n);
        let what = format!("{} {}", target.method, target.path);
        let mut send = |path: &str| {
            addresses += 1;
            let ask = who.ask(target.method, path);
            // What changes nothing: a body that no write takes.
            if target.method == "GET" { ask.send() } else { ask.json(&json!([])).send() }
        };
        for id in ["%00", "7%00", "a%00b"].iter().filter(|_| target.path.contains("{id}")) {
            send(&target.path.replace("{id}", id)).refused(404, "not_found");
        }
        let path = target.path.replace("{id}", "7");
        for query in ["after=%00", "%00", "x=1&after=7%00", "lines=%00&code=%00"] {
            send(&format!("{path}?{query}")).refused(422, "invalid_fields");
        }
        // What is not known in it, a key twice, and what a write asks for in its address.
        let mut queries = vec!["kein=1", "Kein", "kein=1&kein=1"];
        queries.extend((target.method != "GET").then_some("everywhere=true&phone=13800000000&code=123456"));
        for query in queries {
            let refused = send(&format!("{path}?{query}")).refused(422, "invalid_fields");
            assert!(refused.text().contains("query."), "{what}?{query}: {}", refused.text());
        }
        for odd in
            ["%ff", "%c3%28", "%ed%a0%80", "-1", "0", "99999999999999999999", "9223372036854775807", "%27", "%2500"]
        {
            for path in [target.path.replace("{id}", odd), format!("{path}?after={odd}&code={odd}&{odd}={odd}")] {
                let reply = send(&path);
                assert!(reply.status < 500, "{what} {path}: {}", reply.text());
            }
        }
        endpoints += 1;
    }
    println!("{endpoints} endpoints, {addresses} addresses");
    for path in ["/?a=%00", "/me/receipts/%00", "/s/%00", "/pictures/%00.svg", "/%00"] {
        assert!((400..500).contains(&app.get(path).status), "{path}");
    }
}

/// Of every write, bodies with one object written wrong.
struct Written<'a> {
    document: &'a Value,
    member: &'a str,
    found: Vec<(Target, Vec<(Wrong, String)>)>,
}

impl Visitor for Written<'_> {
    fn visit<E: Endpoint>(&mut self) {
        if E::METHOD == Method::Get {
            return;
        }
        let target = Target { method: E::METHOD.name(), path: E::PATH, caller: E::CALLER };
        let body = target.sample(self.document, self.member).body;
        let request: E::Request = serde_json::from_value(body).unwrap();
        // In the order in which the type has its fields, which is that of the values in an array.
        let ordered: Ordered = serde_json::from_str(&serde_json::to_string(&request).unwrap()).unwrap();
        let all = [Wrong::ByPosition, Wrong::Twice, Wrong::TwiceEscaped];
        let bodies = all.into_iter().flat_map(|how| ordered.wrong(how).into_iter().map(move |body| (how, body)));
        self.found.push((target, bodies.collect()));
    }
}

#[test]
fn no_object_is_taken_from_an_array_and_none_has_a_key_twice() {
    let app = TestApp::start();
    let document = app.get("/api/v1/openapi.json").expect(200).json;
    let member = app.join("13410000003").number;
    let key = app.till("wukang").key;
    let mut written = Written { document: &document, member: &member, found: Vec::new() };
    each_endpoint(&mut written);
    let mut tried = Tried::default();
    for (n, (target, bodies)) in written.found.iter().enumerate() {
        let who = Attacker::new(&app, &member, &key, target.caller, 200 + n);
        let ask = who.ask(target.method, &target.path.replace("{id}", "7"));
        for (how, body) in bodies {
            let reply = tried.refused(&ask, body.as_str(), &format!("{} {how:?} {body}", target.path));
            if !matches!(how, Wrong::ByPosition) {
                assert!(reply.text().contains("twice"), "{}", reply.text());
            }
        }
    }
    println!("{} writes, {} bodies, all of them refused as malformed", written.found.len(), tried.refused);
    assert!(tried.refused > 2 * written.found.len());
}

/// Every write, four times at once under one key: done once, answered four times the same.
#[test]
fn a_double_tap_does_nothing_twice_whatever_is_tapped() {
    let app = TestApp::start();
    let document = app.get("/api/v1/openapi.json").expect(200).json;
    let member = app.join("13410000004").number;
    let key = app.till("wukang").key;
    let mut taps = 0;
    for (n, target) in Targets::writes().iter().enumerate() {
        let who = Attacker::new(&app, &member, &key, target.caller, 300 + n);
        let body = target.sample(&document, &member).body;
        let ask = who.ask(target.method, &target.path.replace("{id}", "7")).json(&body);
        let replies = at_once((0..4).map(|_| || ask.send()));
        taps += replies.len();
        let what = format!("{} {}", target.method, target.path);
        let said = |reply: &Reply| {
            let mut json = reply.json.clone();
            json.as_object_mut().map(|all| all.remove("request_id"));
            (reply.status, json)
        };
        let first = said(&replies[0]);
        let later = matches!(first.0, 401 | 408 | 429) || first.0 >= 500;
        let done = replies.iter().filter(|reply| reply.header("idempotency-replayed").is_none()).count();
        if !later && !["/api/v1/me/sign-out", "/api/v1/me/close", "/staff/v1/sign-out"].contains(&target.path) {
            assert_eq!(done, 1, "{what} {}", replies[0].text());
        }
        for reply in &replies {
            assert_eq!(said(reply).0, first.0, "{what}");
            if !later {
                assert_eq!(said(reply), first, "{what}");
            }
        }
    }
    println!("{taps} taps");
}

/// What an old client might leave out travels as an object, and is known to be one.
#[test]
fn a_write_that_asks_for_nothing_takes_an_empty_object() {
    let app = TestApp::start();
    let member = app.join("13410000002");
    let ask = member.ask("POST", "/api/v1/me/check-ins");
    ask.clone().header("content-type", "application/json").raw("").send().refused(400, "malformed_body");
    member.put("/api/v1/me/profile", &json!({ "name": "阿茶", "birthday": null })).expect(200);
    for wipes in ["", "{\"nam\":\"x\"}", "{\"name\":\"x\",\"birthdy\":null}"] {
        let put = member.ask("PUT", "/api/v1/me/profile").header("content-type", "application/json").raw(wipes);
        put.send().refused(400, "malformed_body");
    }
    assert_eq!(member.card()["name"], Value::from("阿茶"));
    ask.json(&json!({})).send().expect(200);
}
