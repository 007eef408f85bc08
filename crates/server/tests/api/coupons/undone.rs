//! Coupons whose task or order was undone while something kept them, and those that staff took away.

use super::{everything_adds_up, held, state};
use crate::staff::Shop;
use crate::support::{Member, Reply, TestApp, Till};
use crate::till::quotes::{declined, let_locks_run_out, line, quote_with, sell};
use serde_json::{Value, json};

const CHALLENGE: &str = "/api/v1/me/tasks/new-member-spend/claim";
const COUPON: &str = "challenge-20";

/// Somebody who did the challenge of new members by one purchase, and has its coupon.
struct Done<'a> {
    app: &'a TestApp,
    shop: Shop<'a>,
    member: Member<'a>,
    till: Till<'a>,
    purchase: String,
    coupon: String,
}

impl<'a> Done<'a> {
    fn start(app: &'a TestApp, phone: &str) -> Self {
        let (shop, member, till) = (Shop::open(app), app.join(phone), app.till("wukang"));
        let purchase = till.sell(&member.number, "p", 20_000);
        let coupon = member.post(CHALLENGE, &json!({})).expect(200).json["coupon"].as_str().unwrap().to_owned();
        shop.manager.look_up(&member.code(0)).expect(200);
        Self { app, shop, member, till, purchase, coupon }
    }

    /// The purchase comes back, and the challenge is not done any more.
    fn undo(&self) {
        self.till.refund(&self.purchase, "r", 20_000).expect(201);
    }

    fn quote(&self, number: &str) -> Value {
        quote_with(&self.till, number, &self.member, &[line("1", 1, 20_000)], &[&self.coupon])
    }

    fn staff(&self, path: &str, more: &Value) -> Reply {
        let mut body = json!({ "member": self.member.number, "coupon": self.coupon });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.shop.manager.post(path, &body)
    }

    fn use_it(&self) -> Reply {
        self.staff("/staff/v1/coupon-uses", &json!({ "prices": [20_000], "to_pay": 18_000 }))
    }

    fn take_away(&self) -> Reply {
        self.staff("/staff/v1/coupon-voids", &json!({ "reason": "发错了" }))
    }

    fn state(&self) -> String {
        state(&self.member, COUPON)
    }

    /// It is void because its task was undone, and no till and no staff take it.
    #[track_caller]
    fn is_gone(&self) {
        let coupon = held(&self.member, COUPON).unwrap();
        let reason = "the task that it was given for was undone";
        assert_eq!(coupon["state"], json!({ "state": "void", "reason": reason }));
        assert_eq!(coupon["withdrawn"], true);
        assert_eq!(self.quote("gone")["to_pay"], 20_000);
        self.use_it().refused(409, "coupon_unusable");
        everything_adds_up(self.app);
    }
}

#[test]
fn one_that_a_quote_counts_on_is_sold_with_it_and_gone_when_that_comes_back() {
    let app = TestApp::start();
    let done = Done::start(&app, "18680000001");
    let quote = done.quote("a");
    done.undo();
    assert_eq!(done.state(), "locked");
    let sale = sell(&done.till, &quote, "a").expect(201).json["id"].as_str().unwrap().to_owned();
    assert_eq!(done.state(), "used");
    done.till.refund(&sale, "r2", 18_000).expect(201);
    done.is_gone();
}

#[test]
fn one_that_a_quote_counts_on_is_gone_when_the_quote_runs_out_or_is_replaced() {
    let app = TestApp::start();
    let done = Done::start(&app, "18680000002");
    done.quote("a");
    done.undo();
    let_locks_run_out(&app);
    done.shop.manager.look_up(&done.member.code(0)).expect(200);
    done.is_gone();
    let other = TestApp::start();
    let done = Done::start(&other, "18680000003");
    done.quote("a");
    done.undo();
    let again = done.quote("a");
    assert_eq!((&again["to_pay"], &declined(&again, &done.coupon)["why"]["why"]), (&json!(20_000), &json!("void")));
    done.is_gone();
}

