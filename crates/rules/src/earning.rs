//! What a sale earns, line by line. Owns the rounding; what of it a refund takes back is in [`crate::refunds`], lots and debt are
//! in [`crate::ledger`].

use crate::money::{Fen, Multiplier, Points};
use crate::policy::{Class, ClassId, Earning, Expiry};
use crate::share::share_units;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// A line of a sale, as far as earning is concerned. Amounts are of the whole line, not of a piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub class: ClassId,
    /// Before any discount.
    pub list: Fen,
    /// After every discount, coupon and point spent.
    pub paid: Fen,
}

/// What one line earned and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineEarned {
    /// Its share of the sale's points.
    pub points: Points,
    /// Points for one yuan that were applied; 0 when `reason` says why there were none.
    pub points_per_yuan: Multiplier,
    pub reason: EarnReason,
}

/// Which rule decided on a line's points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EarnReason {
    /// The rate of its class.
    ClassRate,
    /// Its class earns nothing.
    ClassEarnsNothing,
    /// Paid below the per cent of the list price from which the class earns.
    TooFarDiscounted,
    #[serde(other)]
    Unknown,
}

/// What a sale earned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earned {
    pub points: Points,
    /// One for each line; they add up to `points`.
    pub lines: Vec<LineEarned>,
}

impl Earning {
    pub fn class(&self, id: &ClassId) -> Option<&Class> {
        self.classes.iter().find(|class| class.id == *id)
    }

    /// The class of regular goods.
    pub fn regular(&self) -> Option<&Class> {
        self.classes.first()
    }

    /// ⌊ Σ (paid fen × class rate ÷ 100) × multiplier ⌋, exactly, with one floor for the sale; the lines share it by
    /// largest remainder (the earlier line first where remainders are equal).
    ///
    /// `Err` with the class that the policy does not know.
    pub fn earn(&self, multiplier: Multiplier, lines: &[Line]) -> Result<Earned, ClassId> {
        let rated: Vec<(EarnReason, Multiplier)> =
            lines.iter().map(|line| self.rate(line)).collect::<Result<_, _>>()?;
        let weights: Vec<i128> =
            lines.iter().zip(&rated).map(|(line, (_, rate))| weight(line.paid, *rate, multiplier)).collect();
        let total = whole(weights.iter().sum());
        let lines = share_units(total.0, &weights, WHOLE)
            .into_iter()
            .zip(rated)
            .map(|(points, (reason, points_per_yuan))| LineEarned { points: Points(points), points_per_yuan, reason })
            .collect();
        Ok(Earned { points: total, lines })
    }

    fn rate(&self, line: &Line) -> Result<(EarnReason, Multiplier), ClassId> {
        let class = self.class(&line.class).ok_or_else(|| line.class.clone())?;
        let floor = i128::from(class.nothing_below_percent.unwrap_or(0));
        Ok(if class.points_per_yuan == Multiplier::ZERO {
            (EarnReason::ClassEarnsNothing, Multiplier::ZERO)
        } else if i128::from(line.paid.0) * 100 < i128::from(line.list.0) * floor {
            (EarnReason::TooFarDiscounted, Multiplier::ZERO)
        } else {
            (EarnReason::ClassRate, class.points_per_yuan)
        })
    }
}

/// One point in the units of a line's weight: 100 fen × 1000 thousandths of a rate × 1000 of a multiplier.
const WHOLE: i128 = 100 * 1000 * 1000;

fn weight(paid: Fen, rate: Multiplier, multiplier: Multiplier) -> i128 {
    i128::from(paid.or_zero().0) * i128::from(rate.thousandths()) * i128::from(multiplier.thousandths())
}

fn whole(weight: i128) -> Points {
    Points(i64::try_from(weight / WHOLE).unwrap_or(i64::MAX))
}

