//! The session cookie.

use super::Client;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// Days that a session lasts after it was last used.
pub const SESSION_DAYS: i64 = 180;

/// `__Host-` binds it to this host and to https.
fn name(https: bool) -> &'static str {
    if https { "__Host-shuke" } else { "shuke" }
}

/// The token that the browser sent, if it has the form of one.
pub fn token(headers: &HeaderMap, client: &Client) -> Option<String> {
    let wanted = name(client.https);
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, token) = pairs.find(|(name, _)| *name == wanted)?;
    let well_formed = token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    well_formed.then(|| token.to_owned())
}

/// The value of any other cookie.
pub fn value<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

/// Makes the browser keep `token`; with `None`: forget it.
pub fn set(token: Option<&str>, client: &Client) -> HeaderValue {
    let name = name(client.https);
    let secure = if client.https { "; Secure" } else { "" };
    let age = if token.is_some() { SESSION_DAYS * 86_400 } else { 0 };
    let text = format!("{name}={}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}", token.unwrap_or_default());
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
