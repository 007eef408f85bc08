//! From what an address names to the piece that it is, for whoever may try.

use crate::Error;
use crate::goods;
use crate::http::answer;
use crate::http::call::Tries;
use crate::http::limits::Counted;
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_contract::pieces::Quality;
use shuke_rules::Day;
use shuke_rules::goods::Good;
use shuke_rules::item_code::ItemCode;
use shuke_rules::pieces::Named;
use shuke_rules::policy::{ItemCodes, ItemId, Text};

/// A piece that was made.
pub struct Found {
    pub code: ItemCode,
    pub good: Good,
    pub quality: Quality,
}

/// What the policy says of single pieces.
///
/// # Errors
/// [`NotFound`](shuke_contract::ErrorCode::NotFound) where it has none.
pub fn rules(rulebook: &Rulebook) -> Result<&ItemCodes, Error> {
    rulebook.current().policy.item_codes.as_ref().ok_or_else(answer::not_found)
}

/// The piece that is named. `by`: whose tries are counted.
///
/// # Errors
/// [`NotFound`](shuke_contract::ErrorCode::NotFound), whatever is wrong; too many of them.
pub async fn named(
    connection: &mut Conn,
    tries: &impl Tries,
    by: &str,
    rulebook: &Rulebook,
    id: &str,
) -> Result<Found, Error> {
    rules(rulebook)?;
    let found = match Named::parse(id) {
        Some(named) => find(connection, &named).await?,
        None => None,
    };
    // Who has a code in hand is never refused for what others tried at the same address: 75 bits are not found by trying.
    if found.is_none() {
        tries.check(Counted::WrongItemCode, by)?;
        tries.was_wrong(Counted::WrongItemCode, by);
    }
    found.ok_or_else(answer::not_found)
}

async fn find(connection: &mut Conn, named: &Named) -> Result<Option<Found>, Error> {
    let found = of_code(connection, &named.code).await?;
    Ok(found.filter(|found| named.gtin.is_none() || named.gtin == found.good.barcode))
}

type Row = (String, String, String, String, String, String);

/// The piece with this code.
pub async fn of_code(connection: &mut Conn, code: &ItemCode) -> Result<Option<Found>, Error> {
    const OF: &str = "SELECT b.number, b.lot, b.produced, b.checked, b.quality_zh, b.quality_en FROM item_codes c \
        JOIN item_batches b ON b.id = c.batch_id WHERE c.code = $1";
    let row: Option<Row> = sqlx::query_as(OF).bind(code.as_str()).fetch_optional(&mut *connection).await?;
    let Some((number, lot, produced, checked, zh, en)) = row else { return Ok(None) };
    let good = goods::numbered(connection, &ItemId(number)).await?;
    let good = good.ok_or_else(|| Error::internal(format!("the goods of code {code} are missing")))?;
    let day = |text: &str| Day::parse(text);
    let quality = Quality { lot, produced: day(&produced), checked: day(&checked), said: Text { zh, en } };
    Ok(Some(Found { code: code.clone(), good, quality }))
}

/// The code of what an address names, if that was ever made.
pub async fn known(connection: &mut Conn, id: &str) -> Result<Option<String>, Error> {
    let Some(named) = Named::parse(id) else { return Ok(None) };
    Ok(find(connection, &named).await?.map(|found| found.code.as_str().to_owned()))
}
