//! Writing what a file says of goods: all of it in one go, and only what differs.

use super::row::Found;
use crate::goods::{self, Known};
use crate::operator::imports::sheet::Wrong;
use crate::store::Conn;
use crate::{Error, pictures};
use serde::Serialize;
use shuke_rules::Instant;
use shuke_rules::gs1::Gtin;
use shuke_rules::policy::{ItemId, StoreId};
use std::collections::{BTreeMap, BTreeSet};

/// How many kinds of goods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Written {
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub withdrawn: usize,
}

/// What a file comes to, beside what is there.
#[derive(Debug, Default)]
pub struct Plan {
    new: Vec<Known>,
    changed: Vec<Known>,
    unchanged: usize,
    /// Those that are not in the file: where they stand then, and whether they are still sold.
    aside: Vec<(ItemId, i64, bool)>,
    withdrawn: usize,
    /// What shops have that it is not known of any more.
    uncounted: Vec<(ItemId, StoreId)>,
}

/// The goods in the order of the file; those that are not in it stay behind them, or are withdrawn.
///
/// # Errors
/// A barcode that goods have which are not in the file, as the inner error.
pub async fn plan(connection: &mut Conn, found: &[Found], withdraw: bool) -> Result<Result<Plan, Vec<Wrong>>, Error> {
    let before = goods::all(connection).await?;
    let known: BTreeMap<&ItemId, &Known> = before.iter().map(|known| (&known.good.number, known)).collect();
    let mut plan = Plan::default();
    for (place, found) in (1_i64..).zip(found) {
        plan.add(found, place, known.get(&found.good.number).copied());
    }
    let named: BTreeSet<&ItemId> = found.iter().map(|found| &found.good.number).collect();
    let others = || before.iter().filter(|known| !named.contains(&known.good.number));
    let taken = taken(found, others());
    if !taken.is_empty() {
        return Ok(Err(taken));
    }
    let last = i64::try_from(found.len()).map_err(Error::internal)?;
    for (place, known) in (last + 1..).zip(others()) {
        let offered = known.offered && !withdraw;
        plan.withdrawn += usize::from(known.offered && !offered);
        if (known.place, known.offered) != (place, offered) {
            plan.aside.push((known.good.number.clone(), place, offered));
        }
    }
    Ok(Ok(plan))
}

/// Barcodes that goods have which are not in the file.
fn taken<'a>(found: &[Found], others: impl Iterator<Item = &'a Known>) -> Vec<Wrong> {
    let barcode = |known: &'a Known| Some((known.good.barcode.as_ref()?, &known.good.number));
    let others: BTreeMap<&Gtin, &ItemId> = others.filter_map(barcode).collect();
    let wrong = |found: &Found| {
        let other = others.get(found.good.barcode.as_ref()?)?;
        let what =
            format!("is that of `{other}`, which is not in this file; bring that with another one, or with none");
        Some(Wrong { line: found.line, column: "barcode".to_owned(), what })
    };
    found.iter().filter_map(wrong).collect()
}

impl Plan {
    fn add(&mut self, found: &Found, place: i64, before: Option<&Known>) {
        let had = before.map(|known| known.stock.clone()).unwrap_or_default();
        let mut stock = had.clone();
        for (store, pieces) in &found.stock {
            match pieces {
                Some(pieces) => drop(stock.insert(store.clone(), *pieces)),
                None if stock.remove(store).is_some() => {
                    self.uncounted.push((found.good.number.clone(), store.clone()));
                }
                None => {}
            }
        }
        let known = Known { good: found.good.clone(), cost: found.cost, offered: true, place, stock };
        match before {
            None => self.new.push(known),
            Some(before) if *before == known => self.unchanged += 1,
            Some(_) => self.changed.push(known),
        }
    }

    pub fn written(&self) -> Written {
        let (new, changed) = (self.new.len(), self.changed.len());
        Written { new, changed, unchanged: self.unchanged, withdrawn: self.withdrawn }
    }

    /// Writes it.
    pub async fn write(&self, tx: &mut Conn, found: &[Found], now: Instant) -> Result<Written, Error> {
        for picture in found.iter().filter_map(|found| found.picture.as_ref()) {
            pictures::keep(tx, picture, now).await?;
        }
        goods::strip_barcodes(tx, self.changed.iter().map(|known| &known.good.number)).await?;
        for known in self.changed.iter().chain(&self.new) {
            goods::put(tx, known, now).await?;
        }
        for (number, place, offered) in &self.aside {
            goods::set_aside(tx, number, *place, *offered).await?;
        }
        for (number, store) in &self.uncounted {
            goods::uncount(tx, number, store).await?;
        }
        for found in found {
            for (store, pieces) in found.stock.iter().filter_map(|(store, pieces)| Some((store, (*pieces)?))) {
                goods::count(tx, &found.good.number, store, pieces, now).await?;
            }
        }
        Ok(self.written())
    }
}
