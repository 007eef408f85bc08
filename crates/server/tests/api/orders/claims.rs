//! What is faulty, and what staff undo.

use super::{
    Step, everything_adds_up, get, hand_over, let_time_pass, pay, pick_up, ready, redeem, rich, sent, ship, staff,
};
use crate::mall::offer;
use crate::support::{Member, Reply, TestApp};
use serde_json::{Value, json};
use shuke_rules::mall::OrderState;
use shuke_server::orders;

fn claim(member: &Member<'_>, order: &Value, what: &str) -> Reply {
    member.post(&format!("/api/v1/me/orders/{}/claim", order["id"].as_str().unwrap()), &json!({ "what": what }))
}

const ACCEPT: Step =
    |tx, moment, id| Box::pin(async move { Ok(orders::decide_claim(tx, &moment, id, true, "对不起", 1).await?.0) });

const DECLINE: Step = |tx, moment, id| {
    Box::pin(async move { Ok(orders::decide_claim(tx, &moment, id, false, "是使用痕迹", 1).await?.0) })
};

/// Undoes the step to a state.
macro_rules! undo {
    ($state:ident) => {
        |tx, moment, id| Box::pin(async move { orders::undo(tx, &moment, id, OrderState::$state, "手滑", 1).await })
    };
}

#[test]
fn an_accepted_claim_brings_the_points_back_and_not_the_piece() {
    let app = TestApp::start();
    let member = rich(&app, "18940000001", 500);
    offer(&app, &[("mug", "goods,100,9,2,1,,,,,yes,")]);
    let order = redeem(&member, &pick_up("mug", 100, 900)).expect(200).json;
    claim(&member, &order, "裂了").refused(409, "order_state");
    assert_eq!(staff(&app, &order, ACCEPT).unwrap_err(), "order_state");
    staff(&app, &order, hand_over).unwrap();
    for wrong in ["", "x", &"长".repeat(501), "a\u{202e}b"] {
        claim(&member, &order, wrong).refused(422, "invalid_fields");
    }
    let claimed = claim(&member, &order, "杯口有裂纹").expect(200).json;
    assert_eq!((&claimed["claim"]["what"], &claimed["claim_until"]), (&json!("杯口有裂纹"), &Value::Null));
    claim(&member, &order, "再说一次").refused(409, "order_state");
    staff(&app, &order, ACCEPT).unwrap();
    let got = get(&member, &order);
    assert_eq!((&got["state"], &got["claim"]["accepted"]), (&json!("returned"), &json!(true)));
    assert_eq!(member.points(), 500);
    assert_eq!(app.place.text("SELECT note FROM order_steps WHERE state = 'returned'"), "¥9 given back in the shop");
    assert_eq!(app.place.number("SELECT taken FROM mall_items"), 1);
    assert_eq!(staff(&app, &order, ACCEPT).unwrap_err(), "order_state");
    assert_eq!(staff(&app, &order, undo!(Returned)).unwrap_err(), "order_state");
    // The one that came back does not count towards the limit.
    redeem(&member, &pick_up("mug", 100, 900)).expect(200);
    everything_adds_up(&app);
}

#[test]
fn a_claim_comes_in_time_or_not_at_all_and_a_declined_one_can_be_decided_anew() {
    let app = TestApp::start();
    let member = rich(&app, "18940000002", 500);
    offer(&app, &[("mug", "goods,100,,2,,,,,,yes,")]);
    let [late, order] = [(); 2].map(|()| redeem(&member, &pick_up("mug", 100, 0)).expect(200).json);
    for order in [&late, &order] {
        staff(&app, order, hand_over).unwrap();
    }
    app.advance_days(7);
    claim(&member, &order, "裂了").expect(200);
    app.advance_days(1);
    claim(&member, &late, "裂了").refused(422, "claim_too_late");
    assert_eq!(get(&member, &late)["claim_until"], Value::Null);
    staff(&app, &order, DECLINE).unwrap();
    let got = get(&member, &order);
    assert_eq!((&got["state"], &got["claim"]["accepted"]), (&json!("picked_up"), &json!(false)));
    assert_eq!(got["claim"]["answer"], "是使用痕迹");
    let undo: Step = |tx, moment, id| Box::pin(async move { orders::undo_decline(tx, &moment, id, "看错了").await });
    staff(&app, &order, undo).unwrap();
    assert_eq!(get(&member, &order)["claim"]["accepted"], Value::Null);
    staff(&app, &order, ACCEPT).unwrap();
    assert_eq!(staff(&app, &order, undo).unwrap_err(), "order_state");
    everything_adds_up(&app);
}

