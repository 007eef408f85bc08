//! How the catalogue is proven: its barcodes and pictures against what is shown of it.

use super::stored::{SEAL, STOCK};
use crate::audit::{Audit, Seen};
use crate::store::Conn;
use crate::store::table::{Proof, Rows, Table};
use crate::{Error, pictures};
use shuke_rules::goods::Good;
use shuke_rules::gs1::Gtin;

pub const AUDIT: Audit = Audit {
    tables: &[
        Table {
            name: "goods",
            seal: Some(&SEAL),
            rows: Rows::Not("an operator says what is sold"),
            columns: &[("barcode", Proof::By("what is shown of the goods"))],
        },
        Table {
            name: "goods_stock",
            seal: Some(&STOCK),
            rows: Rows::Not("an operator says which shops count what they have"),
            columns: &[],
        },
    ],
    members: None,
    all: Some(|connection, _, seen| Box::pin(all(connection, seen))),
};

async fn all(connection: &mut Conn, seen: &mut Seen) -> Result<(), Error> {
    let kept = pictures::kept(connection).await?;
    let rows: Vec<(String, String, Option<String>)> =
        sqlx::query_as("SELECT number, terms, barcode FROM goods").fetch_all(connection).await?;
    for (number, terms, barcode) in rows {
        let Ok(good) = serde_json::from_str::<Good>(&terms) else {
            seen.wrong("goods", &number, "what is shown of it cannot be read");
            continue;
        };
        if good.number.0 != number || good.barcode.as_ref().map(Gtin::as_str) != barcode.as_deref() {
            seen.wrong("goods", &number, "its number or its barcode is not what is shown of it");
        }
        if let Some(path) = good.picture.filter(|path| !kept.iter().any(|hash| path.contains(hash.as_str()))) {
            seen.wrong("pictures", &number, format!("{path}, which the goods show, is not there"));
        }
    }
    Ok(())
}
