//! `[pricing]`: its keys, and judging them together with the rest of the policy.

use super::coupons::SCOPE;
use super::{Section, days, known};
use crate::policy::file::shape::Key;
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{Day, Flag, Id, List, Table, Text, Whole, Words, Yuan};
use crate::policy::file::shape::key;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use crate::policy::pricing::is_same_number;
use crate::policy::{Goods, Policy};

pub const SECTION: Section = Section {
    keys: &[key(
        "pricing",
        Default("{ coupons_per_basket = 5 }"),
        Table(PRICING),
        "{ coupons_per_basket = 2 }",
        "Prices besides the tiers' own, points as money, delivery.",
    )],
    together: pricing,
    ..Section::PLAIN
};

const PRICING: &[Key] = &[
    key(
        "coupons_per_basket",
        Default("5"),
        Whole(1, 5),
        "2",
        "How many coupons go into one basket, whatever they are.",
    ),
    key(
        "campaigns",
        Default("[]"),
        List(&Table(CAMPAIGN), 0, 200),
        "[[pricing.campaigns]]",
        "Campaign prices: so much a piece. Where several hold, the lowest.",
    ),
    key(
        "limited",
        Default("[]"),
        List(&Table(LIMITED), 0, 60),
        "[[pricing.limited]]",
        "Limited discounts: per cent of the list price, or of the campaign price where there is one. The lowest holds; where the member price is as low, that.",
    ),
    key(
        "goods",
        Default("[]"),
        List(&Table(GOODS), 0, 500),
        "[[pricing.goods]]",
        "What members may put into a basket to see what it would cost, typed or scanned. The till's own prices decide.",
    ),
    key("points", Optional, Table(POINTS), "{ per_yuan = 100 }", "Paying with points. Without it they are no money."),
    key(
        "delivery",
        Optional,
        Table(DELIVERY),
        "{ yuan = 12 }",
        "What having a basket sent costs. Without it, nothing.",
    ),
];

const CAMPAIGN: &[Key] = &[
    key("id", Required, Id, "\"double-twelve\"", "Names it on receipts of every version."),
    key("name", Required, Text(24), "{ zh = \"双十二\", en = \"Twelve twelve\" }", "What receipts call it."),
    key("scope", Default("{}"), Table(SCOPE), "{ items = [\"10021\"] }", "What it is for."),
    key("yuan", Required, Yuan, "99", "What a piece costs; it never makes one dearer."),
    key("from", Required, Day, "\"2026-12-10\"", "The first day."),
    key("until", Required, Day, "\"2026-12-12\"", "The last day."),
    key(
        "tier",
        Optional,
        Id,
        "\"xiaobai\"",
        "The lowest tier that has it; without one it is everybody's, members or not.",
    ),
    key(
        "alone",
        Default("false"),
        Flag,
        "true",
        "Nothing else comes off these pieces: no member price, limited discount or coupon. Points pay for them, too.",
    ),
];

const LIMITED: &[Key] = &[
    key("id", Required, Id, "\"first-snow\"", "Names it on receipts of every version."),
    key("name", Required, Text(24), "{ zh = \"初雪限时\", en = \"First snow\" }", "What receipts call it."),
    key("scope", Default("{}"), Table(SCOPE), "{ classes = [\"regular\"] }", "What it is for."),
    key("pays_percent", Required, Whole(1, 99), "80", "What is paid: 80 is 20 % off (8折)."),
    key("from", Required, Day, "\"2026-12-01\"", "The first day."),
    key("until", Required, Day, "\"2026-12-03\"", "The last day."),
    key("tier", Optional, Id, "\"koc\"", "The lowest tier that has it; without one it is everybody's, members or not."),
];

const GOODS: &[Key] = &[
    key("item", Required, Words(64), "\"10021\"", "Its number in the till."),
    key("name", Required, Text(40), "{ zh = \"燕麦拿铁\", en = \"Oat latte\" }", "What it is called."),
    key("class", Required, Id, "\"regular\"", "Its class of goods."),
    key("yuan", Required, Yuan, "28", "The list price of a piece."),
    key("barcode", Optional, Words(64), "\"6901234567892\"", "What the code on it says, where that is not its number."),
];

const POINTS: &[Key] = &[
    key("per_yuan", Required, Whole(100, 100_000), "100", "So many points are one yuan."),
    key("up_to_percent", Default("100"), Whole(1, 100), "50", "They pay so many per cent of the goods at most."),
];

const DELIVERY: &[Key] = &[
    key("yuan", Required, Yuan, "12", "The fee."),
    key("free_from", Optional, Yuan, "99", "Nothing from goods of so much, after coupons and before points."),
];

fn pricing(policy: &Policy, findings: &mut Findings<'_>) {
    let pricing = &policy.pricing;
    known::unique(findings, "pricing.campaigns", pricing.campaigns.iter().map(|campaign| campaign.id.0.as_str()));
    known::unique(findings, "pricing.limited", pricing.limited.iter().map(|limited| limited.id.0.as_str()));
    goods(policy, findings);
    for (at, campaign) in pricing.campaigns.iter().enumerate() {
        let path = format!("pricing.campaigns[{at}]");
        known::scope(policy, &campaign.scope, &path, findings);
        known::tier(policy, campaign.tier.as_ref(), &format!("{path}.tier"), findings);
        days::period(&path, (campaign.from, campaign.until), findings);
    }
    for (at, limited) in pricing.limited.iter().enumerate() {
        let path = format!("pricing.limited[{at}]");
        known::scope(policy, &limited.scope, &path, findings);
        known::tier(policy, limited.tier.as_ref(), &format!("{path}.tier"), findings);
        days::period(&path, (limited.from, limited.until), findings);
    }
}

/// Each has a number of its own, and nothing else says so of itself; classes exist.
fn goods(policy: &Policy, findings: &mut Findings<'_>) {
    let goods = &policy.pricing.goods;
    for (at, one) in goods.iter().enumerate() {
        let path = format!("pricing.goods[{at}]");
        known::class(policy, &one.class, &format!("{path}.class"), findings);
        for (key, said) in [("item", Some(&one.item.0)), ("barcode", one.barcode.as_ref())] {
            let Some(said) = said else { continue };
            let is_barcode = |barcode: &String| barcode == said || is_same_number(barcode, said);
            let says_so = |other: &Goods| other.item.0 == *said || other.barcode.as_ref().is_some_and(is_barcode);
            if let Some(first) = goods.iter().take(at).position(says_so) {
                let line = findings.line(&format!("pricing.goods[{first}].item"));
                let message = format!("`{said}` is what the goods on line {line} say, too");
                findings.add(&format!("{path}.{key}"), refuse(message, "give each its own"));
            }
        }
    }
}
