//! Signing in inside WeChat, linking, and what pages are told: against a double that is as strict as WeChat describes itself.

mod hostile;
mod pushed;
mod tickets;

use crate::support::http::{Ask, Reply};
use crate::support::{CLOCK_OFFSET, Member, Place, Process, TestApp, brand};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shuke_wechat_double::{Double, Mood, Person, person};
use std::cell::RefCell;

pub const ANDROID: &str = "Mozilla/5.0 (Linux; Android 14; PGT-AN10 Build/HONORPGT-AN10; wv) AppleWebKit/537.36 (KHTML, like Gecko) \
    Version/4.0 Chrome/126.0.6478.188 Mobile Safari/537.36 XWEB/1260117 MMWEBSDK/20240501 MMWEBID/2247 \
    MicroMessenger/8.0.50.2701(0x2800325B) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64";

/// A server whose brand has an account of WeChat's.
pub fn start() -> (TestApp, Double) {
    start_with(&[])
}

pub fn start_with(more: &[(&str, &str)]) -> (TestApp, Double) {
    let double = Double::start().unwrap();
    let place = Place::new();
    place.run(&["apply", brand().to_str().unwrap()]);
    (on(place, &double, more), double)
}

/// One identity of a member's is taken along by another one, who joins with this number, and another one is linked.
pub fn taken_along_and_linked(app: &TestApp, double: &Double, member: &Member<'_>, phone: &str) {
    let own = Phone::of(member);
    double.is(person("o-away"));
    own.open("POST", "/wechat/link");
    let other = Phone::new(&app.process.base);
    other.joins(app, phone);
    other.open("POST", "/wechat/link");
    other.post("/api/v1/me/wechat/move", &json!({})).expect(200);
    double.is(person("o-own"));
    own.open("POST", "/wechat/link");
    assert_eq!(own.linked().len(), 1);
}

/// A place in which identities were linked and taken along, and pages told.
/// At the time of a server whose clock is so many seconds ahead.
pub fn lived(place: Place, ahead: i64) -> Place {
    let double = Double::start().unwrap();
    let app = on(place, &double, &[(CLOCK_OFFSET, &ahead.to_string())]);
    let (phone, _) = linked(&app, &double, "13440000091", "o-one");
    let second = Phone::new(&app.process.base);
    second.joins(&app, "13440000092");
    for taker in [&second, &phone, &second, &phone] {
        taker.open("POST", "/wechat/link");
        taker.post("/api/v1/me/wechat/move", &json!({})).expect(200);
    }
    double.is(person("o-two"));
    phone.open("POST", "/wechat/link");
    tickets::told(&phone, &app.process.base, "/");
    app.stop()
}

fn on(place: Place, double: &Double, more: &[(&str, &str)]) -> TestApp {
    let settings = double.settings();
    let settings: Vec<(&str, &str)> =
        settings.iter().map(|(name, value)| (*name, value.as_str())).chain(more.iter().copied()).collect();
    let app = TestApp::start_in(place, &settings);
    double.allow(host(&app.process.base));
    app
}

pub fn host(base: &str) -> &str {
    base.split_once("://").unwrap().1
}

/// A phone on which pages are opened inside WeChat: it keeps cookies, and goes where it is led.
pub struct Phone {
    base: String,
    agent: &'static str,
    cookies: RefCell<Vec<(String, String)>>,
}

impl Phone {
    pub fn new(base: &str) -> Self {
        Self { base: base.to_owned(), agent: ANDROID, cookies: RefCell::default() }
    }

    /// On which this member is signed in.
    pub fn of(member: &Member<'_>) -> Self {
        let phone = Self::new(&member.app.process.base);
        let (name, value) = member.cookie.split_once('=').unwrap();
        phone.cookies.borrow_mut().push((name.to_owned(), value.to_owned()));
        phone
    }

