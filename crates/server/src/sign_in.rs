//! Joining, signing in and out.

mod join;

use crate::context::Moment;
use crate::drawing::Drawn;
use crate::feature::{Fact, Feature, happened};
use crate::http::Client;
use crate::http::call::{Anyone, Request};
use crate::http::change::Change;
use crate::http::mount::Done;
use crate::http::once::Stored;
use crate::member::Known;
use crate::otp::Device;
use crate::sessions::{self, Holder, Session};
use crate::store::{Conn, Work};
use crate::{Error, member, otp};
use shuke_contract::sign_in::{
    CodeRequest, CodeSent, DevSignIn, DevSignInRequest, Join, RequestCode, SignIn, SignInRequest, SignOut,
    SignOutRequest, SignedIn,
};
use shuke_contract::{Caller, Empty, ErrorCode, Problem};
use shuke_face::Page;
use shuke_face::pages::entry::{join_whole, sign_in_whole};
use shuke_rules::number::CardNumber;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .write_then::<RequestCode, Device, _, _, _>(ask, otp::send)
            .sign_in::<Join, Anyone, _>(join::join, again)
            .sign_in::<SignIn, Anyone, _>(sign_in, again)
            .sign_in::<DevSignIn, Anyone, _>(dev_sign_in, again)
            .write::<SignOut, Session, _>(sign_out)
    },
    pages: &[
        Drawn { page: Page::SignIn, draw: |drawing| drawing.alone(sign_in_whole) },
        Drawn { page: Page::Join, draw: |drawing| drawing.alone(join_whole) },
    ],
    ..Feature::named("sign_in")
};

/// A code is on its way to a number.
fn ask(tx: &mut Conn, call: Request<CodeRequest, Device>) -> Work<'_, Done<CodeSent>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let (phone, sent) = otp::request(tx, &call, &moment).await?;
        happened(tx, &moment, Fact::CodeAsked { phone, browser: call.client.browser.clone() }).await?;
        Ok(sent.into())
    })
}

async fn signed_in(
    tx: &mut Conn,
    member: Known,
    client: &Client,
    joined: bool,
    moment: &Moment,
) -> Result<Done<SignedIn>, Error> {
    if !joined {
        happened(tx, moment, Fact::SignedIn { member: member.id, browser: client.browser.clone() }).await?;
    }
    let session = sessions::begin(tx, Holder::Member(member.id), client, moment).await?;
    Ok(Done::with(SignedIn { number: member.number, joined }, session))
}

/// A sign-in is sent again, because its answer was lost.
fn again<'c>(tx: &'c mut Conn, stored: &'c Stored, client: &'c Client, moment: &'c Moment) -> Work<'c, Change> {
    Box::pin(async move {
        let holder = sessions::again(tx, stored, moment.now, sessions::answered_before).await?;
        sessions::begin(tx, holder, client, moment).await
    })
}

fn sign_in(tx: &mut Conn, call: Request<SignInRequest, Anyone>) -> Work<'_, Done<SignedIn>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let phone = otp::phone(&call.request.phone)?;
        let code = otp::check(tx, &phone, &call.request.code, moment.now).await?;
        let Some(member) = Known::by_phone(tx, phone.as_str()).await? else {
            return Err(Problem::new(ErrorCode::NotAMember, "No member has this number.")
                .remedy("Join with the same code.")
                .into());
        };
        otp::use_up(tx, code, moment.now).await?;
        signed_in(tx, member, &call.client, false, &moment).await
    })
}

fn dev_sign_in(tx: &mut Conn, call: Request<DevSignInRequest, Anyone>) -> Work<'_, Done<SignedIn>> {
    Box::pin(async move {
        call.client.may_be_anybody(&call.app.settings)?;
        let who = call.request.who.trim();
        let found = match CardNumber::parse(who) {
            Some(number) => Known::by_card(tx, &number).await?,
            None => None,
        };
        let member = match found {
            Some(member) => Some(member),
            None => Known::by_import(tx, who).await?,
        };
        let unknown = || Problem::new(ErrorCode::MemberUnknown, "No member has this card number or name in an import.");
        let moment = call.app.moment(tx).await?;
        signed_in(tx, member.ok_or_else(unknown)?, &call.client, false, &moment).await
    })
}

fn sign_out(tx: &mut Conn, call: Request<SignOutRequest, Session>) -> Work<'_, Done<Empty>> {
    Box::pin(async move {
        if call.request.everywhere {
            sessions::end_all(tx, Holder::Member(call.who.member)).await?;
            if let Some(phone) = member::person(tx, call.who.member).await?.phone {
                otp::withdraw_all(tx, &phone, call.app.context.now()).await?;
            }
        } else {
            sessions::end(tx, call.who.id).await?;
        }
        Ok(Done::with(Empty {}, Change::Ended(Caller::Member)))
    })
}
