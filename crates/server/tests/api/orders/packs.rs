//! Packs of coupons: given at once when nothing is due, withdrawn where they come back.

use super::{everything_adds_up, get, let_time_pass, redeem, rich};
use crate::coupons::{count, held, wallet};
use crate::staff::{entry, staff};
use crate::support::{Member, TestApp};
use crate::till::quotes::use_up;
use serde_json::{Value, json};

const HEAD: &str = "id,name_zh,name_en,line_zh,line_en,terms_zh,terms_en,kind,points,yuan,stock,per_member,tier,months,from,until,\
                    can_be_sent,picture,coupons";

/// Offers a pack for 10 points and so much money.
pub fn offer(app: &TestApp, yuan: &str, coupons: &str) {
    let file = app.place.directory.join("packs.csv");
    let row = format!("pack,券包,A pack,,,,,pack,10,{yuan},5,,,,,,no,,{coupons}");
    std::fs::write(&file, format!("{HEAD}\n{row}\n")).unwrap();
    app.place.run(&["import", "items", file.to_str().unwrap()]);
}

pub fn buy(member: &Member<'_>, fen: i64) -> Value {
    let body = json!({ "item": "pack", "way": "at_once", "price": { "points": 10, "fen": fen } });
    redeem(member, &body).expect(200).json
}

fn states(order: &Value) -> Vec<&str> {
    order["steps"].as_array().unwrap().iter().map(|step| step["state"].as_str().unwrap()).collect()
}

fn id(order: &Value) -> &str {
    order["id"].as_str().unwrap()
}

fn coupons_add_up(app: &TestApp) {
    everything_adds_up(app);
    crate::coupons::everything_adds_up(app);
}

#[test]
fn a_pack_for_points_is_received_at_once_with_its_coupons_under_keys_of_their_own() {
    let app = TestApp::start();
    let member = rich(&app, "18960000001", 100);
    offer(&app, "", "pack-8*3 pack-biscuits");
    let shown = member.get("/api/v1/me/mall/pack").expect(200).json;
    let gives = &shown["offer"]["gives"];
    assert_eq!((&gives[0]["coupon"], &gives[0]["count"], &gives[1]["count"]), (&json!("pack-8"), &json!(3), &json!(1)));
    let order = buy(&member, 0);
    assert_eq!((&order["state"], &order["code"], &order["due"]), (&json!("received"), &Value::Null, &json!(0)));
    assert_eq!(states(&order), ["placed", "received"]);
    assert_eq!(order["item"]["gives"], *gives);
    assert_eq!((count(&member, "pack-8"), count(&member, "pack-biscuits"), member.points()), (3, 1, 90));
    let key = app.place.text("SELECT key FROM coupons WHERE template_id = 'pack-8' ORDER BY id LIMIT 1");
    assert_eq!(key, format!("order:{}:pack-8:0", id(&order)));
    assert_eq!(count_of(&buy(&member, 0)), 2, "a second one gives its own");
    assert_eq!(count(&member, "pack-8"), 6);
    coupons_add_up(&app);
}

fn count_of(order: &Value) -> usize {
    order["item"]["gives"].as_array().unwrap().len()
}

#[test]
fn a_paid_pack_waits_for_its_money_and_comes_with_it() {
    let app = TestApp::start();
    let member = rich(&app, "18960000002", 100);
    offer(&app, "9.9", "pack-8*2");
    let order = buy(&member, 990);
    assert_eq!((&order["state"], &order["due"]), (&json!("reserved"), &json!(990)));
    assert_eq!(count(&member, "pack-8"), 0);
    let clerk = staff(&app, "13911110001", "clerk", "hefang");
    clerk.look_up(order["code"].as_str().unwrap()).expect(200);
    let paid = clerk.act(id(&order), "take_payment", 990).expect(200);
    assert_eq!(states(&get(&member, &order)), ["reserved", "placed", "received"]);
    assert_eq!(count(&member, "pack-8"), 2);
    assert_eq!(paid.json["undo_until"], json!(null), "what is refused is not offered");
    clerk.undo(&entry(&paid)).refused(409, "order_state");
    assert_eq!(count(&member, "pack-8"), 2, "what was received is taken back by a claim, not by undoing its money");
    coupons_add_up(&app);
}

