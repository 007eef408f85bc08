//! Whoever closes their account is nobody any more: every cell of every table is searched for what they, tills and staff wrote
//! of them in a life that left nothing out.

mod imported;

use crate::coupons::held;
use crate::posters::{picture, poster};
use crate::staff::{Staff, entry, id, path_of, staff};
use crate::support::dump::{self, Table};
use crate::support::{Ask, Member, TestApp, Till, at_once, joining};
use serde_json::{Value, json};
use std::time::Duration;

const PHONE: &str = "19912340987";
const NAME: &str = "乌有之";
/// What only a cell about this member holds: parts, so that nothing hides behind what stands before it.
const NEEDLES: [&str; 8] = [PHONE, "19876543210", "乌有", "无人省", "忘川", "裂纹", "10-17", "WY0042"];

/// Where something of them stands, and how many cells were looked at.
fn found(tables: &[Table]) -> (Vec<String>, usize) {
    let (mut found, mut cells) = (Vec::new(), 0);
    for table in tables {
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(row) {
                cells += 1;
                let Some(text) = cell else { continue };
                let named = NEEDLES.iter().filter(|needle| text.contains(**needle));
                found.extend(named.map(|needle| format!("{needle} in {}.{column}: {text}", table.name)));
            }
        }
    }
    (found, cells)
}

/// An item of each kind.
fn fill_the_mall(app: &TestApp) {
    let items = [
        ("cup", "goods,50,,99,99,,,,,yes,"),
        ("pot", "goods,50,25,99,99,,,,,yes,"),
        ("tea", "voucher,50,,99,99,,,,,no,"),
    ];
    crate::mall::offer(app, &items);
}

/// A life that leaves nothing out.
pub struct Life<'a> {
    app: &'a TestApp,
    pub member: Member<'a>,
    pub till: Till<'a>,
    clerk: Staff<'a>,
    manager: Staff<'a>,
}

impl<'a> Life<'a> {
    /// All of it.
    pub fn lived(app: &'a TestApp) -> Self {
        let life = Self::begin(app);
        life.on_their_own();
        life.browsers();
        life.orders();
        life.at_the_counter();
        life.at_the_till();
        life.pieces();
        life
    }

    fn begin(app: &'a TestApp) -> Self {
        fill_the_mall(app);
        let (friend, other) = (app.join("13400000001"), app.join("13400000002"));
        let browser = crate::referral::Browser::new(app);
        browser.opens(&crate::referral::code(&friend));
        let code = browser.code_for(PHONE);
        let mut join = joining(PHONE, &code);
        join["name"] = json!(NAME);
        join["store"] = json!("wukang");
        let member = app.member(&browser.post("/api/v1/members", &join).expect(200));
        crate::referral::code(&member);
        member.get(&format!("/api/v1/referrals/{}", crate::referral::code(&other))).expect(200);
        member.post("/api/v1/me/referral/team", &json!({})).expect(200);
        let till = app.till("wukang");
        till.sell(&member.number, "rich", 900_000);
        let clerk = staff(app, "13420000001", "clerk", "wukang");
        let manager = staff(app, "13420000002", "manager", "wukang");
        Self { app, member, till, clerk, manager }
    }

    pub fn closing(&self) -> Ask {
        self.member.ask("POST", "/api/v1/me/close").json(&json!({ "last_four": &self.member.number[9..] }))
    }

    /// A second browser that signs in by phone, and one that signs out again.
    fn browsers(&self) {
        self.app.wait_for_next_code();
        let code = self.app.code_for(PHONE);
        let signed = self.app.post("/api/v1/sessions", &json!({ "phone": PHONE, "code": code })).expect(200);
        let tablet = self.app.member(&signed);
        let desk = self.app.sign_in_as(&self.member.number);
        for browser in [&tablet, &desk] {
            browser.put("/api/v1/me/profile", &person(Some("乌有之名"))).expect(200);
        }
        desk.post("/api/v1/me/sign-out", &json!({})).expect(200);
        // A code that is asked for and never used.
        self.app.wait_for_next_code();
        self.app.code_for(PHONE);
    }

