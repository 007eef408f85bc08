//! The same prices worked out the long way, by code that shares nothing with the search: every subset of the coupons, every
//! piece a thing of its own, shares by exact fractions.

use super::*;
use crate::coupons::State;
use core::cmp::Reverse;

/// What sets are compared by: total, gifts, how many, their ends, their ids.
pub type Key = (i128, Reverse<usize>, usize, Vec<(bool, Option<Instant>)>, Vec<String>);

struct Piece {
    line: usize,
    base: i128,
    price: i128,
    counted: bool,
}

struct Plain<'a> {
    policy: &'a Policy,
    basket: &'a Basket,
    pieces: Vec<Piece>,
    /// The lines whose campaign price stands alone.
    alone: Vec<usize>,
    /// What remains of each line.
    rest: Vec<i128>,
    gifts: usize,
    sent_free: bool,
}

/// Whether something is for a buyer in the shop `one`.
fn is_for(policy: &Policy, buyer: &Buyer, tier: Option<&TierId>, scope: &Scope) -> bool {
    let mut below = policy.tiers.iter().take_while(|tier| tier.id != buyer.tier).map(|tier| &tier.id);
    let high_enough = tier.is_none_or(|lowest| *lowest == buyer.tier || below.any(|tier| tier == lowest));
    high_enough && (scope.stores.is_empty() || scope.stores.contains(&"one".into()))
}

/// The best of all subsets of a buyer's coupons in the shop `one`.
pub fn best(policy: &Policy, basket: &Basket, buyer: &Buyer) -> Key {
    let can_be = |coupon: &&Coupon| {
        let template = &coupon.template;
        coupon.state(now()) == State::Available && is_for(policy, buyer, template.tier.as_ref(), &template.scope)
    };
    let usable: Vec<&Coupon> = buyer.coupons.iter().filter(can_be).collect();
    let most = policy.pricing.coupons_per_basket;
    let sets = (0_u32..1 << usable.len()).filter(|mask| mask.count_ones() <= most);
    let keys = sets.filter_map(|mask| {
        let set: Vec<&Coupon> = (0..usable.len()).filter(|at| mask & (1 << at) != 0).map(|at| usable[at]).collect();
        key(policy, basket, buyer, &set)
    });
    keys.min().unwrap()
}

/// What a set comes to; `None` where it does not go together or one of it does nothing.
pub fn key(policy: &Policy, basket: &Basket, buyer: &Buyer, set: &[&Coupon]) -> Option<Key> {
    for one in set {
        let alike = set.iter().filter(|other| other.template.id == one.template.id).count();
        let clash =
            set.iter().any(|other| other.template.id != one.template.id && other.template.group == one.template.group);
        if clash || alike > one.template.per_basket as usize {
            return None;
        }
    }
    let mut plain = Plain::new(policy, basket, buyer);
    let mut order: Vec<&Coupon> = set.to_vec();
    order.sort_by_key(|coupon| place(coupon));
    for coupon in order {
        plain.apply(&coupon.template)?;
    }
    let goods: i128 = plain.rest.iter().sum();
    let total = goods + if plain.sent_free { 0 } else { plain.fee() };
    let mut ends: Vec<_> =
        set.iter().map(|coupon| ((coupon.ends.is_none(), coupon.ends), coupon.id.0.clone())).collect();
    ends.sort();
    let (ends, ids) = ends.into_iter().unzip();
    Some((total, Reverse(plain.gifts), set.len(), ends, ids))
}

type Place = (u8, Reverse<i64>, u8, String, (bool, Option<Instant>), String);

/// When a coupon's turn comes.
fn place(coupon: &Coupon) -> Place {
    let step = match coupon.template.effect {
        Effect::PercentOff { instead_of_member_price: true, .. } => 1,
        Effect::Trial { .. } => 2,
        Effect::BuyThreeOneFree => 3,
        Effect::PercentOff { .. } | Effect::AmountOff { .. } => 4,
        Effect::Gift { .. } => 5,
        _ => 6,
    };
    let threshold = coupon.template.threshold.map_or(-1, |threshold| threshold.0);
    let amount = u8::from(matches!(coupon.template.effect, Effect::AmountOff { .. }));
    let end = (coupon.ends.is_none(), coupon.ends);
    (step, Reverse(threshold), amount, coupon.template.id.0.clone(), end, coupon.id.0.clone())
}

impl<'a> Plain<'a> {
    fn new(policy: &'a Policy, basket: &'a Basket, buyer: &Buyer) -> Self {
        let tier = policy.tier(&buyer.tier).unwrap();
        let (mut pieces, mut alone) = (Vec::new(), Vec::new());
        for (at, line) in basket.lines.iter().enumerate() {
            let mut base = i128::from(line.price.0);
            let mut stands_alone = false;
            for campaign in &policy.pricing.campaigns {
                let now = campaign.from <= today() && today() <= campaign.until;
                let here = now && is_for(policy, buyer, campaign.tier.as_ref(), &campaign.scope);
                if here && campaign.scope.items.contains(&line.item) && i128::from(campaign.yuan.0) < base {
                    (base, stands_alone) = (i128::from(campaign.yuan.0), campaign.alone);
                }
            }
            let limited = policy.pricing.limited.iter().filter(|limited| {
                limited.scope.classes.contains(&line.class)
                    && is_for(policy, buyer, limited.tier.as_ref(), &limited.scope)
            });
            let percents =
                limited.map(|limited| limited.pays_percent).chain(tier.pays_percent.get(&line.class).copied());
            let percent = percents.min().filter(|_| !stands_alone).unwrap_or(100);
            if stands_alone {
                alone.push(at);
            }
            let price = base * i128::from(percent) / 100;
            pieces.extend((0..line.quantity).map(|_| Piece { line: at, base, price, counted: false }));
        }
        let rest = (0..basket.lines.len())
            .map(|at| pieces.iter().filter(|piece| piece.line == at).map(|piece| piece.price).sum())
            .collect();
        Self { policy, basket, pieces, alone, rest, gifts: 0, sent_free: false }
    }

