//! Every no to a redemption.

use super::{everything_adds_up, pick_up, redeem, rich, sent, staff};
use crate::mall::{COLUMNS, offer};
use crate::support::TestApp;
use serde_json::json;

#[test]
fn every_no_says_its_rule_and_moves_nothing() {
    let app = TestApp::start();
    let member = rich(&app, "18930000001", 150);
    offer(
        &app,
        &[
            ("mug", "goods,100,,5,1,,,,,yes,"),
            ("dear", "goods,200,,5,,,,,,no,"),
            ("gone", "goods,1,,5,,,,,2020-01-01,no,"),
            ("soon", "goods,1,,5,,,,2999-01-01,,no,"),
            ("high", "goods,1,,5,,daren,,,,no,"),
            ("none", "goods,1,,0,,,,,,no,"),
        ],
    );
    let no = |item: &str, points: i64, status: u16, code: &str| {
        redeem(&member, &pick_up(item, points, 0)).refused(status, code).json
    };
    no("nothing", 1, 404, "not_found");
    no("gone", 1, 422, "item_not_offered");
    no("soon", 1, 422, "item_not_offered");
    assert_eq!(no("high", 1, 422, "item_tier")["figures"]["missing_fen"], 99_900 - 15_000);
    no("none", 1, 409, "item_sold_out");
    let changed = no("mug", 99, 409, "price_changed");
    assert_eq!(changed["figures"], json!({ "points": 100, "fen": 0 }));
    let short = no("dear", 200, 422, "points_short");
    assert_eq!(short["figures"], json!({ "price_points": 200, "points": 150 }));
    redeem(&member, &pick_up("mug", 100, 0)).expect(200);
    assert_eq!(no("mug", 100, 422, "item_limit")["figures"]["per_member"], 1);
    assert_eq!(member.points(), 50);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM orders"), 1);
    everything_adds_up(&app);
}

#[test]
fn shop_and_address_belong_to_their_ways() {
    let app = TestApp::start();
    let member = rich(&app, "18930000002", 500);
    let stranger = app.join("18930000003");
    let theirs = stranger.post("/api/v1/me/addresses", &crate::addresses::address("别人")).expect(200).json;
    let theirs = &theirs["addresses"][0]["id"];
    offer(
        &app,
        &[("mug", "goods,100,,5,,,,,,yes,"), ("pot", "goods,100,,5,,,,,,no,"), ("latte", "voucher,1,,5,,,,,,no,")],
    );
    let price = json!({ "points": 100, "fen": 1200 });
    let cases = [
        (json!({ "item": "mug", "way": "pick_up", "price": price }), "store"),
        (json!({ "item": "mug", "way": "pick_up", "store": "moon", "price": price }), "store"),
        (json!({ "item": "mug", "way": "pick_up", "store": "wukang", "address": theirs, "price": price }), "address"),
        (json!({ "item": "mug", "way": "express_for_money", "price": price }), "address"),
        (json!({ "item": "mug", "way": "express_for_money", "address": theirs, "price": price }), "address"),
        (json!({ "item": "mug", "way": "voucher", "price": price }), "way"),
        (json!({ "item": "mug", "way": "by_owl", "price": price }), "way"),
        (json!({ "item": "pot", "way": "express_for_points", "address": theirs, "price": price }), "way"),
        (json!({ "item": "latte", "way": "pick_up", "store": "wukang", "price": price }), "way"),
    ];
    for (body, field) in cases {
        let refused = redeem(&member, &body).refused(422, "invalid_fields");
        assert_eq!(refused.json["fields"][0]["field"], field, "{body}");
    }
    assert_eq!(member.points(), 500);
}

#[test]
fn an_order_keeps_what_was_agreed_and_an_edit_keeps_what_was_taken() {
    let app = TestApp::start();
    let member = rich(&app, "18930000004", 2000);
    offer(&app, &[("mug", "goods,100,,3,,,,,,yes,")]);
    let first = redeem(&member, &pick_up("mug", 100, 0)).expect(200).json;
    let order = sent(&member, "mug", 100);
    offer(&app, &[("mug", "goods,150,,4,,,,,,yes,")]);
    assert_eq!(crate::mall::detail(&member, "mug")["offer"]["left"], 2, "4 in all, 2 of them taken");
    assert_eq!(super::get(&member, &first)["price"], json!({ "points": 100, "fen": 0 }));
    staff(&app, &order, super::pay).unwrap();
    redeem(&member, &pick_up("mug", 100, 0)).refused(409, "price_changed");
    redeem(&member, &pick_up("mug", 150, 0)).expect(200);
    // Fewer than are taken is refused, and nothing of such a file is taken.
    let file = app.place.directory.join("items.csv");
    std::fs::write(
        &file,
        format!("{COLUMNS}\nnew,杯,Mug,,,,,goods,1,,1,,,,,,no,\nmug,杯,Mug,,,,,goods,1,,2,,,,,,no,\n"),
    )
    .unwrap();
    let refused = crate::support::shuke()
        .arg("--data")
        .arg(app.place.directory.join("data"))
        .args(["import", "items", file.to_str().unwrap()])
        .output()
        .unwrap();
    if app.place.is_sqlite() {
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(said.contains("items.csv:3: stock: 2 is less than the 3 that are taken"), "{said}");
    }
    assert_eq!(app.place.number("SELECT COUNT(*) FROM mall_items"), 1);
    everything_adds_up(&app);
}
