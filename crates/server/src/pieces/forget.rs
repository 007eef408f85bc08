//! What a member is given of their pieces, and what becomes of them when they leave: a piece is nobody's again, and what was said of repairs is
//! unsaid.

use super::registrations::{self, Ended};
use super::repairs;
use crate::Error;
use crate::booking::Asking;
use crate::context::Moment;
use crate::store::Conn;
use serde_json::json;
use shuke_contract::account::Export;

pub async fn export(connection: &mut Conn, asking: &Asking, export: &mut Export) -> Result<(), Error> {
    let member = asking.account.member;
    let mut pieces = Vec::new();
    for own in registrations::of_member(connection, member).await? {
        let name = registrations::good_of(connection, &own.code).await?.name;
        pieces.push(json!({
            "code": own.code, "name": name, "since": own.at, "how": own.how, "bought": own.bought, "points": own.points,
            "ended_at": own.ended_at, "ended_why": own.ended_why,
        }));
    }
    let mut asked = Vec::new();
    for repair in repairs::of_member(connection, member).await? {
        asked.push(json!({
            "code": repair.code, "store": repair.store, "steps": repair.shown_steps(asking.rulebook.zone()),
        }));
    }
    if !pieces.is_empty() || !asked.is_empty() {
        export.more.insert("pieces".to_owned(), json!({ "registered": pieces, "repairs": asked }));
    }
    Ok(())
}

pub async fn forget(tx: &mut Conn, moment: &Moment, member: i64) -> Result<(), Error> {
    for own in registrations::of_member(tx, member).await?.iter().filter(|own| own.ended_at.is_none()) {
        registrations::end(tx, own, Ended::Closed, moment.now).await?;
    }
    for repair in repairs::of_member(tx, member).await? {
        if repair.state().can_be_withdrawn() {
            repairs::withdraw(tx, &repair, moment.now).await?;
        }
    }
    repairs::unsay(tx, member).await
}
