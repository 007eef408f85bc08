//! One item: what it is, how it can be had, and its terms in the page.

use super::REFUSALS;
use super::choose::{Choosing, choose};
use super::redeem::{action, why_not};
use crate::i18n::{Texts, use_texts};
use crate::react::dynamic;
use crate::remote::Read;
use crate::session::Center;
use crate::shared::titling::Title;
use crate::ui::markup::live_html;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::mall::{GetOffer, OfferDetail};
use shuke_face::Page;
use shuke_face::pages::mall::item;

pub fn item_page(id: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetOffer>::recalling(center, id, &Empty {});
    dynamic(move || {
        if let Some(detail) = read.followed() {
            return loaded(center, t, detail, read);
        }
        read.instead(t, Page::Item.title(t.lang), REFUSALS)
    })
}

fn loaded(center: Center, t: &'static Texts, detail: RwSignal<OfferDetail>, read: Read<GetOffer>) -> AnyView {
    detail.with_untracked(|detail| {
        let item = &detail.offer.item;
        Title::is(Page::Item, &item.id, t.lang.pick(&item.name));
    });
    let choosing = Choosing::new(center, t, detail);
    vec![
        live_html(move || choosing.with_words(|words| detail.with(|detail| item::head(words, detail)))),
        choose(choosing),
        why_not(choosing),
        live_html(move || choosing.with_words(|words| detail.with(|detail| item::terms(words, detail)))),
        action(choosing, read),
    ]
    .into_any()
}
