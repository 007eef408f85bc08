//! Messages about coupons: those that were given by themselves, that end within a week, that staff took away. What a member claimed, or was
//! given on joining or with a new tier, is no news: that tier is. How many end is what was in hand at that instant, so that a message never says anything else.

use super::{Span, Told};
use crate::Error;
use crate::policies::{Rulebook, instant};
use crate::store::Conn;
use shuke_contract::inbox::What;
use shuke_rules::coupons::{Key, Within};
use shuke_rules::policy::TemplateId;
use shuke_rules::{Day, Instant, Text};
use sqlx::Row;
use std::collections::BTreeMap;

/// So many days before the last day on which they can be used it is told: the wallet says from then on that they end soon.
const DAYS_BEFORE: u32 = 6;

struct Held {
    id: i64,
    name: Text,
    template: String,
    /// By itself, and nothing else that is told brought it.
    is_news: bool,
    given_at: Instant,
    last: Option<Day>,
    /// When it was used or became void.
    gone_at: Option<Instant>,
    /// When and why staff took it away.
    voided: Option<(Instant, String)>,
}

pub async fn told(connection: &mut Conn, member: i64, book: &Rulebook, span: Span) -> Result<Vec<Told>, Error> {
    let held = held(connection, member, book, span).await?;
    let mut told = given(&held);
    told.extend(ending(&held, book));
    told.extend(held.iter().filter_map(voided));
    Ok(told)
}

/// Whatever the span may have something to say of.
async fn held(connection: &mut Conn, member: i64, book: &Rulebook, span: Span) -> Result<Vec<Held>, Error> {
    let rows = sqlx::query(
        "SELECT id, key, template_id, rule_version, given_at, ends_at, COALESCE(used_at, voided_at, undone_at) AS gone_at, voided_at, \
         CASE WHEN voided_by IS NULL THEN NULL ELSE void_reason END AS reason \
         FROM coupons WHERE member_id = $1 AND (given_at > $2 OR ends_at > $2 OR voided_at > $2) ORDER BY id",
    )
    .bind(member)
    .bind(span.after_micros())
    .fetch_all(connection)
    .await?;
    let mut held = Vec::with_capacity(rows.len());
    for row in rows {
        let (key, template): (String, String) = (row.try_get("key")?, row.try_get("template_id")?);
        let policy = &book.version(row.try_get("rule_version")?).policy;
        let Some(terms) = policy.template(&TemplateId(template.clone())) else { continue };
        let at = |column| row.try_get::<Option<i64>, _>(column)?.map(instant).transpose();
        let ends: Option<Instant> = at("ends_at")?;
        held.push(Held {
            id: row.try_get("id")?,
            name: terms.name.clone(),
            template,
            is_news: !is_told_elsewhere(&key),
            given_at: instant(row.try_get("given_at")?)?,
            last: ends.map(|ends| book.zone().day_of(ends - chrono::Duration::microseconds(1))),
            gone_at: at("gone_at")?,
            voided: at("voided_at")?.zip(row.try_get("reason")?),
        });
    }
    Ok(held)
}

/// Whether the member did it, or another message tells of what brought it.
fn is_told_elsewhere(key: &str) -> bool {
    let key = Key::parse(key);
    matches!(
        key,
        Some(Key::Claim { .. } | Key::Demo { .. } | Key::Joining { .. } | Key::Tier { within: Within::Ever, .. })
    )
}

/// Those of one kind that came together are one message.
fn given(held: &[Held]) -> Vec<Told> {
    let mut kinds: BTreeMap<(Instant, &str), Vec<&Held>> = BTreeMap::new();
    for one in held.iter().filter(|one| one.is_news) {
        kinds.entry((one.given_at, &one.template)).or_default().push(one);
    }
    let told = |((at, _), coupons): ((Instant, &str), Vec<&Held>)| {
        let (coupon, name, count) = first_of(&coupons)?;
        Some(Told { at, what: What::CouponGiven { coupon, name, count } })
    };
    kinds.into_iter().filter_map(told).collect()
}

/// Those that end on one day are one message.
fn ending(held: &[Held], book: &Rulebook) -> Vec<Told> {
    let mut days: BTreeMap<Day, Vec<&Held>> = BTreeMap::new();
    for one in held {
        let Some(last) = one.last else { continue };
        let at = book.zone().start_of(last.minus_days(DAYS_BEFORE));
        if one.given_at < at && one.gone_at.is_none_or(|gone| at <= gone) {
            days.entry(last).or_default().push(one);
        }
    }
    let told = |(day, coupons): (Day, Vec<&Held>)| {
        let (coupon, name, count) = first_of(&coupons)?;
        let at = book.zone().start_of(day.minus_days(DAYS_BEFORE));
        Some(Told { at, what: What::CouponsEnding { coupon, name, count, day } })
    };
    days.into_iter().filter_map(told).collect()
}

fn voided(held: &Held) -> Option<Told> {
    let (at, reason) = held.voided.clone()?;
    Some(Told { at, what: What::CouponVoided { coupon: held.id.to_string(), name: held.name.clone(), reason } })
}

fn first_of(coupons: &[&Held]) -> Option<(String, Text, u32)> {
    let first = coupons.first()?;
    Some((first.id.to_string(), first.name.clone(), u32::try_from(coupons.len()).unwrap_or(u32::MAX)))
}
