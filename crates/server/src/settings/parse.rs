//! Reading and checking settings.

mod anchoring;
mod sms;
mod wechat;

pub use anchoring::anchoring;
use sms::sms;
use wechat::wechat;

use super::values::{address, header_name, level, origin, public_url};
use super::{CodeLimits, KEYS, Key, Network, PublicUrl, Rates, Settings, Sms};
use crate::{clock, given};
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

/// The longest file of settings.
const MOST_BYTES: u64 = 1 << 20;

/// Something wrong with a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub name: String,
    pub message: String,
    pub remedy: String,
}

/// `listen: … – remedy`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} – {}", self.name, self.message, self.remedy)
    }
}

fn problem(name: &str, message: impl Into<String>, remedy: impl Into<String>) -> Problem {
    Problem { name: name.to_owned(), message: message.into(), remedy: remedy.into() }
}

/// Settings as they were written, by name; those not given are missing.
#[derive(Clone, Default)]
pub struct Raw(BTreeMap<&'static str, Vec<String>>);

impl Raw {
    /// Reads the file, if there is one, and then the environment.
    pub fn read(file: Option<&Path>, variable: impl Fn(&str) -> Option<String>) -> Result<Self, Vec<Problem>> {
        let mut raw = Self::default();
        let mut problems = Vec::new();
        if let Some(path) = file {
            raw.add_file(path, &mut problems);
        }
        for key in KEYS {
            if let Some(value) = variable(&key.variable()).filter(|value| !value.is_empty()) {
                raw.set(key, &value);
            }
        }
        if problems.is_empty() { Ok(raw) } else { Err(problems) }
    }

    fn add_file(&mut self, path: &Path, problems: &mut Vec<Problem>) {
        let config = |message: String| problem("--config", message, "see docs/settings.md");
        let read = given::read(path, MOST_BYTES).and_then(|bytes| String::from_utf8(bytes).map_err(io::Error::other));
        let text = match read {
            Ok(text) => text,
            Err(error) => return problems.push(config(format!("cannot read {}: {error}", path.display()))),
        };
        let table = match toml::Table::from_str(&text) {
            Ok(table) => table,
            Err(error) => return problems.push(config(format!("{}: {error}", path.display()))),
        };
        for (name, value) in table {
            let Some(key) = Key::named(&name) else {
                problems.push(problem(&name, "there is no such setting", "docs/settings.md lists all of them"));
                continue;
            };
            match written(&value, key.list.is_some()) {
                Some(values) => {
                    self.0.insert(key.name, values);
                }
                None => problems.push(problem(&name, "is of the wrong type", "docs/settings.md shows an example")),
            }
        }
    }

    /// Sets one as it would be written in the environment.
    pub fn set(&mut self, key: &Key, value: &str) {
        let values = match key.list {
            Some(separator) => value.split(separator).map(|part| part.trim().to_owned()).collect(),
            None => vec![value.to_owned()],
        };
        self.0.insert(key.name, values.into_iter().filter(|value: &String| !value.is_empty()).collect());
    }

    /// Sets one by name, for flags.
    pub fn flag(&mut self, name: &str, value: Option<&str>) {
        if let (Some(key), Some(value)) = (Key::named(name), value) {
            self.set(key, value);
        }
    }

    /// A value that is no list, or its default.
    pub fn one(&self, name: &str) -> Option<&str> {
        let given = self.0.get(name).and_then(|values| values.first()).map(String::as_str);
        given.or_else(|| Key::named(name).and_then(|key| key.default))
    }

    fn list(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

fn written(value: &toml::Value, list: bool) -> Option<Vec<String>> {
    let one = |value: &toml::Value| match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(truth) => Some(truth.to_string()),
        _ => None,
    };
    match value {
        toml::Value::Array(values) if list => values.iter().map(one).collect(),
        _ if list => None,
        value => one(value).map(|one| vec![one]),
    }
}

/// Reads values and notes what is wrong with them.
struct Reader<'a> {
    raw: &'a Raw,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn read<T>(&mut self, name: &str, remedy: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.raw.one(name)?;
        let value = parse(text);
        if value.is_none() {
            let shown = if Key::named(name).is_some_and(|key| key.secret) { "the value" } else { text };
            self.problems.push(problem(name, format!("`{shown}` will not do"), remedy));
        }
        value
    }

    fn number(&mut self, name: &str, least: u64, most: u64) -> u64 {
        let remedy = format!("a whole number from {least} to {most}");
        let value =
            self.read(name, &remedy, |text| text.parse::<u64>().ok().filter(|number| (least..=most).contains(number)));
        value.unwrap_or(least)
    }

    fn codes(&mut self, name: &str) -> u32 {
        u32::try_from(self.number(name, 1, 100_000)).unwrap_or(1)
    }

    fn rate(&mut self, name: &str) -> u32 {
        u32::try_from(self.number(name, 0, 1_000_000)).unwrap_or(0)
    }

    fn all<T>(&mut self, name: &str, remedy: &str, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut values = Vec::new();
        for text in self.raw.list(name) {
            match parse(text) {
                Some(value) => values.push(value),
                None if Key::named(name).is_some_and(|key| key.secret) => {
                    self.problems.push(problem(name, "a value will not do", remedy));
                }
                None => self.problems.push(problem(name, format!("`{text}` will not do"), remedy)),
            }
        }
        values
    }

    fn needed(&mut self, name: &str, why: &str) -> String {
        let value = self.raw.one(name).unwrap_or_default().to_owned();
        if value.is_empty() {
            self.problems.push(problem(name, "is missing", why));
        }
        value
    }
}

