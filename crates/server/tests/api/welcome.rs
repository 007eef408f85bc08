//! `/api/v1/me/welcome`, and the challenge of new members.

use crate::coupons::{claim, count, everything_adds_up, state, today};
use crate::support::{Member, Place, TestApp, Till, at_once, brand, root};
use crate::till::quotes::{self, line, quote_with};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/me/welcome";
const CHALLENGE: &str = "/api/v1/me/tasks/new-member-spend/claim";

fn zone(member: &Member<'_>) -> Value {
    member.get(PATH).expect(200).json
}

/// What the card says of the zone.
fn on_card(member: &Member<'_>) -> Option<Value> {
    member.card()["now_on"].as_array()?.iter().find(|one| one["path"] == "/welcome").cloned()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["terms"]["id"].as_str().unwrap()).collect()
}

fn challenge(member: &Member<'_>) -> Value {
    zone(member)["tasks"][0].clone()
}

fn sell(till: &Till<'_>, member: &Member<'_>, number: &str, fen: i64) -> String {
    till.sell(&member.number, number, fen)
}

#[test]
fn a_new_member_finds_offers_gifts_and_the_challenge_with_their_last_day() {
    let app = TestApp::start();
    let member = app.join("18620000001");
    let seen = zone(&member);
    let last = today().plus_days(30).to_string();
    assert_eq!((&seen["until"], &seen["is_open"]), (&json!(last), &json!(true)));
    assert_eq!(ids(&seen["offers"]), ["new-member-trial", "new-member-set"]);
    assert_eq!(ids(&seen["held"]), ["welcome-pack", "first-order"]);
    assert_eq!((&seen["offers"][0]["left"], &seen["offers"][1]["left"]), (&json!(500), &json!(300)));
    assert_eq!(seen["offers"][1]["terms"]["effect"], json!({ "kind": "trial", "yuan": "99.00" }));
    let task = &seen["tasks"][0];
    assert_eq!(
        (&task["id"], &task["state"], &task["until"]),
        (&json!("new-member-spend"), &json!("open"), &json!(last))
    );
    assert_eq!(task["spend"], json!({ "spent": 0, "of": 19_900 }));
    assert_eq!((&task["points"], &task["coupon"]["template"]), (&json!(100), &json!("challenge-20")));
    assert_eq!(member.get("/api/v1/me/tasks").expect(200).json["welcome_until"], json!(last));
    assert_eq!((&on_card(&member).unwrap()["day"], &on_card(&member).unwrap()["begun"]), (&json!(last), &json!(true)));
    claim(&member, "new-member-set").expect(200);
    let seen = zone(&member);
    assert_eq!((&seen["offers"][1]["left"], &seen["offers"][1]["had"]), (&json!(299), &json!(1)));
    assert_eq!(seen["offers"][1]["withheld"]["why"], "had_all");
    assert_eq!(ids(&seen["held"]), ["welcome-pack", "first-order", "new-member-set"]);
    everything_adds_up(&app);
}

#[test]
fn the_set_costs_ninety_nine_at_the_till_once() {
    let app = TestApp::start();
    let (member, till) = (app.join("18620000002"), app.till("wukang"));
    claim(&member, "new-member-set").expect(200);
    let lines = json!([{ "item": "10099", "class": "regular", "quantity": 2, "price": 16_800 }]);
    let body =
        json!({ "number": "1", "member": member.number, "lines": lines, "coupons": { "these": [coupon(&member)] } });
    let quote = till.post("/till/v1/quotes", &body).expect(201).json;
    assert_eq!(quote["to_pay"], 16_800 + 9_900);
    assert_eq!(quote["coupons"][0]["off"], 6_900);
}

fn coupon(member: &Member<'_>) -> Value {
    zone(member)["held"].as_array().unwrap().iter().find(|held| held["terms"]["id"] == "new-member-set").unwrap()["id"]
        .clone()
}

#[test]
fn when_its_days_are_over_the_zone_says_so_and_keeps_what_one_has() {
    let place = Place::new();
    // What came with joining can be used a while longer than the zone is open.
    let policy = std::fs::read_to_string(brand()).unwrap().replace("\ndays = 30\n", "\ndays = 60\n");
    place.apply(&policy);
    let app = TestApp::start_in(place, &[]);
    let member = app.join("18620000003");
    app.advance_days(30);
    assert_eq!(zone(&member)["is_open"], true, "the thirtieth day is still one");
    assert!(on_card(&member).is_some());
    app.advance_days(1);
    assert_eq!(on_card(&member), None);
    let seen = zone(&member);
    assert_eq!((&seen["is_open"], &seen["until"]), (&json!(false), &json!(app.today().minus_days(1).to_string())));
    assert_eq!((ids(&seen["offers"]).len(), seen["tasks"].as_array().unwrap().len()), (0, 0));
    assert_eq!(ids(&seen["held"]), ["welcome-pack", "first-order"]);
    let tasks = member.get("/api/v1/me/tasks").expect(200).json;
    assert_eq!(tasks["welcome_until"], Value::Null);
    assert!(tasks["tasks"].as_array().unwrap().iter().all(|task| task["id"] != "new-member-spend"));
    claim(&member, "new-member-trial").refused(422, "coupon_not_offered");
}

#[test]
fn a_brand_that_has_nothing_for_new_members_has_no_zone() {
    let place = Place::new();
    place.run(&["apply", root().join("brands/shanlan.toml").to_str().unwrap()]);
    let app = TestApp::start_in(place, &[]);
    let member = app.join("18620000004");
    let seen = zone(&member);
    assert_eq!(
        (&seen["until"], &seen["is_open"], &seen["offers"], &seen["held"]),
        (&Value::Null, &json!(false), &json!([]), &json!([]))
    );
    assert_eq!(member.get("/api/v1/me/tasks").expect(200).json["welcome_until"], Value::Null);
    assert_eq!(member.card()["now_on"], Value::Null, "nor anything else that is on");
}

