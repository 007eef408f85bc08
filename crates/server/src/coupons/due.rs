//! Coupons that are given by themselves: to a new member at once, what else is due whenever the server meets the member, and by a
//! round through all members once a business day. What was given for a tier that a refund undid is withdrawn, and comes
//! back with the tier. What the leaderboards have for a member is said by [`boards`].

use super::give::{self, New, give};
use super::hold::{restore, withdraw};
use super::stored::{Stored, of_member};
use crate::Error;
use crate::account::birthday_of;
use crate::boards::{self, Sees, Waiting};
use crate::booking::{self, Account};
use crate::http::App;
use crate::policies::Rulebook;
use crate::store::{Conn, Work};
use chrono::Utc;
use shuke_rules::coupons::claim::left;
use shuke_rules::coupons::grants::{self, Due, Facts};
use shuke_rules::coupons::{Key, Within};
use shuke_rules::policy::{Policy, TemplateId, TierId};
use shuke_rules::{Day, Instant};
use std::sync::Arc;

/// Members of a part of the round.
const PART: i64 = 200;

const UNDONE: &str = "the tier that it was given for was undone";

/// Gives a new member what new members are given.
pub async fn welcome(tx: &mut Conn, book: &Rulebook, account: &Account, now: Instant) -> Result<(), Error> {
    let today = book.zone().day_of(now);
    let tier = account.standing_at(book, today).tier;
    let dues = grants::on_joining(&book.current().policy, &tier, today);
    give_all(tx, book, account.member, &dues, now).await?;
    settle(tx, book, account, now).await
}

/// What is to be done for a member.
#[derive(Default)]
struct Plan {
    give: Vec<Due>,
    withdraw: Vec<i64>,
    restore: Vec<i64>,
    contests: Waiting,
}

impl Plan {
    async fn of(
        connection: &mut Conn,
        book: &Rulebook,
        account: &Account,
        sees: Sees,
        now: Instant,
    ) -> Result<Self, Error> {
        let policy = &book.current().policy;
        if !gives(policy) {
            return Ok(Self::default());
        }
        let today = book.zone().day_of(now);
        let standing = account.standing_at(book, today);
        let birthday = birthday_of(connection, account.member).await?;
        let (tier, since, joined) = (standing.tier.clone(), standing.since, account.joined_day);
        let facts = Facts { today, tier, since, joined, birthday };
        let held = of_member(connection, book, account.member).await?;
        let contests = Waiting::of(connection, book, account.member, &held, sees, now).await?;
        let mut plan = Self { contests, ..Self::default() };
        for due in grants::due(policy, &facts) {
            match held.iter().find(|stored| stored.key == due.key) {
                None => plan.give.push(due),
                Some(stored) if stored.is_withdrawn() => plan.restore.push(stored.id),
                Some(_) => {}
            }
        }
        plan.leave_out_what_is_gone(connection, book, &held).await?;
        let fallen = |stored: &&Stored| {
            stored.coupon.withdrawn(UNDONE, now).is_ok() && is_undone(book, account, &standing.tier, stored, today)
        };
        plan.withdraw = held.iter().filter(fallen).map(|stored| stored.id).collect();
        Ok(plan)
    }

    /// Of a template with a limit or a stock not more are given than that.
    async fn leave_out_what_is_gone(
        &mut self,
        connection: &mut Conn,
        book: &Rulebook,
        held: &[Stored],
    ) -> Result<(), Error> {
        let policy = &book.current().policy;
        let limited = |due: &Due| {
            policy.template(&due.template).is_some_and(|one| one.stock.is_some() || one.per_member.is_some())
        };
        if !self.give.iter().any(limited) {
            return Ok(());
        }
        let taken = give::taken(connection).await?;
        let mut given: Vec<TemplateId> = held.iter().map(|stored| stored.coupon.template.id.clone()).collect();
        self.give.retain(|due| {
            let Some(template) = policy.template(&due.template) else { return false };
            let had = given.iter().filter(|other| **other == due.template).count();
            let may_have = template.per_member.is_none_or(|most| had < usize::try_from(most).unwrap_or(usize::MAX));
            let is_left = left(template, taken.get(&due.template).copied().unwrap_or(0)) != Some(0);
            if may_have && is_left {
                given.push(due.template.clone());
            }
            may_have && is_left
        });
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.give.is_empty() && self.withdraw.is_empty() && self.restore.is_empty() && self.contests.is_empty()
    }

