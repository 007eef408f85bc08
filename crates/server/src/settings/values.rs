//! How single values are written.

use super::PublicUrl;
use std::net::SocketAddr;

pub fn address(text: &str) -> Option<SocketAddr> {
    text.replace("localhost:", "127.0.0.1:").parse().ok()
}

pub fn method(text: &str) -> Option<String> {
    matches!(text, "POST" | "PUT").then(|| text.to_owned())
}

pub fn level(text: &str) -> Option<tracing::Level> {
    matches!(text, "error" | "warn" | "info" | "debug").then(|| text.parse().ok()).flatten()
}

pub fn header_name(text: &str) -> Option<String> {
    let is_right = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_right.then(|| text.to_ascii_lowercase())
}

pub fn header(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once(':')?;
    let name_is_right = header_name(name).is_some();
    let value_is_right = value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    (name_is_right && value_is_right).then(|| (name.to_owned(), value.trim().to_owned()))
}

fn is_host(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']'))
}

pub fn public_url(text: &str) -> Option<PublicUrl> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let (https, host) = match text.strip_prefix("https://") {
        Some(host) => (true, host),
        None => (false, text.strip_prefix("http://")?),
    };
    is_host(host).then(|| PublicUrl { https, host: host.to_lowercase() })
}

/// Goes into a header: nothing but scheme and host, a wildcard label included.
pub fn origin(text: &str) -> Option<String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    is_host(host.strip_prefix("*.").unwrap_or(host)).then(|| text.to_owned())
}
