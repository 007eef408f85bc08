//! The natural keys of coupons: each names a coupon among everything that its member was ever given, so that nothing is given
//! twice; and who used one. Owns how each is written and read. They are stored, so no format ever changes.
//!
//! Ids of a policy's parts and periods hold no colon.

use crate::natural::{number, padded, parts};
use crate::referral::Side;
use core::fmt;

/// What a coupon was given for. `nth` counts from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key<'a> {
    /// `joining:{template}:{nth}`
    Joining { template: &'a str, nth: u32 },
    /// `claim:{template}:{nth}`
    Claim { template: &'a str, nth: usize },
    /// `claim:{template}:demo-{nth}`: the demo let the member claim it.
    Demo { template: &'a str, nth: usize },
    /// `tier:{within}:{template}:{nth}`, and `tier:{template}:{nth}` for what is given in all; told apart by the number of their
    /// parts, so that a template may be called as a year is written.
    Tier { within: Within, template: &'a str, nth: u32 },
    /// `birthday:{year}:{place}`: the year in which it begins, and its place among those that are given then. Before migration 8
    /// the place was a template and a number; no store holds that any more, and it is not read.
    Birthday { year: i32, place: u32 },
    /// `board:{board}:{place}`: the prize of a place, from 1.
    Board { board: &'a str, place: u32 },
    /// `first:{gift}`
    First { gift: &'a str },
    /// `order:{order}:{template}:{nth}`: a part of a pack.
    Order { order: i64, template: &'a str, nth: u32 },
    /// `task:{task}:{period}:{n}`: with the `n`-th claim of the task and period, from 1. The period is empty for a task that is
    /// done once.
    Task { task: &'a str, period: &'a str, n: i64 },
    /// `referred:{bind}:{side}`: what a bind brought the inviter or the friend.
    Referred { bind: i64, side: Side },
    /// `friends:{friends}`: the gift for so many friends.
    Friends { friends: u32 },
    /// `friends_month:{year}-{month}:{place}`: the prize of a place, from 1, in the ranking of a month.
    FriendsMonth { year: i32, month: u32, place: u32 },
    /// `team:{team}`
    Team { team: i64 },
}

/// The period of which a coupon for holding a tier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// In all.
    Ever,
    Year(i32),
    Month(i32, u32),
}

impl<'a> Key<'a> {
    /// With what it begins, before the first colon.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Joining { .. } => "joining",
            Self::Claim { .. } | Self::Demo { .. } => "claim",
            Self::Tier { .. } => "tier",
            Self::Birthday { .. } => "birthday",
            Self::Board { .. } => "board",
            Self::First { .. } => "first",
            Self::Order { .. } => "order",
            Self::Task { .. } => "task",
            Self::Referred { .. } => "referred",
            Self::Friends { .. } => "friends",
            Self::FriendsMonth { .. } => "friends_month",
            Self::Team { .. } => "team",
        }
    }

    /// Reads what [`fmt::Display`] writes, nothing else.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (name, rest) = text.split_once(':')?;
        match name {
            "joining" => parts(rest).and_then(|[template, nth]| Some(Self::Joining { template, nth: number(nth)? })),
            "claim" => parts(rest).and_then(|[template, nth]| Self::claimed(template, nth)),
            "tier" => Self::of_tier(rest),
            "birthday" => parts(rest)
                .and_then(|[year, place]| Some(Self::Birthday { year: padded(year, 4)?, place: number(place)? })),
            "board" => parts(rest).and_then(|[board, place]| Some(Self::Board { board, place: number(place)? })),
            "first" => parts(rest).map(|[gift]| Self::First { gift }),
            "order" => parts(rest).and_then(|[order, template, nth]| {
                Some(Self::Order { order: number(order)?, template, nth: number(nth)? })
            }),
            "task" => parts(rest).and_then(|[task, period, n]| Some(Self::Task { task, period, n: number(n)? })),
            "referred" => parts(rest)
                .and_then(|[bind, side]| Some(Self::Referred { bind: number(bind)?, side: Side::named(side)? })),
            "friends" => parts(rest).and_then(|[friends]| Some(Self::Friends { friends: number(friends)? })),
            "friends_month" => Self::of_month(rest),
            "team" => parts(rest).and_then(|[team]| Some(Self::Team { team: number(team)? })),
            _ => None,
        }
    }

    fn of_month(rest: &str) -> Option<Self> {
        let [month, place] = parts(rest)?;
        let (year, month) = month.split_once('-')?;
        Some(Self::FriendsMonth { year: padded(year, 4)?, month: padded(month, 2)?, place: number(place)? })
    }

    fn claimed(template: &'a str, nth: &str) -> Option<Self> {
        Some(match nth.strip_prefix("demo-") {
            Some(nth) => Self::Demo { template, nth: number(nth)? },
            None => Self::Claim { template, nth: number(nth)? },
        })
    }

    fn of_tier(rest: &'a str) -> Option<Self> {
        if let Some([template, nth]) = parts(rest) {
            return Some(Self::Tier { within: Within::Ever, template, nth: number(nth)? });
        }
        let [within, template, nth] = parts(rest)?;
        let within = match within.split_once('-') {
            Some((year, month)) => Within::Month(padded(year, 4)?, padded(month, 2)?),
            None => Within::Year(padded(within, 4)?),
        };
        Some(Self::Tier { within, template, nth: number(nth)? })
    }
}

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.name())?;
        match self {
            Self::Claim { template, nth } => write!(f, "{template}:{nth}"),
            Self::Demo { template, nth } => write!(f, "{template}:demo-{nth}"),
            Self::Joining { template, nth } | Self::Tier { within: Within::Ever, template, nth } => {
                write!(f, "{template}:{nth}")
            }
            Self::Tier { within: Within::Year(year), template, nth } => write!(f, "{year:04}:{template}:{nth}"),
            Self::Tier { within: Within::Month(year, month), template, nth } => {
                write!(f, "{year:04}-{month:02}:{template}:{nth}")
            }
            Self::Birthday { year, place } => write!(f, "{year:04}:{place}"),
            Self::Board { board, place } => write!(f, "{board}:{place}"),
            Self::First { gift } => f.write_str(gift),
            Self::Order { order, template, nth } => write!(f, "{order}:{template}:{nth}"),
            Self::Task { task, period, n } => write!(f, "{task}:{period}:{n}"),
            Self::Referred { bind, side } => write!(f, "{bind}:{}", side.name()),
            Self::Friends { friends } => friends.fmt(f),
            Self::FriendsMonth { year, month, place } => write!(f, "{year:04}-{month:02}:{place}"),
            Self::Team { team } => team.fmt(f),
        }
    }
}

