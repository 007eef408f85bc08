//! WeChat: who sits before a browser there, which member's card that opens, and what its script wants to know of a page. Owns the identities,
//! who came back from WeChat, and what this server may ask WeChat with.
//!
//! What holds at every time: an identity is kept only because a member linked it, and opens one card; a browser comes back with what it was
//! sent with, once; what WeChat calls temporary is nobody; nothing but a page of ours is led to; while WeChat does not answer all else works
//! as before; without an account nothing of it is to be seen.

mod back;
mod cipher;
mod identities;
mod pushed;
mod returns;
mod signed;
mod tokens;
mod way;
mod wire;
mod xml;

pub use signed::{check, signed};
pub use way::{needs_none, silently};
pub use wire::Wire;

use crate::audit::Audit;
use crate::booking::Asking;
use crate::context::Moment;
use crate::drawing::Drawn;
use crate::feature::{Feature, Heard, Span, Told};
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::http::{App, Call, Client, answer};
use crate::policies::instant;
use crate::sessions::Session;
use crate::store::{Conn, Work};
use crate::{Error, settings};
use axum::Router;
use returns::{Kind, Outcome, Return};
use shuke_contract::account::Export;
use shuke_contract::inbox::What;
use shuke_contract::ledger::Link;
use shuke_contract::wechat::{Asked, GetWechat, InWechat, Linked, MoveWechat, UnlinkWechat, Wechat};
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_face::Page;
use shuke_face::pages::wechat::page_whole;
use shuke_face::words::both;
use shuke_rules::channel::Channel;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .read::<GetWechat, Session, _, _>(get_wechat)
            .write::<MoveWechat, Session, _>(move_wechat)
            .write::<UnlinkWechat, Session, _>(unlink_wechat)
    },
    migrations: &[(24, include_str!("../migrations/0024_wechat.sql"))],
    tidy: Some(|tx, moment| Box::pin(returns::clean(tx, moment.now))),
    told: Some(|connection, asking, span| Box::pin(told(connection, asking, span))),
    export: Some(|connection, asking, export| Box::pin(export_identities(connection, asking, export))),
    forget: Some(|tx, _: &Moment, member| Box::pin(identities::forget(tx, member))),
    audits: &[&Audit::of(identities::TABLES), &Audit::of(returns::TABLES), &Audit::of(tokens::TABLES)],
    pages: &[Drawn { page: Page::Wechat, draw: |drawing| drawing.of::<GetWechat>(page_whole) }],
    ..Feature::named("wechat")
};

/// What is no endpoint of ours: where browsers are led, and what WeChat calls.
pub fn routes() -> Router<App> {
    way::routes().merge(pushed::routes())
}

/// The account that this server has; nothing can be asked of WeChat without one.
fn account(app: &App) -> Result<&settings::Wechat, Error> {
    app.settings.wechat.as_deref().ok_or_else(|| {
        Problem::new(ErrorCode::WechatOff, "This server has no service account of WeChat's.")
            .remedy("The operator sets one: docs/wechat.md.")
            .into()
    })
}

/// What the pages need to know inside WeChat; `None` elsewhere, and without an account.
pub async fn here(app: &App, client: &Client, member: Option<i64>) -> Result<Option<InWechat>, Error> {
    if !is_inside(app, client) {
        return Ok(None);
    }
    let asked = asked(&mut *app.store.read().await?, app, client, member).await?;
    Ok(asked.map(|asked| InWechat { asked }))
}

fn is_inside(app: &App, client: &Client) -> bool {
    app.settings.wechat.is_some() && client.channel == Channel::Wechat
}

/// What came of asking in this browser; `None` outside WeChat.
async fn asked(connection: &mut Conn, app: &App, client: &Client, member: Option<i64>) -> Result<Option<Asked>, Error> {
    if !is_inside(app, client) {
        return Ok(None);
    }
    let now = app.context.now();
    // What is offered then is so for some minutes.
    let last =
        last(connection, client, member).await?.filter(|last| last.outcome != Outcome::Others || last.is_recent(now));
    Ok(Some(last.map_or(Asked::NotYet, |last| last.outcome.asked())))
}

