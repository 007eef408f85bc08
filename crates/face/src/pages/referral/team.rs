//! A team: how far it is, and who is in it.

use crate::words::Texts;
use crate::{Markup, date, html};
use shuke_contract::referral::{Looks, Referral, TeamMate, TeamNow, TeamOffer};
use shuke_rules::referral::TeamState;
use shuke_rules::{Count, Day};

/// Whether another can be opened now.
pub fn can_open(page: &Referral) -> bool {
    let is_over = |team: &TeamNow| matches!(team.state, TeamState::Done | TeamState::Over | TeamState::Unknown);
    page.team_terms.is_some() && page.team.as_ref().is_none_or(is_over)
}

/// Whether the member can leave the one that there is.
pub fn can_leave(page: &Referral) -> bool {
    page.team.as_ref().is_some_and(|team| matches!(team.state, TeamState::Open | TeamState::Full))
}

/// What the button says by which one leaves.
pub fn leaving(page: &Referral, t: &Texts) -> &'static str {
    let r = t.referral_link();
    if page.team.as_ref().is_some_and(|team| team.own) { r.end_team } else { r.leave_team }
}

/// What a team is, and how the last one stands.
pub fn team(page: &Referral, t: &Texts) -> Markup {
    let r = t.referral_link();
    let terms = page.team_terms.as_ref();
    html! {
        @if let Some(terms) = terms {
            p { ((r.team_lede)(terms.size.into(), &(t.referral().days)(terms.days), t.lang.pick(&terms.gift))) }
        }
        @if let Some(team) = &page.team {
            p { b { (stands(team, page.today, t)) } }
            ul.rows { @for mate in &team.mates { (one(mate, page.today, t)) } }
        }
    }
}

fn stands(team: &TeamNow, today: Day, t: &Texts) -> String {
    let r = t.referral_link();
    let until = date(team.until, today, t.lang);
    let left = i64::from(team.size) - Count::from(team.mates.len()).0;
    match team.state {
        _ if team.given => (r.team_done)(t.lang.pick(&team.gift)),
        TeamState::Open => (r.team_open)(Count(left), &until),
        TeamState::Full => (r.team_full)(&until),
        TeamState::Settling => r.team_settling.to_owned(),
        TeamState::Done => (r.team_done)(t.lang.pick(&team.gift)),
        TeamState::Over | TeamState::Unknown => r.team_over.to_owned(),
    }
}

fn one(mate: &TeamMate, today: Day, t: &Texts) -> Markup {
    let r = t.referral_link();
    let name = if mate.name.is_empty() { t.referral().somebody } else { &mate.name };
    html! {
        li.row {
            span.row-main { (name) @if mate.me { " " span.tag { (t.referral().me) } } }
            span.row-end {
                @match mate.bought { Some(day) => { ((r.has_bought)(&date(day, today, t.lang))) } None => { (r.not_bought) } }
            }
        }
    }
}

/// A team that a link offers.
pub fn offer(offer: &TeamOffer, looks: Looks, today: Day, t: &Texts) -> Markup {
    let r = t.referral_link();
    html! {
        h2 { (r.team) }
        p { ((r.team_open)(offer.left.into(), &date(offer.until, today, t.lang))) }
        p.note { (t.lang.pick(&offer.gift)) }
        @if looks == Looks::Guest { p.note { (r.team_after_joining) } }
    }
}
