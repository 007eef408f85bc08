//! The sale that an entry of the ledger was about: points that paid for goods, and those that came back with them.

use crate::Error;
use crate::booking::{Asking, sale_of_key, sale_of_refund};
use crate::feature::Explained;
use crate::store::Conn;
use shuke_contract::ledger::Link;
use shuke_rules::ledger::Key;

pub async fn sale_of(connection: &mut Conn, asking: &Asking, key: Key<'_>) -> Result<Option<Explained>, Error> {
    let found = match key {
        Key::Paid(sale) => sale_of_key(connection, sale).await?,
        Key::PaidBack(refund) => sale_of_refund(connection, refund).await?,
        _ => return Ok(None),
    };
    let Some((sale, shop)) = found else { return Ok(Some(Explained::link(Link::None))) };
    let about = shop.map(|shop| asking.book.shop_name(&shop));
    Ok(Some(Explained { about, ..Explained::link(Link::Receipt(sale.to_string())) }))
}
