//! The card: tier, points, what is missing, and the member code's device. Everything on it is computed when it is read.

mod cache;

pub use cache::{Cache, Viewed};

use crate::booking::{self, Account};
use crate::http::mount::Written;
use crate::http::{Call, Routes};
use crate::policies::Rulebook;
use crate::sessions::Session;
use crate::store::Conn;
use crate::{Error, ledger};
use chrono::Utc;
use shuke_contract::Empty;
use shuke_contract::card::{Card, CheckInToday, CouponsInHand, DeviceKey, GetCard, GetDevice};
use shuke_rules::Instant;
use shuke_rules::code::Device;
use shuke_rules::tiers::{missing_to_keep, missing_to_next};
use sqlx::Row;

pub fn routes(routes: Routes) -> Routes {
    routes.read_written::<GetCard, Viewed, _, _>(get_card).read::<GetDevice, Session, _, _>(get_device)
}

async fn get_card(call: Call<Empty, Viewed>) -> Result<Written<Card>, Error> {
    Ok(Written::from_json(call.who.card_json(Utc::now())))
}

async fn get_device(call: Call<Empty, Session>) -> Result<DeviceKey, Error> {
    let (app, session) = (&call.app, &call.who);
    let mut connection = app.store.read().await?;
    let book = app.policies.current(&mut connection).await?;
    let account = of_member(&mut connection, session.member).await?;
    let now = Utc::now();
    let device = Device {
        brand: book.current().policy.brand.code.clone(),
        locator: session.locator.clone(),
        secret: session.secret.clone(),
    };
    Ok(DeviceKey { device, number: account.card.clone(), points: account.balance(now), now })
}

/// The account of a member who is signed in.
pub async fn of_member(connection: &mut Conn, member: i64) -> Result<Account, Error> {
    let account = booking::by_id(connection, member).await?.filter(|account| account.closed_at.is_none());
    account.ok_or_else(crate::sessions::sign_in_required)
}

/// What the member wants to be called.
pub async fn name_of(connection: &mut Conn, member: i64) -> Result<Option<String>, Error> {
    let row = sqlx::query("SELECT name FROM members WHERE id = $1").bind(member).fetch_one(connection).await?;
    Ok(row.try_get("name")?)
}

/// The card of an account.
pub fn of(
    account: &Account,
    name: Option<String>,
    check_in: Option<CheckInToday>,
    unread: u32,
    coupons: Option<CouponsInHand>,
    book: &Rulebook,
    now: Instant,
) -> Card {
    let zone = book.zone();
    let today = zone.day_of(now);
    let rules = &book.current().rules;
    let walk = account.walk(book, today);
    let (standing, facts) = (walk.standing().clone(), walk.recent().to_vec());
    Card {
        number: account.card.clone(),
        name,
        points: account.balance(now),
        debt: account.debt(),
        ending: ledger::ending(account, zone, now),
        next: missing_to_next(rules, &standing, &facts, today),
        keep: missing_to_keep(rules, &standing, &facts),
        last_step: account.steps(book, today).pop(),
        standing,
        facts,
        check_in,
        unread,
        coupons,
        today,
        now,
        rule_version: book.current().id,
    }
}
