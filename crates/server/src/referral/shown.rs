//! A member's own page: what came of their link, and of the one that they came by.

use super::rewards::{self, Booked};
use super::stored::{Stored, Whose, binds, of_friend};
use super::{links, links::Link, log, months, settling, teams, terms};
use crate::booking::Asking;
use crate::context::Moment;
use crate::coupons;
use crate::drawing::Drawing;
use crate::fields::masked;
use crate::http::Call;
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::sessions::Session;
use crate::store::{Conn, Work};
use crate::{Error, member};
use serde::Serialize;
use shuke_contract::Empty;
use shuke_contract::account::Export;
use shuke_contract::referral::{Bound, FriendsGiftNow, GetReferral, NotBound, Referral, ReferralChoice, TeamNow};
use shuke_face::document::Share;
use shuke_face::pages::referral::link as face;
use shuke_rules::Instant;
use shuke_rules::referral::{Side, State};
use std::collections::BTreeMap;

/// Friends that are listed, and refusals.
const MOST: usize = 100;
const REFUSALS: i64 = 20;

/// Where a member passes the page on: what their link is.
pub fn share(drawing: &Drawing<'_>) -> Result<Option<Share>, Error> {
    let (shown, boot, t) = (drawing.came::<GetReferral>("")?, drawing.boot, drawing.t);
    Ok(shown.map(|shown| {
        let name = shown.name.as_deref().filter(|_| shown.shows_name);
        face::share_own(&shown.code, name, Some(&shown.terms.friend), boot, t)
    }))
}

pub async fn get_referral(call: Call<Empty, Session>) -> Result<Referral, Error> {
    let member = call.who.member;
    settling::settle_before_reading(&call.app, member).await?;
    links::own(&call.app, member).await?;
    let read = call.app.view(move |connection, moment| {
        Box::pin(async move {
            let asking = Asking::of(connection, moment, member).await?;
            page(connection, &asking).await
        })
    });
    read.await
}

pub fn put_referral(tx: &mut Conn, call: Request<ReferralChoice, Session>) -> Work<'_, Done<Referral>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        let member = call.who.member;
        terms::in_force(&moment)?;
        links::make(tx, &moment, member).await?;
        links::show_name(tx, member, call.request.shows_name).await?;
        let asking = Asking::of(tx, moment, member).await?;
        Ok(page(tx, &asking).await?.into())
    })
}

/// The page of a member who has a link.
pub async fn page(connection: &mut Conn, asking: &Asking) -> Result<Referral, Error> {
    let moment = asking.moment();
    let member = asking.account.member;
    let referral = terms::in_force(&moment)?;
    let policy = &moment.rulebook.current().policy;
    let link = Link::of_member(connection, member).await?;
    let link = link.ok_or_else(|| Error::internal(format!("member {member} has no link")))?;
    let mut friends = friends(connection, &moment, member).await?;
    let is_pending =
        |bound: &&Bound| !matches!(bound.state, State::Confirmed { .. } | State::Removed { .. } | State::Unknown);
    let pending = friends.iter().filter(is_pending).count();
    friends.truncate(MOST);
    let confirmed = rewards::friends(connection, member).await?;
    let mut gifts = Vec::new();
    for gift in &referral.gifts {
        let given = coupons::holds(connection, member, &rewards::gift_key(gift.friends), false).await?;
        gifts.push(FriendsGiftNow { friends: gift.friends, what: policy.good_for(&gift.coupon), given });
    }
    let tier = asking.account.standing_at(&moment.rulebook, moment.today()).tier;
    Ok(Referral {
        shows_name: link.shows_name,
        name: link.name,
        code: link.code,
        terms: terms::terms(policy, referral),
        friends,
        confirmed,
        pending: u32::try_from(pending).unwrap_or(u32::MAX),
        brought_by: brought_by(connection, &moment, member).await?,
        not_bound: not_bound(connection, &moment, member).await?,
        gifts,
        months: months::shown(connection, &moment, member).await?,
        team_terms: terms::team(policy, referral),
        commission: policy.commission.as_ref().is_some_and(|terms| terms.rate(&tier).is_some()),
        team: teams::shown(connection, &moment, member).await?,
        today: moment.today(),
    })
}

