//! The coupons that are won: the prizes of a board when its result is final, and first-come gifts at once. A gift is withdrawn
//! with the order that it was given for, unless it is used, and goes to the next.

use super::tally::Sees;
use crate::Error;
use crate::coupons::{Stored, restore, withdraw};
use crate::policies::{Rulebook, instant};
use crate::store::Conn;
use chrono::Duration;
use shuke_rules::boards::{Phase, given};
use shuke_rules::coupons::Key;
use shuke_rules::policy::{BoardId, Contest, Policy, TemplateId, Won};
use shuke_rules::{Day, Instant};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeSet;

/// A result is certain so long after the end of its last day: until then something that was booked in time may not be committed.
const CERTAIN_SECONDS: i64 = 60;

/// Why a first-come gift is withdrawn.
const RETURNED: &str = "the order that it was given for came back";

/// What the contests have for a member.
#[derive(Clone, Debug, Default)]
pub struct Waiting {
    /// Coupons that were won, each with its key.
    pub prizes: Vec<(TemplateId, String)>,
    /// First-come gifts that seem to be due to the member, or seem not to be any more.
    pub gifts: Vec<BoardId>,
}

/// When a result is certain.
pub fn certain_from(book: &Rulebook, contest: &Contest<'_>) -> Instant {
    book.zone().end_of(contest.settled()) + Duration::seconds(CERTAIN_SECONDS)
}

/// Whether some result became final just now and is not certain yet.
pub fn result_is_new(book: &Rulebook, now: Instant) -> bool {
    let is_new =
        |contest: Contest<'_>| book.zone().end_of(contest.settled()) <= now && now < certain_from(book, &contest);
    book.current().policy.contests().any(is_new)
}

impl Waiting {
    pub fn is_empty(&self) -> bool {
        self.prizes.is_empty() && self.gifts.is_empty()
    }

    /// What waits for a member who holds these coupons.
    pub async fn of(
        connection: &mut Conn,
        book: &Rulebook,
        member: i64,
        held: &[Stored],
        sees: Sees,
        now: Instant,
    ) -> Result<Self, Error> {
        let mut waiting = Self::default();
        let (policy, today) = (&book.current().policy, book.zone().day_of(now));
        let tallies = match sees {
            Sees::Committed => book.boards.read(connection, book, now).await?,
            Sees::Own => match book.boards.last().await {
                Some(tallies) => tallies,
                None => return Ok(waiting),
            },
        };
        let mut seem_due = Vec::new();
        for (at, contest) in policy.contests().enumerate().filter(|(_, contest)| today <= contest.stays()) {
            let place =
                tallies.of(at).and_then(|tally| tally.place(member)).and_then(|place| u32::try_from(place + 1).ok());
            match contest.won {
                Won::Most(..) if contest.phase(today) == Phase::Final && tallies.is_whole(book, &contest) => {
                    let prize = |place| contest.prize(place).filter(|coupon| can_be_given(policy, coupon, today));
                    let won = place.and_then(|place| Some((prize(place)?.clone(), board_key(&contest, place))));
                    waiting.prizes.extend(won.filter(|(_, key)| held.iter().all(|stored| stored.key != *key)));
                }
                Won::Most(..) => {}
                Won::First(places, coupon) => {
                    let key = gift_key(contest.id);
                    let mine = held.iter().find(|stored| stored.key == key);
                    let is_first = place.is_some_and(|place| place <= places);
                    match mine {
                        None if is_first && can_be_given(policy, coupon, today) => seem_due.push((at, contest)),
                        Some(stored) if stored.is_withdrawn() && is_first => seem_due.push((at, contest)),
                        Some(stored) if !is_first && stored.coupon.withdrawn(RETURNED, now).is_ok() => {
                            waiting.gifts.push(contest.id.clone());
                        }
                        _ => {}
                    }
                }
            }
        }
        for (at, contest) in seem_due {
            let holders = Holders::read(connection, contest.id, now).await?;
            let lines = tallies.of(at).map_or(&[][..], |tally| &tally.lines);
            if given(lines, places(&contest), &holders.keep()).contains(&member) {
                waiting.gifts.push(contest.id.clone());
            }
        }
        Ok(waiting)
    }
}

/// Whether a coupon that is won has a day left on which it could be used.
pub fn can_be_given(policy: &Policy, coupon: &TemplateId, today: Day) -> bool {
    policy.template(coupon).is_some_and(|template| template.days_of(today).is_some())
}

