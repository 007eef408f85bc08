//! A write must come from one of our own pages, or from something that is no browser.

use super::Client;
use crate::Error;
use axum::http::HeaderMap;
use axum::http::header::ORIGIN;
use shuke_contract::{ErrorCode, Problem};

/// # Errors
/// [`ErrorCode::ForeignOrigin`] when the browser says that another site's page is asking.
pub fn check(headers: &HeaderMap, client: &Client) -> Result<(), Error> {
    let said = |name: &str| headers.get_all(name).iter().map(|value| value.to_str().unwrap_or("?"));
    let same_site = said("sec-fetch-site").all(|site| site == "same-origin");
    let same_origin = said(ORIGIN.as_str()).all(|origin| is_ours(origin, client));
    if same_site && same_origin {
        return Ok(());
    }
    Err(Problem::new(ErrorCode::ForeignOrigin, "This write came from another site's page.")
        .rule("Only the member centre's own pages may write for a member.")
        .remedy("Open the member centre itself. Behind a proxy: set public_url.")
        .into())
}

/// Scheme and host, both as the browser reached us: a page of the other scheme is another site's.
fn is_ours(origin: &str, client: &Client) -> bool {
    let scheme = if client.https { "https" } else { "http" };
    let host = origin.split_once("://").filter(|(said, _)| *said == scheme).map(|(_, host)| host);
    host.is_some_and(|host| !host.is_empty() && host.eq_ignore_ascii_case(&client.host))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Browser;
    use shuke_rules::channel::Channel;

    fn passes(https: bool, host: &str, origins: &[&'static str]) -> bool {
        let (address, host, user_agent) = ([127, 0, 0, 1].into(), host.to_owned(), String::new());
        let (channel, browser, city) = (Channel::Browser, Browser::default(), String::new());
        let client = Client { address, https, host, user_agent, channel, browser, city, is_look: false };
        let mut headers = HeaderMap::new();
        for origin in origins {
            headers.append(ORIGIN, origin.parse().unwrap());
        }
        check(&headers, &client).is_ok()
    }

    #[test]
    fn only_scheme_and_host_by_which_we_were_reached_are_ours() {
        assert!(passes(true, "card.example", &["https://card.example"]));
        assert!(passes(false, "card.example", &["http://Card.example"]));
        assert!(passes(false, "card.example", &[]), "no browser");
        for (https, host, origin) in [
            (false, "card.example", "https://card.example"),
            (true, "card.example", "http://card.example"),
            (false, "card.example", "http://card.example:81"),
            (false, "card.example", "null"),
            (false, "card.example", "card.example"),
            (false, "", "http://"),
        ] {
            assert!(!passes(https, host, &[origin]), "{origin}");
        }
        assert!(!passes(false, "card.example", &["http://card.example", "http://evil.example"]));
    }
}
