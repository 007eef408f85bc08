//! The ledger as its member reads it: every movement explained, and the chain as it stands. Points that have ended stand where
//! they ended, whether or not that is booked yet. What a movement was about is said by the feature that brought it about.

mod told;

use crate::Error;
use crate::booking::{self, Asking, END_POINTS, Listed, Place, ending, entries, last_day};
use crate::drawing::Drawn;
use crate::feature::{Explained, Feature};
use crate::http::Call;
use crate::sessions::Session;
use crate::store::Conn;
use shuke_contract::Empty;
use shuke_contract::ledger::{GetLedger, GetLedgerChain, LedgerChain, LedgerPage, LedgerRequest, Link, Movement};
use shuke_face::Page;
use shuke_face::pages::points::page_whole;
use shuke_rules::Points;
use shuke_rules::ledger::{EntryKind, Key};

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes.read::<GetLedger, Session, _, _>(get_ledger).read::<GetLedgerChain, Session, _, _>(get_chain)
    },
    jobs: &[END_POINTS],
    told: Some(|connection, asking, span| Box::pin(told::told(connection, asking, span))),
    export: Some(|connection, asking, export| {
        Box::pin(async move {
            export.ledger = entries(connection, asking.account.member).await?;
            Ok(())
        })
    }),
    pages: &[Drawn { page: Page::Points, draw: |drawing| drawing.of::<GetLedger>(page_whole) }],
    ..Feature::named("ledger")
};

async fn get_ledger(call: Call<LedgerRequest, Session>) -> Result<LedgerPage, Error> {
    let member = call.who.member;
    let from = call.request.after.as_deref().map_or(Ok(Place::FIRST), Place::read)?;
    let read = call.app.view(move |connection, moment| {
        Box::pin(async move {
            let asking = Asking::of_ledger(connection, moment, member).await?;
            let Asking { rulebook, account, now, .. } = &asking;
            let (listed, next) = booking::page(connection, rulebook, account, from, *now).await?;
            let mut entries = Vec::with_capacity(listed.len());
            for listed in listed {
                entries.push(explained(connection, &asking, listed).await?);
            }
            Ok(LedgerPage {
                points: account.balance(*now),
                debt: account.debt(),
                ending: ending(account, rulebook.zone(), *now),
                entries,
                next,
                today: rulebook.zone().day_of(*now),
            })
        })
    });
    read.await
}

async fn get_chain(call: Call<Empty, Session>) -> Result<LedgerChain, Error> {
    let member = call.who.member;
    let read = call.app.view(move |connection, moment| {
        Box::pin(async move {
            let Asking { account, now, .. } = Asking::of_ledger(connection, moment, member).await?;
            Ok(LedgerChain {
                number: account.card.clone(),
                entries: entries(connection, member).await?,
                sales: booking::earned_by(connection, member).await?,
                points: account.balance(now),
                ended: booking::ended(&account, now).map(|held| held.lot.left).sum::<Points>(),
                now,
            })
        })
    });
    read.await
}

/// A movement with what it was about: of sales and ends that is known here, of everything else by whoever brought it about.
async fn explained(connection: &mut Conn, asking: &Asking, listed: Listed) -> Result<Movement, Error> {
    let (rulebook, at) = (&asking.rulebook, listed.at()?);
    let Explained { about, link, of_day } = match listed.kind {
        EntryKind::Earned | EntryKind::TakenBack | EntryKind::Ended => Explained {
            about: listed.shop.as_deref().map(|shop| rulebook.shop_name(shop)),
            ..Explained::link(listed.sale.map_or(Link::None, |sale| Link::Receipt(sale.to_string())))
        },
        _ => by_feature(connection, asking, &listed.key).await?,
    };
    let day = if listed.kind == EntryKind::Ended { last_day(rulebook, at) } else { rulebook.zone().day_of(at) };
    Ok(Movement {
        seq: listed.seq,
        kind: listed.kind,
        points: listed.points,
        at,
        day,
        of_day: of_day.filter(|of| *of != day),
        about,
        link,
        debt: listed.points - listed.lot_points,
        lots: listed.lots,
        rule_version: listed.rule_version,
    })
}

async fn by_feature(connection: &mut Conn, asking: &Asking, key: &str) -> Result<Explained, Error> {
    let Some(key) = Key::parse(key) else { return Ok(Explained::link(Link::None)) };
    for explains in asking.context.features().iter().filter_map(|feature| feature.explains) {
        if let Some(explained) = explains(connection, asking, key).await? {
            return Ok(explained);
        }
    }
    Ok(Explained::link(Link::None))
}
