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
use shuke_face::{Display, Lang, Markup, Page, Part, Route, document};
use std::sync::Arc;

/// Without anybody's data: what the service worker keeps.
const SHELL: &str = "/shell";

/// What a path is called in the log and the counts; `None` where there is no page.
pub fn name_of(path: &str) -> Option<&'static str> {
    if path == SHELL {
        return Some(SHELL);
    }
    Some(Route::parse(path).page).filter(|page| page.exists()).map(Page::path)
}

/// The part of the app that draws a page's middle, where that is not in the app's first file. Who is not signed in is asked to
/// sign in where only members have something to see.
fn part_for(page: Page, is_member: bool) -> Part {
    if page.is_for_members() && !is_member { Page::SignIn.part() } else { page.part() }
}

pub async fn answer(app: &App, uri: &Uri, asked: &HeaderMap, client: &Client) -> Result<Response, Error> {
    let is_shell = uri.path() == SHELL;
    let route = Route::parse(uri.path());
    let display = display(asked, uri.query());
    // Staff's pages say nothing of a member, also where there is no page.
    let who = if is_shell || route.page.is_for_staff() {
        MaybeMember(None)
    } else {
        MaybeMember::of(app, asked, client).await?
    };
    let rulebook = match &who.0 {
        Some(viewed) => Arc::clone(viewed.rulebook()),
        None => app.context.rulebook(&app.store).await?,
    };
    let mut boot = boot::of(app, &rulebook, who.0.as_ref());
    if route.page == Page::Store {
        boot.store = open_store(rulebook.current(), &route.id).ok().cloned();
    }
    let body = if is_shell { Markup::default() } else { body(route.page, &boot, display.lang) };
    let part = part_for(route.page, boot.card.is_some()).name();
    let mut response = filled(app, &boot, &body, display, asked, is_shell, part)?;
    *response.status_mut() = if is_shell || route.page.exists() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    if let Some(cookie) = who.prolong(app, client) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

fn body(page: Page, boot: &Boot, lang: Lang) -> Markup {
    match page {
        Page::Card => shuke_face::card_screen(boot, lang),
        Page::Store if boot.card.is_none() => shuke_face::store_screen(boot, lang),
        page => shuke_face::frame_screen(boot, lang, page.place()),
    }
}

/// By the cookies and the browser's languages. `?lang=en` is the link to the other language that works before the app
/// does; the app then keeps it in the cookie.
fn display(asked: &HeaderMap, query: Option<&str>) -> Display {
    let text = |name| asked.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let display = Display::read(text(COOKIE), text(ACCEPT_LANGUAGE));
    let lang = query.and_then(|query| query.strip_prefix("lang=")).and_then(Lang::named);
    Display { lang: lang.unwrap_or(display.lang), ..display }
}

fn filled(
    app: &App,
    boot: &Boot,
    body: &Markup,
    display: Display,
    asked: &HeaderMap,
    shell: bool,
    part: Option<&str>,
) -> Result<Response, Error> {
    let pages = app.context.shared::<Pages>();
    let template = pages.template()?;
    let style = shuke_face::brand_style(&boot.brand.look);
    let json = serde_json::to_string(boot).map_err(Error::internal)?;
    let head = document::head(display.lang.pick(&boot.brand.name), &style, template.files(part));
    let data = if shell { Markup::default() } else { document::data(template.style(part), &json) };
    let filling = Filling { attributes: &display.html_attributes(), head: &head, body, boot: &data };
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
        for path in
            ["/", "/check-in", "/boards/winter-tea", "/coupons/7", "/coupons/offers", "/staff/scan", "/s/wukang", SHELL]
        {
            assert!(name_of(path).is_some(), "{path}");
        }
        for path in [
            "/admin",
            "/receipts/1/2",
            "/s",
            "/s/a/b",
            "/.env",
            "/me/x",
            "/staff/x",
            "/mall/a/b",
            "/shell/x",
            "/mall/%ff",
        ] {
            assert_eq!(name_of(path), None, "{path}");
        }
    }

    #[test]
    fn who_is_not_signed_in_gets_the_part_that_asks_them_to() {
        assert_eq!((part_for(Page::Mall, true), part_for(Page::Mall, false)), (Part::Mall, Part::Entry));
        assert_eq!((part_for(Page::Tiers, true), part_for(Page::Tiers, false)), (Part::Member, Part::Member));
        assert_eq!(part_for(Page::Staff, false), Part::Counter);
        assert_eq!(part_for(Page::Card, false).name(), None);
    }
}
