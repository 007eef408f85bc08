//! The list of settings. `docs/settings.md` is checked against it.

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// In the file; the environment variable is `SHUKE_` and this in capitals.
    pub name: &'static str,
    pub default: Option<&'static str>,
    /// What parts the values of a list in the environment; in the file it is an array.
    pub list: Option<char>,
    /// Never shown.
    pub secret: bool,
}

const fn key(name: &'static str, default: Option<&'static str>) -> Key {
    Key { name, default, list: None, secret: false }
}

pub const KEYS: &[Key] = &[
    key("data", Some("data")),
    Key { secret: true, ..key("database_url", None) },
    key("writes_per_commit", Some("256")),
    key("listen", Some("127.0.0.1:8080")),
    key("app", Some("dist")),
    key("public_url", None),
    Key { list: Some(','), ..key("trusted_proxies", None) },
    key("city_header", None),
    Key { list: Some(','), ..key("frame_ancestors", None) },
    key("dev_sign_in", Some("false")),
    key("lan", Some("false")),
    key("clock_offset", None),
    key("log", Some("info")),
    key("sms", Some("log")),
    Key { secret: true, ..key("sms_url", None) },
    key("sms_method", Some("POST")),
    Key { list: Some('\n'), secret: true, ..key("sms_headers", None) },
    Key { secret: true, ..key("sms_body", None) },
    key("sms_success_status", Some("200")),
    key("sms_success_text", None),
    key("sms_timeout_seconds", Some("5")),
    key("wechat_app_id", None),
    Key { secret: true, ..key("wechat_app_secret", None) },
    Key { secret: true, ..key("wechat_token", None) },
    Key { secret: true, ..key("wechat_aes_key", None) },
    key("wechat_open_url", Some("https://open.weixin.qq.com")),
    key("wechat_api_url", Some("https://api.weixin.qq.com")),
    key("wechat_script_url", Some("https://res.wx.qq.com/open/js/jweixin-1.6.0.js")),
    key("wechat_timeout_seconds", Some("5")),
    Key { secret: true, ..key("anchor_key", None) },
    key("anchor_file", None),
    Key { secret: true, ..key("anchor_url", None) },
    key("body_limit_bytes", Some("65536")),
    key("timeout_seconds", Some("10")),
    key("idle_seconds", Some("30")),
    key("rate_address", Some("100")),
    key("rate_session", Some("20")),
    key("rate_till", Some("100")),
    key("codes_number_hour", Some("5")),
    key("codes_number_day", Some("10")),
    key("codes_device_hour", Some("10")),
    key("codes_address_hour", Some("400")),
    key("codes_address_unused_hour", Some("50")),
    key("codes_address_unused_day", Some("200")),
];

impl Key {
    pub fn variable(&self) -> String {
        format!("SHUKE_{}", self.name.to_uppercase())
    }

    pub fn named(name: &str) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.name == name)
    }
}
