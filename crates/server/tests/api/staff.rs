//! `/staff/v1`

mod sign_in;

use crate::support::{Ask, Reply, TestApp};
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

    /// The entries of the log's first page.
    pub fn log(&self) -> Vec<Value> {
        self.get("/staff/v1/log").expect(200).json["entries"].as_array().unwrap().clone()
    }
}
