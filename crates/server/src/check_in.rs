//! Checking in: the days, their points, and making up for missed ones. What a day earns is decided by `shuke-rules`.

use crate::Error;
use crate::booking::{self, Account, Asking, Batch, Gain, Price};
use crate::context::Moment;
use crate::drawing::Drawn;
use crate::feature::{Explained, Fact, Feature, happened};
use crate::http::call::{Call, Request};
use crate::http::mount::Done;
use crate::policies::{Rulebook, Version, instant, stored_day};
use crate::sessions::Session;
use crate::store::{Conn, Work, insert, next_id};
use shuke_contract::card::CheckInToday;
use shuke_contract::check_in::{
    CheckIn, CheckIns, CheckedIn, GetCheckIns, MakeUp, MakeUpOffer, MakeUpRequest, NextReward, Stamp, Themed,
};
use shuke_contract::ledger::Link;
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_face::Page;
use shuke_face::pages::check_in::page_whole;
use shuke_rules::check_in::{Missed, NoMakeUp, Reward, next_streak, reward, streak, week};
use shuke_rules::ledger::{EntryKind, Key};
use shuke_rules::{Day, Instant, Points, policy};
use std::collections::BTreeSet;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .read::<GetCheckIns, Session, _, _>(get_check_ins)
            .write::<CheckIn, Session, _>(check_in)
            .write::<MakeUp, Session, _>(make_up)
    },
    explains: Some(|_, _, key| {
        let day = match key {
            Key::CheckIn { day, .. } | Key::MakeUp { day, .. } => Some(day),
            _ => None,
        };
        let told = day.map(|day| Explained { of_day: Some(day), ..Explained::link(Link::CheckIns) });
        Box::pin(async move { Ok(told) })
    }),
    export: Some(|connection, asking, export| {
        Box::pin(async move {
            export.check_ins = of(connection, asking).await?.1;
            Ok(())
        })
    }),
    card_part: Some(|connection, asking, card| {
        Box::pin(async move {
            card.check_in = of(connection, asking).await?.0;
            Ok(None)
        })
    }),
    audits: &[&audit::AUDIT],
    pages: &[Drawn { page: Page::CheckIn, draw: |drawing| drawing.of::<GetCheckIns>(page_whole) }],
    ..Feature::named("check_in")
};

mod audit;
mod row;

pub use row::CheckInRow;

/// The days of a member, oldest first.
#[derive(Default)]
pub struct Days {
    stamps: Vec<(Stamp, Instant)>,
    set: BTreeSet<Day>,
}

impl Days {
    async fn read(connection: &mut Conn, member: i64) -> Result<Self, Error> {
        let rows: Vec<(String, i64, i64, i64)> =
            sqlx::query_as("SELECT day, points, price, at FROM check_ins WHERE member_id = $1 ORDER BY day")
                .bind(member)
                .fetch_all(connection)
                .await?;
        let mut days = Self { stamps: Vec::with_capacity(rows.len()), set: BTreeSet::new() };
        for (day, points, price, at) in rows {
            let day = stored_day(&day)?;
            days.set.insert(day);
            days.stamps.push((Stamp { day, points: Points(points), made_up: price > 0 }, instant(at)?));
        }
        Ok(days)
    }

    fn add(&mut self, stamp: Stamp, at: Instant) {
        self.set.insert(stamp.day);
        let place = self.stamps.partition_point(|(other, _)| other.day < stamp.day);
        self.stamps.insert(place, (stamp, at));
    }

