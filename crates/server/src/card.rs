//! The card: tier, points, what is missing, and the member code's device. Everything on it is computed when it is read; what other
//! features have on it is their part of it.

mod cache;
mod told;

pub use cache::{Cache, MaybeMember, Viewed};

use crate::Error;
use crate::booking::{self, Asking, ending};
use crate::drawing::Drawn;
use crate::feature::Feature;
use crate::http::Call;
use crate::http::mount::Written;
use crate::member::name_of;
use crate::sessions::Session;
use crate::store::Conn;
use shuke_contract::Empty;
use shuke_contract::card::{Card, DeviceKey, GetCard, GetDevice};
use shuke_contract::coupons::GetCoupons;
use shuke_face::Page;
use shuke_face::pages::code::page_whole;
use shuke_rules::Instant;
use shuke_rules::code::Device;
use shuke_rules::tiers::{missing_to_keep, missing_to_next};

/// What of all that is on stands on the card.
const MOST_ON: usize = 3;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes.read_written::<GetCard, Viewed, _, _>(get_card).read::<GetDevice, Session, _, _>(get_device)
    },
    told: Some(|connection, asking, span| Box::pin(told::told(connection, asking, span))),
    export: Some(|connection, asking, export| {
        Box::pin(async move {
            export.card = of(connection, asking).await?.0;
            export.tier_steps = asking.account.steps(&asking.rulebook, asking.moment().today());
            Ok(())
        })
    }),
    pages: &[Drawn {
        page: Page::Code,
        draw: |drawing| {
            Box::pin(async move {
                let key = drawing.read::<GetDevice>("").await?;
                let coupons = drawing.boot.card.as_ref().and_then(|card| card.coupons);
                let wallet = drawing.read_if::<GetCoupons>(coupons.is_some_and(|coupons| coupons.usable > 0)).await?;
                Ok(drawing.draw(|setting| page_whole(&key, wallet.as_ref(), setting)))
            })
        },
    }],
    ..Feature::named("card")
};

async fn get_card(call: Call<Empty, Viewed>) -> Result<Written<Card>, Error> {
    Ok(Written::from_json(call.who.card_json(call.app.context.now())).tagged(call.who.tag()))
}

async fn get_device(call: Call<Empty, Session>) -> Result<DeviceKey, Error> {
    let (app, session) = (&call.app, &call.who);
    let mut connection = app.store.read().await?;
    let moment = app.moment(&mut connection).await?;
    let account = booking::of_member(&mut connection, session.member).await?;
    let device = Device {
        brand: moment.rulebook.current().policy.brand.code.clone(),
        locator: session.locator.clone(),
        secret: session.secret.clone(),
    };
    Ok(DeviceKey { device, number: account.card.clone(), points: account.balance(moment.now), now: moment.now })
}

/// The card of one who asks, and until when the clock alone leaves it so.
pub async fn of(connection: &mut Conn, asking: &Asking) -> Result<(Card, Instant), Error> {
    let Asking { rulebook, account, now, .. } = asking;
    let zone = rulebook.zone();
    let today = zone.day_of(*now);
    let rules = &rulebook.current().rules;
    let walk = account.walk(rulebook, today);
    let (standing, facts) = (walk.standing().clone(), walk.recent().to_vec());
    let mut card = Card {
        number: account.card.clone(),
        name: name_of(connection, account.member).await?,
        points: account.balance(*now),
        debt: account.debt(),
        ending: ending(account, zone, *now),
        next: missing_to_next(rules, &standing, &facts, today),
        keep: missing_to_keep(rules, &standing, &facts),
        last_step: account.steps(rulebook, today).pop(),
        standing,
        facts,
        check_in: None,
        unread: 0,
        coupons: None,
        notes: Vec::new(),
        now_on: Vec::new(),
        codes_read: Vec::new(),
        tag: String::new(),
        today,
        rule_version: rulebook.current().id,
        now: *now,
    };
    let mut until = zone.end_of(today);
    for part in asking.context.features().iter().filter_map(|feature| feature.card_part) {
        until = part(connection, asking, &mut card).await?.into_iter().fold(until, Instant::min);
    }
    card.now_on.sort_by_key(|one| (!one.begun, one.day));
    card.now_on.truncate(MOST_ON);
    Ok((card, until))
}
