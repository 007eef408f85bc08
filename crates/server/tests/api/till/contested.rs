//! One coupon that a till and somebody else want at the same time, and one whose time is over: what is left is one of both.

use super::quotes::{QUOTES, basket, declined, line, quote_with, sell};
use crate::coupons::{claim, everything_adds_up, held, start_with_coupons, state, ten, today, wallet};
use crate::staff::{Staff, staff};
use crate::support::{Member, Reply, TestApp, Till, at_once, zone};
use chrono::TimeDelta;
use serde_json::{Value, json};

const ROUNDS: usize = 12;
const PRICE: i64 = 20_000;

fn claimed(member: &Member<'_>, id: &str) -> String {
    claim(member, id).expect(200).json["coupon"]["id"].as_str().unwrap().to_owned()
}

fn state_of(member: &Member<'_>, coupon: &str) -> String {
    let held = wallet(member).into_iter().find(|one| one["id"] == coupon).unwrap();
    held["state"]["state"].as_str().unwrap().to_owned()
}

fn id_of(sold: &Reply) -> String {
    sold.json["id"].as_str().unwrap().to_owned()
}

/// A till and a shop's manager, before whom the member stands.
struct Counter<'a> {
    till: Till<'a>,
    manager: Staff<'a>,
    member: Member<'a>,
}

impl<'a> Counter<'a> {
    fn open(app: &'a TestApp, phone: &str) -> Self {
        let (till, manager) = (app.till("wukang"), staff(app, "13320000003", "manager", "wukang"));
        let member = app.join(phone);
        manager.look_up(&member.code(0)).expect(200);
        Self { till, manager, member }
    }

    fn quote(&self, number: &str, coupon: &str) -> Value {
        quote_with(&self.till, number, &self.member, &[line("1", 1, PRICE)], &[coupon])
    }

    fn use_it(&self, coupon: &str, to_pay: i64) -> Reply {
        let (member, prices) = (&self.member.number, [PRICE]);
        let body = json!({ "member": member, "coupon": coupon, "prices": prices, "to_pay": to_pay });
        self.manager.post("/staff/v1/coupon-uses", &body)
    }

    fn take_away(&self, coupon: &str) -> Reply {
        let body = json!({ "member": self.member.number, "coupon": coupon, "reason": "发错了" });
        self.manager.post("/staff/v1/coupon-voids", &body)
    }
}

/// Does both at the same time; which begins changes with the round.
fn both<A: Send, B: Send>(round: usize, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    let wait = |first: bool| std::thread::sleep(std::time::Duration::from_micros(if first { 0 } else { 300 }));
    std::thread::scope(|scope| {
        let begun = scope.spawn(move || {
            wait(round.is_multiple_of(2));
            one()
        });
        wait(!round.is_multiple_of(2));
        let other = other();
        (begun.join().unwrap(), other)
    })
}

#[test]
fn of_quotes_at_once_under_one_number_the_last_stands_with_the_coupons() {
    let app = TestApp::start();
    let (member, till) = (app.join("18690000001"), app.till("wukang"));
    let body = basket("a", Some(&member.number), &[line("1", 1, 3000)]);
    let quotes = at_once((0..16).map(|_| || till.post(QUOTES, &body).expect(201).json));
    assert!(quotes.iter().all(|quote| quote["to_pay"] == 2500), "each finds the coupon free again");
    let standing = "SELECT COUNT(*) FROM quotes WHERE replaced_at IS NULL";
    assert_eq!(app.place.number(standing), 1);
    let kept = "SELECT COUNT(*) FROM coupons c JOIN quotes q ON q.id = c.quote_id WHERE q.replaced_at IS NULL";
    assert_eq!(app.place.number(kept), 2);
    let sold = at_once(quotes.iter().map(|quote| || sell(&till, quote, "a")));
    assert_eq!(sold.iter().filter(|reply| reply.status == 201).count(), 1);
    let late = sold.iter().filter(|reply| reply.status != 201);
    assert!(late.map(|reply| &reply.json["code"]).all(|code| code == "quote_over" || code == "sale_exists"));
    assert_eq!((state(&member, "first-order"), app.place.number("SELECT COUNT(*) FROM sales")), ("used".into(), 1));
    everything_adds_up(&app);
}

#[test]
fn a_coupon_that_a_till_quotes_while_staff_use_it_is_the_ones_or_the_others() {
    let app = start_with_coupons(&ten("ten", "", ""));
    let counter = Counter::open(&app, "18690000002");
    let mut by_staff = 0;
    for round in 0..ROUNDS {
        let (coupon, number) = (claimed(&counter.member, "ten"), format!("a{round}"));
        let (quote, used) = both(round, || counter.quote(&number, &coupon), || counter.use_it(&coupon, PRICE - 1000));
        if used.status == 200 {
            by_staff += 1;
            assert_eq!((&quote["to_pay"], state_of(&counter.member, &coupon)), (&json!(PRICE), "used".to_owned()));
            assert_eq!(declined(&quote, &coupon)["why"]["why"], "used");
        } else {
            used.refused(409, "coupon_unusable");
            assert_eq!(quote["to_pay"], PRICE - 1000);
            assert_eq!(state_of(&counter.member, &coupon), "locked");
        }
        sell(&counter.till, &quote, &number).expect(201);
        assert_eq!(state_of(&counter.member, &coupon), "used");
    }
    assert_eq!(app.place.number("SELECT COUNT(*) FROM staff_log WHERE action = 'use_coupon'"), by_staff);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM coupons WHERE used_by LIKE 'staff:%'"), by_staff);
    everything_adds_up(&app);
}

