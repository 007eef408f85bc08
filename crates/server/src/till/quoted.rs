//! Quotes as they are kept, and what becomes of one: a later quote replaces it, a sale commits it, or it runs out by the clock.

use super::TillKey;
use crate::booking::{Account, sale_of_key};
use crate::policies::{Rulebook, instant};
use crate::store::Conn;
use crate::store::seal::{Name, Seal};
use crate::{Error, coupons, member};
use chrono::Duration;
use serde::{Deserialize, Serialize};
use shuke_contract::till::{SaleLine, SaleRequest};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::policy::{ClassId, ItemId, Text};
use shuke_rules::pricing::{PricedLine, Step};
use shuke_rules::{Fen, Instant, Points};
use sqlx::Row;

pub static SEAL: Seal = Seal {
    table: "quotes",
    key: &[Name::Number("id")],
    columns: &["id", "key", "member_id?", "at", "until", "lines", "goods_fen", "delivery_fen", "gifts", "rule_version"],
    first: None,
    member: None,
};

/// A line as it must be sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    #[serde(rename = "i")]
    item: ItemId,
    #[serde(rename = "c")]
    class: ClassId,
    #[serde(rename = "q")]
    quantity: i64,
    #[serde(rename = "l")]
    list: Fen,
    #[serde(rename = "p")]
    paid: Fen,
    #[serde(rename = "s", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) steps: Vec<Step>,
}

impl Line {
    pub fn of(line: &PricedLine) -> Self {
        let PricedLine { item, class, quantity, list, paid, steps, .. } = line.clone();
        Self { item, class, quantity, list, paid, steps }
    }

    /// Points that paid for it.
    pub(super) fn points(&self) -> Points {
        self.steps.iter().map(|step| step.rule.points()).sum()
    }

    /// Whether it is the same goods.
    fn has(&self, line: &SaleLine) -> bool {
        self.item.0 == line.item && self.class == line.class && self.quantity == line.quantity
    }
}

/// A quote to be kept.
pub struct New {
    pub id: i64,
    /// That of the sale to come.
    pub key: String,
    pub member: Option<i64>,
    pub until: Instant,
    pub lines: Vec<Line>,
    pub delivery: Fen,
    pub gifts: Vec<Text>,
    pub rule_version: i64,
}

impl New {
    pub async fn insert(&self, tx: &mut Conn, now: Instant) -> Result<(), Error> {
        SEAL.query(
            "INSERT INTO quotes (id, key, member_id, at, until, lines, goods_fen, delivery_fen, gifts, rule_version, seal) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(self.id)
        .bind(&self.key)
        .bind(self.member)
        .bind(now.timestamp_micros())
        .bind(self.until.timestamp_micros())
        .bind(serde_json::to_string(&self.lines).map_err(Error::internal)?)
        .bind(self.lines.iter().map(|line| line.paid).sum::<Fen>().0)
        .bind(self.delivery.0)
        .bind(serde_json::to_string(&self.gifts).map_err(Error::internal)?)
        .bind(self.rule_version)
        .execute(&mut *tx)
        .await?;
        match self.member {
            Some(member) => member::touch(tx, member).await,
            None => Ok(()),
        }
    }
}

/// # Errors
/// [`ErrorCode::SaleExists`]
pub async fn not_sold_yet(tx: &mut Conn, key: &str) -> Result<(), Error> {
    if sale_of_key(tx, key).await?.is_none() {
        return Ok(());
    }
    Err(Problem::new(ErrorCode::SaleExists, "The sale of this number is booked already.")
        .rule("A till gives each sale its own number.")
        .remedy("Quote under the number of the next sale.")
        .into())
}

/// The quote that stands for a sale gives way to another: its coupons are free.
pub async fn replace(tx: &mut Conn, key: &str, now: Instant) -> Result<(), Error> {
    let standing: Option<(i64, Option<i64>)> =
        sqlx::query_as("SELECT id, member_id FROM quotes WHERE key = $1 AND replaced_at IS NULL AND sale_id IS NULL")
            .bind(key)
            .fetch_optional(&mut *tx)
            .await?;
    let Some((id, member)) = standing else { return Ok(()) };
    coupons::free(tx, id).await?;
    if let Some(member) = member {
        member::touch(tx, member).await?;
    }
    sqlx::query("UPDATE quotes SET replaced_at = $1 WHERE id = $2")
        .bind(now.timestamp_micros())
        .bind(id)
        .execute(tx)
        .await?;
    Ok(())
}

/// Deletes quotes that nobody sold, a day after they ran out.
pub async fn clean(tx: &mut Conn, now: Instant) -> Result<(), Error> {
    let before = now - Duration::days(1);
    let over: Vec<(i64, Option<i64>)> =
        sqlx::query_as("SELECT id, member_id FROM quotes WHERE sale_id IS NULL AND until < $1")
            .bind(before.timestamp_micros())
            .fetch_all(&mut *tx)
            .await?;
    for (quote, member) in over {
        coupons::free(tx, quote).await?;
        if let Some(member) = member {
            member::touch(tx, member).await?;
        }
    }
    sqlx::query("DELETE FROM quotes WHERE sale_id IS NULL AND until < $1")
        .bind(before.timestamp_micros())
        .execute(tx)
        .await?;
    Ok(())
}

/// A quote that a sale may commit.
pub struct Standing {
    id: i64,
    /// Points that the member pays with.
    pub points: Points,
}

impl Standing {
    /// The quote of a sale, when it stands and the sale is what was quoted.
    ///
    /// # Errors
    /// [`ErrorCode::SaleExists`], [`ErrorCode::QuoteUnknown`], [`ErrorCode::QuoteOver`], [`ErrorCode::AmountsDisagree`]
    pub async fn find(
        tx: &mut Conn,
        till: &TillKey,
        id: &str,
        sale: &SaleRequest,
        account: Option<&Account>,
        now: Instant,
    ) -> Result<Self, Error> {
        let (id, key): (i64, _) = (id.parse().map_err(|_| unknown())?, till.natural_key(&sale.number));
        not_sold_yet(tx, &key).await?;
        let row = sqlx::query(
            "SELECT member_id, until, lines, goods_fen, replaced_at FROM quotes WHERE id = $1 AND key = $2",
        )
        .bind(id)
        .bind(key)
        .fetch_optional(tx)
        .await?
        .ok_or_else(unknown)?;
        let member: Option<i64> = row.try_get("member_id")?;
        if member.is_none() || member != account.map(|account| account.member) {
            return Err(unknown());
        }
        let until = instant(row.try_get("until")?)?;
        if row.try_get::<Option<i64>, _>("replaced_at")?.is_some() {
            return Err(over("A later quote replaced this one.", until, now));
        }
        if until <= now {
            return Err(over("The quote ran out.", until, now));
        }
        let lines: Vec<Line> = serde_json::from_str(row.try_get("lines")?).map_err(Error::internal)?;
        agrees(&lines, Fen(row.try_get("goods_fen")?), sale)?;
        Ok(Self { id, points: lines.iter().map(Line::points).sum() })
    }

