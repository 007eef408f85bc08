//! The rows of one or many bookings, written together: in the order that their references ask for, and guarded. A row that
//! is not as it was read stops the transaction.

use super::account::Account;
use super::refund::Refundable;
use super::rows::{LedgerRow, LotRow, RefundRow, SaleRefunded, SaleRow, TakenFrom};
use crate::Error;
use crate::member::{MemberRow, Moved, NewMember};
use crate::store::{Conn, insert};
use shuke_rules::Points;

/// Rows to be written together.
#[derive(Debug, Default)]
pub struct Batch {
    members: Vec<MemberRow>,
    moved: Vec<Moved>,
    pub(super) sales: Vec<SaleRow>,
    pub(super) refunds: Vec<RefundRow>,
    pub(super) refunded: Vec<SaleRefunded>,
    pub(super) lots: Vec<LotRow>,
    pub(super) entries: Vec<LedgerRow>,
    pub(super) taken: Vec<TakenFrom>,
}

impl Batch {
    /// Adds the row of a new member, whose account has moved as far as it will in this batch.
    pub fn joined(&mut self, account: &mut Account, new: NewMember) {
        account.stored = (account.seq, account.debt);
        self.members.push(MemberRow {
            id: account.member,
            card: account.card.as_str().to_owned(),
            new,
            joined_at: account.joined_at,
            joined_day: account.joined_day,
            debt: account.debt,
            seq: account.seq,
            hash: account.hash.clone(),
        });
    }

    /// Adds what changed in the row of a member whose account has moved as far as it will in this batch; that something did is
    /// noted there also where no point moved.
    pub fn moved(&mut self, account: &mut Account) {
        let (seq, debt) = (account.seq, account.debt);
        let stored = std::mem::replace(&mut account.stored, (seq, debt));
        self.moved.push(Moved { member: account.member, debt, seq, hash: account.hash.clone(), stored });
    }

    /// The sale that was added last, as its refunds need it.
    pub fn refundable(&self) -> Option<Refundable> {
        let row = self.sales.last()?;
        Some(Refundable { id: row.id, lines: row.lines.clone(), taken_back: Points::ZERO, ended: Points::ZERO })
    }

    /// Writes everything.
    pub async fn write(self, connection: &mut Conn) -> Result<(), Error> {
        insert(connection, MemberRow::TABLE, &self.members, |query, row| row.bind(query)).await?;
        insert(connection, SaleRow::TABLE, &self.sales, |query, row| row.bind(query)).await?;
        insert(connection, RefundRow::TABLE, &self.refunds, |query, row| row.bind(query)).await?;
        insert(connection, LotRow::TABLE, &self.lots, |query, row| Ok(row.bind(query))).await?;
        insert(connection, LedgerRow::TABLE, &self.entries, |query, row| Ok(row.bind(query))).await?;
        insert(connection, TakenFrom::TABLE, &self.taken, |query, row| Ok(row.bind(query))).await?;
        for taken in &self.taken {
            taken.update(connection).await?;
        }
        for refunded in &self.refunded {
            refunded.update(connection).await?;
        }
        for moved in &self.moved {
            moved.update(connection).await?;
        }
        Ok(())
    }
}
