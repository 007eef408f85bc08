//! Teams: who is in one, and the gift that all get once each has bought and kept it.
//!
//! A team is opened by a member and joined by the link of that member, by anybody who is one. One is in one team at a time: as long as that can
//! still be joined, or waits for what was bought to be settled.

pub mod calls;
mod stored;

pub use stored::Stored;

use super::audit::{MATES, TEAMS};
use crate::context::Moment;
use crate::coupons;
use crate::fields::masked;
use crate::store::Conn;
use crate::store::seal::Value;
use crate::{Error, member};
use shuke_contract::referral::{TeamMate, TeamNow, TeamOffer};
use shuke_rules::Instant;
use shuke_rules::coupons::Key;
use shuke_rules::referral::{Mate, TeamState};

/// Teams that are booked in one go.
const PART: i64 = 50;

const RETURNED: &str = "what was bought for the team came back";

/// The team that a member joined last and did not leave.
pub async fn last_of(connection: &mut Conn, moment: &Moment, member: i64) -> Result<Option<Stored>, Error> {
    let row: Option<(i64,)> = sqlx::query_as(
        "SELECT team FROM referral_mates WHERE member_id = $1 AND left_at IS NULL ORDER BY nth DESC LIMIT 1",
    )
    .bind(member)
    .fetch_optional(&mut *connection)
    .await?;
    match row {
        Some((nth,)) => Stored::find(connection, &moment.rulebook, nth).await,
        None => Ok(None),
    }
}

/// The team that a member opened last.
async fn opened_by(connection: &mut Conn, moment: &Moment, captain: i64) -> Result<Option<Stored>, Error> {
    let row: Option<(i64,)> =
        sqlx::query_as("SELECT nth FROM referral_teams WHERE member_id = $1 ORDER BY nth DESC LIMIT 1")
            .bind(captain)
            .fetch_optional(&mut *connection)
            .await?;
    match row {
        Some((nth,)) => Stored::find(connection, &moment.rulebook, nth).await,
        None => Ok(None),
    }
}

/// What a link offers of a team: one that can be joined, or that who looks is in.
pub async fn offered(
    connection: &mut Conn,
    moment: &Moment,
    captain: i64,
    member: Option<i64>,
) -> Result<Option<TeamOffer>, Error> {
    let Some(team) = opened_by(connection, moment, captain).await? else { return Ok(None) };
    let (state, joined) = (team.state(moment)?, member.is_some_and(|member| team.has(member)));
    if !(state == TeamState::Open || joined && state == TeamState::Full) {
        return Ok(None);
    }
    let (policy, _, terms) = team.promised(&moment.rulebook)?;
    let mates = u32::try_from(team.mates.len()).unwrap_or(u32::MAX);
    Ok(Some(TeamOffer {
        size: terms.size,
        left: terms.size.saturating_sub(mates),
        until: team.until(&moment.rulebook),
        gift: policy.good_for(&terms.coupon),
        joined,
    }))
}

/// A member's last team, as they see it.
pub async fn shown(connection: &mut Conn, moment: &Moment, member: i64) -> Result<Option<TeamNow>, Error> {
    let Some(team) = last_of(connection, moment, member).await? else { return Ok(None) };
    let (policy, rules, terms) = team.promised(&moment.rulebook)?;
    let until = team.until(&moment.rulebook);
    let members: Vec<i64> = team.mates.iter().map(|mate| mate.member).collect();
    let names = member::names_of(connection, &members).await?;
    let mate = |mate: &Mate| TeamMate {
        name: names.get(&mate.member).map(|name| masked(name)).unwrap_or_default(),
        me: mate.member == member,
        bought: mate.bought(rules, until),
    };
    Ok(Some(TeamNow {
        state: team.state(moment)?,
        size: terms.size,
        until,
        gift: policy.good_for(&terms.coupon),
        own: team.captain == member,
        mates: team.mates.iter().map(mate).collect(),
        given: coupons::holds(connection, member, &team.key(), false).await?,
    }))
}

/// Teams in which all that was bought is settled and that are not booked as such: of a member, or, with 0, anybody's.
pub async fn due(connection: &mut Conn, now: Instant, member: i64) -> Result<Vec<i64>, Error> {
    let rows: Vec<(i64,)> = sqlx::query_as(
        "SELECT nth FROM referral_teams WHERE due_at IS NOT NULL AND due_at <= $1 AND ($2 = 0 OR nth IN \
         (SELECT team FROM referral_mates WHERE member_id = $2)) ORDER BY due_at, nth LIMIT $3",
    )
    .bind(now.timestamp_micros())
    .bind(member)
    .bind(PART)
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|(nth,)| nth).collect())
}