    pub fn cookies(&self) -> String {
        let cookies = self.cookies.borrow();
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    pub fn has(&self, cookie: &str) -> bool {
        self.cookies.borrow().iter().any(|(name, _)| name == cookie)
    }

    pub fn forget(&self, cookie: &str) {
        self.cookies.borrow_mut().retain(|(name, _)| name != cookie);
    }

    pub fn asking(&self, method: &str, address: &str) -> Ask {
        let url = if address.starts_with('/') { format!("{}{address}", self.base) } else { address.to_owned() };
        Ask::new(method, url).header("user-agent", self.agent).header("cookie", &self.cookies())
    }

    pub fn take(&self, reply: &Reply) {
        for (_, cookie) in reply.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.forget(name);
            if !value.is_empty() {
                self.cookies.borrow_mut().push((name.to_owned(), value.to_owned()));
            }
        }
    }

    /// One step: cookies are kept, nothing is followed.
    pub fn step(&self, method: &str, address: &str) -> Reply {
        let reply = self.asking(method, address).send();
        if address.starts_with('/') || address.starts_with(&self.base) {
            self.take(&reply);
        }
        reply
    }

    /// Goes where it is led, and says where that was.
    pub fn open(&self, method: &str, address: &str) -> (String, Reply) {
        let (mut method, mut address) = (method, address.to_owned());
        for _ in 0..6 {
            let reply = self.step(method, &address);
            match reply.header("location") {
                Some(to) if reply.status == 302 => address = to.split('#').next().unwrap().to_owned(),
                _ => return (address.strip_prefix(&self.base).unwrap_or(&address).to_owned(), reply),
            }
            method = "GET";
        }
        panic!("led around in a circle: {address}");
    }

    /// Joins or signs in as people do, by a one-time code.
    pub fn joins(&self, app: &TestApp, phone: &str) -> String {
        let code = app.code_for(phone);
        let joining = crate::support::joining(phone, &code);
        let reply = self.asking("POST", "/api/v1/members").json(&joining).send().expect(200);
        self.take(&reply);
        reply.json["number"].as_str().unwrap().to_owned()
    }

    pub fn get(&self, path: &str) -> Reply {
        self.asking("GET", path).send()
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.asking("POST", path).json(body).send()
    }

    /// What came of asking WeChat in this browser.
    pub fn asked(&self) -> Value {
        self.get("/api/v1/boot").expect(200).json["wechat"]["asked"].clone()
    }

    /// The member whose card it shows.
    pub fn number(&self) -> Option<String> {
        self.get("/api/v1/boot").expect(200).json["card"]["number"].as_str().map(str::to_owned)
    }

    pub fn linked(&self) -> Vec<Value> {
        self.get("/api/v1/me/wechat").expect(200).json["linked"].as_array().unwrap().clone()
    }
}

/// Somebody who joined on this phone and linked the WeChat that is used on it.
pub fn linked(app: &TestApp, double: &Double, phone: &str, openid: &str) -> (Phone, String) {
    double.is(person(openid));
    let browser = Phone::new(&app.process.base);
    let number = browser.joins(app, phone);
    assert_eq!(browser.open("POST", "/wechat/link").0, "/me/wechat");
    assert_eq!(browser.linked().len(), 1);
    (browser, number)
}

#[test]
fn a_guest_is_asked_nothing_once_and_stays_a_guest_whom_nobody_knows() {
    let (app, double) = start();
    double.is(person("o-stranger"));
    let phone = Phone::new(&app.process.base);
    let (at, page) = phone.open("GET", "/tiers?from=singlemessage&isappinstalled=0");
    assert_eq!((at.as_str(), page.status), ("/tiers", 200), "what WeChat added is gone");
    assert_eq!(phone.asked(), "unlinked");
    assert_eq!((phone.number(), double.asked("GET /connect/oauth2/authorize")), (None, 1));
    phone.step("GET", "/tiers").expect(200);
    assert_eq!(double.asked("GET /connect/oauth2/authorize"), 1, "once for a browser");
    let page = phone.step("GET", "/points").expect(200).text();
    assert!(page.contains("这个微信还没有绑定会员卡"), "the page to sign in on says why");
    for table in ["SELECT COUNT(*) FROM wechat_identities", "SELECT COUNT(*) FROM members"] {
        assert_eq!(app.place.number(table), 0, "{table}");
    }
    assert_eq!(double.wrong(), Vec::<String>::new());
}