    async fn carry_out(self, tx: &mut Conn, book: &Rulebook, member: i64, now: Instant) -> Result<(), Error> {
        for id in self.withdraw {
            withdraw(tx, id, UNDONE, now).await?;
        }
        for id in self.restore {
            restore(tx, id).await?;
        }
        let mut won = self.contests.prizes;
        for gift in self.contests.gifts {
            won.extend(boards::settle_gift(tx, book, &gift, member, now).await?);
        }
        give_won(tx, book, member, won, now).await?;
        give_all(tx, book, member, &self.give, now).await
    }
}

/// Whether a refund undid the tier that a coupon was given in all for: no tier that the member has held since, by what is known
/// now, gives so many by any rule version since. A review and an edited policy take nothing that was given.
fn is_undone(book: &Rulebook, account: &Account, tier: &TierId, stored: &Stored, today: Day) -> bool {
    let Some((template, nth)) = in_all(&stored.key) else { return false };
    let gives = |tier: &TierId| {
        let mut since = book.versions().filter(|version| version.id >= stored.rule_version);
        since.any(|version| grants::stands(&version.policy, &template, nth, tier))
    };
    let given = book.zone().day_of(stored.given_at);
    !gives(tier) && !account.tiers_held(book, given, today).iter().any(gives)
}

/// Whether a policy gives anything by itself.
fn gives(policy: &Policy) -> bool {
    !policy.grants.is_empty() || policy.contests().next().is_some()
}

/// Gives what was won, each with its key.
async fn give_won(
    tx: &mut Conn,
    book: &Rulebook,
    member: i64,
    won: Vec<(TemplateId, String)>,
    now: Instant,
) -> Result<(), Error> {
    let (version, today) = (book.current(), book.zone().day_of(now));
    for (id, key) in won {
        let template =
            version.policy.template(&id).ok_or_else(|| Error::internal(format!("a prize `{id}`, no coupon")))?;
        if let Some((first, last)) = template.days_of(today) {
            give(tx, book, version, member, &New { template, key, first, last }, now).await?;
        }
    }
    Ok(())
}

/// The template and the number of a coupon that was given in all for holding a tier.
fn in_all(key: &str) -> Option<(TemplateId, u32)> {
    match Key::parse(key)? {
        Key::Tier { within: Within::Ever, template, nth } => Some((TemplateId::from(template), nth)),
        _ => None,
    }
}

async fn give_all(tx: &mut Conn, book: &Rulebook, member: i64, dues: &[Due], now: Instant) -> Result<(), Error> {
    let version = book.current();
    for due in dues {
        let template = version.policy.template(&due.template);
        let template =
            template.ok_or_else(|| Error::internal(format!("a grant of `{}`, which is no coupon", due.template)))?;
        let new = New { template, key: due.key.clone(), first: due.first, last: due.last };
        give(tx, book, version, member, &new, now).await?;
    }
    Ok(())
}

/// Gives a member what is due and withdraws what is undone. Whoever looks at a member's coupons calls this first, in a write.
pub async fn settle(tx: &mut Conn, book: &Rulebook, account: &Account, now: Instant) -> Result<(), Error> {
    let plan = Plan::of(tx, book, account, Sees::Own, now).await?;
    if plan.is_empty() { Ok(()) } else { plan.carry_out(tx, book, account.member, now).await }
}

