//! Which page a path is, and drawing it for its visitor.

use super::Pages;
use super::page::{Filling, packed};
use crate::card::MaybeMember;
use crate::http::{App, Client, Identity};
use crate::policies::open_store;
use crate::{Error, boot};
use axum::body::Body;
use axum::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, SET_COOKIE, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::Response;
use shuke_contract::boot::Boot;
use shuke_face::{Lang, Place, Wishes};
use std::sync::Arc;

/// A page of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Card,
    Store(String),
    /// A page whose middle the app draws, and its place in the bottom bar.
    Frame(&'static str, Option<Place>),
    /// A page of staff: nothing of a member who may be signed in in the same browser.
    Staff(&'static str),
    /// Without anybody's data: what the service worker keeps.
    Shell,
}

impl Page {
    /// The page at a path; `None` where there is none.
    pub fn at(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        Some(match parts.as_slice() {
            [] => Self::Card,
            ["check-in"] => Self::Frame("/check-in", Some(Place::Together)),
            ["code"] => Self::Frame("/code", Some(Place::Code)),
            ["together"] => Self::Frame("/together", Some(Place::Together)),
            ["boards", _] => Self::Frame("/boards/{id}", Some(Place::Together)),
            ["mall"] => Self::Frame("/mall", Some(Place::Mall)),
            ["mall", _] => Self::Frame("/mall/{id}", Some(Place::Mall)),
            ["orders"] => Self::Frame("/orders", Some(Place::Me)),
            ["orders", _] => Self::Frame("/orders/{id}", Some(Place::Me)),
            ["addresses"] => Self::Frame("/addresses", Some(Place::Me)),
            ["coupons"] => Self::Frame("/coupons", Some(Place::Me)),
            ["coupons", "offers"] => Self::Frame("/coupons/offers", Some(Place::Me)),
            ["coupons", _] => Self::Frame("/coupons/{id}", Some(Place::Me)),
            ["tiers"] => Self::Frame("/tiers", Some(Place::Me)),
            ["welcome"] => Self::Frame("/welcome", Some(Place::Together)),
            ["birthday"] => Self::Frame("/birthday", Some(Place::Me)),
            ["receipts"] => Self::Frame("/receipts", Some(Place::Me)),
            ["receipts", _] => Self::Frame("/receipts/{id}", Some(Place::Me)),
            ["points"] => Self::Frame("/points", Some(Place::Me)),
            ["inbox"] => Self::Frame("/inbox", Some(Place::Me)),
            ["preview"] => Self::Frame("/preview", Some(Place::Me)),
            ["preview", "add"] => Self::Frame("/preview/add", Some(Place::Me)),
            ["me"] => Self::Frame("/me", Some(Place::Me)),
            ["staff"] => Self::Staff("/staff"),
            ["staff", "scan"] => Self::Staff("/staff/scan"),
            ["staff", "found"] => Self::Staff("/staff/found"),
            ["staff", "log"] => Self::Staff("/staff/log"),
            ["staff", "sign-in"] => Self::Staff("/staff/sign-in"),
            ["join"] => Self::Frame("/join", None),
            ["sign-in"] => Self::Frame("/sign-in", None),
            ["s", store] => Self::Store((*store).to_owned()),
            ["shell"] => Self::Shell,
            _ => return None,
        })
    }

    /// The part of the app that draws its middle, where that is not in the app's first file. Who is not signed in is asked to
    /// sign in where only members have something to see.
    fn part(&self, is_member: bool) -> Option<&'static str> {
        match self {
            Self::Frame("/join" | "/sign-in", _) => Some("entry"),
            Self::Frame("/tiers", _) => Some("member"),
            Self::Frame(..) if !is_member => Some("entry"),
            Self::Frame("/code", _) => Some("code"),
            Self::Frame("/mall" | "/mall/{id}" | "/orders" | "/orders/{id}" | "/addresses", _) => Some("mall"),
            Self::Frame("/preview" | "/preview/add", _) => Some("preview"),
            Self::Frame("/coupons" | "/coupons/offers" | "/coupons/{id}", _) => Some("coupons"),
            Self::Staff(_) => Some("counter"),
            Self::Frame(..) => Some("member"),
            Self::Card | Self::Store(_) | Self::Shell => None,
        }
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Card => "/",
            Self::Store(_) => "/s/{store}",
            Self::Frame(name, _) | Self::Staff(name) => name,
            Self::Shell => "/shell",
        }
    }
}

