//! The frame around every page, and which page stands in it.

use crate::checking_in::CheckingIn;
use crate::i18n::{Texts, use_texts};
use crate::pages;
use crate::parts::{self, Part};
use crate::react::{dynamic, effect, memo};
use crate::route::Route;
use crate::router::Router;
use crate::session::{Center, Session};
use crate::ui::parts::live_region;
use crate::ui::states::state_page;
use crate::ui::when::moment;
use leptos::prelude::*;
use shuke_face::{Icon, bar, escape, icon, top_of};

pub fn frame(center: Center) -> AnyView {
    provide_context(center);
    provide_context(CheckingIn::new(center));
    let t = use_texts();
    let router: Router = expect_context();
    let online: ReadSignal<bool> = expect_context();
    // By its address: a memo of text is compiled anyway.
    let address = memo(move || address(&shown(router.route(), center.session())));
    let page = move || Route::parse(&address.get());
    effect(move || {
        // Nobody joins twice: a member who comes here is led to the card.
        if center.is_member() && router.route().is_for_guests() {
            router.replace(&Route::Card);
        }
    });
    effect(move || document().set_title(&title(center, t, &page())));
    let head = memo(move || header(center, t, &page()));
    let outlet = dynamic(move || outlet(&page()));
    let has_bar = memo(move || center.is_member() && !page().is_for_staff());
    let bottom = dynamic(move || if has_bar.get() { bottom(center, address) } else { ().into_any() });
    view! {
        <div class=move || if page() == Route::Code { "shell white" } else { "shell" }>
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
    if session != Session::Member && route.is_for_members() { Route::SignIn } else { route }
}

/// A path that reads back as this page.
fn address(page: &Route) -> String {
    if *page == Route::NotFound { "/?".to_owned() } else { page.href() }
}

fn outlet(page: &Route) -> AnyView {
    let part = |part| parts::page(part, page);
    match page {
        Route::Card => pages::card::page(),
        Route::Store(id) => pages::store::page(id),
        Route::NotFound => not_found(),
        Route::Code => part(Part::Code),
        Route::CheckIn
        | Route::Together
        | Route::Board(_)
        | Route::Tiers
        | Route::Welcome
        | Route::Birthday
        | Route::Receipts
        | Route::Receipt(_)
        | Route::Points
        | Route::Inbox
        | Route::Me => part(Part::Member),
        Route::Mall | Route::Item(_) | Route::Orders | Route::Order(_) | Route::Addresses => part(Part::Mall),
        Route::Preview | Route::PreviewAdd => part(Part::Preview),
        Route::Coupons | Route::Coupon(_) | Route::CouponOffers => part(Part::Coupons),
        Route::Staff(_) => part(Part::Counter),
        Route::Join | Route::SignIn => part(Part::Entry),
    }
}

fn not_found() -> AnyView {
    let t = &use_texts().shell;
    let back = format!(r#"<a class="button" href="/">{}</a>"#, t.to_card);
    state_page(Icon::Warning, t.not_found, t.not_found_text, &back)
}

fn title(center: Center, t: &Texts, page: &Route) -> String {
    let brand = center.with_boot(|boot| t.lang.pick(&boot.brand.name).to_owned());
    let name = match page {
        Route::Card | Route::Store(_) => return brand,
        Route::CheckIn => t.shell.check_in,
        Route::Code => t.shell.code,
        Route::Together | Route::Board(_) => t.shell.together,
        Route::Mall | Route::Item(_) => t.shell.mall,
        Route::Orders => t.shell.orders,
        Route::Order(_) => t.shell.order,
        Route::Addresses => t.shell.addresses,
        Route::Coupons | Route::Coupon(_) => t.shell.coupons,
        Route::CouponOffers => t.shell.coupon_offers,
        Route::Tiers => t.shell.tiers,
        Route::Welcome => t.shell.welcome,
        Route::Birthday => t.shell.birthday,
        Route::Receipts => t.shell.receipts,
        Route::Receipt(_) => t.shell.receipt,
        Route::Points => t.shell.points,
        Route::Inbox => t.shell.inbox,
        Route::Preview | Route::PreviewAdd => t.shell.preview,
        Route::Me => t.shell.me,
        Route::Staff(_) => t.shell.staff,
        Route::Join => t.shell.join,
        Route::SignIn => t.shell.sign_in,
        Route::NotFound => t.shell.not_found,
    };
    format!("{name} · {brand}")
}

/// What stands in the top line: the brand on a start page, the way back on one below.
fn header(center: Center, t: &Texts, page: &Route) -> String {
    let above = page.above().map(|above| if can_see(center, &above) { above } else { Route::Card });
    center.with_boot(|boot| match above {
        Some(above) => format!(
            r#"<a class="icon-button" href="{}" aria-label="{}" data-back="">{}</a><p class="top-title">{}</p>"#,
            above.href(),
            t.shell.back,
            icon(Icon::Back),
            escape(t.lang.pick(&boot.brand.name)),
        ),
        None => top_of(boot, boot.card.as_ref().filter(|_| !page.is_for_staff()), t.lang),
    })
}

/// Whether the way back to a page leads there, and not to signing in.
fn can_see(center: Center, page: &Route) -> bool {
    center.is_member() || !page.is_for_members()
}

fn bottom(center: Center, address: Memo<String>) -> AnyView {
    let t = use_texts();
    let has = move || center.with_boot(|boot| boot.has);
    let places = memo(move || bar(Route::parse(&address.get()).place(), has(), t.lang));
    view! { <nav class="bar" aria-label=t.shell.places inner_html=places></nav> }.into_any()
}

/// Says when what is shown is not of now.
fn notice(center: Center, online: ReadSignal<bool>, t: &Texts) -> String {
    let said = match (online.get(), center.is_stale()) {
        (false, _) => t.shell.offline,
        (true, true) => t.shell.stale,
        (true, false) => return String::new(),
    };
    let said = said(&moment(center.synced(), t.lang));
    format!(r#"<p class="notice">{}<span>{said}</span></p>"#, icon(Icon::Offline))
}
