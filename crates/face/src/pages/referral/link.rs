//! `/r/{code}`: what a member's link leads to. Useful before any script runs, and for who never joins.

use super::{rewards, terms};
use crate::document::Share;
use crate::words::Texts;
use crate::{Markup, Page, date, html};
use shuke_contract::boot::Boot;
use shuke_contract::referral::{Looks, ReferralLink, Rewards};

/// Who invites to what.
pub(super) fn title(link: &ReferralLink, boot: &Boot, t: &Texts) -> String {
    invites(link.name.as_deref(), boot, t)
}

fn invites(name: Option<&str>, boot: &Boot, t: &Texts) -> String {
    let (r, brand) = (t.referral_link(), t.lang.pick(&boot.brand.name));
    match name {
        Some(name) => (r.invites)(name, brand),
        None => (r.somebody_invites)(brand),
    }
}

/// What a newcomer gets.
fn gets(link: &ReferralLink, t: &Texts) -> String {
    if link.closed {
        t.referral_link().closed.to_owned()
    } else {
        (t.referral_link().for_you)(&rewards(&link.terms.friend, t))
    }
}

/// Where the link is passed on.
pub fn share(link: &ReferralLink, boot: &Boot, t: &Texts) -> Share {
    Share::of(title(link, boot, t), gets(link, t))
}

/// Where a member passes on a page that has their link on it: friends get to that, not to what only the member sees. `gets`: what a
/// newcomer gets, where that is known there.
pub fn share_own(code: &str, name: Option<&str>, gets: Option<&Rewards>, boot: &Boot, t: &Texts) -> Share {
    let text = match gets {
        Some(gets) => (t.referral_link().for_you)(&rewards(gets, t)),
        None => t.lang.pick(&boot.brand.line).to_owned(),
    };
    Share { title: invites(name, boot, t), text, leads_to: Some(Page::ReferralLink.of(code)) }
}

/// Who invites, what one gets and how; of members only what it means to them.
pub fn greeting(link: &ReferralLink, boot: &Boot, t: &Texts) -> Markup {
    let r = t.referral_link();
    let about = match link.looks {
        Looks::Oneself => Some(r.own),
        Looks::Member => Some(r.member),
        Looks::Friend => Some(r.is_friend),
        Looks::Guest | Looks::Unknown => None,
    };
    html! {
        section.hero {
            picture {
                source media="(prefers-color-scheme: dark)" srcset="/art/hero-dark.svg" width="800" height="450";
                img.hero-art src="/art/hero.svg" width="800" height="450" alt="" decoding="async" fetchpriority="low";
            }
            h1.hero-title { (title(link, boot, t)) }
            p.lede { (gets(link, t)) }
        }
        @if let Some(about) = about { p.notice { span { (about) } } }
        @if !link.closed { (steps(link, t)) }
    }
}

fn steps(link: &ReferralLink, t: &Texts) -> Markup {
    let (r, terms) = (t.referral_link(), &link.terms);
    let least = terms.least.map(|least| least.to_string());
    html! {
        section.section {
            h2 { (r.steps) }
            ol.in-order {
                li { ((r.step_join)(&date(link.join_until, link.today, t.lang))) }
                li { ((r.step_buy)(&(t.referral().days)(terms.buy_days), least.as_deref())) }
                li { ((r.step_get)(&(t.referral().days)(terms.settle_days), &rewards(&terms.friend, t))) }
            }
        }
    }
}

/// The terms, and the ways on.
pub fn rest(link: &ReferralLink, t: &Texts) -> Markup {
    let r = t.referral_link();
    html! {
        @if !link.closed { (terms(&link.terms, t)) }
        @if link.looks == Looks::Guest {
            div.dock {
                a.button href=(Page::Join) { (r.join) }
                a.button.button-text href=(Page::SignIn) { (r.sign_in) }
            }
        } @else {
            div.actions { a.button.button-quiet href=(Page::Referral) { (r.to_mine) } }
        }
    }
}
