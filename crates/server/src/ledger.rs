//! The ledger as its member reads it: every movement explained, and the chain as it stands. Points that have ended stand where
//! they ended, whether or not that is booked yet.

mod page;

use crate::Error;
use crate::booking::{self, Account};
use crate::http::{Call, Routes};
use crate::policies::instant;
use crate::sessions::Session;
use crate::store::Conn;
use chrono::{Duration, Utc};
use shuke_contract::Empty;
use shuke_contract::card::Ending;
use shuke_contract::ledger::{GetLedger, GetLedgerChain, LedgerChain, LedgerPage, LedgerRequest};
use shuke_rules::ledger::{Entry, EntryKind, endings};
use shuke_rules::time::Zone;
use shuke_rules::{Instant, Points};
use sqlx::Row;

pub fn routes(routes: Routes) -> Routes {
    routes.read::<GetLedger, Session, _, _>(get_ledger).read::<GetLedgerChain, Session, _, _>(get_chain)
}

async fn get_ledger(call: Call<LedgerRequest, Session>) -> Result<LedgerPage, Error> {
    let (policies, member) = (call.app.policies.clone(), call.who.member);
    let from = call.request.after.as_deref().map_or(Ok(page::Place::FIRST), page::Place::read)?;
    let read = call.app.store.view(move |connection| {
        Box::pin(async move {
            let now = Utc::now();
            let book = policies.current(connection).await?;
            let account = open_ledger(connection, member).await?;
            let (entries, next) = page::page(connection, &book, &account, from, now).await?;
            Ok(LedgerPage {
                points: account.balance(now),
                debt: account.debt(),
                ending: ending(&account, book.zone(), now),
                entries,
                next,
                today: book.zone().day_of(now),
            })
        })
    });
    read.await
}

async fn get_chain(call: Call<Empty, Session>) -> Result<LedgerChain, Error> {
    let member = call.who.member;
    let read = call.app.store.view(move |connection| {
        Box::pin(async move {
            let now = Utc::now();
            let account = open_ledger(connection, member).await?;
            Ok(LedgerChain {
                number: account.card.clone(),
                entries: entries(connection, member).await?,
                points: account.balance(now),
                ended: page::ended(&account, now).map(|held| held.lot.left).sum::<Points>(),
                now,
            })
        })
    });
    read.await
}

async fn open_ledger(connection: &mut Conn, member: i64) -> Result<Account, Error> {
    let account = booking::ledger_of(connection, member).await?.filter(|account| account.closed_at.is_none());
    account.ok_or_else(crate::sessions::sign_in_required)
}

/// How much ends when, by the last day on which it can be spent.
pub fn ending(account: &Account, zone: Zone, now: Instant) -> Vec<Ending> {
    let last_day = |ends: Instant| zone.day_of(ends - Duration::microseconds(1));
    endings(&account.lots(), now).into_iter().map(|(ends, points)| Ending { day: last_day(ends), points }).collect()
}

/// Every entry of a member's ledger, oldest first.
pub async fn entries(connection: &mut Conn, member: i64) -> Result<Vec<Entry>, Error> {
    let rows = sqlx::query(
        "SELECT seq, kind, points, at, key, rule_version, hash FROM ledger WHERE member_id = $1 ORDER BY seq",
    )
    .bind(member)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Entry {
                seq: row.try_get("seq")?,
                kind: EntryKind::named(row.try_get("kind")?),
                points: Points(row.try_get("points")?),
                at: instant(row.try_get("at")?)?,
                key: row.try_get("key")?,
                rule_version: row.try_get("rule_version")?,
                hash: row.try_get("hash")?,
            })
        })
        .collect()
}
