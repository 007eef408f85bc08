//! What was redeemed, with the names and addresses that parcels go to.

use super::{Days, yuan};
use crate::operator::Desk;
use crate::orders::{self, Stored};
use crate::policies::Rulebook;
use crate::store::Reading;
use crate::{Error, member};
use chrono::SecondsFormat;
use shuke_contract::addresses::AddressFields;
use shuke_rules::{Day, Instant};
use std::sync::Arc;

/// The columns of [`orders`].
pub const ORDERS: [&str; 20] = [
    "id",
    "placed_at",
    "day",
    "state",
    "card",
    "item",
    "name_zh",
    "name_en",
    "points",
    "yuan",
    "paid_yuan",
    "way",
    "store",
    "code",
    "to",
    "phone",
    "region",
    "street",
    "carrier",
    "parcel",
];

/// Orders that are read together.
const PART: i64 = 500;

/// Redemptions, oldest first, while they are read.
pub struct Orders {
    connection: Reading,
    rulebook: Arc<Rulebook>,
    days: Days,
    after: i64,
    now: Instant,
}

/// Opens the redemptions that were placed from one day of the brand's to another, both included.
pub async fn orders(desk: &Desk, from: Option<Day>, until: Option<Day>) -> Result<Orders, Error> {
    let rulebook = desk.rulebook().await?;
    Ok(Orders { connection: desk.store.read().await?, rulebook, days: Days { from, until }, after: 0, now: desk.now() })
}

impl Orders {
    /// The next rows, in the order of [`ORDERS`]; there may be none of those days among them. `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<[String; 20]>>, Error> {
        let part = orders::all_after(&mut self.connection, self.after, PART, self.now).await?;
        let Some(last) = part.last() else { return Ok(None) };
        self.after = last.id;
        let mut rows = Vec::new();
        for order in part {
            let day = self.rulebook.zone().day_of(order.placed_at);
            if self.days.has(day) {
                let card = member::card_of(&mut self.connection, order.member).await?;
                rows.push(cells(&order, day, card)?);
            }
        }
        Ok(Some(rows))
    }
}

fn cells(order: &Stored, day: Day, card: String) -> Result<[String; 20], Error> {
    let way = serde_json::to_value(order.delivery.way).map_err(Error::internal)?;
    let address = order.delivery.address.as_ref();
    let of_address =
        |part: fn(&AddressFields) -> &str| address.map(|address| part(address).to_owned()).unwrap_or_default();
    let parcel = order.delivery.parcel.as_ref();
    Ok([
        order.id.to_string(),
        order.placed_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        day.to_string(),
        order.state.name().to_owned(),
        card,
        order.item.id.clone(),
        order.item.name.zh.clone(),
        order.item.name.en.clone(),
        order.price.points.0.to_string(),
        yuan(order.price.fen),
        yuan(order.paid),
        way.as_str().unwrap_or_default().to_owned(),
        order.store.as_ref().map(|store| store.0.clone()).unwrap_or_default(),
        order.shown_code().map(|code| code.as_str().to_owned()).unwrap_or_default(),
        of_address(|address| &address.name),
        of_address(|address| address.phone.as_str()),
        of_address(|address| &address.region),
        of_address(|address| &address.street),
        parcel.map(|parcel| parcel.carrier.clone()).unwrap_or_default(),
        parcel.map(|parcel| parcel.number.clone()).unwrap_or_default(),
    ])
}
