//! Refunding: money goes back, and with it spend, points and a tier that the purchase had won.

use super::account::{Account, NextEntry};
use super::batch::Batch;
use super::lines::StoredLine;
use super::load::by_id;
use super::rows::{LedgerRow, RefundRow, SaleRefunded};
use crate::Error;
use crate::policies::Rulebook;
use crate::store::{Conn, next_id};
use shuke_contract::till::RefundLine;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::ledger::{Debit, EntryKind, Key, take_back};
use shuke_rules::policy::TierId;
use shuke_rules::{Fen, Instant, Points};
use sqlx::Row;

/// A refund to be booked.
#[derive(Clone, Debug)]
pub struct Refund {
    /// The natural identity, as [`SaleKey`](shuke_rules::ledger::SaleKey) writes it for a till.
    pub key: String,
    /// What the till called it.
    pub number: String,
    pub at: Instant,
    pub lines: Vec<RefundLine>,
    /// Points that had paid for them and come back; the caller gives them back.
    pub points_back: Points,
}

/// A refund that was booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refunded {
    pub id: i64,
    pub member: i64,
    pub amount: Fen,
    /// What left the balance.
    pub taken_back: Points,
    /// The part of it that was spent already: what it added to the debt.
    pub shortfall: Points,
    /// What can be spent now.
    pub balance: Points,
    /// Today's tier before and after it.
    pub tier_before: TierId,
    pub tier: TierId,
}

/// A sale as refunds need it.
#[derive(Clone, Debug)]
pub struct Refundable {
    pub id: i64,
    pub lines: Vec<StoredLine>,
    /// What refunds so far took from the balance.
    pub taken_back: Points,
    /// What ended in its own lots and was booked as such.
    pub ended: Points,
}

const SALE: &str = "SELECT member_id, lines, taken_back, \
    CAST(COALESCE((SELECT SUM(ended) FROM lots WHERE sale_id = sales.id), 0) AS BIGINT) AS ended \
    FROM sales WHERE id = $1";

/// Books a refund of a sale that exists; that it is the shop's own is for the caller to see to.
///
/// # Errors
/// [`ErrorCode::SaleUnknown`], [`ErrorCode::RefundExists`], [`ErrorCode::InvalidFields`], [`ErrorCode::RefundTooLarge`].
pub async fn refund(connection: &mut Conn, rulebook: &Rulebook, sale: i64, refund: Refund) -> Result<Refunded, Error> {
    let row = sqlx::query(SALE)
        .bind(sale)
        .fetch_optional(&mut *connection)
        .await?
        .ok_or_else(|| Problem::new(ErrorCode::SaleUnknown, "No such sale."))?;
    let lines = StoredLine::read_all(row.try_get("lines")?)?;
    let (taken_back, ended) = (Points(row.try_get("taken_back")?), Points(row.try_get("ended")?));
    let mut sale = Refundable { id: sale, lines, taken_back, ended };
    if known(connection, &refund.key).await? {
        return Err(exists());
    }
    let member: i64 = row.try_get("member_id")?;
    let account = by_id(connection, member).await?;
    let mut account = account.ok_or_else(|| Error::internal(format!("a sale of member {member}, who is missing")))?;
    let id = next_id(connection, "refunds").await?;
    let mut batch = Batch::default();
    let refunded = account.refund(rulebook, &mut sale, refund, id, &mut batch).map_err(Error::Refused)?;
    batch.moved(&mut account);
    batch.write(connection).await?;
    Ok(refunded)
}

async fn known(connection: &mut Conn, key: &str) -> Result<bool, Error> {
    let row = sqlx::query("SELECT id FROM refunds WHERE key = $1").bind(key).fetch_optional(connection).await?;
    Ok(row.is_some())
}

fn exists() -> Error {
    Problem::new(ErrorCode::RefundExists, "This number was used for another refund of the shop.")
        .rule("A till gives each refund its own number.")
        .remedy("Send the refund under a number of its own.")
        .into()
}