#[test]
fn a_coupon_that_a_manager_takes_away_while_a_till_quotes_it_is_not_sold() {
    let app = start_with_coupons(&ten("ten", "", ""));
    let counter = Counter::open(&app, "18690000003");
    for round in 0..ROUNDS {
        let (coupon, number) = (claimed(&counter.member, "ten"), format!("a{round}"));
        let (quote, taken) = both(round, || counter.quote(&number, &coupon), || counter.take_away(&coupon));
        taken.expect(200);
        assert_eq!(state_of(&counter.member, &coupon), "void");
        let sold = sell(&counter.till, &quote, &number);
        if quote["to_pay"] == PRICE {
            assert_eq!(declined(&quote, &coupon)["why"]["why"], "void");
            sold.expect(201);
        } else {
            sold.refused(409, "quote_over");
            let again = counter.quote(&number, &coupon);
            assert_eq!(again["to_pay"], PRICE);
            sell(&counter.till, &again, &number).expect(201);
        }
        assert_eq!(state_of(&counter.member, &coupon), "void");
    }
    assert_eq!(app.place.number("SELECT COUNT(*) FROM coupons WHERE template_id = 'ten' AND used_at IS NOT NULL"), 0);
    everything_adds_up(&app);
}

const CHALLENGE: &str = "/api/v1/me/tasks/new-member-spend/claim";

#[test]
fn a_tasks_coupon_that_is_used_while_the_task_is_undone_is_used_or_gone_and_never_free() {
    let app = TestApp::start();
    let mut counter = Counter::open(&app, "18690000010");
    for round in 0..ROUNDS {
        counter.member = app.join(&format!("186900001{round:02}"));
        counter.manager.look_up(&counter.member.code(0)).expect(200);
        let (till, member) = (&counter.till, &counter.member);
        let (bought, number) = (till.sell(&member.number, &format!("p{round}"), PRICE), format!("a{round}"));
        let coupon = member.post(CHALLENGE, &json!({})).expect(200).json["coupon"].as_str().unwrap().to_owned();
        let undo = || till.refund(&bought, &format!("r{round}"), PRICE).expect(201);
        if round % 3 == 0 {
            let quote = counter.quote(&number, &coupon);
            let (_, sold) = both(round, undo, || sell(till, &quote, &number).expect(201));
            assert_eq!(state_of(member, &coupon), "used", "the quote stood");
            let back = till.refund(&id_of(&sold), &format!("b{round}"), PRICE - 2000).expect(201);
            assert_eq!(back.json.get("coupons_back"), None);
        } else {
            let (_, used) = both(round, undo, || counter.use_it(&coupon, PRICE - 2000));
            if used.status == 200 {
                assert_eq!(state_of(member, &coupon), "used");
                counter.manager.undo(used.json["logged"]["id"].as_str().unwrap()).expect(200);
            } else {
                used.refused(409, "coupon_unusable");
            }
        }
        assert_eq!(state_of(member, &coupon), "void");
        everything_adds_up(&app);
    }
}

#[test]
fn a_coupon_that_ended_is_not_used_by_staff_who_priced_it_in_time() {
    let tomorrow = today().plus_days(1);
    let app = start_with_coupons(&ten("ten", &format!("until = \"{tomorrow}\""), ""));
    app.advance_to(zone().end_of(tomorrow) - TimeDelta::minutes(5));
    let counter = Counter::open(&app, "18690000004");
    let (late, in_time) = (claimed(&counter.member, "ten"), claimed(&counter.member, "ten"));
    let used = counter.use_it(&in_time, PRICE - 1000).expect(200);
    let body = json!({ "member": counter.member.number, "coupon": late, "prices": [PRICE], "to_pay": null });
    assert_eq!(counter.manager.post("/staff/v1/coupon-uses", &body).expect(200).json["to_pay"], PRICE - 1000);
    app.advance(TimeDelta::minutes(6));
    let refused = counter.use_it(&late, PRICE - 1000).refused(409, "coupon_unusable");
    assert!(refused.json["rule"].as_str().unwrap().starts_with("It ended at"), "{}", refused.text());
    assert_eq!(
        (state_of(&counter.member, &late), state_of(&counter.member, &in_time)),
        ("expired".into(), "used".into())
    );
    counter.manager.undo(used.json["logged"]["id"].as_str().unwrap()).expect(200);
    assert_eq!(state_of(&counter.member, &in_time), "expired", "what is undone late has ended all the same");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM staff_log WHERE action = 'use_coupon'"), 1);
    everything_adds_up(&app);
}

#[test]
fn a_trial_that_comes_back_for_nothing_after_its_end_has_ended() {
    let app = TestApp::start();
    let counter = Counter::open(&app, "18690000005");
    let (member, till) = (&counter.member, &counter.till);
    let trial = claimed(member, "new-member-trial");
    let quote = quote_with(till, "a", member, &[line("10021", 1, 3000)], &[&trial]);
    assert_eq!(quote["to_pay"], 0);
    let sale = id_of(&sell(till, &quote, "a").expect(201));
    app.advance_days(8);
    assert_eq!(state(member, "new-member-trial"), "used", "what is used does not end");
    let back = till.refund(&sale, "r1", 0).expect(201).json;
    assert_eq!((&back["amount"], back.get("coupons_back")), (&json!(0), None));
    assert_eq!(held(member, "new-member-trial").unwrap()["state"]["state"], "expired");
    till.refund(&sale, "r2", 0).refused(422, "refund_too_large");
    let again = quote_with(till, "b", member, &[line("10021", 1, 3000)], &[&trial]);
    assert_eq!((&again["to_pay"], &declined(&again, &trial)["why"]["why"]), (&json!(3000), &json!("expired")));
    assert_eq!((member.points(), app.place.number("SELECT COUNT(*) FROM coupons WHERE used_at IS NOT NULL")), (0, 0));
    everything_adds_up(&app);
}
