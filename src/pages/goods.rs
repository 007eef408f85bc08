//! `/goods/{id}`: one kind of goods.

use crate::i18n::use_texts;
use crate::react::dynamic;
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::html;
use leptos::prelude::*;
use shuke_contract::goods::GetGood;
use shuke_contract::{Empty, ErrorCode};
use shuke_face::Page;
use shuke_face::pages::goods::{good, none};

pub fn good_page(id: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    // What shops have is of now: not to be recalled.
    let read = Read::<GetGood>::new(center, id, &Empty {});
    dynamic(move || match read.get() {
        Load::Loaded(detail) => html(good(&detail, t)),
        Load::Failed(failure) if failure.code() == Some(ErrorCode::NotFound) => html(none(t)),
        _ => read.instead(t, Page::Good.title(t.lang), &[]),
    })
}
