//! Which page a path is, and drawing it for its visitor.

use super::Pages;
use super::page::{Filling, packed};
use crate::card::{MaybeMember, Viewed};
use crate::drawing::Drawing;
use crate::http::{App, Client, Identity, answer};
use crate::policies::open_store;
use crate::{Error, boot, wechat};
use axum::body::Body;
use axum::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, SET_COOKIE, VARY,
};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::Response;
use shuke_contract::ErrorCode;
use shuke_contract::boot::Boot;
use shuke_contract::wechat::PassedOn;
use shuke_face::document::{SHARE_PICTURE, Share};
use shuke_face::shapes::controls::whole;
use shuke_face::shapes::states::{not_found, skeleton};
use shuke_face::words::texts;
use shuke_face::{Display, Lang, Markup, Page, Route, document};
use shuke_rules::channel::Channel;
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

/// All that a page shows is of one moment.
pub async fn answer(app: &App, uri: &Uri, headers: &HeaderMap, client: &Client) -> Result<Response, Error> {
    let (who, boot, screen) = app.store.at_one_moment(drawn(app, uri, headers, client)).await?;
    if who.0.is_none() && screen.exists && !screen.is_shell && screen.is_in_wechat {
        let asked = uri.path_and_query().map_or("/", PathAndQuery::as_str);
        if let Some(mut away) = wechat::silently(app, client, headers, asked)? {
            away.headers_mut().extend(screen.keeps.into_iter().map(|cookie| (SET_COOKIE, cookie)));
            return Ok(away);
        }
    }
    let mut response = filled(app, &boot, &screen, headers)?;
    *response.status_mut() = if screen.exists { StatusCode::OK } else { StatusCode::NOT_FOUND };
    if let Some(cookie) = who.prolong(app, client) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    let needs_none = if who.0.is_some() { wechat::needs_none(app, client)? } else { None };
    for cookie in screen.keeps.into_iter().chain(needs_none) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn drawn(
    app: &App,
    uri: &Uri,
    headers: &HeaderMap,
    client: &Client,
) -> Result<(MaybeMember, Boot, Screen), Error> {
    let is_shell = uri.path() == SHELL;
    let route = Route::parse(uri.path());
    let display = display(headers, uri.query());
    // Staff's pages say nothing of a member, also where there is no page.
    let who = if is_shell || route.page.is_for_staff() {
        MaybeMember(None)
    } else {
        MaybeMember::of(app, headers, client).await?
    };
    let rulebook = match &who.0 {
        Some(viewed) => Arc::clone(viewed.rulebook()),
        None => app.context.rulebook(&app.store).await?,
    };
    let mut boot = boot::of(app, &rulebook, who.0.as_ref());
    if route.page == Page::Store {
        boot.store = open_store(rulebook.current(), &route.id).ok().cloned();
    }
    if !is_shell && !route.page.is_for_staff() {
        boot.wechat = wechat::here(app, client, who.0.as_ref().map(Viewed::member)).await?;
    }
    let page = route.page.shown_to(boot.card.is_some());
    if !matches!(page, Page::Join | Page::Settings) {
        boot.consents.clear();
    }
    let (t, zone) = (texts(display.lang), rulebook.zone());
    let mut drawing = Drawing {
        app,
        headers,
        client,
        boot: &boot,
        t,
        display,
        id: &route.id,
        zone,
        replies: Vec::new(),
        keeps: Vec::new(),
    };
    let body = if is_shell { Markup::default() } else { screen(page, &mut drawing).await };
    let share = if is_shell { None } else { share(route.page, &mut drawing).await };
    let Drawing { replies, keeps, .. } = drawing;
    let exists = is_shell || route.page.exists();
    let (lang, brand) = (display.lang, display.lang.pick(&boot.brand.name));
    let title = if is_shell { brand.to_owned() } else { document::title_of(page, &body, brand, lang) };
    let screen = Screen {
        body,
        title,
        replies,
        keeps,
        share,
        origin: client.origin(),
        display,
        part: page.part().name(),
        is_shell,
        is_in_wechat: client.channel == Channel::Wechat && !route.page.is_for_staff(),
        exists,
    };
    Ok((who, boot, screen))
}

/// What is seen of the page at a path where it is passed on; of what only its visitor sees, the start.
pub async fn passed_on(app: &App, path: &str, headers: &HeaderMap, client: &Client) -> Result<PassedOn, Error> {
    let uri = path.parse::<Uri>().map_err(|_| answer::not_found())?;
    // Nobody opens it by that.
    let client = &Client { is_look: true, ..client.clone() };
    let (_, boot, screen) = app.store.at_one_moment(drawn(app, &uri, headers, client)).await?;
    let Screen { share, origin, display, .. } = screen;
    let at = |page: Route| format!("{origin}{}", page.href());
    let picture = format!("{origin}{SHARE_PICTURE}");
    let pick = |text| display.lang.pick(text).to_owned();
    let start = || (pick(&boot.brand.name), pick(&boot.brand.line), at(Page::Card.route()));
    let (title, text, link) = match share {
        Some(Share { title, text, leads_to }) => {
            (title, text, at(leads_to.unwrap_or_else(|| Route::parse(uri.path()))))
        }
        None => start(),
    };
    Ok(PassedOn { title, text, link, picture })
}

/// Everything in `#app`.
async fn screen(page: Page, drawing: &mut Drawing<'_>) -> Markup {
    let (boot, lang) = (drawing.boot, drawing.t.lang);
    let drawn = match page {
        Page::Card => shuke_face::card_screen(boot, lang),
        Page::Store => shuke_face::store_screen(boot, lang),
        page => {
            let middle = middle(page, drawing).await;
            shuke_face::screen(boot, page, lang, &middle)
        }
    };
    shuke_face::unbroken(drawn)
}

/// As the page's feature draws it. Where what it shows cannot be read, the app asks for it and says why.
async fn middle(page: Page, drawing: &mut Drawing<'_>) -> Markup {
    let mut of_features = drawing.app.context.features().iter().flat_map(|feature| feature.pages);
    let Some(drawn) = of_features.find(|drawn| drawn.page == page) else { return Markup::default() };
    match (drawn.draw)(drawing).await {
        Ok(middle) => middle,
        Err(Error::Refused(problem)) if problem.code == ErrorCode::NotFound => whole(&not_found(drawing.t)),
        Err(error) => {
            // A refusal is what the app is told, too; anything else would only show as a slow page.
            if !matches!(error, Error::Refused(_)) {
                tracing::error!(page = page.path(), ?error, "a page could not be drawn");
            }
            drawing.replies.clear();
            whole(&skeleton(drawing.t, page.title(drawing.t.lang), page.above().is_some(), false))
        }
    }
}

/// What is said of the page at an address where that is passed on, also where who fetches it is asked to sign in.
async fn share(page: Page, drawing: &mut Drawing<'_>) -> Option<Share> {
    let mut of_features = drawing.app.context.features().iter().flat_map(|feature| feature.shares);
    let shared = of_features.find(|shared| shared.page == page)?;
    match (shared.say)(drawing).await {
        Ok(share) => share,
        Err(error) => {
            tracing::error!(page = page.path(), ?error, "nothing could be said of a page");
            None
        }
    }
}

/// What a page is filled with.
struct Screen {
    body: Markup,
    title: String,
    replies: Vec<(String, String)>,
    /// Cookies that the browser keeps.
    keeps: Vec<HeaderValue>,
    share: Option<Share>,
    origin: String,
    display: Display,
    /// The part of the app that the page belongs to.
    part: &'static str,
    is_shell: bool,
    /// WeChat's script may come, also where the app learns only later who is here.
    is_in_wechat: bool,
    /// Whether there is such a page.
    exists: bool,
}

/// By the cookies and the browser's languages. `?lang=en` is the link to the other language that works before the app
/// does; the app then keeps it in the cookie.
fn display(asked: &HeaderMap, query: Option<&str>) -> Display {
    let text = |name| asked.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let display = Display::read(text(COOKIE), text(ACCEPT_LANGUAGE));
    let lang = query.and_then(|query| query.strip_prefix("lang=")).and_then(Lang::named);
    Display { lang: lang.unwrap_or(display.lang), ..display }
}

fn filled(app: &App, boot: &Boot, screen: &Screen, asked: &HeaderMap) -> Result<Response, Error> {
    let Screen { body, title, replies, display, part, is_shell, share, origin, .. } = screen;
    let pages = app.context.shared::<Pages>();
    let template = pages.template()?;
    let style = shuke_face::brand_style(&boot.brand.look);
    let json = serde_json::to_string(boot).map_err(Error::internal)?;
    let brand = display.lang.pick(&boot.brand.name);
    let head = document::head(title, brand, share.as_ref(), origin, &style, template.files(part));
    let data = if *is_shell { Markup::default() } else { document::data(&json, replies) };
    let part_style = template.style(part).map(|style| document::style(part, style)).unwrap_or_default();
    let attributes = display.html_attributes();
    let filling = Filling { attributes: &attributes, head: &head, style: &part_style, body, boot: &data };
    let (bytes, encoding) = packed(template.fill(&filling), asked);
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        HeaderValue::from_str(value).map(|value| headers.insert(name, value)).map_err(Error::internal)
    };
    set(CONTENT_TYPE, "text/html; charset=utf-8")?;
    let wechat = app.settings.wechat.as_deref().filter(|_| screen.is_in_wechat);
    set(CONTENT_SECURITY_POLICY, &pages.policy(&template, &style, part, wechat, asked))?;
    set(CACHE_CONTROL, if *is_shell { "no-cache" } else { "private, no-store" })?;
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
}