fn places(contest: &Contest<'_>) -> u32 {
    match contest.won {
        Won::First(places, _) => places,
        Won::Most(..) => 0,
    }
}

fn board_key(contest: &Contest<'_>, place: u32) -> String {
    Key::Board { board: &contest.id.0, place }.to_string()
}

/// The key of what a place wins; `None`: nothing yet, or nothing at all.
pub fn won_key(contest: &Contest<'_>, place: Option<u32>) -> Option<String> {
    match contest.won {
        Won::First(..) => Some(gift_key(contest.id)),
        Won::Most(..) => place.map(|place| board_key(contest, place)),
    }
}

fn gift_key(id: &BoardId) -> String {
    Key::First { gift: &id.0 }.to_string()
}

/// Who was given a first-come gift.
pub struct Holders(Vec<Holder>);

struct Holder {
    coupon: i64,
    member: i64,
    /// It is used, or a quote counts on it, or staff took it away: its place is taken for good.
    keeps: bool,
    withdrawn: bool,
}

impl Holders {
    pub async fn read(connection: &mut Conn, id: &BoardId, now: Instant) -> Result<Self, Error> {
        let rows = sqlx::query(
            "SELECT id, member_id, used_at, locked_until, voided_at, voided_by FROM coupons \
             WHERE key = $1 AND key LIKE 'first:%' ORDER BY id",
        )
        .bind(gift_key(id))
        .fetch_all(connection)
        .await?;
        Ok(Self(rows.iter().map(|row| Holder::of(row, now)).collect::<Result<_, Error>>()?))
    }

    pub fn keep(&self) -> BTreeSet<i64> {
        self.0.iter().filter(|holder| holder.keeps).map(|holder| holder.member).collect()
    }
}

impl Holder {
    fn of(row: &AnyRow, now: Instant) -> Result<Self, Error> {
        let is = |column: &str| Ok::<_, Error>(row.try_get::<Option<i64>, _>(column)?.is_some());
        let locked = row.try_get::<Option<i64>, _>("locked_until")?.map(instant).transpose()?;
        let by_staff = is("voided_by")?;
        let withdrawn = is("voided_at")? && !by_staff;
        let keeps = !withdrawn && (by_staff || is("used_at")? || locked.is_some_and(|until| now < until));
        Ok(Self { coupon: row.try_get("id")?, member: row.try_get("member_id")?, keeps, withdrawn })
    }
}

/// Puts right who holds a first-come gift, by what this transaction sees: withdraws what is due no more, gives back what is due
/// again. `Some`: the member is due one and was never given it.
pub async fn settle_gift(
    tx: &mut Conn,
    book: &Rulebook,
    id: &BoardId,
    member: i64,
    now: Instant,
) -> Result<Option<(TemplateId, String)>, Error> {
    let policy = &book.current().policy;
    let found = policy.contests().enumerate().find(|(_, contest)| contest.id == id);
    let Some((at, Contest { won: Won::First(places, coupon), .. })) = found else { return Ok(None) };
    let tallies = book.boards.ahead(tx, book, now).await?;
    let holders = Holders::read(tx, id, now).await?;
    let due = given(tallies.of(at).map_or(&[], |tally| &tally.lines), places, &holders.keep());
    for holder in holders.0.iter().filter(|holder| !holder.keeps) {
        match (holder.withdrawn, due.contains(&holder.member)) {
            (false, false) => withdraw(tx, holder.coupon, RETURNED, now).await?,
            (true, true) => restore(tx, holder.coupon).await?,
            _ => {}
        }
    }
    let had = holders.0.iter().any(|holder| holder.member == member);
    Ok((due.contains(&member) && !had).then(|| (coupon.clone(), gift_key(id))))
}

/// A member has returned something: a gift that hung on it is withdrawn at once, before it can be used.
pub async fn returned(tx: &mut Conn, book: &Rulebook, member: i64, now: Instant) -> Result<(), Error> {
    for gift in &book.current().policy.first_gifts {
        let held: Option<(i64,)> = sqlx::query_as(
            "SELECT id FROM coupons WHERE member_id = $1 AND key = $2 AND voided_at IS NULL AND used_at IS NULL",
        )
        .bind(member)
        .bind(gift_key(&gift.terms.id))
        .fetch_optional(&mut *tx)
        .await?;
        if held.is_some() {
            settle_gift(tx, book, &gift.terms.id, member, now).await?;
        }
    }
    Ok(())
}
