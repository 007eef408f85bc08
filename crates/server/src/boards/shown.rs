//! How contests are shown: their terms in names, the first places by masks of names, and how the member does who asks.

use super::tally::{Tallies, Tally, cache};
use super::won::{can_be_given, won_key};
use crate::card::{MaybeMember, Viewed};
use crate::context::Moment;
use crate::coupons;
use crate::fields::masked;
use crate::http::{Call, answer};
use crate::member;
use crate::policies::Rulebook;
use crate::store::Conn;
use crate::{Error, http::App};
use shuke_contract::Empty;
use shuke_contract::boards::{
    Board, BoardKind, BoardPage, BoardPlace, BoardPrize, BoardTerms, Boards, MyPlace, NextPlace, RemovedOrder,
};
use shuke_rules::Day;
use shuke_rules::boards::{Line, Phase};
use shuke_rules::policy::{Contest, Counts, Policy, TemplateId, Won};

/// Places of a board in the list; at least and at most on its page.
const IN_LIST: usize = 3;
const ON_PAGE: usize = 50;
const AT_MOST: usize = 100;

pub async fn get_boards(call: Call<Empty, MaybeMember>) -> Result<Boards, Error> {
    let (mut boards, today) = seen(&call, None).await?;
    boards.sort_by_key(|board| match board.phase {
        Phase::Running => 0,
        Phase::Settling => 1,
        Phase::Soon => 2,
        Phase::Final | Phase::Unknown => 3,
    });
    Ok(Boards { boards, today })
}

pub async fn get_board(call: Call<Empty, MaybeMember>) -> Result<BoardPage, Error> {
    let (mut boards, today) = seen(&call, Some(call.id.clone())).await?;
    Ok(BoardPage { board: boards.pop().ok_or_else(answer::not_found)?, today })
}

/// Every contest that is still seen, or one. What the member has won is given before it is said.
async fn seen(call: &Call<Empty, MaybeMember>, only: Option<String>) -> Result<(Vec<Board>, Day), Error> {
    let member = call.who.0.as_ref().map(Viewed::member);
    let (boards, today) = read(&call.app, member, only.clone()).await?;
    let (true, Some(member)) = (boards.iter().any(waits), member) else { return Ok((boards, today)) };
    coupons::settle_before_reading(&call.app, member).await?;
    read(&call.app, Some(member), only).await
}

/// Whether the member has won something that is not in the wallet.
fn waits(board: &Board) -> bool {
    let is_won = board.kind == BoardKind::First || board.phase == Phase::Final;
    is_won && board.mine.as_ref().is_some_and(|mine| mine.prize.is_some() && !mine.given)
}

async fn read(app: &App, member: Option<i64>, only: Option<String>) -> Result<(Vec<Board>, Day), Error> {
    let read = app.view(move |connection, moment| {
        Box::pin(async move {
            let Moment { rulebook, .. } = &moment;
            let today = moment.today();
            let most = if only.is_some() { ON_PAGE } else { IN_LIST };
            let asked = |contest: &Contest<'_>| {
                today <= contest.stays() && only.as_ref().is_none_or(|only| contest.id.0 == *only)
            };
            let mut drawn = drawn(connection, &moment, member, most, asked).await?;
            name_all(connection, &mut drawn).await?;
            if let Some(member) = member {
                note_given(connection, rulebook, (member, today), &mut drawn).await?;
            }
            Ok((drawn.into_iter().map(|drawn| drawn.board).collect(), today))
        })
    });
    read.await
}

/// A board with the members of its first places, before they are named.
struct Drawn {
    board: Board,
    top: Vec<i64>,
}

async fn drawn(
    connection: &mut Conn,
    moment: &Moment,
    member: Option<i64>,
    most: usize,
    asked: impl Fn(&Contest<'_>) -> bool,
) -> Result<Vec<Drawn>, Error> {
    let Moment { rulebook, now, .. } = moment;
    let cache = cache(moment);
    let tallies = cache.read(connection, rulebook, *now).await?;
    let contests = rulebook.current().policy.contests().enumerate().filter(|(_, contest)| asked(contest));
    let today = moment.today();
    Ok(contests
        .map(|(at, contest)| Look { rulebook, tallies: &tallies, contest, today }.draw(at, member, most))
        .collect())
}

/// A look at one contest.
struct Look<'a> {
    rulebook: &'a Rulebook,
    tallies: &'a Tallies,
    contest: Contest<'a>,
    today: Day,
}

