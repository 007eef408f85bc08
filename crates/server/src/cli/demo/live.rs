//! Lets a demo member's history happen, through the same booking as at a till.

use super::goods;
use super::history::{Person, Visit};
use crate::Error;
use crate::booking::{self, Account, Batch, Refund, Sale, invite};
use crate::check_in;
use crate::context::Moment;
use crate::coupons;
use crate::member::{NewMember, log_consent};
use crate::policies::{Rulebook, Version};
use crate::store::{Conn, next_id};
use chrono::Duration;
use shuke_contract::sign_in::ConsentChoice;
use shuke_contract::till::{RefundLine, SaleLine};
use shuke_rules::ledger::SaleKey;
use shuke_rules::number::CardNumber;
use shuke_rules::policy::Store;
use shuke_rules::{Fen, Instant, Points};

/// Makes the member and books what they bought.
pub async fn live(connection: &mut Conn, person: &Person, moment: &Moment) -> Result<(i64, CardNumber), Error> {
    let (rulebook, now) = (&moment.rulebook, moment.now);
    let (member, card) = join(connection, moment, person).await?;
    let mut invited = person.invited;
    for visit in person.visits {
        buy(connection, rulebook, member, visit, now).await?;
        if invited.take_if(|days| *days >= visit.days).is_some() {
            let at = at(rulebook, now, visit.days, visit.hour + 1);
            let tier =
                rulebook.current().rules.tiers.iter().find(|tier| tier.by_invitation).map(|tier| tier.id.clone());
            if let Some(tier) = tier {
                invite(connection, rulebook, member, &tier, at).await?;
            }
        }
    }
    for days in person.check_ins.iter().filter(|_| rulebook.current().policy.check_in.is_some()) {
        let then = Moment { now: at(rulebook, now, *days, 8), ..moment.clone() };
        check_in::on_time(connection, &then, member).await?;
    }
    Ok((member, card))
}

async fn join(connection: &mut Conn, moment: &Moment, person: &Person) -> Result<(i64, CardNumber), Error> {
    let (rulebook, now) = (&moment.rulebook, moment.now);
    let version = rulebook.current();
    let first = person.visits.first();
    let shop = first.and_then(|visit| shop(version, visit.shop)).map(|store| store.id.0.clone());
    let joined = at(rulebook, now, person.joined, first.map_or(12, |visit| visit.hour) - 1);
    let member = next_id(connection, "members").await?;
    let region = booking::region(version, shop.as_deref());
    let card = booking::cards(connection, version, region, 1).await?.pop();
    let card = card.ok_or_else(|| Error::internal("no card number"))?;
    let mut account = Account::new(member, card.clone(), joined, rulebook.zone().day_of(joined));
    let mut batch = Batch::default();
    let new = NewMember {
        phone: Some(person.phone.to_owned()),
        imported_as: None,
        name: Some(person.name.to_owned()),
        birthday: person.birthday.map(str::to_owned),
        store: shop,
    };
    batch.joined(&mut account, new);
    batch.write(connection).await?;
    coupons::welcome(connection, &Moment { now: joined, ..moment.clone() }, &account).await?;
    for consent in &version.policy.consents {
        let given = consent.required || person.takes_news;
        let choice = ConsentChoice { id: consent.id.clone(), version: consent.version.clone(), given };
        log_consent(connection, member, &choice, joined).await?;
    }
    Ok((member, card))
}

async fn buy(
    connection: &mut Conn,
    rulebook: &Rulebook,
    member: i64,
    visit: &Visit,
    now: Instant,
) -> Result<(), Error> {
    let version = rulebook.current();
    let at_till = at(rulebook, now, visit.days, visit.hour);
    let account = booking::by_id(connection, member).await?.ok_or_else(|| Error::internal("the member is missing"))?;
    let tier = account.standing_at(rulebook, rulebook.zone().day_of(at_till)).tier;
    let lines: Vec<SaleLine> =
        visit.basket.iter().filter_map(|(item, pieces)| goods::line(version, &tier, *item, *pieces)).collect();
    let Some(store) = shop(version, visit.shop) else { return Ok(()) };
    let number = format!("demo-{member}-{}", visit.days);
    let back = visit.back.and_then(|(days, line, pieces)| {
        let bought = lines.get(line)?;
        Some((days, RefundLine { line, amount: Fen(bought.paid.0 * pieces / bought.quantity) }))
    });
    let key = SaleKey::Till { store: &store.id.0, number: &number }.to_string();
    let shop = Some(store.id.clone());
    let sale = Sale { key, store: shop, number: number.clone(), at: at_till, booked_at: at_till, lines };
    let sold = booking::sell(connection, rulebook, Some(account), sale).await?;
    if let Some((days, line)) = back {
        let number = format!("{number}-r");
        let refund = Refund {
            key: SaleKey::Till { store: &store.id.0, number: &number }.to_string(),
            number,
            at: at(rulebook, now, days, 15),
            lines: vec![line],
            points_back: Points::ZERO,
        };
        booking::refund(connection, rulebook, sold.id, refund).await?;
    }
    Ok(())
}

fn shop(version: &Version, place: usize) -> Option<&Store> {
    let stores = &version.policy.stores;
    stores.get(place % stores.len().max(1))
}

/// A time of day in the brand's zone, so many days ago.
fn at(rulebook: &Rulebook, now: Instant, days: u32, hour: i64) -> Instant {
    let day = rulebook.zone().day_of(now).minus_days(days);
    let minutes = 60 * hour + 7 + 13 * i64::from(days % 4);
    rulebook.zone().start_of(day) + Duration::minutes(minutes)
}
