//! `/me`: who one is, the pages about what one has, how one wants to see the pages, what one agreed to, taking everything along, leaving.

mod account;
mod close;
mod consents;
mod display;
mod export;
mod model;
mod profile;

use crate::failure::Failure;
use crate::i18n::{Explain, Texts, use_texts};
use crate::react::dynamic;
use crate::remote::{Fetched, Load, Read};
use crate::session::Center;
use crate::shared::consenting::with_consents;
use crate::ui::markup::live_html;
use crate::ui::states::{failed_page, failed_part, skeleton};
use crate::ui::when::day_of;
use account::account;
use consents::consents;
use display::display;
use leptos::prelude::*;
use profile::profile_form;
use shuke_contract::Empty;
use shuke_contract::account::{GetProfile, Profile};
use shuke_face::Page;
use shuke_face::pages::me::{heading, ways};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetProfile>::recalling(center, "", &Empty {});
    dynamic(move || {
        if let Some(profile) = read.followed() {
            return loaded(center, t, profile);
        }
        match read.get() {
            Load::Failed(failure) => {
                let failed = failed_page(t, &t.explain(&failure, &[]), move || read.again());
                vec![failed, display()].into_any()
            }
            state => skeleton(t, Page::Me.title(t.lang), state.is_slow()),
        }
    })
}

/// In the place of what one agreed to.
fn not_there(t: &'static Texts, failure: Option<Failure>, asked: Fetched<()>) -> AnyView {
    failed_part(t, move || failure.as_ref().map(|failure| t.explain(failure, &[])), move || asked.want())
}

fn loaded(center: Center, t: &'static Texts, profile: RwSignal<Profile>) -> AnyView {
    let joined_at = profile.with_untracked(|profile| profile.joined_at);
    let joined = center.with_boot_now(|boot| day_of(joined_at, &boot.brand.time_zone, t.lang));
    vec![
        live_html(move || profile.with(|profile| heading(profile, &joined, t))),
        live_html(move || center.with_boot(|boot| ways(boot, t))),
        profile_form(profile),
        display(),
        with_consents(center, move || consents(profile), move |failure, asked| not_there(t, failure, asked)),
        account(profile),
    ]
    .into_any()
}