/// What was booked of binds, on the member's side of each.
async fn booked(connection: &mut Conn, member: i64) -> Result<BTreeMap<(i64, Side), Booked>, Error> {
    let all = rewards::since(connection, member, Instant::UNIX_EPOCH).await?;
    Ok(all.into_iter().map(|reward| ((reward.bind, reward.side), reward)).collect())
}

/// Whom a member brought, the newest first.
async fn friends(connection: &mut Conn, moment: &Moment, member: i64) -> Result<Vec<Bound>, Error> {
    let all = binds(connection, Whose::Inviter(member)).await?;
    let booked = booked(connection, member).await?;
    let members: Vec<i64> = all.iter().map(|bind| bind.friend).collect();
    let names = member::names_of(connection, &members).await?;
    let shown = |bind: &Stored| {
        let name = names.get(&bind.friend).map(|name| masked(name)).unwrap_or_default();
        bound(moment, bind, Side::Inviter, name, booked.get(&(bind.nth, Side::Inviter)))
    };
    all.iter().map(shown).collect()
}

/// Who brought a member, as the member sees it.
async fn brought_by(connection: &mut Conn, moment: &Moment, member: i64) -> Result<Option<Bound>, Error> {
    let Some(bind) = of_friend(connection, member).await? else { return Ok(None) };
    let booked = booked(connection, member).await?;
    let link = Link::of_member(connection, bind.inviter).await?;
    let name = link.as_ref().and_then(Link::shown).unwrap_or_default().to_owned();
    bound(moment, &bind, Side::Friend, name, booked.get(&(bind.nth, Side::Friend))).map(Some)
}

fn bound(moment: &Moment, bind: &Stored, side: Side, name: String, booked: Option<&Booked>) -> Result<Bound, Error> {
    let (referral, policy) = bind.promised(&moment.rulebook)?;
    Ok(Bound {
        name,
        joined: moment.rulebook.zone().day_of(bind.bound),
        state: bind.state(&moment.rulebook, moment.now)?,
        reward: terms::rewards(policy, referral.reward(side)),
        given: booked.is_some_and(|reward| reward.undone.is_none()),
        taken_back: booked.is_some_and(|reward| reward.undone.is_some()),
    })
}

async fn not_bound(connection: &mut Conn, moment: &Moment, member: i64) -> Result<Vec<NotBound>, Error> {
    let logged = log::about(connection, member, Instant::UNIX_EPOCH, REFUSALS).await?.into_iter();
    let zone = moment.rulebook.zone();
    let told = |one: log::Logged| NotBound { why: one.why, on: zone.day_of(one.at), mine: one.member == member };
    Ok(logged.map(told).collect())
}

/// Everything of it, whatever the policy says today.
#[derive(Serialize)]
struct Exported {
    code: Option<String>,
    shows_name: bool,
    friends: Vec<Bound>,
    brought_by: Option<Bound>,
    not_bound: Vec<NotBound>,
    team: Option<TeamNow>,
}

pub async fn export(connection: &mut Conn, asking: &Asking, export: &mut Export) -> Result<(), Error> {
    let (moment, member) = (asking.moment(), asking.account.member);
    let link = Link::of_member(connection, member).await?;
    let exported = Exported {
        shows_name: link.as_ref().is_some_and(|link| link.shows_name),
        code: link.map(|link| link.code),
        friends: friends(connection, &moment, member).await?,
        brought_by: brought_by(connection, &moment, member).await?,
        not_bound: not_bound(connection, &moment, member).await?,
        team: teams::shown(connection, &moment, member).await?,
    };
    export.more.insert("referral".to_owned(), serde_json::to_value(exported).map_err(Error::internal)?);
    Ok(())
}
