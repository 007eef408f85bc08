//! Codes of single pieces: making so many of a kind of goods, and giving them out to whoever prints them. The codes themselves are `pieces`'.

use super::{Desk, Done, NotDone};
use crate::Error;
use crate::goods;
use crate::pieces;
pub use crate::pieces::Copied;
pub use crate::pieces::batches::Batch;
use crate::pieces::batches::{self, Wanted};
use crate::policies::Rulebook;
use crate::store::{Conn, Reading};
use shuke_contract::escaped;
use shuke_contract::pieces::Quality;
use shuke_rules::gs1::Gtin;
use shuke_rules::item_code::ItemCode;
use shuke_rules::policy::ItemId;
use std::sync::Arc;

/// Codes of a batch at most: what a printer takes in one go, and a file holds.
pub const MOST: i64 = 10_000_000;
/// Codes that are read at once.
const AT_ONCE: i64 = 10_000;

/// The columns of codes that are given out.
pub const COLUMNS: [&str; 5] = ["batch", "n", "code", "link", "digital_link"];

/// What is asked for; nothing of it was checked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub number: String,
    pub count: i64,
    pub quality: Quality,
}

/// Why nothing is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotMade {
    /// The policy has no `[item_codes]`.
    Off,
    NoSuchGoods(String),
    /// None, or more than [`MOST`].
    BadCount(i64),
    /// What is said of quality is longer than a page bears, or hidden.
    BadQuality,
    NoSuchBatch(i64),
    /// No piece has this code.
    NoSuchCode(String),
}

/// Ends the registration of a piece whose owner is another one; whether it was anybody's.
pub async fn release(desk: &Desk, code: &str) -> Done<bool, NotMade> {
    let Some(code) = ItemCode::parse(&code.to_lowercase()).or_else(|| ItemCode::read(code).ok()) else {
        return Err(NotDone::Refused(NotMade::NoSuchCode(code.to_owned())));
    };
    let released = desk.write(move |tx, context| {
        let code = code.clone();
        Box::pin(async move {
            if pieces::known(tx, code.as_str()).await?.is_none() {
                return Ok(Err(NotMade::NoSuchCode(code.to_string())));
            }
            pieces::release(tx, &code, context.now()).await.map(Ok)
        })
    });
    released.await?.map_err(NotDone::Refused)
}

/// Begins a batch; [`fill`] makes its codes.
pub async fn begin(desk: &Desk, asked: Asked) -> Done<i64, NotMade> {
    let rulebook = desk.rulebook().await?;
    check(&rulebook, &asked).map_err(NotDone::Refused)?;
    let begun = desk.write(move |tx, context| {
        let asked = asked.clone();
        Box::pin(async move {
            if let Err(why) = is_there(tx, &asked).await? {
                return Ok(Err(why));
            }
            let wanted = Wanted { number: ItemId(asked.number), count: asked.count, quality: asked.quality };
            batches::begin(tx, &wanted, context.now()).await.map(Ok)
        })
    });
    begun.await?.map_err(NotDone::Refused)
}

/// Whether there are the goods.
pub(super) async fn is_there(connection: &mut Conn, asked: &Asked) -> Result<Result<(), NotMade>, Error> {
    let good = goods::numbered(connection, &ItemId(asked.number.clone())).await?;
    Ok(good.map(|_| ()).ok_or_else(|| NotMade::NoSuchGoods(asked.number.clone())))
}

pub(super) fn check(rulebook: &Rulebook, asked: &Asked) -> Result<(), NotMade> {
    if rulebook.current().policy.item_codes.is_none() {
        return Err(NotMade::Off);
    }
    if !(1..=MOST).contains(&asked.count) {
        return Err(NotMade::BadCount(asked.count));
    }
    let Quality { lot, said, .. } = &asked.quality;
    let is_fit =
        |text: &str, most: usize| text.chars().count() <= most && !text.chars().any(shuke_rules::typed::is_hidden);
    let is_right =
        is_fit(lot, 40) && is_fit(&said.zh, 200) && is_fit(&said.en, 200) && said.zh.is_empty() == said.en.is_empty();
    if is_right { Ok(()) } else { Err(NotMade::BadQuality) }
}

/// Makes what is still missing of a batch.
pub async fn fill(desk: &Desk, batch: i64) -> Done<Batch, NotMade> {
    found(desk, batch).await?;
    let more = || desk.write(move |tx, context| Box::pin(async move { batches::more(tx, &context, batch).await }));
    while more().await? > 0 {}
    found(desk, batch).await
}

async fn found(desk: &Desk, batch: i64) -> Done<Batch, NotMade> {
    let found = list(desk).await?.into_iter().find(|one| one.id == batch);
    found.ok_or(NotDone::Refused(NotMade::NoSuchBatch(batch)))
}

/// Every batch, oldest first.
pub async fn list(desk: &Desk) -> Result<Vec<Batch>, Error> {
    batches::all(&mut *desk.store.read().await?).await
}

/// Codes that were seen in too many cities on a day of the last ninety, the newest first.
pub async fn copied(desk: &Desk) -> Done<Vec<Copied>, NotMade> {
    let rulebook = desk.rulebook().await?;
    let rules = rulebook.current().policy.item_codes.as_ref().ok_or(NotDone::Refused(NotMade::Off))?;
    let today = rulebook.zone().day_of(desk.now());
    Ok(pieces::copied(&mut *desk.store.read().await?, rules, today).await?)
}

/// The codes of a batch while they are read.
pub struct Codes {
    connection: Reading,
    batch: i64,
    gtin: Option<Gtin>,
    /// Scheme and host before each link; empty: none.
    address: Arc<str>,
    after: i64,
}

/// Opens the codes of a batch; `address` stands before each link.
pub async fn codes(desk: &Desk, batch: i64, address: &str) -> Done<Codes, NotMade> {
    let found = found(desk, batch).await?;
    let mut connection = desk.store.read().await?;
    let good = goods::numbered(&mut connection, &found.number).await?;
    let gtin = good.and_then(|good| good.barcode);
    Ok(Codes { connection, batch, gtin, address: address.trim_end_matches('/').into(), after: 0 })
}

impl Codes {
    /// The next rows of [`COLUMNS`]; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<[String; 5]>>, Error> {
        let codes = batches::codes(&mut self.connection, self.batch, self.after, AT_ONCE).await?;
        let Some((last, _)) = codes.last() else { return Ok(None) };
        self.after = *last;
        Ok(Some(codes.into_iter().map(|(n, code)| self.row(n, code)).collect()))
    }

    fn row(&self, n: i64, code: String) -> [String; 5] {
        let link = format!("{}/i/{}", self.address, escaped(&code));
        let gtin = self.gtin.as_ref().map(|gtin| format!("{}/01/{gtin}/21/{code}", self.address));
        [self.batch.to_string(), n.to_string(), code, link, gtin.unwrap_or_default()]
    }
}
