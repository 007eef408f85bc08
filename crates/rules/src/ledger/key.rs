//! The natural keys of the ledger and of sales: what happened, named so that the same event moves points once. Owns how each is
//! written and read. They are stored and hashed, so no format ever changes; a new event gets a key of its own.
//!
//! Card numbers, ids of a policy's parts and periods hold no colon. A till's own number may: it stands last, so everything after
//! the shop belongs to it.

use crate::money::Fen;
use crate::natural::{number, parts};
use crate::referral::Side;
use crate::time::Day;
use core::fmt;

/// What an entry of the ledger is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key<'a> {
    /// `sale:{sale}`: what the sale with that [`SaleKey`] earned.
    Sale(&'a str),
    /// `refund:{refund}`: what the refund with that key, a [`SaleKey`] by its shape, took back.
    Refund(&'a str),
    /// `ended:{lot}`
    Ended { lot: i64 },
    /// `check_in:{card}:{day}`
    CheckIn { card: &'a str, day: Day },
    /// `make_up:{card}:{day}`: the price of the check-in of that day.
    MakeUp { card: &'a str, day: Day },
    /// `task:{card}:{task}:{period}`, and `:{n}` from the second claim in the period on.
    Task(TaskKey<'a>),
    /// `task_undone:…`, the rest as of the claim that it undoes.
    TaskUndone(TaskKey<'a>),
    /// `redeemed:{order}`
    Redeemed { order: i64 },
    /// `redeemed:coupon:{coupon}`: the price of a coupon that was claimed for points.
    RedeemedCoupon { coupon: i64 },
    /// `returned:{order}`: the points of an order came back.
    Returned { order: i64 },
    /// `paid:{sale}`: points that paid for goods of the sale with that [`SaleKey`].
    Paid(&'a str),
    /// `paid_back:{refund}`: of those, what the refund with that key gave back.
    PaidBack(&'a str),
    /// `referred:{bind}:{side}`: what a bind brought the inviter or the friend.
    Referred { bind: i64, side: Side },
    /// `referral_undone:{bind}:{side}`: it was taken back.
    ReferralUndone { bind: i64, side: Side },
    /// `commission:{nth}`: a share of what a friend bought.
    Commission { nth: i64 },
    /// `commission_undone:{nth}:{n}`: for the `n`-th time, from 1, something of it was taken back.
    CommissionUndone { nth: i64, n: i64 },
    /// `registered:{registration}`: what registering a piece brought.
    Registered { registration: i64 },
    /// `registered_undone:{registration}`: the same taken back.
    RegisteredUndone { registration: i64 },
}

/// A claim of a task's reward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskKey<'a> {
    pub card: &'a str,
    pub task: &'a str,
    /// The key of the [`Period`](crate::tasks::Period); empty for a task that is done once.
    pub period: &'a str,
    /// The how manieth claim of the task and period it is, from 1.
    pub n: i64,
}

impl<'a> Key<'a> {
    /// With what it begins, before the first colon.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sale(_) => "sale",
            Self::Refund(_) => "refund",
            Self::Ended { .. } => "ended",
            Self::CheckIn { .. } => "check_in",
            Self::MakeUp { .. } => "make_up",
            Self::Task(_) => "task",
            Self::TaskUndone(_) => "task_undone",
            Self::Redeemed { .. } | Self::RedeemedCoupon { .. } => "redeemed",
            Self::Returned { .. } => "returned",
            Self::Paid(_) => "paid",
            Self::PaidBack(_) => "paid_back",
            Self::Referred { .. } => "referred",
            Self::ReferralUndone { .. } => "referral_undone",
            Self::Commission { .. } => "commission",
            Self::CommissionUndone { .. } => "commission_undone",
            Self::Registered { .. } => "registered",
            Self::RegisteredUndone { .. } => "registered_undone",
        }
    }

    /// Reads what [`fmt::Display`] writes, nothing else.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (name, rest) = text.split_once(':')?;
        Some(match name {
            "sale" => Self::Sale(rest),
            "refund" => Self::Refund(rest),
            "ended" => Self::Ended { lot: number(rest)? },
            "check_in" => {
                let (card, day) = card_and_day(rest)?;
                Self::CheckIn { card, day }
            }
            "make_up" => {
                let (card, day) = card_and_day(rest)?;
                Self::MakeUp { card, day }
            }
            "task" => Self::Task(TaskKey::parse(rest)?),
            "task_undone" => Self::TaskUndone(TaskKey::parse(rest)?),
            "redeemed" => match rest.strip_prefix("coupon:") {
                Some(coupon) => Self::RedeemedCoupon { coupon: number(coupon)? },
                None => Self::Redeemed { order: number(rest)? },
            },
            "returned" => Self::Returned { order: number(rest)? },
            "paid" => Self::Paid(rest),
            "paid_back" => Self::PaidBack(rest),
            "referred" => {
                let (bind, side) = bind_and_side(rest)?;
                Self::Referred { bind, side }
            }
            "referral_undone" => {
                let (bind, side) = bind_and_side(rest)?;
                Self::ReferralUndone { bind, side }
            }
            "commission" => Self::Commission { nth: number(rest)? },
            "commission_undone" => {
                let [nth, n] = parts(rest)?;
                Self::CommissionUndone { nth: number(nth)?, n: number(n)? }
            }
            "registered" => Self::Registered { registration: number(rest)? },
            "registered_undone" => Self::RegisteredUndone { registration: number(rest)? },
            _ => return None,
        })
    }
}

fn card_and_day(text: &str) -> Option<(&str, Day)> {
    let [card, day] = parts(text)?;
    Some((card, Day::parse(day)?))
}

fn bind_and_side(text: &str) -> Option<(i64, Side)> {
    let [bind, side] = parts(text)?;
    Some((number(bind)?, Side::named(side)?))
}

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.name())?;
        match self {
            Self::Sale(key) | Self::Refund(key) | Self::Paid(key) | Self::PaidBack(key) => f.write_str(key),
            Self::CheckIn { card, day } | Self::MakeUp { card, day } => write!(f, "{card}:{day}"),
            Self::Task(task) | Self::TaskUndone(task) => task.fmt(f),
            Self::Ended { lot: id }
            | Self::Redeemed { order: id }
            | Self::Returned { order: id }
            | Self::Commission { nth: id }
            | Self::Registered { registration: id }
            | Self::RegisteredUndone { registration: id } => id.fmt(f),
            Self::CommissionUndone { nth, n } => write!(f, "{nth}:{n}"),
            Self::RedeemedCoupon { coupon } => write!(f, "coupon:{coupon}"),
            Self::Referred { bind, side } | Self::ReferralUndone { bind, side } => write!(f, "{bind}:{}", side.name()),
        }
    }
}