pub async fn answer(app: &App, uri: &Uri, asked: &HeaderMap, client: &Client) -> Result<Response, Error> {
    let page = Page::at(uri.path());
    let wishes = wishes(asked, uri.query());
    let who = match page {
        Some(Page::Shell | Page::Staff(_)) => MaybeMember(None),
        None if is_staffs(uri.path()) => MaybeMember(None),
        _ => MaybeMember::of(app, asked, client).await?,
    };
    let book = match &who.0 {
        Some(viewed) => Arc::clone(viewed.book()),
        None => app.context.book(&app.store).await?,
    };
    let mut boot = boot::of(app, &book, who.0.as_ref());
    if let Some(Page::Store(id)) = &page {
        boot.store = open_store(book.current(), id).ok().cloned();
    }
    let body = body(page.as_ref(), &boot, wishes.lang);
    let part = page.as_ref().and_then(|page| page.part(boot.card.is_some()));
    let mut response = filled(app, &boot, &body, wishes, asked, page == Some(Page::Shell), part)?;
    *response.status_mut() = if page.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    if let Some(cookie) = who.prolong(app, client) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Whether a path is staff's, also where there is no page: it says nothing of a member either.
fn is_staffs(path: &str) -> bool {
    path.split('/').find(|part| !part.is_empty()) == Some("staff")
}

fn body(page: Option<&Page>, boot: &Boot, lang: Lang) -> String {
    match page {
        Some(Page::Card) => shuke_face::card_screen(boot, lang),
        Some(Page::Store(_)) if boot.card.is_none() => shuke_face::store_screen(boot, lang),
        Some(Page::Frame(_, place)) => shuke_face::frame_screen(boot, lang, *place),
        Some(Page::Store(_) | Page::Staff(_) | Page::Shell) | None => shuke_face::frame_screen(boot, lang, None),
    }
}

/// By the cookies and the browser's languages. `?lang=en` is the link to the other language that works before the app
/// does; the app then keeps it in the cookie.
fn wishes(asked: &HeaderMap, query: Option<&str>) -> Wishes {
    let text = |name| asked.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let wishes = Wishes::read(text(COOKIE), text(ACCEPT_LANGUAGE));
    let lang = query.and_then(|query| query.strip_prefix("lang=")).and_then(Lang::named);
    Wishes { lang: lang.unwrap_or(wishes.lang), ..wishes }
}

fn filled(
    app: &App,
    boot: &Boot,
    body: &str,
    wishes: Wishes,
    asked: &HeaderMap,
    shell: bool,
    part: Option<&str>,
) -> Result<Response, Error> {
    let pages = app.context.shared::<Pages>();
    let template = pages.template()?;
    let style = shuke_face::brand_style(&boot.brand.look);
    let title = shuke_face::escape(wishes.lang.pick(&boot.brand.name));
    let json = serde_json::to_string(boot).map_err(Error::internal)?;
    let filling = Filling {
        attributes: &wishes.html_attributes(),
        head: &format!("<title>{title}</title><style>{style}</style>{}", template.preloads(part)),
        body: if shell { "" } else { body },
        boot: &if shell {
            String::new()
        } else {
            format!(
                "{}<script type=\"application/json\" id=\"boot\">{}</script>",
                template.style(part),
                shuke_face::escape_json(&json)
            )
        },
    };
    let (bytes, encoding) = packed(template.fill(&filling), asked);
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        HeaderValue::from_str(value).map(|value| headers.insert(name, value)).map_err(Error::internal)
    };
    set(CONTENT_TYPE, "text/html; charset=utf-8")?;
    set(CONTENT_SECURITY_POLICY, &pages.policy(&template, &style))?;
    set(CACHE_CONTROL, if shell { "no-cache" } else { "private, no-store" })?;
    set(VARY, "accept-encoding, accept-language, cookie")?;
    if let Some(encoding) = encoding {
        set(CONTENT_ENCODING, encoding)?;
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_apps_own_addresses_are_pages() {
        for path in [
            "/",
            "/check-in",
            "/code",
            "/together",
            "/boards/winter-tea",
            "/mall",
            "/mall/tea-cup",
            "/orders",
            "/orders/7",
            "/addresses",
            "/coupons",
            "/coupons/7",
            "/coupons/offers",
            "/points",
            "/inbox",
            "/preview",
            "/preview/add",
            "/staff",
            "/staff/scan",
            "/staff/found",
            "/staff/log",
            "/staff/sign-in",
            "/tiers",
            "/welcome",
            "/birthday",
            "/receipts",
            "/receipts/12",
            "/me",
            "/join",
            "/sign-in",
            "/s/wukang",
            "/shell",
        ] {
            assert!(Page::at(path).is_some(), "{path}");
        }
        for path in ["/admin", "/receipts/1/2", "/s", "/s/a/b", "/.env", "/me/x", "/staff/x", "/mall/a/b"] {
            assert_eq!(Page::at(path), None, "{path}");
        }
    }

    #[test]
    fn everything_below_staff_is_staffs_whether_it_is_a_page_or_not() {
        for path in ["/staff", "/staff/", "//staff/x", "/staff/scan/x"] {
            assert!(is_staffs(path), "{path}");
        }
        for path in ["/", "/staffroom", "/me/staff"] {
            assert!(!is_staffs(path), "{path}");
        }
    }
}
