//! What a tier is good for, from the policy, and two tiers beside each other. Owns no counts of what a member has used.

use crate::coupons::grants;
use crate::money::{Fen, Multiplier};
use crate::policy::{CampaignId, ClassId, Occasion, Per, Policy, Template, TemplateId, Text, TierId};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// One thing that a tier is good for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Benefit {
    /// Points are multiplied by this.
    Points { multiplier: Multiplier },
    /// What is paid for a class of goods, in per cent.
    MemberPrice { class: ClassId, name: Text, pays_percent: u8 },
    /// A coupon for the birthday, once a year.
    Birthday { coupon: TemplateId, name: Text },
    /// So many coupons by themselves within the period.
    Given { coupon: TemplateId, name: Text, count: u32, per: Per },
    /// A coupon that can be claimed from some tier on.
    Claim { coupon: TemplateId, name: Text },
    /// A price that holds from some tier on: so much a piece, or so many per cent.
    Price { campaign: CampaignId, name: Text, yuan: Option<Fen>, pays_percent: Option<u8>, from: Day, until: Day },
    #[serde(other)]
    Unknown,
}

impl Benefit {
    /// What makes one of a tier the same thing as one of another, whatever it is worth.
    fn key(&self) -> (u8, &str) {
        match self {
            Self::Points { .. } => (0, ""),
            Self::MemberPrice { class, .. } => (1, &class.0),
            Self::Birthday { coupon, .. } => (2, &coupon.0),
            Self::Given { coupon, .. } => (3, &coupon.0),
            Self::Claim { coupon, .. } => (4, &coupon.0),
            Self::Price { campaign, .. } => (5, &campaign.0),
            Self::Unknown => (6, ""),
        }
    }
}

/// The same thing of two tiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    pub mine: Option<Benefit>,
    pub next: Option<Benefit>,
}

/// Everything that a tier is good for as of a day: points, prices by class, the birthday, what is given, what can be claimed,
/// prices of its own; each in the policy's order. What is for everybody is nobody's benefit, but points.
pub fn of(policy: &Policy, id: &TierId, today: Day) -> Vec<Benefit> {
    let Some(tier) = policy.tier(id) else { return Vec::new() };
    let reached = |lowest: &Option<TierId>| lowest.as_ref().is_some_and(|lowest| policy.reaches(id, lowest));
    let points = Benefit::Points { multiplier: tier.multiplier };
    let classes = policy.earning.classes.iter().filter_map(|class| {
        let pays_percent = *tier.pays_percent.get(&class.id)?;
        Some(Benefit::MemberPrice { class: class.id.clone(), name: class.name.clone(), pays_percent })
    });
    let claims = policy.coupons.iter().filter(|template| reached(&template.tier) && is_claimed(template, today));
    let claims = claims.map(|template| Benefit::Claim { coupon: template.id.clone(), name: template.name.clone() });
    let campaigns = policy.pricing.campaigns.iter().filter(|one| reached(&one.tier) && today <= one.until);
    let campaigns = campaigns.map(|one| Benefit::Price {
        campaign: one.id.clone(),
        name: one.name.clone(),
        yuan: Some(one.yuan),
        pays_percent: None,
        from: one.from,
        until: one.until,
    });
    let limited = policy.pricing.limited.iter().filter(|one| reached(&one.tier) && today <= one.until);
    let limited = limited.map(|one| Benefit::Price {
        campaign: one.id.clone(),
        name: one.name.clone(),
        yuan: None,
        pays_percent: Some(one.pays_percent),
        from: one.from,
        until: one.until,
    });
    let prices = campaigns.chain(limited);
    let mut all: Vec<Benefit> =
        core::iter::once(points).chain(classes).chain(given(policy, id)).chain(claims).chain(prices).collect();
    all.sort_by_key(|benefit| benefit.key().0);
    all
}

/// What a tier is given by itself; several grants of one coupon for one period are one benefit, as [`grants::due`] gives them.
fn given(policy: &Policy, tier: &TierId) -> Vec<Benefit> {
    let mut all: Vec<Benefit> = Vec::new();
    for grant in policy.grants.iter().filter(|grant| grants::is_for(grant, tier)) {
        let Some(template) = policy.template(&grant.coupon) else { continue };
        let (coupon, name) = (template.id.clone(), template.name.clone());
        let one = match grant.on {
            Occasion::Birthday | Occasion::BirthdayMonth => Benefit::Birthday { coupon, name },
            Occasion::Tier => Benefit::Given { coupon, name, count: grant.count, per: grant.per },
            Occasion::Joining | Occasion::Unknown => continue,
        };
        if let Some(other) = all.iter_mut().find(|other| is_more_of(other, &one)) {
            *other = one;
        } else if !all.iter().any(|other| *other == one || is_more_of(&one, other)) {
            all.push(one);
        }
    }
    all
}

/// Whether `more` is the same coupons for the same period as `one`, and more of them.
fn is_more_of(one: &Benefit, more: &Benefit) -> bool {
    match (one, more) {
        (Benefit::Given { coupon, count, per, .. }, Benefit::Given { coupon: other, count: more, per: period, .. }) => {
            coupon == other && per == period && count < more
        }
        _ => false,
    }
}

/// Whether it is on the page of what can be claimed, now or later.
fn is_claimed(template: &Template, today: Day) -> bool {
    let last = template.last_claim();
    let open = |claim: &crate::policy::Claim| {
        claim.code.is_none() && claim.new_members_days.is_none() && last.is_none_or(|last| today <= last)
    };
    template.claim.as_ref().is_some_and(open)
}

