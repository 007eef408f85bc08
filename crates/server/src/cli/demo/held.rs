//! What demo members hold of coupons: one in each state, through the same steps as at a till. Where a brand has no coupons that
//! members claim, there are those only that are given by themselves.

use crate::Error;
use crate::booking;
use crate::context::Moment;
use crate::coupons::{self, New};
use crate::policies::Rulebook;
use crate::store::{Conn, next_id};
use crate::till::{self, NewQuote};
use chrono::Duration;
use shuke_rules::coupons::{Key, LOCK_MINUTES, Within};
use shuke_rules::ledger::SaleKey;
use shuke_rules::policy::{Occasion, Per, Template};
use shuke_rules::{Fen, Instant};

/// What becomes of a coupon. Days count from today, on which the demo is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// It can be used for so many days.
    Held(u32),
    /// It can be used in so many days.
    Later(u32),
    /// It ended so many days ago.
    Ended(u32),
    /// The last sale used it up.
    Used,
    /// A till is keeping it.
    Kept,
    /// It was given for a tier that a refund undid.
    Undone,
}

/// The n-th of those that anybody can claim, and what becomes of it.
pub type Plan = (usize, To);

pub const EVERY: &[Plan] = &[
    (0, To::Held(2)),
    (1, To::Held(12)),
    (2, To::Held(40)),
    (1, To::Later(5)),
    (3, To::Ended(9)),
    (0, To::Used),
    (3, To::Kept),
    (0, To::Undone),
];

pub const SOME: &[Plan] = &[(1, To::Held(4)), (0, To::Ended(30))];

/// Gives a member what the plans say, and what is due.
pub async fn hold(tx: &mut Conn, moment: &Moment, member: i64, plans: &[Plan]) -> Result<(), Error> {
    let (rulebook, now) = (&moment.rulebook, moment.now);
    for (at, (nth, to)) in plans.iter().enumerate() {
        let policy = &rulebook.current().policy;
        if *to == To::Undone {
            undone(tx, rulebook, member, now).await?;
            continue;
        }
        let claimed = |template: &&Template| template.claim.is_some() && template.tier.is_none();
        let Some(template) = policy.coupons.iter().filter(claimed).nth(*nth) else { continue };
        let key = Key::Demo { template: &template.id.0, nth: at }.to_string();
        one(tx, rulebook, member, (template, key), *to, now).await?;
    }
    let account = booking::of_member(tx, member).await?;
    coupons::settle(tx, moment, &account).await
}

async fn one(
    tx: &mut Conn,
    rulebook: &Rulebook,
    member: i64,
    (template, key): (&Template, String),
    to: To,
    now: Instant,
) -> Result<(), Error> {
    let today = rulebook.zone().day_of(now);
    let sale = booking::last_sale(tx, member).await?;
    let (given, first, last) = match to {
        To::Held(days) => (now - Duration::days(3), today.minus_days(3), today.plus_days(days)),
        To::Later(days) => (now - Duration::days(1), today.plus_days(days), today.plus_days(days + 30)),
        To::Ended(days) => (now - Duration::days(60), today.minus_days(60), today.minus_days(days)),
        To::Kept => (now - Duration::days(6), today.minus_days(6), today.plus_days(8)),
        To::Used | To::Undone => {
            let Some((_, at)) = sale else { return Ok(()) };
            let day = rulebook.zone().day_of(at);
            (at - Duration::days(1), day.minus_days(1), day.plus_days(30))
        }
    };
    let new = New { template, key, first, last: Some(last) };
    let Some(id) = coupons::give(tx, rulebook, rulebook.current(), member, &new, given).await? else { return Ok(()) };
    match (to, sale) {
        (To::Used, Some((sale, at))) => {
            let quote = quote(tx, rulebook, member, id, at).await?;
            till::sell_quote(tx, rulebook, quote, sale, at).await.map(drop)
        }
        (To::Kept, _) => quote(tx, rulebook, member, id, now).await.map(drop),
        _ => Ok(()),
    }
}

/// A till keeps a coupon for a basket.
async fn quote(tx: &mut Conn, rulebook: &Rulebook, member: i64, coupon: i64, at: Instant) -> Result<i64, Error> {
    let id = next_id(tx, "quotes").await?;
    let new = NewQuote {
        id,
        key: SaleKey::Demo { member, coupon }.to_string(),
        member: Some(member),
        until: at + Duration::minutes(LOCK_MINUTES),
        lines: Vec::new(),
        delivery: Fen::ZERO,
        gifts: Vec::new(),
        rule_version: rulebook.current().id,
    };
    new.insert(tx, at).await?;
    let held = coupons::for_basket(tx, rulebook, member, &[], at).await?;
    let kept: Vec<_> = held.iter().filter(|stored| stored.id == coupon).collect();
    coupons::lock(tx, &kept, (id, new.until), at).await?;
    Ok(id)
}

/// One more than any tier gives in all: as if a refund had undone a higher one. What is due is settled later and withdraws it.
async fn undone(tx: &mut Conn, rulebook: &Rulebook, member: i64, now: Instant) -> Result<(), Error> {
    let policy = &rulebook.current().policy;
    let in_all = policy.grants.iter().filter(|grant| grant.on == Occasion::Tier && grant.per == Per::Ever);
    let Some(most) = in_all.max_by_key(|grant| grant.count) else { return Ok(()) };
    let Some(template) = policy.template(&most.coupon) else { return Ok(()) };
    let at = now - Duration::days(20);
    let key = Key::Tier { within: Within::Ever, template: &template.id.0, nth: most.count }.to_string();
    let new = New { template, key, first: rulebook.zone().day_of(at), last: None };
    coupons::give(tx, rulebook, rulebook.current(), member, &new, at).await.map(drop)
}
