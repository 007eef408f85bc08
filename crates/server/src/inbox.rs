//! The inbox: what happened and what will, as each feature says it, derived each time from what is stored. Owns their order, how
//! many, how far back, and which of them are news. What comes true with time is judged by the clock, booked or not.

use crate::booking::{Account, Asking};
use crate::drawing::Drawn;
use crate::feature::{Feature, Heard, Span, Told};
use crate::http::call::{Call, Request};
use crate::http::mount::Done;
use crate::policies::Rulebook;
use crate::sessions::Session;
use crate::store::{Conn, Work};
use crate::{Error, member};
use chrono::Duration;
use shuke_contract::Empty;
use shuke_contract::inbox::{GetInbox, Inbox, Message, SeeInbox, SeenRequest, What};
use shuke_face::Page;
use shuke_face::pages::inbox::page_whole;
use shuke_rules::Instant;

/// Messages at most, the newest.
const MOST: usize = 100;
/// How far back they go.
const MONTHS: u32 = 12;

pub const FEATURE: Feature = Feature {
    routes: |routes| routes.read::<GetInbox, Session, _, _>(get_inbox).write::<SeeInbox, Session, _>(see_inbox),
    card_part: Some(|connection, asking, card| {
        Box::pin(async move {
            let Asking { rulebook, account, now, .. } = asking;
            let seen = member::inbox_seen(connection, account.member).await?;
            let heard = heard(connection, asking, beginning(rulebook, *now).max(seen)).await?;
            let news = heard.told.iter().filter(|told| is_news(told, account)).count();
            card.unread = u32::try_from(news).unwrap_or(u32::MAX);
            Ok(heard.until)
        })
    }),
    pages: &[Drawn { page: Page::Inbox, draw: |drawing| drawing.of::<GetInbox>(page_whole) }],
    ..Feature::named("inbox")
};

/// What the member did is in the list, and what joining brought, which was shown then: neither is ever new to them.
fn is_news(told: &Told, account: &Account) -> bool {
    let was_shown = matches!(told.what, What::CouponGiven { .. }) && told.at <= account.joined_at;
    !was_shown && !matches!(told.what, What::OrderPlaced { .. })
}

/// The instant after which messages are shown.
fn beginning(rulebook: &Rulebook, now: Instant) -> Instant {
    let first = rulebook.zone().day_of(now).minus_months(MONTHS);
    rulebook.zone().start_of(first) - Duration::microseconds(1)
}

/// Everything that was told after an instant, newest first, as much as is shown.
async fn heard(connection: &mut Conn, asking: &Asking, after: Instant) -> Result<Heard, Error> {
    let span = Span { after, now: asking.now };
    let mut all = Heard::default();
    for tells in asking.context.features().iter().filter_map(|feature| feature.told) {
        let Heard { told, until } = tells(connection, asking, span).await?;
        all.told.extend(told.into_iter().filter(|told| span.has(told.at)));
        all.until = all.until.into_iter().chain(until).min();
    }
    all.told.sort_by_key(|told| std::cmp::Reverse(told.at));
    all.told.truncate(MOST);
    Ok(all)
}

async fn of(connection: &mut Conn, asking: &Asking) -> Result<Inbox, Error> {
    let Asking { rulebook, account, now, .. } = asking;
    let seen = member::inbox_seen(connection, account.member).await?;
    let told = heard(connection, asking, beginning(rulebook, *now)).await?.told.into_iter();
    let messages: Vec<Message> = told
        .map(|told| Message {
            unread: told.at > seen && is_news(&told, account),
            what: told.what,
            at: told.at,
            day: rulebook.zone().day_of(told.at),
        })
        .collect();
    let unread = messages.iter().filter(|message| message.unread).count();
    Ok(Inbox { messages, unread: u32::try_from(unread).unwrap_or(u32::MAX), today: rulebook.zone().day_of(*now) })
}

async fn get_inbox(call: Call<Empty, Session>) -> Result<Inbox, Error> {
    let member = call.who.member;
    let read = call.app.view(move |connection, moment| {
        Box::pin(async move {
            let asking = Asking::of(connection, moment, member).await?;
            of(connection, &asking).await
        })
    });
    read.await
}

/// A phone whose clock is ahead has not seen what is yet to come.
fn see_inbox(tx: &mut Conn, call: Request<SeenRequest, Session>) -> Work<'_, Done<Inbox>> {
    Box::pin(async move {
        let moment = call.app.moment(tx).await?;
        member::see_inbox(tx, call.who.member, call.request.until.min(moment.now)).await?;
        let asking = Asking::of(tx, moment, call.who.member).await?;
        Ok(of(tx, &asking).await?.into())
    })
}
