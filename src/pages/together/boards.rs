//! What is on, with the member's place and what changes it next.

use crate::i18n::Texts;
use crate::ui::boards::{ahead, amount, place, when};
use shuke_contract::boards::{Board, BoardKind, Boards};
use shuke_face::{Icon, Page, escape, icon};
use shuke_rules::Day;

/// A section with a row for each; nothing when there is none.
pub fn boards(boards: &Boards, t: &Texts) -> String {
    if boards.boards.is_empty() {
        return String::new();
    }
    let rows: String = boards.boards.iter().map(|board| row(board, boards.today, t)).collect();
    format!(r#"<section class="section"><h2>{}</h2><ul class="rows">{rows}</ul></section>"#, t.boards().heading)
}

fn row(board: &Board, today: Day, t: &Texts) -> String {
    let mine = board.mine.as_ref();
    let next = mine.and_then(|mine| ahead(board, mine, today, t).into_iter().next());
    let next = next.map_or(String::new(), |next| format!("<small>{next}</small>"));
    let placed = mine.filter(|mine| mine.place.is_some() && board.kind != BoardKind::First);
    let end = placed.map_or(String::new(), |mine| {
        let total = amount(board.kind, mine.confirmed + mine.pending, t);
        format!(r#"<span class="row-end"><b>{}</b>{total}</span>"#, place(board, mine, t))
    });
    format!(
        r#"<li><a class="row" href="{}"><span class="row-main">{} <small>{}</small>{next}</span>{end}{}</a></li>"#,
        Page::Board.of(&board.id.0).href(),
        escape(t.lang.pick(&board.name)),
        when(board, today, t),
        icon(Icon::Chevron),
    )
}
