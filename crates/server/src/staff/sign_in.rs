//! Signing in with the same one-time codes as members, and out.

use super::accounts::Person;
use super::{StaffSession, log, session};
use crate::http::Call;
use crate::http::call::{Anyone, Request};
use crate::http::mount::{Change, Done};
use crate::policies::Rulebook;
use crate::store::{Conn, Work};
use crate::{Error, otp};
use chrono::Utc;
use shuke_contract::staff::{Action, Role, StaffMember, StaffSignInRequest};
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_rules::Text;
use shuke_rules::policy::StoreId;

pub fn sign_in(tx: &mut Conn, call: Request<StaffSignInRequest, Anyone>) -> Work<'_, Done<StaffMember>> {
    Box::pin(async move {
        let phone = otp::phone(&call.request.phone)?;
        let code = otp::check(tx, &phone, &call.request.code).await?;
        let Some(person) = Person::by_phone(tx, &phone).await? else {
            // The code stays good: a member who came here by mistake signs in with it.
            return Err(Problem::new(ErrorCode::NotStaff, "Nobody who works here has this number.")
                .remedy("Ask the manager to have an account made; members sign in on the card's own page.")
                .into());
        };
        otp::use_up(tx, code).await?;
        let token = session::begin(tx, &person, &call.client).await?;
        let book = call.app.policies.current(tx).await?;
        let reply = shown(person.name, person.role, person.store, &book);
        Ok(Done { reply, session: Change::StaffBegun { staff: person.id, token } })
    })
}

pub fn sign_out(tx: &mut Conn, call: Request<Empty, StaffSession>) -> Work<'_, Done<Empty>> {
    Box::pin(async move {
        let who = call.who.again(tx).await?;
        log::write(tx, &who, &log::Entry::of(Action::SignOut, Utc::now())).await?;
        session::end(tx, who.id).await?;
        Ok(Done { reply: Empty {}, session: Change::StaffEnded })
    })
}

pub async fn get_staff(call: Call<Empty, StaffSession>) -> Result<StaffMember, Error> {
    let book = call.app.cards.book(&call.app).await?;
    let StaffSession { name, role, store, .. } = call.who;
    Ok(shown(name, role, store, &book))
}

fn shown(name: String, role: Role, store: StoreId, book: &Rulebook) -> StaffMember {
    StaffMember { name, role, store_name: store_name(book, &store), store, now: Utc::now() }
}

/// What a shop is called; one that the policy no longer has keeps its id for a name.
pub fn store_name(book: &Rulebook, store: &StoreId) -> Text {
    let known = book.current().policy.store(store);
    known.map_or_else(|| Text { zh: store.0.clone(), en: store.0.clone() }, |store| store.name.clone())
}
