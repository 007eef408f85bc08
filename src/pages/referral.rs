//! `/me/referral`: the member's link, and what came of it. `/r/{code}` is [`link`].

mod link;
mod team;

pub use link::page as link_page;

use crate::device::{dom, files};
use crate::i18n::{Refusals, Texts, refusals, use_texts};
use crate::react::{dynamic, effect, memo, spawn};
use crate::remote::{Read, Write};
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html, live_html};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::referral::{GetReferral, PutReferral, Referral, ReferralChoice};
use shuke_face::pages::referral as shown;
use shuke_face::{Markup, Page};

const REFUSALS: &[Refusals] = &[refusals::referral::REFUSALS];

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetReferral>::recalling(center, "", &Empty {});
    dynamic(move || match read.followed() {
        Some(state) => loaded(center, t, state),
        None => read.instead(t, Page::Referral.title(t.lang), REFUSALS),
    })
}

fn loaded(center: Center, t: &'static Texts, state: RwSignal<Referral>) -> AnyView {
    let shown = move |draw: fn(&Referral, &Texts) -> Markup| live_html(move || state.with(|page| draw(page, t)));
    vec![
        shown(shown::head),
        shown(shown::own_code),
        group("actions", vec![copy(t, state)]),
        name(center, t, state),
        shown(shown::friends),
        shown(shown::brought_by),
        shown(shown::gifts),
        shown(shown::months),
        team::own(center, t, state),
        shown(shown::not_bound),
        shown(|page, t| shown::terms(&page.terms, t)),
    ]
    .into_any()
}

/// The link as it is passed on.
fn copy(t: &'static Texts, state: RwSignal<Referral>) -> AnyView {
    let toasts: Toasts = expect_context();
    let tap = move || {
        let link = state.with_untracked(|page| Page::ReferralLink.of(&page.code).href());
        let link = dom::origin() + &link;
        spawn(async move {
            let is_copied = files::copy(&link).await;
            toasts.say(if is_copied { t.referral().copied } else { t.referral().not_copied });
        });
    };
    button(Look::plain(Kind::Main, t.referral().copy), tap)
}

/// Whether who opens the link reads the first name.
fn name(center: Center, t: &'static Texts, state: RwSignal<Referral>) -> AnyView {
    let write = Write::new(center);
    let ticked = RwSignal::new(state.with_untracked(|page| page.shows_name));
    // What was refused is as it was before.
    effect(move || {
        if write.failure().is_some() {
            ticked.set(state.with_untracked(|page| page.shows_name));
        }
    });
    let change = move |event: leptos::ev::Event| {
        let shows_name = event_target_checked(&event);
        ticked.set(shows_name);
        write.send::<PutReferral>(&ReferralChoice { shows_name }, move |saved| state.set(saved));
    };
    let name = memo(move || state.with(|page| page.name.clone()));
    let field = dynamic(move || match name.get() {
        None => html(shown::no_name(t)),
        Some(name) => view! {
            <label class="check">
                <input type="checkbox" name=shown::SHOWS_NAME prop:checked=ticked on:change=change />
                <span>{shown::shows_name(&name, t)}</span>
            </label>
        }
        .into_any(),
    });
    vec![field, write.refused(t, REFUSALS)].into_any()
}

#[cfg(test)]
mod tests {
    use super::REFUSALS;
    use crate::i18n::refusals::tests::silent;
    use shuke_contract::referral::{GetReferral, GetReferralLink, JoinTeam, LeaveTeam, OpenTeam, PutReferral};
    use shuke_contract::{Endpoint, ErrorCode};

    #[test]
    fn every_refusal_of_bringing_friends_and_of_teams_has_words_of_its_own() {
        let errors: [&[ErrorCode]; 6] = [
            GetReferral::ERRORS,
            PutReferral::ERRORS,
            GetReferralLink::ERRORS,
            OpenTeam::ERRORS,
            JoinTeam::ERRORS,
            LeaveTeam::ERRORS,
        ];
        assert_eq!(silent(REFUSALS, &errors), []);
    }
}
