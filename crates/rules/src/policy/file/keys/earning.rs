//! The keys of `[earning]`.

use super::key;
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Optional, Required};
use crate::policy::file::shape::Shape::{Factor, Id, List, Table, Text, Whole};

pub const EARNING: &[Key] = &[key(
    "classes",
    Required,
    List(&Table(CLASS), 1, 20),
    "[[earning.classes]]",
    "The classes of goods. The first is that of regular goods: imports and the simulator take a purchase for it.",
)];

const CLASS: &[Key] = &[
    key("id", Required, Id, "\"regular\"", "Names the class at the till."),
    key("name", Required, Text(24), "{ zh = \"正价商品\", en = \"Regular goods\" }", "The name on receipts."),
    key(
        "points_per_yuan",
        Required,
        Factor(0, 1_000_000),
        "\"1\"",
        "Points for one yuan paid; `0` for none, at most 1000.",
    ),
    key(
        "nothing_below_percent",
        Optional,
        Whole(0, 100),
        "70",
        "A line paid below this per cent of its list price earns nothing.",
    ),
];
