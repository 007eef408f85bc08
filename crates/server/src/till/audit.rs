//! How quotes are proven: by the sale that one became, the coupons that count on it and the points that paid for goods.

use super::identify::CODE_USES;
use super::keys::SEAL as KEYS;
use super::quoted::{Line, SEAL};
use crate::Error;
use crate::audit::{Amount, Audit, Cause, Range, Seen};
use crate::coupons::{self, Audited};
use crate::policies::instant;
use crate::store::Conn;
use crate::store::table::{Proof, Rows, Table};
use shuke_rules::coupons::UsedBy;
use shuke_rules::ledger::{EntryKind, Key, SaleKey};
use shuke_rules::pricing::Rule;
use std::collections::BTreeMap;

pub const AUDIT: Audit = Audit {
    tables: &[
        Table { name: "till_keys", seal: Some(&KEYS), rows: Rows::Numbered("id"), columns: &[] },
        Table {
            name: "code_uses",
            seal: Some(&CODE_USES),
            rows: Rows::Not("it is deleted after an hour, when no code can be shown again"),
            columns: &[],
        },
        Table {
            name: "quotes",
            seal: Some(&SEAL),
            rows: Rows::Partly(
                "the sale that it became, where a coupon or points went with it",
                "what nobody sold is deleted a day after it ran out",
            ),
            columns: &[
                ("sale_id", Proof::By("the sale of its number")),
                (
                    "replaced_at",
                    Proof::Partly(
                        "the quote that took its place",
                        "where that one was for another member or is deleted, nothing else knows",
                    ),
                ),
            ],
        },
    ],
    members: Some(|connection, range, seen| Box::pin(members(connection, range, seen))),
    all: None,
};

/// A quote as it is stored.
struct Quote {
    id: i64,
    key: String,
    member: i64,
    at: i64,
    until: i64,
    lines: Vec<Line>,
    replaced_at: Option<i64>,
    sale: Option<i64>,
}

async fn members(connection: &mut Conn, range: &Range, seen: &mut Seen) -> Result<(), Error> {
    let quotes = quotes(connection, range).await?;
    let coupons = coupons::audited(connection, range).await?;
    let held: BTreeMap<String, &Audited> = coupons.iter().map(|coupon| (coupon.id.to_string(), coupon)).collect();
    for quote in quotes.values() {
        if let Some(what) = wrong(quote, &quotes, range) {
            seen.wrong("quotes", quote.id, what);
        }
        seen.causes.extend(paid(quote, range));
        unused(quote, &held, range, seen);
    }
    for coupon in &coupons {
        let Some(kept) = coupon.quote else { continue };
        let stands = quotes.get(&kept).is_some_and(|quote| {
            quote.sale.is_none() && quote.replaced_at.is_none() && Some(quote.until) == coupon.locked_until
        });
        if !stands {
            seen.wrong(
                "coupons",
                coupon.id,
                format!("quote {kept}, which it is kept for, does not stand or says another time"),
            );
        }
    }
    Ok(())
}

type Row = (i64, String, i64, i64, i64, String, Option<i64>, Option<i64>);

async fn quotes(connection: &mut Conn, range: &Range) -> Result<BTreeMap<i64, Quote>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, key, member_id, at, until, lines, replaced_at, sale_id FROM quotes \
         WHERE member_id >= $1 AND member_id <= $2",
    )
    .bind(range.from)
    .bind(range.to)
    .fetch_all(connection)
    .await?;
    let quote = |(id, key, member, at, until, lines, replaced_at, sale): Row| {
        // What cannot be read is not as it was sealed.
        let lines = serde_json::from_str(&lines).unwrap_or_default();
        (id, Quote { id, key, member, at, until, lines, replaced_at, sale })
    };
    Ok(rows.into_iter().map(quote).collect())
}

/// What of a quote's end is not as it says.
fn wrong(quote: &Quote, quotes: &BTreeMap<i64, Quote>, range: &Range) -> Option<String> {
    let is_demo = matches!(SaleKey::parse(&quote.key), Some(SaleKey::Demo { .. }));
    if let Some(id) = quote.sale {
        let sale = range.sales.get(&id).filter(|sale| sale.member == quote.member);
        let same = sale.is_some_and(|sale| is_demo || sale.key == quote.key);
        return (!same || quote.replaced_at.is_some()).then(|| format!("sale {id} is not that of its number"));
    }
    let mut later =
        quotes.range(quote.id + 1..).map(|(_, other)| other).filter(|other| other.key == quote.key).peekable();
    match quote.replaced_at {
        None if range.sales.values().any(|sale| sale.key == quote.key) => {
            Some("the sale of its number is booked, and it stands still".to_owned())
        }
        None => later.peek().map(|other| format!("quote {} took its place, and it stands still", other.id)),
        Some(at) => {
            let known = later.peek().is_some();
            (known && !later.any(|other| other.at == at)).then(|| "no quote took its place then".to_owned())
        }
    }
}

/// The entry that took the points which paid for goods.
fn paid(quote: &Quote, range: &Range) -> Option<Cause> {
    let sale = range.sales.get(&quote.sale?)?;
    let points: i64 = quote.lines.iter().map(|line| line.points().0).sum();
    (points > 0).then(|| Cause {
        member: quote.member,
        key: Key::Paid(&sale.key).to_string(),
        kind: EntryKind::Paid,
        points: Amount::Exactly(-points),
        at: Some(sale.booked_at),
        booked_at: Some(sale.booked_at),
        rule_version: instant(sale.booked_at).ok().map(|at| range.rulebook.at(at).id),
        lot: None,
        shortfall: None,
        table: "quotes",
    })
}

/// Coupons that took something off the lines of a sale are used by it, until something of it comes back.
fn unused(quote: &Quote, held: &BTreeMap<String, &Audited>, range: &Range, seen: &mut Seen) {
    let Some(sale) = quote.sale else { return };
    if range.sales.get(&sale).is_some_and(|sale| !sale.refunds.is_empty()) {
        return;
    }
    let by = UsedBy::Sale(sale).to_string();
    for step in quote.lines.iter().flat_map(|line| &line.steps) {
        let Rule::Coupon { coupon, .. } = &step.rule else { continue };
        let used = held.get(&coupon.0).is_some_and(|coupon| coupon.used_by.as_ref() == Some(&by));
        if !used {
            seen.wrong("coupons", &coupon.0, format!("sale {sale} was paid with it, and it is not used by that"));
        }
    }
}
