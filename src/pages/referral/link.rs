//! `/r/{code}`: what a member's link leads to. That it was opened the server has noted by then; who joins or signs in goes on from here.

use super::REFUSALS;
use crate::i18n::{Texts, use_texts};
use crate::react::dynamic;
use crate::remote::{Load, Read, Write};
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html, live_html};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::referral::{GetReferralLink, JoinTeam, JoinTeamRequest, Looks, ReferralLink, TeamOffer};
use shuke_face::pages::referral::{link, team};

pub fn page(code: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetReferralLink>::new(center, code, &Empty {});
    dynamic(move || match read.get() {
        Load::Loaded(one) => loaded(center, t, &one, read),
        _ => read.instead(t, "", REFUSALS),
    })
}

fn loaded(center: Center, t: &'static Texts, one: &ReferralLink, read: Read<GetReferralLink>) -> AnyView {
    let shown = one.clone();
    let greeting = live_html(move || center.with_boot(|boot| link::greeting(&shown, boot, t)));
    let team = match &one.team {
        Some(offer) => offered(center, t, one, offer, read),
        None => ().into_any(),
    };
    vec![greeting, team, html(link::rest(one, t))].into_any()
}

/// A team that a member can join here.
fn offered(
    center: Center,
    t: &'static Texts,
    one: &ReferralLink,
    offer: &TeamOffer,
    read: Read<GetReferralLink>,
) -> AnyView {
    let write = Write::new(center);
    let request = JoinTeamRequest { code: one.code.clone() };
    let look = Look::plain(Kind::Quiet, "").label(write.label(t, t.referral_link().join_team)).busy(write.busy());
    let join = move || write.send::<JoinTeam>(&request, move |_| read.again());
    let mut parts = vec![html(team::offer(offer, one.looks, one.today, t)), write.refused(t, REFUSALS)];
    if !offer.joined && one.looks != Looks::Guest {
        parts.push(group("actions", vec![button(look, join)]));
    }
    view! { <section class="section">{parts}</section> }.into_any()
}
