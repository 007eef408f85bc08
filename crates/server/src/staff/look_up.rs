//! What a code leads to. Member codes are taken as at a till, once; pick-up codes name an order and stay good.
//!
//! Staff see of a member what serving them needs: no phone number, no birthday, no purchases.

use super::orders::Views;
use super::{StaffSession, log};
use crate::context::Moment;
use crate::http::call::{Request, Tries};
use crate::http::limits::Counted;
use crate::http::mount::Done;
use crate::http::once::is_final;
use crate::store::{Conn, Work};
use crate::{Error, orders, tasks, till};
use shuke_contract::staff::{Action, Found, LookUpRequest, SeenMember};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::pick_up::PickUpCode;
use shuke_rules::typed;

/// Digits of a pick-up code; those of members have twenty.
const PICK_UP_DIGITS: usize = 12;

/// A refusal is logged like anything else: who asks for codes that are nobody's is seen in the log.
pub fn look_up(tx: &mut Conn, call: Request<LookUpRequest, StaffSession>) -> Work<'_, Done<Found>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let who = &call.who;
        match found(tx, &call, who, &moment).await {
            Err(Error::Refused(problem)) if is_final(&problem) => {
                log::write(tx, who, &log::Entry::of(Action::LookUpRefused, moment.now)).await?;
                Err(Error::Counted(problem))
            }
            found => {
                let (found, member) = found?;
                Ok(Done::about(found, member))
            }
        }
    })
}

async fn found(
    tx: &mut Conn,
    call: &Request<LookUpRequest, StaffSession>,
    who: &StaffSession,
    moment: &Moment,
) -> Result<(Found, i64), Error> {
    let Moment { rulebook, now, .. } = moment;
    let code = typed::ungrouped(&call.request.code);
    if code.len() == PICK_UP_DIGITS {
        return order(tx, call, who, &code, moment).await;
    }
    let by = (Counted::WrongByStaff, who.staff.to_string());
    let member = till::take_code(tx, &**call, rulebook, (by.0, &by.1), &code, *now).await?;
    let entry = log::Entry { member: Some(member), ..log::Entry::of(Action::LookUp, *now) };
    log::write(tx, who, &entry).await?;
    Ok((Found::Member(seen(tx, who, moment, member).await?), member))
}

async fn seen(tx: &mut Conn, who: &StaffSession, moment: &Moment, member: i64) -> Result<SeenMember, Error> {
    let (rulebook, now) = (&moment.rulebook, moment.now);
    let known = till::identified(tx, rulebook, member, now).await?;
    let owing = orders::owing_to(tx, member, &who.store, now).await?;
    Ok(SeenMember {
        number: known.member,
        name: known.name,
        tier: known.tier,
        tier_name: known.tier_name,
        points: known.points,
        orders: Views::new(rulebook, who).of_all(tx, owing).await?,
        tasks: tasks::shown_open(tx, rulebook, member, now).await?,
        coupons: super::coupons::usable(tx, moment, member, &who.store).await?,
    })
}

async fn order(
    tx: &mut Conn,
    call: &Request<LookUpRequest, StaffSession>,
    who: &StaffSession,
    code: &str,
    moment: &Moment,
) -> Result<(Found, i64), Error> {
    let (rulebook, now) = (&moment.rulebook, moment.now);
    let code = PickUpCode::parse(code).ok_or_else(|| unreadable(code))?;
    // Before the code is judged: who has tried too often does not learn whether the next one was right.
    call.check(Counted::WrongByStaff, &who.staff.to_string())?;
    let Some(order) = orders::by_code(tx, &code, now).await? else {
        call.was_wrong(Counted::WrongByStaff, &who.staff.to_string());
        return Err(Problem::new(ErrorCode::CodeUnknown, "No order has this code.")
            .remedy("Compare it with the member's phone, digit by digit.")
            .into());
    };
    super::orders::of_this_shop(who, rulebook, &order)?;
    let entry = log::Entry { order: Some(order.id), member: Some(order.member), ..log::Entry::of(Action::LookUp, now) };
    log::write(tx, who, &entry).await?;
    let member = order.member;
    Ok((Found::Order(Box::new(Views::new(rulebook, who).of(tx, order).await?)), member))
}

fn unreadable(code: &str) -> Error {
    let has_form = code.starts_with('8') && code.bytes().all(|byte| byte.is_ascii_digit());
    if has_form {
        return Problem::new(ErrorCode::CodeMisread, "The check digit is wrong.")
            .remedy("Scan it again, or type all 12 digits.")
            .into();
    }
    Problem::new(ErrorCode::CodeNotAMemberCode, "These digits are no code of ours.")
        .rule("A member code has 20 digits and begins with 88; a pick-up code has 12 and begins with 8.")
        .remedy("Scan the code on the member's card or order.")
        .into()
}
