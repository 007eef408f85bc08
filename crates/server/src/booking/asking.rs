//! A member who asks for something, with their account, as of one moment.

use super::account::Account;
use super::load::{by_id, ledger_of};
use crate::Error;
use crate::context::{Context, Moment};
use crate::policies::Rulebook;
use crate::sessions::sign_in_required;
use crate::store::Conn;
use shuke_rules::Instant;
use std::sync::Arc;

/// Who asks, and what is so as they ask.
pub struct Asking {
    pub rulebook: Arc<Rulebook>,
    pub account: Account,
    pub now: Instant,
    pub context: Context,
}

impl Asking {
    /// A member who has not left.
    ///
    /// # Errors
    /// [`SignInRequired`](shuke_contract::ErrorCode::SignInRequired)
    pub async fn of(connection: &mut Conn, moment: Moment, member: i64) -> Result<Self, Error> {
        let account = of_member(connection, member).await?;
        let Moment { rulebook, now, context } = moment;
        Ok(Self { rulebook, account, now, context })
    }

    /// The same with an account that knows its points and no purchases.
    ///
    /// # Errors
    /// [`SignInRequired`](shuke_contract::ErrorCode::SignInRequired)
    pub async fn of_ledger(connection: &mut Conn, moment: Moment, member: i64) -> Result<Self, Error> {
        let account = ledger_of(connection, member).await?.filter(|account| account.closed_at.is_none());
        let Moment { rulebook, now, context } = moment;
        Ok(Self { rulebook, account: account.ok_or_else(sign_in_required)?, now, context })
    }

    pub fn moment(&self) -> Moment {
        Moment::new(&self.context, Arc::clone(&self.rulebook), self.now)
    }
}

/// The account of a member who has not left.
///
/// # Errors
/// [`SignInRequired`](shuke_contract::ErrorCode::SignInRequired)
pub async fn of_member(connection: &mut Conn, member: i64) -> Result<Account, Error> {
    let account = by_id(connection, member).await?.filter(|account| account.closed_at.is_none());
    account.ok_or_else(sign_in_required)
}