    fn fee(&self) -> i128 {
        let goods: i128 = self.rest.iter().sum();
        match self.policy.pricing.delivery {
            Some(fee) if self.basket.sent && fee.free_from.is_none_or(|from| goods < i128::from(from.0)) => {
                i128::from(fee.yuan.0)
            }
            _ => 0,
        }
    }

    fn apply(&mut self, template: &Template) -> Option<()> {
        let within = |line: &Line| {
            let Scope { classes, items, .. } = &template.scope;
            (classes.is_empty() && items.is_empty()) || classes.contains(&line.class) || items.contains(&line.item)
        };
        let lowers = !matches!(template.effect, Effect::Gift { .. } | Effect::FreeDelivery);
        let scope: Vec<usize> = (0..self.basket.lines.len())
            .filter(|at| within(&self.basket.lines[*at]) && !(lowers && self.alone.contains(at)))
            .collect();
        let base: i128 = scope.iter().map(|line| self.rest[*line]).sum();
        if scope.is_empty() || template.threshold.is_some_and(|threshold| base < i128::from(threshold.0)) {
            return None;
        }
        match &template.effect {
            Effect::AmountOff { yuan } => self.spread(&scope, base.min(i128::from(yuan.0))),
            Effect::PercentOff { pays_percent, instead_of_member_price: true, .. } => {
                self.reprice(&scope, *pays_percent)
            }
            Effect::PercentOff { pays_percent, at_most, .. } => {
                let off = base - base * i128::from(*pays_percent) / 100;
                self.spread(&scope, at_most.map_or(off, |most| off.min(i128::from(most.0))))
            }
            Effect::Trial { yuan } => {
                let piece = *self.dearest(&scope).first()?;
                let above = self.pieces[piece].price - i128::from(yuan.0);
                self.pieces[piece].counted = true;
                self.rest[self.pieces[piece].line] -= above;
                (above > 0).then_some(())
            }
            Effect::BuyThreeOneFree => self.three(&scope),
            Effect::Gift { .. } => {
                self.gifts += 1;
                Some(())
            }
            Effect::FreeDelivery => {
                let fee = if self.sent_free { 0 } else { self.fee() };
                self.sent_free = true;
                (fee > 0).then_some(())
            }
            Effect::Unknown => None,
        }
    }

    /// Pieces in scope that cost something and were not counted, dearest first.
    fn dearest(&self, scope: &[usize]) -> Vec<usize> {
        let mut pieces: Vec<usize> = (0..self.pieces.len())
            .filter(|at| {
                scope.contains(&self.pieces[*at].line) && !self.pieces[*at].counted && self.pieces[*at].price > 0
            })
            .collect();
        pieces.sort_by_key(|at| Reverse(self.pieces[*at].price));
        pieces
    }

    fn three(&mut self, scope: &[usize]) -> Option<()> {
        let three: Vec<usize> = self.dearest(scope).into_iter().take(3).collect();
        if three.len() < 3 {
            return None;
        }
        let prices: Vec<i128> = three.iter().map(|at| self.pieces[*at].price).collect();
        for (piece, off) in three.iter().zip(shares(prices[2], &prices)) {
            self.pieces[*piece].counted = true;
            self.rest[self.pieces[*piece].line] -= off;
        }
        Some(())
    }

    fn reprice(&mut self, scope: &[usize], percent: u8) -> Option<()> {
        let mut taken = 0;
        for piece in self.pieces.iter_mut().filter(|piece| scope.contains(&piece.line)) {
            let price = piece.price.min(piece.base * i128::from(percent) / 100);
            self.rest[piece.line] -= piece.price - price;
            taken += piece.price - price;
            piece.price = price;
        }
        (taken > 0).then_some(())
    }

    fn spread(&mut self, scope: &[usize], off: i128) -> Option<()> {
        let weights: Vec<i128> = scope.iter().map(|line| self.rest[*line]).collect();
        for (line, share) in scope.iter().zip(shares(off, &weights)) {
            self.rest[*line] -= share;
        }
        (off > 0).then_some(())
    }
}

/// Fen by fen: each goes to the part that is furthest below its exact share.
fn shares(total: i128, weights: &[i128]) -> Vec<i128> {
    let sum: i128 = weights.iter().sum();
    let mut parts: Vec<i128> = weights.iter().map(|weight| if sum == 0 { 0 } else { total * weight / sum }).collect();
    while parts.iter().sum::<i128>() < total {
        let lacks = |at: usize| total * weights[at] - parts[at] * sum;
        let furthest = (0..parts.len()).max_by_key(|at| (lacks(*at), Reverse(*at))).unwrap();
        parts[furthest] += 1;
    }
    parts
}