#[test]
fn a_known_identity_opens_the_card_on_another_phone_without_a_word() {
    let (app, double) = start();
    let (first, number) = linked(&app, &double, "18730000001", "o-one");
    assert_eq!(first.asked(), "member");
    let other = Phone::new(&app.process.base);
    let (at, page) = other.open("GET", "/points");
    assert_eq!((at.as_str(), page.status, other.number()), ("/points", 200, Some(number.clone())));
    assert!(!page.text().contains("/wechat/sign-in"));
    let shown = other.linked();
    assert_eq!((shown.len(), &shown[0]["here"]), (1, &json!(true)));
    // Where it is signed in they see how it came.
    let sessions = app.place.number("SELECT COUNT(*) FROM sessions");
    assert_eq!(sessions, 2);
    let exported = other.get("/api/v1/me/export").expect(200).json;
    assert_eq!(exported["more"]["wechat"][0]["openid"], "o-one");
    assert_eq!(double.wrong(), Vec::<String>::new());
}

#[test]
fn who_signs_out_is_not_signed_in_again_by_himself_and_can_by_a_tap() {
    let (app, double) = start();
    let (phone, number) = linked(&app, &double, "18730000011", "o-one");
    phone.take(&phone.post("/api/v1/me/sign-out", &json!({ "everywhere": false })).expect(200));
    let before = double.asked("GET /connect/oauth2/authorize");
    phone.step("GET", "/").expect(200);
    let page = phone.step("GET", "/points").expect(200).text();
    assert_eq!((phone.number(), double.asked("GET /connect/oauth2/authorize")), (None, before));
    assert!(page.contains("href=\"/wechat/sign-in\""));
    let tapped = phone.asking("GET", "/wechat/sign-in").header("referer", &app.url("/points?x=1")).send().expect(302);
    phone.take(&tapped);
    let (at, _) = phone.open("GET", tapped.header("location").unwrap().split('#').next().unwrap());
    assert_eq!((at.as_str(), phone.number()), ("/points?x=1", Some(number)), "back where it was tapped");
}

#[test]
fn whoever_is_signed_in_already_is_not_sent_also_after_signing_out() {
    let (app, double) = start();
    double.is(person("o-one"));
    let phone = Phone::new(&app.process.base);
    phone.joins(&app, "18730000021");
    phone.step("GET", "/").expect(200);
    assert!(phone.has("shuke-wechat"));
    phone.forget("shuke");
    phone.step("GET", "/").expect(200);
    assert_eq!(double.asked("GET /connect/oauth2/authorize"), 0);
}

#[test]
fn nothing_is_sent_to_wechat_but_pages_that_people_open_inside_it() {
    let (app, double) = start();
    double.is(person("o-one"));
    let ask = |path: &str, agent: &str, header: (&str, &str)| {
        app.ask("GET", path).header("user-agent", agent).header(header.0, header.1).send().status
    };
    let none = ("accept", "text/html");
    assert_eq!(ask("/", ANDROID, none), 302);
    assert_eq!(ask("/", "Mozilla/5.0 (iPhone) Safari/604.1", none), 200);
    let program = format!("{ANDROID} miniProgram/wx0123456789abcdef");
    assert_eq!(ask("/", &program, none), 200);
    assert_eq!(ask("/", &ANDROID.replace("WeChat/arm64", "wxwork/4.1.26"), none), 200);
    for header in [("sec-fetch-dest", "empty"), ("sec-purpose", "prefetch"), ("purpose", "prefetch")] {
        assert_eq!(ask("/", ANDROID, header), 200, "{header:?}");
    }
    for path in ["/shell", "/staff", "/staff/scan"] {
        assert_eq!(ask(path, ANDROID, none), 200, "{path}");
    }
    assert_eq!(ask("/no-such-page", ANDROID, none), 404);
}

