//! What one's tier is good for beside the next one, from what the server says of the policy, with what is left of quotas.

use crate::i18n::{Explain, Texts};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::live_html;
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::benefits::GetBenefits;
use shuke_face::Markup;
use shuke_face::pages::tiers::side_by_side;

pub fn benefits(center: Center, t: &'static Texts) -> AnyView {
    let read = Read::<GetBenefits>::recalling(center, "", &Empty {});
    let failure = move || match read.get() {
        Load::Failed(failure) => Some(t.explain(&failure, &[])),
        _ => None,
    };
    let table =
        move || read.loaded().map_or(Markup::default(), |state| center.with_boot(|boot| side_by_side(boot, &state, t)));
    vec![live_html(table), refused(failure)].into_any()
}
