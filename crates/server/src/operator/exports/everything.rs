//! Everything that a brand takes with it when it leaves: members with all that is theirs, purchases, and the rules that were in force.

use super::yuan;
use crate::account::export_of;
use crate::booking::{PastSale, sales_after};
use crate::operator::Desk;
use crate::store::Conn;
use crate::{Error, member};
use serde::Serialize;
use shuke_rules::Instant;

/// Members that are read together: each is a few dozen rows.
const MEMBERS: i64 = 50;
/// Purchases that are read together.
const SALES: i64 = 500;

/// The columns of purchases: the first three are what `import purchases` reads.
pub const PURCHASES: [&str; 9] =
    ["customer", "date", "amount", "store", "number", "paid_yuan", "refunded_yuan", "earned", "taken_back"];

/// A part of something, and where the next begins.
pub struct Part<T> {
    pub after: i64,
    pub rows: Vec<T>,
}

/// The next members after `after` who have not left, each a line of JSON: what they get who export it themselves.
pub async fn members(desk: &Desk, after: i64) -> Result<Option<Part<String>>, Error> {
    let context = desk.context.clone();
    let read = desk.store.view(move |connection| {
        let context = context.clone();
        Box::pin(async move {
            let heads = member::heads(connection, after, MEMBERS).await?;
            let Some(last) = heads.last().map(|head| head.id) else { return Ok(None) };
            let mut rows = Vec::new();
            for head in &heads {
                let moment = context.moment(connection).await?;
                if let Some(export) = export_of(connection, moment, head.id).await? {
                    rows.push(serde_json::to_string(&export).map_err(Error::internal)?);
                }
            }
            Ok(Some(Part { after: last, rows }))
        })
    });
    read.await
}

/// The next purchases after `after`, also of members who left, as rows of [`PURCHASES`].
pub async fn purchases(desk: &Desk, after: i64) -> Result<Option<Part<[String; 9]>>, Error> {
    let part = sales_after(&mut *desk.store.read().await?, after, SALES).await?;
    let last = part.last().map(|sale| sale.id);
    Ok(last.map(|after| Part { after, rows: part.into_iter().map(cells).collect() }))
}

fn cells(sale: PastSale) -> [String; 9] {
    let PastSale { card, day, paid, refunded, store, number, earned, taken_back, .. } = sale;
    let figures = [paid - refunded, paid, refunded].map(yuan);
    let [kept, paid, refunded] = figures;
    let store = store.unwrap_or_default();
    [card, day, kept, store, number, paid, refunded, earned.0.to_string(), taken_back.0.to_string()]
}

/// A rule version as it was applied.
#[derive(Clone, Debug, Serialize)]
pub struct Applied {
    pub id: i64,
    pub applied_at: Instant,
    /// The policy's file.
    pub source: String,
}

/// Every rule version, oldest first.
pub async fn policies(desk: &Desk) -> Result<Vec<Applied>, Error> {
    let all = desk.store.view(|connection| Box::pin(sources(connection))).await?;
    Ok(all)
}

async fn sources(connection: &mut Conn) -> Result<Vec<Applied>, Error> {
    let sources = crate::policies::sources(connection).await?;
    Ok(sources.into_iter().map(|(id, applied_at, source)| Applied { id, applied_at, source }).collect())
}
