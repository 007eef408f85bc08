//! How coupons are proven: how many were given by counting them, what one cost and who used it by what it names.

use super::give::SEAL;
use super::round::SEAL as ROUNDS;
use crate::Error;
use crate::audit::{Amount, Audit, Cause, Range, Seen};
use crate::store::Conn;
use crate::store::table::{Proof, Rows, Table};
use shuke_rules::coupons::{Key, UsedBy};
use shuke_rules::ledger::{self, EntryKind};
use shuke_rules::policy::TemplateId;
use std::collections::BTreeMap;

/// By what a lock is proven, and what of it is not.
const LOCK: (&str, &str) = (
    "the quote that counts on it",
    "one that is there must be that quote's; one that is gone may have lapsed, and without it the sale of that quote is refused",
);

pub const AUDIT: Audit = Audit {
    tables: &[
        Table {
            name: "coupons",
            seal: Some(&SEAL),
            rows: Rows::Numbered("id"),
            columns: &[
                ("used_by", Proof::By("its sale and that one's quote, or the log of staff; sealed")),
                ("used_at", Proof::By("its sale, or the log of staff; sealed")),
                ("voided_by", Proof::By("the log of staff; sealed")),
                ("quote_id", Proof::Partly(LOCK.0, LOCK.1)),
                ("locked_until", Proof::Partly(LOCK.0, LOCK.1)),
            ],
        },
        Table {
            name: "coupon_templates",
            seal: None,
            rows: Rows::By("its coupons"),
            columns: &[("id", Proof::By("its coupons")), ("taken", Proof::By("the number of its coupons"))],
        },
        Table {
            name: "coupon_rounds",
            seal: Some(&ROUNDS),
            rows: Rows::Not(
                "it says how far today's round has come; without it the round begins anew and gives nothing twice",
            ),
            columns: &[],
        },
    ],
    members: Some(|connection, range, seen| Box::pin(members(connection, range, seen))),
    all: Some(|connection, _, seen| Box::pin(taken(connection, seen))),
};

/// A coupon as the audit of a range reads it.
pub struct Audited {
    pub id: i64,
    pub member: i64,
    key: String,
    template: String,
    rule_version: i64,
    given_at: i64,
    pub quote: Option<i64>,
    pub locked_until: Option<i64>,
    pub used_by: Option<String>,
    used_at: Option<i64>,
}

type Row = (i64, i64, String, String, i64, i64, Option<i64>, Option<i64>, Option<String>, Option<i64>);

/// The coupons of a range of members.
pub async fn audited(connection: &mut Conn, range: &Range) -> Result<Vec<Audited>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, member_id, key, template_id, rule_version, given_at, quote_id, locked_until, used_by, used_at \
         FROM coupons WHERE member_id >= $1 AND member_id <= $2",
    )
    .bind(range.from)
    .bind(range.to)
    .fetch_all(connection)
    .await?;
    let coupon = |(id, member, key, template, rule_version, given_at, quote, locked_until, used_by, used_at): Row| {
        Audited { id, member, key, template, rule_version, given_at, quote, locked_until, used_by, used_at }
    };
    Ok(rows.into_iter().map(coupon).collect())
}

async fn members(connection: &mut Conn, range: &Range, seen: &mut Seen) -> Result<(), Error> {
    for coupon in audited(connection, range).await? {
        if coupon.used_by.is_some() != coupon.used_at.is_some()
            || coupon.quote.is_some() != coupon.locked_until.is_some()
        {
            seen.wrong("coupons", coupon.id, "who used or keeps it and when: one is noted without the other");
        }
        if let Some(what) = not_used(&coupon, range) {
            seen.wrong("coupons", coupon.id, what);
        }
        seen.causes.extend(price(&coupon, range));
    }
    Ok(())
}

/// Why it is not used as it says.
fn not_used(coupon: &Audited, range: &Range) -> Option<String> {
    let used_by = coupon.used_by.as_deref()?;
    let Some(by) = UsedBy::parse(used_by) else { return Some(format!("nobody can be `{used_by}`")) };
    let UsedBy::Sale(id) = by else { return None };
    let sale = range.sales.get(&id).filter(|sale| sale.member == coupon.member);
    match sale {
        None => Some(format!("its member has no sale {id}")),
        Some(sale) => (Some(sale.booked_at) != coupon.used_at).then(|| format!("sale {id} was at another time")),
    }
}

/// The entry that paid for one that was claimed for points.
fn price(coupon: &Audited, range: &Range) -> Option<Cause> {
    let Some(Key::Claim { .. }) = Key::parse(&coupon.key) else { return None };
    let version = range.rulebook.version(coupon.rule_version);
    let template = version.policy.template(&TemplateId(coupon.template.clone()))?;
    let points = template.claim.as_ref().and_then(|claim| claim.points).filter(|points| !points.is_zero())?;
    Some(Cause {
        member: coupon.member,
        key: ledger::Key::RedeemedCoupon { coupon: coupon.id }.to_string(),
        kind: EntryKind::Redeemed,
        points: Amount::Exactly(-points.0),
        at: Some(coupon.given_at),
        booked_at: Some(coupon.given_at),
        rule_version: Some(coupon.rule_version),
        lot: None,
        shortfall: None,
        table: "coupons",
    })
}

/// How many of each template were given.
async fn taken(connection: &mut Conn, seen: &mut Seen) -> Result<(), Error> {
    let rows: Vec<(String, i64)> = sqlx::query_as("SELECT template_id, COUNT(*) FROM coupons GROUP BY template_id")
        .fetch_all(&mut *connection)
        .await?;
    let mut given: BTreeMap<TemplateId, i64> = rows.into_iter().map(|(id, count)| (TemplateId(id), count)).collect();
    let taken = super::taken(connection).await?;
    seen.count("coupon_templates", taken.len());
    for (id, taken) in taken {
        let given = given.remove(&id).unwrap_or(0);
        if taken != given || taken == 0 {
            seen.wrong("coupon_templates", &id.0, format!("{taken} were given, there are {given}"));
        }
    }
    for id in given.into_keys() {
        seen.wrong("coupon_templates", id.0, "coupons were given of it, and it counts none");
    }
    Ok(())
}
