//! The wallet: what can be used now first, folded below it what is over.

use super::model::{Hindrance, Parts};
use super::terms::folded;
use super::words::Words;
use crate::shapes::coupon_summary::gift;
use crate::shapes::states::way;
use crate::words::Texts;
use crate::{Icon, Markup, Page, html};
use shuke_contract::coupons::{HeldCoupon, Wallet};

pub fn list(words: &Words<'_>, wallet: &Wallet) -> Markup {
    let c = words.t.coupons();
    let parts = Parts::of(&wallet.coupons);
    html! {
        h1.sr { (Page::Coupons.title(words.t.lang)) }
        div.section-head {
            a href=(Page::CouponOffers) { (c.to_offers) }
            a href=(Page::Preview) { (Page::Preview.title(words.t.lang)) }
        }
        @if parts.usable.is_empty() { p { (c.none_usable) } }
        (section(words, c.usable, &parts.usable))
        (section(words, c.kept, &parts.kept))
        (section(words, c.later, &parts.later))
        @if !parts.over.is_empty() {
            (folded(&(c.over)(parts.over.len().into()), &rows(words, &parts.over)))
        }
    }
}

/// Where there is nothing in it, the way to something.
pub fn way_on(t: &Texts) -> Markup {
    way(&Page::CouponOffers, t.coupons().to_offers)
}

fn section(words: &Words<'_>, heading: &str, coupons: &[&HeldCoupon]) -> Markup {
    html! {
        @if !coupons.is_empty() {
            section { h2 { (heading) } (rows(words, coupons)) }
        }
    }
}

fn rows(words: &Words<'_>, coupons: &[&HeldCoupon]) -> Markup {
    html! { ul.rows { @for coupon in coupons { (row(words, coupon)) } } }
}

fn row(words: &Words<'_>, coupon: &HeldCoupon) -> Markup {
    let is_spent = Hindrance::of(coupon).is_some();
    html! {
        li {
            a.row.coupon.spent[is_spent] href=(Page::Coupon.of(&coupon.id.0)) {
                (words.stub(&coupon.terms))
                span.row-main {
                    (words.name(&coupon.terms))
                    (soon(words, coupon))
                    @if let Some(gift) = gift(&coupon.terms, words.t) { " " small { (gift) } }
                    small { (words.stand(coupon)) }
                }
                (Icon::Chevron)
            }
        }
    }
}

/// A tag on what ends soon.
pub(super) fn soon(words: &Words<'_>, coupon: &HeldCoupon) -> Markup {
    html! { @if coupon.ends_soon { " " span.tag { (words.t.coupons().soon) } } }
}
