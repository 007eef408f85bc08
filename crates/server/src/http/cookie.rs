//! The cookies: a member's session and, apart from it, that of staff. One browser may hold both; neither opens what is the
//! other's. And what a browser is known by that asks for one-time codes or opened a member's link, which opens nothing.

use super::Client;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use shuke_contract::Caller;

/// Days that a member's session lasts after it was last used.
pub const SESSION_DAYS: i64 = 180;
/// Days that it is known that a browser opened a link.
pub const VISIT_DAYS: i64 = 90;
/// Hours that a session of staff lasts after signing in.
pub const STAFF_HOURS: i64 = 12;

/// One kind of cookie.
pub struct Kind {
    /// `__Host-` binds it to this host and to https.
    https: &'static str,
    plain: &'static str,
    seconds: i64,
    same_site: &'static str,
}

/// A member comes by links from elsewhere, too: those find them signed in.
pub const MEMBER: Kind =
    Kind { https: "__Host-shuke", plain: "shuke", seconds: SESSION_DAYS * 86_400, same_site: "Lax" };

pub const STAFF: Kind =
    Kind { https: "__Host-shuke-staff", plain: "shuke-staff", seconds: STAFF_HOURS * 3_600, same_site: "Strict" };

/// Of a browser that asked for a one-time code, whoever sits before it.
pub const DEVICE: Kind =
    Kind { https: "__Host-shuke-device", plain: "shuke-device", seconds: SESSION_DAYS * 86_400, same_site: "Strict" };

/// Of a browser that opened a member's link, whoever sits before it. Links lead there from elsewhere.
pub const VISIT: Kind =
    Kind { https: "__Host-shuke-visit", plain: "shuke-visit", seconds: VISIT_DAYS * 86_400, same_site: "Lax" };

/// Of a browser that was led to WeChat to be told who sits before it, or that needs not be: it comes back from there.
pub const WECHAT: Kind =
    Kind { https: "__Host-shuke-wechat", plain: "shuke-wechat", seconds: SESSION_DAYS * 86_400, same_site: "Lax" };

/// The cookie of a kind of caller; `None` for those who come without.
pub fn of(caller: Caller) -> Option<&'static Kind> {
    match caller {
        Caller::Member => Some(&MEMBER),
        Caller::Staff => Some(&STAFF),
        Caller::Anyone | Caller::Till => None,
    }
}

impl Kind {
    fn name(&self, https: bool) -> &'static str {
        if https { self.https } else { self.plain }
    }

    /// The token that the browser sent, if it has the form of one.
    pub fn token(&self, headers: &HeaderMap, client: &Client) -> Option<String> {
        let token = value(headers, self.name(client.https))?;
        let well_formed = token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
        well_formed.then(|| token.to_owned())
    }

    /// Makes the browser keep `token`; with `None`: forget it.
    pub fn set(&self, token: Option<&str>, client: &Client) -> HeaderValue {
        self.set_for(token, self.seconds, client)
    }

    /// The same for so many seconds.
    pub fn set_for(&self, token: Option<&str>, seconds: i64, client: &Client) -> HeaderValue {
        let same_site = self.same_site;
        let name = self.name(client.https);
        let secure = if client.https { "; Secure" } else { "" };
        let age = if token.is_some() { seconds } else { 0 };
        let token = token.unwrap_or_default();
        let text = format!("{name}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite={same_site}{secure}");
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

/// The value of a cookie.
pub fn value<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value)
}