impl<'a> TaskKey<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        if let Some([card, task, period]) = parts(text) {
            return Some(Self { card, task, period, n: 1 });
        }
        let [card, task, period, n] = parts(text)?;
        let n = number(n).filter(|n| *n > 1)?;
        Some(Self { card, task, period, n })
    }
}

impl fmt::Display for TaskKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { card, task, period, n } = self;
        write!(f, "{card}:{task}:{period}")?;
        if *n > 1 { write!(f, ":{n}") } else { Ok(()) }
    }
}

/// The natural identity of a sale, and of whatever else a till numbers: refunds and quotes, each among its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaleKey<'a> {
    /// `till:{store}:{number}`
    Till { store: &'a str, number: &'a str },
    /// `import:{customer}:{day}:{fen}:{n}`: the `n`-th purchase of that amount on that day, from 1. The customer is a hash.
    Import { customer: &'a str, day: Day, paid: Fen, n: u32 },
    /// `demo:{member}:{coupon}`: a quote that the demo made for a coupon of a member; no till can number one so.
    Demo { member: i64, coupon: i64 },
}

impl<'a> SaleKey<'a> {
    /// With what it begins, before the first colon.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Till { .. } => "till",
            Self::Import { .. } => "import",
            Self::Demo { .. } => "demo",
        }
    }

    /// Reads what [`fmt::Display`] writes, nothing else.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (name, rest) = text.split_once(':')?;
        match name {
            "till" => rest.split_once(':').map(|(store, number)| Self::Till { store, number }),
            "import" => {
                let [customer, day, paid, n] = parts(rest)?;
                Some(Self::Import { customer, day: Day::parse(day)?, paid: Fen(number(paid)?), n: number(n)? })
            }
            "demo" => {
                let [member, coupon] = parts(rest)?;
                Some(Self::Demo { member: number(member)?, coupon: number(coupon)? })
            }
            _ => None,
        }
    }
}