#[test]
fn without_an_account_nothing_of_it_is_to_be_seen() {
    let app = TestApp::start();
    let phone = Phone::new(&app.process.base);
    phone.step("GET", "/").expect(200);
    assert_eq!(phone.cookies(), "");
    let boot = phone.get("/api/v1/boot").expect(200).text();
    assert!(!boot.contains("wechat"), "{boot}");
    phone.get("/wechat/sign-in").refused(404, "wechat_off");
    app.get("/wechat/sign-in").refused(404, "wechat_off");
    phone.get("/wechat/back?code=a&state=b").refused(404, "not_found");
    phone.joins(&app, "18730000031");
    phone.get("/api/v1/me/wechat").refused(404, "wechat_off");
    phone.post("/wechat/link", &json!({})).refused(404, "wechat_off");
    phone.post("/api/v1/me/wechat/move", &json!({})).refused(404, "wechat_off");
    phone.post("/api/v1/me/wechat/1/unlink", &json!({})).refused(404, "wechat_off");
    phone.get("/api/v1/wechat/page?url=http%3A%2F%2Fx%2F&path=%2F").refused(404, "wechat_off");
    assert!(!phone.get("/me").text().contains("/me/wechat"));
}

#[test]
fn one_identity_opens_one_card_and_is_taken_along_only_when_its_owner_says_so() {
    let (app, double) = start();
    let (first, one) = linked(&app, &double, "18730000041", "o-one");
    let second = Phone::new(&app.process.base);
    let two = second.joins(&app, "18730000042");
    second.open("POST", "/wechat/link");
    assert_eq!((second.asked(), second.linked().len()), (json!("others"), 0));
    let page = second.get("/me/wechat").text();
    assert!(page.contains("这个微信绑着另一张卡") && page.contains("改绑到这张卡") && !page.contains(&one), "{page}");
    // Nothing has changed by asking.
    let third = Phone::new(&app.process.base);
    third.open("GET", "/");
    assert_eq!(third.number(), Some(one.clone()));
    first.post("/api/v1/me/wechat/move", &json!({})).refused(409, "wechat_not_asked");
    let moved = second.post("/api/v1/me/wechat/move", &json!({})).expect(200).json;
    assert_eq!((&moved["here"], &moved["linked"][0]["here"]), (&json!("member"), &json!(true)));
    second.post("/api/v1/me/wechat/move", &json!({})).refused(409, "wechat_not_asked");
    let fourth = Phone::new(&app.process.base);
    fourth.open("GET", "/");
    assert_eq!((fourth.number(), first.number()), (Some(two), Some(one)), "a session that stands is not ended by it");
    assert!(first.get("/api/v1/me/inbox").text().contains("改绑到了另一张卡"));
    assert!(!second.get("/api/v1/me/inbox").text().contains("改绑到了另一张卡"));
    assert_eq!(first.linked().len(), 0);
}

#[test]
fn an_offer_to_take_it_along_lapses_and_is_of_its_browser_alone() {
    let (app, double) = start();
    linked(&app, &double, "18730000051", "o-one");
    let second = Phone::new(&app.process.base);
    let number = second.joins(&app, "18730000052");
    second.open("POST", "/wechat/link");
    let elsewhere = app.sign_in_as(&number);
    elsewhere.post("/api/v1/me/wechat/move", &json!({})).refused(409, "wechat_not_asked");
    app.advance(TimeDelta::seconds(11 * 60));
    second.post("/api/v1/me/wechat/move", &json!({})).refused(409, "wechat_not_asked");
    let page = second.get("/me/wechat").text();
    assert!(page.contains("action=\"/wechat/link\"") && !page.contains("改绑到这张卡"), "it can be linked anew");
}

