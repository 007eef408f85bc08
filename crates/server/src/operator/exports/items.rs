//! What the mall offers, as the import of items reads it, with the pictures that lie beside it.

use super::{PictureFile, Row, yuan};
use crate::Error;
use crate::operator::Desk;
use crate::stock::{self, Stocked};
use crate::store::Reading;
use shuke_rules::Day;
use shuke_rules::mall::ItemKind;
use std::vec::IntoIter;

/// The items that are on offer, in the brand's order, while they are read: one picture at a time is in memory.
pub struct Items {
    connection: Reading,
    left: IntoIter<Stocked>,
}

/// Opens what the mall offers.
pub async fn items(desk: &Desk) -> Result<Items, Error> {
    let mut connection = desk.store.read().await?;
    let mut all = stock::all(&mut connection).await?;
    all.retain(|stocked| stocked.offered);
    Ok(Items { connection, left: all.into_iter() })
}

impl Items {
    /// The next item, its cells in the order of [`columns`](crate::operator::imports::items::columns); `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Row>, Error> {
        let Some(stocked) = self.left.next() else { return Ok(None) };
        let item = &stocked.item;
        let picture = PictureFile::find(&mut self.connection, item.picture.as_ref(), &item.id).await?;
        Ok(Some(Row::of(picture, |name| cells(&stocked, name).to_vec())))
    }
}

fn cells(stocked: &Stocked, picture: String) -> [String; 19] {
    let item = &stocked.item;
    let months: Vec<String> = item.months.iter().map(ToString::to_string).collect();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let kind = match item.kind {
        ItemKind::Voucher => "voucher",
        ItemKind::Pack => "pack",
        ItemKind::Goods | ItemKind::Unknown => "goods",
    };
    let coupons = item.coupons.iter().map(|part| format!("{}*{}", part.coupon, part.count));
    [
        item.id.clone(),
        item.name.zh.clone(),
        item.name.en.clone(),
        item.line.zh.clone(),
        item.line.en.clone(),
        item.terms.zh.clone(),
        item.terms.en.clone(),
        kind.to_owned(),
        item.price.points.0.to_string(),
        yuan(item.price.fen),
        stocked.stock.to_string(),
        item.per_member.map(|count| count.to_string()).unwrap_or_default(),
        item.tier.as_ref().map(|tier| tier.0.clone()).unwrap_or_default(),
        months.join(" "),
        day(item.from),
        day(item.until),
        if item.can_be_sent { "yes" } else { "no" }.to_owned(),
        picture,
        coupons.collect::<Vec<_>>().join(" "),
    ]
}