    /// How often a missed day was made up for in the calendar month of `today`.
    fn made_up_this_month(&self, rulebook: &Rulebook, today: Day) -> u32 {
        let month = |day: Day| (day.year(), day.month());
        let made = self.stamps.iter().filter(|(stamp, _)| stamp.made_up);
        let count = made.filter(|(_, at)| month(rulebook.zone().day_of(*at)) == month(today)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    fn missed(&self, account: &Account, rulebook: &Rulebook, today: Day) -> Missed<'_> {
        let this_month = self.made_up_this_month(rulebook, today);
        Missed { days: &self.set, joined: account.joined_day, today, this_month }
    }
}

/// Where a member stands today, `None` where the policy has no check-in; and every day checked in on, oldest first.
async fn of(connection: &mut Conn, asking: &Asking) -> Result<(Option<CheckInToday>, Vec<Stamp>), Error> {
    let Asking { rulebook, account, now, .. } = asking;
    let days = Days::read(connection, account.member).await?;
    let today = rulebook.current().policy.check_in.as_ref().map(|policy| {
        let today = rulebook.zone().day_of(*now);
        let (done, streak, reward) = present(policy, &days.set, today);
        CheckInToday { done, streak, points: reward.total(), week: week(&days.set, today) }
    });
    Ok((today, days.stamps.into_iter().map(|(stamp, _)| stamp).collect()))
}

/// Whether today is done, the streak as it is, and what the next check-in earns.
fn present(policy: &policy::CheckIn, days: &BTreeSet<Day>, today: Day) -> (bool, u32, Reward) {
    let done = days.contains(&today);
    let (last, next) = if done { (today, today.plus_days(1)) } else { (today.minus_days(1), today) };
    (done, streak(days, last), reward(policy, days, next))
}

fn state(account: &Account, days: &Days, rulebook: &Rulebook, now: Instant) -> Result<CheckIns, Error> {
    let policy = rules(rulebook.current())?;
    let today = rulebook.zone().day_of(now);
    let (done, streak, reward) = present(policy, &days.set, today);
    let first_of_month = today.first_of_month();
    let (from, until) = (first_of_month.minus_months(1), first_of_month.plus_months(2));
    let shown = |day: Day| from <= day && day < until;
    let missed = days.missed(account, rulebook, today);
    let offer = |make_up: &policy::MakeUp| MakeUpOffer {
        price: make_up.price,
        days: missed.open(policy),
        per_month: make_up.per_month,
        left: make_up.per_month.saturating_sub(missed.this_month),
    };
    let themed = policy.themed.iter().filter(|themed| shown(themed.day));
    Ok(CheckIns {
        today,
        done,
        streak,
        reward,
        week: week(&days.set, today),
        next: next_streak(policy, streak).map(|(days, points)| NextReward { days, points }),
        stamps: days.stamps.iter().map(|(stamp, _)| stamp.clone()).filter(|stamp| shown(stamp.day)).collect(),
        themed: themed
            .map(|themed| Themed { day: themed.day, name: themed.name.clone(), points: themed.points })
            .collect(),
        make_up: policy.make_up.as_ref().map(offer),
        points: account.balance(now),
    })
}

fn rules(version: &Version) -> Result<&policy::CheckIn, Error> {
    let none = || Problem::new(ErrorCode::CheckInOff, "This brand has no check-in.");
    Ok(version.policy.check_in.as_ref().ok_or_else(none)?)
}

async fn get_check_ins(call: Call<Empty, Session>) -> Result<CheckIns, Error> {
    let member = call.who.member;
    let read = call.app.view(move |connection, moment| {
        Box::pin(async move {
            let Moment { rulebook, now, .. } = moment;
            let account = booking::of_member(connection, member).await?;
            let days = Days::read(connection, member).await?;
            state(&account, &days, &rulebook, now)
        })
    });
    read.await
}

fn check_in(tx: &mut Conn, call: Request<Empty, Session>) -> Work<'_, Done<CheckedIn>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        Ok(on_time(tx, &moment, call.who.member).await?.into())
    })
}

fn make_up(tx: &mut Conn, call: Request<MakeUpRequest, Session>) -> Work<'_, Done<CheckedIn>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let day = call.request.day;
        if day == moment.today() {
            return Err(refused(NoMakeUp::NotPast));
        }
        Ok(book_day(tx, &moment, call.who.member, day).await?.into())
    })
}

/// Checks a member in for the business day of a moment.
///
/// # Errors
/// [`ErrorCode::CheckInOff`], [`ErrorCode::CheckedInAlready`].
pub async fn on_time(tx: &mut Conn, moment: &Moment, member: i64) -> Result<CheckedIn, Error> {
    book_day(tx, moment, member, moment.today()).await
}

