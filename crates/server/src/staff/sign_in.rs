//! Signing in with the same one-time codes as members, and out.

use super::accounts::Person;
use super::{StaffSession, log, session};
use crate::http::Call;
use crate::http::call::{Anyone, Request};
use crate::http::change::Change;
use crate::http::mount::Done;
use crate::policies::Rulebook;
use crate::store::{Conn, Work};
use crate::{Error, otp, sessions};
use shuke_contract::staff::{Action, Role, StaffMember, StaffSignInRequest};
use shuke_contract::{Caller, Empty, ErrorCode, Problem};
use shuke_rules::Instant;
use shuke_rules::policy::StoreId;

pub fn sign_in(tx: &mut Conn, call: Request<StaffSignInRequest, Anyone>) -> Work<'_, Done<StaffMember>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let phone = otp::phone(&call.request.phone)?;
        let code = otp::check(tx, &phone, &call.request.code, moment.now).await?;
        let Some(person) = Person::by_phone(tx, &phone).await? else {
            // The code stays good: a member who came here by mistake signs in with it.
            return Err(Problem::new(ErrorCode::NotStaff, "Nobody who works here has this number.")
                .remedy("Ask the manager to have an account made; members sign in on the card's own page.")
                .into());
        };
        otp::use_up(tx, code, moment.now).await?;
        let reply = shown(person.name.clone(), person.role, person.store.clone(), &moment.rulebook, moment.now);
        Ok(Done::with(reply, session::begin(tx, person, &call.client, &moment).await?))
    })
}

pub fn sign_out(tx: &mut Conn, call: Request<Empty, StaffSession>) -> Work<'_, Done<Empty>> {
    Box::pin(async move {
        let now = call.app.context.now();
        let who = &call.who;
        log::write(tx, who, &log::Entry::of(Action::SignOut, now)).await?;
        sessions::end(tx, who.id).await?;
        Ok(Done::with(Empty {}, Change::Ended(Caller::Staff)))
    })
}

pub async fn get_staff(call: Call<Empty, StaffSession>) -> Result<StaffMember, Error> {
    let rulebook = call.app.context.rulebook(&call.app.store).await?;
    let StaffSession { name, role, store, .. } = call.who;
    Ok(shown(name, role, store, &rulebook, call.app.context.now()))
}

fn shown(name: String, role: Role, store: StoreId, rulebook: &Rulebook, now: Instant) -> StaffMember {
    StaffMember { name, role, store_name: rulebook.shop_name(&store.0), store, now }
}
