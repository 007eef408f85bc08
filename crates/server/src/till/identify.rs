//! Taking a member code, once.

use super::TillKey;
use crate::context::Moment;
use crate::http::call::{Request, Tries};
use crate::http::limits::Counted;
use crate::http::mount::Done;
use crate::policies::{Rulebook, instant};
use crate::store::seal::{Name, Seal};
use crate::store::{Conn, Work};
use crate::{Error, booking, member, sessions};
use chrono::{DateTime, TimeDelta, Utc};
use shuke_contract::card::CodeRead;
use shuke_contract::till::{Identified, IdentifyRequest};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::code::{Presented, Unreadable, seconds_left};

pub fn identify(tx: &mut Conn, call: Request<IdentifyRequest, TillKey>) -> Work<'_, Done<Identified>> {
    Box::pin(async move {
        let Moment { rulebook, now, .. } = call.app.moment(tx).await?;
        let by = (Counted::WrongByTill, &*call.who.id.to_string());
        let member = take_code(tx, &*call, &rulebook, by, &call.request.code, now).await?;
        Ok(Done::about(identified(tx, &rulebook, member, now).await?, member))
    })
}

/// Takes a member code, once, wherever it is shown, and gives whose it is. `by` is whose wrong codes are counted.
///
/// # Errors
/// Those of [`Identify`](shuke_contract::till::Identify), [`ErrorCode::TooManyRequests`].
pub async fn take_code(
    tx: &mut Conn,
    tries: &dyn Tries,
    rulebook: &Rulebook,
    by: (Counted, &str),
    code: &str,
    now: DateTime<Utc>,
) -> Result<i64, Error> {
    let code = Presented::parse(code).map_err(unreadable)?;
    let brand = &rulebook.current().policy.brand.code;
    if code.brand != *brand {
        return Err(Problem::new(ErrorCode::CodeOtherBrand, "This is a member code of another brand.")
            .remedy("Ask for this brand's card.")
            .into());
    }
    // Before the code is judged: who has tried too often does not learn whether the next one was right.
    tries.check(by.0, by.1)?;
    tries.check(Counted::WrongByDevice, &code.locator)?;
    let Some((device, member)) = sessions::device(tx, brand, &code.locator, now).await? else {
        return Err(wrong(tries, by, &code, ErrorCode::CodeUnknown));
    };
    let Some(step) = device.matches(&code, seconds(now)) else {
        return Err(wrong(tries, by, &code, ErrorCode::CodeExpired));
    };
    use_up(tx, &code.locator, step, now).await?;
    member::touch(tx, member).await?;
    Ok(member)
}

fn seconds(now: DateTime<Utc>) -> u64 {
    u64::try_from(now.timestamp()).unwrap_or(0)
}

fn unreadable(why: Unreadable) -> Error {
    match why {
        Unreadable::NotAMemberCode => Problem::new(ErrorCode::CodeNotAMemberCode, "These digits are no member code.")
            .rule("A member code has 20 digits and begins with 88.")
            .remedy("Scan the code on the member's card, not a payment code."),
        Unreadable::Misread => Problem::new(ErrorCode::CodeMisread, "The check digit is wrong.")
            .remedy("Scan it again, or type all 20 digits."),
    }
    .into()
}

/// Wrong codes count against who takes them and against the device that they name, so that nobody tries through six digits.
fn wrong(tries: &dyn Tries, by: (Counted, &str), code: &Presented, why: ErrorCode) -> Error {
    tries.was_wrong(by.0, by.1);
    tries.was_wrong(Counted::WrongByDevice, &code.locator);
    let problem = match why {
        ErrorCode::CodeUnknown => {
            Problem::new(why, "No device shows this code: it was signed out, or its account closed.")
        }
        _ => Problem::new(why, "This code is not valid now."),
    };
    problem.remedy("Ask the member to show the present code.").into()
}

pub static CODE_USES: Seal = Seal {
    table: "code_uses",
    key: &[Name::Text("locator"), Name::Number("step")],
    columns: &["locator", "step", "at"],
    first: None,
    member: None,
};

async fn use_up(tx: &mut Conn, locator: &str, step: u64, now: DateTime<Utc>) -> Result<(), Error> {
    let step = i64::try_from(step).map_err(Error::internal)?;
    let written = CODE_USES
        .query("INSERT INTO code_uses (locator, step, at, seal) VALUES ($1, $2, $3, $4) ON CONFLICT (locator, step) DO NOTHING")
        .bind(locator)
        .bind(step)
        .bind(now.timestamp_micros())
        .execute(tx)
        .await?;
    if written == 1 {
        return Ok(());
    }
    let left = i64::try_from(seconds_left(seconds(now))).unwrap_or(60);
    Err(Problem::new(ErrorCode::CodeUsed, "This code was used already.")
        .rule("A member code counts once.")
        .figure("retry_after_seconds", left)
        .remedy("Wait for the next code; it comes within a minute.")
        .into())
}

/// The devices of a member whose code was read, as long as that is said and they are signed in.
pub async fn read_lately(connection: &mut Conn, member: i64, now: DateTime<Utc>) -> Result<Vec<CodeRead>, Error> {
    let after = now - TimeDelta::seconds(CodeRead::LASTS_SECONDS);
    let read: Vec<(String, i64, i64)> = sqlx::query_as(
        "SELECT u.locator, MAX(u.step), MAX(u.at) FROM sessions s JOIN code_uses u ON u.locator = s.locator \
         WHERE s.member_id = $1 AND s.expires_at > $2 AND u.at > $3 GROUP BY u.locator ORDER BY u.locator",
    )
    .bind(member)
    .bind(now.timestamp_micros())
    .bind(after.timestamp_micros())
    .fetch_all(connection)
    .await?;
    read.into_iter().map(|(locator, minute, at)| Ok(CodeRead { locator, minute, at: instant(at)? })).collect()
}

/// When it is said no more.
pub fn said_until(read: &CodeRead) -> DateTime<Utc> {
    read.at + TimeDelta::seconds(CodeRead::LASTS_SECONDS)
}

/// A member as far as serving them needs one.
pub async fn identified(tx: &mut Conn, rulebook: &Rulebook, id: i64, now: DateTime<Utc>) -> Result<Identified, Error> {
    let account = booking::of_member(tx, id).await?;
    let standing = account.standing_at(rulebook, rulebook.zone().day_of(now));
    let rules = &rulebook.current().rules;
    let tier = rules.tier(&standing.tier).or_else(|| rules.tiers.first());
    let tier = tier.ok_or_else(|| Error::internal("a policy without tiers"))?;
    Ok(Identified {
        member: account.card.clone(),
        name: member::name_of(tx, id).await?,
        tier: tier.id.clone(),
        tier_name: tier.name.clone(),
        points: account.balance(now),
        multiplier: tier.multiplier,
        pays_percent: tier.pays_percent.clone(),
        now,
    })
}

/// Deletes uses that no code can repeat.
pub async fn clean(tx: &mut Conn, now: DateTime<Utc>) -> Result<(), Error> {
    let before = now - chrono::Duration::hours(1);
    sqlx::query("DELETE FROM code_uses WHERE at < $1").bind(before.timestamp_micros()).execute(tx).await?;
    Ok(())
}
