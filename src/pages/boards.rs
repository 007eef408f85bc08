//! `/boards/{id}`: a leaderboard or a first-come gift, as `shuke_face` draws it.

use crate::i18n::use_texts;
use crate::react::dynamic;
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::shared::titling::Title;
use crate::ui::markup::html;
use crate::ui::states::state_page;
use leptos::prelude::*;
use shuke_contract::boards::GetBoard;
use shuke_contract::{Empty, ErrorCode};
use shuke_face::Page;
use shuke_face::pages::boards;

pub fn page(id: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetBoard>::recalling(center, id, &Empty {});
    dynamic(move || match read.get() {
        Load::Loaded(page) => {
            Title::is(Page::Board, &page.board.id.0, t.lang.pick(&page.board.name));
            html(boards::board(&page.board, page.today, t))
        }
        Load::Failed(failure) if failure.code() == Some(ErrorCode::NotFound) => {
            state_page("boards", t.boards().gone, t.boards().gone_text, &boards::to_together(t))
        }
        _ => read.instead(t, "", &[]),
    })
}
