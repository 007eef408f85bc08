//! Security headers for everything that goes out.

use super::{Client, Inner};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};

const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const PERMISSIONS: &str = "camera=(self), clipboard-write=(self), screen-wake-lock=(self), geolocation=(), \
    microphone=(), payment=(), usb=(), browsing-topics=()";

/// Adds what is missing: a page brings its own content policy.
pub fn add(app: &Inner, client: &Client, headers: &mut HeaderMap) {
    let add = |headers: &mut HeaderMap, name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    add(headers, CONTENT_SECURITY_POLICY, NOTHING);
    add(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(headers, REFERRER_POLICY, "same-origin");
    add(headers, HeaderName::from_static("permissions-policy"), PERMISSIONS);
    add(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    add(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if client.https && app.settings.public_url.as_ref().is_none_or(|url| url.https) {
        add(headers, STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
}
