//! What can be claimed: what one can have first, with its price, what is left of it and why it cannot be had.

use super::claim::claim;
use super::code_form::code_form;
use super::{REFUSALS, written};
use crate::device::dom;
use crate::i18n::{Texts, use_texts};
use crate::react::{dynamic, memo};
use crate::remote::Read;
use crate::session::Center;
use crate::ui::markup::{live_html, text};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::coupons::{CouponOffers, GetCouponOffers};
use shuke_face::Markup;
use shuke_face::Page;
use shuke_face::pages::coupons::Words;
use shuke_face::pages::coupons::offers::{head, list};

pub fn offers_page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetCouponOffers>::recalling(center, "", &Empty {});
    dynamic(move || {
        if let Some(offers) = read.followed() {
            return loaded(OffersPage { center, t, offers, read });
        }
        read.instead(t, Page::CouponOffers.title(t.lang), REFUSALS)
    })
}

/// What the parts of the page need.
#[derive(Clone, Copy)]
pub struct OffersPage {
    pub center: Center,
    pub t: &'static Texts,
    pub offers: RwSignal<CouponOffers>,
    pub read: Read<GetCouponOffers>,
}

impl OffersPage {
    pub fn write(self, write: &dyn Fn(&Words<'_>, &CouponOffers) -> Markup) -> Markup {
        let Self { center, t, offers, .. } = self;
        offers.with(|offers| written(center, t, offers.today, &|words| write(words, offers)))
    }
}

fn loaded(page: OffersPage) -> AnyView {
    let asked = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let list = text(move || page.write(&list));
    let tap = move |event: MouseEvent| {
        if let Some(id) = dom::closest(&event, "[data-claim]").and_then(|button| button.get_attribute("data-claim")) {
            asked.set(id);
            open.set(true);
        }
    };
    let which = memo(move || asked.get());
    let sheet = dynamic(move || match which.get() {
        id if id.is_empty() => ().into_any(),
        id => claim(page, id, open),
    });
    vec![
        live_html(move || page.write(&head)),
        view! { <div class="whole" inner_html=list on:click=tap></div> }.into_any(),
        code_form(page),
        sheet,
    ]
    .into_any()
}
