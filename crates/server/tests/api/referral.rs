//! `/api/v1/me/referral` and `/api/v1/referrals/{code}`: links, binds, what becomes of them and what they bring. What is refused is
//! `referral::refused`, gifts, months and teams are `referral::won`, any order of everything `referral::attribution`.

mod attribution;
mod refused;
mod won;

use crate::coupons::{count, everything_adds_up, held, state};
use crate::support::{Ask, Member, Reply, TestApp, at_once, brand, joining};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;

pub const PATH: &str = "/api/v1/me/referral";
/// So many days after a purchase it is settled.
const SETTLED: i64 = 8;

/// A browser that keeps its cookies.
pub struct Browser<'a> {
    app: &'a TestApp,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl<'a> Browser<'a> {
    pub fn new(app: &'a TestApp) -> Self {
        Self { app, cookies: RefCell::default() }
    }

    fn ask(&self, method: &str, path: &str) -> Ask {
        let cookies: Vec<String> =
            self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let ask = self.app.ask(method, path);
        if cookies.is_empty() { ask } else { ask.header("cookie", &cookies.join("; ")) }
    }

    fn send(&self, ask: &Ask) -> Reply {
        let reply = ask.send();
        for (_, set) in reply.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, rest) = set.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
            }
        }
        reply
    }

    pub fn get(&self, path: &str) -> Reply {
        self.send(&self.ask("GET", path))
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.send(&self.ask("POST", path).json(body))
    }

    /// Opens a link.
    pub fn opens(&self, code: &str) -> Value {
        self.get(&format!("/api/v1/referrals/{code}")).expect(200).json
    }

    /// Asks for a one-time code here.
    pub fn code_for(&self, phone: &str) -> String {
        let seen = self.app.process.codes(phone).len();
        self.post("/api/v1/one-time-codes", &json!({ "phone": phone })).expect(202);
        let patience = std::time::Instant::now() + std::time::Duration::from_secs(5);
        loop {
            if let Some(code) = self.app.process.codes(phone).get(seen) {
                return code.clone();
            }
            assert!(std::time::Instant::now() < patience, "no code for {phone} was written");
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }

    pub fn joins(&self, phone: &str) -> Member<'a> {
        let code = self.code_for(phone);
        let reply = self.post("/api/v1/members", &joining(phone, &code)).expect(200);
        assert_eq!(reply.json["joined"], true);
        self.signed_in(&reply)
    }

    fn signed_in(&self, reply: &Reply) -> Member<'a> {
        let cookies = self.cookies.borrow();
        let cookie = format!("shuke={}", cookies["shuke"]);
        Member { app: self.app, cookie, number: reply.json["number"].as_str().unwrap().to_owned() }
    }

    fn signs_out(&self) {
        self.cookies.borrow_mut().remove("shuke");
    }
}

pub fn page(member: &Member<'_>) -> Value {
    member.get(PATH).expect(200).json
}

/// The code of a member's link.
pub fn code(member: &Member<'_>) -> String {
    page(member)["code"].as_str().unwrap().to_owned()
}

/// Somebody who joins by a member's link in a browser of their own.
pub fn brought<'a>(app: &'a TestApp, inviter: &Member<'_>, phone: &str) -> Member<'a> {
    let browser = Browser::new(app);
    browser.opens(&code(inviter));
    browser.joins(phone)
}

fn friend(inviter: &Member<'_>) -> Value {
    page(inviter)["friends"][0].clone()
}

/// The project's brand with something of its referral written differently.
fn policy(from: &str, to: &str) -> String {
    let policy = std::fs::read_to_string(brand()).unwrap();
    assert!(policy.contains(from), "{from}");
    policy.replacen(from, to, 1)
}

fn notes(member: &Member<'_>) -> Vec<String> {
    let inbox = member.get("/api/v1/me/inbox").expect(200).json;
    let all = inbox["messages"].as_array().unwrap().iter();
    all.filter_map(|one| one["what"]["text"]["zh"].as_str().map(str::to_owned)).collect()
}

fn named(member: &Member<'_>, name: &str) {
    member.put("/api/v1/me/profile", &json!({ "name": name, "birthday": null })).expect(200);
}

