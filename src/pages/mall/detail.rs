//! One item: what it is, what it costs, how it can be had, and its terms in the page.

use super::REFUSALS;
use super::choose::{Choosing, choose};
use super::redeem::action;
use super::words::{Words, art, price};
use crate::i18n::{Explain, Texts, use_texts};
use crate::react::dynamic;
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::{live_html, paragraphs};
use crate::ui::states::{failed_page, skeleton};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::mall::{GetOffer, OfferDetail};
use shuke_face::escape;
use shuke_rules::mall::{ItemKind, Withheld};

pub fn item_page(id: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetOffer>::recalling(center, id, &Empty {});
    dynamic(move || {
        if let Some(detail) = read.followed() {
            return loaded(center, t, detail, read);
        }
        match read.get() {
            Load::Failed(failure) => failed_page(t, &t.explain(&failure, REFUSALS), move || read.again()),
            state => skeleton(t, t.mall().title, state == Load::LoadingSlowly),
        }
    })
}

fn loaded(center: Center, t: &'static Texts, detail: RwSignal<OfferDetail>, read: Read<GetOffer>) -> AnyView {
    let choosing = Choosing::new(center, t, detail);
    let words = move |write: fn(&Words<'_>, &OfferDetail) -> String| {
        center.with_boot(|boot| detail.with(|detail| write(&Words { boot, t, today: detail.today }, detail)))
    };
    vec![live_html(move || words(head)), choose(choosing), action(choosing, read), live_html(move || words(terms))]
        .into_any()
}

fn head(words: &Words<'_>, detail: &OfferDetail) -> String {
    let (t, item) = (words.t, &detail.offer.item);
    let name = t.lang.pick(&item.name);
    format!(
        r#"<section class="ware-head">{}<div><h1 class="page-title">{}</h1><p class="lede">{}</p></div><p class="ware-price">{}</p><p class="note">{}</p></section>"#,
        art(item.picture.as_deref(), &(t.redeem().picture)(name), false),
        escape(name),
        escape(t.lang.pick(&item.line)),
        price(item.price, t),
        facts(words, detail).join(" · "),
    )
}

/// How many, for whom, when.
fn facts(words: &Words<'_>, detail: &OfferDetail) -> Vec<String> {
    let (m, offer) = (words.t.redeem(), &detail.offer);
    let item = &offer.item;
    let left = (!matches!(offer.withheld, Some(Withheld::SoldOut | Withheld::Over))).then(|| (m.left)(offer.left));
    let limit = item.per_member.map(|limit| (m.limit)(offer.had, limit));
    let tier = item.tier.as_ref().map(|tier| (m.tier_only)(&words.tier(tier)));
    let months = (!item.months.is_empty()).then(|| (m.months)(&words.t.months(&item.months)));
    let until = item.until.map(|day| (m.until)(&words.day(day)));
    [left, limit, tier, months, until].into_iter().flatten().collect()
}

/// The item's own terms, a paragraph a line, and what holds for all.
fn terms(words: &Words<'_>, detail: &OfferDetail) -> String {
    let m = words.t.redeem();
    let text = words.t.lang.pick(&detail.offer.item.terms);
    let own = paragraphs(text);
    let all = match detail.offer.item.kind {
        ItemKind::Voucher => m.voucher_final.to_owned(),
        ItemKind::Pack => (m.pack_faulty)(detail.rules.claim_days),
        _ => (m.faulty)(detail.rules.claim_days),
    };
    format!(r#"<section class="section"><h2>{}</h2>{own}<p class="note">{all}</p></section>"#, m.terms)
}
