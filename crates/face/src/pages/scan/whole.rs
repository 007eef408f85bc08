//! The page as the server draws it: where the camera will be is kept. The field comes before the camera and stands after it: what the
//! camera says then moves nothing (`style/pages/scan.css`).

use super::{PICTURES, heading, typed};
use crate::pages::Setting;
use crate::shapes::camera::coming;
use crate::shapes::controls::{Kind, button, field, file, form, group, live, submit, whole};
use crate::{Markup, html};

pub fn page_whole(setting: Setting<'_>) -> Markup {
    let t = setting.t;
    let s = t.scanned();
    let ways = html! {
        (submit(Kind::Quiet, s.look))
        (file(s.choose, PICTURES))
        @if setting.boot.wechat.is_some() { (button(Kind::Quiet, t.wechat().scan)) }
    };
    let parts = html! {
        (whole(&heading(t)))
        (form(&html! { (field(typed(t), "")) (group("actions", &ways)) }))
        (group("scan-camera", &coming(t)))
        (group("scan-seen", &live("status")))
        (live("status"))
    };
    group("scan", &parts)
}
