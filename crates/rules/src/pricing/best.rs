//! The best set of coupons, exactly: every set that goes together is tried, except those that provably cannot be better.
//!
//! Sets are built in the order in which coupons apply, so each shares its beginning with many others and is one step more
//! than another; the last step of a set is only measured, never shared over lines. At most
//! [`crate::policy::Pricing::coupons_per_basket`] (5) of [`MOST_CANDIDATES`] (20) coupons are 21 699 sets, whatever the coupons
//! are like: that bounds the time. Branches are cut where even the strongest of the coupons still to come, in full, would not
//! reach the best set so far.
//!
//! With more coupons the cuts usually do, and the answer is as exact. Where they do not within as many sets, the strongest
//! 20 are compared with each other, and the answer says that it may not be the best.

use super::apply::Running;
use super::candidates::{Candidate, Candidates, Chosen};
use core::cmp::Ordering;

/// Among how many usable coupons the best set is found for certain.
pub const MOST_CANDIDATES: usize = 20;

/// How many coupons a set has at most, whatever a policy says.
const MOST: usize = 5;

/// As many sets as there are of at most [`MOST`] of [`MOST_CANDIDATES`] coupons: 20 + 190 + 1140 + 4845 + 15 504.
const SETS: usize = 21_699;

/// The best set.
pub fn best(candidates: &mut Candidates<'_>) -> Chosen {
    candidates.without_spares();
    candidates.most = candidates.most.min(MOST);
    let mut all = Search::new(candidates, (0..candidates.list.len()).collect());
    if all.run() {
        return Chosen { set: all.best.set, best: true };
    }
    let mut strongest = Search { best: all.best, ..Search::new(candidates, candidates.strongest(MOST_CANDIDATES)) };
    strongest.run();
    Chosen { set: strongest.best.set, best: false }
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
    /// Those that are compared, by their place in the list, rising.
    pool: Vec<usize>,
    /// For each place in the pool, what the strongest 0, 1, 2 … from there on can take.
    strongest: Vec<Vec<i64>>,
    /// How many gifts there are from each place in the pool on.
    gifts: Vec<usize>,
    /// The baskets after each coupon of the set that is being tried.
    baskets: Vec<Running>,
    /// How many more sets may be tried, and whether there were more.
    left: usize,
    more: bool,
    tried: Found,
    best: Found,
}

impl<'c> Search<'c> {
    fn new(candidates: &'c Candidates<'c>, pool: Vec<usize>) -> Self {
        let most = candidates.most.min(pool.len());
        let basket = Running::new(&candidates.start);
        let total = basket.goods + basket.fee(&candidates.start);
        let mut baskets = vec![basket];
        baskets.resize_with(most + 1, Running::default);
        let of_pool = || pool.iter().filter_map(|at| candidates.list.get(*at));
        // From the end, so that each place adds to the one after it.
        let (mut strongest, mut gifts) = (Vec::new(), Vec::new());
        let (mut potentials, mut to_come) = (Vec::new(), 0);
        for candidate in of_pool().rev() {
            let place = potentials.partition_point(|other| *other > candidate.potential);
            potentials.insert(place, candidate.potential);
            potentials.truncate(most);
            let sums = potentials.iter().scan(0, |sum, potential| {
                *sum += potential;
                Some(*sum)
            });
            strongest.push(core::iter::once(0).chain(sums).collect());
            to_come += usize::from(candidate.is_gift());
            gifts.push(to_come);
        }
        strongest.reverse();
        gifts.reverse();
        let found = Found { total, gifts: 0, set: Vec::new() };
        let (tried, best) = (found.clone(), found);
        Self { candidates, pool, strongest, gifts, baskets, left: SETS, more: false, tried, best }
    }

    /// Whether every set was tried that could be better.
    fn run(&mut self) -> bool {
        self.from(0);
        !self.more
    }

    /// Tries every set that goes on with coupons from a place in the pool on.
    fn from(&mut self, first: usize) {
        let candidates = self.candidates;
        let depth = self.tried.set.len();
        for place in first..self.pool.len() {
            if self.more || self.is_hopeless(place, depth) {
                break;
            }
            let Some((at, candidate)) = self.candidate(place) else { break };
            let follows = !candidate.twin || self.tried.set.last().is_some_and(|last| last + 1 == at);
            if !follows || candidates.obstacle(&self.tried.set, at).is_some() {
                continue;
            }
            let Some(left) = self.left.checked_sub(1) else {
                self.more = true;
                break;
            };
            self.left = left;
            let Some(basket) = self.baskets.get(depth) else { break };
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
                && place + 1 < self.pool.len()
            {
                after.become_like(before);
                after.take(&candidates.start, candidate, takes);
                self.from(place + 1);
            }
            self.tried.set.pop();
            (self.tried.total, self.tried.gifts) = (total, gifts);
        }
    }

    fn candidate(&self, place: usize) -> Option<(usize, &'c Candidate<'c>)> {
        let at = *self.pool.get(place)?;
        Some((at, self.candidates.list.get(at)?))
    }

    /// Whether no set that goes on from a place can be better than the best so far.
    fn is_hopeless(&self, place: usize, depth: usize) -> bool {
        let goods = self.baskets.get(depth).map_or(0, |basket| basket.goods);
        let strongest = self.strongest.get(place).and_then(|sums| {
            let last = sums.len().checked_sub(1)?;
            sums.get((self.candidates.most - depth).min(last))
        });
        let least = goods - strongest.copied().unwrap_or(0);
        let gifts = self.tried.gifts + self.gifts.get(place).copied().unwrap_or(0);
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
