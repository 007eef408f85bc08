//! What a part of a line comes to when it is returned.

use super::priced::PricedLine;
use crate::money::{Fen, Points};
use crate::share::part_of;

/// What goes back for returned pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    pub paid: Fen,
    /// Points that had paid for them.
    pub points: Points,
}

impl PricedLine {
    /// The points that paid for a part of the line.
    pub fn points(&self) -> Points {
        self.steps.iter().map(|step| step.rule.points()).sum()
    }

    /// What goes back when `pieces` are returned after `before` of them were: the pieces of a line are alike. The parts of a
    /// line, in whatever steps, add up to it.
    pub fn part(&self, before: i64, pieces: i64) -> Part {
        let of = |total: i64| part_of(total, self.quantity, before, pieces);
        Part { paid: Fen(of(self.paid.0)), points: Points(of(self.points().0)) }
    }
}
