//! The ranking of a calendar month: who brought the most friends that bought in it and kept it, by the machinery of the leaderboards. A result that is final is
//! computed from what was so then, and stays.

use super::terms;
use crate::Error;
use crate::context::Moment;
use crate::coupons;
use crate::fields::masked;
use crate::jobs::{Job, found};
use crate::member;
use crate::policies::stored_day;
use crate::policies::{Rulebook, Version, instant};
use crate::store::Conn;
use chrono::Duration as Time;
use shuke_contract::boards::BoardPlace;
use shuke_contract::referral::ReferralMonth;
use shuke_rules::Day;
use shuke_rules::boards::{Line, Phase};
use shuke_rules::coupons::Key;
use shuke_rules::policy::{Contest, Referral};
use std::time::Duration;

/// Places that are shown.
const SHOWN: usize = 10;
/// Months in which prizes may still have to be given: as long as the longest time to settle, and some more.
const MONTHS_BACK: u32 = 5;
/// A result is certain so long after the end of its last day: until then something that was booked in time may not be committed.
const CERTAIN_SECONDS: i64 = 60;

/// Gives prizes when a month's result is final.
pub const GIVE_PRIZES: Job = Job {
    name: "referral_months",
    every: Duration::from_mins(5),
    between: Duration::ZERO,
    leased: true,
    look: |connection, moment| {
        Box::pin(async move {
            let due = due(connection, moment).await?;
            Ok(found((!due.is_empty()).then_some(())))
        })
    },
    run: |tx, moment, _| {
        Box::pin(async move {
            for due in due(tx, moment).await? {
                give(tx, moment, &due).await?;
            }
            Ok(false)
        })
    },
};

/// The rules of the month that a day is in: those in force when it began, or else the first since.
fn rules_of(rulebook: &Rulebook, on: Day) -> Option<(&Version, &Referral)> {
    let first = on.first_of_month();
    let begun = rulebook.at(rulebook.zone().start_of(first)).id;
    let mut versions = rulebook.versions().filter(|version| version.id >= begun);
    versions.find_map(|version| Some((version, version.policy.referral.as_ref()?)))
}

/// Who stands where, the first first.
async fn lines(
    connection: &mut Conn,
    rulebook: &Rulebook,
    month: &Contest<'_>,
    today: Day,
) -> Result<Vec<Line>, Error> {
    type Row = (i64, i64, i64, i64, i64, i64);
    let frozen = rulebook.zone().end_of(month.settled()).timestamp_micros();
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT b.inviter_id, CAST(SUM(CASE WHEN b.bought_on < $1 THEN 1 ELSE 0 END) AS BIGINT), COUNT(*), MAX(s.at), \
         MAX(s.id), MIN(s.id) FROM referral_binds b JOIN sales s ON s.id = b.sale_id JOIN members i ON i.id = b.inviter_id \
         WHERE b.bought_on >= $2 AND b.bought_on <= $3 AND s.booked_at < $4 AND (b.removed_at IS NULL OR b.removed_at >= $4) \
         AND (i.closed_at IS NULL OR i.closed_at >= $4) GROUP BY b.inviter_id",
    )
    .bind(today.minus_days(month.settle_days).to_string())
    .bind(month.from.to_string())
    .bind(month.until.to_string())
    .bind(frozen)
    .fetch_all(connection)
    .await?;
    let line = |(member, confirmed, all, at, last, first): Row| {
        Ok(Line { member, confirmed, pending: all - confirmed, reached: (instant(at)?, last), first })
    };
    let mut lines = rows.into_iter().map(line).collect::<Result<Vec<Line>, Error>>()?;
    month.sort(&mut lines);
    Ok(lines)
}

fn key(month: &Contest<'_>, place: u32) -> String {
    Key::FriendsMonth { year: month.from.year(), month: month.from.month(), place }.to_string()
}

/// A prize that was won and is not given.
struct Due {
    member: i64,
    place: u32,
    on: Day,
}

