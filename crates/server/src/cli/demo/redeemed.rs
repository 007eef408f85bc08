//! What demo members redeemed, through the same functions as members and staff use: an order in each state that is worth
//! looking at. Where a brand has no mall, or an order cannot be, there is none.

use super::shelves::{SHELVES, Shelf};
use crate::context::Moment;
use crate::goods as sold;
use crate::operator::imports::{goods, items};
use crate::orders::{self, By};
use crate::policies::Rulebook;
use crate::stock as on_shelf;
use crate::store::Conn;
use crate::{Error, addresses};
use chrono::Duration;
use shuke_contract::addresses::AddressFields;
use shuke_contract::orders::{Parcel, RedeemRequest};
use shuke_rules::mall::{Item, ItemKind, Way};
use shuke_rules::phone::Phone;
use shuke_rules::policy::StoreId;
use shuke_rules::{Fen, Instant};

/// How far an order goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// As far as it goes by itself.
    Placed,
    Ready,
    PickedUp,
    Claimed,
    Shipped,
}

/// The n-th of its kind that is on offer, cheapest first; the way; hours ago; and how far it goes.
pub type Plan = (ItemKind, usize, Way, i64, To);

/// For the member who has spent the most.
pub const MUCH: &[Plan] = &[
    (ItemKind::Goods, 0, Way::PickUp, 75, To::Claimed),
    (ItemKind::Goods, 1, Way::ExpressForPoints, 50, To::Shipped),
    (ItemKind::Voucher, 0, Way::Voucher, 30, To::PickedUp),
    (ItemKind::Voucher, 0, Way::Voucher, 28, To::Placed),
    (ItemKind::Goods, 0, Way::PickUp, 26, To::Ready),
    (ItemKind::Goods, 2, Way::ExpressForMoney, 0, To::Placed),
];

/// For another one.
pub const SOME: &[Plan] =
    &[(ItemKind::Voucher, 0, Way::Voucher, 49, To::Placed), (ItemKind::Goods, 0, Way::PickUp, 5, To::Placed)];

/// Puts what the example brands offer into the mall, where the policy has one, and what they sell into the catalogue: each where there is
/// nothing yet.
pub async fn stock(tx: &mut Conn, moment: &Moment) -> Result<(), Error> {
    let policy = &moment.rulebook.current().policy;
    let Some(shelf) = SHELVES.iter().find(|shelf| shelf.brand == policy.brand.id) else { return Ok(()) };
    if policy.mall.is_some() && on_shelf::all(tx).await?.is_empty() {
        // A policy of one's own that borrows the brand's name may lack a tier of the items: then it has none of them.
        if let Ok(found) = items::read(shelf.items, policy, |name| picture(shelf, name)) {
            items::write(tx, &found, false, moment.now).await?.map_err(|_| Error::internal("nothing was taken yet"))?;
        }
    }
    if sold::all(tx).await?.is_empty()
        && let Ok(found) = goods::read(shelf.goods, policy, |name| picture(shelf, name))
    {
        let plan = goods::plan(tx, &found, false).await?.map_err(|_| Error::internal("nothing had a barcode yet"))?;
        plan.write(tx, &found, moment.now).await?;
    }
    Ok(())
}

fn picture(shelf: &Shelf, name: &str) -> Result<Vec<u8>, String> {
    let found = shelf.pictures.iter().find(|(known, _)| *known == name);
    found.map(|(_, bytes)| bytes.to_vec()).ok_or_else(|| "is not there".to_owned())
}

/// Lets a member redeem what the plans say.
pub async fn redeem(tx: &mut Conn, moment: &Moment, member: i64, plans: &[Plan]) -> Result<(), Error> {
    if moment.rulebook.current().policy.mall.is_none() {
        return Ok(());
    }
    let address = address(tx, member, moment.now).await?;
    for plan in plans {
        match one(tx, moment, member, &address, *plan).await {
            Ok(()) | Err(Error::Refused(_) | Error::Counted(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn address(tx: &mut Conn, member: i64, now: Instant) -> Result<String, Error> {
    let phone = Phone::parse("13800000000").ok_or_else(|| Error::internal("a number of the demo"))?;
    let fields = AddressFields {
        name: "收件人".to_owned(),
        phone,
        region: "上海市徐汇区".to_owned(),
        street: "武康路 9001 弄 1 号 101 室".to_owned(),
        preferred: true,
    };
    Ok(addresses::add(tx, member, fields, now).await?.to_string())
}

async fn one(tx: &mut Conn, moment: &Moment, member: i64, address: &str, plan: Plan) -> Result<(), Error> {
    let (kind, nth, way, hours, to) = plan;
    let (rulebook, at) = (&moment.rulebook, moment.now - Duration::hours(hours));
    let then = Moment { now: at, ..moment.clone() };
    let policy = &rulebook.current().policy;
    let express = policy.mall.as_ref().and_then(|mall| mall.express.as_ref());
    let Some(shop) = policy.stores.iter().find(|store| !store.revoked).map(|store| store.id.clone()) else {
        return Ok(());
    };
    let Some((item, price)) = pick(tx, rulebook, kind, nth, way, at).await?.and_then(|item| {
        let price = item.total(way, express)?;
        Some((item, price))
    }) else {
        return Ok(());
    };
    let sent = way.is_express();
    let request = RedeemRequest {
        item: item.id,
        way,
        store: (way == Way::PickUp).then(|| shop.clone()),
        address: sent.then(|| address.to_owned()),
        price,
    };
    let order = orders::place(tx, &then, member, &request).await?;
    onwards(tx, &then, order.id, to, &shop).await
}

/// The n-th item of its kind that goes that way and is on offer, cheapest first.
async fn pick(
    tx: &mut Conn,
    rulebook: &Rulebook,
    kind: ItemKind,
    nth: usize,
    way: Way,
    at: Instant,
) -> Result<Option<Item>, Error> {
    let policy = &rulebook.current().policy;
    let express = policy.mall.as_ref().and_then(|mall| mall.express.as_ref());
    let day = rulebook.zone().day_of(at);
    let mut items: Vec<Item> = on_shelf::all(tx).await?.into_iter().map(|stocked| stocked.item).collect();
    items.retain(|item| item.kind == kind && item.is_on_offer(day) && item.total(way, express).is_some());
    items.sort_by_key(|item| item.price.points);
    Ok(items.into_iter().nth(nth))
}

async fn onwards(tx: &mut Conn, then: &Moment, order: i64, to: To, shop: &StoreId) -> Result<(), Error> {
    let after = |minutes| Moment { now: then.now + Duration::minutes(minutes), ..then.clone() };
    let (next, later) = (&after(60), &after(120));
    let due = orders::find(tx, order, then.now).await?.map_or(Fen::ZERO, |order| order.due());
    match to {
        To::Placed => {}
        To::Ready => drop(orders::ready(tx, next, order, By::Themself).await?),
        To::PickedUp => drop(orders::hand_over(tx, next, order, due, shop, By::Themself).await?),
        To::Claimed => {
            orders::hand_over(tx, next, order, due, shop, By::Themself).await?;
            orders::claim(tx, later, order, "回家打开发现有一道裂纹").await?;
        }
        To::Shipped => {
            if !due.is_zero() {
                orders::pay(tx, &after(5), order, due, By::Themself).await?;
            }
            let parcel = Parcel { carrier: "顺丰速运".to_owned(), number: "SF0000000000001".to_owned() };
            orders::ship(tx, next, order, &parcel, By::Themself).await?;
        }
    }
    Ok(())
}
