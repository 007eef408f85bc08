//! What a brand sells, as the import of goods reads it, with the pictures that lie beside it.

use super::{PictureFile, Row, yuan};
use crate::Error;
use crate::goods::{self, Known};
use crate::operator::Desk;
use crate::operator::imports::goods::columns;
use crate::store::Reading;
use shuke_rules::policy::Policy;
use std::sync::Arc;
use std::vec::IntoIter;

/// The goods that are sold, in the brand's order, while they are read: one picture at a time is in memory.
pub struct GoodsRows {
    connection: Reading,
    left: IntoIter<Known>,
    policy: Arc<Policy>,
}

/// Opens the catalogue.
pub async fn goods(desk: &Desk) -> Result<GoodsRows, Error> {
    let policy = Arc::new(desk.rulebook().await?.current().policy.clone());
    let mut connection = desk.store.read().await?;
    let mut all = goods::all(&mut connection).await?;
    all.retain(|known| known.offered);
    Ok(GoodsRows { connection, left: all.into_iter(), policy })
}

impl GoodsRows {
    pub fn columns(&self) -> Vec<String> {
        columns(&self.policy)
    }

    /// The next kind, its cells in the order of [`columns`]; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Row>, Error> {
        let Some(known) = self.left.next() else { return Ok(None) };
        let called = format!("goods-{}", known.good.number);
        let picture = PictureFile::find(&mut self.connection, known.good.picture.as_ref(), &called).await?;
        Ok(Some(Row::of(picture, |name| cells(&known, name, &self.policy))))
    }
}

fn cells(known: &Known, picture: String, policy: &Policy) -> Vec<String> {
    let Known { good, cost, stock, .. } = known;
    let text = |text: Option<String>| text.unwrap_or_default();
    let own = [
        good.number.0.clone(),
        good.name.zh.clone(),
        good.name.en.clone(),
        text(good.category.as_ref().map(ToString::to_string)),
        picture,
        yuan(good.price),
        text(cost.map(yuan)),
        text(good.new_until.map(|day| day.to_string())),
        text(good.barcode.as_ref().map(|barcode| barcode.printed().to_owned())),
        good.class.0.clone(),
        good.care.zh.clone(),
        good.care.en.clone(),
        text(good.warranty_months.map(|months| months.to_string())),
    ];
    let of_shop = |store: &shuke_rules::policy::Store| text(stock.get(&store.id).map(ToString::to_string));
    own.into_iter().chain(policy.stores.iter().map(of_shop)).collect()
}
