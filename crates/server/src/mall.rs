//! The points mall: what it offers, and how many are left. Owns the stock; orders take from it.

mod shown;

use crate::Error;
use crate::booking::Account;
use crate::http::Routes;
use crate::policies::{Rulebook, Version};
use crate::sessions::Session;
use crate::store::Conn;
use shuke_contract::mall::{GetMall, GetOffer};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::mall::Item;
use shuke_rules::policy::TierId;
use shuke_rules::tiers::{Rules, Walk, missing_to};
use shuke_rules::{Day, Fen, Instant, policy};
use sqlx::Row;
use sqlx::any::AnyRow;

pub fn routes(routes: Routes) -> Routes {
    routes.read::<GetMall, Session, _, _>(shown::get_mall).read::<GetOffer, Session, _, _>(shown::get_offer)
}

/// An item with its stock.
#[derive(Clone, Debug)]
pub struct Stocked {
    pub item: Item,
    /// The whole of it.
    pub stock: i64,
    /// How many of the whole are gone or held.
    pub taken: i64,
    /// `false`: withdrawn.
    pub offered: bool,
    /// Where it stands in the list.
    pub place: i64,
}

impl Stocked {
    pub fn left(&self) -> i64 {
        self.stock - self.taken
    }

    fn of(row: &AnyRow) -> Result<Self, Error> {
        let terms: String = row.try_get("terms")?;
        Ok(Self {
            item: serde_json::from_str(&terms).map_err(Error::internal)?,
            stock: row.try_get("stock")?,
            taken: row.try_get("taken")?,
            offered: row.try_get::<i64, _>("offered")? != 0,
            place: row.try_get("place")?,
        })
    }
}

/// What the policy says about the mall.
///
/// # Errors
/// [`ErrorCode::MallOff`]
pub fn rules(version: &Version) -> Result<&policy::Mall, Error> {
    let none = || Problem::new(ErrorCode::MallOff, "This brand has no points mall.");
    Ok(version.policy.mall.as_ref().ok_or_else(none)?)
}

/// An item, also a withdrawn one.
pub async fn item(connection: &mut Conn, id: &str) -> Result<Option<Stocked>, Error> {
    let row = sqlx::query("SELECT terms, stock, taken, offered, place FROM mall_items WHERE id = $1")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(Stocked::of).transpose()
}

/// Every item, in the brand's order, also those that were withdrawn.
pub async fn all(connection: &mut Conn) -> Result<Vec<Stocked>, Error> {
    let rows = sqlx::query("SELECT terms, stock, taken, offered, place FROM mall_items ORDER BY place, id")
        .fetch_all(connection)
        .await?;
    rows.iter().map(Stocked::of).collect()
}

/// Whether a member's tier opens an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    pub reached: bool,
    /// Money still to be spent until it does; `None` where that is no matter of money.
    pub missing: Option<Fen>,
}

/// Opens items for one member as of a day.
pub struct Gates<'a> {
    walk: Walk<'a>,
    rules: &'a Rules,
    today: Day,
}

impl<'a> Gates<'a> {
    pub fn of(book: &'a Rulebook, account: &Account, now: Instant) -> Self {
        let today = book.zone().day_of(now);
        Self { walk: account.walk(book, today), rules: &book.current().rules, today }
    }

    /// A tier that the policy does not know is reached by nobody.
    pub fn gate(&self, item: &Item) -> Gate {
        self.of_tier(item.tier.as_ref())
    }

    /// The gate of what is for a tier and above; without one it is everybody's.
    pub fn of_tier(&self, tier: Option<&TierId>) -> Gate {
        let Some(tier) = tier else { return Gate { reached: true, missing: None } };
        let (rules, standing) = (self.rules, self.walk.standing());
        let reached = rules.tier(tier).is_some() && rules.rank(tier) <= rules.rank(&standing.tier);
        let missing = missing_to(rules, standing, self.walk.recent(), self.today, tier);
        Gate { reached, missing: missing.map(|missing| missing.amount) }
    }
}

/// How many of an item a member has had and keeps, as of `now`.
pub async fn had(connection: &mut Conn, item: &str, member: i64, now: Instant) -> Result<u32, Error> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS had FROM orders WHERE item_id = $1 AND member_id = $2 \
         AND state NOT IN ('expired', 'cancelled', 'returned') AND NOT (state = 'reserved' AND lapses_at <= $3)",
    )
    .bind(item)
    .bind(member)
    .bind(now.timestamp_micros())
    .fetch_one(connection)
    .await?;
    u32::try_from(row.try_get::<i64, _>("had")?).map_err(Error::internal)
}

/// Takes one from the stock; `false`: there is none left.
pub async fn take_one(tx: &mut Conn, item: &str) -> Result<bool, Error> {
    let taken = sqlx::query("UPDATE mall_items SET taken = taken + 1 WHERE id = $1 AND taken < stock")
        .bind(item)
        .execute(tx)
        .await?;
    Ok(taken.rows_affected() == 1)
}

/// Puts one back.
pub async fn put_back(tx: &mut Conn, item: &str) -> Result<(), Error> {
    let back = sqlx::query("UPDATE mall_items SET taken = taken - 1 WHERE id = $1 AND taken > 0")
        .bind(item)
        .execute(tx)
        .await?;
    if back.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::internal(format!("item {item}: more came back than was taken")))
    }
}
