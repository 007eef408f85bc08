//! `/staff/v1`

mod confirm;
mod coupons;
mod look_up;
mod orders;
mod races;
mod sign_in;
mod undo;

use crate::support::{Ask, Member, Reply, TestApp};
use serde_json::{Value, json};

/// One who works in a shop, signed in.
pub struct Staff<'a> {
    pub app: &'a TestApp,
    pub cookie: String,
    /// The number of the account.
    pub number: i64,
}

/// Makes an account and gives its number.
pub fn account(app: &TestApp, phone: &str, role: &str, store: &str) -> i64 {
    let name = format!("{role} {}", &phone[7..]);
    let said = app.place.run(&["staff", "add", "--phone", phone, "--name", &name, "--role", role, "--store", store]);
    said.split(['(', ')']).nth(1).unwrap().parse().unwrap()
}

pub fn sign_in(app: &TestApp, phone: &str) -> Reply {
    let code = app.code_for(phone);
    app.post("/staff/v1/sessions", &json!({ "phone": phone, "code": code }))
}

/// With a new account.
pub fn staff<'a>(app: &'a TestApp, phone: &str, role: &str, store: &str) -> Staff<'a> {
    let number = account(app, phone, role, store);
    Staff { app, cookie: sign_in(app, phone).expect(200).cookie().unwrap(), number }
}

impl Staff<'_> {
    pub fn ask(&self, method: &str, path: &str) -> Ask {
        self.app.ask(method, path).header("cookie", &self.cookie)
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path).send()
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.ask("POST", path).json(body).send()
    }

    pub fn look_up(&self, code: &str) -> Reply {
        self.post("/staff/v1/look-ups", &json!({ "code": code }))
    }

    pub fn act(&self, order: &str, action: &str, paid: i64) -> Reply {
        self.post(&path_of(order), &json!({ "action": action, "paid": paid }))
    }

    pub fn ship(&self, order: &str) -> Reply {
        let parcel = json!({ "carrier": "顺丰", "number": "SF1" });
        self.post(&path_of(order), &json!({ "action": "ship", "parcel": parcel }))
    }

    pub fn decide(&self, order: &str, action: &str) -> Reply {
        self.post(&path_of(order), &json!({ "action": action, "answer": "看过了" }))
    }

    pub fn undo(&self, entry: &str) -> Reply {
        self.post(&format!("/staff/v1/log/{entry}/undo"), &json!({ "reason": "点错了" }))
    }

    /// The entries of the log's first page.
    pub fn log(&self) -> Vec<Value> {
        self.get("/staff/v1/log").expect(200).json["entries"].as_array().unwrap().clone()
    }
}

/// Where one acts on an order.
pub fn path_of(order: &str) -> String {
    format!("/staff/v1/orders/{order}/actions")
}

/// The entry of the log that an answer names.
pub fn entry(reply: &Reply) -> String {
    reply.json["log"].as_str().unwrap().to_owned()
}

/// A shop with a clerk and a manager, a clerk of another, and a member with 5000 points.
pub struct Shop<'a> {
    pub clerk: Staff<'a>,
    pub manager: Staff<'a>,
    /// Of another shop, which sends nothing.
    pub other: Staff<'a>,
    pub member: Member<'a>,
}

impl<'a> Shop<'a> {
    /// Those of `wukang`, which also sends parcels.
    pub fn open(app: &'a TestApp) -> Self {
        for (id, kind, points, fen) in
            [("cup", "goods", 100, 0), ("pot", "goods", 300, 2_500), ("tea", "voucher", 50, 0)]
        {
            offer(app, id, kind, points, fen);
        }
        let member = app.join("13320000001");
        app.till("wukang").sell(&member.number, "s1", 500_000);
        Self {
            clerk: staff(app, "13320000002", "clerk", "wukang"),
            manager: staff(app, "13320000003", "manager", "wukang"),
            other: staff(app, "13320000004", "manager", "hefang"),
            member,
        }
    }

    /// To be collected in `wukang`.
    pub fn collected(&self, item: &str, points: i64, fen: i64) -> Value {
        self.redeem(&json!({ "item": item, "way": "pick_up", "store": "wukang",
            "price": { "points": points, "fen": fen } }))
    }

    /// To be sent for ¥12.
    pub fn sent(&self) -> Value {
        let to = json!({ "name": "王小满", "phone": "13320000001", "region": "上海市徐汇区", "street": "武康路 1 号" });
        let addresses = self.member.post("/api/v1/me/addresses", &to).expect(200).json;
        let address = &addresses["addresses"][0]["id"];
        self.redeem(&json!({ "item": "cup", "way": "express_for_money", "address": address,
            "price": { "points": 100, "fen": 1_200 } }))
    }

    pub fn voucher(&self) -> Value {
        self.redeem(&json!({ "item": "tea", "way": "voucher", "price": { "points": 50, "fen": 0 } }))
    }

    fn redeem(&self, request: &Value) -> Value {
        self.member.post("/api/v1/me/orders", request).expect(200).json
    }

    pub fn order(&self, id: &str) -> Value {
        self.member.get(&format!("/api/v1/me/orders/{id}")).expect(200).json
    }

    pub fn state(&self, id: &str) -> String {
        self.order(id)["state"].as_str().unwrap().to_owned()
    }
}

fn offer(app: &TestApp, id: &str, kind: &str, points: i64, fen: i64) {
    let text = json!({ "zh": id, "en": id });
    let terms = json!({ "id": id, "name": text, "line": text, "terms": text, "kind": kind,
        "price": { "points": points, "fen": fen }, "per_member": null, "tier": null, "months": [], "from": null,
        "until": null, "can_be_sent": true, "picture": null });
    app.place.sql(&format!(
        "INSERT INTO mall_items (id, place, terms, stock, taken, offered, updated_at) \
         VALUES ('{id}', 1, '{terms}', 99, 0, 1, 0)"
    ));
}

pub fn id(order: &Value) -> &str {
    order["id"].as_str().unwrap()
}
