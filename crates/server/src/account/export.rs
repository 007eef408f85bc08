//! Everything about a member, for the member.

use super::{consent_log, profile};
use crate::Error;
use crate::http::Call;
use crate::policies::instant;
use crate::receipts;
use crate::sessions::Session;
use crate::store::Conn;
use crate::{addresses, card, check_in, coupons, inbox, ledger, orders, tasks};
use chrono::Utc;
use shuke_contract::Empty;
use shuke_contract::account::{Export, SessionInfo};
use sqlx::Row;

/// As of one moment.
pub async fn get_export(call: Call<Empty, Session>) -> Result<Export, Error> {
    let (policies, member) = (call.app.policies.clone(), call.who.member);
    let read = call.app.store.view(move |connection| {
        Box::pin(async move {
            let now = Utc::now();
            let book = policies.current(connection).await?;
            let account = card::of_member(connection, member).await?;
            let profile = profile(connection, member).await?;
            let row = sqlx::query("SELECT phone, imported_as FROM members WHERE id = $1").bind(member);
            let row = row.fetch_one(&mut *connection).await?;
            let (check_in, check_ins) = check_in::of(connection, member, &book, now).await?;
            let unread = inbox::unread(connection, &account, &book, now).await?.count;
            let in_hand = coupons::in_hand(connection, &book, &account, now).await?.coupons;
            Ok(Export {
                exported_at: now,
                brand: book.current().policy.brand.id.clone(),
                phone: row.try_get("phone")?,
                imported_as: row.try_get("imported_as")?,
                card: card::of(&account, profile.name.clone(), check_in, unread, in_hand, &book, now),
                profile,
                receipts: receipts::all_of(connection, &book, member, None).await?,
                tier_steps: account.steps(&book, book.zone().day_of(now)),
                check_ins,
                visits: tasks::visits(connection, member).await?,
                task_claims: tasks::claimed(connection, member).await?,
                ledger: ledger::entries(connection, member).await?,
                orders: orders::all_of(connection, &book, member, now).await?,
                coupons: coupons::all_of(connection, &book, &account, now).await?,
                addresses: addresses::all_of(connection, member).await?,
                consent_log: consent_log(connection, member).await?,
                sessions: sessions(connection, member).await?,
            })
        })
    });
    read.await
}

async fn sessions(connection: &mut Conn, member: i64) -> Result<Vec<SessionInfo>, Error> {
    let rows =
        sqlx::query("SELECT created_at, last_seen_at, user_agent FROM sessions WHERE member_id = $1 ORDER BY id")
            .bind(member)
            .fetch_all(connection)
            .await?;
    rows.iter()
        .map(|row| {
            Ok(SessionInfo {
                created_at: instant(row.try_get("created_at")?)?,
                last_seen_at: instant(row.try_get("last_seen_at")?)?,
                user_agent: row.try_get("user_agent")?,
            })
        })
        .collect()
}
