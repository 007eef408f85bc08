//! Bringing a friend: the member's own page. What a link leads to is in [`link`], teams in [`team`].

pub mod link;
pub mod team;
mod terms;
mod whole;

pub use terms::terms;
pub use whole::{link_whole, page_whole};

use crate::shapes::controls::section;
use crate::words::Texts;
use crate::{Markup, Page, date, html, month};
use shuke_contract::boards::{BoardPlace, BoardPrize};
use shuke_contract::referral::{Bound, FriendsGiftNow, NotBound, Referral, ReferralMonth, Rewards};
use shuke_rules::boards::Phase;
use shuke_rules::referral::{Removed, State, code};
use shuke_rules::{Count, Day};

/// Whether friends read the name.
pub const SHOWS_NAME: &str = "shows-name";

/// What somebody gets, in words.
pub fn rewards(rewards: &Rewards, t: &Texts) -> String {
    let r = t.referral();
    let points = (!rewards.points.is_zero()).then(|| (r.points)(&rewards.points.to_string()));
    let coupon = rewards.coupon.as_ref().map(|coupon| t.lang.pick(coupon));
    match (points, coupon) {
        (Some(points), Some(coupon)) => (r.and)(&points, coupon),
        (Some(points), None) => points,
        (None, Some(coupon)) => coupon.to_owned(),
        (None, None) => r.nothing.to_owned(),
    }
}

pub fn head(page: &Referral, t: &Texts) -> Markup {
    let (mine, theirs) = (rewards(&page.terms.inviter, t), rewards(&page.terms.friend, t));
    html! {
        div {
            h1.sr { (Page::Referral.title(t.lang)) }
            p.lede { ((t.referral().lede)(&mine, &theirs)) }
        }
    }
}

/// The code as it is read aloud, and the way to what friends see.
pub fn own_code(page: &Referral, t: &Texts) -> Markup {
    let r = t.referral();
    html! {
        div {
            p.note { (r.code) }
            p.figure { (code::grouped(&page.code)) }
            p { a.text-link href=(Page::ReferralLink.of(&page.code)) { (r.look) } }
            @if page.commission { p { a.text-link href=(Page::Commission) { (t.commission().way) } } }
            p { a.text-link href=(Page::Poster) { (Page::Poster.title(t.lang)) } }
        }
    }
}

/// Where there is no name that could be shown.
pub fn no_name(t: &Texts) -> Markup {
    let r = t.referral();
    html! { p.note { (r.no_name) " " a.text-link href=(Page::Settings) { (r.to_settings) } } }
}

/// The name as friends would read it, beside the box that says whether they do.
pub fn shows_name(name: &str, t: &Texts) -> String {
    (t.referral().show_name)(name)
}

pub fn friends(page: &Referral, t: &Texts) -> Markup {
    let r = t.referral();
    let inside = html! {
        @if page.friends.is_empty() {
            p { (r.no_friends) }
        } @else {
            p.note { ((r.counts)(page.confirmed.into(), page.pending.into())) }
            ul.rows { @for friend in &page.friends { (bound(friend, page.today, t)) } }
        }
    };
    section(r.friends, &inside)
}

/// Who brought the member, and what comes of it.
pub fn brought_by(page: &Referral, t: &Texts) -> Markup {
    match &page.brought_by {
        Some(by) => section(t.referral().brought, &html! { ul.rows { (bound(by, page.today, t)) } }),
        None => Markup::default(),
    }
}

fn bound(bound: &Bound, today: Day, t: &Texts) -> Markup {
    let r = t.referral();
    let day = |day| date(day, today, t.lang);
    html! {
        li.row {
            span.row-main {
                bdi { ((r.by)(&bound.name)) } " "
                small { ((r.joined)(&day(bound.joined))) }
                small { (stands(&bound.state, today, t)) }
            }
            span.row-end { b { (rewards(&bound.reward, t)) } (given(bound, t)) }
        }
    }
}

/// Whether it is in the account.
fn given(bound: &Bound, t: &Texts) -> &'static str {
    let r = t.referral();
    match bound.state {
        _ if bound.given => r.given,
        _ if bound.taken_back => r.taken_back,
        State::Removed { .. } => r.removed,
        _ => r.waits,
    }
}

