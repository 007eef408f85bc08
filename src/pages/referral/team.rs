//! Opening a team, leaving it, and joining one by a link.

use super::REFUSALS;
use crate::i18n::Texts;
use crate::react::{dynamic, memo};
use crate::remote::Write;
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, live_html, section};
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::referral::{LeaveTeam, OpenTeam, Referral};
use shuke_face::pages::referral::team;

/// The member's own team on their page.
pub fn own(center: Center, t: &'static Texts, state: RwSignal<Referral>) -> AnyView {
    let is_there = memo(move || state.with(|page| page.team_terms.is_some() || page.team.is_some()));
    dynamic(move || if is_there.get() { there(center, t, state) } else { ().into_any() })
}

fn there(center: Center, t: &'static Texts, state: RwSignal<Referral>) -> AnyView {
    let write = Write::new(center);
    let can = memo(move || state.with(|page| (team::can_open(page), team::can_leave(page))));
    let open = move || {
        let look = Look::plain(Kind::Quiet, "").label(write.label(t, t.referral_link().open_team)).busy(write.busy());
        button(look, move || write.send::<OpenTeam>(&Empty {}, move |page| state.set(page)))
    };
    let leave = move || {
        let label = state.with_untracked(|page| team::leaving(page, t));
        let look = Look::plain(Kind::Text, "").label(write.label(t, label)).busy(write.busy());
        button(look, move || write.send::<LeaveTeam>(&Empty {}, move |page| state.set(page)))
    };
    let actions = dynamic(move || {
        let (can_open, can_leave) = can.get();
        let actions = [can_open.then(open), can_leave.then(leave)];
        actions.into_iter().flatten().collect::<Vec<_>>().into_any()
    });
    let parts = vec![
        live_html(move || state.with(|page| team::team(page, t))),
        write.refused(t, REFUSALS),
        group("actions", vec![actions]),
    ];
    section(t.referral_link().team, parts)
}
