//! The service account of WeChat's.

use super::{Reader, problem};
use crate::settings::{Pushes, Wechat};
use std::sync::Arc;
use std::time::Duration;

pub(super) fn wechat(reader: &mut Reader<'_>) -> Option<Arc<Wechat>> {
    let app_id = reader.read("wechat_app_id", "as the account's page shows it: `wx` and 16 letters and digits", app_id);
    if reader.raw.one("wechat_app_id").is_none() {
        if reader.raw.one("wechat_app_secret").is_some() {
            reader.problems.push(problem("wechat_app_id", "is missing", "the account that `wechat_app_secret` is of"));
        }
        return None;
    }
    let secret = reader.needed("wechat_app_secret", "the secret of the account that `wechat_app_id` names");
    let at = "an address such as https://api.weixin.qq.com, without a path";
    let open = reader.read("wechat_open_url", at, server);
    let api = reader.read("wechat_api_url", at, server);
    let script = reader.read("wechat_script_url", "the address of WeChat's script for pages", script);
    let timeout = Duration::from_secs(reader.number("wechat_timeout_seconds", 1, 8));
    let token = reader.read("wechat_token", "3 to 32 letters and digits, as in the account's page", token);
    let aes_key = reader.read("wechat_aes_key", "the 43 letters and digits of EncodingAESKey", aes_key);
    if token.is_none() && aes_key.is_some() {
        reader.problems.push(problem("wechat_token", "is missing", "the token that belongs to `wechat_aes_key`"));
    }
    let pushes = token.map(|token| Pushes { token, aes_key });
    Some(Arc::new(Wechat { app_id: app_id?, secret, pushes, open: open?, api: api?, script: script?, timeout }))
}

fn app_id(text: &str) -> Option<String> {
    let is_one = text.len() == 18 && text.starts_with("wx") && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_one.then(|| text.to_owned())
}

fn token(text: &str) -> Option<String> {
    let is_one = (3..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_one.then(|| text.to_owned())
}

/// Base64 of 32 bytes without its last sign.
fn aes_key(text: &str) -> Option<String> {
    let is_one = text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte));
    is_one.then(|| text.to_owned())
}

/// Scheme and host. What is asked in clear text anybody on the way reads, the secret included: that is for this machine alone.
fn server(text: &str) -> Option<String> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let (host, is_here) = match (text.strip_prefix("https://"), text.strip_prefix("http://127.0.0.1:")) {
        (Some(host), _) => (host, false),
        (None, Some(port)) => (port, true),
        (None, None) => return None,
    };
    let allowed =
        |byte: u8| byte.is_ascii_digit() || !is_here && (byte.is_ascii_alphanumeric() || b".-:".contains(&byte));
    (!host.is_empty() && host.bytes().all(allowed)).then(|| text.to_owned())
}

/// The same, and a plain path: it stands in the policy of pages.
fn script(text: &str) -> Option<String> {
    let host = text.find("://").map(|at| at + 3)?;
    let path = host + text.get(host..)?.find('/')?;
    let (origin, path) = text.split_at(path);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/.-_".contains(&byte);
    (server(origin).is_some() && path.bytes().all(is_plain)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_in_clear_text_is_asked_on_this_machine_alone() {
        for right in ["https://api.weixin.qq.com", "https://sh.api.weixin.qq.com:8443", "http://127.0.0.1:4711"] {
            assert_eq!(server(right).as_deref(), Some(right));
        }
        for wrong in [
            "",
            "api.weixin.qq.com",
            "http://api.weixin.qq.com",
            "http://127.0.0.1.evil.example",
            "http://127.0.0.1:1@evil.example",
            "https://api.weixin.qq.com/cgi-bin",
            "https://a b",
            "https://",
        ] {
            assert_eq!(server(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_script_cannot_say_more_in_a_policy_than_where_it_is() {
        assert!(script("https://res.wx.qq.com/open/js/jweixin-1.6.0.js").is_some());
        for wrong in [
            "https://res.wx.qq.com",
            "https://res.wx.qq.com/a;b",
            "https://x/a 'unsafe-inline'",
            "data:text/javascript,1",
            "//x/a.js",
        ] {
            assert_eq!(script(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_key_has_43_letters() {
        assert!(aes_key("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG").is_some());
        for wrong in ["", &"A".repeat(42), &"A".repeat(44), &"-".repeat(43)] {
            assert_eq!(aes_key(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_account_is_named_as_wechat_names_it() {
        assert!(app_id("wxba5fad812f8e6fb9").is_some());
        for wrong in ["", "wx1", "gh_97417a04a28d97417a", "wxba5fad812f8e6fb9 "] {
            assert_eq!(app_id(wrong), None, "{wrong}");
        }
    }
}