    fn on_their_own(&self) {
        let member = &self.member;
        let write = |path: &str, body: &Value| member.post(path, body).expect(200).json;
        member.put("/api/v1/me/profile", &person(None)).expect(200);
        member.put("/api/v1/me/profile", &person(Some("乌有之名"))).expect(200);
        member
            .put("/api/v1/me/consents", &json!({ "id": "marketing", "version": "2026-01", "given": true }))
            .expect(200);
        write("/api/v1/me/check-ins", &json!({}));
        write("/api/v1/me/visits", &json!({ "store": "wukang" }));
        write("/api/v1/me/inbox/seen", &json!({ "until": chrono::Utc::now() }));
        write("/api/v1/me/tasks/birthday/claim", &json!({}));
        write("/api/v1/me/posters", &poster(&picture((1080, 1440), 1)));
        member.post("/api/v1/me/coupons", &json!({ "code": "乌有" }));
        member.put("/api/v1/me/profile", &json!({ "name": format!("乌有{}", "长".repeat(60)), "birthday": null }));
        for path in
            ["card", "profile", "export", "inbox", "coupons", "orders", "ledger", "receipts", "benefits", "birthday"]
        {
            member.get(&format!("/api/v1/me/{path}")).expect(200);
        }
        member.get("/").expect(200);
    }

    fn address(&self, n: usize) -> String {
        let addresses = self.member.post("/api/v1/me/addresses", &address(n)).expect(200).json;
        addresses["addresses"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| id(one).to_owned())
            .max_by_key(|id| id.parse::<i64>().unwrap())
            .unwrap()
    }

    fn order(&self, body: &Value) -> String {
        id(&self.member.post("/api/v1/me/orders", body).expect(200).json).to_owned()
    }

    fn sent(&self, address: &str) -> String {
        let order = self.order(&json!({ "item": "cup", "way": "express_for_money", "address": address,
            "price": { "points": 50, "fen": 1_200 } }));
        self.clerk.act(&order, "take_payment", 1_200).expect(200);
        order
    }

    fn collected(&self) -> String {
        self.order(&json!({ "item": "cup", "way": "pick_up", "store": "wukang", "price": { "points": 50, "fen": 0 } }))
    }

    fn said(&self, order: &str) {
        let what = json!({ "what": "收到时杯口有裂纹，乌有之名" });
        self.member.post(&format!("/api/v1/me/orders/{order}/claim"), &what).expect(200);
    }

    fn decide(&self, order: &str, action: &str) -> String {
        let answer = json!({ "action": action, "answer": "乌有之名您好，看过裂纹了" });
        entry(&self.manager.post(&path_of(order), &answer).expect(200))
    }

    fn undo(&self, log: &str) {
        let reason = json!({ "reason": "给乌有之名点错了" });
        self.manager.post(&format!("/staff/v1/log/{log}/undo"), &reason).expect(200);
    }

