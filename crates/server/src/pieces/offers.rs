//! A piece goes from one owner to the next: with eight digits that the one makes and the other types.

use super::find::{Found, rules};
use super::registrations::{self, Ended, New, Registration};
use super::{refusals, repairs};
use crate::Error;
use crate::context::Moment;
use crate::http::call::Tries;
use crate::http::limits::Counted;
use crate::secrets::same;
use crate::store::Conn;
use shuke_rules::item_code::ItemCode;
use shuke_rules::pieces::{How, NotRegistered};
use shuke_rules::{Instant, Points, typed};

/// So often a wrong code can be tried: then the owner's is void.
const TRIES: i64 = 5;
const DIGITS: u32 = 8;

/// The registration of a piece that stands.
pub async fn standing(connection: &mut Conn, code: &ItemCode) -> Result<Option<Registration>, Error> {
    Ok(registrations::of_piece(connection, code).await?.into_iter().find(|one| one.ended_at.is_none()))
}

/// The same of a member's own piece.
///
/// # Errors
/// [`PieceNotYours`](shuke_contract::ErrorCode::PieceNotYours)
pub async fn own(connection: &mut Conn, code: &ItemCode, member: i64) -> Result<Registration, Error> {
    standing(connection, code).await?.filter(|own| own.member == member).ok_or_else(refusals::not_yours)
}

/// Whether somebody can take it over with this.
pub fn is_open(registration: &Registration, now: Instant) -> bool {
    registration.offer.as_ref().is_some_and(|offer| now < offer.until && offer.tries < TRIES)
}

/// Makes a code; an earlier one is void.
pub async fn offer(tx: &mut Conn, moment: &Moment, member: i64, found: &Found) -> Result<(), Error> {
    let own = own(tx, &found.code, member).await?;
    let last = moment.today().plus_days(rules(&moment.rulebook)?.offer_days);
    let until = moment.rulebook.zone().end_of(last);
    let code = moment.context.chance().digits(DIGITS)?;
    registrations::offer(tx, &own, Some((&code, until))).await
}

/// Voids it.
pub async fn keep(tx: &mut Conn, member: i64, found: &Found) -> Result<(), Error> {
    let own = own(tx, &found.code, member).await?;
    if own.offer.is_some() { registrations::offer(tx, &own, None).await } else { Ok(()) }
}

/// The brand decides that whoever registered a piece does not own it; whether anybody had.
pub async fn release(tx: &mut Conn, code: &ItemCode, now: Instant) -> Result<bool, Error> {
    let Some(own) = standing(tx, code).await? else { return Ok(false) };
    registrations::end(tx, &own, Ended::Released, now).await?;
    repairs::owner_changed(tx, &own, now).await?;
    Ok(true)
}

/// Takes a piece over. What is wrong counts, for the owner's code and for whoever tries.
///
/// # Errors
/// [`OfferWrong`](shuke_contract::ErrorCode::OfferWrong), [`PieceRegistered`](shuke_contract::ErrorCode::PieceRegistered)
pub async fn take(
    tx: &mut Conn,
    moment: &Moment,
    (member, typed): (i64, &str),
    found: &Found,
    (tries, by): (&impl Tries, &str),
) -> Result<(), Error> {
    let no_offer = || Error::from(refusals::offer_wrong(None));
    let from = standing(tx, &found.code).await?.ok_or_else(no_offer)?;
    if from.member == member {
        return Err(refusals::not_registered(NotRegistered::Yours));
    }
    tries.check(Counted::WrongItemCode, by)?;
    let offer = from.offer.as_ref().filter(|_| is_open(&from, moment.now)).ok_or_else(no_offer)?;
    if !same(&typed::ungrouped(typed), &offer.code) {
        tries.was_wrong(Counted::WrongItemCode, by);
        registrations::tried(tx, &from).await?;
        return Err(Error::Counted(Box::new(refusals::offer_wrong(Some(TRIES - offer.tries - 1)))));
    }
    registrations::end(tx, &from, Ended::Given, moment.now).await?;
    repairs::owner_changed(tx, &from, moment.now).await?;
    let new = New {
        code: &found.code,
        n: from.n + 1,
        member,
        how: How::Given,
        sale: from.sale,
        bought: from.bought,
        warranty_until: from.warranty_until,
        points: Points::ZERO,
        lot: 0,
        rule_version: moment.rulebook.current().id,
    };
    let id = registrations::next(tx).await?;
    registrations::insert(tx, id, &new, moment.now).await
}