    /// Its coupons are used up by the sale.
    ///
    /// # Errors
    /// [`ErrorCode::QuoteOver`]
    pub async fn commit(self, tx: &mut Conn, rulebook: &Rulebook, sale: i64, now: Instant) -> Result<(), Error> {
        if sell(tx, rulebook, self.id, sale, now).await? {
            return Ok(());
        }
        Err(over("A coupon of the quote is not kept for it any more.", now, now))
    }
}

/// Makes a quote the sale's and uses its coupons up. `false`: it does not stand, or not all of them are kept for it any more, and
/// nothing may stay of what was done.
pub async fn sell(tx: &mut Conn, rulebook: &Rulebook, quote: i64, sale: i64, now: Instant) -> Result<bool, Error> {
    let done = sqlx::query(
        "UPDATE quotes SET sale_id = $1 WHERE id = $2 AND sale_id IS NULL AND replaced_at IS NULL AND until > $3",
    )
    .bind(sale)
    .bind(quote)
    .bind(now.timestamp_micros())
    .execute(&mut *tx)
    .await?;
    Ok(done.rows_affected() == 1 && coupons::commit(tx, rulebook, quote, sale, now).await?)
}

fn unknown() -> Error {
    Problem::new(ErrorCode::QuoteUnknown, "There is no such quote for this sale.")
        .rule("A quote is for the sale of its number, in its shop, to its member.")
        .remedy("Quote again under the sale's number, with the member's card.")
        .into()
}

fn over(message: &str, until: Instant, now: Instant) -> Error {
    Problem::new(ErrorCode::QuoteOver, message)
        .rule("A quote stands for 15 minutes and not beyond the end of its coupons, until another of its sale or the sale itself.")
        .figure("over_for_seconds", (now - until).num_seconds().max(0))
        .remedy("Quote again: what it says then is what is to be paid.")
        .into()
}

/// Lines and amounts are those of the quote.
fn agrees(lines: &[Line], goods: Fen, sale: &SaleRequest) -> Result<(), Error> {
    let disagree = |message: &str| {
        Problem::new(ErrorCode::AmountsDisagree, message)
            .rule("A sale by a quote has its lines, in their order, at its amounts.")
            .figure("quoted_fen", goods.0)
            .figure("paid_fen", sale.paid.0)
            .remedy("Sell what was quoted, or quote again what is sold.")
    };
    if lines.len() != sale.lines.len() {
        let count = |lines: usize| i64::try_from(lines).unwrap_or(i64::MAX);
        return Err(disagree("The sale has not as many lines as the quote.")
            .figure("quoted_lines", count(lines.len()))
            .figure("lines", count(sale.lines.len()))
            .into());
    }
    for (index, (quoted, sold)) in lines.iter().zip(&sale.lines).enumerate() {
        let path = |field: &str| format!("lines[{index}]{field}");
        if !quoted.has(sold) {
            let Line { item, class, quantity, .. } = quoted;
            let said = format!("{quantity} of `{item}` in class `{class}` were quoted");
            return Err(disagree("A line is not what was quoted.").field(path(""), said).into());
        }
        for (field, quoted, sold) in [(".list", quoted.list, sold.list), (".paid", quoted.paid, sold.paid)] {
            if quoted != sold {
                return Err(disagree("A line's amount is not what was quoted.")
                    .figure("quoted_line_fen", quoted.0)
                    .figure("line_fen", sold.0)
                    .field(path(field), format!("{} was quoted", quoted.0))
                    .into());
            }
        }
    }
    Ok(())
}
