//! Commission: members of some tiers get a share of what those paid and kept whom they brought, as points. Who brought whom is `referral`'s; what a
//! purchase comes to is decided by [`shuke_rules::commission`]; points move by `booking`.
//!
//! # What is stored
//! - `commissions`: of which purchase somebody gets a share, by the tier and the rules of its day. What it comes to is computed from the lines of the
//!   sale, so that what comes back before it is given makes it less by itself; what was given is noted.
//! - `commission_returns`: what was taken back because something came back afterwards.
//!
//! # What holds at every time
//! - A purchase brings each member one commission at most, and nobody one of their own purchases.
//! - Nothing is given before the day after the last on which it is frozen, and to nobody who has left.
//! - What was given less what was taken back = what the lines that were kept come to, but for what had ended before it was taken back.

mod accrued;
mod audit;
mod settling;
mod shown;
mod stored;
mod told;

use crate::Error;
use crate::context::Moment;
use crate::drawing::Drawn;
use crate::feature::{Explained, Fact, Feature};
use crate::sessions::Session;
use crate::store::Conn;
use shuke_contract::commission::{GetCommission, GetCommissionMonth};
use shuke_contract::ledger::Link;
use shuke_face::Page;
use shuke_face::pages::commission::page_whole;
use shuke_rules::ledger::Key;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .read::<GetCommission, Session, _, _>(shown::get_commission)
            .read::<GetCommissionMonth, Session, _, _>(shown::get_month)
    },
    migrations: &[(19, include_str!("../migrations/0019_commission.sql"))],
    jobs: &[settling::GIVE_DUE],
    on: Some(|tx, moment, fact| Box::pin(on(tx, moment, fact))),
    told: Some(|connection, asking, span| Box::pin(told::told(connection, asking, span))),
    explains: Some(|connection, asking, key| {
        Box::pin(async move {
            let (Key::Commission { nth } | Key::CommissionUndone { nth, .. }) = key else { return Ok(None) };
            let Some((about, month)) = told::about(connection, nth, asking.account.member).await? else {
                return Ok(None);
            };
            Ok(Some(Explained { about: Some(about), ..Explained::link(Link::Commission(month)) }))
        })
    }),
    export: Some(|connection, asking, export| Box::pin(shown::export(connection, asking, export))),
    audits: &[&audit::AUDIT],
    pages: &[
        Drawn { page: Page::Commission, draw: |drawing| drawing.of::<GetCommission>(page_whole) },
        Drawn { page: Page::CommissionMonth, draw: |drawing| drawing.of::<GetCommissionMonth>(page_whole) },
    ],
    ..Feature::named("commission")
};

async fn on(tx: &mut Conn, moment: &Moment, fact: &mut Fact) -> Result<(), Error> {
    match fact {
        Fact::SaleBooked { member, sale } => accrued::bought(tx, moment, *member, *sale).await,
        Fact::SaleRefunded(refunded) => settling::came_back(tx, moment, refunded.sale).await,
        Fact::CodeAsked { .. }
        | Fact::Joined { .. }
        | Fact::SignedIn { .. }
        | Fact::CheckedIn { .. }
        | Fact::OrderPlaced { .. }
        | Fact::OrderUndone { .. } => Ok(()),
    }
}
