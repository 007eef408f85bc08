//! Which of a member's coupons could be used on a basket at all, in the order in which they apply, and which go together.

use super::apply::{Running, Start};
use super::basket::Request;
use super::priced::Declined;
use super::prices::Prices;
use super::why::Why;
use crate::coupons::{Coupon, CouponId, State};
use crate::policy::{Effect, Policy, TierId};
use core::cmp::Reverse;
use std::collections::BTreeSet;

/// A coupon that could be used.
pub struct Candidate<'a> {
    pub coupon: &'a Coupon,
    /// The lines that it is for.
    pub scope: Vec<usize>,
    /// It is for all lines.
    pub all: bool,
    /// Its template and its group among those of all, as numbers.
    kind: usize,
    group: usize,
    /// It takes no more than this off the goods, whatever applied before it.
    pub potential: i64,
    /// It is like the one before it in everything but its id and its end.
    pub twin: bool,
    /// Its place among all by end, equal ends alike, and by end and id.
    pub by_end: usize,
    pub by_id: usize,
}

impl Candidate<'_> {
    pub fn is_gift(&self) -> bool {
        matches!(self.coupon.template.effect, Effect::Gift { .. })
    }

    /// Whether two cannot both be used, however few others are.
    pub fn excludes(&self, other: &Self) -> bool {
        self.kind != other.kind && self.group == other.group
    }
}

pub struct Candidates<'a> {
    pub start: Start,
    /// In the order in which they apply.
    pub list: Vec<Candidate<'a>>,
    /// What cannot be used at all.
    pub declined: Vec<Declined>,
    pub spare: Vec<Spare>,
    pub prices: Prices,
    /// How many go into a basket.
    pub most: usize,
}

/// A twin that is one too many.
pub struct Spare {
    pub coupon: CouponId,
    /// The first of its kind: what is said of that holds for this one.
    pub first: CouponId,
    /// So many of the kind go into a basket.
    pub per_basket: u32,
}

/// Coupons that were chosen, by their place in the list, rising.
pub struct Chosen {
    pub set: Vec<usize>,
    /// Whether nothing better could be.
    pub best: bool,
}

impl<'a> Candidates<'a> {
    pub fn of(policy: &Policy, request: &Request<'a>, prices: Prices) -> Self {
        let lines = &request.basket.lines;
        let start = Start {
            base: prices.lines.iter().map(|line| line.base).collect(),
            standing: prices.lines.iter().map(|line| line.standing).collect(),
            quantity: lines.iter().map(|line| line.quantity).collect(),
            fee: policy.pricing.delivery.filter(|_| request.basket.sent),
        };
        let most = usize::try_from(policy.pricing.coupons_per_basket).unwrap_or(usize::MAX);
        let mut candidates = Self { start, list: Vec::new(), declined: Vec::new(), spare: Vec::new(), prices, most };
        let mut seen = BTreeSet::new();
        let held = request.buyer.into_iter().flat_map(|buyer| &buyer.coupons);
        for coupon in held.filter(|coupon| seen.insert(&coupon.id)) {
            match candidates.scope_of(policy, request, coupon) {
                Ok(scope) => candidates.list.push(Candidate {
                    coupon,
                    all: scope.len() == lines.len(),
                    scope,
                    kind: 0,
                    group: 0,
                    potential: 0,
                    twin: false,
                    by_end: 0,
                    by_id: 0,
                }),
                Err(why) => candidates.declined.push(Declined { coupon: coupon.id.clone(), why }),
            }
        }
        candidates.arrange();
        candidates
    }

    /// The lines that a coupon is for.
    ///
    /// # Errors
    /// Why it cannot be used here and now, whatever else is.
    fn scope_of(&self, policy: &Policy, request: &Request<'_>, coupon: &Coupon) -> Result<Vec<usize>, Why> {
        match coupon.state(request.now) {
            State::Available => {}
            other => return Err(other.into()),
        }
        let template = &coupon.template;
        let has = |lowest: &TierId| request.buyer.is_some_and(|buyer| policy.reaches(&buyer.tier, lowest));
        if let Some(lowest) = template.tier.clone().filter(|lowest| !has(lowest)) {
            return Err(Why::Tier { lowest });
        }
        if !template.scope.has_store(request.store) {
            return Err(Why::Store { stores: template.scope.stores.clone() });
        }
        let lines = request.basket.lines.iter().zip(&self.prices.lines).enumerate();
        let mut lines = lines.filter(|(_, (line, _))| template.scope.has_goods(&line.class, &line.item)).peekable();
        if lines.peek().is_none() {
            return Err(Why::NotForThese);
        }
        // A gift or the fee takes nothing off a price that stands alone.
        let off_goods = !matches!(template.effect, Effect::Gift { .. } | Effect::FreeDelivery);
        let scope: Vec<usize> =
            lines.filter(|(_, (_, prices))| !(off_goods && prices.alone)).map(|(at, _)| at).collect();
        if scope.is_empty() { Err(Why::Alone) } else { Ok(scope) }
    }

