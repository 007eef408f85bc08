//! Sharing whole amounts so that the parts add up: over lines by largest remainder, over time by what was due before.

use core::cmp::Reverse;

/// Room to work in, kept between calls.
#[derive(Clone, Debug, Default)]
pub(crate) struct Room {
    parts: Vec<i64>,
    remainders: Vec<(i64, usize)>,
}

impl Room {
    /// Parts of `total` in proportion to `weights`, largest remainders first, the earlier where they are equal. `total` is at
    /// most the sum of the weights, all are at least 0, and so no part is more than its weight. At most 2 · 10¹² each.
    pub(crate) fn share(&mut self, total: i64, weights: impl Iterator<Item = i64> + Clone) -> &[i64] {
        self.parts.clear();
        self.remainders.clear();
        let sum: i64 = weights.clone().sum();
        let mut missing = total;
        for (at, weight) in weights.enumerate() {
            let (part, remainder) = divide(total, weight, sum);
            self.parts.push(part);
            self.remainders.push((-remainder, at));
            missing -= part;
        }
        let missing = usize::try_from(missing).unwrap_or(0);
        if missing > 0 && missing < self.remainders.len() {
            self.remainders.select_nth_unstable(missing);
            for (_, at) in self.remainders.iter().take(missing) {
                if let Some(part) = self.parts.get_mut(*at) {
                    *part += 1;
                }
            }
        }
        &self.parts
    }
}

/// Below this a product of two fits into 64 bits, which are much quicker to divide.
const SMALL: i64 = 3_037_000_499;

fn divide(total: i64, weight: i64, sum: i64) -> (i64, i64) {
    if sum == 0 {
        (0, 0)
    } else if sum <= SMALL {
        (total * weight / sum, total * weight % sum)
    } else {
        let product = i128::from(total) * i128::from(weight);
        let whole = |value: i128| i64::try_from(value).unwrap_or(i64::MAX);
        (whole(product / i128::from(sum)), whole(product % i128::from(sum)))
    }
}

/// Parts of `total` in proportion to `weights`, by largest remainder; they add up to `total`, which is at most the sum of
/// the weights.
pub fn share(total: i64, weights: &[i64]) -> Vec<i64> {
    Room::default().share(total, weights.iter().copied()).to_vec()
}

/// Whole things out of parts of them: each weight has as many `unit`s as are in it, rounded down, and one more by largest
/// remainder, the earlier first, until there are `total`. That is the sum of the weights in units, rounded down or up, or the
/// largest number that there is.
pub(crate) fn share_units(total: i64, weights: &[i128], unit: i128) -> Vec<i64> {
    let mut parts: Vec<i64> = weights.iter().map(|weight| i64::try_from(weight / unit).unwrap_or(i64::MAX)).collect();
    let given: i128 = parts.iter().copied().map(i128::from).sum();
    let missing = usize::try_from(i128::from(total) - given).unwrap_or(0);
    let mut remainders: Vec<(i128, &mut i64)> = weights.iter().map(|weight| weight % unit).zip(&mut parts).collect();
    remainders.sort_by_key(|(remainder, _)| Reverse(*remainder));
    for (_, part) in remainders.into_iter().take(missing) {
        *part += 1;
    }
    parts
}

/// What of `total` belongs to `part` of `whole` equal units, after `before` of them have had theirs. Whatever the steps in
/// which the whole is reached, the parts add up to `total`.
pub fn part_of(total: i64, whole: i64, before: i64, part: i64) -> i64 {
    let due = |units: i64| match whole {
        0 => 0,
        whole => {
            i64::try_from(i128::from(total) * i128::from(units.clamp(0, whole)) / i128::from(whole)).unwrap_or(total)
        }
    };
    due(before.saturating_add(part)) - due(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_divided_goes_to_the_largest_remainders_and_then_to_the_earlier() {
        assert_eq!(share(100, &[100, 100, 100]), [34, 33, 33]);
        assert_eq!(share(2, &[10, 10, 10]), [1, 1, 0]);
        assert_eq!(share(10, &[1, 30, 29]), [0, 5, 5]);
        assert_eq!(share(0, &[5, 0]), [0, 0]);
        assert_eq!(share(0, &[]), [0; 0]);
    }

    #[test]
    fn amounts_beyond_64_bits_of_product_are_shared_as_exactly() {
        let huge = 1_000_000_000_000;
        assert_eq!(share(huge, &[huge, huge]), [huge / 2, huge / 2]);
        assert_eq!(share(7, &[huge, huge, huge]), [3, 2, 2]);
    }

    #[test]
    fn units_go_to_the_largest_remainders_and_then_to_the_earlier() {
        assert_eq!(share_units(4, &[101, 101, 199], 100), [1, 1, 2]);
        assert_eq!(share_units(4, &[150, 0, 150, 101], 100), [2, 0, 1, 1]);
        let huge = i128::from(i64::MAX) * 1000;
        assert_eq!(share_units(i64::MAX, &[huge, huge], 10), [i64::MAX, i64::MAX]);
    }

    proptest! {
        #[test]
        fn parts_add_up_and_none_exceeds_its_weight(
            weights in prop::collection::vec(0_i64..20_000_000_000, 1..50), of in 0_i64..=1000
        ) {
            let sum: i64 = weights.iter().sum();
            let total = i64::try_from(i128::from(sum) * i128::from(of) / 1000).unwrap();
            let parts = share(total, &weights);
            prop_assert_eq!(parts.iter().sum::<i64>(), total);
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = i128::from(total) * i128::from(*weight);
                prop_assert!(part <= weight);
                prop_assert!((i128::from(*part) * i128::from(sum) - exact).abs() < i128::from(sum.max(1)));
            }
        }

        #[test]
        fn parts_of_a_whole_add_up_in_whatever_steps(total in 0_i64..1_000_000, steps in prop::collection::vec(1_i64..9, 1..9)) {
            let whole: i64 = steps.iter().sum();
            let mut before = 0;
            let mut given = 0;
            for step in steps {
                given += part_of(total, whole, before, step);
                before += step;
            }
            prop_assert_eq!(given, total);
        }
    }
}
