//! A piece goes from one owner to the next.

use super::{made, piece};
use crate::support::{Member, Reply, TestApp, at_once};
use chrono::TimeDelta;
use serde_json::{Value, json};

fn act(member: &Member<'_>, code: &str, act: &str) -> Reply {
    member.post(&format!("/api/v1/me/item-codes/{code}/{act}"), &json!({}))
}

fn take(member: &Member<'_>, code: &str, with: &str) -> Reply {
    member.post(&format!("/api/v1/me/item-codes/{code}/take"), &json!({ "code": with }))
}

fn offered(member: &Member<'_>, code: &str) -> String {
    let own = act(member, code, "offer").expect(200).json;
    own["own"]["offer"]["code"].as_str().unwrap().to_owned()
}

#[test]
fn the_next_owner_has_the_warranty_of_the_first_and_no_points() {
    let app = TestApp::start();
    let (giver, taker) = (app.join("18710000001"), app.join("18710000002"));
    let code = made(&app, "3001", 1).remove(0);
    let first = act(&giver, &code, "register").expect(200).json;
    app.advance_days(3);
    let (giver, taker) = (app.sign_in_as(&giver.number), app.sign_in_as(&taker.number));
    let digits = offered(&giver, &code);
    let before = taker.points();
    let own = take(&taker, &code, &format!("{} {}", &digits[..4], &digits[4..])).expect(200).json;
    assert_eq!((&own["owner"], &own["own"]["how"], &own["own"]["points"]), (&json!("you"), &json!("given"), &json!(0)));
    assert_eq!((&own["own"]["bought"], taker.points()), (&first["own"]["bought"], before));
    act(&giver, &code, "offer").refused(403, "piece_not_yours");
    act(&giver, &code, "keep").refused(403, "piece_not_yours");
    take(&giver, &code, &digits).refused(422, "offer_wrong");
    app.place.run(&["audit"]);
}

#[test]
fn a_wrong_code_can_be_tried_five_times_and_the_right_one_is_void_then() {
    let app = TestApp::start();
    let (giver, taker) = (app.join("18710000011"), app.join("18710000012"));
    let code = made(&app, "3001", 1).remove(0);
    take(&taker, &code, "12345678").refused(422, "offer_wrong");
    act(&giver, &code, "register").expect(200);
    take(&taker, &code, "12345678").refused(422, "offer_wrong");
    let digits = offered(&giver, &code);
    take(&giver, &code, &digits).refused(409, "piece_registered");
    let wrong = if digits == "00000000" { "11111111" } else { "00000000" };
    let left: Vec<Value> = (0..5)
        .map(|_| take(&taker, &code, wrong).refused(422, "offer_wrong").json["figures"]["tries_left"].clone())
        .collect();
    assert_eq!(left, [4, 3, 2, 1, 0].map(|left| json!(left)));
    take(&taker, &code, &digits).refused(422, "offer_wrong");
    assert_eq!(giver.get(&format!("/api/v1/item-codes/{code}")).json["own"]["offer"], Value::Null);
    let again = offered(&giver, &code);
    take(&taker, &code, &again).expect(200);
}

#[test]
fn a_code_that_was_taken_back_or_whose_days_are_over_takes_nothing() {
    let app = TestApp::start();
    let (giver, taker) = (app.join("18710000021"), app.join("18710000022"));
    let code = made(&app, "3001", 1).remove(0);
    act(&giver, &code, "register").expect(200);
    let first = offered(&giver, &code);
    let second = offered(&giver, &code);
    if first != second {
        take(&taker, &code, &first).refused(422, "offer_wrong");
    }
    act(&giver, &code, "keep").expect(200);
    act(&giver, &code, "keep").expect(200);
    take(&taker, &code, &second).refused(422, "offer_wrong");
    let third = offered(&giver, &code);
    app.advance(TimeDelta::days(8));
    let taker = app.sign_in_as(&taker.number);
    take(&taker, &code, &third).refused(422, "offer_wrong");
    assert_eq!(piece(&app, &code)["owner"], "another");
}

#[test]
fn of_two_who_take_it_at_once_one_has_it() {
    let app = TestApp::start();
    let giver = app.join("18710000030");
    let takers: Vec<_> = (1..5).map(|n| app.join(&format!("1871000003{n}"))).collect();
    let code = made(&app, "3001", 1).remove(0);
    act(&giver, &code, "register").expect(200);
    let digits = offered(&giver, &code);
    let done = at_once(takers.iter().map(|taker| || take(taker, &code, &digits).status));
    assert_eq!(done.iter().filter(|status| **status == 200).count(), 1, "{done:?}");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM item_registrations WHERE ended_at IS NULL"), 1);
}