async fn due(connection: &mut Conn, moment: &Moment) -> Result<Vec<Due>, Error> {
    let Moment { rulebook, now, .. } = moment;
    let mut due = Vec::new();
    let oldest: (Option<String>,) =
        sqlx::query_as("SELECT MIN(bought_on) FROM referral_binds WHERE bought_on IS NOT NULL")
            .fetch_one(&mut *connection)
            .await?;
    let Some(oldest) = oldest.0.as_deref().map(stored_day).transpose()? else { return Ok(due) };
    for back in 1..=MONTHS_BACK {
        let on = moment.today().minus_months(back);
        let Some((_, referral)) = rules_of(rulebook, on) else { continue };
        let month = referral.month(on);
        let certain = rulebook.zone().end_of(month.settled()) + Time::seconds(CERTAIN_SECONDS);
        if month.until < oldest || *now < certain || referral.prizes.is_empty() {
            continue;
        }
        let lines = lines(connection, rulebook, &month, moment.today()).await?;
        for (place, line) in (1_u32..).zip(&lines) {
            if month.prize(place).is_none() || coupons::had(connection, line.member, &key(&month, place)).await? {
                continue;
            }
            if !member::has_left(connection, line.member).await? {
                due.push(Due { member: line.member, place, on });
            }
        }
    }
    Ok(due)
}

async fn give(tx: &mut Conn, moment: &Moment, due: &Due) -> Result<(), Error> {
    let Some((version, referral)) = rules_of(&moment.rulebook, due.on) else { return Ok(()) };
    let month = referral.month(due.on);
    let template = month.prize(due.place).and_then(|coupon| version.policy.template(coupon));
    let Some(template) = template else { return Ok(()) };
    let key = key(&month, due.place);
    coupons::reward(tx, &moment.rulebook, version, due.member, template, key, moment.now).await.map(drop)
}

/// This month, and the one before until its result was seen for some days.
pub async fn shown(connection: &mut Conn, moment: &Moment, member: i64) -> Result<Vec<ReferralMonth>, Error> {
    let today = moment.today();
    let mut shown = Vec::new();
    for on in [today, today.minus_days(today.day_of_month())] {
        let Some((version, referral)) = rules_of(&moment.rulebook, on) else { continue };
        let month = referral.month(on);
        if referral.prizes.is_empty() || month.stays() < today {
            continue;
        }
        let lines = lines(connection, &moment.rulebook, &month, today).await?;
        if month.phase(today) != Phase::Running && lines.is_empty() {
            continue;
        }
        let mut one = of_lines(&month, &lines, member, today);
        one.prizes = terms::prizes(&version.policy, &referral.prizes);
        name(connection, &lines, &mut one).await?;
        shown.push(one);
    }
    Ok(shown)
}

fn of_lines(month: &Contest<'_>, lines: &[Line], member: i64, today: Day) -> ReferralMonth {
    let place = |(place, line): (u32, &Line)| BoardPlace {
        place,
        name: String::new(),
        confirmed: line.confirmed,
        pending: line.pending,
        me: line.member == member,
    };
    let mine = lines.iter().position(|line| line.member == member);
    let line = mine.and_then(|at| lines.get(at));
    let count = |count: Option<i64>| count.and_then(|count| u32::try_from(count).ok()).unwrap_or_default();
    ReferralMonth {
        from: month.from,
        until: month.until,
        settled: month.settled(),
        phase: month.phase(today),
        prizes: Vec::new(),
        top: (1..).zip(lines).take(SHOWN).map(place).collect(),
        place: mine.and_then(|at| u32::try_from(at + 1).ok()),
        confirmed: count(line.map(|line| line.confirmed)),
        pending: count(line.map(|line| line.pending)),
    }
}

async fn name(connection: &mut Conn, lines: &[Line], month: &mut ReferralMonth) -> Result<(), Error> {
    let members: Vec<i64> = lines.iter().take(SHOWN).map(|line| line.member).collect();
    let names = member::names_of(connection, &members).await?;
    for (place, member) in month.top.iter_mut().zip(&members) {
        place.name = names.get(member).map(|name| masked(name)).unwrap_or_default();
    }
    Ok(())
}
