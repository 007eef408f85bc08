//! The page as the server draws it.

use super::{name, since, things, to_settings};
use crate::pages::Setting;
use crate::shapes::controls::whole;
use crate::{Markup, html};
use shuke_contract::account::Profile;

pub fn page_whole(profile: &Profile, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, day, .. } = setting;
    let name = boot.card.as_ref().map(|card| name(card, t)).unwrap_or_default();
    html! {
        div { (whole(&name)) (whole(&since(profile, &day(profile.joined_at), t))) }
        (whole(&things(boot, t)))
        (whole(&to_settings(boot, t)))
    }
}
