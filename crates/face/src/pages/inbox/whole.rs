//! The page as the server draws it.

use super::{back, list};
use crate::Markup;
use crate::pages::Setting;
use crate::shapes::controls::whole;
use crate::shapes::kit::scene;
use crate::shapes::states::state;
use shuke_contract::inbox::Inbox;

pub fn page_whole(inbox: &Inbox, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, .. } = setting;
    if inbox.messages.is_empty() {
        return whole(&state(&scene("inbox"), t.inbox().empty, t.inbox().empty_text, &back(t)));
    }
    whole(&list(boot, inbox, t))
}
