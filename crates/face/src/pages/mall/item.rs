//! One item: what it is, what it costs, how many there are and for whom, and its terms in the page.

use super::Words;
use super::words::price;
use crate::shapes::art::art;
use crate::shapes::paragraphs::by_line;
use crate::{Markup, html};
use shuke_contract::mall::OfferDetail;
use shuke_rules::Count;
use shuke_rules::mall::{ItemKind, Withheld};

pub fn head(words: Words<'_>, detail: &OfferDetail) -> Markup {
    let (t, item) = (words.t, &detail.offer.item);
    let name = words.name(&detail.offer);
    html! {
        section.ware-head {
            (art(item.picture.as_deref(), &(t.redeem().picture)(name), false))
            div { h1.page-title { (name) } p.lede { (t.lang.pick(&item.line)) } }
            p.ware-price { (price(item.price, t)) }
            p.note { (facts(words, detail).join(" · ")) }
        }
    }
}

/// How many, for whom, when.
fn facts(words: Words<'_>, detail: &OfferDetail) -> Vec<String> {
    let (m, offer) = (words.t.redeem(), &detail.offer);
    let item = &offer.item;
    let left =
        (!matches!(offer.withheld, Some(Withheld::SoldOut | Withheld::Over))).then(|| (m.left)(Count(offer.left)));
    let limit = item.per_member.map(|limit| (m.limit)(offer.had.into(), limit.into()));
    let tier = item.tier.as_ref().map(|tier| (m.tier_only)(words.tier(Some(tier))));
    let months = (!item.months.is_empty()).then(|| (m.months)(&words.t.months(&item.months)));
    let until = item.until.map(|day| (m.until)(&words.day(day)));
    [left, limit, tier, months, until].into_iter().flatten().collect()
}

/// The item's own terms, a paragraph a line, and what holds for all.
pub fn terms(words: Words<'_>, detail: &OfferDetail) -> Markup {
    let m = words.t.redeem();
    let all = match detail.offer.item.kind {
        ItemKind::Voucher => m.voucher_final.to_owned(),
        ItemKind::Pack => (m.pack_faulty)(detail.rules.claim_days),
        _ => (m.faulty)(detail.rules.claim_days),
    };
    html! {
        section.section {
            h2 { (m.terms) }
            (by_line(words.t.lang.pick(&detail.offer.item.terms)))
            p.note { (all) }
        }
    }
}
