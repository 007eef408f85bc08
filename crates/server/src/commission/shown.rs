//! The statement of a month, and the months before.

use super::settling;
use super::stored::{Stored, Which, commissions};
use crate::booking::Asking;
use crate::fields::masked;
use crate::http::{Call, answer};
use crate::policies::Rulebook;
use crate::sessions::Session;
use crate::store::Conn;
use crate::{Error, member};
use shuke_contract::account::Export;
use shuke_contract::commission::{
    ClassRate, Commission, CommissionMonth, CommissionRow, CommissionState, CommissionTerms,
};
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_rules::commission::Level;
use shuke_rules::policy::{Policy, TierId};
use shuke_rules::{Day, Points};
use std::collections::{BTreeMap, HashMap};

/// Purchases of a month that are listed.
const MOST: usize = 200;

pub async fn get_commission(call: Call<Empty, Session>) -> Result<Commission, Error> {
    statement(call, None).await
}

pub async fn get_month(call: Call<Empty, Session>) -> Result<Commission, Error> {
    let month = month_named(&call.id).ok_or_else(answer::not_found)?;
    statement(call, Some(month)).await
}

/// The first day of `2026-11`.
fn month_named(id: &str) -> Option<Day> {
    Day::parse(&format!("{id}-01"))
}

async fn statement(call: Call<Empty, Session>, month: Option<Day>) -> Result<Commission, Error> {
    let member = call.who.member;
    settling::settle_before_reading(&call.app, member).await?;
    let read = call.app.view(move |connection, moment| {
        Box::pin(async move {
            let today = moment.today();
            let asking = Asking::of(connection, moment, member).await?;
            let first = month.unwrap_or_else(|| today.first_of_month());
            page(connection, &asking, first).await
        })
    });
    read.await
}

async fn page(connection: &mut Conn, asking: &Asking, first: Day) -> Result<Commission, Error> {
    let (rulebook, member) = (&asking.rulebook, asking.account.member);
    let today = rulebook.zone().day_of(asking.now);
    let policy = &rulebook.current().policy;
    let months = months(connection, rulebook, member).await?;
    if policy.commission.is_none() && months.is_empty() {
        return Err(off());
    }
    let until = first.plus_months(1).minus_days(1);
    let rows = rows(connection, rulebook, Which::Of(member, first, until)).await?;
    let nothing = CommissionMonth { from: first, given: Points::ZERO, frozen: Points::ZERO };
    let tier = asking.account.standing_at(rulebook, today).tier;
    Ok(Commission {
        month: months.iter().find(|month| month.from == first).copied().unwrap_or(nothing),
        more: i64::try_from(rows.len().saturating_sub(MOST)).map_err(Error::internal)?,
        rows: rows.into_iter().take(MOST).collect(),
        months,
        terms: terms(rulebook, policy, &tier),
        today,
    })
}

fn off() -> Error {
    let problem = Problem::new(ErrorCode::CommissionOff, "The brand gives no commission.");
    problem.remedy("Friends can be brought all the same.").into()
}

fn terms(rulebook: &Rulebook, policy: &Policy, tier: &TierId) -> Option<CommissionTerms> {
    let commission = policy.commission.as_ref()?;
    let rate = commission.rate(tier)?;
    let classes = rate.by_class.iter();
    let classes = classes.map(|(class, per_cent)| ClassRate { class: rulebook.class_name(class), per_cent: *per_cent });
    Some(CommissionTerms {
        per_cent: rate.per_cent,
        classes: classes.collect(),
        second: rate.second.filter(|_| commission.depth > 1),
        hold_days: commission.hold_days,
        days: commission.days,
        points_per_yuan: commission.points_per_yuan,
    })
}

async fn rows(connection: &mut Conn, rulebook: &Rulebook, which: Which) -> Result<Vec<CommissionRow>, Error> {
    let all = commissions(connection, which).await?;
    let buyers: Vec<i64> = all.iter().map(|one| one.buyer).collect();
    let names = member::names_of(connection, &buyers).await?;
    all.iter().map(|one| row(rulebook, one, &names)).collect()
}

fn row(rulebook: &Rulebook, of: &Stored, names: &HashMap<i64, String>) -> Result<CommissionRow, Error> {
    let (amount, worth) = of.worth(rulebook)?;
    let (terms, _) = of.promised(rulebook)?;
    let state = match of.given {
        Some(given) if given.points.is_zero() => CommissionState::Nothing,
        Some(given) => CommissionState::Given { on: rulebook.zone().day_of(given.at) },
        None if worth.is_zero() => CommissionState::Nothing,
        None => CommissionState::Frozen { until: terms.frozen_until(of.day) },
    };
    Ok(CommissionRow {
        name: names.get(&of.buyer).map(|name| masked(name)).unwrap_or_default(),
        bought: of.day,
        second: of.level == Level::Second,
        kept: of.kept(),
        amount,
        points: of.given.map_or(worth, |given| given.points - of.returned.points),
        taken_back: of.returned.points,
        state,
    })
}

/// Every month with something in it, the last first.
async fn months(connection: &mut Conn, rulebook: &Rulebook, member: i64) -> Result<Vec<CommissionMonth>, Error> {
    let given: Vec<(String, i64)> = sqlx::query_as(
        "SELECT SUBSTR(c.day, 1, 7) AS month, CAST(SUM(c.points - COALESCE((SELECT SUM(r.points) FROM commission_returns r \
         WHERE r.commission = c.nth), 0)) AS BIGINT) FROM commissions c WHERE c.member_id = $1 AND c.points IS NOT NULL \
         GROUP BY SUBSTR(c.day, 1, 7)",
    )
    .bind(member)
    .fetch_all(&mut *connection)
    .await?;
    let mut months: BTreeMap<Day, (Points, Points)> = BTreeMap::new();
    for (month, points) in given {
        let first = month_named(&month).ok_or_else(|| Error::internal(format!("`{month}` is no month")))?;
        months.entry(first).or_default().0 += Points(points);
    }
    for frozen in commissions(connection, Which::Frozen(member)).await? {
        months.entry(frozen.day.first_of_month()).or_default().1 += frozen.worth(rulebook)?.1;
    }
    let month = |(from, (given, frozen))| CommissionMonth { from, given, frozen };
    Ok(months.into_iter().rev().map(month).collect())
}

/// Every purchase of which the member had a share.
pub async fn export(connection: &mut Conn, asking: &Asking, export: &mut Export) -> Result<(), Error> {
    let rows = rows(connection, &asking.rulebook, Which::All(asking.account.member)).await?;
    export.more.insert("commission".to_owned(), serde_json::to_value(rows).map_err(Error::internal)?);
    Ok(())
}