/// Two tiers beside each other: the same thing in one row, in the order of the lists.
pub fn beside(mine: &[Benefit], next: &[Benefit]) -> Vec<Beside> {
    let is = |one: &Benefit, other: &Benefit| one.key() == other.key();
    let mut rows: Vec<Beside> = mine
        .iter()
        .map(|mine| Beside { mine: Some(mine.clone()), next: next.iter().find(|next| is(mine, next)).cloned() })
        .collect();
    let only_next = next.iter().filter(|next| !mine.iter().any(|mine| is(mine, next)));
    rows.extend(only_next.map(|next| Beside { mine: None, next: Some(next.clone()) }));
    rows.sort_by_key(|row| row.mine.as_ref().or(row.next.as_ref()).map(|benefit| benefit.key().0));
    rows
}

#[cfg(test)]
#[cfg(feature = "toml")]
mod tests {
    use super::*;
    use crate::policy::file;

    fn policy(text: &str) -> Policy {
        file::read(text).unwrap()
    }

    fn xiaoman() -> Policy {
        policy(include_str!("../../../brands/xiaoman.toml"))
    }

    fn today() -> Day {
        Day::parse("2026-12-01").unwrap()
    }

    fn short(benefit: Option<&Benefit>) -> String {
        match benefit {
            None => "–".to_owned(),
            Some(Benefit::Points { multiplier }) => format!("×{multiplier}"),
            Some(Benefit::MemberPrice { class, pays_percent, .. }) => format!("{class} {pays_percent}"),
            Some(Benefit::Birthday { coupon, .. }) => format!("{coupon}"),
            Some(Benefit::Given { coupon, count, per, .. }) => format!("{coupon} {count} {per:?}"),
            Some(Benefit::Claim { coupon, .. }) => format!("claim {coupon}"),
            Some(Benefit::Price { campaign, yuan, pays_percent, .. }) => {
                format!(
                    "{campaign} {}",
                    pays_percent.map_or_else(|| format!("{yuan:?}"), |percent| percent.to_string())
                )
            }
            Some(Benefit::Unknown) => "?".to_owned(),
        }
    }

    fn rows(policy: &Policy, mine: &str, next: &str) -> Vec<String> {
        let rows = beside(&of(policy, &mine.into(), today()), &of(policy, &next.into(), today()));
        rows.iter().map(|row| format!("{} | {}", short(row.mine.as_ref()), short(row.next.as_ref()))).collect()
    }

    #[test]
    fn the_tiers_of_an_online_born_brand_beside_each_other() {
        let policy = xiaoman();
        assert_eq!(rows(&policy, "xiaobai", "suren"), ["×1 | ×1.2", "birthday | birthday", "– | three-one 1 Ever"]);
        assert_eq!(
            rows(&policy, "daren", "hongren"),
            [
                "×1.5 | ×2",
                "birthday | birthday",
                "three-one 3 Ever | three-one 1 Month",
                "claim daren-cup | claim daren-cup"
            ]
        );
        assert_eq!(
            rows(&policy, "hongren", "koc"),
            [
                "×2 | ×2",
                "birthday | birthday",
                "three-one 1 Month | three-one 1 Month",
                "– | year-pack 1 Year",
                "claim daren-cup | claim daren-cup",
                "– | new-products-half 50"
            ]
        );
    }

    #[test]
    fn the_tiers_of_a_shop_born_brand_beside_each_other() {
        let policy = policy(include_str!("../../../brands/shanlan.toml"));
        assert_eq!(rows(&policy, "points", "silver"), ["×1 | ×1", "– | regular 85", "– | birthday"]);
        assert_eq!(rows(&policy, "silver", "gold"), ["×1 | ×1", "regular 85 | regular 80", "birthday | birthday"]);
    }

    #[test]
    fn several_grants_of_one_coupon_are_one_benefit_and_the_most_of_them_counts() {
        for order in [[1, 2, 1], [2, 1, 2], [1, 1, 2]] {
            let mut policy = xiaoman();
            policy.grants.retain(|grant| grant.id.0 == "three-one-daren");
            let grant = policy.grants[0].clone();
            policy.grants = order.map(|count| crate::policy::Grant { count, ..grant.clone() }).into();
            let given: Vec<String> = of(&policy, &"daren".into(), today())
                .iter()
                .filter(|one| matches!(one, Benefit::Given { .. }))
                .map(|one| short(Some(one)))
                .collect();
            assert_eq!(given, ["three-one 2 Ever"], "{order:?}");
        }
    }

    #[test]
    fn what_is_gated_counts_from_its_tier_on_until_its_time_is_over() {
        let mut policy = xiaoman();
        let mut gated = policy.template(&"birthday".into()).unwrap().clone();
        gated.id = "gated".into();
        gated.tier = Some("daren".into());
        gated.claim = Some(crate::policy::Claim { until: Some(today()), ..crate::policy::Claim::default() });
        policy.coupons.push(gated);
        let has = |tier: &str, on: Day| {
            of(&policy, &tier.into(), on)
                .iter()
                .any(|one| matches!(one, Benefit::Claim { coupon, .. } if coupon.0 == "gated"))
        };
        assert!(!has("suren", today()) && has("daren", today()) && has("koc", today()));
        assert!(!has("koc", today().plus_days(1)));
        assert_eq!(of(&policy, &"nobody".into(), today()), []);
    }
}
