//! What stands around the member code: who, points, the coupons that can be used now, and what came of showing it.

mod moment;
mod whole;

pub use moment::{Came, came};
pub use whole::page_whole;

use crate::shapes::coupon_summary::gift;
use crate::words::Texts;
use crate::{Icon, Markup, Page, html};
use shuke_contract::boot::Boot;
use shuke_contract::coupons::{HeldCoupon, Wallet};
use shuke_rules::Points;
use shuke_rules::coupons::State;

/// So many coupons are named.
const NAMED: usize = 3;

pub fn heading(boot: &Boot, t: &Texts) -> Markup {
    html! {
        div.code-who { h1.sr { (Page::Code.title(t.lang)) } p.note { (who(boot, t)) } }
    }
}

/// Tier and name.
fn who(boot: &Boot, t: &Texts) -> String {
    let Some(card) = &boot.card else { return String::new() };
    let tier = boot.rules.tier(&card.standing.tier).map_or("", |tier| t.lang.pick(&tier.name));
    card.name.as_ref().map_or(tier.to_owned(), |name| format!("{tier} · {name}"))
}

/// What to do with the code, and the way to scanning somebody else's.
pub fn show(t: &Texts) -> Markup {
    html! {
        p.note { (t.code().show) }
        a.text-link href=(Page::Scan) { (Page::Scan.title(t.lang)) }
    }
}

/// The points, and when they were said to be so.
pub fn facts(points: Points, synced_at: &str, is_online: bool, t: &Texts) -> Markup {
    let c = t.code();
    let synced = if is_online { c.synced } else { c.synced_offline };
    html! {
        dl.code-facts { div { dt.note { (c.points) } dd { b { (points.to_string()) } } } }
        p.note { (synced(synced_at)) }
    }
}

/// What can be used now; nothing when that is none.
pub fn coupons(wallet: &Wallet, t: &Texts) -> Markup {
    let is_usable = |coupon: &&HeldCoupon| coupon.state == State::Available && coupon.tier_reached;
    let usable: Vec<&HeldCoupon> = wallet.coupons.iter().filter(is_usable).collect();
    html! {
        @if !usable.is_empty() {
            (way_to_coupons(u32::try_from(usable.len()).unwrap_or(u32::MAX), t))
            ul.rows.code-coupons {
                @for coupon in usable.iter().take(NAMED) {
                    li {
                        a.row href=(Page::Coupon.of(&coupon.id.0)) {
                            span.row-main {
                                (t.lang.pick(&coupon.terms.name))
                                @if let Some(gift) = gift(&coupon.terms, t) { " " small { (gift) } }
                            }
                            (Icon::Chevron)
                        }
                    }
                }
            }
        }
    }
}

/// How many there are, and the way to all.
pub fn way_to_coupons(count: u32, t: &Texts) -> Markup {
    html! {
        div.section-head.code-coupons {
            h2 { ((t.code().coupons)(count)) }
            a href=(Page::Coupons) { (t.code().all_coupons) }
        }
    }
}

#[cfg(test)]
mod tests;
