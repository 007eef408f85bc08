//! Messages about coupons: those that were given by themselves, that end within a week, that staff took away. Nothing is said of what a member claimed
//! or redeemed, or was given with a new tier: that tier is told. How many end is what was in hand at that instant, so that a message never says anything else.

use crate::Error;
use crate::booking::Asking;
use crate::coupons::{News, news_of};
use crate::feature::{Heard, Span, Told};
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_contract::inbox::What;
use shuke_rules::coupons::{Key, Within};
use shuke_rules::policy::TemplateId;
use shuke_rules::{Day, Instant, Text};
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

pub async fn told(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Heard, Error> {
    let rulebook = &asking.rulebook;
    let news = news_of(connection, asking.account.member, span.after).await?;
    let held: Vec<Held> = news.into_iter().filter_map(|news| Held::of(news, rulebook)).collect();
    let mut told = given(&held);
    told.extend(ending(&held, rulebook));
    told.extend(held.iter().filter_map(voided));
    Ok(told.into())
}

impl Held {
    /// `None` for what the policy of its time does not have.
    fn of(news: News, rulebook: &Rulebook) -> Option<Self> {
        let policy = &rulebook.version(news.rule_version).policy;
        let terms = policy.template(&TemplateId(news.template.clone()))?;
        Some(Self {
            id: news.id,
            name: terms.name.clone(),
            is_news: !is_told_elsewhere(&news.key),
            template: news.template,
            given_at: news.given_at,
            last: news.ends_at.map(|ends| rulebook.zone().day_of(ends - chrono::Duration::microseconds(1))),
            gone_at: news.gone_at,
            voided: news.voided,
        })
    }
}

/// Whether the member did it, or another message tells of what brought it.
fn is_told_elsewhere(key: &str) -> bool {
    let key = Key::parse(key);
    matches!(
        key,
        Some(
            Key::Claim { .. }
                | Key::Demo { .. }
                | Key::Order { .. }
                | Key::Task { .. }
                | Key::Referred { .. }
                | Key::Tier { within: Within::Ever, .. }
        )
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
fn ending(held: &[Held], rulebook: &Rulebook) -> Vec<Told> {
    let mut days: BTreeMap<Day, Vec<&Held>> = BTreeMap::new();
    for one in held {
        let Some(last) = one.last else { continue };
        let at = rulebook.zone().start_of(last.minus_days(DAYS_BEFORE));
        if one.given_at < at && one.gone_at.is_none_or(|gone| at <= gone) {
            days.entry(last).or_default().push(one);
        }
    }
    let told = |(day, coupons): (Day, Vec<&Held>)| {
        let (coupon, name, count) = first_of(&coupons)?;
        let at = rulebook.zone().start_of(day.minus_days(DAYS_BEFORE));
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
