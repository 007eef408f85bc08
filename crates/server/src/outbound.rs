//! Asking other servers: how long they have, and what is said of a failure. An error of the library may name the address, which may hold a
//! secret or a number; nothing of it is passed on but its kind.

use std::time::Duration;

/// Follows no redirects; a status that tells of an error is an answer.
pub fn agent(timeout: Duration) -> ureq::Agent {
    let config =
        ureq::Agent::config_builder().timeout_global(Some(timeout)).http_status_as_error(false).max_redirects(0);
    config.build().into()
}

/// Why there is no answer.
pub const fn kind(error: &ureq::Error) -> &'static str {
    match error {
        ureq::Error::Timeout(_) => "timeout",
        ureq::Error::HostNotFound => "host not found",
        ureq::Error::ConnectionFailed | ureq::Error::Io(_) => "no connection",
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => "TLS",
        _ => "protocol",
    }
}
