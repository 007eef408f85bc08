//! A leaderboard or a first-come gift: how the member does, who stands where, what is won, and all the terms.

mod terms;
mod whole;

pub use whole::{gone, page_whole};

use crate::document::Share;
use crate::shapes::boards::{ahead, amount, is_over, place, when};
use crate::shapes::controls::section;
use crate::shapes::kit;
use crate::shapes::paragraphs::by_line;
use crate::shapes::states::way;
use crate::words::Texts;
use crate::{Markup, Page, date, html};
use shuke_contract::boards::{Board, BoardKind, BoardPlace, BoardPrize, MyPlace, RemovedOrder};
use shuke_rules::boards::{Phase, Why};
use shuke_rules::{Count, Day, Text};

/// Places on the podium.
const STEPS: u32 = 3;

/// Where its address is passed on: what it is called, and what the brand says of it.
pub fn share(name: &Text, note: &Text, t: &Texts) -> Share {
    let text = t.lang.pick(note).split_whitespace().collect::<Vec<_>>().join(" ");
    Share::of(t.lang.pick(name).to_owned(), text)
}

/// The way on from one that is not there.
pub fn to_together(t: &Texts) -> Markup {
    way(&Page::Together, t.boards().to_together)
}

pub fn board(board: &Board, today: Day, t: &Texts) -> Markup {
    let b = t.boards();
    let mine = board.mine.as_ref();
    html! {
        div {
            h1.page-title { (t.lang.pick(&board.name)) }
            p.lede { (when(board, today, t)) }
            (by_line(t.lang.pick(&board.note)))
        }
        @if let Some(mine) = mine { (my_place(board, mine, today, t)) }
        (standings(board, t))
        (section(if board.kind == BoardKind::First { b.gift } else { b.prizes }, &prizes(board, t)))
        @if let Some(mine) = mine { (removed(board, mine, today, t)) }
        (section(b.how, &terms::told(board, today, t)))
    }
}

fn my_place(board: &Board, mine: &MyPlace, today: Day, t: &Texts) -> Markup {
    let b = t.boards();
    let (is_first, is_placed) = (board.kind == BoardKind::First, mine.place.is_some());
    let as_is = mine.prize.as_ref().filter(|_| !is_first && board.phase != Phase::Final);
    let inside = html! {
        div.my-place {
            @if !is_first || is_placed || is_over(board) { p.figure { (place(board, mine, t)) } }
            @for told in ahead(board, mine, today, t) { p { (told) } }
            @if mine.confirmed > 0 && !is_first { p { ((b.confirmed)(&amount(board.kind, mine.confirmed, t))) } }
            @if let Some(what) = as_is { p { ((b.prize_now)(t.lang.pick(what))) } }
        }
        @if !is_placed && board.phase == Phase::Running {
            div.actions { a.button href=(Page::Code) { (b.open_code) } }
        }
        @if !is_placed && is_over(board) {
            div.actions { a.button.button-quiet href=(Page::Together) { (b.to_together) } }
        }
    };
    section(if is_first { b.mine_gift } else { b.mine }, &inside)
}

fn standings(board: &Board, t: &Texts) -> Markup {
    let b = t.boards();
    if board.kind == BoardKind::First || board.phase == Phase::Soon {
        return Markup::default();
    }
    let nobody = if board.phase == Phase::Final { b.nobody_took_part } else { b.nobody };
    let shown = board.top.len();
    let has_others = usize::try_from(board.members).is_ok_and(|members| members > shown);
    let inside = html! {
        @if shown == 0 {
            p { (nobody) }
        } @else {
            div.podium-room {
                ol.rows.podium {
                    @for place in &board.top { (standing(board, place, t)) }
                }
            }
            @if has_others { p.note { ((b.others)(board.members.into(), shown.into())) } }
        }
    };
    section(b.standings, &inside)
}

/// The first three stand on a podium where there is room for one, with what they win as it is now; else in rows like the others.
fn standing(board: &Board, one: &BoardPlace, t: &Texts) -> Markup {
    let b = t.boards();
    let name = if one.name.is_empty() { b.somebody } else { &one.name };
    let wins = |prize: &&BoardPrize| one.place <= STEPS && (prize.from..=prize.to).contains(&one.place);
    let prize = board.prizes.iter().find(wins);
    html! {
        li.row.standing {
            b.standing-place { (Count::from(one.place)) }
            @if let Some(prize) = prize { (kit::prize(&prize.coupon.0)) }
            span.row-main {
                (name)
                @if one.me { " " span.tag { (b.me) } }
                " "
                @if one.pending > 0 { small { ((b.pending)(&amount(board.kind, one.pending, t))) } }
                @if let Some(prize) = prize { small { (t.lang.pick(&prize.what)) } }
            }
            span.row-end { b { (amount(board.kind, one.confirmed + one.pending, t)) } }
        }
    }
}

fn prizes(board: &Board, t: &Texts) -> Markup {
    html! {
        ul.rows {
            @for prize in &board.prizes { (one_prize(board.kind, prize, t)) }
        }
    }
}

fn one_prize(kind: BoardKind, prize: &BoardPrize, t: &Texts) -> Markup {
    let b = t.boards();
    let places = match (kind, prize.from == prize.to) {
        (BoardKind::First, _) => (b.first_places)(prize.to.into()),
        (_, true) => (b.place)(prize.from.into()),
        (_, false) => (b.places)(prize.from.into(), prize.to.into()),
    };
    html! {
        li.row {
            (kit::prize(&prize.coupon.0))
            span.row-main {
                (t.lang.pick(&prize.what)) " "
                @if let Some(days) = prize.days { small { ((b.within)(days)) } }
            }
            span.row-end { (places) }
        }
    }
}

fn removed(board: &Board, mine: &MyPlace, today: Day, t: &Texts) -> Markup {
    if mine.removed.is_empty() {
        return Markup::default();
    }
    let rows = html! {
        ul.rows {
            @for removed in &mine.removed { (one_removed(board, removed, today, t)) }
        }
    };
    section(t.boards().removed, &rows)
}

fn one_removed(board: &Board, removed: &RemovedOrder, today: Day, t: &Texts) -> Markup {
    let b = t.boards();
    let day = date(removed.returned, today, t.lang);
    let why = match (removed.why, board.terms.least) {
        (Why::BelowLeast, Some(least)) => (b.below_least)(&day, &least.to_string()),
        _ => (b.returned)(&day),
    };
    html! {
        li {
            a.row href=(Page::Receipt.of(&removed.receipt)) {
                span.row-main { ((b.order_of)(&date(removed.bought, today, t.lang))) " " small { (why) } }
                span.row-end { b.minus { "−" (amount(board.kind, removed.amount, t)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests;
