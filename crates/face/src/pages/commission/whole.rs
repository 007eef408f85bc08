//! The page as the server draws it.

use super::{head, months, statement, terms};
use crate::pages::Setting;
use crate::shapes::controls::whole;
use crate::{Markup, html};
use shuke_contract::commission::Commission;

pub fn page_whole(page: &Commission, setting: Setting<'_>) -> Markup {
    let t = setting.t;
    html! {
        (whole(&head(page, t)))
        (whole(&statement(page, t)))
        (whole(&months(page, t)))
        (whole(&terms(page, t)))
    }
}
