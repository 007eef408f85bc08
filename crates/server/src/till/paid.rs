//! Points as money: what a sale by a quote takes from the balance, and what of it a refund gives back.

use super::explained::explained;
use crate::Error;
use crate::booking::{self, Account, Batch};
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_contract::till::RefundLine;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::ledger::{EntryKind, Key};
use shuke_rules::{Instant, Points};

/// Takes the points that pay for goods of the sale with that key.
///
/// # Errors
/// [`ErrorCode::PointsShort`]: they were spent since the quote.
pub async fn take(
    tx: &mut Conn,
    rulebook: &Rulebook,
    account: &mut Account,
    sale: &str,
    points: Points,
    now: Instant,
) -> Result<(), Error> {
    if points.is_zero() {
        return Ok(());
    }
    let mut batch = Batch::default();
    let price = booking::Price {
        kind: EntryKind::Paid,
        points,
        key: Key::Paid(sale).to_string(),
        rule_version: rulebook.current().id,
    };
    account.spend(price, now, &mut batch).map_err(|balance| short(points, balance))?;
    batch.moved(account);
    batch.write(tx).await
}

fn short(price: Points, balance: Points) -> Error {
    Problem::new(ErrorCode::PointsShort, "The points that were quoted are spent.")
        .rule("Points leave with the sale, not with its quote.")
        .figure("price_points", price.0)
        .figure("points", balance.0)
        .remedy("Quote again: it counts on what there is.")
        .into()
}

/// What of the points that paid for a sale comes back with a refund of some of its lines.
pub struct Back {
    /// The key of the sale.
    sale: String,
    /// What came back before, and what does now.
    before: Points,
    now: Points,
}

impl Back {
    /// Lines that the sale does not have, and amounts that are too large, are for the refund to refuse.
    pub async fn of(tx: &mut Conn, sale: i64, refunded: &[RefundLine]) -> Result<Self, Error> {
        let (key, lines) = booking::lines_of(tx, sale).await?;
        let mut back = Self { sale: key, before: Points::ZERO, now: Points::ZERO };
        let Some(quoted) = explained(tx, sale).await? else { return Ok(back) };
        for (at, (line, points)) in lines.iter().zip(quoted.points()).enumerate() {
            let returned = line.returned();
            let before = returned.of(points);
            back.before += before;
            for refund in refunded.iter().filter(|refund| refund.line == at) {
                back.now += returned.and(refund.amount).of(points) - before;
            }
        }
        Ok(back)
    }

    pub fn points(&self) -> Points {
        self.now
    }

    /// Gives them back to their lots, where there were any.
    pub async fn give(
        &self,
        tx: &mut Conn,
        rulebook: &Rulebook,
        member: i64,
        refund: &str,
        now: Instant,
    ) -> Result<(), Error> {
        if self.now.is_zero() {
            return Ok(());
        }
        let account = booking::by_id(tx, member).await?;
        let mut account =
            account.ok_or_else(|| Error::internal(format!("a sale of member {member}, who is missing")))?;
        let (debit, mut batch) = (Key::Paid(&self.sale).to_string(), Batch::default());
        let part = booking::Part { debit: &debit, before: self.before, points: self.now };
        let key = Key::PaidBack(refund).to_string();
        let back = booking::give_part_back(tx, rulebook, &mut account, part, key, now, &mut batch).await?;
        if back != self.now {
            return Err(Error::internal(format!("{} points of {debit} come back, not {}", back.0, self.now.0)));
        }
        batch.moved(&mut account);
        batch.write(tx).await
    }
}

/// Whether all of a sale came back: everything that had a price.
pub async fn came_back(tx: &mut Conn, sale: i64) -> Result<bool, Error> {
    let (_, lines) = booking::lines_of(tx, sale).await?;
    Ok(lines.iter().all(|line| line.list.is_zero() || line.returned().is_whole()))
}
