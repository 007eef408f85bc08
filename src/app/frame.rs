//! The frame around every page, and which page stands in it.

use crate::i18n::{Texts, use_texts};
use crate::pages;
use crate::route::Route;
use crate::router::Router;
use crate::session::{Center, Session};
use crate::ui::icon::icon;
use crate::ui::states::StatePage;
use crate::ui::when::moment;
use leptos::prelude::*;
use shuke_face::{Icon, bar, top};

#[component]
pub fn Frame(center: Center) -> impl IntoView {
    provide_context(center);
    let t = use_texts();
    let router: Router = expect_context();
    let page = Memo::new(move |_| shown(router.route(), center.session()));
    Effect::new(move |_| {
        // Nobody joins twice: a member who comes here is led to the card.
        if center.is_member() && router.route().is_for_guests() {
            router.replace(&Route::Card);
        }
    });
    Effect::new(move |_| document().set_title(&title(center, t, &page.get())));
    view! {
        <div class="shell" class:white=move || page.get() == Route::Code>
            <a class="skip" href="#main">
                {t.shell.skip}
            </a>
            <Notice center />
            <Header center page />
            <main id="main" class="page" tabindex="-1">
                {move || outlet(page.get())}
            </main>
            {move || center.is_member().then(|| bottom(page))}
        </div>
    }
}

/// The page for this address and session: who must sign in first does so here, and the address stays the way back.
fn shown(route: Route, session: Session) -> Route {
    if session != Session::Member && route.is_for_members() { Route::SignIn } else { route }
}

fn outlet(page: Route) -> AnyView {
    match page {
        Route::Card => pages::card::page(),
        Route::Code => pages::code::page(),
        Route::Tiers => pages::tiers::page(),
        Route::Receipts => pages::receipts::list_page(),
        Route::Receipt(id) => pages::receipts::receipt_page(&id),
        Route::Me => pages::me::page(),
        Route::Store(id) => pages::entry::store_page(&id),
        Route::Join => pages::entry::join_page(),
        Route::SignIn => pages::entry::sign_in_page(),
        Route::NotFound => not_found(),
    }
}

fn not_found() -> AnyView {
    let t = use_texts();
    view! {
        <StatePage
            picture=Icon::Warning
            title=t.shell.not_found.to_owned()
            text=t.shell.not_found_text.to_owned()
        >
            <a class="button" href="/">
                {t.shell.to_card}
            </a>
        </StatePage>
    }
    .into_any()
}

fn title(center: Center, t: &Texts, page: &Route) -> String {
    let brand = center.with_boot(|boot| t.lang.pick(&boot.brand.name).to_owned());
    let name = match page {
        Route::Card | Route::Store(_) => return brand,
        Route::Code => t.code.title,
        Route::Tiers => t.tiers.title,
        Route::Receipts => t.receipts.title,
        Route::Receipt(_) => t.receipts.one,
        Route::Me => t.me.title,
        Route::Join => t.entry.join_title,
        Route::SignIn => t.entry.sign_in_title,
        Route::NotFound => t.shell.not_found,
    };
    format!("{name} · {brand}")
}

#[component]
fn Header(center: Center, page: Memo<Route>) -> impl IntoView {
    let t = use_texts();
    let above = Memo::new(move |_| page.get().above());
    let name = Memo::new(move |_| center.with_boot(|boot| t.lang.pick(&boot.brand.name).to_owned()));
    let start = Memo::new(move |_| center.with_boot(|boot| top(&boot.brand, t.lang)));
    move || {
        if let Some(above) = above.get() {
            view! {
                <header class="top">
                    <a class="icon-button" href=above.href() aria-label=t.shell.back data-back="">
                        {icon(Icon::Back)}
                    </a>
                    <p class="top-title">{name.get()}</p>
                </header>
            }
            .into_any()
        } else {
            view! { <header class="top" inner_html=move || start.get()></header> }.into_any()
        }
    }
}

fn bottom(page: Memo<Route>) -> impl IntoView {
    let t = use_texts();
    view! {
        <nav
            class="bar"
            aria-label=t.shell.places
            inner_html=move || bar(page.get().place(), t.lang)
        ></nav>
    }
}

/// Says when what is shown is not of now. The region is always there, so that it is read out when it fills.
#[component]
fn Notice(center: Center) -> impl IntoView {
    let t = use_texts();
    let online: ReadSignal<bool> = expect_context();
    let text = Memo::new(move |_| {
        let at = moment(center.synced(), t.lang);
        match (online.get(), center.is_stale()) {
            (false, _) => Some((t.shell.offline)(&at)),
            (true, true) => Some((t.shell.stale)(&at)),
            (true, false) => None,
        }
    });
    let notice = |text: String| {
        view! {
            <p class="notice">
                {icon(Icon::Offline)} <span>{text}</span>
            </p>
        }
    };
    view! { <div role="status">{move || text.get().map(notice)}</div> }
}