pub fn settings(raw: &Raw) -> Result<Settings, Vec<Problem>> {
    let mut reader = Reader { raw, problems: Vec::new() };
    let nowhere = || SocketAddr::from(([127, 0, 0, 1], 0));
    reader.read("database_url", "a URL such as postgres://shuke@db.internal/shuke", |url| {
        (url.starts_with("postgres://") || url.starts_with("postgresql://")).then_some(())
    });
    let settings = Settings {
        location: Settings::location(raw),
        writes_per_commit: usize::try_from(reader.number("writes_per_commit", 1, 1024)).unwrap_or(1),
        listen: reader.read("listen", "an address and a port, such as 127.0.0.1:8080", address).unwrap_or_else(nowhere),
        app: PathBuf::from(raw.one("app").unwrap_or_default()),
        public_url: world(&mut reader),
        trusted_proxies: reader.all("trusted_proxies", "an address or a network such as 10.0.0.0/8", Network::parse),
        city_header: reader.read("city_header", "the name of a header, such as X-City", header_name),
        frame_ancestors: reader.all("frame_ancestors", "an origin such as https://example.com", origin),
        dev_sign_in: reader.read("dev_sign_in", "true or false", |text| text.parse().ok()).unwrap_or(false),
        lan: reader.read("lan", "true or false", |text| text.parse().ok()).unwrap_or(false),
        clock_offset: reader.read("clock_offset", "a whole number of seconds, at most 100 years", |text| {
            text.parse().ok().filter(|seconds| clock::can_be_set(*seconds))
        }),
        log: reader.read("log", "error, warn, info or debug", level).unwrap_or(tracing::Level::INFO),
        sms: sms(&mut reader),
        wechat: wechat(&mut reader),
        anchoring: anchoring::anchors(&mut reader),
        body_limit: usize::try_from(reader.number("body_limit_bytes", 1024, 16 << 20)).unwrap_or(65536),
        timeout: Duration::from_secs(reader.number("timeout_seconds", 1, 300)),
        idle: Duration::from_secs(reader.number("idle_seconds", 1, 600)),
        rates: Rates {
            address: reader.rate("rate_address"),
            session: reader.rate("rate_session"),
            till: reader.rate("rate_till"),
        },
        codes: CodeLimits {
            number_hour: reader.codes("codes_number_hour"),
            number_day: reader.codes("codes_number_day"),
            device_hour: reader.codes("codes_device_hour"),
            address_hour: reader.codes("codes_address_hour"),
            address_unused_hour: reader.codes("codes_address_unused_hour"),
            address_unused_day: reader.codes("codes_address_unused_day"),
        },
    };
    limits_agree(&settings.codes, &mut reader.problems);
    private_only(&settings, &mut reader.problems);
    if reader.problems.is_empty() { Ok(settings) } else { Err(reader.problems) }
}

/// How the world reaches the server.
fn world(reader: &mut Reader<'_>) -> Option<PublicUrl> {
    reader.read("public_url", "scheme and host only, such as https://card.example.com", public_url)
}

pub fn public(raw: &Raw) -> Result<Option<PublicUrl>, Vec<Problem>> {
    let mut reader = Reader { raw, problems: Vec::new() };
    let public = world(&mut reader);
    if reader.problems.is_empty() { Ok(public) } else { Err(reader.problems) }
}

/// A limit that another one never lets anybody reach is a mistake.
fn limits_agree(codes: &CodeLimits, problems: &mut Vec<Problem>) {
    for (name, less, more, most) in [
        ("codes_number_hour", codes.number_hour, codes.number_day, "codes_number_day"),
        ("codes_address_unused_hour", codes.address_unused_hour, codes.address_unused_day, "codes_address_unused_day"),
        ("codes_address_unused_hour", codes.address_unused_hour, codes.address_hour, "codes_address_hour"),
    ] {
        if less > more {
            problems.push(problem(name, format!("{less} is more than {most}, {more}"), format!("{more} at most")));
        }
    }
}

/// What must be impossible on a public address.
fn private_only(settings: &Settings, problems: &mut Vec<Problem>) {
    if settings.is_private() {
        return;
    }
    let why = format!(
        "the server can be reached from elsewhere (listen {}, public_url {}, {} trusted proxies)",
        settings.listen,
        settings.public_url.as_ref().map_or("unset", |url| &url.host),
        settings.trusted_proxies.len(),
    );
    if settings.dev_sign_in {
        let remedy = "leave it out; it is for 127.0.0.1, or with `lan` an address of the local network, without public_url and trusted_proxies only";
        problems.push(problem("dev_sign_in", format!("lets anybody sign in as anybody, and {why}"), remedy));
    }
    if settings.clock_offset.is_some() {
        let remedy = "leave it out; it is for 127.0.0.1, or with `lan` an address of the local network, without public_url and trusted_proxies only";
        problems.push(problem("clock_offset", format!("lets anybody move the clock, and {why}"), remedy));
    }
    if settings.wechat.is_some() && !settings.public_url.as_ref().is_some_and(|url| url.https) {
        let remedy = "set public_url to the address with https:// that the account has as its domain";
        problems.push(problem("wechat_app_id", format!("WeChat leads back to one address alone, and {why}"), remedy));
    }
    if matches!(settings.sms, Sms::Log) {
        let remedy = "set sms = \"http\" and the gateway's sms_url and sms_body";
        problems.push(problem("sms", format!("`log` writes one-time codes to the log, and {why}"), remedy));
    }
}

#[cfg(test)]
mod tests;
