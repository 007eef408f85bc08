//! The inbox: what happened and what will, derived each time from points, tiers, orders, tasks and coupons. Owns only until when a
//! member has seen it. What comes true with time is judged by the clock, booked or not.

mod coupons;
mod ladder;
mod orders;
mod points;

use crate::booking::Account;
use crate::http::Routes;
use crate::http::call::{Call, Request};
use crate::http::mount::Done;
use crate::policies::{Rulebook, instant};
use crate::sessions::Session;
use crate::store::{Conn, Work};
use crate::{Error, card};
use chrono::{Duration, Utc};
use shuke_contract::Empty;
use shuke_contract::inbox::{GetInbox, Inbox, Message, SeeInbox, SeenRequest, What};
use shuke_rules::policy::TaskId;
use shuke_rules::{Instant, Points};

/// Messages at most, the newest.
const MOST: usize = 100;
/// How far back they go.
const MONTHS: u32 = 12;

pub fn routes(routes: Routes) -> Routes {
    routes.read::<GetInbox, Session, _, _>(get_inbox).write::<SeeInbox, Session, _>(see_inbox)
}

/// Something to say, and since when.
struct Told {
    at: Instant,
    what: What,
}

/// After when, and until when, messages are asked for.
#[derive(Clone, Copy)]
struct Span {
    after: Instant,
    now: Instant,
}

impl Span {
    fn has(&self, at: Instant) -> bool {
        self.after < at && at <= self.now
    }

    /// In microseconds, as the tables have it.
    fn after_micros(&self) -> i64 {
        self.after.timestamp_micros()
    }
}

/// What a member has not seen.
pub struct Unread {
    pub count: u32,
    /// When the next message comes by the clock alone, before the next day does; the start of a day brings others.
    pub until: Option<Instant>,
}

/// How many messages wait for a member at `now`.
pub async fn unread(connection: &mut Conn, account: &Account, book: &Rulebook, now: Instant) -> Result<Unread, Error> {
    let seen = seen_at(connection, account.member).await?;
    let after = beginning(book, now).max(seen);
    let told = told(connection, account, book, Span { after, now }).await?;
    let lapse = orders::next_lapse(connection, account.member, now).await?;
    let until = lapse.into_iter().chain(account.next_end(now)).min();
    Ok(Unread { count: u32::try_from(told.len()).unwrap_or(u32::MAX), until })
}

/// The instant after which messages are shown.
fn beginning(book: &Rulebook, now: Instant) -> Instant {
    let first = book.zone().day_of(now).minus_months(MONTHS);
    book.zone().start_of(first) - Duration::microseconds(1)
}

async fn seen_at(connection: &mut Conn, member: i64) -> Result<Instant, Error> {
    let (seen,): (i64,) =
        sqlx::query_as("SELECT inbox_seen_at FROM members WHERE id = $1").bind(member).fetch_one(connection).await?;
    instant(seen)
}

/// Everything within the span, newest first, as much as is shown.
async fn told(connection: &mut Conn, account: &Account, book: &Rulebook, span: Span) -> Result<Vec<Told>, Error> {
    let there = There::read(connection, account.member, book, span).await?;
    let mut told = ladder::told(connection, account, book, span).await?;
    if there.lots > 0 {
        told.extend(points::told(connection, account.member, book, span).await?);
    }
    if there.refunds > 0 {
        told.extend(points::taken_back(connection, account.member, span).await?);
    }
    if there.orders > 0 {
        told.extend(orders::told(connection, account.member, book, span).await?);
    }
    if there.coupons > 0 {
        told.extend(coupons::told(connection, account.member, book, span).await?);
    }
    if there.undone_tasks > 0 {
        told.extend(undone_tasks(connection, account.member, book, span).await?);
    }
    told.retain(|told| span.has(told.at));
    told.sort_by_key(|told| std::cmp::Reverse(told.at));
    told.truncate(MOST);
    Ok(told)
}

