//! Steps 1 and 2: what a piece of each line costs before coupons, by which rule, and which prices that outdid.

use super::basket::{Line, Request};
use super::priced::Rule;
use crate::policy::{Limited, Policy, Scope, Text, Tier, TierId};
use crate::time::Day;

/// What a rule asks for a piece.
#[derive(Clone, Debug)]
pub struct Offer {
    pub rule: Rule,
    pub name: Text,
    /// Fen a piece.
    pub piece: i64,
}

/// The prices of one line, in fen a piece.
#[derive(Clone, Debug)]
pub struct LinePrices {
    /// After campaigns: what per cents are of.
    pub base: i64,
    /// After step 2.
    pub standing: i64,
    pub campaign: Option<Offer>,
    /// What step 2 took, where it took anything.
    pub second: Option<Offer>,
    /// Offers of either step that were below the price before it, but not the lowest.
    pub outdone: Vec<Offer>,
    /// Nothing else comes off.
    pub alone: bool,
}

pub struct Prices {
    pub lines: Vec<LinePrices>,
}

/// `percent` of a price, rounded down to the fen.
pub fn percent_of(price: i64, percent: u8) -> i64 {
    price * i64::from(percent) / 100
}

impl Prices {
    pub fn of(policy: &Policy, request: &Request<'_>) -> Self {
        let tier = request.buyer.and_then(|buyer| policy.tier(&buyer.tier));
        let holds = Holds { policy, request, tier };
        Self { lines: request.basket.lines.iter().map(|line| holds.line(line)).collect() }
    }
}

struct Holds<'a> {
    policy: &'a Policy,
    request: &'a Request<'a>,
    tier: Option<&'a Tier>,
}

impl Holds<'_> {
    /// Whether something is for this line, here, today and for this buyer.
    fn holds(&self, line: &Line, scope: &Scope, days: (Day, Day), lowest: Option<&TierId>) -> bool {
        let reached = |lowest: &TierId| self.tier.is_some_and(|tier| self.policy.reaches(&tier.id, lowest));
        (days.0..=days.1).contains(&self.request.today)
            && scope.has_store(self.request.store)
            && scope.has_goods(&line.class, &line.item)
            && lowest.is_none_or(reached)
    }

    fn line(&self, line: &Line) -> LinePrices {
        let list = line.price.0;
        let (first, mut outdone, alone) = self.campaigns(line, list);
        let base = first.as_ref().map_or(list, |offer| offer.piece);
        let alone = alone && first.is_some();
        let offers = if alone { Vec::new() } else { self.per_cents(line, base) };
        let (second, others) = lowest(offers);
        outdone.extend(others);
        let standing = second.as_ref().map_or(base, |offer| offer.piece);
        LinePrices { base, standing, campaign: first, second, outdone, alone }
    }

    /// The lowest campaign price below the list price, the others, and whether the lowest stands alone.
    fn campaigns(&self, line: &Line, list: i64) -> (Option<Offer>, Vec<Offer>, bool) {
        let campaigns = self.policy.pricing.campaigns.iter().filter(|campaign| {
            let days = (campaign.from, campaign.until);
            campaign.yuan.0 < list && self.holds(line, &campaign.scope, days, campaign.tier.as_ref())
        });
        let alone = campaigns.clone().min_by_key(|campaign| campaign.yuan).is_some_and(|campaign| campaign.alone);
        let offers = campaigns.map(|campaign| Offer {
            rule: Rule::Campaign { id: campaign.id.clone() },
            name: campaign.name.clone(),
            piece: campaign.yuan.0,
        });
        let (first, others) = lowest(offers.collect());
        (first, others, alone)
    }

    /// Member price and limited discounts below a price, the member price first.
    fn per_cents(&self, line: &Line, base: i64) -> Vec<Offer> {
        let member = self.tier.and_then(|tier| {
            let pays_percent = *tier.pays_percent.get(&line.class)?;
            let rule = Rule::MemberPrice { tier: tier.id.clone(), pays_percent };
            Some(Offer { rule, name: tier.name.clone(), piece: percent_of(base, pays_percent) })
        });
        let limited = self.policy.pricing.limited.iter().filter(|limited| {
            let days = (limited.from, limited.until);
            self.holds(line, &limited.scope, days, limited.tier.as_ref())
        });
        let limited = limited.map(|limited: &Limited| Offer {
            rule: Rule::Limited { id: limited.id.clone(), pays_percent: limited.pays_percent },
            name: limited.name.clone(),
            piece: percent_of(base, limited.pays_percent),
        });
        member.into_iter().chain(limited).filter(|offer| offer.piece < base).collect()
    }
}

/// The lowest offer, the first of several, and the others.
fn lowest(mut offers: Vec<Offer>) -> (Option<Offer>, Vec<Offer>) {
    let least = (0..offers.len()).min_by_key(|at| offers.get(*at).map(|offer| offer.piece));
    (least.map(|at| offers.remove(at)), offers)
}
