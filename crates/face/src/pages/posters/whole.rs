//! The page as the server draws it: the picture is drawn by the browser.

use super::{Wish, choices, heading, picture};
use crate::pages::Setting;
use crate::shapes::controls::{Kind, button, file, group, live, whole};
use crate::shapes::states::note;
use crate::{Markup, html};
use shuke_contract::posters::Posters;

pub fn page_whole(posters: &Posters, setting: Setting<'_>) -> Markup {
    let t = setting.t;
    let p = t.posters();
    html! {
        (whole(&heading(t)))
        (whole(&picture("", t)))
        (live("alert"))
        (group("actions", &html! {
            (button(Kind::Main, p.save))
            (button(Kind::Quiet, p.copy))
        }))
        section.section {
            div.form { (choices(Wish::first(posters), posters, t)) }
            (group("actions", &file(p.own_picture, "image/*")))
            (whole(&note(p.own_picture_hint)))
        }
    }
}