/// What lines come to for which so much was paid, at the rates that were applied to them: for whoever recomputes a receipt.
pub fn recomputed(multiplier: Multiplier, lines: impl Iterator<Item = (Fen, Multiplier)>) -> Points {
    whole(lines.map(|(paid, rate)| weight(paid, rate, multiplier)).sum())
}

impl Expiry {
    /// The last day on which points that are earned on `day` can be spent (until its 24:00); `None`: they never end.
    pub fn last_day(self, day: Day) -> Option<Day> {
        match self {
            Self::YearEnd { years } => Day::new(day.year() + i32::try_from(years).ok()?, 12, 31),
            Self::Months { months } => Some(day.plus_months(months)),
            Self::Never => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Text;
    use proptest::prelude::*;

    fn class(id: &str, rate: &str, nothing_below_percent: Option<u8>) -> Class {
        let points_per_yuan = Multiplier::parse(rate).unwrap();
        Class { id: id.into(), name: Text::default(), points_per_yuan, nothing_below_percent }
    }

    fn earning() -> Earning {
        Earning {
            classes: vec![class("regular", "1", Some(70)), class("discounted", "0", None), class("tea", "1.5", None)],
        }
    }

    fn line(class: &str, list: i64, paid: i64) -> Line {
        Line { class: class.into(), list: Fen(list), paid: Fen(paid) }
    }

    #[test]
    fn a_sale_is_floored_once_and_not_line_by_line() {
        let lines = [line("regular", 150, 150), line("regular", 150, 150)];
        let earned = earning().earn(Multiplier::ONE, &lines).unwrap();
        assert_eq!(earned.points, Points(3));
        assert_eq!(earned.lines.iter().map(|line| line.points.0).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn the_multiplier_is_exact() {
        let twelve_tenths = Multiplier::parse("1.2").unwrap();
        let earned = |paid| earning().earn(twelve_tenths, &[line("regular", paid, paid)]).unwrap().points;
        assert_eq!(earned(1177), Points(14));
        assert_eq!(earned(12_500), Points(150));
        assert_eq!(earned(12_499), Points(149));
    }

    #[test]
    fn a_line_that_is_discounted_too_far_earns_nothing_and_says_so() {
        let lines = [line("regular", 1000, 700), line("regular", 1000, 699), line("discounted", 1000, 1000)];
        let earned = earning().earn(Multiplier::ONE, &lines).unwrap();
        let reasons: Vec<_> = earned.lines.iter().map(|line| (line.points.0, line.reason)).collect();
        let expected =
            [(7, EarnReason::ClassRate), (0, EarnReason::TooFarDiscounted), (0, EarnReason::ClassEarnsNothing)];
        assert_eq!(reasons, expected);
    }

    #[test]
    fn an_unknown_class_is_named() {
        assert_eq!(earning().earn(Multiplier::ONE, &[line("gold", 1, 1)]), Err("gold".into()));
    }

    #[test]
    fn points_of_a_year_end_with_the_next_one() {
        let day = Day::new(1997, 1, 1).unwrap();
        assert_eq!(Expiry::YearEnd { years: 1 }.last_day(day), Day::new(1998, 12, 31));
        assert_eq!(Expiry::Months { months: 1 }.last_day(Day::new(2024, 1, 31).unwrap()), Day::new(2024, 2, 29));
        assert_eq!(Expiry::Never.last_day(day), None);
    }

    proptest! {
        #[test]
        fn shares_add_up_to_the_sale(paid in prop::collection::vec(0_i64..100_000, 0..8), milli in 0_i64..3000) {
            let lines: Vec<_> = paid.iter().map(|paid| line("tea", *paid, *paid)).collect();
            let multiplier = Multiplier::parse(&format!("{}.{:03}", milli / 1000, milli % 1000)).unwrap();
            let earned = earning().earn(multiplier, &lines).unwrap();
            prop_assert_eq!(earned.points, earned.lines.iter().map(|line| line.points).sum());
        }
    }
}
