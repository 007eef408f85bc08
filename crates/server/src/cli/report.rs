//! `report`: tiers and points as of the last instant of a day, from the facts, the ledger and the rules.

use super::out::{Failure, count, say, table};
use crate::Error;
use crate::booking::facts_after;
use crate::booking::sums_until;
use crate::cli::Data;
use crate::policies::Rulebook;
use crate::store::Conn;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use shuke_rules::policy::TierId;
use shuke_rules::{Day, Points};

/// The reports.
#[derive(Debug, clap::Subcommand)]
pub enum Report {
    /// How many members hold each tier
    Tiers(Asked),
    /// Points earned and ended so far, and the balance of all members
    Points(Asked),
}

#[derive(Debug, clap::Args)]
pub struct Asked {
    /// The day at whose end to look: YYYY-MM-DD, past or future
    #[arg(long, value_name = "DATE")]
    at: Day,
    /// One line of JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(store: &Data, report: Report) -> Result<(), Failure> {
    match report {
        Report::Tiers(Asked { at, json }) => {
            let tiers = store.view(move |connection| Box::pin(tiers(connection, at))).await?;
            if json { json_line(&tiers) } else { say(tiers.table()) }
        }
        Report::Points(Asked { at, json }) => {
            let points = store.view(move |connection| Box::pin(points(connection, at))).await?;
            if json { json_line(&points) } else { say(points.table()) }
        }
    }
}

fn json_line(report: &impl Serialize) -> Result<(), Failure> {
    say(serde_json::to_string(report).map_err(Error::internal)?)
}

/// Members by tier.
#[derive(Debug, Serialize)]
struct Held {
    at: Day,
    /// Who had joined by then and not left.
    members: u64,
    tiers: InOrder,
}

/// Every tier of the policy in force, lowest first.
#[derive(Debug)]
struct InOrder(Vec<(TierId, String, u64)>);

impl Serialize for InOrder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, _, members) in &self.0 {
            map.serialize_entry(id, members)?;
        }
        map.end()
    }
}

impl Held {
    fn table(&self) -> String {
        let mut rows: Vec<Vec<String>> =
            self.tiers.0.iter().map(|(id, name, members)| vec![format!("{id} {name}"), count(*members)]).collect();
        rows.push(vec!["members".to_owned(), count(self.members)]);
        format!("At the end of {}\n{}", self.at, table(&rows))
    }
}

/// How many members are looked at together.
const PART: i64 = 500;

async fn tiers(connection: &mut Conn, at: Day) -> Result<Held, Error> {
    let book = Rulebook::load(connection).await?;
    let end = book.zone().end_of(at);
    let listed = book.current().policy.tiers.iter().map(|tier| (tier.id.clone(), tier.name.zh.clone(), 0));
    let mut report = Held { at, members: 0, tiers: InOrder(listed.collect()) };
    let mut after = 0;
    loop {
        let accounts = facts_after(connection, after, PART).await?;
        let Some(last) = accounts.last() else { return Ok(report) };
        after = last.member;
        for account in &accounts {
            if account.joined_at < end && account.closed_at.is_none_or(|closed| closed >= end) {
                let tier = account.stood_at(&book, at).tier;
                let rank = book.current().rules.rank(&tier);
                report.members += 1;
                report.tiers.0.get_mut(rank).into_iter().for_each(|(.., members)| *members += 1);
            }
        }
    }
}

/// Points of all members together. `balance` = `earned` − `spent` − `expired`; debt is inside, as in each member's balance.
#[derive(Debug, Serialize)]
struct PointsAt {
    at: Day,
    /// By sales, check-ins and tasks, less what refunds took back, in every entry of the ledger until then.
    earned: Points,
    /// On what points are spent for, less what came back of it. Left out of the line of JSON while nothing was.
    #[serde(skip_serializing_if = "is_none")]
    spent: Points,
    /// What was left in lots that had ended by then, and everything that members who had left still had.
    expired: Points,
    balance: Points,
}

impl PointsAt {
    fn table(&self) -> String {
        let row = |name: &str, points: Points| vec![name.to_owned(), count(points.0)];
        let mut rows = vec![row("earned", self.earned)];
        rows.extend((!self.spent.is_zero()).then(|| row("spent", self.spent)));
        rows.extend([row("expired", self.expired), row("balance", self.balance)]);
        format!("At the end of {}\n{}", self.at, table(&rows))
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_none(points: &Points) -> bool {
    points.is_zero()
}

async fn points(connection: &mut Conn, at: Day) -> Result<PointsAt, Error> {
    let book = Rulebook::load(connection).await?;
    let end = book.zone().end_of(at);
    let sums = sums_until(connection, end).await?;
    let spent = sums.spent;
    let earned = sums.moved + spent;
    let expired = sums.ended + sums.left_with_members;
    Ok(PointsAt { at, earned, spent, expired, balance: earned - spent - expired })
}
