//! Placing a redemption: points leave and the item is held, both or neither.

use super::lapse::book_around;
use super::save::SEAL;
use super::save::{By, Step, append};
use super::stored::{Delivery, Stored, find, had};
use super::{packs, refusals};
use crate::booking::{self, Batch, Gates};
use crate::context::Moment;
use crate::feature::{Fact, happened};
use crate::fields::Fields;
use crate::payment::{Due, PAYMENT};
use crate::policies::Version;
use crate::stock::{self, Stocked};
use crate::store::{Conn, next_id};
use crate::{Error, addresses, http};
use chrono::Duration;
use shuke_contract::addresses::AddressFields;
use shuke_contract::mall::Gives;
use shuke_contract::orders::{OrderItem, RedeemRequest};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::Instant;
use shuke_rules::ledger::{EntryKind, Key};
use shuke_rules::mall::{Facts, Item, OrderState, Price, Way, Withheld, offered};
use shuke_rules::pick_up::PickUpCode;
use shuke_rules::policy::{Mall, StoreId};

/// Redeems an item.
///
/// # Errors
/// Those of [`Redeem`](shuke_contract::orders::Redeem); nothing moved then.
pub async fn place(tx: &mut Conn, moment: &Moment, member: i64, request: &RedeemRequest) -> Result<Stored, Error> {
    let version = moment.rulebook.current();
    let express = rules(version)?.express.as_ref();
    book_around(tx, moment, &request.item, member).await?;
    let Stocked { item, .. } = offer(tx, moment, member, request).await?;
    let (price, store, address) = asked(tx, version, member, &item, request).await?;
    if price != request.price {
        return Err(refusals::price(price));
    }
    let due = PAYMENT.due(request.way, price.fen);
    let store = store.or_else(|| express.filter(|_| address.is_some()).map(|express| express.store.clone()));
    let id = next_id(tx, "orders").await?;
    let state = match (due, request.way) {
        (Due::BeforePlaced, _) => OrderState::Reserved,
        (_, Way::Voucher) => OrderState::Ready,
        _ => OrderState::Placed,
    };
    let held = Duration::minutes(rules(version)?.hold_minutes.into());
    let shown = state != OrderState::Placed || request.way == Way::PickUp;
    let gives = packs::gives(version, &item).ok_or_else(|| refusals::withheld(Withheld::Over, None))?;
    let new = New {
        id,
        member,
        item: snapshot(&item, gives),
        delivery: Delivery { way: request.way, address, parcel: None },
        store,
        code: if shown { Some(free_code(tx, moment).await?) } else { None },
        state,
        price,
        lapses_at: (state == OrderState::Reserved).then(|| moment.now + held),
        rule_version: version.id,
    };
    spend(tx, &new, moment.now).await?;
    if !stock::take_one(tx, &item.id).await? {
        return Err(refusals::withheld(Withheld::SoldOut, None));
    }
    insert(tx, &new, moment.now).await?;
    append(tx, id, &Step::plain(state, moment.now, By::Themself)).await?;
    happened(tx, moment, Fact::OrderPlaced { member, order: id }).await?;
    let order = find(tx, id, moment.now).await?;
    let mut order = order.ok_or_else(|| Error::internal("an order that was just written"))?;
    packs::deliver(tx, moment, &mut order, By::Themself).await?;
    Ok(order)
}

/// What the policy says about the mall.
///
/// # Errors
/// [`ErrorCode::MallOff`]
pub fn rules(version: &Version) -> Result<&Mall, Error> {
    let none = || Problem::new(ErrorCode::MallOff, "This brand has no points mall.");
    Ok(version.policy.mall.as_ref().ok_or_else(none)?)
}

/// The item, when the member can have it now, whatever it costs.
async fn offer(tx: &mut Conn, moment: &Moment, member: i64, request: &RedeemRequest) -> Result<Stocked, Error> {
    let stocked = stock::item(tx, &request.item).await?.filter(|stocked| stocked.offered);
    let stocked = stocked.ok_or_else(http::answer::not_found)?;
    let account = booking::of_member(tx, member).await?;
    let gate = Gates::of(&moment.rulebook, &account, moment.now).of_tier(stocked.item.tier.as_ref());
    let facts = Facts {
        today: moment.rulebook.zone().day_of(moment.now),
        left: stocked.left(),
        had: had(tx, &stocked.item.id, member, moment.now).await?,
        tier_reached: gate.reached,
    };
    offered(&stocked.item, &facts).map_err(|why| refusals::withheld(why, gate.missing))?;
    Ok(stocked)
}

