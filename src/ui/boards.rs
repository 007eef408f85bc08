//! Where one stands on a leaderboard and what changes it, in words. Knows no page.

use crate::i18n::Texts;
use shuke_contract::boards::{Board, BoardKind, MyPlace, NextPlace};
use shuke_face::{date, escape};
use shuke_rules::boards::Phase;
use shuke_rules::{Day, Fen};

/// How long it still runs, or what it waits for.
pub fn when(board: &Board, today: Day, t: &Texts) -> String {
    let (b, terms) = (t.boards(), &board.terms);
    let day = |day| date(day, today, t.lang);
    match board.phase {
        Phase::Soon => (b.soon)(&day(terms.from)),
        Phase::Running if terms.until == today => b.last_day.to_owned(),
        Phase::Running => (b.left)(today.days_until(terms.until), &day(terms.until)),
        Phase::Settling if board.kind == BoardKind::First => (b.settling_first)(&day(terms.settled)),
        Phase::Settling => (b.settling)(&day(terms.settled)),
        Phase::Final | Phase::Unknown => b.done.to_owned(),
    }
}

/// What is counted, with its unit.
pub fn amount(kind: BoardKind, value: i64, t: &Texts) -> String {
    if kind == BoardKind::Paid { format!("¥{}", Fen(value)) } else { (t.boards().orders)(value) }
}

/// The place in a word; of first-come gifts whether one has it.
pub fn place(board: &Board, mine: &MyPlace, t: &Texts) -> String {
    let b = t.boards();
    match mine.place {
        Some(place) if board.kind == BoardKind::First => (b.nth)(place),
        Some(place) => (b.place)(place),
        None if board.kind == BoardKind::First && is_over(board) => b.no_gift.to_owned(),
        None if is_over(board) => b.was_not_on.to_owned(),
        None => b.not_on.to_owned(),
    }
}

/// Nothing that is bought now counts.
pub const fn is_over(board: &Board) -> bool {
    matches!(board.phase, Phase::Settling | Phase::Final)
}

/// What the member should know next, the first first; escaped.
pub fn ahead(board: &Board, mine: &MyPlace, today: Day, t: &Texts) -> Vec<String> {
    let b = t.boards();
    if board.phase == Phase::Soon {
        return vec![b.not_yet.to_owned()];
    }
    let mut told = match &mine.prize {
        _ if board.kind == BoardKind::First => first(board, mine, t),
        Some(what) if mine.given => vec![(b.given)(&escape(t.lang.pick(what)))],
        Some(what) if board.phase == Phase::Final => vec![(b.won)(&escape(t.lang.pick(what)))],
        _ if board.phase == Phase::Running => steps(board, mine, t),
        _ if mine.place.is_some() => Vec::new(),
        _ if board.phase == Phase::Settling => vec![(b.settling_text)(&date(board.terms.settled, today, t.lang))],
        _ if board.phase == Phase::Final => vec![b.final_text.to_owned()],
        _ => Vec::new(),
    };
    if mine.pending > 0 && board.kind != BoardKind::First {
        let pending = amount(board.kind, mine.pending, t);
        told.push(match mine.confirmed_from {
            Some(from) => (b.pending_from)(&pending, &date(from, today, t.lang)),
            None => (b.pending)(&pending),
        });
    }
    told
}

/// What leads to a better place.
fn steps(board: &Board, mine: &MyPlace, t: &Texts) -> Vec<String> {
    let b = t.boards();
    let step = |next: NextPlace| (b.next)(&amount(board.kind, next.missing, t), &(b.place)(next.place));
    match (mine.place, mine.next) {
        (None, _) => vec![begin(board, t)],
        (Some(_), None) => vec![b.leads.to_owned()],
        (Some(_), Some(next)) => {
            let further = mine.next_prize.filter(|prize| prize.place < next.place);
            [Some(next), further].into_iter().flatten().map(step).collect()
        }
    }
}

fn begin(board: &Board, t: &Texts) -> String {
    match board.terms.least {
        Some(least) => (t.boards().begin_least)(&least.to_string()),
        None => t.boards().begin.to_owned(),
    }
}

fn first(board: &Board, mine: &MyPlace, t: &Texts) -> Vec<String> {
    let b = t.boards();
    let places = board.prizes.iter().map(|prize| prize.to).max().unwrap_or_default();
    let what = board.prizes.first().map_or_else(String::new, |prize| escape(t.lang.pick(&prize.what)));
    let taken = (b.taken)(board.members, places);
    match mine.place {
        _ if mine.given => vec![(b.given)(&what), taken],
        Some(place) if place > places && board.phase == Phase::Final => vec![b.no_gift_text.to_owned(), taken],
        Some(place) if place > places => vec![(b.in_line)(place), taken],
        Some(_) if mine.prize.is_some() => vec![(b.won)(&what), taken],
        None if is_over(board) => vec![b.no_gift_text.to_owned(), taken],
        None if board.phase != Phase::Running => vec![taken],
        None if board.members >= places => vec![b.all_taken.to_owned(), taken],
        _ => vec![taken],
    }
}
