//! Joining, signing in and out.

mod join;

use crate::http::call::{Anyone, Request};
use crate::http::mount::{Change, Done, Routes};
use crate::sessions::{self, Session};
use crate::store::{Conn, Work};
use crate::{Error, metrics, otp};
use shuke_contract::sign_in::{
    DevSignIn, DevSignInRequest, Join, SignIn, SignInRequest, SignOut, SignOutRequest, SignedIn,
};
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_rules::number::CardNumber;
use sqlx::Row;

pub fn routes(routes: Routes) -> Routes {
    routes
        .write::<Join, Anyone, _>(join::join)
        .write::<SignIn, Anyone, _>(sign_in)
        .write::<DevSignIn, Anyone, _>(dev_sign_in)
        .write::<SignOut, Session, _>(sign_out)
}

/// A member as far as signing in needs one.
struct Known {
    id: i64,
    number: CardNumber,
}

impl Known {
    /// The member that `sql` finds by its one parameter.
    async fn find(tx: &mut Conn, sql: &'static str, by: &str) -> Result<Option<Self>, Error> {
        let Some(row) = sqlx::query(sql).bind(by).fetch_optional(tx).await? else { return Ok(None) };
        let card: String = row.try_get("card")?;
        let number = CardNumber::parse(&card).ok_or_else(|| Error::internal("a member without a card number"))?;
        Ok(Some(Self { id: row.try_get("id")?, number }))
    }

    async fn by_phone(tx: &mut Conn, phone: &str) -> Result<Option<Self>, Error> {
        Self::find(tx, "SELECT id, card FROM members WHERE phone = $1 AND closed_at IS NULL", phone).await
    }

    async fn signed_in<W>(
        self,
        tx: &mut Conn,
        call: &Request<W, Anyone>,
        joined: bool,
    ) -> Result<Done<SignedIn>, Error> {
        let token = sessions::begin(tx, self.id, &call.client).await?;
        metrics::get().session_begun();
        Ok(Done { reply: SignedIn { number: self.number, joined }, session: Change::Begun(token) })
    }
}

fn sign_in(tx: &mut Conn, call: Request<SignInRequest, Anyone>) -> Work<'_, Done<SignedIn>> {
    Box::pin(async move {
        let phone = otp::phone(&call.request.phone)?;
        let code = otp::check(tx, &phone, &call.request.code).await?;
        let Some(member) = Known::by_phone(tx, phone.as_str()).await? else {
            return Err(Problem::new(ErrorCode::NotAMember, "No member has this number.")
                .remedy("Join with the same code.")
                .into());
        };
        otp::use_up(tx, code).await?;
        member.signed_in(tx, &call, false).await
    })
}

fn dev_sign_in(tx: &mut Conn, call: Request<DevSignInRequest, Anyone>) -> Work<'_, Done<SignedIn>> {
    const BY_CARD: &str = "SELECT id, card FROM members WHERE card = $1 AND closed_at IS NULL";
    const BY_IMPORT: &str = "SELECT id, card FROM members WHERE imported_as = $1 AND closed_at IS NULL";
    Box::pin(async move {
        if !(call.app.settings.dev_sign_in && call.client.address.is_loopback()) {
            return Err(Problem::new(ErrorCode::DevSignInOff, "The development sign-in is off.").into());
        }
        let who = call.request.who.trim();
        let found = match CardNumber::parse(who) {
            Some(number) => Known::find(tx, BY_CARD, number.as_str()).await?,
            None => None,
        };
        let member = match found {
            Some(member) => Some(member),
            None => Known::find(tx, BY_IMPORT, who).await?,
        };
        let unknown = || Problem::new(ErrorCode::MemberUnknown, "No member has this card number or name in an import.");
        member.ok_or_else(unknown)?.signed_in(tx, &call, false).await
    })
}

fn sign_out(tx: &mut Conn, call: Request<SignOutRequest, Session>) -> Work<'_, Done<Empty>> {
    Box::pin(async move {
        if call.request.everywhere {
            sessions::end_all(tx, call.who.member).await?;
        } else {
            sessions::end(tx, call.who.id).await?;
        }
        Ok(Done { reply: Empty {}, session: Change::Ended })
    })
}
