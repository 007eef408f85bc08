//! What the mall offers a member.

use crate::booking::{self, Account, Gates};
use crate::context::Moment;
use crate::http::{Call, answer};
use crate::orders::{book_what_lapsed, gives, had_each, lapsed_of_items, rules};
use crate::policies::{Rulebook, Version};
use crate::sessions::Session;
use crate::stock::{self, Stocked, all};
use crate::store::Conn;
use crate::{Error, member};
use chrono::Duration;
use shuke_contract::Empty;
use shuke_contract::ledger::LotPart;
use shuke_contract::mall::{Mall, Offer, OfferDetail};
use shuke_rules::ledger::{Lot, take};
use shuke_rules::mall::{Facts, Item, Withheld, offered};
use shuke_rules::time::Zone;
use shuke_rules::{Instant, Points, Text};
use std::collections::BTreeMap;

pub async fn get_mall(call: Call<Empty, Session>) -> Result<Mall, Error> {
    let member = call.who.member;
    book_what_lapsed(&call.app, member).await?;
    let read = call.app.view(move |connection, moment| {
        Box::pin(async move {
            let Moment { rulebook, now, .. } = moment;
            let rules = rules(rulebook.current())?.clone();
            let account = booking::of_member(connection, member).await?;
            let seen = Seen::read(connection, &rulebook, &account, now).await?;
            let offers = all(connection).await?.into_iter().filter(|stocked| stocked.offered);
            let offers = offers.map(|stocked| in_list(seen.offer(stocked)));
            let offers = offers.filter(|offer| offer.withheld != Some(Withheld::Over)).collect();
            Ok(Mall { offers, rules, points: account.balance(now), today: rulebook.zone().day_of(now) })
        })
    });
    read.await
}

pub async fn get_offer(call: Call<Empty, Session>) -> Result<OfferDetail, Error> {
    let (member, id) = (call.who.member, call.id.clone());
    book_what_lapsed(&call.app, member).await?;
    let read = call.app.view(move |connection, moment| {
        Box::pin(async move {
            let Moment { rulebook, now, .. } = moment;
            let rules = rules(rulebook.current())?.clone();
            let stocked = stock::item(connection, &id).await?.filter(|stocked| stocked.offered);
            let stocked = stocked.ok_or_else(answer::not_found)?;
            let account = booking::of_member(connection, member).await?;
            let leaves = leaves(&account.lots(), stocked.item.price.points, rulebook.zone(), now);
            let offer = Seen::read(connection, &rulebook, &account, now).await?.offer(stocked);
            let open = rulebook.current().policy.stores.iter().filter(|store| !store.revoked);
            let mut stores: Vec<_> = open.cloned().collect();
            let joined = member::joined_in(connection, member).await?;
            stores.sort_by_key(|store| joined.as_ref() != Some(&store.id));
            Ok(OfferDetail {
                offer,
                rules,
                stores,
                points: account.balance(now),
                leaves,
                today: rulebook.zone().day_of(now),
            })
        })
    });
    read.await
}

/// Without what is said of one item alone: the list is read often, and shows neither.
fn in_list(offer: Offer) -> Offer {
    Offer { item: Item { line: Text::default(), terms: Text::default(), ..offer.item }, ..offer }
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
        rulebook: &'a Rulebook,
        account: &Account,
        now: Instant,
    ) -> Result<Self, Error> {
        let had = had_each(connection, account.member, now).await?;
        let back = lapsed_of_items(connection, now).await?;
        Ok(Self {
            version: rulebook.current(),
            gates: Gates::of(rulebook, account, now),
            facts: Facts { today: rulebook.zone().day_of(now), left: 0, had: 0, tier_reached: true },
            had,
            back,
        })
    }

    fn offer(&self, stocked: Stocked) -> Offer {
        let count = |of: &BTreeMap<String, i64>| of.get(&stocked.item.id).copied().unwrap_or(0);
        let gate = self.gates.of_tier(stocked.item.tier.as_ref());
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
    use chrono::{TimeZone, Utc};
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
