//! Retraces the chosen coupons and writes down what each rule took, and why the others were not used.

use super::apply::{Running, Takes};
use super::basket::{Choice, Line, Request};
use super::candidates::{Candidate, Candidates, Chosen, Obstacle};
use super::pay;
use super::priced::{Applied, Declined, Outdone, Priced, PricedLine, Rule, Step};
use super::prices::{LinePrices, Offer};
use super::why::Why;
use crate::coupons::CouponId;
use crate::money::{Fen, Points};
use crate::policy::{Effect, Policy, Text};
use std::collections::BTreeMap;

pub fn explain(policy: &Policy, request: &Request<'_>, candidates: &Candidates<'_>, chosen: &Chosen) -> Priced {
    let mut lines: Vec<PricedLine> =
        request.basket.lines.iter().zip(&candidates.prices.lines).map(|(line, prices)| begun(line, prices)).collect();
    let mut running = Running::new(&candidates.start);
    let mut fee_off = 0;
    let mut coupons = Vec::new();
    for candidate in chosen.set.iter().filter_map(|at| candidates.list.get(*at)) {
        let Ok(takes) = running.measure(&candidates.start, candidate) else { continue };
        let before = running.rest.clone();
        running.take(&candidates.start, candidate, takes);
        let mut off = takes.fee;
        for ((line, before), after) in lines.iter_mut().zip(before).zip(&running.rest) {
            off += took(line, candidate, before - after);
        }
        fee_off += takes.fee;
        coupons.push(applied(candidate, off));
    }
    let (points, shares) = pay::points(policy, request, &running.rest);
    for ((line, rest), (money, points)) in lines.iter_mut().zip(&running.rest).zip(shares) {
        if money > 0 {
            let rule = Rule::Points { points: Points(points) };
            line.steps.push(Step { rule, name: by_points(), off: Fen(money) });
        }
        line.paid = Fen(rest - money);
    }
    let delivery = pay::delivery(&candidates.start, &running, fee_off);
    let goods = Fen(running.goods);
    let total = goods + delivery.fee - delivery.off;
    Priced {
        list: lines.iter().map(|line| line.list).sum(),
        lines,
        coupons,
        declined: declined(request, candidates, chosen),
        points,
        delivery,
        goods,
        total,
        to_pay: total - points.covers,
        best: chosen.best,
    }
}

/// What a receipt calls the points that paid: a till copies every step with its name.
fn by_points() -> Text {
    Text { zh: "积分抵扣".to_owned(), en: "Paid with points".to_owned() }
}

/// A line after steps 1 and 2.
fn begun(line: &Line, prices: &LinePrices) -> PricedLine {
    let step = |before: i64, offer: &Offer| Step {
        rule: offer.rule.clone(),
        name: offer.name.clone(),
        off: Fen((before - offer.piece) * line.quantity),
    };
    let campaign = prices.campaign.as_ref().map(|offer| step(line.price.0, offer));
    let second = prices.second.as_ref().map(|offer| step(prices.base, offer));
    let outdone = prices.outdone.iter().map(|offer| Outdone {
        rule: offer.rule.clone(),
        name: offer.name.clone(),
        price: Fen(offer.piece * line.quantity),
    });
    PricedLine {
        item: line.item.clone(),
        class: line.class.clone(),
        quantity: line.quantity,
        list: line.list(),
        steps: campaign.into_iter().chain(second).collect(),
        outdone: outdone.collect(),
        paid: line.list(),
    }
}

/// Writes down what a coupon took off a line, and says how much that is in its name: one instead of the member price has
/// taken what that took, too.
fn took(line: &mut PricedLine, candidate: &Candidate<'_>, mut off: i64) -> i64 {
    if off == 0 {
        return 0;
    }
    let template = &candidate.coupon.template;
    if matches!(template.effect, Effect::PercentOff { instead_of_member_price: true, .. }) {
        let per_cent = |step: &Step| matches!(step.rule, Rule::MemberPrice { .. } | Rule::Limited { .. });
        if let Some(at) = line.steps.iter().position(per_cent) {
            let step = line.steps.remove(at);
            let before: Fen = line.steps.iter().map(|step| step.off).sum();
            off += step.off.0;
            line.outdone.push(Outdone { rule: step.rule, name: step.name, price: line.list - before - step.off });
        }
    }
    let rule = Rule::Coupon { coupon: candidate.coupon.id.clone(), template: template.id.clone() };
    line.steps.push(Step { rule, name: template.name.clone(), off: Fen(off) });
    off
}

