//! The frame around every page, and which page stands in it.

use crate::bundles;
use crate::i18n::{Texts, use_texts};
use crate::pages;
use crate::react::{dynamic, effect, memo};
use crate::router::Router;
use crate::session::{Center, Session};
use crate::shared::checking_in::CheckingIn;
use crate::ui::markup::{live_region, text};
use crate::ui::states::state_page;
use crate::ui::when::moment;
use leptos::prelude::*;
use shuke_face::shapes::states::{self, way};
use shuke_face::{Icon, Markup, Page, Part, Route, Who, bar, top, top_below};
use shuke_rules::policy::StoreId;

pub fn frame(center: Center) -> AnyView {
    provide_context(center);
    provide_context(CheckingIn::new(center));
    let t = use_texts();
    let router: Router = expect_context();
    let online: ReadSignal<bool> = expect_context();
    // By its address: a memo of text is compiled anyway.
    let address = memo(move || address(&shown(router.route(), center.session())));
    let route = move || Route::parse(&address.get());
    effect(move || {
        // Nobody joins twice: a member who comes here is led to the card.
        if center.is_member() && router.route().page.who() == Who::Guests {
            router.replace(&Page::Card.route());
        }
    });
    let name = RwSignal::new("");
    effect(move || document().set_title(&title(center, t, name.get())));
    let head = text(move || header(center, t, route().page));
    let outlet = dynamic(move || outlet(&route(), name));
    let has_bar = memo(move || center.is_member() && !route().page.is_for_staff());
    let bottom = dynamic(move || if has_bar.get() { bottom(center, address) } else { ().into_any() });
    view! {
        <div class=move || if route().page == Page::Code { "shell white" } else { "shell" }>
            <a class="skip" href="#main">
                {t.shell.skip}
            </a>
            {live_region("status", move || notice(center, online, t))}
            <header class="top" inner_html=head></header>
            <main id="main" class="page" tabindex="-1">
                {outlet}
            </main>
            {bottom}
        </div>
    }
    .into_any()
}

/// The page for this address and session: who must sign in first does so here, and the address stays the way back.
fn shown(route: Route, session: Session) -> Route {
    if session != Session::Member && route.page.is_for_members() { Page::SignIn.route() } else { route }
}

/// A path that reads back as this page.
fn address(route: &Route) -> String {
    if route.page.exists() { route.href() } else { route.page.path().to_owned() }
}

fn outlet(route: &Route, name: RwSignal<&'static str>) -> AnyView {
    if route.page.part() != Part::First {
        return bundles::page(route, name);
    }
    name.set(route.page.title_in::<{ Part::First as u8 }>(use_texts().lang));
    match route.page {
        Page::Card => pages::card::page(),
        Page::Store => pages::store::page(&StoreId(route.id.clone())),
        _ => not_found(),
    }
}

fn not_found() -> AnyView {
    let t = use_texts();
    state_page(Icon::Warning, Page::NotFound.title(t.lang), t.shell.not_found_text, &way(&Page::Card, t.shell.to_card))
}

fn title(center: Center, t: &Texts, name: &str) -> String {
    let brand = center.with_boot(|boot| t.lang.pick(&boot.brand.name).to_owned());
    if name.is_empty() { brand } else { format!("{name} · {brand}") }
}

/// What stands in the top line: the brand on a start page, the way back on one below.
fn header(center: Center, t: &Texts, page: Page) -> Markup {
    let above = page.above().map(|above| if can_see(center, above) { above } else { Page::Card });
    center.with_boot(|boot| match above {
        Some(above) => top_below(boot, above, t),
        None => top(boot, boot.card.as_ref().filter(|_| !page.is_for_staff()), t.lang),
    })
}

/// Whether the way back to a page leads there, and not to signing in.
fn can_see(center: Center, page: Page) -> bool {
    center.is_member() || !page.is_for_members()
}

fn bottom(center: Center, address: Memo<String>) -> AnyView {
    let t = use_texts();
    let has = move || center.with_boot(|boot| boot.has);
    let places = text(move || bar(Route::parse(&address.get()).page.place(), has(), t.lang));
    view! { <nav class="bar" aria-label=t.shell.places inner_html=places></nav> }.into_any()
}

/// Says when what is shown is not of now.
fn notice(center: Center, online: ReadSignal<bool>, t: &Texts) -> Markup {
    let said = match (online.get(), center.is_stale()) {
        (false, _) => t.shell.offline,
        (true, true) => t.shell.stale,
        (true, false) => return Markup::default(),
    };
    states::notice(&said(&moment(center.synced(), t.lang)))
}
