//! `/me`: who one is, how one wants to see the pages, what one agreed to, taking everything along, leaving.

mod account;
mod close;
mod consents;
mod display;
mod model;
mod profile;

use crate::calls::{Load, Read};
use crate::i18n::{Texts, use_texts};
use crate::session::Center;
use crate::ui::states::{FailedPage, Skeleton};
use crate::ui::when::day_of;
use account::Account;
use consents::Consents;
use display::Display;
use leptos::prelude::*;
use profile::ProfileForm;
use shuke_contract::Empty;
use shuke_contract::account::{GetProfile, Profile};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetProfile>::new(center, "", Empty {});
    let body = move || match read.get() {
        Load::Loaded(profile) => view! { <Loaded profile /> }.into_any(),
        Load::Failed(failure) => {
            let explained = t.problems.explain(&failure);
            view! {
                <FailedPage explained retry=t.shell.retry again=move || read.again() />
                <Display />
            }
            .into_any()
        }
        state => {
            let slow = state == Load::LoadingSlowly;
            view! { <Skeleton title=t.me.title slow loading=t.shell.loading /> }.into_any()
        }
    };
    body.into_any()
}

#[component]
fn Loaded(profile: Profile) -> impl IntoView {
    let t = use_texts();
    let center: Center = expect_context();
    let joined = center.with_boot_now(|boot| day_of(profile.joined_at, &boot.brand.time_zone, t.lang));
    let joined = (t.me.joined)(&joined);
    let profile = RwSignal::new(profile);
    view! {
        <div>
            <h1 class="page-title">{move || profile.with(|profile| heading(profile, t))}</h1>
            <p class="lede number">
                {move || profile.with(|profile| lede(profile, &joined))}
            </p>
        </div>
        <ProfileForm profile />
        <Display />
        <Consents profile />
        <Account profile />
    }
}

fn heading(profile: &Profile, t: &Texts) -> String {
    profile.name.clone().unwrap_or_else(|| t.me.title.to_owned())
}

/// Phone, unless the member was imported, and since when.
fn lede(profile: &Profile, joined: &str) -> String {
    profile.phone_masked.iter().map(String::as_str).chain([joined]).collect::<Vec<_>>().join(" · ")
}
