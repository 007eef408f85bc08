//! Who one is, what one has, and the way to what one sets.

mod whole;

pub use whole::page_whole;

use crate::shapes::kit::sign;
use crate::words::Texts;
use crate::{Icon, Markup, Page, html};
use shuke_contract::account::Profile;
use shuke_contract::boot::Boot;
use shuke_contract::card::Card;

/// The name, or what the page is called.
pub fn name(card: &Card, t: &Texts) -> Markup {
    html! { h1.page-title { bdi { (card.name.as_deref().unwrap_or(Page::Me.title(t.lang))) } } }
}

/// Phone, unless the member was imported; since when: the day, as the brand's calendar has it.
pub fn since(profile: &Profile, joined: &str, t: &Texts) -> Markup {
    let joined = (t.me().joined)(joined);
    html! { p.lede.number { @if let Some(phone) = &profile.phone_masked { (phone) " · " } (joined) } }
}

/// The line in which that will stand, and what stands there when it cannot be read.
pub fn instead(card: Option<&Card>) -> Markup {
    html! { p.lede.number { @if let Some(card) = card { (card.number.grouped()) } @else { "\u{a0}" } } }
}

/// What one has, with the figure that matters; what the brand does not offer is not there.
pub fn things(boot: &Boot, t: &Texts) -> Markup {
    let Some(card) = &boot.card else { return Markup::default() };
    let tier = boot.rules.tier(&card.standing.tier).map_or("", |tier| t.lang.pick(&tier.name));
    let unread = if card.unread == 0 { String::new() } else { (t.me().unread)(card.unread) };
    let usable = card.coupons.map_or(String::new(), |coupons| (t.me().usable)(coupons.usable));
    let (lang, points) = (t.lang, card.points.to_string());
    let things = [
        (true, Page::Points, "points", Page::Points.title(lang), points.as_str()),
        (boot.has.coupons, Page::Coupons, "amount-off", Page::Coupons.title(lang), usable.as_str()),
        (boot.has.mall, Page::Orders, "order", Page::Orders.title(lang), ""),
        (true, Page::Receipts, "spend", Page::Receipts.title(lang), ""),
        (true, Page::Tiers, "tier", Page::Tiers.title(lang), tier),
        (true, Page::Inbox, "notice", Page::Inbox.title(lang), unread.as_str()),
        (boot.has.coupons, Page::Preview, "discount", Page::Preview.title(lang), ""),
        (boot.has.referral, Page::Referral, "invite", Page::Referral.title(lang), ""),
        (true, Page::Birthday, "birthday", Page::Birthday.title(lang), ""),
    ];
    html! {
        ul.things {
            @for (is_there, page, picture, name, figure) in things {
                @if is_there {
                    li { a.thing href=(page) { (sign(picture)) (name) @if !figure.is_empty() { " " small { (figure) } } } }
                }
            }
        }
    }
}

/// The ways to scanning, to where things are sent, and to what is set.
pub fn to_settings(boot: &Boot, t: &Texts) -> Markup {
    let ways = [
        (true, Page::Scan, "scan", t.me().to_scan),
        (boot.has.mall, Page::Addresses, "free-delivery", t.me().to_addresses),
        (boot.has.wechat, Page::Wechat, "wechat", t.me().to_wechat),
        (true, Page::Settings, "profile", t.me().to_set),
    ];
    html! {
        ul.rows.to-settings {
            @for (_, page, picture, what) in ways.iter().filter(|(is_there, ..)| *is_there) {
                li {
                    a.row href=(page) {
                        (sign(picture))
                        span.row-main { (page.title(t.lang)) " " small { (what) } }
                        (Icon::Chevron)
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