fn applied(candidate: &Candidate<'_>, off: i64) -> Applied {
    let template = &candidate.coupon.template;
    let (gift, gift_item) = match &template.effect {
        Effect::Gift { gift, item } => (Some(gift.clone()), item.clone()),
        _ => (None, None),
    };
    Applied {
        coupon: candidate.coupon.id.clone(),
        template: template.id.clone(),
        name: template.name.clone(),
        off: Fen(off),
        gift,
        gift_item,
    }
}

fn declined(request: &Request<'_>, candidates: &Candidates<'_>, chosen: &Chosen) -> Vec<Declined> {
    let by_hand: Option<&[CouponId]> = match request.choice {
        Choice::Best => None,
        Choice::These(ids) => Some(ids),
    };
    let others = (0..candidates.list.len()).filter(|at| !chosen.set.contains(at)).filter_map(|at| {
        let coupon = candidates.list.get(at)?.coupon.id.clone();
        let was_asked_for = by_hand.is_none_or(|ids| ids.contains(&coupon));
        let why = if was_asked_for { why_not(candidates, &chosen.set, at) } else { Why::NotChosen };
        Some(Declined { coupon, why })
    });
    let held = request.buyer.map_or(&[][..], |buyer| &buyer.coupons);
    let strangers = by_hand.into_iter().flatten().filter(|id| held.iter().all(|coupon| coupon.id != **id));
    let strangers = strangers.map(|id| Declined { coupon: id.clone(), why: Why::NotHeld });
    let mut declined: Vec<Declined> = candidates.declined.iter().cloned().chain(others).chain(strangers).collect();
    declined.extend(spares(candidates, &declined));
    declined.sort_by(|a, b| a.coupon.cmp(&b.coupon));
    declined
}

/// What is said of the first of a kind holds for those of it that are too many; where the first is used, there are enough.
fn spares(candidates: &Candidates<'_>, declined: &[Declined]) -> Vec<Declined> {
    let said: BTreeMap<&CouponId, &Why> = declined.iter().map(|one| (&one.coupon, &one.why)).collect();
    let spares = candidates.spare.iter().map(|spare| {
        let why = said.get(&spare.first).map_or(Why::PerBasket { most: spare.per_basket }, |why| (*why).clone());
        Declined { coupon: spare.coupon.clone(), why }
    });
    spares.collect()
}

/// Why one is not in a set: for what it lacks by itself, or else for those that are.
fn why_not(candidates: &Candidates<'_>, set: &[usize], at: usize) -> Why {
    let Some(candidate) = candidates.list.get(at) else { return Why::Unknown };
    if let Err(why) = Running::new(&candidates.start).measure(&candidates.start, candidate) {
        return why;
    }
    match candidates.obstacle(set, at) {
        Some(Obstacle::Excluded(with)) => {
            let with = candidates.list.get(with).map_or_else(CouponId::default, |other| other.coupon.id.clone());
            let excludes = |other: &usize| candidates.list.get(*other).is_some_and(|other| candidate.excludes(other));
            let instead: Vec<usize> = set.iter().copied().filter(|other| !excludes(other)).collect();
            let (_, total) = with_one_more(candidates, &instead, at);
            Why::Together { with, total }
        }
        Some(Obstacle::PerBasket) => Why::PerBasket { most: candidate.coupon.template.per_basket },
        Some(Obstacle::Full) => Why::Full { most: u32::try_from(candidates.most).unwrap_or(u32::MAX) },
        None => match with_one_more(candidates, set, at) {
            (Err(why), _) => why,
            (Ok(_), total) if total < total_of(candidates, set) => Why::NotCompared,
            (Ok(_), total) => Why::NoBetter { total },
        },
    }
}

/// What one more would take when its turn comes, and what goods and delivery would come to.
fn with_one_more(candidates: &Candidates<'_>, set: &[usize], at: usize) -> (Result<Takes, Why>, Fen) {
    let mut all: Vec<usize> = set.iter().copied().chain([at]).collect();
    all.sort_unstable();
    let (mut its_turn, total) = retrace(candidates, &all);
    (its_turn.remove(&at).unwrap_or(Err(Why::Unknown)), total)
}

fn total_of(candidates: &Candidates<'_>, set: &[usize]) -> Fen {
    retrace(candidates, set).1
}

/// What each of a set takes when its turn comes, those left out that cannot apply, and what goods and delivery come to.
fn retrace(candidates: &Candidates<'_>, set: &[usize]) -> (BTreeMap<usize, Result<Takes, Why>>, Fen) {
    let mut running = Running::new(&candidates.start);
    let mut turns = BTreeMap::new();
    for at in set {
        let Some(candidate) = candidates.list.get(*at) else { continue };
        let takes = running.measure(&candidates.start, candidate);
        if let Ok(takes) = takes {
            running.take(&candidates.start, candidate, takes);
        }
        turns.insert(*at, takes);
    }
    (turns, Fen(running.goods + running.fee(&candidates.start)))
}