/// The same before a read: a write only where there is something to do.
pub async fn settle_before_reading(app: &App, member: i64) -> Result<(), Error> {
    let policies = app.policies.clone();
    let waits = app.store.view(move |connection| {
        Box::pin(async move {
            let book = policies.current(connection).await?;
            let account = crate::card::of_member(connection, member).await?;
            Ok(!Plan::of(connection, &book, &account, Sees::Committed, Utc::now()).await?.is_empty())
        })
    });
    if !waits.await? {
        return Ok(());
    }
    let policies = app.policies.clone();
    let settled = app.store.write(move |tx| {
        let policies = policies.clone();
        Box::pin(async move {
            let book = policies.current(tx).await?;
            let account = crate::card::of_member(tx, member).await?;
            settle(tx, &book, &account, Utc::now()).await
        })
    });
    settled.await
}

/// Who asks, and what is so as they ask.
pub struct Asking {
    pub book: Arc<Rulebook>,
    pub account: Account,
    pub now: Instant,
}

/// Reads what a member is shown of coupons, as of one moment, when what is due is given.
pub async fn settled_view<T, F>(app: &App, member: i64, read: F) -> Result<T, Error>
where
    F: for<'c> FnOnce(&'c mut Conn, Asking) -> Work<'c, T> + Send + 'static,
{
    settle_before_reading(app, member).await?;
    let policies = app.policies.clone();
    let view = app.store.view(move |connection| {
        Box::pin(async move {
            let (book, now) = (policies.current(connection).await?, Utc::now());
            let account = crate::card::of_member(connection, member).await?;
            read(connection, Asking { book, account, now }).await
        })
    });
    view.await
}

/// A part of the day's round through all members.
pub struct Part {
    /// Those for whom there is something to do.
    members: Vec<i64>,
    /// The last whom the part looked at.
    last: i64,
    /// The day whose round it is of, also when it is over by the time that the part is given.
    day: Day,
}

/// Looks at the next members of the day's round; `None`: it is done.
pub async fn next_part(connection: &mut Conn, book: &Rulebook, now: Instant) -> Result<Option<Part>, Error> {
    if !gives(&book.current().policy) || boards::result_is_new(book, now) {
        return Ok(None);
    }
    let day = book.zone().day_of(now);
    let row: Option<(i64,)> = sqlx::query_as("SELECT after_id FROM coupon_rounds WHERE day = $1")
        .bind(day.to_string())
        .fetch_optional(&mut *connection)
        .await?;
    let accounts = booking::facts_after(connection, row.map_or(0, |(after,)| after), PART).await?;
    let Some(last) = accounts.last().map(|account| account.member) else { return Ok(None) };
    let mut members = Vec::new();
    for account in accounts.iter().filter(|account| account.closed_at.is_none()) {
        if !Plan::of(connection, book, account, Sees::Committed, now).await?.is_empty() {
            members.push(account.member);
        }
    }
    Ok(Some(Part { members, last, day }))
}

/// Gives the members of a part what they are due, and notes how far the round has come.
pub async fn give_part(tx: &mut Conn, book: &Rulebook, part: &Part, now: Instant) -> Result<(), Error> {
    for member in &part.members {
        if let Some(account) = booking::by_id(tx, *member).await?.filter(|account| account.closed_at.is_none()) {
            settle(tx, book, &account, now).await?;
        }
    }
    let day = part.day.to_string();
    sqlx::query("DELETE FROM coupon_rounds WHERE day < $1").bind(&day).execute(&mut *tx).await?;
    sqlx::query(
        "INSERT INTO coupon_rounds (day, after_id) VALUES ($1, $2) ON CONFLICT (day) DO UPDATE SET after_id = $2",
    )
    .bind(&day)
    .bind(part.last)
    .execute(tx)
    .await?;
    Ok(())
}

/// Where a member stands on the ladder, as far as coupons ask.
pub fn tier_of(book: &Rulebook, account: &Account, now: Instant) -> TierId {
    account.standing_at(book, book.zone().day_of(now)).tier
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_given_in_all_for_a_tier_is_withdrawn_with_it() {
        assert_eq!(in_all("tier:three-one:2"), Some((TemplateId::from("three-one"), 2)));
        for other in ["tier:2026-12:three-one:0", "joining:three-one:0", "claim:three-one:0", "tier:three-one"] {
            assert_eq!(in_all(other), None, "{other}");
        }
    }
}