/// Of what there is anything to read at all: one question instead of many.
struct There {
    lots: i64,
    refunds: i64,
    orders: i64,
    undone_tasks: i64,
    coupons: i64,
}

impl There {
    async fn read(connection: &mut Conn, member: i64, book: &Rulebook, span: Span) -> Result<Self, Error> {
        let (lots, refunds, orders, undone_tasks, coupons): (i64, i64, i64, i64, i64) = sqlx::query_as(
            "SELECT (SELECT COUNT(*) FROM lots WHERE member_id = $1 AND ends_at > $2 AND ends_at <= $3), \
             (SELECT COUNT(*) FROM refunds WHERE member_id = $1 AND at > $2), \
             (SELECT COUNT(*) FROM orders WHERE member_id = $1), \
             (SELECT COUNT(*) FROM task_claims WHERE member_id = $1 AND undone_at > $2), \
             (SELECT COUNT(*) FROM coupons WHERE member_id = $1 AND (given_at > $2 OR ends_at > $2 OR voided_at > $2))",
        )
        .bind(member)
        .bind(span.after_micros())
        .bind(points::last_end(book, span).timestamp_micros())
        .fetch_one(connection)
        .await?;
        Ok(Self { lots, refunds, orders, undone_tasks, coupons })
    }
}

async fn undone_tasks(connection: &mut Conn, member: i64, book: &Rulebook, span: Span) -> Result<Vec<Told>, Error> {
    let rows: Vec<(String, i64, i64, i64)> = sqlx::query_as(
        "SELECT task, points, rule_version, undone_at FROM task_claims WHERE member_id = $1 AND undone_at > $2",
    )
    .bind(member)
    .bind(span.after_micros())
    .fetch_all(connection)
    .await?;
    let mut told = Vec::with_capacity(rows.len());
    for (id, points, version, at) in rows {
        let id = TaskId(id);
        let task = book.version(version).policy.tasks.iter().find(|task| task.id == id);
        let Some(task) = task else { continue };
        told.push(Told {
            at: instant(at)?,
            what: What::TaskUndone { task: task.name.clone(), points: Points(points) },
        });
    }
    Ok(told)
}

async fn of(connection: &mut Conn, member: i64, book: &Rulebook, now: Instant) -> Result<Inbox, Error> {
    let account = card::of_member(connection, member).await?;
    let seen = seen_at(connection, member).await?;
    let told = told(connection, &account, book, Span { after: beginning(book, now), now }).await?;
    let message = |told: Told| {
        let unread = told.at > seen;
        Message { what: told.what, at: told.at, day: book.zone().day_of(told.at), unread }
    };
    let messages: Vec<Message> = told.into_iter().map(message).collect();
    let unread = messages.iter().filter(|message| message.unread).count();
    let unread = u32::try_from(unread).unwrap_or(u32::MAX);
    Ok(Inbox { messages, unread, today: book.zone().day_of(now) })
}

async fn get_inbox(call: Call<Empty, Session>) -> Result<Inbox, Error> {
    let (policies, member) = (call.app.policies.clone(), call.who.member);
    let read = call.app.store.view(move |connection| {
        Box::pin(async move {
            let book = policies.current(connection).await?;
            of(connection, member, &book, Utc::now()).await
        })
    });
    read.await
}

/// A phone whose clock is ahead has not seen what is yet to come.
fn see_inbox(tx: &mut Conn, call: Request<SeenRequest, Session>) -> Work<'_, Done<Inbox>> {
    Box::pin(async move {
        let book = call.app.policies.current(tx).await?;
        let now = Utc::now();
        let until = call.request.until.min(now).timestamp_micros();
        sqlx::query("UPDATE members SET inbox_seen_at = $1 WHERE id = $2 AND inbox_seen_at < $1")
            .bind(until)
            .bind(call.who.member)
            .execute(&mut *tx)
            .await?;
        Ok(of(tx, call.who.member, &book, now).await?.into())
    })
}
