//! What is on, with the member's place and what changes it next.

use crate::shapes::boards::{ahead, amount, place, when};
use crate::shapes::kit::card;
use crate::words::Texts;
use crate::{Icon, Markup, Page, html};
use shuke_contract::boards::{Board, BoardKind, Boards};
use shuke_rules::Day;

/// A section with a row for each; nothing when there is none.
pub fn boards(boards: &Boards, t: &Texts) -> Markup {
    html! {
        @if !boards.boards.is_empty() {
            section.section {
                h2 { (t.boards().heading) }
                ul.rows {
                    @for board in &boards.boards { (row(board, boards.today, t)) }
                }
            }
        }
    }
}

fn row(board: &Board, today: Day, t: &Texts) -> Markup {
    let mine = board.mine.as_ref();
    let next = mine.and_then(|mine| ahead(board, mine, today, t).into_iter().next());
    // Of first-come gifts what comes next says whether one has it, or how many are given.
    let is_first = board.kind == BoardKind::First;
    let placed = mine.filter(|mine| mine.place.is_some() && !is_first);
    html! {
        li {
            a.row.art-row href=(Page::Board.of(&board.id.0)) {
                (card(&board.id.0))
                span.row-main {
                    b { (t.lang.pick(&board.name)) } " "
                    small {
                        span.facts {
                            span.fact { (when(board, today, t)) } " "
                            @if board.members > 0 && !is_first { span.fact { ((t.boards().people)(board.members.into())) } }
                        }
                    }
                    @if let Some(next) = next { small { (next) } }
                }
                @if let Some(mine) = placed {
                    span.row-end { b { (place(board, mine, t)) } (amount(board.kind, mine.confirmed + mine.pending, t)) }
                }
                (Icon::Chevron)
            }
        }
    }
}
