//! How members and what they agreed to are proven.

use super::{CONSENTS, SEAL};
use crate::Error;
use crate::audit::{Audit, Seen};
use crate::store::table::{Proof, Rows, Table};
use crate::store::{Conn, counted};
use std::collections::BTreeMap;

pub const AUDIT: Audit = Audit {
    tables: &[
        Table {
            name: "members",
            seal: Some(&SEAL),
            rows: Rows::Numbered("id"),
            columns: &[
                (
                    "card",
                    Proof::By(
                        "its check digit, the first link of the ledger's chain, and how many of its kind were given",
                    ),
                ),
                ("debt", Proof::By("the entries of the ledger")),
                ("ledger_seq", Proof::By("the chain of the ledger")),
                ("ledger_hash", Proof::By("the chain of the ledger")),
                ("inbox_seen_at", Proof::Not("it says until when messages were seen, and moves no figure")),
                ("version", Proof::Not("it only ever grows, so that what was computed before is not shown any more")),
            ],
        },
        Table { name: "consent_log", seal: Some(&CONSENTS), rows: Rows::Numbered("nth"), columns: &[] },
    ],
    members: None,
    all: Some(|connection, _, seen| Box::pin(cards(connection, seen))),
};

/// How a counter of card numbers is named, before the digits that they begin with.
const CARDS: &str = "card:";

/// As many cards of each kind were given as there are.
async fn cards(connection: &mut Conn, seen: &mut Seen) -> Result<(), Error> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("SELECT SUBSTR(card, 1, 6), COUNT(*) FROM members GROUP BY SUBSTR(card, 1, 6)")
            .fetch_all(&mut *connection)
            .await?;
    let mut held: BTreeMap<String, i64> = rows.into_iter().collect();
    for (name, next) in counted(connection).await? {
        let Some(digits) = name.strip_prefix(CARDS) else { continue };
        let held = held.remove(digits).unwrap_or(0);
        if held != next - 1 {
            seen.wrong("counters", &name, format!("{} cards were given, {held} are held", next - 1));
        }
    }
    for digits in held.into_keys() {
        seen.wrong("members", digits, "cards that begin so are held, and none was given");
    }
    Ok(())
}