    /// An order of every kind and every step with words of members or staff in it.
    fn orders(&self) {
        let (first, second) = (self.address(1), self.address(2));
        self.member.put(&format!("/api/v1/me/addresses/{second}"), &address(3)).expect(200);
        let parcel = json!({ "action": "ship", "parcel": { "carrier": "乌有快递", "number": "WY0042" } });
        let shipped = self.sent(&first);
        let log = entry(&self.clerk.post(&path_of(&shipped), &parcel).expect(200));
        self.undo(&log);
        self.clerk.post(&path_of(&shipped), &parcel).expect(200);
        self.member.post(&format!("/api/v1/me/orders/{shipped}/receive"), &json!({})).expect(200);
        self.said(&shipped);
        self.decide(&shipped, "accept_claim");
        self.sent(&second);
        let handed = self.collected();
        let ready = entry(&self.clerk.act(&handed, "prepare", 0).expect(200));
        self.undo(&ready);
        self.clerk.act(&handed, "hand_over", 0).expect(200);
        self.said(&handed);
        let declined = self.decide(&handed, "decline_claim");
        self.undo(&declined);
        self.decide(&handed, "decline_claim");
        let open = self.collected();
        self.clerk.act(&open, "hand_over", 0).expect(200);
        self.said(&open);
        self.collected();
        self.order(
            &json!({ "item": "pot", "way": "pick_up", "store": "wukang", "price": { "points": 50, "fen": 2_500 } }),
        );
        let cancelled = self.order(&json!({ "item": "pot", "way": "express_for_money", "address": first,
            "price": { "points": 50, "fen": 3_700 } }));
        self.member.post(&format!("/api/v1/me/orders/{cancelled}/cancel"), &json!({})).expect(200);
        self.order(&json!({ "item": "tea", "way": "voucher", "price": { "points": 50, "fen": 0 } }));
        self.member.post(&format!("/api/v1/me/addresses/{first}/remove"), &json!({})).expect(200);
    }

    /// A piece of theirs, and everything that was said of its repair.
    fn pieces(&self) {
        let code = crate::pieces::made(self.app, "1", 1).remove(0);
        let of = |act: &str| format!("/api/v1/me/item-codes/{code}/{act}");
        self.member.post(&of("register"), &json!({})).expect(200);
        self.member.post(&of("offer"), &json!({})).expect(200);
        let what = json!({ "store": "wukang", "what": "壶身有裂纹，乌有之名", "pictures": [crate::pieces::photo(9)] });
        let asked = self.member.post(&of("repairs"), &what).expect(200).json;
        let repair = format!("/staff/v1/repairs/{}", id(&asked["repairs"][0]));
        let answer = json!({ "state": "accepted", "note": "乌有之名您好，拿来看看裂纹" });
        self.clerk.post(&repair, &answer).expect(200);
        self.member.get("/api/v1/me/inbox").expect(200);
    }

    fn at_the_till(&self) {
        let (till, number) = (&self.till, &self.member.number);
        till.identify(&self.next_code()).expect(200);
        let line = json!({ "item": "1", "class": "regular", "quantity": 1, "price": 3_000 });
        let basket = json!({ "number": "q1", "member": number, "lines": [line], "coupons": "best", "points": 0 });
        let quoted = till.post("/till/v1/quotes", &basket).expect(201).json;
        let sold = till.post("/till/v1/sales", &crate::till::quotes::sale_of(&quoted, "q1")).expect(201).json;
        let paid = quoted["to_pay"].as_i64().unwrap();
        till.refund(id(&sold), "q1-back", paid).expect(201);
        let by_code = json!({ "number": "q2", "code": self.next_code(), "lines": [line], "sent": true,
            "coupons": { "these": [] } });
        till.post("/till/v1/quotes", &by_code).expect(201);
        let sale = till.sell(number, "s1", 5_000);
        till.refund(&sale, "s1-back", 2_000).expect(201);
    }

    /// A member code that was not taken yet.
    fn next_code(&self) -> String {
        self.app.place.sql("DELETE FROM code_uses");
        self.member.code(0)
    }

