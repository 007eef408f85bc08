//! The page as the server draws it.

use super::{board, to_together};
use crate::Markup;
use crate::pages::Setting;
use crate::shapes::controls::whole;
use crate::shapes::kit::scene;
use crate::shapes::states::state;
use shuke_contract::boards::BoardPage;

/// There is no such board, or none any more.
pub fn gone(setting: Setting<'_>) -> Markup {
    let t = setting.t;
    whole(&state(&scene("boards"), t.boards().gone, t.boards().gone_text, &to_together(t)))
}

pub fn page_whole(page: &BoardPage, setting: Setting<'_>) -> Markup {
    whole(&board(&page.board, page.today, setting.t))
}
