//! The round through all members, once a business day, that gives what is due to those who do not look.

use super::due::{Plan, gives, settle};
use super::grantor::{Grantors, Sees};
use crate::Error;
use crate::booking;
use crate::context::Moment;
use crate::jobs::{Job, found};
use crate::store::Conn;
use crate::store::seal::{Name, Seal};
use shuke_rules::Day;
use std::time::Duration;

/// Members of a part of the round.
const PART: i64 = 200;

/// Gives what members are due by itself, a part of them at a time, once each business day. It has the day, and nobody should wait
/// for it; who looks at their coupons is given theirs at once.
pub const GIVE_DUE: Job = Job {
    name: "coupons",
    every: Duration::from_mins(10),
    between: Duration::from_secs(5),
    leased: true,
    look: |connection, moment| Box::pin(async move { Ok(found(next_part(connection, moment).await?)) }),
    run: |tx, moment, part| {
        Box::pin(async move {
            if let Some(part) = part.downcast_ref() {
                give_part(tx, moment, part).await?;
            }
            Ok(true)
        })
    },
};

/// A part of the day's round through all members.
struct Part {
    /// Those for whom there is something to do.
    members: Vec<i64>,
    /// The last whom the part looked at.
    last: i64,
    /// The day whose round it is of, also when it is over by the time that the part is given.
    day: Day,
}

/// Looks at the next members of the day's round; `None`: it is done.
async fn next_part(connection: &mut Conn, moment: &Moment) -> Result<Option<Part>, Error> {
    let grantors = moment.context.shared::<Grantors>();
    let unsure = || grantors.0.iter().any(|grantor| (grantor.unsure)(&moment.rulebook, moment.now));
    if !gives(&grantors, &moment.rulebook.current().policy) || unsure() {
        return Ok(None);
    }
    let day = moment.today();
    let row: Option<(i64,)> = sqlx::query_as("SELECT after_id FROM coupon_rounds WHERE day = $1")
        .bind(day.to_string())
        .fetch_optional(&mut *connection)
        .await?;
    let accounts = booking::facts_after(connection, row.map_or(0, |(after,)| after), PART).await?;
    let Some(last) = accounts.last().map(|account| account.member) else { return Ok(None) };
    let mut members = Vec::new();
    for account in accounts.iter().filter(|account| account.closed_at.is_none()) {
        if !Plan::of(connection, moment, account, Sees::Committed).await?.is_empty() {
            members.push(account.member);
        }
    }
    Ok(Some(Part { members, last, day }))
}

pub static SEAL: Seal = Seal {
    table: "coupon_rounds",
    key: &[Name::Text("day")],
    columns: &["day", "after_id"],
    first: None,
    member: None,
};

/// Gives the members of a part what they are due, and notes how far the round has come.
async fn give_part(tx: &mut Conn, moment: &Moment, part: &Part) -> Result<(), Error> {
    for member in &part.members {
        if let Some(account) = booking::by_id(tx, *member).await?.filter(|account| account.closed_at.is_none()) {
            settle(tx, moment, &account).await?;
        }
    }
    let day = part.day.to_string();
    sqlx::query("DELETE FROM coupon_rounds WHERE day < $1").bind(&day).execute(&mut *tx).await?;
    let sealing = SEAL.query(
        "INSERT INTO coupon_rounds (day, after_id, seal) VALUES ($1, $2, $3) \
         ON CONFLICT (day) DO UPDATE SET after_id = $2, seal = $3",
    );
    sealing.bind(&day).bind(part.last).execute(tx).await?;
    Ok(())
}
