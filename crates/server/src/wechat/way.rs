//! The way to WeChat. A browser keeps a token and takes along what is worked out of it; whoever comes back (`back`) without that token was not
//! sent from here. What is led to afterwards is a page of ours, without what WeChat added to the address.

use super::back::back;
use super::returns::Kind;
use super::wire::Wire;
use crate::Error;
use crate::http::{App, Client, Identity, cookie};
use crate::sessions::Session;
use axum::Router;
use axum::extract::{Extension, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, HeaderName, LOCATION, REFERER, REFERRER_POLICY, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use shuke_face::{Page, Route};
use shuke_rules::channel::Channel;

/// Seconds that somebody may take on the way.
const ON_THE_WAY: i64 = 600;
/// The longest address that is come back to.
pub(super) const LONGEST: usize = 512;
/// What others add to an address, and no page of ours asks for; and what we do.
const ADDED: [&str; 5] = ["code", "state", "from", "isappinstalled", "wechat"];
/// In the address of a page whose browser keeps no cookies: it is not sent any more.
const NOT_AGAIN: &str = "wechat=asked";

pub fn routes() -> Router<App> {
    let answered = |result: Result<Response, Error>| result.unwrap_or_else(IntoResponse::into_response);
    Router::new()
        .route(
            "/wechat/sign-in",
            get(async move |State(app): State<App>, Extension(client): Extension<Client>, headers: HeaderMap| {
                answered(to_sign_in(&app, &client, &headers))
            }),
        )
        .route(
            "/wechat/link",
            post(async move |State(app): State<App>, Extension(client): Extension<Client>, headers: HeaderMap| {
                answered(to_link(&app, &client, &headers).await)
            }),
        )
        .route(
            "/wechat/back",
            get(
                async move |State(app): State<App>,
                            Extension(client): Extension<Client>,
                            RawQuery(query): RawQuery,
                            headers: HeaderMap| {
                    answered(back(&app, &client, &headers, query.as_deref().unwrap_or_default()).await)
                },
            ),
        )
}

/// Sends a guest who opens a page inside WeChat there, who is asked nothing and comes back at once; once for a browser.
pub fn silently(app: &App, client: &Client, headers: &HeaderMap, asked: &str) -> Result<Option<Response>, Error> {
    let was_asked = asked.split_once('?').is_some_and(|(_, query)| query.split('&').any(|pair| pair == NOT_AGAIN));
    let is_wanted = app.settings.wechat.is_some()
        && !was_asked
        && client.channel == Channel::Wechat
        && client.browser.wechat.is_none()
        && is_opened(headers)
        && !app.context.shared::<Wire>().rests(app.context.now());
    if is_wanted { away(app, client, Kind::SignIn, Scope::Base, &own(asked)).map(Some) } else { Ok(None) }
}

/// A browser whose member is signed in needs not be sent, also after they sign out.
pub fn needs_none(app: &App, client: &Client) -> Result<Option<HeaderValue>, Error> {
    let is_new = app.settings.wechat.is_some() && client.channel == Channel::Wechat && client.browser.wechat.is_none();
    if !is_new {
        return Ok(None);
    }
    let token = app.context.chance().token()?;
    Ok(Some(cookie::WECHAT.set(Some(&token), client)))
}

/// Whether somebody is to see it, and not a program that fetches in advance.
fn is_opened(headers: &HeaderMap) -> bool {
    let said = |name: &'static str| headers.get(HeaderName::from_static(name)).map(HeaderValue::as_bytes);
    said("sec-fetch-dest").is_none_or(|dest| dest == b"document")
        && said("sec-purpose").is_none()
        && said("purpose").is_none()
}

/// Somebody tapped: they come back to the page on which they did.
fn to_sign_in(app: &App, client: &Client, headers: &HeaderMap) -> Result<Response, Error> {
    let to = came_from(client, headers);
    if app.settings.wechat.is_some() && client.channel != Channel::Wechat {
        // Nobody can be asked elsewhere.
        return led(&to, []);
    }
    away(app, client, Kind::SignIn, Scope::Base, &to)
}

/// Whose session has ended meanwhile is asked to sign in there.
async fn to_link(app: &App, client: &Client, headers: &HeaderMap) -> Result<Response, Error> {
    let page = Page::Wechat.route().href();
    super::account(app)?;
    match Session::of(app, headers, client).await {
        Ok(session) => away(app, client, Kind::Link(session.member), Scope::Person, &page),
        Err(Error::Refused(_)) => led(&page, []),
        Err(error) => Err(error),
    }
}

/// The same page, for a browser that is not to be sent.
pub(super) fn not_again(to: &str) -> String {
    format!("{to}{}{NOT_AGAIN}", if to.contains('?') { '&' } else { '?' })
}

/// How much WeChat is asked for.
#[derive(Clone, Copy)]
enum Scope {
    /// Who it is, in this account alone.
    Base,
    /// Who it is in all accounts of the owner: the person is asked, too.
    Person,
}

/// Sends the browser to WeChat with a token of its own.
fn away(app: &App, client: &Client, kind: Kind, scope: Scope, to: &str) -> Result<Response, Error> {
    let account = super::account(app)?;
    let token = app.context.chance().token()?;
    let escaped = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let back = format!("{}/wechat/back?to={}", client.origin(), escaped(to));
    let scope = match scope {
        Scope::Base => "snsapi_base",
        Scope::Person => "snsapi_userinfo",
    };
    // WeChat wants them in this order.
    let address = format!(
        "{}/connect/oauth2/authorize?appid={}&redirect_uri={}&response_type=code&scope={scope}&state={}#wechat_redirect",
        account.open,
        account.app_id,
        escaped(&back),
        kind.state(&token),
    );
    led(&address, [cookie::WECHAT.set_for(Some(&token), ON_THE_WAY, client)])
}

/// Leads on; nobody learns from where, and nothing of it is kept.
pub(super) fn led(address: &str, cookies: impl IntoIterator<Item = HeaderValue>) -> Result<Response, Error> {
    let mut response = StatusCode::FOUND.into_response();
    let headers = response.headers_mut();
    headers.insert(LOCATION, HeaderValue::from_str(address).map_err(Error::internal)?);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The page that somebody tapped on.
fn came_from(client: &Client, headers: &HeaderMap) -> String {
    let from = headers.get(REFERER).and_then(|from| from.to_str().ok()).unwrap_or_default();
    own(from.strip_prefix(&client.origin()).unwrap_or_default())
}

/// A page of ours, without what others added to its address; the start where it is none.
pub(super) fn own(asked: &str) -> String {
    let start = || Page::Card.route().href();
    let is_plain = asked.len() <= LONGEST && asked.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
    let is_ours = path.starts_with('/') && !path.starts_with("//") && Route::parse(path).page.exists();
    if !is_plain || !is_ours || asked.contains('#') {
        return start();
    }
    let is_theirs = |pair: &&str| !pair.is_empty() && !is_added(pair);
    let query: Vec<&str> = query.split('&').filter(is_theirs).collect();
    let path = Route::parse(path).href();
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

/// Whether others added it; our own `from=parcel` is no word of theirs.
fn is_added(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    ADDED.contains(&name) && pair != shuke_face::pages::pieces::FROM_PARCEL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_a_page_of_ours_is_come_back_to() {
        for (asked, to) in [
            ("/", "/"),
            ("/points", "/points"),
            ("/points/", "/points"),
            ("/s/wukang?lang=en", "/s/wukang?lang=en"),
            ("/welcome?from=parcel", "/welcome?from=parcel"),
            ("/r/K7mP2x?from=timeline&isappinstalled=0", "/r/K7mP2x"),
            ("/points?code=1&state=2&x=3", "/points?x=3"),
        ] {
            assert_eq!(own(asked), to, "{asked}");
        }
        for foreign in [
            "",
            "points",
            "//evil.example",
            "//evil.example/points",
            "/\\evil.example",
            "/points\\..\\x",
            "https://evil.example/",
            "javascript:alert(1)",
            "/no-such-page",
            "/wechat/back",
            "/api/v1/boot",
            "/points\r\nSet-Cookie: a=b",
            "/points#x",
            "/%2f%2fevil.example",
            "/.//evil.example",
            &format!("/points?{}", "x".repeat(600)),
        ] {
            assert_eq!(own(foreign), "/", "{foreign}");
        }
    }
}
