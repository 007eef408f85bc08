//! `[commission]`: its keys, that its tiers and classes are there, and how many levels there may be.

use super::{Section, known};
use crate::policy::file::shape::Need::{Default, Optional, Required};
use crate::policy::file::shape::Shape::{ByClass, Factor, Id, List, Table, Whole};
use crate::policy::file::shape::{Key, key};
use crate::policy::file::value::refuse;
use crate::policy::file::walk::{Findings, join};
use crate::policy::{Commission, Policy};

pub const SECTION: Section = Section {
    keys: &[key(
        "commission",
        Optional,
        Table(COMMISSION),
        "{ rates = [{ tier = \"koc\", per_cent = \"5\" }] }",
        "Points for what friends buy: members of some tiers get a share of what those paid and kept whom they brought. Without it there is none.",
    )],
    together: commission,
    ..Section::PLAIN
};

const COMMISSION: &[Key] = &[
    key(
        "hold_days",
        Default("14"),
        Whole(0, 90),
        "22",
        "Days after a purchase on which its commission is frozen: as long as it can be returned, and some more.",
    ),
    key(
        "days",
        Default("365"),
        Whole(0, 3_660),
        "180",
        "Days after the day on which the friend joined on which what they buy counts.",
    ),
    key(
        "depth",
        Default("1"),
        Whole(1, 9),
        "2",
        "Levels, the one who brought the friend counted: 1, or 2 where who brought that one gets `second`. More are refused.",
    ),
    key("points_per_yuan", Default("100"), Whole(1, 10_000), "100", "Points for each yuan of commission."),
    key(
        "rates",
        Required,
        List(&Table(RATE), 1, 20),
        "[[commission.rates]]",
        "What members of a tier get, each tier once; the others get none. The tier is that of the day of the purchase.",
    ),
];

const RATE: &[Key] = &[
    key("tier", Required, Id, "\"koc\"", "The tier of who brought the friend."),
    key(
        "per_cent",
        Required,
        Factor(1, 50_000),
        "\"5\"",
        "Of what the friend paid: after coupons, line by line, the fen cut off.",
    ),
    key(
        "by_class",
        Default("{}"),
        ByClass(&Factor(0, 50_000)),
        "{ discounted = \"2\" }",
        "The same of classes of goods with a rate of their own; \"0\" for none.",
    ),
    key(
        "second",
        Optional,
        Factor(1, 50_000),
        "\"1\"",
        "Of what those paid whom the friends brought, of any class; needs `depth = 2`.",
    ),
];

fn commission(policy: &Policy, findings: &mut Findings<'_>) {
    let Some(commission) = &policy.commission else { return };
    if policy.referral.is_none() && !findings.doubts("referral") {
        let message = "without [referral] nobody brings anybody";
        findings.add("commission", refuse(message, "add [referral], or take [commission] out"));
    }
    let tiers = commission.rates.iter().map(|rate| rate.tier.0.as_str());
    for (at, rate) in commission.rates.iter().enumerate() {
        let path = format!("commission.rates[{at}]");
        known::tier(policy, Some(&rate.tier), &format!("{path}.tier"), findings);
        for class in rate.by_class.keys() {
            known::class(policy, class, &join(&format!("{path}.by_class"), &class.0), findings);
        }
        if let Some(first) = tiers.clone().take(at).position(|tier| tier == rate.tier.0) {
            let message = format!("`{}` has a rate already, in commission.rates[{first}]", rate.tier);
            findings.add(&format!("{path}.tier"), refuse(message, "give each tier one rate"));
        }
    }
    depth(commission, findings);
}

/// A third level would be pay for heads: it is forbidden by law, whatever is sold.
fn depth(commission: &Commission, findings: &mut Findings<'_>) {
    if commission.depth > 2 {
        let message = format!(
            "{} levels would be pay for heads and not for goods: more than two, who sells counted, are pyramid selling",
            commission.depth
        );
        return findings.add("commission.depth", refuse(message, "write 1, or 2"));
    }
    let second = commission.rates.iter().position(|rate| rate.second.is_some());
    match (commission.depth, second) {
        (1, Some(at)) => findings.add(
            &format!("commission.rates[{at}].second"),
            refuse("with one level nobody gets it", "take it out, or write depth = 2"),
        ),
        (2, None) => findings.add(
            "commission.depth",
            refuse("no rate says what the second level gets", "give a rate `second`, or write depth = 1"),
        ),
        _ => {}
    }
}