#[test]
fn the_challenge_is_open_then_done_then_claimed_with_points_and_a_coupon() {
    let app = TestApp::start();
    let (member, till) = (app.join("18620000005"), app.till("wukang"));
    sell(&till, &member, "1", 10_000);
    assert_eq!(challenge(&member)["spend"], json!({ "spent": 10_000, "of": 19_900 }));
    let short = member.post(CHALLENGE, &json!({})).refused(422, "task_not_done").json;
    assert_eq!((&short["figures"]["spent_fen"], &short["figures"]["of_fen"]), (&json!(10_000), &json!(19_900)));
    let second = sell(&till, &member, "2", 9_900);
    assert_eq!(challenge(&member)["state"], "done");
    till.refund(&second, "r1", 1).expect(201);
    assert_eq!((&challenge(&member)["state"], &challenge(&member)["spend"]["spent"]), (&json!("open"), &json!(19_899)));
    sell(&till, &member, "3", 1);
    let before = member.points();
    let claimed = member.post(CHALLENGE, &json!({})).expect(200).json;
    assert_eq!((&claimed["points"], member.points()), (&json!(100), before + 100));
    assert_eq!((state(&member, "challenge-20").as_str(), count(&member, "challenge-20")), ("available", 1));
    let id = &crate::coupons::held(&member, "challenge-20").unwrap()["id"];
    assert_eq!(&claimed["coupon"], id);
    member.post(CHALLENGE, &json!({})).refused(409, "task_claimed_already");
    everything_adds_up(&app);
}

#[test]
fn a_refund_that_undoes_the_challenge_takes_points_and_the_unused_coupon_back() {
    let app = TestApp::start();
    let (member, till) = (app.join("18620000006"), app.till("wukang"));
    let sale = sell(&till, &member, "1", 20_000);
    member.post(CHALLENGE, &json!({})).expect(200);
    till.refund(&sale, "r1", 101).expect(201);
    assert_eq!((state(&member, "challenge-20").as_str(), challenge(&member)["state"].as_str()), ("void", Some("open")));
    let coupon = crate::coupons::held(&member, "challenge-20").unwrap();
    assert_eq!(coupon["state"]["reason"], "the task that it was given for was undone");
    sell(&till, &member, "2", 101);
    member.post(CHALLENGE, &json!({})).expect(200);
    let mut states: Vec<String> = crate::coupons::wallet(&member)
        .iter()
        .filter(|one| one["terms"]["id"] == "challenge-20")
        .map(|one| one["state"]["state"].as_str().unwrap().to_owned())
        .collect();
    states.sort();
    assert_eq!(states, ["available", "void"], "what was undone stays so, and what is done again brings a new one");
    everything_adds_up(&app);
}

#[test]
fn a_coupon_of_the_challenge_that_is_used_stays_used_until_its_own_sale_comes_back() {
    let app = TestApp::start();
    let (member, till) = (app.join("18620000007"), app.till("wukang"));
    let sale = sell(&till, &member, "1", 20_000);
    let coupon = member.post(CHALLENGE, &json!({})).expect(200).json["coupon"].as_str().unwrap().to_owned();
    let quote = quote_with(&till, "2", &member, &[line("1", 1, 20_000)], &[&coupon]);
    assert_eq!(quote["to_pay"], 18_000);
    let used = quotes::sell(&till, &quote, "2").expect(201).json["id"].as_str().unwrap().to_owned();
    till.refund(&sale, "r1", 20_000).expect(201);
    assert_eq!((state(&member, "challenge-20").as_str(), challenge(&member)["state"].as_str()), ("used", Some("open")));
    let back = till.refund(&used, "r2", 18_000).expect(201).json;
    assert_eq!((back.get("coupons_back"), state(&member, "challenge-20").as_str()), (None, "void"));
    let again = quote_with(&till, "3", &member, &[line("1", 1, 20_000)], &[&coupon]);
    assert_eq!((&again["to_pay"], &quotes::declined(&again, &coupon)["why"]["why"]), (&json!(20_000), &json!("void")));
    everything_adds_up(&app);
}

#[test]
fn what_was_bought_in_time_is_claimed_later_and_what_came_late_does_not_count() {
    let app = TestApp::start();
    let (early, late) = (app.join("18620000008"), app.join("18620000009"));
    let till = app.till("wukang");
    app.advance_days(20);
    sell(&till, &early, "1", 19_900);
    app.advance_days(40);
    sell(&till, &late, "2", 19_900);
    assert_eq!(zone(&early)["tasks"][0]["state"], "done");
    assert_eq!(zone(&late)["tasks"], json!([]));
    early.post(CHALLENGE, &json!({})).expect(200);
    late.post(CHALLENGE, &json!({})).refused(422, "task_not_done");
}

#[test]
fn thirty_two_claims_of_the_challenge_at_once_bring_one_reward() {
    let app = TestApp::start();
    let (member, till) = (app.join("18620000010"), app.till("wukang"));
    sell(&till, &member, "1", 20_000);
    let replies = at_once((0..32).map(|_| || member.post(CHALLENGE, &json!({})).status));
    assert_eq!(replies.iter().filter(|status| **status == 200).count(), 1, "{replies:?}");
    assert_eq!(count(&member, "challenge-20"), 1);
    everything_adds_up(&app);
}
