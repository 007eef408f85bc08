//! `/me`: who one is, what one has, and the way to what one sets. Its card knows all but the phone and the day of joining.

use crate::i18n::use_texts;
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::{html, live_html};
use crate::ui::when::day_of;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::account::GetProfile;
use shuke_face::pages::me as shown;

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetProfile>::recalling(center, "", &Empty {});
    let name = live_html(move || {
        center.with_boot(|boot| boot.card.as_ref().map(|card| shown::name(card, t)).unwrap_or_default())
    });
    let since = live_html(move || {
        center.with_boot(|boot| match read.get() {
            Load::Loaded(profile) => {
                shown::since(&profile, &day_of(profile.joined_at, &boot.brand.time_zone, t.lang), t)
            }
            Load::Failed(_) => shown::instead(boot.card.as_ref()),
            _ => shown::instead(None),
        })
    });
    // Apart: what comes late draws no heading anew, which may have the focus.
    let who = view! { <div>{vec![name, since]}</div> }.into_any();
    vec![
        who,
        live_html(move || center.with_boot(|boot| shown::things(boot, t))),
        html(center.with_boot_now(|boot| shown::to_settings(boot, t))),
    ]
    .into_any()
}