impl Look<'_> {
    fn policy(&self) -> &Policy {
        &self.rulebook.current().policy
    }

    fn draw(&self, at: usize, member: Option<i64>, most: usize) -> Drawn {
        let (contest, empty) = (&self.contest, Tally::default());
        let tally = self.tallies.of(at).unwrap_or(&empty);
        let (kind, shown, members) = match contest.won {
            Won::Most(counts, prizes) => {
                let last = prizes.last().map_or(0, |prize| usize::try_from(prize.to).unwrap_or(AT_MOST));
                let most = if most == ON_PAGE { last.clamp(ON_PAGE, AT_MOST) } else { most };
                let kind = if counts == Counts::Paid { BoardKind::Paid } else { BoardKind::Orders };
                (kind, tally.lines.get(..most.min(tally.lines.len())).unwrap_or_default(), tally.lines.len())
            }
            Won::First(places, _) => {
                (BoardKind::First, &[][..], tally.lines.len().min(usize::try_from(places).unwrap_or(usize::MAX)))
            }
        };
        let place = |(at, line): (usize, &Line)| BoardPlace {
            place: number(at + 1),
            name: String::new(),
            confirmed: line.confirmed,
            pending: line.pending,
            me: member == Some(line.member),
        };
        let board = Board {
            id: contest.id.clone(),
            name: contest.name.clone(),
            note: contest.note.clone(),
            kind,
            phase: contest.phase(self.today),
            terms: self.terms(),
            prizes: contest.prizes().into_iter().map(|(from, to, coupon)| self.prize(from, to, coupon)).collect(),
            members: number(members),
            top: shown.iter().enumerate().map(place).collect(),
            mine: member.map(|member| self.mine(tally, member)),
        };
        Drawn { board, top: shown.iter().map(|line| line.member).collect() }
    }

    fn terms(&self) -> BoardTerms {
        let (contest, policy) = (&self.contest, self.policy());
        BoardTerms {
            from: contest.from,
            until: contest.until,
            settled: contest.settled(),
            settle_days: contest.settle_days,
            only_for: self.rulebook.only_for(contest.scope),
            least: contest.least,
            tier: contest.tier.and_then(|tier| policy.tier(tier)).map(|tier| tier.name.clone()),
        }
    }

    fn prize(&self, from: u32, to: u32, coupon: &TemplateId) -> BoardPrize {
        let days = self.policy().template(coupon).and_then(|template| template.days);
        BoardPrize { from, to, coupon: coupon.clone(), what: self.policy().good_for(coupon), days }
    }

    fn mine(&self, tally: &Tally, member: i64) -> MyPlace {
        let (contest, orders) = (&self.contest, tally.orders(member));
        let at = tally.place(member);
        let line = at.and_then(|at| tally.lines.get(at));
        let place = at.map(|at| number(at + 1));
        let bought = |id: i64| orders.iter().find(|order| order.id == id).map_or(contest.from, |order| order.day);
        let removed = contest.removed(orders).into_iter().map(|removed| RemovedOrder {
            receipt: removed.order.to_string(),
            bought: bought(removed.order),
            returned: removed.day,
            amount: removed.amount,
            why: removed.why,
        });
        let days = orders.iter().map(|order| order.day.plus_days(contest.settle_days + 1));
        let is_open = contest.phase(self.today) == Phase::Running;
        let ahead = at.filter(|at| is_open && *at > 0).and_then(|at| self.next(tally, line, at));
        MyPlace {
            place,
            confirmed: line.map_or(0, |line| line.confirmed),
            pending: line.map_or(0, |line| line.pending),
            confirmed_from: days.filter(|day| *day > self.today && line.is_some_and(|line| line.pending > 0)).min(),
            prize: place.and_then(|place| contest.prize(place)).map(|coupon| self.policy().good_for(coupon)),
            given: false,
            next: ahead,
            next_prize: if is_open { self.next_prize(tally, line, at) } else { None },
            removed: removed.collect(),
        }
    }

    /// What leads to a place, from 1; of first-come gifts nothing does.
    fn next(&self, tally: &Tally, mine: Option<&Line>, place: usize) -> Option<NextPlace> {
        let Won::Most(..) = self.contest.won else { return None };
        let ahead = tally.lines.get(place.checked_sub(1)?)?;
        Some(NextPlace { place: number(place), missing: self.contest.missing(mine, ahead) })
    }

    /// What leads to the nearest better place that wins something else than the present one.
    fn next_prize(&self, tally: &Tally, mine: Option<&Line>, at: Option<usize>) -> Option<NextPlace> {
        let present = number(at.unwrap_or(tally.lines.len()) + 1);
        let won = self.contest.prize(present);
        let mut better =
            self.contest.prizes().into_iter().filter(|(_, to, coupon)| *to < present && won != Some(*coupon));
        let (_, to, _) = better.next_back()?;
        self.next(tally, mine, usize::try_from(to).ok()?)
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

async fn name_all(connection: &mut Conn, drawn: &mut [Drawn]) -> Result<(), Error> {
    let ids: Vec<i64> = drawn.iter().flat_map(|drawn| drawn.top.iter().copied()).collect();
    let names = member::names_of(connection, &ids).await?;
    for drawn in drawn {
        for (place, member) in drawn.board.top.iter_mut().zip(&drawn.top) {
            place.name = names.get(member).map(|name| masked(name)).unwrap_or_default();
        }
    }
    Ok(())
}

/// Notes which prizes are in the member's wallet already; what is not and has no day left is no prize any more. A first-come
/// gift that is there was won, whoever came before.
async fn note_given(
    connection: &mut Conn,
    rulebook: &Rulebook,
    (member, today): (i64, Day),
    drawn: &mut [Drawn],
) -> Result<(), Error> {
    let policy = &rulebook.current().policy;
    for contest in policy.contests() {
        let Some(drawn) = drawn.iter_mut().find(|drawn| drawn.board.id == *contest.id) else { continue };
        let Some(mine) = &mut drawn.board.mine else { continue };
        let Some(key) = won_key(&contest, mine.place) else { continue };
        mine.given = coupons::holds(connection, member, &key, false).await?;
        let prize = mine.place.and_then(|place| contest.prize(place));
        if !mine.given && prize.is_some_and(|coupon| !can_be_given(policy, coupon, today)) {
            mine.prize = None;
        }
    }
    Ok(())
}