/// How this browser came back last.
async fn last(connection: &mut Conn, client: &Client, member: Option<i64>) -> Result<Option<Return>, Error> {
    let Some(token) = &client.browser.wechat else { return Ok(None) };
    for kind in Kind::all(member) {
        if let Some(found) = returns::find(connection, &kind.state(token)).await? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

async fn get_wechat(call: Call<Empty, Session>) -> Result<Wechat, Error> {
    let (app, client, member) = (call.app.clone(), call.client.clone(), call.who.member);
    let shown = call.app.view(move |connection, _| {
        Box::pin(async move {
            let here = asked(connection, &app, &client, Some(member)).await?;
            shown(connection, &app, &client, member, here).await
        })
    });
    shown.await
}

async fn shown(
    connection: &mut Conn,
    app: &App,
    client: &Client,
    member: i64,
    here: Option<Asked>,
) -> Result<Wechat, Error> {
    account(app)?;
    let named = last(connection, client, Some(member)).await?.and_then(|last| last.identity);
    let rows = identities::of(connection, member).await?;
    let linked =
        rows.into_iter().map(|row| Linked { id: row.id.to_string(), since: row.since, here: named == Some(row.id) });
    Ok(Wechat { linked: linked.collect(), here })
}

fn move_wechat(tx: &mut Conn, call: Request<Empty, Session>) -> Work<'_, Done<Wechat>> {
    Box::pin(async move {
        let (app, client, member) = (&call.app, &call.client, call.who.member);
        account(app)?;
        let now = app.context.now();
        let not_asked = || {
            Problem::new(
                ErrorCode::WechatNotAsked,
                "WeChat has not just named another member's identity in this browser.",
            )
            .rule("It was asked in this browser, for this member, no longer than ten minutes ago.")
            .remedy("Link it anew.")
        };
        let token = client.browser.wechat.as_ref().ok_or_else(not_asked)?;
        let state = Kind::Link(member).state(token);
        let last =
            returns::find(tx, &state).await?.filter(|last| last.is_recent(now) && last.outcome == Outcome::Others);
        let identity = last.and_then(|last| last.identity).ok_or_else(not_asked)?;
        if identities::is_full(tx, member).await? {
            returns::settle(tx, &state, Outcome::Full, None).await?;
            return Ok(shown(tx, app, client, member, Some(Asked::Full)).await?.into());
        }
        identities::take_along(tx, identity, member, now).await?.ok_or_else(not_asked)?;
        returns::settle(tx, &state, Outcome::Linked, Some(identity)).await?;
        Ok(shown(tx, app, client, member, Some(Asked::Member)).await?.into())
    })
}

fn unlink_wechat(tx: &mut Conn, call: Request<Empty, Session>) -> Work<'_, Done<Wechat>> {
    Box::pin(async move {
        let (app, client, member) = (&call.app, &call.client, call.who.member);
        account(app)?;
        let id: i64 = call.id.parse().map_err(|_| answer::not_found())?;
        if !identities::unlink(tx, id, member).await? {
            return Err(answer::not_found());
        }
        let here = asked(tx, app, client, Some(member)).await?;
        Ok(shown(tx, app, client, member, here).await?.into())
    })
}

/// That an identity opens somebody else's card now.
async fn told(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Heard, Error> {
    let moves = identities::moves_since(connection, asking.account.member, span.after_micros()).await?;
    let mut told = Vec::new();
    for at in moves {
        let at = instant(at)?;
        if span.has(at) {
            let text = both(|t| t.wechat().moved_told.to_owned());
            told.push(Told { at, what: What::Note { text, page: Link::Wechat } });
        }
    }
    Ok(told.into())
}

async fn export_identities(connection: &mut Conn, asking: &Asking, export: &mut Export) -> Result<(), Error> {
    let identities = identities::exported(connection, asking.account.member).await?;
    if !identities.is_empty() {
        export.more.insert("wechat".to_owned(), identities.into());
    }
    Ok(())
}
