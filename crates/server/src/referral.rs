//! Bringing a friend: links, who opened one, binds and what becomes of them, rewards, gifts for so many friends, the ranking of a
//! month, teams. What is taken, refused and due is decided by [`shuke_rules::referral`]; points move by `booking`, coupons by `coupons`.
//!
//! # What is stored
//! - `referral_links`: a member's code. It stays when the member leaves, so that who opens it is told so.
//! - `referral_openings`: whose link a browser opened last, by a cookie's token, and from the moment on at which a one-time code is asked for
//!   also by the number: so it survives sign-in, another browser, going back and loading anew. Used up by joining.
//! - `referral_seen`, `referral_salts`: browsers in which somebody joined or signed in and numbers of those who left, salted and hashed,
//!   for 90 days.
//! - `referral_binds`: who brought whom. Its state is computed from the friend's purchases and the clock; `sale_id`, `bought_on`, `due_at` and
//!   `removed_at` note what facts brought, so that the jobs find what time has done without reading everything.
//! - `referral_refusals`: the log of who was not bound, and why.
//! - `referral_rewards`: what a confirmed bind brought each side, and whether it was taken back.
//! - `referral_teams`, `referral_mates`.
//! - Gifts, prizes of a month and what teams get are coupons, each under a natural key of its own: whether they were given is asked of `coupons`.
//!
//! # What holds at every time
//! - A member is bound once at most, in the transaction in which they joined.
//! - A reward stands exactly while its bind is confirmed: of each side one, booked once, taken back once. Σ of the rewards that stand
//!   and brought points = Σ of the ledger's entries `referred` and `referral_undone`, but for what had ended before it was taken back.
//! - Nothing is given for sharing or opening a link, and nothing for joining alone.
//! - A place of a month wins one coupon, and a result that is final does not change.

mod audit;
mod bind;
mod joined;
mod landing;
mod links;
mod log;
mod months;
mod openings;
mod rewards;
mod seen;
mod settling;
mod shown;
mod stored;
mod teams;
mod terms;
mod told;

pub use bind::of as brought_by;
pub use links::own as own_link;

use crate::context::Moment;
use crate::drawing::{Drawn, Shared};
use crate::feature::{Explained, Fact, Feature};
use crate::sessions::Session;
use crate::store::Conn;
use crate::{Error, member};
use shuke_contract::ledger::Link;
use shuke_contract::referral::{GetReferral, GetReferralLink, JoinTeam, LeaveTeam, OpenTeam, PutReferral};
use shuke_face::Page;
use shuke_face::pages::referral::{link_whole, page_whole};
use shuke_rules::ledger::Key;
use shuke_rules::referral::code;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .read::<GetReferral, Session, _, _>(shown::get_referral)
            .write::<PutReferral, Session, _>(shown::put_referral)
            .read::<GetReferralLink, landing::Visitor, _, _>(landing::get_link)
            .write::<OpenTeam, Session, _>(teams::calls::open)
            .write::<JoinTeam, Session, _>(teams::calls::join)
            .write::<LeaveTeam, Session, _>(teams::calls::leave)
    },
    migrations: &[(17, include_str!("../migrations/0017_referral.sql"))],
    jobs: &[settling::BOOK_SETTLED, months::GIVE_PRIZES],
    tidy: Some(|tx, moment| Box::pin(tidy(tx, moment))),
    on: Some(|tx, moment, fact| Box::pin(on(tx, moment, fact))),
    told: Some(|connection, asking, span| Box::pin(told::told(connection, asking, span))),
    explains: Some(|connection, asking, key| {
        Box::pin(async move {
            let (Key::Referred { bind, side } | Key::ReferralUndone { bind, side }) = key else { return Ok(None) };
            let about = told::about(connection, bind, side, asking.account.member).await?;
            Ok(Some(Explained { about: Some(about), ..Explained::link(Link::Referral) }))
        })
    }),
    export: Some(|connection, asking, export| Box::pin(shown::export(connection, asking, export))),
    forget: Some(|tx, moment, member| Box::pin(forget(tx, moment, member))),
    audits: &[&audit::AUDIT],
    pages: &[
        Drawn { page: Page::Referral, draw: |drawing| drawing.of::<GetReferral>(page_whole) },
        Drawn { page: Page::ReferralLink, draw: |drawing| drawing.of::<GetReferralLink>(link_whole) },
    ],
    shares: &[
        Shared { page: Page::ReferralLink, say: |drawing| Box::pin(async move { landing::share(drawing) }) },
        Shared { page: Page::Referral, say: |drawing| Box::pin(async move { shown::share(drawing) }) },
    ],
    ..Feature::named("referral")
};

/// Whether friends who open a link with this code, however it is written, are greeted by somebody.
pub async fn greets(connection: &mut Conn, code: &str) -> Result<bool, Error> {
    let Some(code) = code::parse(code) else { return Ok(false) };
    Ok(links::Link::by_code(connection, &code).await?.is_some_and(|link| link.left.is_none()))
}

async fn on(tx: &mut Conn, moment: &Moment, fact: &mut Fact) -> Result<(), Error> {
    match fact {
        Fact::CodeAsked { phone, browser } => openings::carry_over(tx, moment, browser, phone.as_str()).await,
        Fact::Joined { account, browser, .. } => joined::joined(tx, moment, account.member, browser).await,
        Fact::SignedIn { member, browser } => joined::signed_in(tx, moment, *member, browser).await,
        Fact::SaleBooked { member, .. } => {
            settling::bought(tx, moment, *member).await?;
            teams::purchases_changed(tx, moment, *member).await
        }
        Fact::SaleRefunded(refunded) => {
            settling::came_back(tx, moment, refunded.member).await?;
            teams::purchases_changed(tx, moment, refunded.member).await
        }
        _ => Ok(()),
    }
}

async fn tidy(tx: &mut Conn, moment: &Moment) -> Result<(), Error> {
    openings::clean(tx, moment.now).await?;
    seen::clean(tx, moment).await
}

/// Who leaves is bound to nobody any more whose purchase is not settled, and leaves their team. For a time it is known by a hash that the number was a
/// member's.
async fn forget(tx: &mut Conn, moment: &Moment, leaver: i64) -> Result<(), Error> {
    if let Some(phone) = member::person(tx, leaver).await?.phone {
        openings::forget(tx, &phone, moment.now).await?;
        if terms::is_on(moment) {
            seen::note(tx, moment, seen::What::Number(&phone), leaver).await?;
        }
    }
    settling::friend_left(tx, moment, leaver).await?;
    teams::left(tx, moment, leaver).await
}
