//! Plays WeChat for tests: asks people who they are, says whose a code is, lends tokens and tickets, and gives pages a script that believes only
//! what is signed with the ticket of now. It is as strict as WeChat describes itself: parameters in their order where that matters, codes once
//! and for five minutes, errors with status 200. It can be told to fail, to be slow, and to lend another ticket.
//!
//! Owns no assertion: what it is asked it writes down, and a test reads that.

mod answers;
mod http;
pub mod push;
mod script;

use std::collections::HashMap;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The account of the brand.
pub const APP_ID: &str = "wxba5fad812f8e6fb9";
pub const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// Whose WeChat it is that opens a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    pub openid: String,
    pub unionid: Option<String>,
    /// WeChat shows them the page without having asked anything.
    pub is_temporary: bool,
    /// They say no when they are asked.
    pub refuses: bool,
}

/// What it does instead of answering servers; people are led on as ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    #[default]
    Well,
    /// Closes every connection.
    Down,
    /// Answers what is no JSON, with status 502.
    Broken,
    /// Thinks for so long before it answers.
    Slow(Duration),
    /// Answers everything with this `errcode`.
    Errcode(i64),
}

struct Code {
    person: Person,
    scope: String,
    made: Instant,
    /// So much older than it is.
    older: Duration,
    used: bool,
}

#[derive(Default)]
struct State {
    app_id: String,
    person: Person,
    mood: Mood,
    codes: HashMap<String, Code>,
    access_token: String,
    ticket: String,
    /// Method and path, in the order in which they came.
    asked: Vec<String>,
    /// What was asked as it may not be.
    wrong: Vec<String>,
    /// Where people may be led back to.
    hosts: Vec<String>,
    /// How often a token was asked for although another one counts.
    forced: usize,
}

/// A server that plays WeChat. It ends with the process.
#[derive(Clone)]
pub struct Double {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Double {
    /// # Errors
    /// Where there is no port.
    pub fn start() -> io::Result<Self> {
        Self::start_as(APP_ID)
    }

    /// The same for another account.
    ///
    /// # Errors
    /// Where there is no port.
    pub fn start_as(app_id: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let state = State { app_id: app_id.to_owned(), ..State::default() };
        let double = Self { address: listener.local_addr()?, state: Arc::new(Mutex::new(state)) };
        let serving = double.clone();
        std::thread::spawn(move || http::serve(&listener, &serving));
        Ok(double)
    }

    /// `http://127.0.0.1:4711`
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What the server under test is started with.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("SHUKE_WECHAT_APP_ID", self.lock().app_id.clone()),
            ("SHUKE_WECHAT_APP_SECRET", SECRET.to_owned()),
            ("SHUKE_WECHAT_OPEN_URL", self.url()),
            ("SHUKE_WECHAT_API_URL", self.url()),
            ("SHUKE_WECHAT_SCRIPT_URL", format!("{}/jweixin.js", self.url())),
            ("SHUKE_WECHAT_TIMEOUT_SECONDS", "2".to_owned()),
        ]
    }

    /// People may be led back to this host; WeChat knows the domains of an account.
    pub fn allow(&self, host: &str) {
        self.lock().hosts.push(host.to_owned());
    }

    /// From now on this one's WeChat opens pages.
    pub fn is(&self, person: Person) {
        self.lock().person = person;
    }

    pub fn feels(&self, mood: Mood) {
        self.lock().mood = mood;
    }

    /// Everything that was lent counts no more; nobody is told.
    pub fn rotate(&self) {
        let mut state = self.lock();
        state.access_token.clear();
        state.ticket.clear();
    }

    /// Codes that were given out are so many seconds older.
    pub fn ages(&self, seconds: u64) {
        self.lock().codes.values_mut().for_each(|code| code.older += Duration::from_secs(seconds));
    }

    /// How often it was asked that: `GET /cgi-bin/ticket/getticket`.
    pub fn asked(&self, what: &str) -> usize {
        self.lock().asked.iter().filter(|asked| *asked == what).count()
    }

    /// How often a token was asked for although another one counts.
    pub fn forced(&self) -> usize {
        self.lock().forced
    }

    /// What was asked as it may not be.
    pub fn wrong(&self) -> Vec<String> {
        self.lock().wrong.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A person of that name.
pub fn person(openid: &str) -> Person {
    Person { openid: openid.to_owned(), ..Person::default() }
}

impl State {
    /// 16 random bytes in hexadecimal digits, after what it is.
    fn drawn(kind: &str) -> String {
        let mut bytes = [0_u8; 16];
        // A double without chance is none.
        let _ = getrandom::fill(&mut bytes);
        format!("{kind}-{}", hex(&bytes))
    }
}

/// Bytes in hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}

impl Code {
    fn is_over(&self) -> bool {
        self.made.elapsed() + self.older > Duration::from_mins(5)
    }
}
