//! Where one stands on a leaderboard and what changes it, in words. Knows no page.

use crate::date;
use crate::dates::days_left;
use crate::words::Texts;
use shuke_contract::boards::{Board, BoardKind, MyPlace, NextPlace};
use shuke_rules::boards::Phase;
use shuke_rules::{Count, Day, Fen};

/// How long it still runs, or what it waits for.
pub fn when(board: &Board, today: Day, t: &Texts) -> String {
    let (b, terms) = (t.boards(), &board.terms);
    let day = |day| date(day, today, t.lang);
    match board.phase {
        Phase::Soon => (b.soon)(&day(terms.from)),
        Phase::Running if terms.until == today => b.last_day.to_owned(),
        Phase::Running => (b.left)(days_left(terms.until, today), &day(terms.until)),
        Phase::Settling if board.kind == BoardKind::First => (b.settling_first)(&day(terms.settled)),
        Phase::Settling => (b.settling)(&day(terms.settled)),
        Phase::Final | Phase::Unknown => b.done.to_owned(),
    }
}

/// What is counted, with its unit.
pub fn amount(kind: BoardKind, value: i64, t: &Texts) -> String {
    if kind == BoardKind::Paid { format!("¥{}", Fen(value)) } else { (t.boards().orders)(Count(value)) }
}

/// The place in a word; of first-come gifts whether one has it.
pub fn place(board: &Board, mine: &MyPlace, t: &Texts) -> String {
    let b = t.boards();
    match mine.place {
        Some(place) if board.kind == BoardKind::First => (b.nth)(place.into()),
        Some(place) => (b.place)(place.into()),
        None if board.kind == BoardKind::First && is_over(board) => b.no_gift.to_owned(),
        None if is_over(board) => b.was_not_on.to_owned(),
        None => b.not_on.to_owned(),
    }
}

/// Nothing that is bought now counts.
pub const fn is_over(board: &Board) -> bool {
    matches!(board.phase, Phase::Settling | Phase::Final)
}

/// What the member should know next, the first first.
pub fn ahead(board: &Board, mine: &MyPlace, today: Day, t: &Texts) -> Vec<String> {
    let b = t.boards();
    if board.phase == Phase::Soon {
        return vec![b.not_yet.to_owned()];
    }
    let mut told = match &mine.prize {
        _ if board.kind == BoardKind::First => first(board, mine, t),
        Some(what) if mine.given => vec![(b.given)(t.lang.pick(what))],
        Some(what) if board.phase == Phase::Final => vec![(b.won)(t.lang.pick(what))],
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
    let step = |next: NextPlace| (b.next)(&amount(board.kind, next.missing, t), &(b.place)(next.place.into()));
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
    let what = board.prizes.first().map_or("", |prize| t.lang.pick(&prize.what));
    let taken = (b.taken)(board.members.into(), places.into());
    match mine.place {
        _ if mine.given => vec![(b.given)(what), taken],
        Some(place) if place > places && board.phase == Phase::Final => vec![b.no_gift_text.to_owned(), taken],
        Some(place) if place > places => vec![(b.in_line)(place.into()), taken],
        Some(_) if mine.prize.is_some() => vec![(b.won)(what), taken],
        None if is_over(board) => vec![b.no_gift_text.to_owned(), taken],
        None if board.phase != Phase::Running => vec![taken],
        None if board.members >= places => vec![b.all_taken.to_owned(), taken],
        _ => vec![taken],
    }
}

#[cfg(test)]
pub(crate) mod samples;

#[cfg(test)]
mod tests {
    use super::samples::{board, day, mine};
    use super::*;
    use crate::Lang;
    use crate::words::texts;

    #[test]
    fn a_board_says_when_it_begins_ends_and_is_settled() {
        let (today, t) = (day("2026-11-30"), texts(Lang::Zh));
        let said = |phase| when(&Board { phase, ..board() }, today, t);
        assert_eq!(said(Phase::Soon), "11月1日 开始");
        assert_eq!(said(Phase::Running), "今天 24:00 结束");
        assert!(said(Phase::Settling).contains("12月7日 24:00 后结果定下"));
        assert_eq!(said(Phase::Final), "结果已定");
    }

    #[test]
    fn what_is_pending_is_told_after_what_leads_on() {
        let (today, t) = (day("2026-11-21"), texts(Lang::En));
        let pending = MyPlace { pending: 1_000, confirmed_from: Some(day("2026-11-24")), ..mine(Some(2)) };
        let told = ahead(&board(), &pending, today, t);
        assert_eq!(told, ["¥5 more gets you to No. 1.", "¥10 pending, confirmed bit by bit from November 24 on."]);
        let first = MyPlace { next: None, ..mine(Some(1)) };
        assert_eq!(ahead(&board(), &first, today, t), ["No one is ahead of you."]);
    }

    #[test]
    fn a_first_come_gift_says_whether_one_has_it_and_how_many_are_given() {
        let (today, t) = (day("2026-11-21"), texts(Lang::En));
        let gift = Board { kind: BoardKind::First, members: 1, ..board() };
        let in_line = mine(Some(3));
        assert_eq!(place(&gift, &in_line, t), "No. 3");
        assert!(ahead(&gift, &in_line, today, t)[0].starts_with("You're number 3 in line."));
        let has = MyPlace { given: true, ..mine(Some(1)) };
        assert_eq!(ahead(&gift, &has, today, t)[1], "1 of 1 given");
        assert_eq!(place(&Board { phase: Phase::Final, ..gift }, &mine(None), t), "Not this time");
    }
}
