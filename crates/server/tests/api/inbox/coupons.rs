//! Messages about coupons: given by themselves, and ending within a week.

use super::{at, kinds, of_kind, start_quietly, today, unread};
use crate::coupons::{claim, count, held, state, ten, wallet};
use crate::orders::packs::{buy, offer};
use crate::staff::Shop;
use crate::support::{Member, TestApp, zone};
use crate::till::quotes::{line, quote_with, sell};
use serde_json::{Value, json};

fn said(member: &Member<'_>, what: &str) -> Vec<Value> {
    of_kind(member, what).into_iter().map(|message| message["what"].clone()).collect()
}

#[test]
fn a_birthdays_coupon_is_news_what_joining_brought_is_said_and_what_a_new_tier_brings_is_the_tiers() {
    let app = TestApp::start();
    let member = app.join("18630000001");
    app.till("wukang").sell(&member.number, "1", 99_900);
    assert!(wallet(&member).len() > 2, "the tier gave some");
    let on_joining = said(&member, "coupon_given");
    let templates: Vec<&Value> = on_joining.iter().map(|said| &said["name"]["zh"]).collect();
    assert_eq!(templates, ["首单礼金", "新人礼包"]);
    let before = unread(&member);
    let birthday = json!({ "month": today().month(), "day": today().day_of_month() });
    member.put("/api/v1/me/profile", &json!({ "name": null, "birthday": birthday })).expect(200);
    let coupon = held(&member, "birthday").unwrap();
    let given = said(&member, "coupon_given");
    assert_eq!(
        given[..given.len() - on_joining.len()],
        [json!({ "what": "coupon_given", "coupon": coupon["id"], "name": coupon["terms"]["name"], "count": 1 })]
    );
    // In the last week of a month it ends soon as well, but nobody is told on the day on which it came.
    assert_eq!(unread(&member), before + 1);
}

#[test]
fn a_coupon_that_staff_took_away_is_said_with_the_reason_until_that_is_undone() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    shop.manager.look_up(&shop.member.code(0)).expect(200);
    let coupon = held(&shop.member, "first-order").unwrap();
    let before = unread(&shop.member);
    let body = json!({ "member": shop.member.number, "coupon": coupon["id"], "reason": "发错了" });
    let logged = shop.manager.post("/staff/v1/coupon-voids", &body).expect(200).json;
    let expected = json!({ "what": "coupon_voided", "coupon": coupon["id"], "name": coupon["terms"]["name"],
        "reason": "发错了" });
    assert_eq!((said(&shop.member, "coupon_voided"), unread(&shop.member)), (vec![expected], before + 1));
    shop.manager.undo(logged["id"].as_str().unwrap()).expect(200);
    // That it is back is news, too, and why.
    let undone = json!({ "what": "staff_undid", "action": "void_coupon", "name": coupon["terms"]["name"],
        "page": { "to": "coupon", "id": coupon["id"] }, "reason": "点错了" });
    assert_eq!((said(&shop.member, "coupon_voided"), said(&shop.member, "staff_undid")), (Vec::new(), vec![undone]));
    assert_eq!(unread(&shop.member), before + 1);
}

#[test]
fn what_was_claimed_is_no_news_and_its_end_is() {
    let app = start_quietly(
        &[ten("a", "days = 30", ""), ten("b", "days = 30", ""), ten("c", "days = 2", ""), ten("d", "days = 30", "")]
            .concat(),
    );
    let member = app.join("18630000002");
    for id in ["a", "b", "c"] {
        claim(&member, id).expect(200);
    }
    assert_eq!((said(&member, "coupon_given").len(), said(&member, "coupons_ending").len()), (0, 0), "just claimed");
    let last = today().plus_days(30);
    app.advance_days(1);
    claim(&member, "d").expect(200);
    app.advance_to_noon(last.minus_days(7));
    assert_eq!(said(&member, "coupons_ending").len(), 0, "what is over was too short to be told of");
    app.advance_to_noon(last.minus_days(6));
    let told = of_kind(&member, "coupons_ending");
    assert_eq!(told.len(), 1);
    let what = &told[0]["what"];
    assert_eq!((&what["count"], &what["day"]), (&json!(2), &json!(last.to_string())));
    assert_eq!(at(&told[0]), zone().start_of(app.today()));
    app.advance_days(1);
    let told: Vec<Value> = said(&member, "coupons_ending").iter().map(|said| said["count"].clone()).collect();
    assert_eq!(told, [1, 2], "a day later for the other");
}

#[test]
fn what_was_used_before_is_not_said_to_end_and_what_was_used_since_stays_said() {
    let app = start_quietly(&ten("a", "days = 30", ""));
    let [before, since] = ["18630000003", "18630000004"].map(|phone| app.join(phone));
    for member in [&before, &since] {
        claim(member, "a").expect(200);
    }
    let (till, last) = (app.till("wukang"), today().plus_days(30));
    let used = |member: &Member<'_>| {
        let coupon = held(member, "a").unwrap()["id"].as_str().unwrap().to_owned();
        let quote = quote_with(&till, &member.number, member, &[line("1", 1, 3000)], &[&coupon]);
        sell(&till, &quote, &member.number).expect(201);
        assert_eq!(state(member, "a"), "used");
    };
    app.advance_to_noon(last.minus_days(13));
    used(&before);
    app.advance_to_noon(last.minus_days(5));
    used(&since);
    app.advance_to_noon(last.minus_days(3));
    assert_eq!(said(&since, "coupons_ending").len(), 1, "it was in hand in the morning of the last week");
    assert_eq!(said(&before, "coupons_ending").len(), 0);
}

#[test]
fn what_a_member_redeemed_or_was_given_for_a_task_that_they_claimed_is_no_news() {
    let app = start_quietly("");
    let member = app.join("18630000005");
    app.till("wukang").sell(&member.number, "1", 19_900);
    member.post("/api/v1/me/tasks/new-member-spend/claim", &json!({})).expect(200);
    offer(&app, "", "pack-8*3");
    buy(&member, 0);
    assert_eq!((count(&member, "challenge-20"), count(&member, "pack-8")), (1, 3));
    assert_eq!(kinds(&member), ["order_placed"]);
    assert_eq!(unread(&member), 0);
}