    fn at_the_counter(&self) {
        let (clerk, manager) = (&self.clerk, &self.manager);
        for staff in [clerk, manager] {
            staff.look_up(&self.next_code()).expect(200);
        }
        let order = self.collected();
        let code = self.member.get(&format!("/api/v1/me/orders/{order}")).expect(200).json["code"].clone();
        clerk.look_up(code.as_str().unwrap()).expect(200);
        let seen = json!({ "member": self.member.number, "task": "buyers-show" });
        let confirmed = clerk.post("/staff/v1/task-confirmations", &seen).expect(200).json;
        self.undo(id(&confirmed));
        let again = clerk.post("/staff/v1/task-confirmations", &seen).expect(200).json;
        self.undo(id(&again));
        let coupon = |template: &str| held(&self.member, template).unwrap()["id"].clone();
        let pack = json!({ "member": self.member.number, "coupon": coupon("welcome-pack"), "prices": [], "to_pay": 0 });
        let used = clerk.post("/staff/v1/coupon-uses", &pack).expect(200).json;
        self.undo(id(&used["logged"]));
        clerk.post("/staff/v1/coupon-uses", &pack).expect(200);
        for template in ["first-order", "three-one"] {
            let reason =
                json!({ "member": self.member.number, "coupon": coupon(template), "reason": "乌有之名不要了" });
            let voided = manager.post("/staff/v1/coupon-voids", &reason).expect(200).json;
            if template == "first-order" {
                self.undo(id(&voided));
                manager.post("/staff/v1/coupon-voids", &reason).expect(200);
            }
        }
        for staff in [clerk, manager] {
            assert!(!staff.log().is_empty());
        }
    }
}

fn person(name: Option<&str>) -> Value {
    json!({ "name": name, "birthday": { "month": 10, "day": 17 } })
}

fn address(n: usize) -> Value {
    json!({ "name": "收件乌有", "phone": "19876543210", "region": "无人省无人市", "street": format!("忘川路 {n} 号"),
        "preferred": true })
}

#[test]
fn of_whoever_closed_their_account_no_cell_of_any_table_says_anything() {
    let app = TestApp::start();
    let life = Life::lived(&app);
    let (before, _) = found(&dump::tables(&app.place));
    for needle in NEEDLES {
        assert!(before.iter().any(|found| found.starts_with(needle)), "{needle} was written nowhere");
    }
    // Where people typed, so that a life that left one of them out is noticed.
    for place in [
        "idempotency.body",
        "staff_log.note",
        "order_steps.note",
        "order_claims.answer",
        "coupons.void_reason",
        "task_confirmations.undone_reason",
        "item_repair_steps.note",
    ] {
        assert!(before.iter().any(|found| found.contains(&format!(" in {place}:"))), "{place} held nothing");
    }
    let close = life.closing();
    close.send().expect(200);
    close.send().expect(200);
    let (after, cells) = found(&dump::tables(&app.place));
    println!("{cells} cells; {} said something before the account was closed, {} after", before.len(), after.len());
    assert!(after.is_empty(), "{}", after.join("\n"));
    // Nor do those who served them see it: in the log, in what waits, in a look-up, in anything sent again.
    for staff in [&life.clerk, &life.manager] {
        for path in ["/staff/v1/log", "/staff/v1/orders", "/staff/v1/repairs"] {
            let text = staff.get(path).expect(200).text();
            assert!(!NEEDLES.iter().any(|needle| text.contains(needle)), "{text}");
        }
    }
    app.place.run(&["ledger", "verify"]);
}

/// What was under way when the account was closed, or the session ended, writes nothing after it.
#[test]
fn a_write_that_waited_while_its_session_ended_is_not_done() {
    let app = TestApp::start();
    let member = app.join(PHONE);
    let close = json!({ "last_four": &member.number[9..] });
    let wait = |millis: u64| std::thread::sleep(Duration::from_millis(millis));
    let statuses = at_once([0, 1, 2, 3].map(|which| {
        let (app, member, close) = (&app, &member, &close);
        move || match which {
            0 => u16::from(app.place.hold_the_write_lock(Duration::from_millis(1_500))),
            1 => {
                wait(400);
                member.post("/api/v1/me/close", close).status
            }
            2 => {
                wait(800);
                member.post("/api/v1/me/addresses", &address(1)).status
            }
            _ => {
                wait(800);
                member.put("/api/v1/me/profile", &person(Some("乌有之名"))).status
            }
        }
    }));
    assert_eq!(statuses[1..], [200, 401, 401]);
    let (after, _) = found(&dump::tables(&app.place));
    assert!(after.is_empty(), "{}", after.join("\n"));
}
