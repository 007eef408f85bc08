//! `/preview` as the server draws it: what is in the basket, and so what stands below it, only the phone knows.

use super::heading;
use crate::pages::Setting;
use crate::shapes::controls::{group, whole};
use crate::{Markup, html};

pub fn page_whole(setting: Setting<'_>) -> Markup {
    let t = setting.t;
    group(
        "preview",
        &html! {
            (whole(&heading(t)))
            section.section #basket tabindex="-1" { h2 { (t.preview().basket) } }
        },
    )
}
