//! A write must come from one of our own pages, or from something that is no browser.

use super::Client;
use crate::Error;
use axum::http::HeaderMap;
use axum::http::header::ORIGIN;
use shuke_contract::{ErrorCode, Problem};

/// # Errors
/// [`ErrorCode::ForeignOrigin`] when the browser says that another site's page is asking.
pub fn check(headers: &HeaderMap, client: &Client) -> Result<(), Error> {
    let said = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let same_site = said("sec-fetch-site").is_none_or(|site| site == "same-origin");
    let same_origin = said(ORIGIN.as_str()).is_none_or(|origin| is_ours(origin, client));
    if same_site && same_origin {
        return Ok(());
    }
    Err(Problem::new(ErrorCode::ForeignOrigin, "This write came from another site's page.")
        .rule("Only the member centre's own pages may write for a member.")
        .remedy("Open the member centre itself. Behind a proxy: set public_url.")
        .into())
}

fn is_ours(origin: &str, client: &Client) -> bool {
    match origin.split_once("://") {
        Some(("https", host)) => host.eq_ignore_ascii_case(&client.host),
        Some(("http", host)) => !client.https && host.eq_ignore_ascii_case(&client.host),
        _ => false,
    }
}