/// What it costs, and where it goes: the shop, or the address.
async fn asked(
    tx: &mut Conn,
    version: &Version,
    member: i64,
    item: &Item,
    request: &RedeemRequest,
) -> Result<(Price, Option<StoreId>, Option<AddressFields>), Error> {
    let express = version.policy.mall.as_ref().and_then(|mall| mall.express.as_ref());
    let mut fields = Fields::default();
    let price = item.total(request.way, express);
    fields.check(price.is_some(), "way", "the item cannot go that way");
    let collected = request.way == Way::PickUp;
    let sent = request.way.is_express();
    let store = request.store.clone();
    let known = |id: &StoreId| version.policy.stores.iter().any(|store| store.id == *id && !store.revoked);
    fields.check(store.is_some() == collected, "store", "belongs to what is collected, and only there");
    fields.check(store.as_ref().is_none_or(known), "store", "is no shop that hands things over");
    fields.check(request.address.is_some() == sent, "address", "belongs to what is sent, and only there");
    let address = match &request.address {
        Some(id) => addresses::find(tx, member, id).await?,
        None => None,
    };
    fields.check(address.is_some() == request.address.is_some(), "address", "is not in the address book");
    fields.done()?;
    let price = price.ok_or_else(|| Error::internal("an item without a price"))?;
    Ok((price, store, address.map(|address| AddressFields { preferred: false, ..address })))
}

fn snapshot(item: &Item, gives: Vec<Gives>) -> OrderItem {
    let Item { id, name, terms, kind, picture, .. } = item.clone();
    OrderItem { id, name, terms, kind, picture, gives }
}

/// Takes the points.
async fn spend(tx: &mut Conn, new: &New, now: Instant) -> Result<(), Error> {
    let mut account = booking::of_member(tx, new.member).await?;
    let price = booking::Price {
        kind: EntryKind::Redeemed,
        points: new.price.points,
        key: Key::Redeemed { order: new.id }.to_string(),
        rule_version: new.rule_version,
    };
    let mut batch = Batch::default();
    let spent = account.spend(price, now, &mut batch);
    spent.map_err(|balance| refusals::points(new.price.points, balance))?;
    batch.moved(&mut account);
    batch.write(tx).await
}

/// A code that no order has.
async fn free_code(tx: &mut Conn, moment: &Moment) -> Result<PickUpCode, Error> {
    for _ in 0..50 {
        let code = PickUpCode::of(&moment.context.chance().digits(10)?)
            .ok_or_else(|| Error::internal("ten digits make a code"))?;
        let taken = sqlx::query("SELECT id FROM orders WHERE code = $1").bind(code.as_str()).fetch_optional(&mut *tx);
        if taken.await?.is_none() {
            return Ok(code);
        }
    }
    Err(Error::internal("nearly every pick-up code is taken"))
}

/// An order to be written.
struct New {
    id: i64,
    member: i64,
    item: OrderItem,
    delivery: Delivery,
    store: Option<StoreId>,
    code: Option<PickUpCode>,
    state: OrderState,
    price: Price,
    lapses_at: Option<Instant>,
    rule_version: i64,
}

async fn insert(tx: &mut Conn, new: &New, now: Instant) -> Result<(), Error> {
    let sealing = SEAL.query(
        "INSERT INTO orders (id, member_id, item_id, item, delivery, store, code, state, points, fen, created_at, \
         lapses_at, rule_version, seal) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    );
    sealing
        .bind(new.id)
        .bind(new.member)
        .bind(&new.item.id)
        .bind(serde_json::to_string(&new.item).map_err(Error::internal)?)
        .bind(serde_json::to_string(&new.delivery).map_err(Error::internal)?)
        .bind(new.store.as_ref().map(|store| store.0.clone()))
        .bind(new.code.as_ref().map(|code| code.as_str().to_owned()))
        .bind(new.state.name())
        .bind(new.price.points.0)
        .bind(new.price.fen.0)
        .also(0_i64)
        .bind(now.timestamp_micros())
        .bind(new.lapses_at.map(|at| at.timestamp_micros()))
        .also(None::<i64>)
        .bind(new.rule_version)
        .execute(tx)
        .await?;
    Ok(())
}
