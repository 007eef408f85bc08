//! Money, points and exact multipliers. Owns their arithmetic, reading and writing; knows no policy.

use core::fmt;
use core::iter::Sum;
use core::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use shuke_json::{FromJson, Json};

macro_rules! amount {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl $name {
            pub const ZERO: Self = Self(0);

            pub fn is_zero(self) -> bool {
                self.0 == 0
            }

            /// The part above zero: what is missing, never a negative gap.
            pub fn or_zero(self) -> Self {
                Self(self.0.max(0))
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0.saturating_sub(other.0))
            }
        }

        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self(self.0.saturating_neg())
            }
        }

        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                *self = *self + other;
            }
        }

        impl SubAssign for $name {
            fn sub_assign(&mut self, other: Self) {
                *self = *self - other;
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
                amounts.fold(Self::ZERO, Add::add)
            }
        }
    };
}

amount!(
    /// An amount of money in fen (1/100 yuan).
    Fen
);
amount!(
    /// An amount of loyalty points.
    Points
);

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(self.0.unsigned_abs(), self.0 < 0))
    }
}

/// Yuan with thousands separators; the fen only when there are some: `1,234` or `1,234.50`.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fen = self.0.unsigned_abs();
        f.write_str(&grouped(fen / 100, self.0 < 0))?;
        match fen % 100 {
            0 => Ok(()),
            rest => write!(f, ".{rest:02}"),
        }
    }
}

/// So many things, as people read it: `3,072`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(pub i64);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(self.0.unsigned_abs(), self.0 < 0))
    }
}

impl From<u32> for Count {
    fn from(count: u32) -> Self {
        Self(count.into())
    }
}

impl From<usize> for Count {
    fn from(count: usize) -> Self {
        Self(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

fn grouped(value: u64, negative: bool) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + 4);
    if negative {
        text.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl Fen {
    /// The largest amount that a single line, sale or policy value may have: one hundred million yuan.
    pub const MAX: Self = Self(10_000_000_000);

    /// Reads yuan such as `12`, `12.5` or `12.34`; no sign, no grouping, at most two decimals.
    pub fn from_yuan(text: &str) -> Option<Self> {
        decimal(text, 2).map(Self).filter(|fen| *fen <= Self::MAX)
    }
}

/// An exact factor in thousandths: `1.2` is 1200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
pub struct Multiplier(i64);

impl Multiplier {
    pub const ONE: Self = Self(1000);
    pub const ZERO: Self = Self(0);

    /// Reads `1`, `1.5`, `1.25`; at most three decimals, at most 1000.
    pub fn parse(text: &str) -> Option<Self> {
        decimal(text, 3).filter(|milli| *milli <= 1_000_000).map(Self)
    }

    pub fn thousandths(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Multiplier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:03}", self.0 / 1000, self.0 % 1000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Serialize for Multiplier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Multiplier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(format!("`{text}` is not a factor such as \"1.2\"")))
    }
}

impl FromJson for Multiplier {
    fn from_json(json: &Json) -> Option<Self> {
        Self::parse(json.text()?)
    }
}

/// `whole[.fraction]` as an integer of 10^-places; `None` for anything else.
fn decimal(text: &str, places: usize) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let dangling = text.ends_with('.') || whole.is_empty();
    if dangling || whole.len() > 12 || fraction.len() > places || !digits(whole) || !digits(fraction) {
        return None;
    }
    format!("{whole}{fraction:0<places$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_are_read_exactly_or_not_at_all() {
        assert_eq!(Fen::from_yuan("12"), Some(Fen(1200)));
        assert_eq!(Fen::from_yuan("12.5"), Some(Fen(1250)));
        assert_eq!(Fen::from_yuan("0.07"), Some(Fen(7)));
        for wrong in ["", ".", "12.", ".5", "-1", "+1", "1e3", "1.234", "1,000", "１２", "99999999999999", "100000001"]
        {
            assert_eq!(Fen::from_yuan(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn amounts_are_shown_grouped_with_fen_only_when_there_are_some() {
        assert_eq!(Fen(123_456_700).to_string(), "1,234,567");
        assert_eq!(Fen(123_450).to_string(), "1,234.50");
        assert_eq!(Fen(-5).to_string(), "−0.05");
        assert_eq!(Points(1_000).to_string(), "1,000");
        assert_eq!(Points(-999).to_string(), "−999");
        assert_eq!(
            (Count(3_072).to_string(), Count::from(999_u32).to_string()),
            ("3,072".to_owned(), "999".to_owned())
        );
    }

    #[test]
    fn multipliers_keep_their_decimals() {
        assert_eq!(Multiplier::parse("1.2").map(Multiplier::thousandths), Some(1200));
        assert_eq!(Multiplier::parse("1.25").map(|m| m.to_string()).as_deref(), Some("1.25"));
        assert_eq!(Multiplier::ONE.to_string(), "1");
        assert_eq!(Multiplier::parse("1.2345"), None);
    }
}
