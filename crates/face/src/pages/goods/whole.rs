//! The page as the server draws it.

use super::good;
use crate::pages::Setting;
use crate::shapes::controls;
use crate::shapes::kit::scene;
use crate::shapes::states::{state, way};
use crate::words::Texts;
use crate::{Markup, Page};
use shuke_contract::goods::GoodDetail;

/// There are no such goods.
pub fn none(t: &Texts) -> Markup {
    let g = t.goods();
    state(&scene("not-found"), g.unknown, g.unknown_text, &way(&Page::Card, t.shell.to_card))
}

/// The same as the server draws it.
pub fn unknown(setting: Setting<'_>) -> Markup {
    controls::whole(&none(setting.t))
}

pub fn whole(detail: &GoodDetail, setting: Setting<'_>) -> Markup {
    controls::whole(&good(detail, setting.t))
}
