//! Both pages as the server draws them.

use super::{list, open_code, receipt};
use crate::pages::Setting;
use crate::shapes::controls::{Kind, button, live, whole};
use crate::shapes::kit::scene;
use crate::shapes::states::state;
use crate::{Markup, html};
use shuke_contract::receipts::{Receipt, ReceiptsPage};

pub fn list_whole(page: &ReceiptsPage, setting: Setting<'_>) -> Markup {
    let Setting { t, time, .. } = setting;
    let r = t.receipts();
    if page.receipts.is_empty() {
        return whole(&state(&scene("receipts"), r.empty, r.empty_text, &open_code(t)));
    }
    html! {
        (whole(&list(&page.receipts.iter().collect::<Vec<_>>(), page.next.is_some(), time, t)))
        (live("alert"))
        @if page.next.is_some() { (button(Kind::Quiet, r.older)) }
    }
}

pub fn one_whole(read: &Receipt, setting: Setting<'_>) -> Markup {
    whole(&receipt(read, &(setting.time)(read.at), setting.boot, setting.t))
}