#[test]
fn both_get_theirs_once_the_friend_has_bought_enough_and_kept_it() {
    let app = TestApp::start();
    let (inviter, till) = (app.join("18810000001"), app.till("wukang"));
    let friend = brought(&app, &inviter, "18810000002");
    named(&friend, "王小明");
    let until = app.today().plus_days(30).to_string();
    let seen = self::friend(&inviter);
    assert_eq!(seen["state"], json!({ "state": "bound", "until": until }));
    assert_eq!((&seen["name"], &seen["reward"]["points"]), (&json!("王**"), &json!(200)));
    assert_eq!(page(&friend)["brought_by"]["reward"]["coupon"]["zh"], "朋友见面券");

    till.sell(&friend.number, "1", 2_000);
    let too_little = json!({ "state": "bought", "paid": 2_000, "missing": 1_000, "until": until });
    assert_eq!(self::friend(&inviter)["state"], too_little);
    till.sell(&friend.number, "2", 3_000);
    let (today, settled) = (app.today(), app.today().plus_days(7));
    let settling = json!({ "state": "settling", "bought": today.to_string(), "until": settled.to_string() });
    assert_eq!((&self::friend(&inviter)["state"], &page(&friend)["brought_by"]["state"]), (&settling, &settling));
    let (before, bought) = (inviter.points(), friend.points());

    app.advance_days(SETTLED - 1);
    assert_eq!((page(&inviter)["confirmed"].clone(), inviter.points()), (json!(0), before), "still settling");
    app.advance_days(1);
    let seen = page(&inviter);
    let confirmed =
        json!({ "state": "confirmed", "bought": today.to_string(), "since": settled.plus_days(1).to_string() });
    assert_eq!((&seen["friends"][0]["state"], &seen["friends"][0]["given"]), (&confirmed, &json!(true)));
    assert_eq!((inviter.points() - before, friend.points() - bought), (200, 100));
    assert_eq!((count(&friend, "friend-8"), count(&inviter, "friend-8")), (1, 0));
    page(&friend);
    page(&inviter);
    assert_eq!((inviter.points() - before, friend.points() - bought), (200, 100), "given once");

    let newest = &inviter.get("/api/v1/me/ledger").expect(200).json["entries"][0];
    assert_eq!((&newest["kind"], &newest["about"]["zh"]), (&json!("referred"), &json!("王**")));
    assert_eq!(notes(&inviter), ["朋友买了并且留下了，200 分到账", "王**通过你的链接加入了"]);
    assert!(notes(&friend)[0].contains("100 分到账"), "{:?}", notes(&friend));
    let export = inviter.get("/api/v1/me/export").expect(200).json;
    assert_eq!(export["more"]["referral"]["friends"][0]["name"], "王**");
    everything_adds_up(&app);
}

