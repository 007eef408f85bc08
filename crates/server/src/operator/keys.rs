//! The API keys of tills: who may have one, making, listing and revoking them. The keys themselves are `till`'s.

use super::{Desk, Done, NoSuchShop, NotDone, shop};
use crate::Error;
use crate::context::Context;
use crate::store::Conn;
use crate::till::keys;
pub use crate::till::keys::Key;

/// A new key of a shop; it is never shown again.
pub async fn create(desk: &Desk, shop: &str, name: &str) -> Done<String, NoSuchShop> {
    let (shop, name) = (shop.to_owned(), name.to_owned());
    let created = desk.write(move |tx, context| {
        let (shop, name) = (shop.clone(), name.clone());
        Box::pin(async move { created(tx, &context, &shop, &name).await })
    });
    created.await?.map_err(NotDone::Refused)
}

/// The same within a transaction.
pub async fn created(
    tx: &mut Conn,
    context: &Context,
    asked: &str,
    name: &str,
) -> Result<Result<String, NoSuchShop>, Error> {
    let rulebook = context.policies().current(tx).await?;
    match shop(&rulebook.current().policy, asked) {
        Ok(shop) => keys::create(tx, context, &shop, name).await.map(Ok),
        Err(none) => Ok(Err(none)),
    }
}

/// Every key that there ever was, by number.
pub async fn list(desk: &Desk) -> Result<Vec<Key>, Error> {
    keys::all(&mut *desk.store.read().await?).await
}

/// No working key has this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchKey(pub i64);

/// Revokes a key: it works no longer.
pub async fn revoke(desk: &Desk, number: i64) -> Done<(), NoSuchKey> {
    let revoked = desk.write(move |tx, context| Box::pin(keys::revoke(tx, number, context.now()))).await?;
    if revoked { Ok(()) } else { Err(NotDone::Refused(NoSuchKey(number))) }
}
