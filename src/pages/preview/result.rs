//! `/preview`: the basket, what it comes to, every line's way there, and how it is bought.

use super::{Asking, REFUSALS, focus_again};
use crate::device::dom;
use crate::i18n::Explain as _;
use crate::react::{dynamic, memo};
use crate::remote::Load;
use crate::ui::markup::{group, html, inner, live_html, live_region, text};
use crate::ui::states::failed_part;
use leptos::prelude::*;
use shuke_contract::preview::Preview;
use shuke_face::Markup;
use shuke_face::pages::preview;
use shuke_rules::coupons::CouponId;
use shuke_rules::policy::StoreId;

pub fn page(asking: Asking) -> AnyView {
    let t = asking.t;
    asking.ask_on();
    let is_empty = memo(move || asking.shopping.with(|shopping| shopping.basket.held.is_empty()));
    let rest = dynamic(move || if is_empty.get() { ().into_any() } else { answered(asking) });
    group("preview", vec![html(preview::heading(t)), basket(asking), html(preview::way_to_add(t)), rest])
}

/// What lies in the basket; a step changes it.
fn basket(asking: Asking) -> AnyView {
    let t = asking.t;
    let rows = text(move || {
        asking
            .shopping
            .with(|shopping| asking.center.with_boot_now(|boot| preview::basket(&shopping.basket, &boot.rules, t)))
    });
    let step = move |event: leptos::ev::MouseEvent| {
        let Some(button) = dom::closest(&event, "[data-by]") else { return };
        let number = |name: &str| button.get_attribute(name).and_then(|number| number.parse::<i64>().ok());
        let (Some(at), Some(by)) = (number("data-at"), number("data-by")) else { return };
        let kinds = move || asking.shopping.with_untracked(|shopping| shopping.basket.held.len());
        let before = kinds();
        asking.shopping.update(|shopping| shopping.basket.change(usize::try_from(at).unwrap_or_default(), by));
        // Its row is gone, and with it the button.
        focus_again(if kinds() < before { "basket".to_owned() } else { button.id() });
    };
    view! {
        <section class="section" id="basket" tabindex="-1">
            <h2>{t.preview().basket}</h2>
            <div inner_html=rows on:click=step></div>
        </section>
    }
    .into_any()
}

fn answered(asking: Asking) -> AnyView {
    let t = asking.t;
    let is_under_way = move || asking.answer.with(|answer| matches!(answer, Load::Loading | Load::LoadingSlowly));
    let total =
        live_region("status", move || if is_under_way() { preview::working(t) } else { asking.answered(preview::sum) });
    let failure = move || {
        asking.answer.with(|answer| match answer {
            Load::Failed(failure) => Some(t.explain(failure, REFUSALS)),
            _ => None,
        })
    };
    let failed = failed_part(t, failure, move || {
        asking.answer.set(Load::Loading);
        asking.ask();
    });
    let code = html(preview::at_the_till(t));
    group("preview", vec![how(asking), total, failed, way(asking), code])
}

/// The shop, points, delivery.
fn how(asking: Asking) -> AnyView {
    let t = asking.t;
    let (to_pay, to_get) = asking.shelf.with_value(|shelf| {
        asking.shopping.with_untracked(|shopping| {
            (preview::ways_to_pay(shelf, &shopping.wish, t), preview::ways_to_get(shelf, &shopping.wish, t))
        })
    });
    let change = move |event: leptos::ev::Event| {
        let Some(id) = dom::closest(&event, "select, input").map(|choice| choice.id()) else { return };
        let is_on = dom::changed(&event).is_some_and(|input| input.checked());
        asking.shopping.update(|shopping| match id.as_str() {
            preview::STORE => shopping.wish.store = StoreId(dom::value_of(preview::STORE)),
            preview::POINTS => shopping.wish.points = is_on,
            _ => shopping.wish.sent = is_on,
        });
        focus_again(id);
    };
    let choices = |markup: Markup| view! { <div inner_html=inner(markup) on:change=change></div> }.into_any();
    let most = live_html(move || asking.answered(preview::points_most));
    group("preview-how", vec![choices(to_pay), most, choices(to_get)])
}

/// The lines and the coupons, drawn anew with each answer.
fn way(asking: Asking) -> AnyView {
    let inside = text(move || asking.answered(preview::way));
    let change = move |event: leptos::ev::Event| {
        let Some(input) = dom::changed(&event) else { return };
        asking.answer.with_untracked(|answer| {
            if let Load::Loaded(reply) = answer
                && let Some(preview) = reply.downcast_ref::<Preview>()
            {
                let (id, is_on) = (CouponId(input.value()), input.checked());
                asking.shopping.update(|shopping| shopping.wish.tick(&preview.coupons, id, is_on));
                focus_again(input.id());
            }
        });
    };
    let click = move |event: leptos::ev::MouseEvent| {
        if dom::is_within(&event, "[data-best]") {
            asking.shopping.update(|shopping| shopping.wish.chosen = None);
            focus_again("best".to_owned());
        }
    };
    view! { <div inner_html=inside on:change=change on:click=click></div> }.into_any()
}
