//! Taking rewards back whose tasks are no longer done.

use super::claims::{self, Claim, Claims};
use super::facts;
use super::reward::coupon_key;
use crate::Error;
use crate::booking::{self, Batch, Price};
use crate::context::Moment;
use crate::coupons;
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_rules::ledger::{EntryKind, Key};
use shuke_rules::policy::Task;
use shuke_rules::tasks::{can_be_undone, stands};

const UNDONE: &str = "the task that it was given for was undone";

/// Takes the rewards of a member back that no longer stand, each by the rules that it was claimed under, in the transaction of what took back what
/// counted: a refund, the return of a redemption, staff who undo a confirmation.
pub async fn settle(tx: &mut Conn, moment: &Moment, member: i64) -> Result<(), Error> {
    let Moment { rulebook, now, .. } = moment;
    let claims = Claims::read(tx, member).await?;
    let claimed: Vec<(&Claim, &Task)> =
        claims.0.iter().filter_map(|claim| Some((claim, doubtful(rulebook, claim)?))).collect();
    if claimed.is_empty() {
        return Ok(());
    }
    let missing = || Error::internal(format!("member {member} is missing"));
    let mut account = booking::by_id(tx, member).await?.ok_or_else(missing)?;
    let facts = facts::read(tx, &account, rulebook, claimed.iter().map(|(_, task)| *task)).await?;
    let fallen =
        |(claim, task): &&(&Claim, &Task)| !stands(task, &facts, account.joined_day, rulebook.zone().day_of(claim.at));
    let fallen: Vec<&Claim> = claimed.iter().filter(fallen).map(|(claim, _)| *claim).collect();
    if fallen.is_empty() {
        return Ok(());
    }
    let mut batch = Batch::default();
    for claim in &fallen {
        let price = Price {
            kind: EntryKind::TaskUndone,
            points: claim.points,
            key: Key::TaskUndone(claims::key(&account, &claim.task, &claim.period, claim.n)).to_string(),
            rule_version: claim.rule_version,
        };
        account.take_away(price, claim.lot, booking::ended_of_lot(tx, member, claim.lot).await?, *now, &mut batch);
    }
    batch.moved(&mut account);
    batch.write(tx).await?;
    for claim in fallen {
        claim.undo(tx, member, *now).await?;
        let key = coupon_key(&claim.task, &claim.period, claim.n);
        coupons::take_back(tx, rulebook, member, |given| *given == key, UNDONE, *now).await?;
    }
    Ok(())
}

/// The task of a claim that stands so far and may not any more.
fn doubtful<'b>(rulebook: &'b Rulebook, claim: &Claim) -> Option<&'b Task> {
    let tasks = &rulebook.version(claim.rule_version).policy.tasks;
    let task = tasks.iter().find(|task| task.id == claim.task)?;
    (claim.undone_at.is_none() && can_be_undone(task.kind)).then_some(task)
}
