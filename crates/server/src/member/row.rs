//! The row of a member as it is written: sealed, with the end of the ledger beside.

use super::NewMember;
use crate::Error;
use crate::store::seal::{Name, Seal, Value};
use crate::store::{Bound, Conn};
use shuke_rules::{Day, Instant, Points};

/// The row of a new member, with the end of their ledger.
#[derive(Debug)]
pub struct MemberRow {
    pub id: i64,
    pub card: String,
    pub new: NewMember,
    pub joined_at: Instant,
    pub joined_day: Day,
    pub debt: Points,
    pub seq: i64,
    pub hash: String,
}

pub static SEAL: Seal = Seal {
    table: "members",
    key: &[Name::Number("id")],
    columns: &[
        "id",
        "card",
        "phone?",
        "imported_as?",
        "name?",
        "birthday?",
        "store?",
        "joined_at",
        "joined_day",
        "closed_at?",
    ],
    first: None,
    member: Some("id"),
};

/// Seals the row of a member anew: who they are has changed.
pub(super) async fn sealed(tx: &mut Conn, member: i64) -> Result<(), Error> {
    SEAL.again(tx, &[Value::from(member)]).await
}

impl MemberRow {
    pub const TABLE: &str = "members (id, card, phone, imported_as, name, birthday, store, joined_at, joined_day, debt, \
        ledger_seq, ledger_hash, seal)";

    pub fn bind<'q>(&self, query: Bound<'q>) -> Result<Bound<'q>, Error> {
        let new = &self.new;
        SEAL.sealing(query)
            .bind(self.id)
            .bind(&self.card)
            .bind(new.phone.clone())
            .bind(new.imported_as.clone())
            .bind(new.name.clone())
            .bind(new.birthday.clone())
            .bind(new.store.clone())
            .bind(self.joined_at.timestamp_micros())
            .bind(self.joined_day.to_string())
            .also(None::<i64>)
            .plain(self.debt.0)
            .plain(self.seq)
            .plain(&self.hash)
            .done()
    }
}

/// What a booking changed in the row of a member.
#[derive(Debug)]
pub struct Moved {
    pub member: i64,
    pub debt: Points,
    pub seq: i64,
    pub hash: String,
    /// Number of entries and debt as they were read: a write is refused if another came between.
    pub stored: (i64, Points),
}

impl Moved {
    pub async fn update(&self, tx: &mut Conn) -> Result<(), Error> {
        let done = sqlx::query(
            "UPDATE members SET debt = $1, ledger_seq = $2, ledger_hash = $3, version = version + 1 \
             WHERE id = $4 AND ledger_seq = $5 AND debt = $6",
        )
        .bind(self.debt.0)
        .bind(self.seq)
        .bind(self.hash.clone())
        .bind(self.member)
        .bind(self.stored.0)
        .bind(self.stored.1.0)
        .execute(tx)
        .await?;
        if done.rows_affected() == 1 {
            Ok(())
        } else {
            Err(Error::internal("the member's ledger is not as it was read"))
        }
    }
}
