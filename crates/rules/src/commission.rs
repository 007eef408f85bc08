//! What friends' purchases come to for who brought them. Owns the rounding; who brought whom is [`crate::referral`]'s.
//!
//! What holds at every time: a line comes to its share with the fen cut off, never more; what came back of it comes to nothing; the points of all
//! lines together are cut off once.

use crate::money::{Fen, Multiplier, Points};
use crate::policy::{ClassId, Commission, CommissionRate, TierId};
use crate::time::Day;

/// How far a purchase is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A friend's.
    First,
    /// That of somebody whom a friend brought.
    Second,
}

impl Level {
    /// In storage.
    pub const fn number(self) -> i64 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }

    pub fn numbered(number: i64) -> Option<Self> {
        [Self::First, Self::Second].into_iter().find(|level| level.number() == number)
    }
}

/// What was paid for a line and did not come back.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a> {
    pub class: &'a ClassId,
    pub amount: Fen,
}

/// A hundred per cent, in thousandths of one.
const WHOLE: i128 = 100_000;

impl Commission {
    /// What members of a tier get.
    pub fn rate(&self, tier: &TierId) -> Option<&CommissionRate> {
        self.rates.iter().find(|rate| rate.tier == *tier)
    }

    /// Whether what is bought on a day by somebody who joined on another counts.
    pub fn counts(&self, joined: Day, bought: Day) -> bool {
        (joined..=joined.plus_days(self.days)).contains(&bought)
    }

    /// The last day on which what was bought on a day is frozen.
    pub fn frozen_until(&self, bought: Day) -> Day {
        bought.plus_days(self.hold_days)
    }

    /// Of an amount; what is no whole point is cut off.
    pub fn points(&self, amount: Fen) -> Points {
        let points = i128::from(amount.0.max(0)) * i128::from(self.points_per_yuan) / 100;
        Points(i64::try_from(points).unwrap_or(i64::MAX))
    }
}

impl CommissionRate {
    fn per_cent(&self, level: Level, class: &ClassId) -> Multiplier {
        match level {
            Level::First => self.by_class.get(class).copied().unwrap_or(self.per_cent),
            // Of what brings the one nothing it brings the other nothing, either.
            Level::Second if self.by_class.get(class) == Some(&Multiplier::ZERO) => Multiplier::ZERO,
            Level::Second => self.second.unwrap_or(Multiplier::ZERO),
        }
    }

    /// What a purchase comes to.
    pub fn amount<'k>(&self, level: Level, kept: impl IntoIterator<Item = Kept<'k>>) -> Fen {
        let line = |line: Kept<'_>| {
            let share = i128::from(self.per_cent(level, line.class).thousandths());
            let fen = i128::from(line.amount.0.max(0)) * share / WHOLE;
            Fen(i64::try_from(fen).unwrap_or(i64::MAX))
        };
        kept.into_iter().map(line).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn class(id: &str) -> ClassId {
        ClassId(id.to_owned())
    }

    fn rate(second: Option<&str>) -> CommissionRate {
        let parse = |text| Multiplier::parse(text).unwrap();
        let by_class = BTreeMap::from([(class("discounted"), parse("2.5")), (class("group_buy"), Multiplier::ZERO)]);
        CommissionRate { tier: TierId("koc".to_owned()), per_cent: parse("5"), by_class, second: second.map(parse) }
    }

    fn commission(depth: u32) -> Commission {
        let rates = vec![rate((depth == 2).then_some("1"))];
        Commission { hold_days: 14, days: 365, depth, points_per_yuan: 100, rates }
    }

    fn amount(level: Level, lines: &[(&str, i64)]) -> Fen {
        let classes: Vec<(ClassId, i64)> = lines.iter().map(|(id, fen)| (class(id), *fen)).collect();
        let kept = classes.iter().map(|(class, fen)| Kept { class, amount: Fen(*fen) });
        rate(Some("1")).amount(level, kept)
    }

    #[test]
    fn each_line_comes_to_its_share_by_class_and_the_fen_of_each_is_cut_off() {
        assert_eq!(amount(Level::First, &[("regular", 10_000)]), Fen(500));
        assert_eq!(amount(Level::First, &[("discounted", 10_000)]), Fen(250));
        assert_eq!(amount(Level::First, &[("group_buy", 10_000)]), Fen::ZERO);
        // 0.95 and 0.95 are 0 and 0, not 1.9.
        assert_eq!(amount(Level::First, &[("regular", 19), ("regular", 19)]), Fen::ZERO);
        assert_eq!(amount(Level::First, &[("regular", 39)]), Fen(1));
        assert_eq!(amount(Level::Second, &[("regular", 10_000), ("discounted", 10_000)]), Fen(200));
    }

    #[test]
    fn other_tiers_get_nothing_and_what_is_bought_later_does_not_count() {
        let commission = commission(1);
        assert!(
            commission.rate(&TierId("koc".to_owned())).is_some()
                && commission.rate(&TierId("daren".to_owned())).is_none()
        );
        let day = |text| Day::parse(text).unwrap();
        let joined = day("2026-01-01");
        assert!(commission.counts(joined, joined) && commission.counts(joined, day("2027-01-01")));
        assert!(!commission.counts(joined, day("2027-01-02")) && !commission.counts(joined, day("2025-12-31")));
        assert_eq!(commission.frozen_until(day("2026-02-20")), day("2026-03-06"));
        assert_eq!((commission.points(Fen(199)), commission.points(Fen(-1))), (Points(199), Points::ZERO));
    }

    proptest! {
        #[test]
        fn it_is_never_more_than_its_share_and_less_by_under_a_fen_a_line(
            lines in prop::collection::vec(0_i64..10_000_000, 0..8), more in 0_i64..1_000
        ) {
            let of = |lines: &[i64]| {
                let lines: Vec<(&str, i64)> = lines.iter().map(|fen| ("regular", *fen)).collect();
                amount(Level::First, &lines).0
            };
            let (total, got) = (lines.iter().sum::<i64>(), of(&lines));
            prop_assert!(got * 20 <= total && total < (got + i64::try_from(lines.len()).unwrap()) * 20 + 1);
            // What comes back makes it less, never more.
            let left: Vec<i64> = lines.iter().map(|fen| (fen - more).max(0)).collect();
            prop_assert!(of(&left) <= got);
        }
    }
}
