//! A server of its own for a test, and people who use it.

pub mod dump;
pub mod http;
mod place;
mod process;
pub mod reading;
mod time;

pub use http::{Ask, Reply};
pub use place::{Place, block_on};
pub use process::Process;
pub use time::{CLOCK_OFFSET, zone};

use serde_json::{Value, json};
use shuke_rules::code::Device;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

/// The project's own brand.
pub fn brand() -> PathBuf {
    root().join("brands/xiaoman.toml")
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A running server with data of its own. Stops and is removed with its value.
pub struct TestApp {
    pub process: Process,
    pub place: Place,
    /// Seconds that its clock is ahead of the machine's.
    ahead: AtomicI64,
}

/// A signed-in browser.
pub struct Member<'a> {
    pub app: &'a TestApp,
    pub cookie: String,
    pub number: String,
}

/// A shop's till.
pub struct Till<'a> {
    pub app: &'a TestApp,
    pub key: String,
}

impl TestApp {
    /// With limits that no test but that of the limits meets.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    pub fn start_with(settings: &[(&str, &str)]) -> Self {
        let place = Place::new();
        place.run(&["apply", brand().to_str().unwrap()]);
        Self::start_in(place, settings)
    }

    pub fn start_in(place: Place, settings: &[(&str, &str)]) -> Self {
        let offset = settings.iter().find(|(name, _)| *name == CLOCK_OFFSET);
        let app = Self::with(Process::serve(place.serve(settings)), place);
        app.ahead.store(offset.map_or(0, |(_, seconds)| seconds.parse().unwrap()), Ordering::Release);
        app
    }

    /// A server that was started already, with the machine's time.
    pub fn with(process: Process, place: Place) -> Self {
        Self { process, place, ahead: AtomicI64::new(0) }
    }

    /// Ends the process with `signal` and starts another on the same data, at the time that was reached.
    pub fn start_again(self, signal: &str) -> Self {
        self.process.signal(signal);
        self.start_again_after_its_end()
    }

    /// Ends the process; its data stays where it is, and nobody works on it any more.
    pub fn halt(&mut self) {
        self.process.signal("TERM");
        self.process.wait();
    }

    /// Ends the process and gives its data.
    pub fn stop(mut self) -> Place {
        self.halt();
        std::mem::take(&mut self.place)
    }

    /// Waits for the process's end and starts another on the same data.
    pub fn start_again_after_its_end(mut self) -> Self {
        self.process.wait();
        let place = std::mem::take(&mut self.place);
        let ahead = self.ahead.load(Ordering::Acquire).to_string();
        drop(self);
        Self::start_in(place, &[(CLOCK_OFFSET, &ahead)])
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.process.base)
    }

    pub fn ask(&self, method: &str, path: &str) -> Ask {
        Ask::new(method, self.url(path))
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path).send()
    }

    /// A write by nobody in particular.
    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.ask("POST", path).json(body).send()
    }

    /// Asks for a one-time code and reads it where the development sender writes it.
    pub fn code_for(&self, phone: &str) -> String {
        let seen = self.process.codes(phone).len();
        self.post("/api/v1/one-time-codes", &json!({ "phone": phone })).expect(202);
        let patience = Instant::now() + Duration::from_secs(5);
        loop {
            if let Some(code) = self.process.codes(phone).get(seen) {
                return code.clone();
            }
            assert!(Instant::now() < patience, "no code for {phone} was written");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn join(&self, phone: &str) -> Member<'_> {
        let code = self.code_for(phone);
        let reply = self.post("/api/v1/members", &joining(phone, &code)).expect(200);
        assert_eq!(reply.json["joined"], true);
        self.member(&reply)
    }

    /// The development sign-in: a card number, or a name of an import.
    pub fn sign_in_as(&self, who: &str) -> Member<'_> {
        self.member(&self.post("/api/v1/dev/sessions", &json!({ "who": who })).expect(200))
    }

    /// Whoever a reply signed in.
    pub fn member(&self, reply: &Reply) -> Member<'_> {
        let number = reply.json["number"].as_str().unwrap().to_owned();
        Member { app: self, cookie: reply.cookie().unwrap(), number }
    }

    /// A till of a shop, with a key that the operator made.
    pub fn till(&self, store: &str) -> Till<'_> {
        Till { app: self, key: self.place.run(&["till-key", "create", "--store", store]).trim().to_owned() }
    }
}

/// What somebody sends to join, agreeing to what membership needs.
pub fn joining(phone: &str, code: &str) -> Value {
    json!({ "phone": phone, "code": code, "consents": [{ "id": "membership", "version": "2026-01", "given": true }] })
}

impl Member<'_> {
    pub fn ask(&self, method: &str, path: &str) -> Ask {
        self.app.ask(method, path).header("cookie", &self.cookie)
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path).send()
    }

    pub fn put(&self, path: &str, body: &Value) -> Reply {
        self.ask("PUT", path).json(body).send()
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.ask("POST", path).json(body).send()
    }

    pub fn card(&self) -> Value {
        self.get("/api/v1/me/card").expect(200).json
    }

    pub fn points(&self) -> i64 {
        self.card()["points"].as_i64().unwrap()
    }

    pub fn device(&self) -> Device {
        serde_json::from_value(self.get("/api/v1/me/device").expect(200).json["device"].clone()).unwrap()
    }

    /// The member code now, or so many seconds from now.
    pub fn code(&self, seconds: i64) -> String {
        let now = u64::try_from(self.app.now().timestamp() + seconds).unwrap();
        self.device().code_at(now).unwrap()
    }
}

impl Till<'_> {
    pub fn ask(&self, path: &str) -> Ask {
        self.app.ask("POST", path).header("authorization", &format!("Bearer {}", self.key))
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.ask(path).json(body).send()
    }

    pub fn identify(&self, code: &str) -> Reply {
        self.post("/till/v1/members/identify", &json!({ "code": code }))
    }

    /// Sells regular goods for so much and gives the id of the sale.
    pub fn sell(&self, member: &str, number: &str, fen: i64) -> String {
        let reply = self.post("/till/v1/sales", &sale(member, number, fen)).expect(201);
        reply.json["id"].as_str().unwrap().to_owned()
    }

    pub fn refund(&self, sale: &str, number: &str, fen: i64) -> Reply {
        self.post(&format!("/till/v1/sales/{sale}/refunds"), &refund(number, fen))
    }
}

/// A sale of one line of regular goods.
pub fn sale(member: &str, number: &str, fen: i64) -> Value {
    let line = json!({ "item": "1", "name": "燕麦拿铁", "class": "regular", "quantity": 1, "list": fen, "paid": fen });
    json!({ "number": number, "member": member, "lines": [line], "paid": fen })
}

/// A refund of the first line.
pub fn refund(number: &str, fen: i64) -> Value {
    json!({ "number": number, "lines": [{ "line": 0, "amount": fen }] })
}

/// Runs all at the same time and gives their results in order.
pub fn at_once<T: Send>(works: impl IntoIterator<Item: FnOnce() -> T + Send>) -> Vec<T> {
    std::thread::scope(|scope| {
        let begun: Vec<_> = works.into_iter().map(|work| scope.spawn(work)).collect();
        begun.into_iter().map(|work| work.join().unwrap()).collect()
    })
}

/// The binary under test, without the settings of whoever runs the tests.
pub fn shuke() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shuke"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("SHUKE_")) {
        command.env_remove(name);
    }
    command
}
