//! `/api/v1/me/coupons` and what is given by itself. Quotes, which use them, are `quotes`.

mod card;
mod given;
mod races;
mod undone;

use crate::support::{Member, Place, Reply, TestApp, block_on, brand, zone};
use crate::till::quotes::use_up;
use chrono::Duration;
use serde_json::{Value, json};
use shuke_rules::{Day, Instant};
use shuke_server::clock::Clock;
use shuke_server::context::Moment;
use shuke_server::secrets::Chance;
use shuke_server::{coupons, routes};

pub const PATH: &str = "/api/v1/me/coupons";
const OFFERS: &str = "/api/v1/me/coupon-offers";

pub fn today() -> Day {
    zone().day_of(chrono::Utc::now())
}

/// The project's brand with more coupons.
fn policy(more: &str) -> String {
    std::fs::read_to_string(brand()).unwrap() + "\n" + more
}

pub fn apply(place: &Place, more: &str) {
    let file = place.directory.join("brand.toml");
    std::fs::write(&file, policy(more)).unwrap();
    place.run(&["apply", file.to_str().unwrap()]);
}

/// A server whose policy has more coupons than the project's brand.
pub fn start_with_coupons(more: &str) -> TestApp {
    let place = Place::new();
    apply(&place, more);
    TestApp::start_in(place, &[])
}

/// A coupon of the policy: an id, and its other keys.
pub fn template(id: &str, keys: &str) -> String {
    format!("[[coupons]]\nid = \"{id}\"\nname = {{ zh = \"{id}\", en = \"{id}\" }}\ngroup = \"{id}\"\n{keys}\n")
}

/// ¥10 off, to be claimed, as often as a test does where nothing else is said.
pub fn ten(id: &str, keys: &str, claim: &str) -> String {
    let has_end = keys.contains("per_member") || keys.contains("stock") || claim.contains("points");
    let end = if has_end { "" } else { "per_member = 99" };
    template(id, &format!("effect = {{ kind = \"amount_off\", yuan = 10 }}\n{keys}\n{end}\nclaim = {{ {claim} }}"))
}

pub fn wallet(member: &Member<'_>) -> Vec<Value> {
    member.get(PATH).expect(200).json["coupons"].as_array().unwrap().clone()
}

/// The first coupon of a template.
pub fn held(member: &Member<'_>, template: &str) -> Option<Value> {
    wallet(member).into_iter().find(|coupon| coupon["terms"]["id"] == template)
}

pub fn state(member: &Member<'_>, template: &str) -> String {
    held(member, template).map_or("none".to_owned(), |coupon| coupon["state"]["state"].as_str().unwrap().to_owned())
}

pub fn count(member: &Member<'_>, template: &str) -> usize {
    wallet(member).iter().filter(|coupon| coupon["terms"]["id"] == template).count()
}

pub fn claim(member: &Member<'_>, template: &str) -> Reply {
    member.post(PATH, &json!({ "template": template }))
}

fn offer(member: &Member<'_>, template: &str) -> Option<Value> {
    let offers = member.get(OFFERS).expect(200).json;
    offers["offers"].as_array().unwrap().iter().find(|offer| offer["terms"]["id"] == template).cloned()
}

/// What is noted agrees with itself.
pub fn everything_adds_up(app: &TestApp) {
    let zero = |what: &str, sql: &'static str| assert_eq!(app.place.number(sql), 0, "{what}");
    zero(
        "templates of which another number was given than is noted",
        "SELECT COUNT(*) FROM coupon_templates t WHERE t.taken <> (SELECT COUNT(*) FROM coupons c WHERE c.template_id = t.id)",
    );
    zero(
        "coupons half locked or half used",
        "SELECT COUNT(*) FROM coupons WHERE (quote_id IS NULL) <> (locked_until IS NULL) \
         OR (used_by IS NULL) <> (used_at IS NULL) OR (used_at IS NOT NULL AND quote_id IS NOT NULL)",
    );
    zero(
        "coupons of tasks that were undone which are the member's all the same",
        "SELECT COUNT(*) FROM coupons c JOIN task_claims t ON t.member_id = c.member_id \
         AND c.key = 'task:' || t.task || ':' || t.period || ':' || CAST(t.n AS TEXT) \
         WHERE t.undone_at IS NOT NULL AND c.undone_at IS NULL",
    );
    assert!(!app.place.run(&["ledger", "verify"]).contains("wrong"));
}

