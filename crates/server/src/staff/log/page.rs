//! Reading the log: a page of it, or one entry.

use super::undo_until;
use crate::context::Moment;
use crate::http::{Call, Identity};
use crate::permissions::Permission;
use crate::policies::{Rulebook, instant};
use crate::staff::StaffSession;
use crate::staff::undo::leads_to;
use crate::store::Conn;
use crate::{Error, member, tasks};
use serde::Deserialize;
use shuke_contract::staff::{Action, LogPage, LogRequest, Logged};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::mall::OrderState;
use shuke_rules::policy::TemplateId;
use shuke_rules::{Fen, Instant, Text};
use sqlx::Row;
use sqlx::any::AnyRow;

/// Entries of a page.
const PAGE: i64 = 50;

macro_rules! entries {
    ($which:literal) => {
        concat!(
            "SELECT l.id, l.at, p.name AS who, l.action, l.task, l.paid_fen, l.note, o.item, m.name, m.card, ",
            "c.template_id, c.rule_version, o.state, k.order_id AS claimed, k.accepted, ",
            "(SELECT COUNT(*) FROM staff_log u WHERE u.undoes = l.id) AS undone ",
            "FROM staff_log l JOIN staff p ON p.id = l.staff_id ",
            "LEFT JOIN orders o ON o.id = l.order_id LEFT JOIN members m ON m.id = l.member_id ",
            "LEFT JOIN coupons c ON c.id = l.coupon_id LEFT JOIN order_claims k ON k.order_id = l.order_id WHERE ",
            $which
        )
    };
}

pub async fn get_log(call: Call<LogRequest, StaffSession>) -> Result<LogPage, Error> {
    const OF_SHOP: &str = entries!("l.store = $1 AND l.id < $2 ORDER BY l.id DESC LIMIT $3");
    const OF_ONE: &str = entries!("l.staff_id = $1 AND l.id < $2 ORDER BY l.id DESC LIMIT $3");
    let before: i64 = match &call.request.after {
        Some(after) => after.parse().map_err(|_| no_such_page())?,
        None => i64::MAX,
    };
    let mut connection = call.app.store.read().await?;
    let Moment { rulebook, now, .. } = call.app.moment(&mut connection).await?;
    let query = if call.who.may(Permission::SeeOthers) {
        sqlx::query(OF_SHOP).bind(&call.who.store.0)
    } else {
        sqlx::query(OF_ONE).bind(call.who.staff)
    };
    let rows = query.bind(before).bind(PAGE + 1).fetch_all(&mut *connection).await?;
    let page = rows.get(..rows.len().min(50)).unwrap_or_default();
    let entries: Vec<Logged> = page.iter().map(|row| logged(row, &rulebook, now)).collect::<Result<_, _>>()?;
    let next = entries.last().filter(|_| rows.len() > page.len()).map(|entry| entry.id.clone());
    Ok(LogPage { entries, next, now })
}

fn no_such_page() -> Error {
    Problem::new(ErrorCode::InvalidFields, "There is no such page.")
        .field("after", "is not the `next` of a page")
        .into()
}

/// One entry.
pub async fn one(connection: &mut Conn, id: i64, rulebook: &Rulebook, now: Instant) -> Result<Logged, Error> {
    let row = sqlx::query(entries!("l.id = $1")).bind(id).fetch_one(connection).await?;
    logged(&row, rulebook, now)
}

/// What an order keeps of its item.
#[derive(Deserialize)]
struct Item {
    name: Text,
}

fn logged(row: &AnyRow, rulebook: &Rulebook, now: Instant) -> Result<Logged, Error> {
    let at = instant(row.try_get("at")?)?;
    let action = Action::named(row.try_get("action")?);
    let undone = row.try_get::<i64, _>("undone")? > 0;
    let until = undo_until(at);
    let (item, task): (Option<String>, Option<String>) = (row.try_get("item")?, row.try_get("task")?);
    let item: Option<Item> = item.map(|json| serde_json::from_str(&json)).transpose().map_err(Error::internal)?;
    let (name, card): (Option<String>, Option<String>) = (row.try_get("name")?, row.try_get("card")?);
    Ok(Logged {
        id: row.try_get::<i64, _>("id")?.to_string(),
        at,
        who: row.try_get("who")?,
        action,
        about: item
            .map(|item| item.name)
            .or_else(|| task.and_then(|task| tasks::task_of(rulebook, &task)))
            .or(coupon_name(row, rulebook)?),
        member: card.map(|card| member::label(name, &card)),
        paid: Fen(row.try_get("paid_fen")?),
        note: row.try_get("note")?,
        undone,
        undo_until: (action.can_be_undone() && !undone && now < until && is_last(row, action)?).then_some(until),
    })
}

/// Whether an order is as this left it: of what was done to it the last is undone first, and nothing beneath a claim.
fn is_last(row: &AnyRow, action: Action) -> Result<bool, Error> {
    let Some(state) = row.try_get::<Option<String>, _>("state")? else { return Ok(true) };
    let claimed = row.try_get::<Option<i64>, _>("claimed")?.is_some();
    Ok(match leads_to(action) {
        Some(led) => OrderState::named(&state) == led && !claimed,
        None => row.try_get::<Option<i64>, _>("accepted")? == Some(0),
    })
}

/// What a coupon was called when it was given.
fn coupon_name(row: &AnyRow, rulebook: &Rulebook) -> Result<Option<Text>, Error> {
    let Some(id) = row.try_get::<Option<String>, _>("template_id")? else { return Ok(None) };
    let template = rulebook.version(row.try_get("rule_version")?).policy.template(&TemplateId(id));
    Ok(template.map(|template| template.name.clone()))
}
