//! Taking a bind, and the facts that decide whether it is taken.

use super::audit::BINDS;
use super::openings::Opening;
use super::seen::{self, What};
use crate::context::Moment;
use crate::http::Browser;
use crate::policies::instant;
use crate::store::{Conn, next_id};
use crate::{Error, member};
use shuke_rules::policy::Referral;
use shuke_rules::referral::{Joining, Refused, bind};

/// Who brought whom is followed up so many times at most: nobody has so many above them who is still told.
const CHAIN: usize = 64;

/// Binds a new member to whose link they opened, or says why not.
pub async fn take(
    tx: &mut Conn,
    moment: &Moment,
    newcomer: i64,
    browser: &Browser,
    opening: Opening,
) -> Result<Result<(), Refused>, Error> {
    let version = moment.rulebook.at(opening.at);
    let Some(rules) = &version.policy.referral else { return Ok(Ok(())) };
    if let Err(why) = judged(tx, moment, rules, newcomer, browser, opening).await? {
        return Ok(Err(why));
    }
    let buy_until = moment.rulebook.zone().end_of(moment.today().plus_days(rules.buy_days));
    BINDS
        .query(
            "INSERT INTO referral_binds (nth, member_id, inviter_id, opened_at, bound_at, rule_version, buy_until, seal) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(next_id(tx, BINDS.table).await?)
        .bind(newcomer)
        .bind(opening.inviter)
        .bind(opening.at.timestamp_micros())
        .bind(moment.now.timestamp_micros())
        .bind(version.id)
        .bind(buy_until.timestamp_micros())
        .also(None::<i64>)
        .also(None::<&str>)
        .also(None::<i64>)
        .also(None::<i64>)
        .execute(&mut *tx)
        .await?;
    member::touch(tx, newcomer).await?;
    member::touch(tx, opening.inviter).await?;
    Ok(Ok(()))
}

async fn judged(
    tx: &mut Conn,
    moment: &Moment,
    rules: &Referral,
    newcomer: i64,
    browser: &Browser,
    opening: Opening,
) -> Result<Result<(), Refused>, Error> {
    let mut same_browser = Vec::new();
    for token in browser.tokens() {
        same_browser.extend(seen::of(tx, What::Browser(token), moment.now).await?);
    }
    let formerly = match member::person(tx, newcomer).await?.phone {
        Some(phone) => seen::of(tx, What::Number(&phone), moment.now).await?,
        None => Vec::new(),
    };
    let joining = Joining {
        opened: moment.rulebook.zone().day_of(opening.at),
        joined: moment.today(),
        inviter: opening.inviter,
        inviter_left: member::has_left(tx, opening.inviter).await?,
        above: &above(tx, opening.inviter).await?,
        formerly: &formerly,
        same_browser: &same_browser,
        this_month: in_month(tx, moment, opening.inviter).await?,
    };
    Ok(bind(rules, &joining))
}

/// Who brought a member, who brought that one, and so on.
async fn above(connection: &mut Conn, member: i64) -> Result<Vec<i64>, Error> {
    let (mut above, mut last) = (Vec::new(), member);
    while above.len() < CHAIN {
        let row: Option<(i64,)> = sqlx::query_as("SELECT inviter_id FROM referral_binds WHERE member_id = $1")
            .bind(last)
            .fetch_optional(&mut *connection)
            .await?;
        let Some((inviter,)) = row else { break };
        above.push(inviter);
        last = inviter;
    }
    Ok(above)
}

/// Who brought a member, and when that one joined by their link.
pub async fn of(connection: &mut Conn, friend: i64) -> Result<Option<(i64, shuke_rules::Instant)>, Error> {
    let row: Option<(i64, i64)> =
        sqlx::query_as("SELECT inviter_id, bound_at FROM referral_binds WHERE member_id = $1")
            .bind(friend)
            .fetch_optional(connection)
            .await?;
    row.map(|(inviter, at)| Ok((inviter, instant(at)?))).transpose()
}

/// How many a member has brought in this calendar month.
async fn in_month(connection: &mut Conn, moment: &Moment, inviter: i64) -> Result<u32, Error> {
    let today = moment.today();
    let first = today.first_of_month();
    let (count,): (i64,) =
        sqlx::query_as("SELECT COUNT(*) FROM referral_binds WHERE inviter_id = $1 AND bound_at >= $2")
            .bind(inviter)
            .bind(moment.rulebook.zone().start_of(first).timestamp_micros())
            .fetch_one(connection)
            .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The members whom a member brought or was brought by after an instant: who, by whom, when.
pub async fn since(
    connection: &mut Conn,
    member: i64,
    after: shuke_rules::Instant,
) -> Result<Vec<(i64, i64, shuke_rules::Instant)>, Error> {
    let rows: Vec<(i64, i64, i64)> = sqlx::query_as(
        "SELECT member_id, inviter_id, bound_at FROM referral_binds WHERE (member_id = $1 OR inviter_id = $1) \
         AND bound_at > $2 ORDER BY nth",
    )
    .bind(member)
    .bind(after.timestamp_micros())
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|(friend, inviter, at)| Ok((friend, inviter, instant(at)?))).collect()
}