/// Books the check-in of a day: today's for nothing, an earlier one for its price.
async fn book_day(tx: &mut Conn, moment: &Moment, member: i64, day: Day) -> Result<CheckedIn, Error> {
    let Moment { rulebook, now, .. } = moment;
    rules(rulebook.current())?;
    let mut account = booking::of_member(tx, member).await?;
    let mut days = Days::read(tx, member).await?;
    let mut batch = Batch::default();
    let lot = next_id(tx, "lots").await?;
    let (reward, row) = in_memory(rulebook, &mut account, &mut days, (day, *now), lot, &mut batch)?;
    batch.moved(&mut account);
    batch.write(tx).await?;
    insert(tx, CheckInRow::TABLE, &[row], |query, row| Ok(row.bind(query))).await?;
    happened(tx, moment, Fact::CheckedIn { member, day }).await?;
    Ok(CheckedIn { day, reward, now: state(&account, &days, rulebook, *now)? })
}

/// The days on which a member checked in, those made up for later left out.
pub async fn on_time_days(connection: &mut Conn, member: i64) -> Result<BTreeSet<Day>, Error> {
    let days = Days::read(connection, member).await?;
    Ok(days.stamps.iter().filter(|(stamp, _)| !stamp.made_up).map(|(stamp, _)| stamp.day).collect())
}

/// The same in memory: the points' rows are added to `batch`, the day's own is to be written after it. `lot` is the id of the
/// lot that may be opened.
pub fn in_memory(
    rulebook: &Rulebook,
    account: &mut Account,
    days: &mut Days,
    (day, now): (Day, Instant),
    lot: i64,
    batch: &mut Batch,
) -> Result<(Reward, CheckInRow), Error> {
    let version = rulebook.current();
    let policy = rules(version)?;
    let today = rulebook.zone().day_of(now);
    let (reward, price) = if day == today {
        if days.set.contains(&day) {
            return Err(already());
        }
        (reward(policy, &days.set, day), Points::ZERO)
    } else {
        let price = days.missed(account, rulebook, today).price(policy, day).map_err(refused)?;
        let cost = Price {
            kind: EntryKind::MadeUp,
            points: price,
            key: Key::MakeUp { card: account.card.as_str(), day }.to_string(),
            rule_version: version.id,
        };
        account.spend(cost, now, batch).map_err(|balance| short(price, balance))?;
        (Reward { base: policy.base, streak: None, themed: None }, price)
    };
    let points = reward.total();
    let gain = Gain {
        kind: EntryKind::CheckedIn,
        points,
        key: Key::CheckIn { card: account.card.as_str(), day }.to_string(),
        at: now,
        booked_at: now,
        ends: version.policy.expiry.last_day(today).map(|last| rulebook.zone().end_of(last)),
        lot,
        sale: None,
        rule_version: version.id,
    };
    account.gain(gain, batch);
    days.add(Stamp { day, points, made_up: !price.is_zero() }, now);
    Ok((reward, CheckInRow { member: account.member, day, at: now, points, price, rule_version: version.id }))
}

fn already() -> Error {
    Problem::new(ErrorCode::CheckedInAlready, "This day is checked in on.")
        .rule("One check-in a business day.")
        .remedy("Come back tomorrow.")
        .into()
}

fn short(price: Points, balance: Points) -> Error {
    Problem::new(ErrorCode::PointsShort, "There are fewer points than it costs.")
        .figure("price_points", price.0)
        .figure("points", balance.0)
        .into()
}

fn refused(why: NoMakeUp) -> Error {
    let problem = |rule: &str| Problem::new(ErrorCode::MakeUpRefused, "This day cannot be made up for.").rule(rule);
    match why {
        NoMakeUp::Done => return already(),
        NoMakeUp::Never => problem("A missed day stays missed."),
        NoMakeUp::NotPast => problem("Only days that are over are made up for."),
        NoMakeUp::TooLongAgo { first } => {
            problem("The day is too long ago.").remedy(format!("The first day that still can be is {first}."))
        }
        NoMakeUp::NotAMember => problem("The day was before the member joined."),
        NoMakeUp::UsedUp { per_month } => problem("So often in a calendar month, and no more.")
            .figure("per_month", per_month.into())
            .remedy("Next month it can be done again."),
    }
    .into()
}
