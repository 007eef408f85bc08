//! The frame around every page, and which page stands in it.

use crate::bundles;
use crate::i18n::{Texts, use_texts};
use crate::react::{dynamic, effect, memo};
use crate::router::Router;
use crate::session::{Center, Session};
use crate::shared::checking_in::CheckingIn;
use crate::shared::titling::Title;
use crate::ui::markup::{live_region, text};
use crate::ui::when::moment;
use leptos::prelude::*;
use shuke_face::document::entitled;
use shuke_face::shapes::states;
use shuke_face::{Markup, Page, Route, Who, bar, frame_class, header};

pub fn frame(center: Center) -> AnyView {
    provide_context(center);
    provide_context(CheckingIn::new(center));
    let t = use_texts();
    let router: Router = expect_context();
    let online: ReadSignal<bool> = expect_context();
    // By its address: a memo of text is compiled anyway.
    let address = memo(move || address(&shown(router.route(), center.is_member())));
    let route = move || Route::parse(&address.get());
    effect(move || {
        // Nobody joins twice: a member who comes here is led to the card.
        if center.is_member() && router.route().page.who() == Who::Guests {
            router.replace(&Page::Card.route());
        }
    });
    effect(move || {
        // Whoever comes back to the card sees it as it is.
        if route().page == Page::Card {
            center.look();
        }
    });
    let name = RwSignal::new("");
    let title = Title::new();
    provide_context(title);
    effect(move || {
        let brand = center.with_boot(|boot| t.lang.pick(&boot.brand.name).to_owned());
        document().set_title(&entitled(&title.at(&address.get(), name.get()), &brand));
    });
    let head = text(move || center.with_boot(|boot| header(boot, route().page, name.get(), t)));
    let outlet = dynamic(move || bundles::page(&route(), name));
    let has_bar = memo(move || center.is_member() && !route().page.is_for_staff());
    let bottom = dynamic(move || if has_bar.get() { bottom(center, address) } else { ().into_any() });
    view! {
        <div class=move || frame_class(route().page)>
            <a class="skip" href="#main">
                {t.shell.skip}
            </a>
            {live_region("status", move || notice(center, online, route().page, t))}
            <header class="top" inner_html=head></header>
            <main id="main" class="page" tabindex="-1">
                {outlet}
            </main>
            {bottom}
        </div>
    }
    .into_any()
}

/// What stands at an address for this session.
fn shown(route: Route, is_member: bool) -> Route {
    let page = route.page.shown_to(is_member);
    if page == route.page { route } else { page.route() }
}

/// A path that reads back as this page.
fn address(route: &Route) -> String {
    if route.page.exists() { route.href() } else { route.page.path().to_owned() }
}

fn bottom(center: Center, address: Memo<String>) -> AnyView {
    let t = use_texts();
    let has = move || center.with_boot(|boot| boot.has);
    let places = text(move || bar(Route::parse(&address.get()).page.place(), has(), t.lang));
    view! { <nav class="bar" aria-label=t.shell.places inner_html=places></nav> }.into_any()
}

/// Says when what is shown is not of now, and why a card is not there any more.
fn notice(center: Center, online: ReadSignal<bool>, page: Page, t: &Texts) -> Markup {
    if page == Page::Card && center.session() == Session::Ended {
        return states::notice(t.shell.ended);
    }
    let said = match (online.get(), center.is_stale()) {
        (false, _) => t.shell.offline,
        (true, true) => t.shell.stale,
        (true, false) => return Markup::default(),
    };
    states::notice(&said(&center.with_boot(|boot| moment(boot.now, &boot.brand.time_zone, t.lang))))
}
