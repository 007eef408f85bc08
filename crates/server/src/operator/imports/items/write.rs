//! Writing what a file offers: all of it in one go, and only what differs.

use super::Wrong;
use super::row::Found;
use crate::Error;
use crate::pictures;
use crate::stock::{self, Stocked};
use crate::store::Conn;
use serde::Serialize;
use shuke_rules::Instant;
use std::collections::BTreeMap;

/// How many items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Written {
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub withdrawn: usize,
}

/// Writes the items in the order of the file; those that are not in it stay behind them, or are withdrawn.
///
/// # Errors
/// A stock below what was taken, as the inner error; nothing is written then.
pub async fn write(
    tx: &mut Conn,
    found: &[Found],
    withdraw: bool,
    now: Instant,
) -> Result<Result<Written, Vec<Wrong>>, Error> {
    let before = stock::all(tx).await?;
    let known: BTreeMap<&str, &Stocked> = before.iter().map(|stocked| (stocked.item.id.as_str(), stocked)).collect();
    let short: Vec<Wrong> = found.iter().filter_map(|found| short(found, known.get(found.item.id.as_str())?)).collect();
    if !short.is_empty() {
        return Ok(Err(short));
    }
    let mut written = Written::default();
    for (place, found) in (1_i64..).zip(found) {
        if let Some(picture) = &found.picture {
            pictures::keep(tx, picture, now).await?;
        }
        let same = |stocked: &&Stocked| {
            stocked.item == found.item && stocked.stock == found.stock && stocked.offered && stocked.place == place
        };
        match known.get(found.item.id.as_str()) {
            Some(stocked) if same(stocked) => written.unchanged += 1,
            Some(_) => {
                stock::put(tx, &found.item, found.stock, place, now).await?;
                written.changed += 1;
            }
            None => {
                stock::put(tx, &found.item, found.stock, place, now).await?;
                written.new += 1;
            }
        }
    }
    let missing = before.iter().filter(|stocked| !found.iter().any(|found| found.item.id == stocked.item.id));
    let last = i64::try_from(found.len()).map_err(Error::internal)?;
    for (place, stocked) in (last + 1..).zip(missing) {
        let offered = stocked.offered && !withdraw;
        written.withdrawn += usize::from(stocked.offered && !offered);
        stock::set_aside(tx, &stocked.item.id, place, offered).await?;
    }
    Ok(Ok(written))
}

fn short(found: &Found, stocked: &Stocked) -> Option<Wrong> {
    let taken = stocked.taken;
    (found.stock < taken).then(|| Wrong {
        line: found.line,
        column: "stock".to_owned(),
        what: format!(
            "{} is less than the {taken} that are taken; write {taken} or more: it is the whole",
            found.stock
        ),
    })
}
