//! Opening, joining and leaving a team.

use super::super::audit::{MATES, TEAMS};
use super::super::links::{self, Link};
use super::super::{shown, terms};
use super::{Stored, last_of, leave as leave_team, opened_by};
use crate::booking::Asking;
use crate::context::Moment;
use crate::http::answer;
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::sessions::Session;
use crate::store::{Conn, Work, next_id};
use crate::{Error, member};
use shuke_contract::referral::{JoinTeamRequest, Referral};
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_rules::referral::{TeamState, code};

pub fn open(tx: &mut Conn, call: Request<Empty, Session>) -> Work<'_, Done<Referral>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let captain = call.who.member;
        let version = moment.rulebook.current();
        let Some(team) = terms::in_force(&moment)?.team.as_ref() else { return Err(over()) };
        in_no_other(tx, &moment, captain).await?;
        let nth = next_id(tx, TEAMS.table).await?;
        let ends = moment.rulebook.zone().end_of(moment.today().plus_days(team.days));
        TEAMS
            .query("INSERT INTO referral_teams (nth, member_id, opened_at, ends_at, rule_version, seal) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(nth)
            .bind(captain)
            .bind(moment.now.timestamp_micros())
            .bind(ends.timestamp_micros())
            .bind(version.id)
            .also(None::<i64>)
            .execute(&mut *tx)
            .await?;
        enter(tx, &moment, nth, captain).await?;
        page(tx, moment, captain).await
    })
}

pub fn join(tx: &mut Conn, call: Request<JoinTeamRequest, Session>) -> Work<'_, Done<Referral>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let mate = call.who.member;
        terms::in_force(&moment)?;
        let code = code::parse(&call.request.code).ok_or_else(answer::not_found)?;
        let link = Link::by_code(tx, &code).await?.ok_or_else(answer::not_found)?;
        let team = opened_by(tx, &moment, link.member).await?.filter(|team| team.has(link.member)).ok_or_else(over)?;
        if team.has(mate) {
            return page(tx, moment, mate).await;
        }
        match team.state(&moment)? {
            TeamState::Open => {}
            TeamState::Full => return Err(full(&moment, &team)?),
            _ => return Err(over()),
        }
        in_no_other(tx, &moment, mate).await?;
        enter(tx, &moment, team.nth, mate).await?;
        super::note_due(tx, &team, None).await?;
        page(tx, moment, mate).await
    })
}

pub fn leave(tx: &mut Conn, call: Request<Empty, Session>) -> Work<'_, Done<Referral>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let mate = call.who.member;
        terms::in_force(&moment)?;
        let team = last_of(tx, &moment, mate).await?.ok_or_else(over)?;
        if !matches!(team.state(&moment)?, TeamState::Open | TeamState::Full) {
            return Err(over());
        }
        leave_team(tx, &moment, &team, mate).await?;
        page(tx, moment, mate).await
    })
}

async fn enter(tx: &mut Conn, moment: &Moment, team: i64, mate: i64) -> Result<(), Error> {
    MATES
        .query("INSERT INTO referral_mates (nth, team, member_id, joined_at, seal) VALUES ($1, $2, $3, $4, $5)")
        .bind(next_id(tx, MATES.table).await?)
        .bind(team)
        .bind(mate)
        .bind(moment.now.timestamp_micros())
        .also(None::<i64>)
        .execute(&mut *tx)
        .await?;
    member::touch(tx, mate).await
}

async fn page(tx: &mut Conn, moment: Moment, member: i64) -> Result<Done<Referral>, Error> {
    links::make(tx, &moment, member).await?;
    let asking = Asking::of(tx, moment, member).await?;
    Ok(shown::page(tx, &asking).await?.into())
}

/// One is in one team at a time.
async fn in_no_other(tx: &mut Conn, moment: &Moment, member: i64) -> Result<(), Error> {
    let Some(team) = last_of(tx, moment, member).await? else { return Ok(()) };
    if !matches!(team.state(moment)?, TeamState::Open | TeamState::Full | TeamState::Settling) {
        return Ok(());
    }
    let remedy = format!("Leave it, or wait until {} is over.", team.until(&moment.rulebook));
    let problem = Problem::new(ErrorCode::TeamOther, "The member is in a team.");
    Err(problem.rule("One is in one team at a time.").remedy(remedy).into())
}

fn full(moment: &Moment, team: &Stored) -> Result<Error, Error> {
    let (_, _, terms) = team.promised(&moment.rulebook)?;
    let problem = Problem::new(ErrorCode::TeamFull, "The team has no place left.").figure("size", terms.size.into());
    Ok(problem.remedy("Open one of your own.").into())
}

fn over() -> Error {
    let problem = Problem::new(ErrorCode::TeamOver, "There is no team that can be joined or left.");
    problem.remedy("Open one of your own, where the brand has teams.").into()
}
