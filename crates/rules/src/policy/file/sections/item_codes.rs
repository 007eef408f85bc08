//! `[item_codes]`: its keys.

use super::Section;
use crate::policy::file::shape::Need::{Default, Optional};
use crate::policy::file::shape::Shape::{Flag, Table, Whole};
use crate::policy::file::shape::{Key, key};

pub const SECTION: Section = Section {
    keys: &[key(
        "item_codes",
        Optional,
        Table(ITEM_CODES),
        "{ points = 50 }",
        "Codes of single pieces: whether one is real, who owns it, warranty and repair. Codes are made by `shuke item-codes make`. Without it \
         no code leads anywhere.",
    )],
    ..Section::PLAIN
};

const ITEM_CODES: &[Key] = &[
    key(
        "points",
        Default("0"),
        Whole(0, 1_000_000),
        "50",
        "What registering a piece by its receipt brings, once a piece.",
    ),
    key(
        "first_come",
        Default("true"),
        Flag,
        "false",
        "Whether whoever comes first may register a piece without a receipt, which brings no points. A piece that was seen in too many cities, or that came back, needs one anyway.",
    ),
    key(
        "warranty_months",
        Default("12"),
        Whole(0, 240),
        "24",
        "Months after purchase in which a piece is repaired, of goods whose file says nothing of their own; `0`: none. Without a receipt they \
         begin with registering.",
    ),
    key(
        "offer_days",
        Default("7"),
        Whole(1, 90),
        "7",
        "Days in which somebody else can take a piece over with its owner's code.",
    ),
    key(
        "cities_a_day",
        Default("3"),
        Whole(2, 100),
        "3",
        "A code that is seen in so many cities in a day counts as copied: its page says so.",
    ),
];
