//! Messages about what staff undid: that they did, and why. The reason is asked of them for the member.

use super::log::{Undone, undone_after};
use crate::Error;
use crate::booking::Asking;
use crate::feature::{Heard, Span, Told};
use crate::store::Conn;
use crate::{coupons, orders, tasks};
use shuke_contract::inbox::What;
use shuke_contract::ledger::Link;
use shuke_rules::Text;

pub async fn told(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Heard, Error> {
    let mut told = Vec::new();
    for undone in undone_after(connection, asking.account.member, span.after).await? {
        let (name, page) = about(connection, asking, &undone).await?;
        let what = What::StaffUndid { action: undone.action, name, page, reason: undone.reason };
        told.push(Told { at: undone.at, what });
    }
    Ok(told.into())
}

/// What it was done to, and where that is seen.
async fn about(connection: &mut Conn, asking: &Asking, undone: &Undone) -> Result<(Text, Link), Error> {
    let (name, page) = match undone {
        Undone { order: Some(id), .. } => {
            (orders::item_name(connection, asking.account.member, *id).await?, Link::Order(id.to_string()))
        }
        Undone { coupon: Some(id), .. } => {
            (coupons::name_of(connection, &asking.rulebook, *id).await?, Link::Coupon(id.to_string()))
        }
        Undone { task: Some(id), .. } => (tasks::task_of(&asking.rulebook, id), Link::Tasks),
        _ => (None, Link::None),
    };
    Ok((name.unwrap_or_default(), page))
}
