//! The best set of coupons, exactly: every set that goes together is tried, except those that provably cannot be better.
//!
//! Sets are built in the order in which coupons apply, so each shares its beginning with many others and is one step more
//! than another; the last step of a set is only measured, never shared over lines. At most
//! [`crate::policy::Pricing::coupons_per_basket`] (5) of [`MOST_CANDIDATES`] (20) coupons are 21 700 sets, whatever the coupons
//! are like: that bounds the time. Branches are cut where even the strongest of the coupons still to come, in full, would not
//! reach the best set so far.

use super::apply::Running;
use super::candidates::{Candidates, Chosen};
use core::cmp::Ordering;

/// How many coupons are compared; of more, those that can take most.
pub const MOST_CANDIDATES: usize = 20;

/// How many coupons a set has at most, whatever a policy says.
const MOST: usize = 5;

/// The best set.
pub fn best(candidates: &mut Candidates<'_>) -> Chosen {
    let exact = candidates.narrow();
    candidates.most = candidates.most.min(MOST);
    let mut search = Search::new(candidates);
    search.from(0);
    Chosen { set: search.best.set, best: exact }
}

/// A set and what it is compared by.
#[derive(Clone, Default)]
struct Found {
    total: i64,
    gifts: usize,
    set: Vec<usize>,
}

struct Search<'c> {
    candidates: &'c Candidates<'c>,
    /// For each place, what the strongest 0, 1, 2 … from there on can take.
    strongest: Vec<Vec<i64>>,
    /// How many gifts there are from each place on.
    gifts: Vec<usize>,
    /// The baskets after each coupon of the set that is being tried.
    baskets: Vec<Running>,
    tried: Found,
    best: Found,
}

impl<'c> Search<'c> {
    fn new(candidates: &'c Candidates<'c>) -> Self {
        let most = candidates.most.min(candidates.list.len());
        let basket = Running::new(&candidates.start);
        let total = basket.goods + basket.fee(&candidates.start);
        let mut baskets = vec![basket];
        baskets.resize_with(most + 1, Running::default);
        let tail = |at: usize| candidates.list.iter().skip(at);
        let strongest = (0..candidates.list.len()).map(|at| {
            let mut potentials: Vec<i64> = tail(at).map(|candidate| candidate.potential).collect();
            potentials.sort_unstable_by(|a, b| b.cmp(a));
            potentials.truncate(most);
            let sums = potentials.iter().scan(0, |sum, potential| {
                *sum += potential;
                Some(*sum)
            });
            core::iter::once(0).chain(sums).collect()
        });
        let gifts = (0..candidates.list.len()).map(|at| tail(at).filter(|candidate| candidate.is_gift()).count());
        let found = Found { total, gifts: 0, set: Vec::new() };
        Self {
            candidates,
            strongest: strongest.collect(),
            gifts: gifts.collect(),
            baskets,
            tried: found.clone(),
            best: found,
        }
    }

    /// Tries every set that goes on with coupons from a place on.
    fn from(&mut self, first: usize) {
        let candidates = self.candidates;
        let depth = self.tried.set.len();
        for (at, candidate) in candidates.list.iter().enumerate().skip(first) {
            if self.is_hopeless(at, depth) {
                break;
            }
            let follows = !candidate.twin || self.tried.set.last().is_some_and(|last| last + 1 == at);
            if !follows || candidates.obstacle(&self.tried.set, at).is_some() {
                continue;
            }
            let Some(basket) = self.baskets.get(depth) else { return };
            let Ok(takes) = basket.measure(&candidates.start, candidate) else { continue };
            let (total, gifts) = (self.tried.total, self.tried.gifts);
            self.tried.total = basket.total_after(&candidates.start, takes);
            self.tried.gifts += usize::from(candidate.is_gift());
            self.tried.set.push(at);
            if self.is_better() {
                self.best.clone_from(&self.tried);
            }
            if let Some((before, [after, ..])) = self.baskets.split_at_mut_checked(depth + 1)
                && let Some(before) = before.last()
                && depth + 1 < candidates.most
                && at + 1 < candidates.list.len()
            {
                after.become_like(before);
                after.take(&candidates.start, candidate, takes);
                self.from(at + 1);
            }
            self.tried.set.pop();
            (self.tried.total, self.tried.gifts) = (total, gifts);
        }
    }

    /// Whether no set that goes on from a place can be better than the best so far.
    fn is_hopeless(&self, at: usize, depth: usize) -> bool {
        let goods = self.baskets.get(depth).map_or(0, |basket| basket.goods);
        let strongest = self.strongest.get(at).and_then(|sums| {
            let last = sums.len().checked_sub(1)?;
            sums.get((self.candidates.most - depth).min(last))
        });
        let least = goods - strongest.copied().unwrap_or(0);
        let gifts = self.tried.gifts + self.gifts.get(at).copied().unwrap_or(0);
        let fewest = depth + 1;
        let best = (self.best.total, usize::MAX - self.best.gifts, self.best.set.len());
        (least, usize::MAX - gifts, fewest) > best
    }

    fn is_better(&self) -> bool {
        let key = |found: &Found| (found.total, usize::MAX - found.gifts, found.set.len());
        match key(&self.tried).cmp(&key(&self.best)) {
            Ordering::Less => true,
            Ordering::Equal => self.ends(&self.tried.set) < self.ends(&self.best.set),
            Ordering::Greater => false,
        }
    }

    /// The ends of a set in order, and its ids in the order of their ends, as places among all: the sooner comes first.
    fn ends(&self, set: &[usize]) -> ([usize; MOST], [usize; MOST]) {
        let mut ranks = [(usize::MAX, usize::MAX); MOST];
        for (rank, candidate) in ranks.iter_mut().zip(set.iter().filter_map(|at| self.candidates.list.get(*at))) {
            *rank = (candidate.by_id, candidate.by_end);
        }
        ranks.sort_unstable();
        (ranks.map(|(_, by_end)| by_end), ranks.map(|(by_id, _)| by_id))
    }
}
