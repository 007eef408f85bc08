//! The coupons that are won: the prizes of a board when its result is final, and first-come gifts at once. A gift is withdrawn
//! with the order that it was given for, unless it is used, and goes to the next.

use super::tally::cache;
use crate::Error;
use crate::context::Moment;
use crate::coupons::{Holder, Sees, Stored, Waiting, holders_of, restore, withdraw};
use crate::policies::Rulebook;
use crate::store::Conn;
use chrono::Duration;
use shuke_rules::boards::{Phase, given};
use shuke_rules::coupons::Key;
use shuke_rules::policy::{Contest, Policy, TemplateId, Won};
use shuke_rules::{Day, Instant};
use std::collections::BTreeSet;

/// A result is certain so long after the end of its last day: until then something that was booked in time may not be committed.
const CERTAIN_SECONDS: i64 = 60;

/// Why a first-come gift is withdrawn.
const RETURNED: &str = "the order that it was given for came back";

/// When a result is certain.
pub fn certain_from(rulebook: &Rulebook, contest: &Contest<'_>) -> Instant {
    rulebook.zone().end_of(contest.settled()) + Duration::seconds(CERTAIN_SECONDS)
}

/// Whether some result became final just now and is not certain yet.
pub fn result_is_new(rulebook: &Rulebook, now: Instant) -> bool {
    let is_new = |contest: Contest<'_>| {
        rulebook.zone().end_of(contest.settled()) <= now && now < certain_from(rulebook, &contest)
    };
    rulebook.current().policy.contests().any(is_new)
}

/// What waits for a member who holds these coupons.
pub async fn waiting(
    connection: &mut Conn,
    moment: &Moment,
    member: i64,
    held: &[Stored],
    sees: Sees,
) -> Result<Waiting, Error> {
    let mut waiting = Waiting::default();
    let Moment { rulebook, now, .. } = moment;
    let (policy, today) = (&rulebook.current().policy, moment.today());
    let cache = cache(moment);
    let tallies = match sees {
        Sees::Committed => cache.read(connection, rulebook, *now).await?,
        Sees::Own => match cache.last().await {
            Some(tallies) => tallies,
            None => return Ok(waiting),
        },
    };
    let mut seem_due = Vec::new();
    for (at, contest) in policy.contests().enumerate().filter(|(_, contest)| today <= contest.stays()) {
        let place =
            tallies.of(at).and_then(|tally| tally.place(member)).and_then(|place| u32::try_from(place + 1).ok());
        match contest.won {
            Won::Most(..) if contest.phase(today) == Phase::Final && tallies.is_whole(rulebook, &contest) => {
                let prize = |place| contest.prize(place).filter(|coupon| can_be_given(policy, coupon, today));
                let won = place.and_then(|place| Some((prize(place)?.clone(), board_key(&contest, place))));
                waiting.prizes.extend(won.filter(|(_, key)| held.iter().all(|stored| stored.key != *key)));
            }
            Won::Most(..) => {}
            Won::First(places, coupon) => {
                let key = gift_key(&contest.id.0);
                let mine = held.iter().find(|stored| stored.key == key);
                let is_first = place.is_some_and(|place| place <= places);
                match mine {
                    None if is_first && can_be_given(policy, coupon, today) => seem_due.push((at, contest)),
                    Some(stored) if stored.is_withdrawn() && is_first => seem_due.push((at, contest)),
                    Some(stored) if !is_first && stored.coupon.withdrawn(RETURNED, *now).is_ok() => {
                        waiting.gifts.push(contest.id.0.clone());
                    }
                    _ => {}
                }
            }
        }
    }
    for (at, contest) in seem_due {
        let holders = holders_of(connection, &gift_key(&contest.id.0), *now).await?;
        let lines = tallies.of(at).map_or(&[][..], |tally| &tally.lines);
        if given(lines, places(&contest), &keep(&holders)).contains(&member) {
            waiting.gifts.push(contest.id.0.clone());
        }
    }
    Ok(waiting)
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
        Won::First(..) => Some(gift_key(&contest.id.0)),
        Won::Most(..) => place.map(|place| board_key(contest, place)),
    }
}

pub fn gift_key(id: &str) -> String {
    Key::First { gift: id }.to_string()
}

/// Those whose place is taken for good.
fn keep(holders: &[Holder]) -> BTreeSet<i64> {
    holders.iter().filter(|holder| holder.keeps).map(|holder| holder.member).collect()
}

/// Puts right who holds a first-come gift, by what this transaction sees: withdraws what is due no more, gives back what is due
/// again. `Some`: the member is due one and was never given it.
pub async fn settle_gift(
    tx: &mut Conn,
    moment: &Moment,
    id: &str,
    member: i64,
) -> Result<Option<(TemplateId, String)>, Error> {
    let Moment { rulebook, now, .. } = moment;
    let policy = &rulebook.current().policy;
    let found = policy.contests().enumerate().find(|(_, contest)| contest.id.0 == id);
    let Some((at, Contest { won: Won::First(places, coupon), .. })) = found else { return Ok(None) };
    let tallies = cache(moment).ahead(tx, rulebook, *now).await?;
    let holders = holders_of(tx, &gift_key(id), *now).await?;
    let due = given(tallies.of(at).map_or(&[], |tally| &tally.lines), places, &keep(&holders));
    for holder in holders.iter().filter(|holder| !holder.keeps) {
        match (holder.withdrawn, due.contains(&holder.member)) {
            (false, false) => withdraw(tx, holder.coupon, RETURNED, *now).await?,
            (true, true) => restore(tx, holder.coupon).await?,
            _ => {}
        }
    }
    let had = holders.iter().any(|holder| holder.member == member);
    Ok((due.contains(&member) && !had).then(|| (coupon.clone(), gift_key(id))))
}