#[test]
fn a_pack_that_nobody_pays_gives_nothing() {
    let app = TestApp::start();
    let member = rich(&app, "18960000003", 100);
    offer(&app, "9.9", "pack-8*2");
    let order = buy(&member, 990);
    let_time_pass(&app);
    assert_eq!(get(&member, &order)["state"], "expired");
    let order = buy(&member, 990);
    member.post(&format!("/api/v1/me/orders/{}/cancel", id(&order)), &json!({})).expect(200);
    member.post(&format!("/api/v1/me/orders/{}/receive", id(&order)), &json!({})).refused(409, "order_state");
    assert_eq!((count(&member, "pack-8"), member.points()), (0, 100));
    coupons_add_up(&app);
}

#[test]
fn a_pack_that_comes_back_takes_its_unused_coupons_along_and_leaves_the_used() {
    let app = TestApp::start();
    let member = rich(&app, "18960000004", 100);
    offer(&app, "", "pack-8*3");
    let order = buy(&member, 0);
    let other = buy(&member, 0);
    let used = held(&member, "pack-8").unwrap()["id"].as_str().unwrap().to_owned();
    let of_first = app.place.text("SELECT key FROM coupons WHERE template_id = 'pack-8' ORDER BY id LIMIT 1");
    assert!(of_first.starts_with(&format!("order:{}:", id(&order))));
    use_up(&app, &member, &used);
    member.post(&format!("/api/v1/me/orders/{}/claim", id(&order)), &json!({ "what": "不能用" })).expect(200);
    let manager = staff(&app, "13911110002", "manager", "hefang");
    let work = manager.get("/staff/v1/orders").expect(200).json;
    assert_eq!(work["orders"][0]["id"], order["id"], "any shop decides on it");
    manager.look_up(&member.code(0)).expect(200);
    manager.decide(id(&order), "accept_claim").expect(200);
    assert_eq!(get(&member, &order)["state"], "returned");
    let mut now: Vec<String> =
        wallet(&member).iter().filter_map(|one| Some(one["state"]["state"].as_str()?.to_owned())).collect();
    now.retain(|state| state != "later");
    let of = |state: &str| now.iter().filter(|one| *one == state).count();
    assert_eq!((of("used"), of("void")), (1, 2));
    assert_eq!(get(&member, &other)["state"], "received");
    assert_eq!(member.points(), 90 + 82, "the points of the first are back, and what was bought brought some");
    coupons_add_up(&app);
}

#[test]
fn a_pack_whose_coupon_the_policy_no_longer_has_is_not_offered() {
    let app = TestApp::start();
    let member = rich(&app, "18960000005", 100);
    offer(&app, "", "pack-8");
    let policy =
        std::fs::read_to_string(crate::support::brand()).unwrap().replace("id = \"pack-8\"", "id = \"pack-9\"");
    let file = app.place.directory.join("other.toml");
    std::fs::write(&file, policy).unwrap();
    app.place.run(&["apply", file.to_str().unwrap()]);
    assert_eq!(member.get("/api/v1/me/mall/pack").expect(200).json["offer"]["withheld"]["why"], "over");
    let body = json!({ "item": "pack", "way": "at_once", "price": { "points": 10, "fen": 0 } });
    redeem(&member, &body).refused(422, "item_not_offered");
    assert_eq!(member.points(), 100);
}

#[test]
fn a_pack_goes_no_other_way() {
    let app = TestApp::start();
    let member = rich(&app, "18960000006", 100);
    offer(&app, "", "pack-8");
    let body = json!({ "item": "pack", "way": "pick_up", "store": "wukang", "price": { "points": 10, "fen": 0 } });
    redeem(&member, &body).refused(422, "invalid_fields");
}
