//! Numbers that look like chance and are the same for the same seed, on any machine and in any version: SplitMix64.

/// A sequence of numbers.
#[derive(Clone, Debug)]
pub struct Random(u64);

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Random {
    /// The sequence of the `n`th of a seed.
    pub fn of(seed: u64, n: u32) -> Self {
        let mut random = Self(seed);
        let mixed = random.next();
        Self(mixed ^ u64::from(n).wrapping_mul(STEP))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        let span = u64::from(high.saturating_sub(low)) + 1;
        let drawn = u32::try_from(self.next() % span).unwrap_or_default();
        low.saturating_add(drawn)
    }

    /// So often in a hundred.
    pub fn in_hundred(&mut self, times: u32) -> bool {
        self.between(1, 100) <= times
    }

    /// One of them; none of none.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let last = u32::try_from(of.len()).ok()?.checked_sub(1)?;
        of.get(usize::try_from(self.between(0, last)).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_sequence_that_others_publish() {
        assert_eq!(Random(1_234_567).next(), 6_457_827_717_110_365_317);
    }

    #[test]
    fn the_same_seed_gives_the_same_numbers_and_another_others() {
        let numbers = |seed, n| {
            let mut random = Random::of(seed, n);
            (0..5).map(|_| random.between(0, 999)).collect::<Vec<_>>()
        };
        assert_eq!(numbers(1, 0), [158, 846, 752, 873, 737]);
        assert_ne!(numbers(1, 0), numbers(1, 1));
        assert_ne!(numbers(1, 0), numbers(2, 0));
    }

    #[test]
    fn everything_between_is_drawn_about_as_often() {
        let mut random = Random::of(7, 7);
        let mut seen = [0; 5];
        for _ in 0..5_000 {
            seen[random.between(0, 4) as usize] += 1;
        }
        assert!(seen.iter().all(|count| (900..1_100).contains(count)), "{seen:?}");
        assert!(random.one(&[] as &[u8]).is_none());
    }
}
