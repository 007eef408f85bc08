//! Card numbers for new members.

use crate::Error;
use crate::policies::Version;
use crate::store::{Conn, next_ids};
use shuke_rules::number::CardNumber;

/// The region of a member who joined at no shop.
pub const NO_REGION: &str = "00";

/// The next `count` card numbers of a brand and region, for members who begin at the lowest tier.
pub async fn cards(
    connection: &mut Conn,
    version: &Version,
    region: &str,
    count: usize,
) -> Result<Vec<CardNumber>, Error> {
    const LOWEST: u8 = 1;
    let brand = &version.policy.brand.code;
    let wanted = i64::try_from(count).map_err(Error::internal)?;
    let first = next_ids(connection, &format!("card:{brand}{LOWEST}{region}"), wanted).await? - 1;
    (first..first + wanted)
        .map(|serial| {
            let serial = u32::try_from(serial).ok();
            let card = serial.and_then(|serial| CardNumber::issue(brand, LOWEST, region, serial));
            card.ok_or_else(|| {
                Error::Unavailable(format!("the card numbers of brand {brand}, region {region} are used up"))
            })
        })
        .collect()
}

/// The region of a shop's card numbers.
pub fn region<'a>(version: &'a Version, store: Option<&str>) -> &'a str {
    let store = store.and_then(|id| version.policy.stores.iter().find(|store| store.id.0 == id));
    store.map_or(NO_REGION, |store| &store.region)
}