#[test]
fn one_that_staff_used_is_gone_when_they_undo_it() {
    let app = TestApp::start();
    let done = Done::start(&app, "18680000004");
    let used = done.use_it().expect(200);
    done.undo();
    assert_eq!(done.state(), "used");
    done.shop.manager.undo(used.json["logged"]["id"].as_str().unwrap()).expect(200);
    done.is_gone();
}

#[test]
fn one_that_is_gone_cannot_be_taken_away_besides_and_come_back_with_that() {
    let app = TestApp::start();
    let done = Done::start(&app, "18680000005");
    done.undo();
    let refused = done.take_away().refused(409, "coupon_unusable");
    assert!(refused.json["rule"].as_str().unwrap().contains("was undone"), "{}", refused.text());
    assert_eq!(app.place.number("SELECT COUNT(*) FROM staff_log WHERE action = 'void_coupon'"), 0);
    done.is_gone();
}

#[test]
fn one_that_staff_took_away_before_is_gone_when_they_undo_that() {
    let app = TestApp::start();
    let done = Done::start(&app, "18680000006");
    let taken = done.take_away().expect(200);
    done.undo();
    let reason = held(&done.member, COUPON).unwrap()["state"]["reason"].clone();
    assert_eq!(reason, "发错了");
    done.shop.manager.undo(taken.json["id"].as_str().unwrap()).expect(200);
    done.is_gone();
}

#[test]
fn one_whose_sale_came_back_while_it_was_taken_away_can_be_used_when_that_is_undone() {
    let app = TestApp::start();
    let done = Done::start(&app, "18680000008");
    let quote = done.quote("a");
    let sale = sell(&done.till, &quote, "a").expect(201).json["id"].as_str().unwrap().to_owned();
    let taken = done.take_away().expect(200);
    let back = done.till.refund(&sale, "a-back", 18_000).expect(201).json;
    assert_eq!(back["coupons_back"], json!(null), "the till is told of none that can be used");
    assert_eq!((done.state(), used(&done)), ("void".to_owned(), json!(null)));
    done.shop.manager.undo(taken.json["id"].as_str().unwrap()).expect(200);
    assert_eq!((done.state(), used(&done)), ("available".to_owned(), json!(null)));
    assert_eq!(done.quote("b")["to_pay"], 18_000, "and a till takes it");
    everything_adds_up(&app);
}

#[test]
fn one_whose_sale_stands_is_still_used_when_its_taking_away_is_undone() {
    let app = TestApp::start();
    let done = Done::start(&app, "18680000009");
    sell(&done.till, &done.quote("a"), "a").expect(201);
    let taken = done.take_away().expect(200);
    done.shop.manager.undo(taken.json["id"].as_str().unwrap()).expect(200);
    assert_eq!(done.state(), "used");
    everything_adds_up(&app);
}

/// The day on which it was used.
fn used(done: &Done<'_>) -> Value {
    held(&done.member, COUPON).unwrap()["used"].clone()
}

#[test]
fn what_a_tier_gave_and_a_refund_withdrew_cannot_be_taken_away_either() {
    let app = TestApp::start();
    let (shop, member, till) = (Shop::open(&app), app.join("18680000007"), app.till("wukang"));
    let sale = till.sell(&member.number, "1", 49_900);
    let coupon = held(&member, "three-one").unwrap()["id"].clone();
    till.refund(&sale, "r1", 100).expect(201);
    shop.manager.look_up(&member.code(0)).expect(200);
    let body = json!({ "member": member.number, "coupon": coupon, "reason": "发错了" });
    shop.manager.post("/staff/v1/coupon-voids", &body).refused(409, "coupon_unusable");
    till.sell(&member.number, "2", 100);
    assert_eq!(state(&member, "three-one"), "available", "it comes back with the tier");
    everything_adds_up(&app);
}
