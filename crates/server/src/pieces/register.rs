//! Registering a piece: by the receipt of its purchase, or as the first who comes. The first registration of a piece brings points, if it is by a
//! receipt: nobody earns by what stands on a shelf.

use super::find::{Found, rules};
use super::registrations::{self, Ended, New, Registration};
use super::{refusals, sightings};
use crate::Error;
use crate::booking::{self, Bought};
use crate::context::Moment;
use crate::store::Conn;
use shuke_rules::ledger::{EntryKind, Key};
use shuke_rules::pieces::{How, NotRegistered, Owner, Proof, may_register, warranty_until};
use shuke_rules::policy::ItemCodes;
use shuke_rules::{Day, Points};

/// Registers a piece as a member's.
///
/// # Errors
/// [`PieceRegistered`](shuke_contract::ErrorCode::PieceRegistered), [`ReceiptNeeded`](shuke_contract::ErrorCode::ReceiptNeeded),
/// [`ReceiptUnfit`](shuke_contract::ErrorCode::ReceiptUnfit)
pub async fn register(
    tx: &mut Conn,
    moment: &Moment,
    member: i64,
    found: &Found,
    receipt: Option<&str>,
) -> Result<(), Error> {
    let rules = rules(&moment.rulebook)?;
    let before = registrations::of_piece(tx, &found.code).await?;
    let bought = match receipt {
        Some(receipt) => Some(purchase(tx, member, found, receipt).await?),
        None => None,
    };
    let proof = match &bought {
        None => Proof::Nothing,
        Some(bought) => {
            let registered = registrations::registered(tx, bought.sale, &found.good.number).await?;
            Proof::Receipt { kept: bought.kept, registered }
        }
    };
    let is_suspect = sightings::seen(tx, &moment.rulebook, &found.code, moment.today()).await?.suspect.is_some();
    let doubt = doubt(&before, is_suspect);
    let how = may_register(rules, owner(&before, member), proof, doubt).map_err(refusals::not_registered)?;
    let id = registrations::next(tx).await?;
    let points = if how == How::Receipt { brings(rules, &before) } else { Points::ZERO };
    let bought_on = first_day(&before, bought.as_ref().map(|bought| bought.day), moment.today());
    let why = (EntryKind::Registered, Key::Registered { registration: id }.to_string());
    let lot = booking::give_to(tx, &moment.rulebook, member, why, points, moment.now).await?;
    let new = New {
        code: &found.code,
        n: i64::try_from(before.len()).map_err(Error::internal)? + 1,
        member,
        how,
        sale: bought.as_ref().map(|bought| bought.sale),
        bought: bought_on,
        warranty_until: warranty_until(rules, found.good.warranty_months, bought_on),
        points,
        lot,
        rule_version: moment.rulebook.current().id,
    };
    registrations::insert(tx, id, &new, moment.now).await
}

/// What registering a piece by a receipt brings after all that there were.
pub fn brings(rules: &ItemCodes, before: &[Registration]) -> Points {
    if before.is_empty() { rules.points } else { Points::ZERO }
}

/// Why a receipt is needed whatever the policy says: the code was copied, or the piece came back to a shop.
pub fn doubt(before: &[Registration], is_suspect: bool) -> Option<NotRegistered> {
    let came_back = before.last().is_some_and(|last| last.ended_why == Ended::Returned.name());
    match (is_suspect, came_back) {
        (true, _) => Some(NotRegistered::SeenTooOften),
        (false, true) => Some(NotRegistered::NeedsReceipt),
        (false, false) => None,
    }
}

/// The day from which its warranty counts: that of the receipt, or that on which a piece without one was registered first.
fn first_day(before: &[Registration], receipt: Option<Day>, today: Day) -> Day {
    let known = before.iter().filter(|one| one.ended_why != Ended::Returned.name()).map(|one| one.bought).min();
    receipt.or(known).unwrap_or(today)
}

/// Whose a piece is for who asks.
pub fn owner(all: &[Registration], member: i64) -> Owner {
    match all.iter().find(|registration| registration.ended_at.is_none()) {
        None => Owner::Nobody,
        Some(registration) if registration.member == member => Owner::Asker,
        Some(_) => Owner::Other,
    }
}

/// The purchase that a receipt is of; one that is not theirs has none of the goods on it.
async fn purchase(tx: &mut Conn, member: i64, found: &Found, receipt: &str) -> Result<Bought, Error> {
    let unfit = || refusals::not_registered(NotRegistered::NotOnReceipt);
    let sale: i64 = receipt.parse().map_err(|_| unfit())?;
    booking::bought(tx, member, &found.good.number, Some(sale), 1).await?.pop().ok_or_else(unfit)
}