impl fmt::Display for SaleKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.name())?;
        match self {
            Self::Till { store, number } => write!(f, "{store}:{number}"),
            Self::Import { customer, day, paid, n } => write!(f, "{customer}:{day}:{}:{n}", paid.0),
            Self::Demo { member, coupon } => write!(f, "{member}:{coupon}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CARD: &str = "6901012345678";

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// Every kind of key, as it has always been written. A new kind is refused by the compiler here until it has its place.
    fn place(key: &Key<'_>) -> usize {
        match key {
            Key::Sale(_) => 0,
            Key::Refund(_) => 1,
            Key::Ended { .. } => 2,
            Key::CheckIn { .. } => 3,
            Key::MakeUp { .. } => 4,
            Key::Task(_) => 5,
            Key::TaskUndone(_) => 6,
            Key::Redeemed { .. } => 7,
            Key::RedeemedCoupon { .. } => 8,
            Key::Returned { .. } => 9,
            Key::Paid(_) => 10,
            Key::PaidBack(_) => 11,
            Key::Referred { .. } => 12,
            Key::ReferralUndone { .. } => 13,
            Key::Commission { .. } => 14,
            Key::CommissionUndone { .. } => 15,
            Key::Registered { .. } => 16,
            Key::RegisteredUndone { .. } => 17,
        }
    }

    #[test]
    fn every_kind_of_key_is_written_and_read_as_it_has_always_been() {
        let task = |period, n| TaskKey { card: CARD, task: "profile", period, n };
        let known = [
            ("sale:till:wukang-road:A-1", Key::Sale("till:wukang-road:A-1")),
            ("sale:import:0a1b:2024-03-01:2000:1", Key::Sale("import:0a1b:2024-03-01:2000:1")),
            ("refund:till:wukang-road:A:1:r", Key::Refund("till:wukang-road:A:1:r")),
            ("ended:17", Key::Ended { lot: 17 }),
            ("check_in:6901012345678:2026-11-28", Key::CheckIn { card: CARD, day: day("2026-11-28") }),
            ("make_up:6901012345678:2026-11-27", Key::MakeUp { card: CARD, day: day("2026-11-27") }),
            ("task:6901012345678:profile:", Key::Task(task("", 1))),
            ("task:6901012345678:profile::2", Key::Task(task("", 2))),
            ("task:6901012345678:profile:2026-W47", Key::Task(task("2026-W47", 1))),
            ("task_undone:6901012345678:profile:2026-W47:3", Key::TaskUndone(task("2026-W47", 3))),
            ("redeemed:12", Key::Redeemed { order: 12 }),
            ("redeemed:coupon:12", Key::RedeemedCoupon { coupon: 12 }),
            ("returned:12", Key::Returned { order: 12 }),
            ("paid:till:wukang-road:A-1", Key::Paid("till:wukang-road:A-1")),
            ("paid_back:till:wukang-road:A-1-r", Key::PaidBack("till:wukang-road:A-1-r")),
            ("referred:7:inviter", Key::Referred { bind: 7, side: Side::Inviter }),
            ("referral_undone:7:friend", Key::ReferralUndone { bind: 7, side: Side::Friend }),
            ("commission:7", Key::Commission { nth: 7 }),
            ("commission_undone:7:2", Key::CommissionUndone { nth: 7, n: 2 }),
            ("registered:12", Key::Registered { registration: 12 }),
            ("registered_undone:12", Key::RegisteredUndone { registration: 12 }),
        ];
        let mut places: Vec<usize> = known.iter().map(|(_, key)| place(key)).collect();
        for (text, key) in known {
            assert_eq!((key.to_string().as_str(), Key::parse(text)), (text, Some(key)));
        }
        places.dedup();
        assert_eq!(places, (0..=17).collect::<Vec<_>>());
    }

    #[test]
    fn every_sale_is_named_as_it_has_always_been_and_a_tills_number_may_hold_colons() {
        let known = [
            ("till:wukang-road:A-1", SaleKey::Till { store: "wukang-road", number: "A-1" }),
            ("till:wukang-road:2:0:7", SaleKey::Till { store: "wukang-road", number: "2:0:7" }),
            (
                "import:0a1b:2024-03-01:2000:2",
                SaleKey::Import { customer: "0a1b", day: day("2024-03-01"), paid: Fen(2000), n: 2 },
            ),
            ("demo:3:14", SaleKey::Demo { member: 3, coupon: 14 }),
        ];
        for (text, key) in known {
            assert_eq!((key.to_string().as_str(), SaleKey::parse(text)), (text, Some(key)));
        }
    }

    #[test]
    fn what_nothing_writes_is_no_key() {
        let keys = [
            "",
            "sale",
            "points:1",
            "ended:",
            "ended:07",
            "ended:x",
            "redeemed:coupon:",
            "returned:1:2",
            "check_in:2026-11-28",
            "make_up:690:2026-02-30",
            "task:690",
            "task:690:profile:2026-11:1",
            "task:690:profile::02",
            "task:690:a::2:3",
            "referred:7",
            "referred:7:unknown",
            "referral_undone:07:friend",
            "commission:",
            "commission_undone:7",
        ];
        for text in keys {
            assert_eq!(Key::parse(text), None, "{text}");
        }
        for text in ["till", "till:wukang-road", "import:0a1b:2024-03-01:2000", "demo:1", "shop:1:2"] {
            assert_eq!(SaleKey::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_what_is_read(
            (id, fen, n) in (any::<i64>(), any::<i64>(), 1_i64..),
            (card, part, period) in ("[0-9]{13}", "[a-z0-9_-]{1,32}", "[0-9W-]{0,10}"),
            (number, days) in ("[A-Za-z0-9._:-]{1,64}", 0_u32..3_000_000),
        ) {
            let day = day("0001-01-01").plus_days(days);
            let task = TaskKey { card: &card, task: &part, period: &period, n };
            let sale = SaleKey::Till { store: &part, number: &number }.to_string();
            let keys = [
                Key::Sale(&sale), Key::Refund(&sale), Key::Paid(&sale), Key::PaidBack(&sale), Key::Ended { lot: id },
                Key::CheckIn { card: &card, day }, Key::MakeUp { card: &card, day }, Key::Task(task), Key::TaskUndone(task),
                Key::Redeemed { order: id }, Key::RedeemedCoupon { coupon: id }, Key::Returned { order: id },
                Key::Referred { bind: id, side: Side::Friend }, Key::ReferralUndone { bind: id, side: Side::Inviter },
                Key::Commission { nth: id }, Key::CommissionUndone { nth: id, n },
                Key::Registered { registration: id }, Key::RegisteredUndone { registration: id },
            ];
            for key in keys {
                let text = key.to_string();
                prop_assert_eq!(Key::parse(&text), Some(key));
            }
            let imported = SaleKey::Import { customer: &part, day, paid: Fen(fen), n: u32::MAX };
            for key in [SaleKey::Till { store: &part, number: &number }, imported, SaleKey::Demo { member: id, coupon: fen }] {
                let text = key.to_string();
                prop_assert_eq!(SaleKey::parse(&text), Some(key));
            }
        }

        #[test]
        fn whatever_is_read_is_written_as_it_stood(text in "(sale|ended|task|check_in|redeemed|paid|referred|commission|commission_undone|till|import|demo)(:[a-z0-9+-]{0,4}){0,4}") {
            for written in [Key::parse(&text).map(|key| key.to_string()), SaleKey::parse(&text).map(|key| key.to_string())] {
                prop_assert!(written.is_none_or(|written| written == text));
            }
        }
    }
}
