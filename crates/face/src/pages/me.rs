//! Who one is, the ways to what one has, what one agreed to, what leaving means. How the pages are shown has a file of its own.

mod display;

pub use display::display;

use crate::shapes::states::note;
use crate::words::Texts;
use crate::{Icon, Markup, Page, html};
use shuke_contract::account::{ConsentState, Profile};
use shuke_contract::boot::Boot;
use shuke_contract::card::Card;
use shuke_rules::Count;
use shuke_rules::policy::Consent;

/// Name; phone, unless the member was imported; since when: the day, as only a browser writes it.
pub fn heading(profile: &Profile, joined: &str, t: &Texts) -> Markup {
    let name = profile.name.as_deref().unwrap_or(Page::Me.title(t.lang));
    let joined = (t.me().joined)(joined);
    html! {
        div {
            h1.page-title { bdi { (name) } }
            p.lede.number { @if let Some(phone) = &profile.phone_masked { (phone) " · " } (joined) }
        }
    }
}

/// The pages below: what one has, and what happened.
pub fn ways(boot: &Boot, t: &Texts) -> Markup {
    let Some(card) = &boot.card else { return Markup::default() };
    let tier = boot.rules.tier(&card.standing.tier).map_or("", |tier| t.lang.pick(&tier.name));
    let unread = if card.unread == 0 { String::new() } else { (t.me().unread)(card.unread) };
    let usable = card.coupons.map_or(String::new(), |coupons| (t.me().usable)(coupons.usable));
    let (lang, points) = (t.lang, card.points.to_string());
    let rows = [
        (true, Page::Points, Icon::Coin, Page::Points.title(lang), points.as_str()),
        (true, Page::Receipts, Icon::Receipt, Page::Receipts.title(lang), ""),
        (boot.has.coupons, Page::Coupons, Icon::Coupon, Page::Coupons.title(lang), usable.as_str()),
        (boot.has.coupons, Page::Preview, Icon::Bag, Page::Preview.title(lang), ""),
        (boot.has.mall, Page::Orders, Icon::Parcel, Page::Orders.title(lang), ""),
        (true, Page::Tiers, Icon::Tiers, Page::Tiers.title(lang), tier),
        (true, Page::Inbox, Icon::Bell, Page::Inbox.title(lang), unread.as_str()),
        (boot.has.mall, Page::Addresses, Icon::Pin, Page::Addresses.title(lang), ""),
    ];
    html! {
        ul.rows {
            @for (is_there, page, picture, name, end) in rows {
                @if is_there {
                    li {
                        a.row href=(page) {
                            (picture) span.row-main { (name) } @if !end.is_empty() { span.row-end { (end) } } (Icon::Chevron)
                        }
                    }
                }
            }
        }
    }
}

/// The way to what a birthday brings.
pub fn to_birthday(t: &Texts) -> Markup {
    html! { p { a.text-link href=(Page::Birthday) { (t.me().birthday_what) } } }
}

/// A consent, and what the member last said to it: on which day, as only a browser writes it.
pub fn consent(consent: &Consent, state: Option<&ConsentState>, day: &str, t: &Texts) -> Markup {
    html! { span.row-main { (t.lang.pick(&consent.title)) small { (said(state, &consent.version, day, t)) } } }
}

/// What the member last said, and to which version.
fn said(state: Option<&ConsentState>, version: &str, day: &str, t: &Texts) -> String {
    let m = t.me();
    match state {
        None => m.not_given.to_owned(),
        Some(state) if !state.given => (m.withdrawn)(day),
        Some(state) if state.version == version => (m.given)(version, day),
        Some(_) => (m.newer)(version),
    }
}

/// What stands in the row that exports.
pub fn export(t: &Texts) -> Markup {
    let m = t.me();
    html! { (Icon::Download) span.row-main { (m.export) small { (m.export_hint) } } }
}

/// What the check of the exported ledger found: so many entries, and the first that does not fit.
pub fn exported(entries: usize, broken: Option<i64>, t: &Texts) -> Markup {
    let m = t.me();
    html! { (broken.map_or_else(|| (m.chain_whole)(entries.into()), |seq| (m.chain_broken)(Count(seq)))) }
}

/// Where one is signed in.
pub fn devices(count: i64, t: &Texts) -> Markup {
    note(&(t.me().devices)(Count(count)))
}

/// What closing the account does.
pub fn closing(boot: &Boot, card: &Card, t: &Texts) -> Markup {
    let (m, gap) = (t.me(), t.lang.gap());
    let tier = boot.rules.tier(&card.standing.tier).map_or("", |tier| t.lang.pick(&tier.name));
    html! {
        p { ((m.close_loses)(&card.points.or_zero().to_string(), tier)) (gap) (m.close_deletes) }
        p { (m.close_keeps) (gap) (m.close_final) }
    }
}

/// Which number has the digits that are asked for.
pub fn last_four_hint(card: &Card, t: &Texts) -> Markup {
    note(&(t.me().last_four_hint)(&card.number.grouped()))
}

#[cfg(test)]
mod tests;
