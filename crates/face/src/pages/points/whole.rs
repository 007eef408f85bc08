//! The page as the server draws it.

use super::{check_text, head, movements, proof_link};
use crate::pages::Setting;
use crate::shapes::controls::{Kind, button, file, group, live, section, whole};
use crate::{Markup, html};
use shuke_contract::ledger::LedgerPage;

pub fn page_whole(page: &LedgerPage, setting: Setting<'_>) -> Markup {
    let Setting { t, time, .. } = setting;
    let p = t.points();
    let ways = html! {
        (button(Kind::Quiet, p.check_here))
        (file(p.check_file, "application/json,.json"))
    };
    let check = html! {
        (whole(&check_text(t))) (group("actions", &ways)) (live("status")) (live("alert")) (whole(&proof_link(t)))
    };
    html! {
        (whole(&head(page, t)))
        (whole(&movements(&[page], page.next.is_some(), t, time)))
        (live("alert"))
        @if page.next.is_some() { (button(Kind::Quiet, p.older)) }
        (section(p.check, &check))
    }
}