impl Account {
    /// Books a refund in memory and adds its rows to `batch`. Nothing moved when it is refused.
    pub fn refund(
        &mut self,
        rulebook: &Rulebook,
        sale: &mut Refundable,
        refund: Refund,
        id: i64,
        batch: &mut Batch,
    ) -> Result<Refunded, Box<Problem>> {
        check(&sale.lines, &refund.lines)?;
        let (now, today) = (refund.at, rulebook.zone().day_of(refund.at));
        let rule_version = rulebook.at(now).id;
        let tier_before = self.standing_at(rulebook, today).tier;
        let already = sale.lines.iter().map(|line| line.refunded).sum();
        let amount: Fen = refund.lines.iter().map(|line| line.amount).sum();
        let debit = self.debit(sale, &refund.lines, now);
        let taken = debit.taken();
        let taken_back = taken + debit.short;
        let next = NextEntry {
            kind: EntryKind::TakenBack,
            points: -taken_back,
            at: now,
            key: Key::Refund(&refund.key).to_string(),
            rule_version,
        };
        if let Some(entry) = self.chain_on(next) {
            self.give(&debit, entry.seq, now, batch);
            batch.entries.push(LedgerRow { entry, member: self.member, lot_points: -taken, booked_at: now });
        }
        sale.taken_back += taken_back;
        self.add_refund(sale.id, now, amount);
        let tier = self.standing_at(rulebook, today).tier;
        batch.refunded.push(SaleRefunded { sale: sale.id, already, amount, taken_back, lines: sale.lines.clone() });
        let row = RefundRow {
            id,
            sale: sale.id,
            member: self.member,
            day: today,
            amount,
            taken_back,
            shortfall: debit.short,
            tier_from: tier_before.clone(),
            tier_to: tier.clone(),
            rule_version,
            refund,
        };
        batch.refunds.push(row);
        let member = self.member;
        Ok(Refunded {
            id,
            member,
            amount,
            taken_back,
            shortfall: debit.short,
            balance: self.balance(now),
            tier_before,
            tier,
        })
    }

    /// What the refunded lines ask back, and what gives it. What had ended in the sale's own lots is excused once, over all
    /// refunds of the sale.
    fn debit(&self, sale: &mut Refundable, lines: &[RefundLine], now: Instant) -> Debit {
        let asked_before: Points = sale.lines.iter().map(StoredLine::asked_back).sum();
        let excused = asked_before - sale.taken_back;
        let asked =
            lines.iter().filter_map(|refunded| Some(sale.lines.get_mut(refunded.line)?.refund(refunded.amount))).sum();
        let own: Vec<i64> =
            self.held.iter().filter(|held| held.sale == Some(sale.id)).map(|held| held.lot.id).collect();
        take_back(&self.lots(), &own, sale.ended - excused, asked, now)
    }
}

fn check(lines: &[StoredLine], refunded: &[RefundLine]) -> Result<(), Box<Problem>> {
    if refunded.is_empty() {
        let problem = Problem::new(ErrorCode::InvalidFields, "A refund has at least one line.");
        return Err(Box::new(problem.field("lines", "is empty")));
    }
    for (at, refund) in refunded.iter().enumerate() {
        let Some(line) = lines.get(refund.line) else {
            return Err(invalid(at, "line", format!("the sale has lines 0 to {}", lines.len().saturating_sub(1))));
        };
        if refunded.iter().take(at).any(|earlier| earlier.line == refund.line) {
            return Err(invalid(at, "line", format!("line {} comes twice", refund.line)));
        }
        let returned = line.returned();
        if returned.is_whole() {
            return Err(too_large(at, Fen::ZERO));
        }
        if refund.amount < Fen::ZERO || (refund.amount.is_zero() && !line.paid.is_zero()) {
            return Err(invalid(at, "amount", "is not positive".to_owned()));
        }
        if refund.amount > returned.left() {
            return Err(too_large(at, returned.left()));
        }
    }
    Ok(())
}

fn invalid(at: usize, field: &str, message: String) -> Box<Problem> {
    let problem = Problem::new(ErrorCode::InvalidFields, "The refund's lines are wrong.");
    Box::new(problem.field(format!("lines[{at}].{field}"), message))
}

fn too_large(at: usize, left: Fen) -> Box<Problem> {
    let problem = Problem::new(ErrorCode::RefundTooLarge, format!("More than is left to refund on the line: ¥{left}."))
        .rule("Refunds of a line add up to what was paid for it at most.")
        .figure("left_fen", left.0)
        .remedy("Refund at most what is left.")
        .field(format!("lines[{at}].amount"), format!("at most {} fen", left.0));
    Box::new(problem)
}
