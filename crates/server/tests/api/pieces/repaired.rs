//! Repairs, from the question to the piece being back.

use super::made;
use crate::staff::staff;
use crate::support::{Member, Reply, TestApp};
use serde_json::{Value, json};

fn ask(member: &Member<'_>, code: &str, store: &str, what: &str) -> Reply {
    member.post(&format!("/api/v1/me/item-codes/{code}/repairs"), &json!({ "store": store, "what": what }))
}

fn owned(app: &TestApp, phone: &str) -> (String, String) {
    let member = app.join(phone);
    let code = made(app, "3001", 1).remove(0);
    member.post(&format!("/api/v1/me/item-codes/{code}/register"), &json!({})).expect(200);
    (member.number, code)
}

#[test]
fn a_repair_goes_on_step_by_step_and_both_are_told() {
    let app = TestApp::start();
    let (number, code) = owned(&app, "18720000001");
    let (member, clerk) = (app.sign_in_as(&number), staff(&app, "18720000009", "clerk", "wukang"));
    let asked = ask(&member, &code, "wukang", "壶嘴裂了").expect(200).json;
    let repair = asked["repairs"][0]["id"].as_str().unwrap();
    let path = format!("/staff/v1/repairs/{repair}");
    let listed = clerk.get("/staff/v1/repairs").expect(200).json["repairs"].clone();
    assert_eq!((&listed[0]["good"]["zh"], &listed[0]["is_warranted"]), (&json!("茶壶"), &json!(true)));
    assert_eq!(
        (&listed[0]["next"], &listed[0]["repair"]["steps"][0]["note"]),
        (&json!(["accepted", "declined"]), &json!("壶嘴裂了"))
    );
    let go = |state: &str, note: &str| clerk.post(&path, &json!({ "state": state, "note": note }));
    go("returned", "").refused(409, "repair_state");
    go("withdrawn", "").refused(409, "repair_state");
    go("accepted", "拿来看看").expect(200);
    go("accepted", "").refused(409, "repair_state");
    for (state, note) in [("received", ""), ("repaired", "换了壶嘴"), ("returned", "")] {
        go(state, note).expect(200);
    }
    let shown = member.get(&format!("/api/v1/item-codes/{code}")).expect(200).json;
    let states: Vec<&Value> =
        shown["repairs"][0]["steps"].as_array().unwrap().iter().map(|step| &step["state"]).collect();
    assert_eq!(states, ["asked", "accepted", "received", "repaired", "returned"]);
    let told = member.get("/api/v1/me/inbox").expect(200).text();
    assert!(
        told.contains("你送修的茶壶：修好了，可以来取。门店说：换了壶嘴") && told.contains("Returned to you"),
        "{told}"
    );
    assert_eq!(clerk.get("/staff/v1/repairs").expect(200).json["repairs"], json!([]));
    ask(&member, &code, "wukang", "又裂了").expect(200);
}

#[test]
fn only_its_owner_asks_in_words_at_an_open_shop_and_once_at_a_time() {
    let app = TestApp::start();
    let (number, code) = owned(&app, "18720000011");
    let (member, other) = (app.sign_in_as(&number), app.join("18720000012"));
    ask(&other, &code, "wukang", "壶嘴裂了").refused(403, "piece_not_yours");
    ask(&member, &code, "nowhere", "壶嘴裂了").refused(404, "store_unknown");
    for wrong in ["", "x", &"长".repeat(501)] {
        ask(&member, &code, "wukang", wrong).refused(422, "invalid_fields");
    }
    let asked = ask(&member, &code, "wukang", "壶嘴裂了").expect(200).json;
    ask(&member, &code, "hefang", "壶嘴裂了").refused(409, "repair_state");
    let withdraw = format!("/api/v1/me/repairs/{}/withdraw", asked["repairs"][0]["id"].as_str().unwrap());
    other.post(&withdraw, &json!({})).refused(404, "not_found");
    member.post("/api/v1/me/repairs/x/withdraw", &json!({})).refused(404, "not_found");
    member.post(&withdraw, &json!({})).expect(200);
    member.post(&withdraw, &json!({})).refused(409, "repair_state");
    ask(&member, &code, "hefang", "壶嘴裂了").expect(200);
}

#[test]
fn a_shop_sees_its_own_repairs_alone_and_declines_with_a_word() {
    let app = TestApp::start();
    let (number, code) = owned(&app, "18720000021");
    let member = app.sign_in_as(&number);
    let (here, there) = (staff(&app, "18720000028", "clerk", "wukang"), staff(&app, "18720000029", "clerk", "hefang"));
    let asked = ask(&member, &code, "wukang", "壶嘴裂了").expect(200).json;
    let path = format!("/staff/v1/repairs/{}", asked["repairs"][0]["id"].as_str().unwrap());
    assert_eq!(there.get("/staff/v1/repairs").expect(200).json["repairs"], json!([]));
    there.post(&path, &json!({ "state": "accepted" })).refused(404, "not_found");
    here.post(&path, &json!({ "state": "declined" })).refused(422, "invalid_fields");
    here.post(&path, &json!({ "state": "no_such" })).refused(409, "repair_state");
    here.post(&path, &json!({ "state": "declined", "note": "修不了，抱歉" })).expect(200);
    assert_eq!(member.get(&format!("/api/v1/item-codes/{code}")).json["repairs"][0]["state"], "declined");
    app.get("/staff/v1/repairs").refused(401, "staff_sign_in_required");
}

#[test]
fn a_piece_that_goes_to_somebody_else_takes_what_no_shop_has_yet_off_the_list() {
    let app = TestApp::start();
    let (number, code) = owned(&app, "18720000031");
    let (giver, taker) = (app.sign_in_as(&number), app.join("18720000032"));
    let clerk = staff(&app, "18720000039", "clerk", "wukang");
    ask(&giver, &code, "wukang", "壶嘴裂了").expect(200);
    let act = |member: &Member<'_>, act: &str, body: &Value| {
        member.post(&format!("/api/v1/me/item-codes/{code}/{act}"), body).expect(200).json
    };
    let offered = act(&giver, "offer", &json!({}));
    let own = act(&taker, "take", &json!({ "code": offered["own"]["offer"]["code"] }));
    assert!(!own["shops"].as_array().unwrap().is_empty(), "the next owner can ask, too");
    assert_eq!(clerk.get("/staff/v1/repairs").expect(200).json["repairs"], json!([]));
    let asked = ask(&taker, &code, "wukang", "盖子裂了").expect(200).json;
    let path = format!("/staff/v1/repairs/{}", asked["repairs"][0]["id"].as_str().unwrap());
    for state in ["accepted", "received"] {
        clerk.post(&path, &json!({ "state": state, "note": "" })).expect(200);
    }
    // The shop has it in hand: it gives it back to who brought it, and meanwhile nobody asks anew.
    let offered = act(&taker, "offer", &json!({}));
    let own = act(&giver, "take", &json!({ "code": offered["own"]["offer"]["code"] }));
    assert_eq!(own["shops"], json!([]));
    assert_eq!(
        clerk.get("/staff/v1/repairs").expect(200).json["repairs"][0]["repair"]["steps"][2]["state"],
        "received"
    );
    for state in ["repaired", "returned"] {
        clerk.post(&path, &json!({ "state": state, "note": "" })).expect(200);
    }
    ask(&giver, &code, "wukang", "又裂了").expect(200);
    app.place.run(&["audit"]);
}
