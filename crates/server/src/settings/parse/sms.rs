//! Who hands one-time codes on to phones: the log, or a gateway.

use super::{Reader, problem};
use crate::settings::values::{header, method};
use crate::settings::{Gateway, Sms};
use std::time::Duration;

pub(super) fn sms(reader: &mut Reader<'_>) -> Sms {
    let http = reader.read("sms", "log or http", |text| match text {
        "log" => Some(false),
        "http" => Some(true),
        _ => None,
    });
    if http != Some(true) {
        return Sms::Log;
    }
    let url = reader.needed("sms_url", "the address of the gateway, with sms = \"http\"");
    let is_url = url.starts_with("https://") || url.starts_with("http://");
    if !url.is_empty() && !is_url {
        reader.problems.push(problem("sms_url", "the value will not do", "a URL with https:// or http://"));
    }
    let body = reader.needed("sms_body", "what to send, with {phone} and {code} in it, with sms = \"http\"");
    let both = format!("{url}{body}");
    let complete = both.contains("{phone}") && both.contains("{code}");
    if !body.is_empty() && !complete {
        reader.problems.push(problem(
            "sms_body",
            "says not where the number and the code go",
            "put {phone} and {code} into it",
        ));
    }
    Sms::Http(Box::new(Gateway {
        url,
        method: reader.read("sms_method", "POST or PUT", method).unwrap_or_default(),
        headers: reader.all("sms_headers", "a header such as `Authorization: Bearer …`", header),
        body,
        success_status: u16::try_from(reader.number("sms_success_status", 200, 299)).unwrap_or(200),
        success_text: reader.raw.one("sms_success_text").map(str::to_owned),
        timeout: Duration::from_secs(reader.number("sms_timeout_seconds", 1, 30)),
    }))
}
