//! What of a line of a sale came back, and what goes with it. Owns the proportion and its rounding; lots and debt are in
//! [`crate::ledger`].

use crate::money::{Fen, Points};
use crate::share::part_of;

/// What was paid for a line, and what of that came back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    pub paid: Fen,
    pub refunded: Fen,
    /// Nothing was paid for it, and it came back.
    pub for_nothing: bool,
}

impl Returned {
    /// All of it came back. What nothing was paid for comes back whole or not at all.
    pub fn is_whole(self) -> bool {
        if self.paid.is_zero() { self.for_nothing } else { self.left().is_zero() }
    }

    /// What can still be refunded.
    pub fn left(self) -> Fen {
        self.paid - self.refunded
    }

    /// The same after so much more was refunded.
    #[must_use]
    pub fn and(self, amount: Fen) -> Self {
        Self { refunded: self.refunded + amount, for_nothing: self.paid.is_zero(), ..self }
    }

    /// Of the points that the line earned, or that paid for it, those that are back: in proportion to the money, so that all
    /// refunds of a line, whatever their steps, bring back all of them.
    pub fn of(self, points: Points) -> Points {
        if self.is_whole() { points } else { Points(part_of(points.0, self.paid.0, 0, self.refunded.0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_paid_for_with_points_alone_comes_back_at_once() {
        let free = Returned::default();
        assert_eq!((free.is_whole(), free.left(), free.of(Points(90))), (false, Fen::ZERO, Points::ZERO));
        let back = free.and(Fen::ZERO);
        assert_eq!((back.is_whole(), back.of(Points(90))), (true, Points(90)));
    }

    proptest! {
        #[test]
        fn refunds_of_a_line_in_any_steps_bring_back_all_of_its_points(
            points in 0_i64..10_000, steps in prop::collection::vec(1_i64..5_000, 1..10)
        ) {
            let mut line = Returned { paid: Fen(steps.iter().sum()), ..Returned::default() };
            for step in steps {
                prop_assert!(!line.is_whole());
                let after = line.and(Fen(step));
                prop_assert!(line.of(Points(points)) <= after.of(Points(points)));
                // No more than the money is worth, and less by under a point.
                let exact = i128::from(points) * i128::from(after.refunded.0);
                let over = exact - i128::from(after.of(Points(points)).0) * i128::from(line.paid.0);
                prop_assert!((0..i128::from(line.paid.0)).contains(&over));
                line = after;
            }
            prop_assert!(line.is_whole());
            prop_assert_eq!((line.left(), line.of(Points(points))), (Fen::ZERO, Points(points)));
        }
    }
}