#[test]
fn who_joins_has_the_new_members_pack_at_once_and_once() {
    let app = TestApp::start();
    let member = app.join("18610000001");
    let first = held(&member, "first-order").unwrap();
    let last = today().plus_days(30).to_string();
    assert_eq!((&first["first"], &first["last"]), (&json!(today().to_string()), &json!(last)));
    assert_eq!((&first["state"]["state"], &first["tier_reached"]), (&json!("available"), &json!(true)));
    assert_eq!((count(&member, "welcome-pack"), count(&member, "first-order")), (1, 1));
    app.wait_for_next_code();
    let code = app.code_for("18610000001");
    let again = app.post("/api/v1/members", &crate::support::joining("18610000001", &code)).expect(200);
    assert_eq!((again.json["joined"].clone(), wallet(&member).len()), (json!(false), 2));
    everything_adds_up(&app);
}

#[test]
fn a_tier_gives_its_quota_and_a_higher_one_what_is_missing_to_its_own() {
    let app = TestApp::start();
    let member = app.join("18610000002");
    let till = app.till("wukang");
    assert_eq!(count(&member, "three-one"), 0);
    till.sell(&member.number, "1", 49_900);
    assert_eq!(count(&member, "three-one"), 1);
    till.sell(&member.number, "2", 50_000);
    assert_eq!(count(&member, "three-one"), 3, "达人 has three in all");
    till.sell(&member.number, "3", 100_000);
    assert_eq!(count(&member, "three-one"), 4, "and 红人 one a month besides");
    assert_eq!(count(&member, "three-one"), 4);
    everything_adds_up(&app);
}

#[test]
fn what_a_tier_gave_goes_with_it_when_a_refund_undoes_it_and_comes_back_with_it() {
    let app = TestApp::start();
    let member = app.join("18610000003");
    let till = app.till("wukang");
    let sale = till.sell(&member.number, "1", 49_900);
    assert_eq!(state(&member, "three-one"), "available");
    till.refund(&sale, "r1", 100).expect(201);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM coupons WHERE voided_at IS NOT NULL"), 1, "at the refund");
    assert_eq!(state(&member, "three-one"), "void");
    till.sell(&member.number, "2", 100);
    assert_eq!((state(&member, "three-one").as_str(), count(&member, "three-one")), ("available", 1));
    everything_adds_up(&app);
}

#[test]
fn a_birthday_gives_one_coupon_a_year_however_often_it_is_moved() {
    let app = TestApp::start();
    let member = app.join("18610000004");
    let put = |day: Day| {
        let birthday = json!({ "month": day.month(), "day": day.day_of_month() });
        member.put("/api/v1/me/profile", &json!({ "name": null, "birthday": birthday })).expect(200);
    };
    put(today().plus_months(3));
    assert_eq!(count(&member, "birthday"), 0);
    put(today());
    let coupon = held(&member, "birthday").unwrap();
    let begins = today().minus_days(today().day_of_month() - 1);
    let ends = begins.plus_months(1).minus_days(1);
    assert_eq!((&coupon["first"], &coupon["last"]), (&json!(begins.to_string()), &json!(ends.to_string())));
    put(today().plus_months(1));
    put(begins);
    assert_eq!(count(&member, "birthday"), 1);
    everything_adds_up(&app);
}

