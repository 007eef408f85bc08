//! What the mall offers a member.

use super::{Gates, Stocked, all, rules};
use crate::http::{Call, answer};
use crate::orders::{book_what_lapsed, gives};
use crate::policies::{Rulebook, Version};
use crate::sessions::Session;
use crate::store::Conn;
use crate::{Error, card};
use chrono::{Duration, Utc};
use shuke_contract::Empty;
use shuke_contract::ledger::LotPart;
use shuke_contract::mall::{Mall, Offer, OfferDetail};
use shuke_rules::ledger::{Lot, take};
use shuke_rules::mall::{Facts, Withheld, offered};
use shuke_rules::time::Zone;
use shuke_rules::{Instant, Points};
use std::collections::BTreeMap;

pub async fn get_mall(call: Call<Empty, Session>) -> Result<Mall, Error> {
    let (policies, member) = (call.app.policies.clone(), call.who.member);
    book_what_lapsed(&call.app, member).await?;
    let read = call.app.store.view(move |connection| {
        Box::pin(async move {
            let (book, now) = (policies.current(connection).await?, Utc::now());
            let rules = rules(book.current())?.clone();
            let account = card::of_member(connection, member).await?;
            let seen = Seen::read(connection, &book, &account, now).await?;
            let offers = all(connection).await?.into_iter().filter(|stocked| stocked.offered);
            let offers = offers.map(|stocked| seen.offer(stocked));
            let offers = offers.filter(|offer| offer.withheld != Some(Withheld::Over)).collect();
            Ok(Mall { offers, rules, points: account.balance(now), today: book.zone().day_of(now) })
        })
    });
    read.await
}

pub async fn get_offer(call: Call<Empty, Session>) -> Result<OfferDetail, Error> {
    let (policies, member, id) = (call.app.policies.clone(), call.who.member, call.id.clone());
    book_what_lapsed(&call.app, member).await?;
    let read = call.app.store.view(move |connection| {
        Box::pin(async move {
            let (book, now) = (policies.current(connection).await?, Utc::now());
            let rules = rules(book.current())?.clone();
            let stocked = super::item(connection, &id).await?.filter(|stocked| stocked.offered);
            let stocked = stocked.ok_or_else(answer::not_found)?;
            let account = card::of_member(connection, member).await?;
            let leaves = leaves(&account.lots(), stocked.item.price.points, book.zone(), now);
            let offer = Seen::read(connection, &book, &account, now).await?.offer(stocked);
            let open = book.current().policy.stores.iter().filter(|store| !store.revoked);
            let mut stores: Vec<_> = open.cloned().collect();
            let joined = joined_at(connection, member).await?;
            stores.sort_by_key(|store| joined.as_ref() != Some(&store.id.0));
            Ok(OfferDetail {
                offer,
                rules,
                stores,
                points: account.balance(now),
                leaves,
                today: book.zone().day_of(now),
            })
        })
    });
    read.await
}

/// The shop where a member joined; none online.
async fn joined_at(connection: &mut Conn, member: i64) -> Result<Option<String>, Error> {
    let row: (Option<String>,) =
        sqlx::query_as("SELECT store FROM members WHERE id = $1").bind(member).fetch_one(connection).await?;
    Ok(row.0)
}

/// What decides on offers for one member.
struct Seen<'a> {
    version: &'a Version,
    gates: Gates<'a>,
    facts: Facts,
    had: BTreeMap<String, i64>,
    /// Held by reserved orders whose time is over: as good as back.
    back: BTreeMap<String, i64>,
}

impl<'a> Seen<'a> {
    async fn read(
        connection: &mut Conn,
        book: &'a Rulebook,
        account: &crate::booking::Account,
        now: Instant,
    ) -> Result<Self, Error> {
        let had: Vec<(String, i64)> = sqlx::query_as(
            "SELECT item_id, COUNT(*) FROM orders WHERE member_id = $1 \
             AND state NOT IN ('expired', 'cancelled', 'returned') AND NOT (state = 'reserved' AND lapses_at <= $2) \
             GROUP BY item_id",
        )
        .bind(account.member)
        .bind(now.timestamp_micros())
        .fetch_all(&mut *connection)
        .await?;
        let back: Vec<(String, i64)> = sqlx::query_as(
            "SELECT item_id, COUNT(*) FROM orders WHERE state = 'reserved' AND lapses_at <= $1 GROUP BY item_id",
        )
        .bind(now.timestamp_micros())
        .fetch_all(connection)
        .await?;
        Ok(Self {
            version: book.current(),
            gates: Gates::of(book, account, now),
            facts: Facts { today: book.zone().day_of(now), left: 0, had: 0, tier_reached: true },
            had: had.into_iter().collect(),
            back: back.into_iter().collect(),
        })
    }

    fn offer(&self, stocked: Stocked) -> Offer {
        let count = |of: &BTreeMap<String, i64>| of.get(&stocked.item.id).copied().unwrap_or(0);
        let gate = self.gates.gate(&stocked.item);
        let left = stocked.left() + count(&self.back);
        let had = u32::try_from(count(&self.had)).unwrap_or(u32::MAX);
        let withheld = offered(&stocked.item, &Facts { left, had, tier_reached: gate.reached, ..self.facts }).err();
        let gives = gives(self.version, &stocked.item);
        // What it gives is not in the policy any more, or not for everybody: nobody can have it.
        let withheld = if gives.is_none() { Some(Withheld::Over) } else { withheld };
        let gives = gives.unwrap_or_default();
        Offer { gives, left, had, withheld, tier_missing: gate.missing.filter(|_| !gate.reached), item: stocked.item }
    }
}

/// Which points would leave, by the last day on which they could be spent: soonest first.
fn leaves(lots: &[Lot], price: Points, zone: Zone, now: Instant) -> Vec<LotPart> {
    let mut parts: Vec<LotPart> = Vec::new();
    for (id, points) in take(lots, price, now).from {
        let ends = lots.iter().find(|lot| lot.id == id).and_then(|lot| lot.ends);
        let until = ends.map(|ends| zone.day_of(ends - Duration::microseconds(1)));
        match parts.last_mut() {
            Some(last) if last.until == until => last.points += points,
            _ => parts.push(LotPart { points, until }),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use shuke_rules::Day;

    #[test]
    fn points_that_end_on_the_same_day_leave_together_and_the_soonest_first() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let now = Utc.with_ymd_and_hms(2026, 6, 1, 4, 0, 0).unwrap();
        let day = Day::new(2026, 12, 31).unwrap();
        let lot = |id, left, ends| Lot { id, left: Points(left), ends };
        let lots = [lot(1, 50, None), lot(2, 30, Some(zone.end_of(day))), lot(3, 30, Some(zone.end_of(day)))];
        let part = |points, until| LotPart { points: Points(points), until };
        assert_eq!(leaves(&lots, Points(70), zone, now), [part(60, Some(day)), part(10, None)]);
        assert_eq!(leaves(&lots, Points(20), zone, now), [part(20, Some(day))]);
    }
}
