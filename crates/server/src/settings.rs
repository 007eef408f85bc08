//! What an operator can set: a TOML file, `SHUKE_*` environment variables and flags, later ones winning. Owns the list of
//! settings and their checks; `docs/settings.md` describes each.

mod keys;
mod network;
mod parse;
mod values;

pub use keys::{KEYS, Key};
pub use network::Network;
pub use parse::{Problem, Raw};

use crate::store::Location;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Everything that can be set, checked.
#[derive(Clone, Debug)]
pub struct Settings {
    pub location: Location,
    /// How many writes share a commit on SQLite at most.
    pub writes_per_commit: usize,
    pub listen: SocketAddr,
    /// Where the built app lies.
    pub app: PathBuf,
    /// How the world reaches the server; `None` in development.
    pub public_url: Option<PublicUrl>,
    /// Who may say `X-Forwarded-For` and `X-Forwarded-Proto`.
    pub trusted_proxies: Vec<Network>,
    /// The header in which they say in which city a client is.
    pub city_header: Option<String>,
    /// Origins whose pages may hold the app in a frame.
    pub frame_ancestors: Vec<String>,
    pub dev_sign_in: bool,
    /// The machines of the same network count as this one, for development.
    pub lan: bool,
    /// Seconds that the server's clock is ahead of the machine's, and that it may be moved: development only.
    pub clock_offset: Option<i64>,
    pub log: tracing::Level,
    pub sms: Sms,
    /// The service account of the brand; `None`: nothing of WeChat is to be seen.
    pub wechat: Option<Arc<Wechat>>,
    pub anchoring: Anchoring,
    pub body_limit: usize,
    pub timeout: Duration,
    /// How long a connection may stand still.
    pub idle: Duration,
    pub rates: Rates,
    pub codes: CodeLimits,
}

/// `https://card.example.com`: scheme and host, no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    pub https: bool,
    /// Host, with the port where it is not the scheme's own.
    pub host: String,
}

/// As it was set.
impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.https { "https" } else { "http" }, self.host)
    }
}

/// Requests a second; a burst is ten times as many. 0: no limit.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    pub address: u32,
    pub session: u32,
    pub till: u32,
}

/// What anchors are signed with and where they are handed on to.
#[derive(Clone, Default)]
pub struct Anchoring {
    pub key: Option<String>,
    pub file: Option<PathBuf>,
    pub url: Option<String>,
}

/// The key is a secret, and the address may hold one.
impl fmt::Debug for Anchoring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Anchoring").field("file", &self.file).finish_non_exhaustive()
    }
}

/// A service account of WeChat's, and where its servers are.
#[derive(Clone)]
pub struct Wechat {
    pub app_id: String,
    pub secret: String,
    /// What WeChat signs with what it pushes to this server; `None`: nothing is taken.
    pub pushes: Option<Pushes>,
    /// Where people are asked who they are.
    pub open: String,
    /// Where servers ask.
    pub api: String,
    /// WeChat's own script for pages.
    pub script: String,
    pub timeout: Duration,
}

/// How WeChat's own calls are known.
#[derive(Clone)]
pub struct Pushes {
    pub token: String,
    /// `EncodingAESKey`: in safe mode what comes is encrypted with it.
    pub aes_key: Option<String>,
}

/// It holds the secret of the account.
impl fmt::Debug for Wechat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wechat").field("app_id", &self.app_id).finish_non_exhaustive()
    }
}

/// One-time codes that are sent at most.
#[derive(Clone, Copy, Debug)]
pub struct CodeLimits {
    pub number_hour: u32,
    pub number_day: u32,
    pub device_hour: u32,
    pub address_hour: u32,
    /// Of those that nobody used.
    pub address_unused_hour: u32,
    pub address_unused_day: u32,
}

/// How one-time codes reach a phone.
#[derive(Clone, Debug)]
pub enum Sms {
    /// They are written to the log: development only.
    Log,
    Http(Box<Gateway>),
}

/// An HTTP SMS gateway.
#[derive(Clone)]
pub struct Gateway {
    pub url: String,
    pub method: String,
    pub headers: Vec<(String, String)>,
    /// `{phone}`, `{code}` and `{minutes}` are filled in.
    pub body: String,
    pub success_status: u16,
    /// The reply must contain it.
    pub success_text: Option<String>,
    pub timeout: Duration,
}

/// Headers hold the gateway's key.
impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway").field("method", &self.method).finish_non_exhaustive()
    }
}

impl Settings {
    /// Checks what was given. All problems at once, each with the setting's name and the remedy.
    pub fn check(raw: &Raw) -> Result<Self, Vec<Problem>> {
        parse::settings(raw)
    }

    /// Where the data lies: all that the commands besides `serve` need.
    pub fn location(raw: &Raw) -> Location {
        match raw.one("database_url") {
            Some(url) => Location::Postgres(url.to_owned()),
            None => Location::Directory(PathBuf::from(raw.one("data").unwrap_or("data"))),
        }
    }

    /// How anchors are signed: what commands that check them need besides.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub fn anchoring(raw: &Raw) -> Result<Anchoring, Vec<Problem>> {
        parse::anchoring(raw)
    }

    /// How the world reaches the server: what printed codes lead to.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub fn public_url(raw: &Raw) -> Result<Option<PublicUrl>, Vec<Problem>> {
        parse::public(raw)
    }

    /// Whether nobody can reach the server who should not see development: this machine alone can, or, where that is allowed, those of
    /// its own network.
    pub fn is_private(&self) -> bool {
        self.is_near(self.listen.ip()) && self.public_url.is_none() && self.trusted_proxies.is_empty()
    }

    /// Whether somebody at this address may do what is for development.
    pub fn is_near(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_loopback() || self.lan && network::is_local(address)
    }
}