    /// Puts them in order and notes what comparing sets needs to know.
    fn arrange(&mut self) {
        self.list.sort_by(|a, b| order(a.coupon).cmp(&order(b.coupon)));
        let coupons: Vec<&Coupon> = self.list.iter().map(|candidate| candidate.coupon).collect();
        let kinds = places(coupons.iter().map(|coupon| &coupon.template.id));
        let groups = places(coupons.iter().map(|coupon| &coupon.template.group));
        let by_end = places(coupons.iter().map(|coupon| end(coupon)));
        let by_id = places(coupons.iter().map(|coupon| (end(coupon), &coupon.id)));
        let running = Running::new(&self.start);
        let mut before: Option<&Coupon> = None;
        let numbers = kinds.into_iter().zip(groups).zip(by_end.into_iter().zip(by_id));
        for (candidate, ((kind, group), (by_end, by_id))) in self.list.iter_mut().zip(numbers) {
            (candidate.kind, candidate.group, candidate.by_end, candidate.by_id) = (kind, group, by_end, by_id);
            candidate.potential = running.measure(&self.start, candidate).map_or(0, |takes| takes.goods);
            candidate.twin = before.is_some_and(|before| before.template == candidate.coupon.template);
            before = Some(candidate.coupon);
        }
    }

    /// The places of so many that can take most, rising.
    pub fn strongest(&self, count: usize) -> Vec<usize> {
        let mut strongest: Vec<usize> = (0..self.list.len()).collect();
        strongest.sort_by_key(|at| Reverse(self.list.get(*at).map(|candidate| candidate.potential)));
        strongest.truncate(count);
        strongest.sort_unstable();
        strongest
    }

    /// Of twins only the first `per_basket` are ever used.
    pub fn without_spares(&mut self) {
        let mut run: (u32, CouponId) = (0, CouponId::default());
        let spare = &mut self.spare;
        self.list.retain(|candidate| {
            if !candidate.twin {
                run = (0, candidate.coupon.id.clone());
            }
            run.0 = run.0.saturating_add(1);
            let per_basket = candidate.coupon.template.per_basket;
            let keep = run.0 <= per_basket;
            if !keep {
                spare.push(Spare { coupon: candidate.coupon.id.clone(), first: run.1.clone(), per_basket });
            }
            keep
        });
    }

    /// Those that were chosen by hand, as far as they go together; each is asked when its turn comes.
    pub fn chosen(&self, ids: &[CouponId]) -> Chosen {
        let mut running = Running::new(&self.start);
        let mut set = Vec::new();
        for (at, candidate) in self.list.iter().enumerate().filter(|(_, one)| ids.contains(&one.coupon.id)) {
            if self.obstacle(&set, at).is_none()
                && let Ok(takes) = running.measure(&self.start, candidate)
            {
                running.take(&self.start, candidate, takes);
                set.push(at);
            }
        }
        Chosen { set, best: false }
    }

    /// Why one more does not go together with those in a set, apart from what they leave.
    pub fn obstacle(&self, set: &[usize], at: usize) -> Option<Obstacle> {
        let one = self.list.get(at)?;
        let others = || set.iter().filter_map(|other| self.list.get(*other));
        if let Some(other) = set.iter().find(|other| self.list.get(**other).is_some_and(|other| one.excludes(other))) {
            return Some(Obstacle::Excluded(*other));
        }
        let of_kind = others().filter(|other| other.kind == one.kind).count();
        if of_kind >= usize::try_from(one.coupon.template.per_basket).unwrap_or(usize::MAX) {
            return Some(Obstacle::PerBasket);
        }
        (set.len() >= self.most).then_some(Obstacle::Full)
    }
}

/// Why a coupon does not go together with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// By the one at that place.
    Excluded(usize),
    PerBasket,
    Full,
}

/// The place of each value among all, equal values alike.
fn places<T: Ord>(values: impl Iterator<Item = T> + Clone) -> Vec<usize> {
    let mut sorted: Vec<T> = values.clone().collect();
    sorted.sort_unstable();
    values.map(|value| sorted.partition_point(|other| *other < value)).collect()
}

type End = (bool, Option<crate::Instant>);

/// Sooner ends first, none last.
fn end(coupon: &Coupon) -> End {
    (coupon.ends.is_none(), coupon.ends)
}

/// The order in which coupons apply.
fn order(coupon: &Coupon) -> impl Ord + '_ {
    let template = &coupon.template;
    let (step, amount) = match template.effect {
        Effect::PercentOff { instead_of_member_price: true, .. } => (0, false),
        Effect::Trial { .. } => (1, false),
        Effect::BuyThreeOneFree => (2, false),
        Effect::PercentOff { .. } => (3, false),
        Effect::AmountOff { .. } => (3, true),
        Effect::Gift { .. } => (4, false),
        Effect::FreeDelivery => (5, false),
        Effect::Unknown => (6, false),
    };
    (step, Reverse(template.threshold), amount, &template.id, end(coupon), &coupon.id)
}