#[test]
fn a_member_links_five_and_unlinks_what_is_theirs() {
    let (app, double) = start();
    let (phone, number) = linked(&app, &double, "18730000061", "o-1");
    for n in 2..=6 {
        double.is(person(&format!("o-{n}")));
        phone.open("POST", "/wechat/link");
    }
    assert_eq!((phone.asked(), phone.linked().len()), (json!("full"), 5));
    let (other, _) = linked(&app, &double, "18730000062", "o-other");
    let id = |phone: &Phone, at: usize| phone.linked()[at]["id"].as_str().unwrap().to_owned();
    let unlink = |phone: &Phone, id: &str| phone.post(&format!("/api/v1/me/wechat/{id}/unlink"), &json!({}));
    unlink(&other, &id(&phone, 0)).refused(404, "not_found");
    unlink(&phone, "x").refused(404, "not_found");
    let first = id(&phone, 0);
    unlink(&phone, &first).expect(200);
    unlink(&phone, &first).refused(404, "not_found");
    double.is(person("o-1"));
    let fresh = Phone::new(&app.process.base);
    fresh.open("GET", "/");
    assert_eq!((fresh.number(), fresh.asked()), (None, json!("unlinked")));
    double.is(person("o-2"));
    let fresh = Phone::new(&app.process.base);
    fresh.open("GET", "/");
    assert_eq!(fresh.number(), Some(number));
}

#[test]
fn who_leaves_takes_every_identity_along() {
    let (app, double) = start();
    let (phone, number) = linked(&app, &double, "18730000071", "o-one");
    phone.post("/api/v1/me/close", &json!({ "last_four": &number[9..] })).expect(200);
    assert_eq!(
        app.place.number("SELECT COUNT(*) FROM wechat_identities WHERE openid IS NOT NULL OR member_id IS NOT NULL"),
        0
    );
    let fresh = Phone::new(&app.process.base);
    fresh.open("GET", "/");
    assert_eq!((fresh.number(), fresh.asked()), (None, json!("unlinked")));
}

#[test]
fn the_same_person_in_two_accounts_of_one_owner_has_one_card() {
    let (app, double) = start();
    let named = |openid: &str| Person { unionid: Some("u-one".to_owned()), ..person(openid) };
    double.is(named("o-one"));
    let phone = Phone::new(&app.process.base);
    let number = phone.joins(&app, "18730000081");
    phone.open("POST", "/wechat/link");
    // Another account of the same owner, on the same data.
    let other = Double::start_as("wx1111111111111111").unwrap();
    let settings = other.settings();
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let second = Process::serve(app.place.serve(&settings));
    other.allow(host(&second.base));
    other.is(named("x-one"));
    let there = Phone::new(&second.base);
    // WeChat names the person across accounts only where it may ask them.
    there.open("GET", "/");
    assert_eq!(there.number(), None);
    let there = Phone::new(&second.base);
    there.joins(&app, "18730000082");
    there.open("POST", "/wechat/link");
    assert_eq!(there.asked(), "others", "the person has a card already");
    let fresh = Phone::new(&second.base);
    fresh.open("GET", "/");
    assert_eq!(fresh.number(), Some(number), "which this account opens, too, from now on");
    assert_eq!([double.wrong(), other.wrong()], [const { Vec::<String>::new() }; 2]);
}

#[test]
fn while_wechat_does_not_answer_everything_else_works() {
    let (app, double) = start();
    let (known, number) = linked(&app, &double, "18730000091", "o-one");
    for mood in [Mood::Down, Mood::Broken, Mood::Errcode(-1), Mood::Slow(std::time::Duration::from_secs(3))] {
        double.feels(Mood::Well);
        app.advance(TimeDelta::seconds(3_600));
        let phone = Phone::new(&app.process.base);
        let away = phone.step("GET", "/tiers").expect(302);
        let back = phone.step("GET", away.header("location").unwrap().split('#').next().unwrap()).expect(302);
        double.feels(mood);
        let (at, page) = phone.open("GET", back.header("location").unwrap());
        assert_eq!((at.as_str(), page.status, phone.asked()), ("/tiers", 200, json!("failed")), "{mood:?}");
        phone.step("GET", "/tiers").expect(200);
        if !matches!(mood, Mood::Errcode(_)) {
            // Nobody else is sent there for a minute.
            Phone::new(&app.process.base).step("GET", "/tiers").expect(200);
        }
        assert_eq!(known.number(), Some(number.clone()));
        assert!(known.step("GET", "/").expect(200).text().contains(&number[9..]));
    }
    double.feels(Mood::Well);
    app.advance(TimeDelta::seconds(61));
    let phone = Phone::new(&app.process.base);
    phone.open("GET", "/");
    assert_eq!(phone.number(), Some(number));
}
