//! A purchase, or a part of it, came back: pieces that it brought are nobody's again, and what registering them brought goes back.

use super::registrations::{self, Ended, Registration};
use super::repairs;
use crate::Error;
use crate::booking::{self, Price};
use crate::context::Moment;
use crate::store::Conn;
use shuke_rules::Points;
use shuke_rules::ledger::{EntryKind, Key};
use shuke_rules::pieces::How;
use shuke_rules::policy::ItemId;
use std::collections::BTreeMap;

/// Ends as many registrations of a purchase as pieces of it came back: first those that its buyer still has, then those that went on to somebody else; of
/// each the newest first.
pub async fn settle(tx: &mut Conn, moment: &Moment, sale: i64) -> Result<(), Error> {
    let all = registrations::of_sale(tx, sale).await?;
    let mut by_goods: BTreeMap<ItemId, Vec<&Registration>> = BTreeMap::new();
    for registration in all.iter().filter(|registration| registration.ended_at.is_none()) {
        let number = registrations::good_of(tx, &registration.code).await?.number;
        by_goods.entry(number).or_default().push(registration);
    }
    for (number, mut standing) in by_goods {
        standing.sort_by_key(|registration| registration.how == How::Given);
        let kept = usize::try_from(booking::kept_in(tx, sale, &number).await?).unwrap_or(0);
        for registration in standing.iter().take(standing.len().saturating_sub(kept)) {
            registrations::end(tx, registration, Ended::Returned, moment.now).await?;
            repairs::owner_changed(tx, registration, moment.now).await?;
            let gave = |one: &&Registration| one.code == registration.code && one.points > Points::ZERO;
            if let Some(first) = all.iter().find(gave).filter(|first| first.undone_at.is_none()) {
                take_back(tx, moment, first).await?;
            }
        }
    }
    Ok(())
}

/// Takes what a registration brought from whoever it brought it.
async fn take_back(tx: &mut Conn, moment: &Moment, first: &Registration) -> Result<(), Error> {
    let price = Price {
        kind: EntryKind::RegisteredUndone,
        points: first.points,
        key: Key::RegisteredUndone { registration: first.id }.to_string(),
        rule_version: first.rule_version,
    };
    booking::take_from(tx, first.member, price, first.lot, Points::ZERO, moment.now).await?;
    registrations::undo_points(tx, first, moment.now).await
}
