//! The sale that an entry of the ledger was about: points that paid for goods, and those that came back with them.

use crate::Error;
use crate::booking::{Asking, sale_of_key, sale_of_refund};
use crate::feature::Explained;
use crate::store::Conn;
use shuke_contract::ledger::Link;
use shuke_rules::ledger::EntryKind;

/// `paid:{sale}`, `paid_back:{refund}`.
pub async fn sale_of(
    connection: &mut Conn,
    asking: &Asking,
    kind: EntryKind,
    key: &str,
) -> Result<Option<Explained>, Error> {
    let found = match (kind, key.split_once(':')) {
        (EntryKind::Paid | EntryKind::Returned, Some(("paid", key))) => sale_of_key(connection, key).await?,
        (EntryKind::Paid | EntryKind::Returned, Some(("paid_back", key))) => sale_of_refund(connection, key).await?,
        _ => return Ok(None),
    };
    let Some((sale, shop)) = found else { return Ok(Some(Explained::link(Link::None))) };
    let about = shop.map(|shop| asking.book.shop_name(&shop));
    Ok(Some(Explained { about, ..Explained::link(Link::Receipt(sale.to_string())) }))
}