#[test]
fn a_round_gives_what_is_due_to_those_who_do_not_look() {
    let app = TestApp::start();
    let member = app.join("18610000005");
    app.till("wukang").sell(&member.number, "1", 99_900);
    let app = app.start_again("TERM");
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(10);
    let given = || app.place.number("SELECT COUNT(*) FROM coupons WHERE template_id = 'three-one'");
    while given() < 3 {
        assert!(std::time::Instant::now() < patience, "the round gave {}", given());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    everything_adds_up(&app);
}

#[test]
fn what_can_be_claimed_is_listed_with_what_is_left_and_claimed_within_its_limit() {
    let app = TestApp::start();
    let member = app.join("18610000006");
    let shown = offer(&member, "new-member-trial").unwrap();
    assert_eq!((&shown["left"], &shown["had"], &shown["withheld"]), (&json!(500), &json!(0), &Value::Null));
    assert!(offer(&member, "first-order").is_none(), "it is given");
    let claimed = claim(&member, "new-member-trial").expect(200).json;
    assert_eq!(claimed["coupon"]["state"]["state"], "available");
    assert_eq!(claimed["coupon"]["last"], today().plus_days(7).to_string());
    assert_eq!((&claimed["coupon"]["ends_soon"], &claimed["points"]), (&json!(false), &json!(0)));
    let limit = claim(&member, "new-member-trial").refused(422, "coupon_limit");
    assert_eq!(limit.json["figures"]["per_member"], 1);
    let shown = offer(&member, "new-member-trial").unwrap();
    assert_eq!((&shown["left"], &shown["had"], &shown["withheld"]["why"]), (&json!(499), &json!(1), &json!("had_all")));
    claim(&member, "first-order").refused(422, "coupon_not_offered");
    claim(&member, "nonsense").refused(404, "not_found");
    member.post(PATH, &json!({})).refused(422, "invalid_fields");
    member.post(PATH, &json!({ "template": "new-member-trial", "code": "x" })).refused(422, "invalid_fields");
    everything_adds_up(&app);
}

#[test]
fn every_no_says_why_with_figures() {
    let (tomorrow, yesterday) = (today().plus_days(1), today().minus_days(1));
    let app = start_with_coupons(
        &[
            ten("soon", "", &format!("from = \"{tomorrow}\"")),
            ten("past", "", &format!("until = \"{yesterday}\"")),
            ten("high", "tier = \"suren\"", ""),
            ten("invited", "tier = \"koc\"", ""),
            ten("dear", "", "points = 100"),
            ten("none", "stock = 1", ""),
        ]
        .concat(),
    );
    let member = app.join("18610000007");
    let soon = claim(&member, "soon").refused(422, "coupon_not_offered").json;
    assert!(soon["rule"].as_str().unwrap().contains(&tomorrow.to_string()), "{soon}");
    claim(&member, "past").refused(422, "coupon_not_offered");
    assert!(offer(&member, "past").is_none() && offer(&member, "soon").is_some());
    assert_eq!(claim(&member, "high").refused(422, "coupon_tier").json["figures"]["missing_fen"], 49_900);
    assert_eq!(offer(&member, "high").unwrap()["tier_missing"], 49_900);
    assert_eq!(claim(&member, "invited").refused(422, "coupon_tier").json.get("figures"), None);
    let short = claim(&member, "dear").refused(422, "points_short").json;
    assert_eq!((&short["figures"]["price_points"], &short["figures"]["points"]), (&json!(100), &json!(0)));
    claim(&app.join("18610000008"), "none").expect(200);
    claim(&member, "none").refused(409, "coupon_sold_out");
    everything_adds_up(&app);
}

#[test]
fn a_coupon_that_costs_points_takes_them_once_and_at_the_price_that_was_shown() {
    let app = start_with_coupons(&ten("dear", "", "points = 100"));
    let member = app.join("18610000009");
    app.till("wukang").sell(&member.number, "1", 15_000);
    let changed = claim(&member, "dear").refused(409, "price_changed").json;
    assert_eq!(changed["figures"]["points"], 100);
    let body = json!({ "template": "dear", "points": 100 });
    let ask = member.ask("POST", PATH).key("once").json(&body);
    assert_eq!(ask.send().expect(200).json["points"], 50);
    assert_eq!(ask.send().expect(200).json["points"], 50);
    assert_eq!((member.points(), count(&member, "dear")), (50, 1));
    member.post(PATH, &body).refused(422, "points_short");
    assert_eq!((member.points(), count(&member, "dear")), (50, 1));
    let entry = &member.get("/api/v1/me/ledger").expect(200).json["entries"][0];
    assert_eq!((&entry["kind"], &entry["points"]), (&json!("redeemed"), &json!(-100)));
    everything_adds_up(&app);
}

#[test]
fn a_code_claims_what_the_page_does_not_show_and_nobody_can_try_through_codes() {
    let app = start_with_coupons(&ten("secret", "per_member = 1", "code = \"maojian\""));
    let member = app.join("18610000010");
    assert!(offer(&member, "secret").is_none());
    claim(&member, "secret").refused(404, "not_found");
    let by_code = |member: &Member<'_>, code: &str| member.post(PATH, &json!({ "code": code }));
    let claimed = by_code(&member, " MaoJian ").expect(200);
    assert!(!claimed.text().contains("maojian"), "{}", claimed.text());
    assert!(!member.get(PATH).expect(200).text().contains("maojian"));
    by_code(&member, "MAOJIAN").refused(422, "coupon_limit");
    let guesser = app.join("18610000011");
    for n in 0..10 {
        by_code(&guesser, &format!("TEA{n}")).refused(404, "coupon_code_unknown");
    }
    by_code(&guesser, "MAOJIAN").refused(429, "too_many_requests");
    everything_adds_up(&app);
}

#[test]
fn an_edited_template_changes_neither_what_was_given_nor_what_is_held() {
    let app = start_with_coupons(&ten("edited", "stock = 3\ndays = 5", ""));
    let (first, second) = (app.join("18610000012"), app.join("18610000013"));
    claim(&first, "edited").expect(200);
    claim(&second, "edited").expect(200);
    let edited = ten("edited", "stock = 3\nthreshold = 500\ndays = 1", "").replace("yuan = 10", "yuan = 1");
    apply(&app.place, &edited);
    assert_eq!(offer(&first, "edited").unwrap()["left"], 1, "two of three are gone");
    let coupon = held(&first, "edited").unwrap();
    assert_eq!((&coupon["terms"]["effect"]["yuan"], &coupon["terms"]["threshold"]), (&json!("10.00"), &Value::Null));
    assert_eq!(coupon["last"], today().plus_days(5).to_string());
    claim(&first, "edited").expect(200);
    claim(&second, "edited").refused(409, "coupon_sold_out");
    apply(&app.place, &ten("edited", "stock = 2", ""));
    assert_eq!(offer(&first, "edited").unwrap()["left"], 0, "never below nothing");
    everything_adds_up(&app);
}

#[test]
fn the_wallet_shows_what_can_be_used_first_and_states_by_the_clock() {
    let later = today().plus_days(10);
    let app = start_with_coupons(
        &[
            ten("open", "", ""),
            ten("near", "days = 2", ""),
            ten("later", &format!("from = \"{later}\""), ""),
            ten("over", "days = 1", ""),
            ten("used", "", ""),
        ]
        .concat(),
    );
    let member = app.join("18610000014");
    for id in ["used", "over", "later", "open", "near"] {
        claim(&member, id).expect(200);
    }
    use_up(&app, &member, held(&member, "used").unwrap()["id"].as_str().unwrap());
    app.advance_to(zone().start_of(today().plus_days(2)));
    let coupons = wallet(&member);
    let of = |field: &str| coupons.iter().map(|coupon| coupon["terms"][field].as_str().unwrap()).collect::<Vec<_>>();
    assert_eq!(of("id"), ["near", "welcome-pack", "first-order", "open", "later", "used", "over"]);
    let states: Vec<_> = coupons.iter().map(|coupon| coupon["state"]["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["available", "available", "available", "available", "later", "used", "expired"]);
    let soon: Vec<_> = coupons.iter().filter(|coupon| coupon["ends_soon"] == true).collect();
    assert_eq!((soon.len(), &soon[0]["terms"]["id"]), (1, &json!("near")));
    let export = member.get("/api/v1/me/export").expect(200).json;
    assert_eq!(export["coupons"].as_array().unwrap().len(), 7);
}

/// Goes a part of the round that is read at one instant and given at another; `false`: there is none.
fn round(place: &Place, read: Instant, given: Instant) -> bool {
    block_on(async {
        let store = routes::open(&place.location()).await.unwrap();
        let context = routes::context(Clock::default(), Chance::default());
        let job = coupons::GIVE_DUE;
        let found = store.view({
            let context = context.clone();
            move |connection| {
                Box::pin(async move {
                    let moment = context.moment(connection).await?;
                    (job.look)(connection, &Moment { now: read, ..moment }).await
                })
            }
        });
        let found = found.await.unwrap();
        let is_there = found.is_some();
        if let Some(found) = found {
            let done = store.write(move |tx| {
                let (context, found) = (context.clone(), found.clone());
                Box::pin(async move {
                    let moment = context.moment(tx).await?;
                    (coupons::GIVE_DUE.run)(tx, &Moment { now: given, ..moment }, found).await
                })
            });
            assert!(done.await.unwrap());
        }
        store.close().await;
        is_there
    })
}

#[test]
fn a_part_that_is_given_after_midnight_is_of_the_day_before_and_the_new_day_leaves_nobody_out() {
    let app = TestApp::start();
    app.join("18610000021");
    let midnight = zone().end_of(today().plus_days(3));
    let (before, after) = (midnight - Duration::seconds(1), midnight + Duration::minutes(2));
    assert!(round(&app.place, before, after));
    assert!(round(&app.place, after, after), "the new day's round begins with the first member");
    assert!(!round(&app.place, after, after), "and ends");
    everything_adds_up(&app);
}