#[test]
fn what_time_has_done_is_shown_at_once_and_booked_without_anybody_looking() {
    let app = TestApp::start();
    let (inviter, till) = (app.join("18810000003"), app.till("wukang"));
    let friend = brought(&app, &inviter, "18810000004");
    till.sell(&friend.number, "1", 3_000);
    app.advance_days(SETTLED);
    let app = app.start_again("TERM");
    let standing = "SELECT COUNT(*) FROM referral_rewards WHERE undone_at IS NULL";
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while app.place.number(standing) < 2 {
        assert!(std::time::Instant::now() < patience, "the job has not given what is due");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

#[test]
fn a_return_within_the_time_removes_the_bind_and_says_why() {
    let app = TestApp::start();
    let (inviter, till) = (app.join("18810000005"), app.till("wukang"));
    let friend = brought(&app, &inviter, "18810000006");
    let purchase = till.sell(&friend.number, "1", 5_000);
    app.advance_days(3);
    till.refund(&purchase, "1-part", 2_000).expect(201);
    assert_eq!(self::friend(&inviter)["state"]["state"], "settling", "enough is left");
    till.refund(&purchase, "1-rest", 1).expect(201);
    let removed = json!({ "state": "removed", "why": "returned", "on": app.today().to_string() });
    assert_eq!((&self::friend(&inviter)["state"], &page(&friend)["brought_by"]["state"]), (&removed, &removed));
    till.sell(&friend.number, "2", 9_000);
    app.advance_days(30);
    assert_eq!(self::friend(&inviter)["state"], removed, "the first purchase decides");
    assert_eq!((inviter.points(), page(&inviter)["confirmed"].clone()), (0, json!(0)));
    assert!(notes(&inviter)[0].contains("第一次买的退了"), "{:?}", notes(&inviter));
}

#[test]
fn a_return_after_that_takes_back_what_was_given_and_what_was_spent_is_a_debt_that_is_seen() {
    let app = TestApp::start();
    let (inviter, till) = (app.join("18810000007"), app.till("wukang"));
    let friend = brought(&app, &inviter, "18810000008");
    let purchase = till.sell(&friend.number, "1", 5_000);
    app.advance_days(SETTLED);
    page(&inviter);
    assert_eq!((inviter.points(), state(&friend, "friend-8").as_str()), (200, "available"));
    crate::coupons::claim(&inviter, "tea-20").refused(409, "price_changed");
    inviter.post("/api/v1/me/coupons", &json!({ "template": "tea-20", "points": 200 })).expect(200);
    till.refund(&purchase, "1-back", 5_000).expect(201);
    let card = inviter.card();
    assert_eq!((&card["points"], &card["debt"]), (&json!(-200), &json!(200)));
    let seen = self::friend(&inviter);
    assert_eq!((&seen["given"], &seen["taken_back"]), (&json!(false), &json!(true)));
    assert_eq!((state(&friend, "friend-8").as_str(), friend.points()), ("void", 0));
    assert!(notes(&inviter).iter().any(|note| note.contains("收回 200 分")), "{:?}", notes(&inviter));
    everything_adds_up(&app);
}

#[test]
fn nothing_in_time_and_a_friend_who_leaves_are_removed_and_the_reason_is_told() {
    let app = TestApp::start();
    let inviter = app.join("18810000009");
    let (late, gone) = (brought(&app, &inviter, "18810000010"), brought(&app, &inviter, "18810000011"));
    app.till("wukang").sell(&gone.number, "1", 9_000);
    gone.post("/api/v1/me/close", &json!({ "last_four": &gone.number[9..] })).expect(200);
    let left = json!({ "state": "removed", "why": "friend_left", "on": app.today().to_string() });
    assert_eq!((&friend(&inviter)["state"], &friend(&inviter)["name"]), (&left, &json!("")));
    app.advance_days(31);
    let too_late = json!({ "state": "removed", "why": "too_late", "on": app.today().to_string() });
    assert_eq!(page(&inviter)["friends"][1]["state"], too_late);
    assert_eq!(page(&late)["brought_by"]["state"], too_late);
    let told = notes(&inviter);
    assert!(told[0].contains("期限内没有买够") && told.iter().any(|note| note.contains("注销了会员")), "{told:?}");
    assert_eq!((inviter.points(), app.place.number("SELECT COUNT(*) FROM referral_rewards")), (0, 0));
}

#[test]
fn a_bind_survives_the_way_from_the_link_over_another_browser_and_back() {
    let app = TestApp::start();
    let inviter = app.join("18810000012");
    let link = code(&inviter);
    // The page itself is enough, before any script runs; it may be loaded anew, and left for the start and come back to.
    let in_wechat = Browser::new(&app);
    in_wechat.get(&format!("/r/{}", link.to_uppercase())).expect(200);
    in_wechat.get("/sign-in").expect(200);
    in_wechat.get(&format!("/r/{link}")).expect(200);
    in_wechat.code_for("18810000013");
    // The same number in another browser, an hour later.
    app.advance(TimeDelta::hours(1));
    let elsewhere = Browser::new(&app);
    let joined = elsewhere.joins("18810000013");
    assert_eq!(page(&joined)["brought_by"]["state"]["state"], "bound");
    assert_eq!(page(&inviter)["friends"].as_array().unwrap().len(), 1);
    // The browser that was left brings one, and what was used up is worth nothing when it is sent again.
    in_wechat.joins("18810000014");
    assert_eq!(page(&inviter)["friends"].as_array().unwrap().len(), 2);
    in_wechat.signs_out();
    let replayed = in_wechat.joins("18810000021");
    assert_eq!(page(&replayed)["brought_by"], json!(null));
    assert_eq!(page(&inviter)["friends"].as_array().unwrap().len(), 2);
}

#[test]
fn of_several_links_the_one_that_was_opened_last_counts() {
    let app = TestApp::start();
    let (first, second) = (app.join("18810000015"), app.join("18810000016"));
    let browser = Browser::new(&app);
    browser.opens(&code(&first));
    app.advance(TimeDelta::seconds(5));
    browser.opens(&code(&second));
    browser.joins("18810000017");
    assert_eq!((page(&first)["friends"].clone(), page(&second)["pending"].clone()), (json!([]), json!(1)));
}

#[test]
fn a_link_shows_the_first_name_only_to_who_agreed_to_it_and_a_code_is_read_as_it_is_typed() {
    let app = TestApp::start();
    let inviter = app.join("18810000018");
    named(&inviter, "王小明");
    let link = code(&inviter);
    assert_eq!((page(&inviter)["name"].clone(), page(&inviter)["shows_name"].clone()), (json!("小明"), json!(false)));
    let guest = Browser::new(&app);
    assert_eq!(guest.opens(&link)["name"], json!(null));
    inviter.put(PATH, &json!({ "shows_name": true })).expect(200);
    let seen = guest.opens(&format!("{}-{}", link[..4].to_uppercase(), &link[4..]));
    assert_eq!((&seen["name"], &seen["looks"], &seen["code"]), (&json!("小明"), &json!("guest"), &json!(link)));
    assert_eq!(seen["join_until"], app.today().plus_days(30).to_string());
    for secret in ["王小明", inviter.number.as_str(), "18810000018"] {
        assert!(!seen.to_string().contains(secret), "{secret}");
    }
    inviter.put(PATH, &json!({ "shows_name": false })).expect(200);
    assert_eq!(guest.opens(&link)["name"], json!(null));
}

#[test]
fn the_page_says_where_it_is_passed_on_who_invites_to_what_and_shows_a_small_picture() {
    let app = TestApp::start();
    let inviter = app.join("18810000022");
    named(&inviter, "<img src=x onerror=alert(1)>");
    inviter.put(PATH, &json!({ "shows_name": true })).expect(200);
    let page = Browser::new(&app).get(&format!("/r/{}", code(&inviter))).expect(200).text();
    for said in [
        "property=\"og:title\" content=\"&lt;img",
        "property=\"og:description\" content=\"给你：100 积分",
        "/share.png\"",
    ] {
        assert!(page.contains(said), "{said} is missing in {page}");
    }
    assert!(!page.contains("<img src=x"), "{page}");
    let picture = app.get("/share.png").expect(200);
    assert_eq!(picture.header("content-type"), Some("image/png"));
    assert!(picture.bytes.len() < 100_000 && picture.bytes.starts_with(b"\x89PNG"));
    assert!(!app.get("/").text().contains("og:title"));
}

#[test]
fn a_forged_code_leads_nowhere_and_guessing_is_slowed_down() {
    let app = TestApp::start();
    let guest = Browser::new(&app);
    for forged in ["k7m2p9xl", "x", "%2e%2e", "k7m2p9x%00"] {
        let status = guest.get(&format!("/api/v1/referrals/{forged}")).status;
        assert!([404, 400].contains(&status), "{forged}: {status}");
    }
    assert!(guest.cookies.borrow().is_empty(), "nothing was opened");
    let refused = (0..40).find(|_| guest.get("/api/v1/referrals/k7m2p9xl").status == 429);
    assert!(refused.is_some());
    let joined = guest.joins("18810000019");
    assert_eq!(page(&joined)["brought_by"], json!(null));
}

#[test]
fn sixty_four_join_by_one_link_at_once_and_each_is_bound_once() {
    let place = crate::support::Place::new();
    place.apply(&policy("per_month = 20", "per_month = 50"));
    let limits = ["HOUR", "UNUSED_HOUR", "UNUSED_DAY"].map(|limit| format!("SHUKE_CODES_ADDRESS_{limit}"));
    let app = TestApp::start_in(place, &limits.each_ref().map(|limit| (limit.as_str(), "1000")));
    let inviter = app.join("18820000000");
    let link = code(&inviter);
    let browsers: Vec<(String, String, String)> = (1..=64)
        .map(|n| {
            let (browser, phone) = (Browser::new(&app), format!("188200001{n:02}"));
            browser.opens(&link);
            let code = browser.code_for(&phone);
            let cookies = browser.cookies.borrow();
            (phone, code, format!("shuke-visit={}; shuke-device={}", cookies["shuke-visit"], cookies["shuke-device"]))
        })
        .collect();
    let statuses = at_once(browsers.iter().map(|(phone, code, cookies)| {
        let app = &app;
        move || app.ask("POST", "/api/v1/members").header("cookie", cookies).json(&joining(phone, code)).send().status
    }));
    assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
    let numbers = [
        ("SELECT COUNT(*) FROM referral_binds", 50),
        ("SELECT COUNT(DISTINCT member_id) FROM referral_binds", 50),
        ("SELECT COUNT(*) FROM referral_refusals WHERE why = 'limit'", 14),
        ("SELECT COUNT(*) FROM referral_openings", 0),
    ];
    for (sql, expected) in numbers {
        assert_eq!(app.place.number(sql), expected, "{sql}");
    }
    assert_eq!(page(&inviter)["pending"], 50);
}

#[test]
fn without_referral_in_the_policy_there_are_no_links_and_joining_is_as_ever() {
    let place = crate::support::Place::new();
    let policy = std::fs::read_to_string(brand()).unwrap();
    let (before, rest) = policy.split_once("# Bring a friend").unwrap();
    let (_, after) = rest.split_once("[[coupons]]").unwrap();
    place.apply(&format!("{before}[[coupons]]{after}"));
    let app = TestApp::start_in(place, &[]);
    let browser = Browser::new(&app);
    let member = browser.joins("18810000020");
    member.get(PATH).refused(404, "referral_off");
    app.get("/api/v1/referrals/k7m2p9xl").refused(404, "referral_off");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM referral_seen"), 0, "nothing is kept that nobody needs");
    assert!(held(&member, "friend-8").is_none());
}

#[test]
fn a_number_stands_for_its_browser_for_two_hours_and_the_link_that_was_opened_last_counts() {
    let app = TestApp::start();
    let (first, second) = (app.join("18810000091"), app.join("18810000092"));
    let brought = |member: &Member<'_>| page(member)["friends"].as_array().unwrap().len();
    // Opened earlier, asked for a code later: the other one was opened last.
    let (one, other) = (Browser::new(&app), Browser::new(&app));
    one.opens(&code(&first));
    app.advance(TimeDelta::minutes(1));
    other.opens(&code(&second));
    other.code_for("18810000093");
    app.wait_for_next_code();
    one.code_for("18810000093");
    app.wait_for_next_code();
    Browser::new(&app).joins("18810000093");
    assert_eq!((brought(&first), brought(&second)), (0, 1));
    // Anybody can ask for a code with a number that is not theirs.
    other.opens(&code(&second));
    other.code_for("18810000094");
    app.advance(TimeDelta::hours(3));
    Browser::new(&app).joins("18810000094");
    assert_eq!((brought(&first), brought(&second)), (0, 1));
    app.place.run(&["audit"]);
}

#[test]
fn of_sixty_four_friends_who_join_by_one_link_at_once_each_is_bound_once_or_told_why() {
    const FRIENDS: usize = 64;
    let app = TestApp::start();
    let inviter = app.join("18890000000");
    let link = code(&inviter);
    let hash = shuke_server::secrets::hash(&["code", "salt", "123456"]);
    // As if each had asked for a code from an address of their own.
    let friends: Vec<(String, Browser<'_>)> = (1..=FRIENDS)
        .map(|n| {
            let (phone, browser) = (format!("188900000{n:02}"), Browser::new(&app));
            browser.opens(&link);
            app.place.sql(&format!(
                "INSERT INTO one_time_codes (id, phone, address, salt, code_hash, sent_at, expires_at) \
                 VALUES ({}, '{phone}', '', 'salt', '{hash}', 0, 9000000000000000)",
                1_000 + n
            ));
            (phone, browser)
        })
        .collect();
    // Each sends it twice, as a thumb that is not sure does.
    let joins = friends.iter().flat_map(|(phone, browser)| {
        let ask = browser.ask("POST", "/api/v1/members").key(&format!("join-{phone}")).json(&joining(phone, "123456"));
        [ask.clone(), ask].map(|ask| move || ask.send())
    });
    for reply in at_once(joins) {
        assert!(reply.status == 200 || reply.status == 409, "{}", reply.text());
    }
    // Twenty a month, whoever comes first; each of the others is told why.
    assert_eq!(app.place.number("SELECT COUNT(*) FROM members"), 65);
    assert_eq!(app.place.number("SELECT COUNT(DISTINCT member_id) FROM referral_binds"), 20);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM referral_binds"), 20);
    assert_eq!(app.place.number("SELECT COUNT(DISTINCT member_id) FROM referral_refusals WHERE why = 'limit'"), 44);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM referral_refusals"), 44);
    app.place.sql("DELETE FROM one_time_codes WHERE id > 1000");
    app.place.run(&["audit"]);
}
