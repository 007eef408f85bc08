//! The pages as the server draws them.

use super::{
    SHOWS_NAME, brought_by, friends, gifts, head, link, months, no_name, not_bound, own_code, shows_name, team, terms,
};
use crate::pages::Setting;
use crate::shapes::controls::{Kind, button, group, live, section, whole};
use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::referral::{Looks, Referral, ReferralLink};

pub fn page_whole(page: &Referral, setting: Setting<'_>) -> Markup {
    let t = setting.t;
    html! {
        (whole(&head(page, t)))
        (whole(&own_code(page, t)))
        (group("actions", &button(Kind::Main, t.referral().copy)))
        (name(page, t))
        (live("alert"))
        (whole(&friends(page, t)))
        (whole(&brought_by(page, t)))
        (whole(&gifts(page, t)))
        (whole(&months(page, t)))
        (teams(page, t))
        (whole(&not_bound(page, t)))
        (whole(&terms(&page.terms, t)))
    }
}

fn name(page: &Referral, t: &Texts) -> Markup {
    match &page.name {
        Some(name) => html! {
            label.check {
                input type="checkbox" name=(SHOWS_NAME) checked[page.shows_name];
                span { (shows_name(name, t)) }
            }
        },
        None => whole(&no_name(t)),
    }
}

fn teams(page: &Referral, t: &Texts) -> Markup {
    if page.team_terms.is_none() && page.team.is_none() {
        return Markup::default();
    }
    section(
        t.referral_link().team,
        &html! {
            (whole(&team::team(page, t)))
            (live("alert"))
            (group("actions", &html! {
                @if team::can_open(page) { (button(Kind::Quiet, t.referral_link().open_team)) }
                @if team::can_leave(page) { (button(Kind::Text, team::leaving(page, t))) }
            }))
        },
    )
}

pub fn link_whole(one: &ReferralLink, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, .. } = setting;
    html! {
        (whole(&link::greeting(one, boot, t)))
        @if let Some(offer) = &one.team {
            section.section {
                (whole(&team::offer(offer, one.looks, one.today, t)))
                @if one.looks != Looks::Guest {
                    (live("alert"))
                    @if !offer.joined { (group("actions", &button(Kind::Quiet, t.referral_link().join_team))) }
                }
            }
        }
        (whole(&link::rest(one, t)))
    }
}