/// Who used a coupon up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsedBy {
    /// `sale:{id}`
    Sale(i64),
    /// `staff:{entry}`: staff without a till, as that entry of their log says.
    Staff(i64),
}

impl UsedBy {
    /// With what it begins, before the colon.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sale(_) => "sale",
            Self::Staff(_) => "staff",
        }
    }

    /// Reads what [`fmt::Display`] writes, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':')? {
            ("sale", id) => number(id).map(Self::Sale),
            ("staff", entry) => number(entry).map(Self::Staff),
            _ => None,
        }
    }
}

impl fmt::Display for UsedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Sale(id) | Self::Staff(id)) = self;
        write!(f, "{}:{id}", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The place of each kind in the list of known ones. A new kind is refused by the compiler here until it has its place.
    fn place(key: &Key<'_>) -> usize {
        match key {
            Key::Joining { .. } => 0,
            Key::Claim { .. } => 1,
            Key::Demo { .. } => 2,
            Key::Tier { .. } => 3,
            Key::Birthday { .. } => 4,
            Key::Board { .. } => 5,
            Key::First { .. } => 6,
            Key::Order { .. } => 7,
            Key::Task { .. } => 8,
            Key::Referred { .. } => 9,
            Key::Friends { .. } => 10,
            Key::FriendsMonth { .. } => 11,
            Key::Team { .. } => 12,
        }
    }

    #[test]
    fn every_kind_of_key_is_written_and_read_as_it_has_always_been() {
        let tier = |within, template| Key::Tier { within, template, nth: 2 };
        let known = [
            ("joining:three:0", Key::Joining { template: "three", nth: 0 }),
            ("claim:three:4", Key::Claim { template: "three", nth: 4 }),
            ("claim:three:demo-4", Key::Demo { template: "three", nth: 4 }),
            ("tier:three-one:2", tier(Within::Ever, "three-one")),
            ("tier:2026:2", tier(Within::Ever, "2026")),
            ("tier:2026:three:2", tier(Within::Year(2026), "three")),
            ("tier:2026-02:three:2", tier(Within::Month(2026, 2), "three")),
            ("birthday:2026:1", Key::Birthday { year: 2026, place: 1 }),
            ("board:explorers:3", Key::Board { board: "explorers", place: 3 }),
            ("first:winter", Key::First { gift: "winter" }),
            ("order:12:pack-8:0", Key::Order { order: 12, template: "pack-8", nth: 0 }),
            ("task:profile::1", Key::Task { task: "profile", period: "", n: 1 }),
            ("task:steps:2026-W47:2", Key::Task { task: "steps", period: "2026-W47", n: 2 }),
            ("referred:7:friend", Key::Referred { bind: 7, side: Side::Friend }),
            ("friends:3", Key::Friends { friends: 3 }),
            ("friends_month:2026-02:1", Key::FriendsMonth { year: 2026, month: 2, place: 1 }),
            ("team:9", Key::Team { team: 9 }),
        ];
        let mut places: Vec<usize> = known.iter().map(|(_, key)| place(key)).collect();
        for (text, key) in known {
            assert_eq!((key.to_string().as_str(), Key::parse(text)), (text, Some(key)));
        }
        places.dedup();
        assert_eq!(places, (0..=12).collect::<Vec<_>>());
        for (text, by) in [("sale:7", UsedBy::Sale(7)), ("staff:7", UsedBy::Staff(7))] {
            assert_eq!((by.to_string().as_str(), UsedBy::parse(text)), (text, Some(by)));
        }
    }

    #[test]
    fn what_nothing_writes_is_no_key() {
        let keys = [
            "",
            "tier",
            "tier:three",
            "tier:2026-1:three:0",
            "tier:26:three:0",
            "birthday:2026:three:0",
            "claim:three:demo-",
            "claim:three:0:1",
            "first:a:b",
            "order:x:three:0",
            "task:profile:1",
            "joining:three:00",
            "gift:three:0",
            "referred:7:both",
            "friends:03",
            "friends_month:2026-2:1",
            "friends_month:2026:1",
            "team:",
        ];
        for text in keys {
            assert_eq!(Key::parse(text), None, "{text}");
        }
        for text in ["sale", "sale:", "till:7", "staff:7:8"] {
            assert_eq!(UsedBy::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_what_is_read(
            (id, nth, n) in (any::<i64>(), any::<u32>(), any::<i64>()),
            (part, period) in ("[a-z0-9_-]{1,32}", "[0-9W-]{0,10}"),
            (year, month) in (0..=9999, 1_u32..=12),
        ) {
            let template = part.as_str();
            let tier = |within| Key::Tier { within, template, nth };
            let keys = [
                Key::Joining { template, nth }, Key::Claim { template, nth: nth as usize },
                Key::Demo { template, nth: nth as usize }, tier(Within::Ever), tier(Within::Year(year)),
                tier(Within::Month(year, month)), Key::Birthday { year, place: nth }, Key::Board { board: template, place: nth },
                Key::First { gift: template }, Key::Order { order: id, template, nth }, Key::Task { task: template, period: &period, n },
                Key::Referred { bind: id, side: Side::Inviter }, Key::Friends { friends: nth },
                Key::FriendsMonth { year, month, place: nth }, Key::Team { team: id },
            ];
            for key in keys {
                let text = key.to_string();
                prop_assert_eq!(Key::parse(&text), Some(key));
            }
            for by in [UsedBy::Sale(id), UsedBy::Staff(id)] {
                prop_assert_eq!(UsedBy::parse(&by.to_string()), Some(by));
            }
        }

        #[test]
        fn whatever_is_read_is_written_as_it_stood(text in "(joining|claim|tier|birthday|board|first|order|task|referred|friends|friends_month|team|sale|staff)(:[a-z0-9+-]{0,7}){0,4}") {
            let written = [Key::parse(&text).map(|key| key.to_string()), UsedBy::parse(&text).map(|by| by.to_string())];
            for written in written {
                prop_assert!(written.is_none_or(|written| written == text));
            }
        }
    }
}
