//! `/me/settings`: name and birthday, how one wants to see the pages, what one agreed to, taking everything along, leaving.

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
use crate::ui::markup::html;
use crate::ui::states::{failed_page, failed_part, skeleton};
use account::account;
use consents::consents;
use display::display;
use leptos::prelude::*;
use profile::profile_form;
use shuke_contract::Empty;
use shuke_contract::account::{GetProfile, Profile};
use shuke_face::Page;
use shuke_face::pages::settings::heading;

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
            state => skeleton(t, Page::Settings.title(t.lang), state.is_slow()),
        }
    })
}

/// In the place of what one agreed to.
fn not_there(t: &'static Texts, failure: Option<Failure>, asked: Fetched<()>) -> AnyView {
    failed_part(t, move || failure.as_ref().map(|failure| t.explain(failure, &[])), move || asked.want())
}

fn loaded(center: Center, t: &'static Texts, profile: RwSignal<Profile>) -> AnyView {
    vec![
        html(heading(t)),
        profile_form(profile),
        display(),
        with_consents(center, move || consents(profile), move |failure, asked| not_there(t, failure, asked)),
        account(profile),
    ]
    .into_any()
}
