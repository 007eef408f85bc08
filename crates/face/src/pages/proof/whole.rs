//! The page as the server draws it: what a device saw before only that device knows.

use super::{anchors, device, explained, head};
use crate::pages::Setting;
use crate::shapes::controls::{live, whole};
use crate::{Markup, html};
use shuke_contract::proof::Proof;

pub fn page_whole(proof: &Proof, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, .. } = setting;
    html! {
        (whole(&head(proof, t)))
        (whole(&device(proof, None, t)))
        (live("alert"))
        (whole(&explained(boot.card.is_some(), t)))
        (whole(&anchors(proof, t)))
    }
}
