//! Binds as they are stored, each with what the friend bought as far as it counts.

use crate::Error;
use crate::policies::{Rulebook, instant, stored_day};
use crate::store::Conn;
use shuke_rules::policy::{Policy, Referral};
use shuke_rules::referral::{self, Purchase, State};
use shuke_rules::{Day, Fen, Instant};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// A bind.
pub struct Stored {
    pub nth: i64,
    pub friend: i64,
    pub inviter: i64,
    pub bound: Instant,
    /// The rule version that was in force when the link was opened: what was promised then.
    pub rule_version: i64,
    /// The purchase that decides was noted.
    pub decided: bool,
    pub due: Option<Instant>,
    pub removed: Option<Instant>,
    friend_left: Option<Instant>,
    pub inviter_left: bool,
    purchases: Vec<Purchase>,
}

/// Which binds.
#[derive(Clone, Copy)]
pub enum Whose {
    /// That of a member who was brought.
    Friend(i64),
    /// Those of a member who brought others.
    Inviter(i64),
    One(i64),
}

impl Whose {
    /// For `($1, $2, $3)` of [`which`].
    const fn columns(self) -> (i64, i64, i64) {
        match self {
            Self::Friend(member) => (member, 0, 0),
            Self::Inviter(member) => (0, member, 0),
            Self::One(nth) => (0, 0, nth),
        }
    }
}

/// A statement on binds, with those it is about.
macro_rules! of_binds {
    ($select:literal, $rest:literal) => {
        concat!($select, " (b.member_id = $1 OR b.inviter_id = $2 OR b.nth = $3) ", $rest)
    };
}

const BINDS: &str = of_binds!(
    "SELECT b.nth, b.member_id, b.inviter_id, b.bound_at, b.rule_version, b.sale_id, b.due_at, b.removed_at, \
     f.closed_at AS friend_left, i.closed_at AS inviter_left FROM referral_binds b \
     JOIN members f ON f.id = b.member_id JOIN members i ON i.id = b.inviter_id WHERE",
    "ORDER BY b.nth DESC"
);

/// Until one decides, whatever was bought in a shop in time; afterwards that one.
const SALES: &str = of_binds!(
    "SELECT b.nth, s.id, s.day, s.paid_fen FROM referral_binds b JOIN sales s ON s.member_id = b.member_id \
     WHERE s.store IS NOT NULL AND (s.id = b.sale_id OR (b.sale_id IS NULL AND s.at < b.buy_until)) AND",
    "ORDER BY s.id"
);

const REFUNDS: &str = of_binds!(
    "SELECT r.sale_id, r.day, r.amount_fen FROM referral_binds b JOIN refunds r ON r.member_id = b.member_id \
     WHERE (b.sale_id IS NULL OR r.sale_id = b.sale_id) AND",
    "ORDER BY r.id"
);

/// Those binds, the newest first.
pub async fn binds(connection: &mut Conn, whose: Whose) -> Result<Vec<Stored>, Error> {
    let (friend, inviter, one) = whose.columns();
    let rows = sqlx::query(BINDS).bind(friend).bind(inviter).bind(one).fetch_all(&mut *connection).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut purchases = purchases(connection, whose).await?;
    rows.iter().map(|row| Stored::of(row, &mut purchases)).collect()
}

/// The bind of a member who was brought.
pub async fn of_friend(connection: &mut Conn, friend: i64) -> Result<Option<Stored>, Error> {
    Ok(binds(connection, Whose::Friend(friend)).await?.pop())
}

async fn purchases(connection: &mut Conn, whose: Whose) -> Result<BTreeMap<i64, Vec<Purchase>>, Error> {
    let (friend, inviter, one) = whose.columns();
    let sales: Vec<(i64, i64, String, i64)> =
        sqlx::query_as(SALES).bind(friend).bind(inviter).bind(one).fetch_all(&mut *connection).await?;
    let refunds: Vec<(i64, String, i64)> =
        sqlx::query_as(REFUNDS).bind(friend).bind(inviter).bind(one).fetch_all(connection).await?;
    grouped(sales, refunds)
}

/// Purchases with what of each came back, by whose they are. `sales`: whose, sale, day, paid; `refunds`: sale, day, amount.
pub fn grouped(
    sales: Vec<(i64, i64, String, i64)>,
    refunds: Vec<(i64, String, i64)>,
) -> Result<BTreeMap<i64, Vec<Purchase>>, Error> {
    let mut back: BTreeMap<i64, Vec<(Day, Fen)>> = BTreeMap::new();
    for (sale, on, amount) in refunds {
        back.entry(sale).or_default().push((stored_day(&on)?, Fen(amount)));
    }
    let mut purchases: BTreeMap<i64, Vec<Purchase>> = BTreeMap::new();
    for (whose, sale, on, paid) in sales {
        let refunds = back.get(&sale).cloned().unwrap_or_default();
        purchases.entry(whose).or_default().push(Purchase { sale, day: stored_day(&on)?, paid: Fen(paid), refunds });
    }
    Ok(purchases)
}

impl Stored {
    fn of(row: &AnyRow, purchases: &mut BTreeMap<i64, Vec<Purchase>>) -> Result<Self, Error> {
        let at = |column| row.try_get::<Option<i64>, _>(column)?.map(instant).transpose();
        let nth = row.try_get("nth")?;
        Ok(Self {
            nth,
            friend: row.try_get("member_id")?,
            inviter: row.try_get("inviter_id")?,
            bound: instant(row.try_get("bound_at")?)?,
            rule_version: row.try_get("rule_version")?,
            decided: row.try_get::<Option<i64>, _>("sale_id")?.is_some(),
            due: at("due_at")?,
            removed: at("removed_at")?,
            friend_left: at("friend_left")?,
            inviter_left: at("inviter_left")?.is_some(),
            purchases: purchases.remove(&nth).unwrap_or_default(),
        })
    }

    pub fn has_friend_left(&self) -> bool {
        self.friend_left.is_some()
    }

    /// What was promised, and the policy that it stands in.
    ///
    /// # Errors
    /// None that a bind that was taken can meet.
    pub fn promised<'b>(&self, rulebook: &'b Rulebook) -> Result<(&'b Referral, &'b Policy), Error> {
        let policy = &rulebook.version(self.rule_version).policy;
        let missing = || Error::internal(format!("bind {} is of a version without referral", self.nth));
        Ok((policy.referral.as_ref().ok_or_else(missing)?, policy))
    }

    fn rules_bind(&self, rulebook: &Rulebook) -> referral::Bind<'_> {
        let zone = rulebook.zone();
        let left = self.friend_left.map(|left| zone.day_of(left));
        referral::Bind { joined: zone.day_of(self.bound), left, purchases: &self.purchases }
    }

    /// The purchase that decides, as it can be told now.
    pub fn deciding(&self, rulebook: &Rulebook) -> Result<Option<Purchase>, Error> {
        let (rules, _) = self.promised(rulebook)?;
        Ok(self.rules_bind(rulebook).deciding(rules).cloned())
    }

    /// As it stands at an instant.
    pub fn state(&self, rulebook: &Rulebook, now: Instant) -> Result<State, Error> {
        let (rules, _) = self.promised(rulebook)?;
        Ok(self.rules_bind(rulebook).state(rules, rulebook.zone().day_of(now)))
    }
}