/// Gives all of a team the gift when it is done; nothing, where something came back meanwhile.
pub async fn settle(tx: &mut Conn, moment: &Moment, nth: i64) -> Result<(), Error> {
    let Some(team) = Stored::find(tx, &moment.rulebook, nth).await? else { return Ok(()) };
    if team.state(moment)? == TeamState::Done {
        let version = moment.rulebook.version(team.rule_version);
        let (policy, _, terms) = team.promised(&moment.rulebook)?;
        for mate in &team.mates {
            let had = coupons::had(tx, mate.member, &team.key()).await?;
            if let Some(template) = policy.template(&terms.coupon).filter(|_| !had) {
                let key = team.key();
                coupons::reward(tx, &moment.rulebook, version, mate.member, template, key, moment.now).await?;
            }
        }
    }
    note_due(tx, &team, None).await
}

/// When a team's last purchase is settled, and that its members see something new.
async fn note_due(tx: &mut Conn, team: &Stored, due: Option<Instant>) -> Result<(), Error> {
    if team.due != due {
        sqlx::query("UPDATE referral_teams SET due_at = $1 WHERE nth = $2")
            .bind(due.map(|due| due.timestamp_micros()))
            .bind(team.nth)
            .execute(&mut *tx)
            .await?;
        TEAMS.again(tx, &[Value::from(team.nth)]).await?;
    }
    for mate in &team.mates {
        member::touch(tx, mate.member).await?;
    }
    Ok(())
}

/// A member bought something, or something came back: each team that they did not leave waits for another time, or for none, and a gift goes back
/// whose purchase did. Of the others the gift stays: they kept theirs.
pub async fn purchases_changed(tx: &mut Conn, moment: &Moment, member: i64) -> Result<(), Error> {
    let teams: Vec<(i64,)> =
        sqlx::query_as("SELECT team FROM referral_mates WHERE member_id = $1 AND left_at IS NULL ORDER BY nth")
            .bind(member)
            .fetch_all(&mut *tx)
            .await?;
    for (nth,) in teams {
        if let Some(team) = Stored::find(tx, &moment.rulebook, nth).await? {
            changed(tx, moment, member, &team).await?;
        }
    }
    Ok(())
}

async fn changed(tx: &mut Conn, moment: &Moment, member: i64, team: &Stored) -> Result<(), Error> {
    let (_, rules, _) = team.promised(&moment.rulebook)?;
    let (until, zone) = (team.until(&moment.rulebook), moment.rulebook.zone());
    let mine = team.mates.iter().find(|mate| mate.member == member);
    if mine.is_some_and(|mate| mate.bought(rules, until).is_none()) {
        let given = |key: &Key<'_>| *key == Key::Team { team: team.nth };
        coupons::take_back(tx, &moment.rulebook, member, given, RETURNED, moment.now).await?;
    }
    let state = team.state(moment)?;
    let due = match state {
        // What was given is not given again.
        TeamState::Done if coupons::had(tx, member, &team.key()).await? => team.due,
        // A till may tell of a sale days later: then it is over at once what is waited for.
        TeamState::Settling | TeamState::Done => {
            let last = team.mates.iter().filter_map(|mate| mate.bought(rules, until)).max();
            last.map(|last| zone.end_of(last.plus_days(rules.settle_days)))
        }
        _ => None,
    };
    if due != team.due || matches!(state, TeamState::Open | TeamState::Full) {
        note_due(tx, team, due).await?;
    }
    Ok(())
}

/// A member leaves the brand, and with it their team as long as that is not done.
pub async fn left(tx: &mut Conn, moment: &Moment, member: i64) -> Result<(), Error> {
    match last_of(tx, moment, member).await? {
        Some(team) if matches!(team.state(moment)?, TeamState::Open | TeamState::Full | TeamState::Settling) => {
            leave(tx, moment, &team, member).await
        }
        _ => Ok(()),
    }
}

async fn leave(tx: &mut Conn, moment: &Moment, team: &Stored, member: i64) -> Result<(), Error> {
    let left: Vec<(i64,)> = sqlx::query_as(
        "UPDATE referral_mates SET left_at = $1 WHERE team = $2 AND member_id = $3 AND left_at IS NULL RETURNING nth",
    )
    .bind(moment.now.timestamp_micros())
    .bind(team.nth)
    .bind(member)
    .fetch_all(&mut *tx)
    .await?;
    for (nth,) in left {
        MATES.again(tx, &[Value::from(nth)]).await?;
    }
    note_due(tx, team, None).await
}
