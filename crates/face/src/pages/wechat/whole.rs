//! The page as the server draws it.

use super::{heading, is_others, kept, link, linked, others};
use crate::pages::Setting;
use crate::shapes::controls::{Kind, button, button_about, group, live, section, whole};
use crate::{Markup, html};
use shuke_contract::wechat::Wechat;

pub fn page_whole(shown: &Wechat, Setting { t, day, .. }: Setting<'_>) -> Markup {
    let w = t.wechat();
    html! {
        (whole(&heading(t)))
        @if is_others(shown) {
            section.section {
                (whole(&others(t)))
                (live("alert"))
                (group("actions", &button(Kind::Main, w.take_along)))
            }
        }
        (whole(&link(shown, t)))
        @if !shown.linked.is_empty() {
            (section(w.linked, &html! {
                ul.rows {
                    @for one in &shown.linked {
                        li.row {
                            (whole(&linked(one, &day(one.since), t)))
                            (group("row-actions", &button_about(Kind::Text, w.unlink, &day(one.since))))
                        }
                    }
                }
            }))
        }
        (whole(&kept(t)))
    }
}