#[test]
fn every_step_of_staff_is_undone_with_its_money_and_its_reason() {
    let app = TestApp::start();
    let member = rich(&app, "18940000003", 500);
    offer(&app, &[("mug", "goods,100,9,5,,,,,,yes,"), ("cup", "goods,100,,5,,,,,,yes,")]);
    let order = redeem(&member, &pick_up("mug", 100, 900)).expect(200).json;
    assert_eq!(staff(&app, &order, undo!(Placed)).unwrap_err(), "order_state", "nothing was done yet");
    staff(&app, &order, ready).unwrap();
    staff(&app, &order, hand_over).unwrap();
    assert_eq!(staff(&app, &order, undo!(Ready)).unwrap_err(), "order_state", "the last step first");
    assert_eq!(staff(&app, &order, undo!(PickedUp)).unwrap().due().0, 900);
    assert_eq!(staff(&app, &order, undo!(Ready)).unwrap().state, OrderState::Placed);
    let steps = get(&member, &order)["steps"].clone();
    let undone: Vec<&Value> = steps.as_array().unwrap().iter().map(|step| &step["undone"]).collect();
    assert_eq!(undone, [&Value::Null, &Value::Null, &Value::Null, &json!("手滑"), &json!("手滑")]);
    staff(&app, &order, hand_over).unwrap();
    claim(&member, &order, "裂了").expect(200);
    assert_eq!(staff(&app, &order, undo!(PickedUp)).unwrap_err(), "order_state", "the member has claimed");

    let order = sent(&member, "cup", 100);
    staff(&app, &order, pay).unwrap();
    let reserved = staff(&app, &order, undo!(Placed)).unwrap();
    assert_eq!((reserved.state, reserved.due().0), (OrderState::Reserved, 1200));
    assert!(reserved.reserved_until().unwrap() > app.now());
    staff(&app, &order, pay).unwrap();
    staff(&app, &order, ship).unwrap();
    let placed = staff(&app, &order, undo!(Shipped)).unwrap();
    assert_eq!((placed.state, placed.delivery.parcel), (OrderState::Placed, None));
    staff(&app, &order, undo!(Placed)).unwrap();
    let_time_pass(&app);
    assert_eq!(get(&member, &order)["state"], "expired");
    assert_eq!(member.points(), 400);
    everything_adds_up(&app);
}

#[test]
fn who_leaves_takes_their_orders_along_and_leaves_none_of_their_words_behind() {
    let app = TestApp::start();
    let member = rich(&app, "18940000004", 500);
    offer(&app, &[("mug", "goods,100,,5,,,,,,yes,")]);
    let collected = redeem(&member, &pick_up("mug", 100, 0)).expect(200).json;
    staff(&app, &collected, hand_over).unwrap();
    claim(&member, &collected, "只有我知道的裂纹").expect(200);
    let shipped = sent(&member, "mug", 100);
    staff(&app, &shipped, pay).unwrap();
    staff(&app, &shipped, ship).unwrap();
    sent(&member, "mug", 100);
    let export = member.get("/api/v1/me/export").expect(200).json;
    let states: Vec<&Value> = export["orders"].as_array().unwrap().iter().map(|order| &order["state"]).collect();
    assert_eq!(states, ["picked_up", "shipped", "reserved"]);
    assert_eq!(
        (&export["orders"][1]["address"]["name"], export["addresses"].as_array().unwrap().len()),
        (&json!("收"), 2)
    );
    let last_four = &member.number[member.number.len() - 4..];
    member.post("/api/v1/me/close", &json!({ "last_four": last_four })).expect(200);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM addresses"), 0);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM orders WHERE state = 'cancelled'"), 1);
    assert_eq!(
        app.place.number("SELECT COUNT(*) FROM orders WHERE delivery LIKE '%武康路%' OR delivery LIKE '%SF1%'"),
        0
    );
    assert_eq!(app.place.number("SELECT COUNT(*) FROM order_claims WHERE what <> ''"), 0);
    assert_eq!(app.place.number("SELECT taken FROM mall_items"), 2);
    everything_adds_up(&app);
}
