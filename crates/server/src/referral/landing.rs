//! What a link leads to, and who looks at it. A guest's browser is noted to have opened it; nothing else follows from looking.

use super::links::Link;
use super::openings::{self, Opening};
use super::{log, stored, teams, terms};
use crate::Error;
use crate::card::{MaybeMember, Viewed};
use crate::context::Moment;
use crate::drawing::Drawing;
use crate::http::call::Tries;
use crate::http::limits::Counted;
use crate::http::{App, Call, Client, Identity, answer, cookie};
use crate::store::Conn;
use axum::http::{HeaderMap, HeaderValue};
use shuke_contract::referral::{GetReferralLink, Looks, ReferralLink};
use shuke_contract::{Caller, Empty};
use shuke_face::document::Share;
use shuke_face::pages::referral::link;
use shuke_rules::referral::{Refused, code};

/// Anyone; a guest's browser keeps a token by which it is known that it opened a link.
#[derive(Clone)]
pub struct Visitor {
    who: MaybeMember,
    token: String,
}

impl Visitor {
    fn member(&self) -> Option<i64> {
        self.who.0.as_ref().map(Viewed::member)
    }
}

impl Identity for Visitor {
    const CALLER: Caller = Caller::Anyone;

    async fn of(app: &App, headers: &HeaderMap, client: &Client) -> Result<Self, Error> {
        let who = MaybeMember::of(app, headers, client).await?;
        let token = match &client.browser.visit {
            Some(token) => token.clone(),
            None => app.context.chance().token()?,
        };
        Ok(Self { who, token })
    }

    fn scope(&self) -> String {
        "anyone".to_owned()
    }

    fn prolong(&self, app: &App, client: &Client) -> Option<HeaderValue> {
        self.who.prolong(app, client).or_else(|| self.keeps(client))
    }

    fn keeps(&self, client: &Client) -> Option<HeaderValue> {
        self.member().is_none().then(|| cookie::VISIT.set(Some(&self.token), client))
    }
}

pub async fn get_link(call: Call<Empty, Visitor>) -> Result<ReferralLink, Error> {
    let by = call.client.network();
    call.check(Counted::WrongLink, &by)?;
    let (visitor, typed) = (call.who.clone(), code::parse(&call.id));
    let looked = call.app.view(move |connection, moment| {
        Box::pin(async move { look(connection, &moment, &visitor, typed.as_deref()).await })
    });
    let Some((link, note)) = looked.await? else {
        call.was_wrong(Counted::WrongLink, &by);
        return Err(answer::not_found());
    };
    let is_noted = |note: &Note| {
        let is_guests = matches!(note, Note::Opened { .. });
        !call.client.is_look && (!is_guests || call.app.limits.count(Counted::OpenedLink, &by).is_ok())
    };
    if let Some(note) = note.filter(is_noted) {
        let noted = call.app.write(move |tx, moment| {
            let note = note.clone();
            Box::pin(async move { note.keep(tx, &moment).await })
        });
        noted.await?;
    }
    Ok(link)
}

/// What is to be noted of a look.
#[derive(Clone)]
enum Note {
    Opened { token: String, inviter: i64 },
    Refused { member: i64, inviter: i64, why: Refused },
}

impl Note {
    async fn keep(&self, tx: &mut Conn, moment: &Moment) -> Result<(), Error> {
        match self {
            Self::Opened { token, inviter } => {
                openings::note(tx, token, Opening { inviter: *inviter, at: moment.now }).await
            }
            Self::Refused { member, inviter, why } => log::add(tx, *member, *inviter, *why, moment.now).await,
        }
    }
}

async fn look(
    connection: &mut Conn,
    moment: &Moment,
    visitor: &Visitor,
    code: Option<&str>,
) -> Result<Option<(ReferralLink, Option<Note>)>, Error> {
    let referral = terms::in_force(moment)?;
    let Some(code) = code else { return Ok(None) };
    let Some(link) = Link::by_code(connection, code).await? else { return Ok(None) };
    let looks = looks(connection, visitor, &link).await?;
    let note = note(connection, moment, visitor, &link, looks).await?;
    let today = moment.today();
    let shown = ReferralLink {
        name: link.shown().map(str::to_owned),
        closed: link.left.is_some(),
        looks,
        terms: terms::terms(&moment.rulebook.current().policy, referral),
        join_until: today.plus_days(referral.window_days),
        team: teams::offered(connection, moment, link.member, visitor.member()).await?,
        today,
        code: link.code,
    };
    Ok(Some((shown, note)))
}

async fn looks(connection: &mut Conn, visitor: &Visitor, link: &Link) -> Result<Looks, Error> {
    let Some(member) = visitor.member() else { return Ok(Looks::Guest) };
    if member == link.member {
        return Ok(Looks::Oneself);
    }
    let bind = stored::of_friend(connection, member).await?;
    Ok(if bind.is_some_and(|bind| bind.inviter == link.member) { Looks::Friend } else { Looks::Member })
}

/// What of it is new: the same link opened again on the same day is not.
async fn note(
    connection: &mut Conn,
    moment: &Moment,
    visitor: &Visitor,
    link: &Link,
    looks: Looks,
) -> Result<Option<Note>, Error> {
    let (inviter, zone) = (link.member, moment.rulebook.zone());
    let why = match (looks, visitor.member()) {
        (Looks::Guest, _) => {
            let last = openings::by_browser(connection, &visitor.token).await?;
            let same = last.is_some_and(|last| last.inviter == inviter && zone.day_of(last.at) == moment.today());
            return Ok((!same).then(|| Note::Opened { token: visitor.token.clone(), inviter }));
        }
        (Looks::Oneself, Some(member)) => (member, Refused::Oneself),
        (Looks::Member, Some(member)) => (member, Refused::Member),
        _ => return Ok(None),
    };
    let (member, why) = why;
    let is_logged = log::has(connection, member, inviter, why).await?;
    Ok((!is_logged).then_some(Note::Refused { member, inviter, why }))
}

/// Where the link is passed on: what the page was drawn from.
pub fn share(drawing: &Drawing<'_>) -> Result<Option<Share>, Error> {
    let shown = drawing.came::<GetReferralLink>(drawing.id)?;
    Ok(shown.map(|shown| link::share(&shown, drawing.boot, drawing.t)))
}