/// Where a bind stands, with its figures and days.
fn stands(state: &State, today: Day, t: &Texts) -> String {
    let r = t.referral();
    let day = |day: &Day| date(*day, today, t.lang);
    match state {
        State::Bound { until } => (r.bound)(&day(until)),
        State::Bought { paid, missing, until } => (r.bought)(&paid.to_string(), &missing.to_string(), &day(until)),
        State::Settling { bought, until } => (r.settling)(&day(bought), &day(until)),
        State::Confirmed { since, .. } => (r.confirmed)(&day(since)),
        State::Removed { why: Removed::Returned, on } => (r.returned)(&day(on)),
        State::Removed { why: Removed::FriendLeft, on } => (r.friend_left)(&day(on)),
        State::Removed { on, .. } => (r.too_late)(&day(on)),
        State::Unknown => r.removed.to_owned(),
    }
}

pub fn gifts(page: &Referral, t: &Texts) -> Markup {
    let r = t.referral();
    let row = |gift: &FriendsGiftNow| {
        let done = Count::from(page.confirmed.min(gift.friends));
        html! {
            li.row {
                span.row-main { (t.lang.pick(&gift.what)) " " small { ((r.for_friends)(gift.friends.into())) } }
                span.row-end { @if gift.given { (r.given) } @else { ((r.progress)(done, gift.friends.into())) } }
            }
        }
    };
    if page.gifts.is_empty() {
        return Markup::default();
    }
    section(r.gifts, &html! { ul.rows { @for gift in &page.gifts { (row(gift)) } } })
}

/// The ranking of this month, and the result of the last.
pub fn months(page: &Referral, t: &Texts) -> Markup {
    html! { @for month in &page.months { (one_month(month, page.today, t)) } }
}

fn one_month(of: &ReferralMonth, today: Day, t: &Texts) -> Markup {
    let r = t.referral();
    let inside = html! {
        p {
            @match of.place {
                Some(place) => { ((r.my_place)(place.into())) }
                None if of.phase == Phase::Running => { (r.no_place) }
                None => { (r.nobody) }
            }
        }
        @if !of.top.is_empty() { ol.rows { @for place in &of.top { (one_place(place, t)) } } }
        ul.rows { @for prize in &of.prizes { (one_prize(prize, t)) } }
        p.note {
            @if of.phase == Phase::Final { (r.is_final) } @else { ((r.final_after)(&date(of.settled, today, t.lang))) }
        }
    };
    section(&(r.months)(&month(of.from, t.lang)), &inside)
}

fn one_place(one: &BoardPlace, t: &Texts) -> Markup {
    let r = t.referral();
    let name = if one.name.is_empty() { r.somebody } else { &one.name };
    html! {
        li.row {
            b { (Count::from(one.place)) }
            span.row-main {
                (name)
                @if one.me { " " span.tag { (r.me) } }
                " "
                @if one.pending > 0 { small { ((r.pending)(Count(one.pending))) } }
            }
            span.row-end { b { ((r.friends_count)(Count(one.confirmed + one.pending))) } }
        }
    }
}

fn one_prize(prize: &BoardPrize, t: &Texts) -> Markup {
    let r = t.referral();
    let places = if prize.from == prize.to {
        (r.place)(prize.from.into())
    } else {
        (r.places)(prize.from.into(), prize.to.into())
    };
    html! { li.row { span.row-main { (t.lang.pick(&prize.what)) } span.row-end { (places) } } }
}

/// Who came by a link and does not count, each with the reason.
pub fn not_bound(page: &Referral, t: &Texts) -> Markup {
    let row = |one: &NotBound| {
        html! {
            li.row { span.row-main { ((t.referral_told().refused)(one.why, one.mine)) " " small { (date(one.on, page.today, t.lang)) } } }
        }
    };
    if page.not_bound.is_empty() {
        return Markup::default();
    }
    section(t.referral().not_bound, &html! { ul.rows { @for one in &page.not_bound { (row(one)) } } })
}

#[cfg(test)]
mod tests;
