//! Thousands of damaged files: each is refused within its own lines, or it is a policy that every rule can decide by.

use super::{SHANLAN, SMALL, XIAOMAN};
use crate::birthday::Birthday;
use crate::coupons::grants;
use crate::earning;
use crate::money::{Fen, Multiplier, Points};
use crate::policy::file::{changes, read, successor_problems};
use crate::policy::{Policy, Template};
use crate::pricing::tests::{adds_up, buyer, coupon, now, today};
use crate::pricing::{Basket, Choice, Line, Request, price};
use crate::tiers::{Fact, Rules, Walk};
use crate::time::Day;
use crate::{benefits, check_in};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::BTreeSet;

/// Values at the edges of what a key may hold, and beyond them.
const ODD: [&str; 38] = [
    "0",
    "1",
    "-1",
    "2",
    "99",
    "100",
    "101",
    "1000",
    "100000",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "0x7fffffffffffffff",
    "1_000",
    "0.1",
    "-0.0",
    "nan",
    "-inf",
    "1e400",
    "true",
    "false",
    "\"\"",
    "\"0\"",
    "\"-1\"",
    "\"0.01\"",
    "\"92233720368547758.07\"",
    "\"92233720368547758.08\"",
    "\"0.001\"",
    "\"2026-02-29\"",
    "\"9999-12-31\"",
    "\"0000-01-01\"",
    "2026-12-01",
    "\"\\u0000\"",
    "\"茶\\n\"",
    "[]",
    "{}",
    "[[], {}, [1]]",
    "{ zh = \"\", en = \"x\" }",
];

/// One thing done to a file.
#[derive(Clone, Debug)]
enum Damage {
    /// Some bytes become others.
    Bytes(Index, usize, String),
    /// The value of some `key = value` becomes another.
    Value(Index, &'static str),
    /// A number in the file becomes another.
    Number(Index, &'static str),
    Drop(Index),
    Double(Index),
    /// A line goes where another is.
    Move(Index, Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    prop_oneof![
        2 => (at(), 0_usize..60, "[\\[\\]{}=\",.a-z0-9\n ]{0,6}").prop_map(|(at, length, put)| Damage::Bytes(at, length, put)),
        5 => (at(), select(&ODD[..])).prop_map(|(at, odd)| Damage::Value(at, odd)),
        3 => (at(), select(&ODD[..13])).prop_map(|(at, odd)| Damage::Number(at, odd)),
        2 => at().prop_map(Damage::Drop),
        1 => at().prop_map(Damage::Double),
        1 => (at(), at()).prop_map(|(from, to)| Damage::Move(from, to)),
    ]
}

impl Damage {
    fn done_to(&self, source: &str) -> String {
        let mut lines: Vec<String> = source.lines().map(str::to_owned).collect();
        if lines.is_empty() {
            return String::new();
        }
        match self {
            Self::Bytes(at, length, put) => return with_bytes(source, at.index(source.len()), *length, put),
            Self::Number(at, odd) => return with_number(source, *at, odd),
            Self::Value(at, odd) => {
                let with_value: Vec<usize> = (0..lines.len()).filter(|line| lines[*line].contains(" = ")).collect();
                if !with_value.is_empty() {
                    let line = &mut lines[*at.get(&with_value)];
                    let key = line.split(" = ").next().unwrap_or_default();
                    *line = format!("{key} = {odd}");
                }
            }
            Self::Drop(at) => {
                lines.remove(at.index(lines.len()));
            }
            Self::Double(at) => {
                let at = at.index(lines.len());
                lines.insert(at, lines[at].clone());
            }
            Self::Move(from, to) => {
                let line = lines.remove(from.index(lines.len()));
                lines.insert(to.index(lines.len() + 1), line);
            }
        }
        lines.join("\n")
    }
}

fn with_bytes(source: &str, from: usize, length: usize, put: &str) -> String {
    let at = |wanted: usize| (0..=wanted.min(source.len())).rev().find(|at| source.is_char_boundary(*at)).unwrap();
    let mut damaged = source.to_owned();
    damaged.replace_range(at(from)..at(from + length), put);
    damaged
}

fn with_number(source: &str, at: Index, odd: &str) -> String {
    let digit = |at: &usize| source.as_bytes().get(*at).is_some_and(u8::is_ascii_digit);
    let starts: Vec<usize> = (0..source.len()).filter(|at| digit(at) && (*at == 0 || !digit(&(at - 1)))).collect();
    if starts.is_empty() {
        return source.to_owned();
    }
    let from = *at.get(&starts);
    let length = source[from..].bytes().take_while(u8::is_ascii_digit).count();
    with_bytes(source, from, length, odd)
}

fn damaged() -> impl Strategy<Value = String> {
    let file = prop_oneof![3 => Just(XIAOMAN), 2 => Just(SHANLAN), 1 => Just(SMALL)];
    (file, prop::collection::vec(damage(), 1..4))
        .prop_map(|(file, all)| all.iter().fold(file.to_owned(), |source, damage| damage.done_to(&source)))
}

/// Lets every rule decide something by a policy that was read from `source`.
fn decides(policy: &Policy, source: &str) {
    let stored = serde_json::to_string(policy).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&stored).unwrap(), *policy);
    assert_eq!(changes(policy, policy), Vec::<String>::new());
    assert_eq!(successor_problems(policy, policy, source, today()), []);
    for tier in &policy.tiers {
        sells(policy, tier.id.0.as_str());
        benefits::of(policy, &tier.id, today());
        let facts = grants::Facts {
            today: today(),
            tier: tier.id.clone(),
            since: today(),
            joined: today(),
            birthday: Some(Birthday { month: 2, day: 29 }),
        };
        let given = grants::on_joining(policy, &tier.id, today()).into_iter().chain(grants::due(policy, &facts));
        let given: Vec<_> = given.collect();
        let keys: BTreeSet<&str> = given.iter().map(|due| due.key.as_str()).collect();
        assert_eq!(keys.len(), given.len(), "nothing is given twice: {given:?}");
        for due in given.iter().chain(&grants::next_birthday(policy, &facts, &[])) {
            assert!(due.last.is_none_or(|last| due.first <= last), "{due:?}");
            assert!(policy.template(&due.template).is_some(), "{due:?}");
        }
    }
    climbs(&Rules::of(policy));
    checks_in(policy);
    for contest in policy.contests() {
        assert!(contest.from <= contest.until && contest.until <= contest.settled());
        assert!(contest.prizes().iter().all(|(from, to, coupon)| from <= to && policy.template(coupon).is_some()));
    }
}

/// A basket of every class and every item with a price of its own, with a coupon of every template.
fn sells(policy: &Policy, tier: &str) {
    let of_class = policy.earning.classes.iter().map(|class| ("any".into(), class.id.clone(), Fen(9_990)));
    let goods = policy.pricing.goods.iter().map(|one| (one.item.clone(), one.class.clone(), one.yuan));
    let line = |(item, class, price)| Line { item, class, quantity: 3, price };
    let basket = Basket { lines: of_class.chain(goods).take(40).map(line).collect(), sent: true };
    let held: Vec<_> = policy.coupons.iter().take(20).map(|template: &Template| coupon(template)).collect();
    let buyer = buyer(tier, &held);
    let store = policy.stores.first().map(|store| store.id.clone()).unwrap_or_default();
    let ask = |buyer, points| {
        let choice = &Choice::Best;
        price(policy, &Request { basket: &basket, store: &store, now: now(), today: today(), buyer, choice, points })
    };
    let (alone, member) = (ask(None, Points::ZERO).unwrap(), ask(Some(&buyer), Points(5_000)).unwrap());
    adds_up(&alone);
    adds_up(&member);
    assert!(Fen::ZERO <= member.to_pay && member.to_pay <= alone.to_pay);
    assert_eq!(member.coupons.len() + member.declined.len(), held.len());
}

fn climbs(rules: &Rules) {
    let mut walk = Walk::start(rules, today());
    for month in 0..30 {
        walk.take(&Fact::Purchase { day: today().plus_months(month), paid: Fen(i64::from(month % 7) * 99_900) });
    }
    walk.go_to(today().plus_months(200));
    assert!(rules.tier(&walk.standing().tier).is_some());
    for class in &rules.earning.classes {
        let line = earning::Line { class: class.id.clone(), list: Fen(i64::MAX / 4), paid: Fen(i64::MAX / 4) };
        let earned = rules.earning.earn(Multiplier::ONE, &[line.clone(), line]).unwrap();
        assert!(earned.points >= Points::ZERO);
        assert_eq!(earned.lines.iter().map(|line| line.points).sum::<Points>(), earned.points);
    }
}

fn checks_in(policy: &Policy) {
    let Some(rules) = &policy.check_in else { return };
    let mut days = BTreeSet::<Day>::new();
    for after in 0..40 {
        let day = today().plus_days(after);
        let reward = check_in::reward(rules, &days, day);
        assert!(reward.total() >= Points::ZERO);
        days.insert(day);
        check_in::next_streak(rules, after);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_file_is_refused_within_its_lines_or_every_rule_can_decide_by_it(source in damaged()) {
        match read(&source) {
            Ok(policy) => decides(&policy, &source),
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                let lines = source.lines().count() + 1;
                prop_assert!(problems.iter().all(|problem| (1..=lines).contains(&problem.line)), "{problems:?}");
                prop_assert!(problems.is_sorted_by_key(|problem| problem.line));
                prop_assert!(problems.iter().all(|problem| !problem.remedy.is_empty() && !problem.message.is_empty()));
            }
        }
    }
}

#[test]
fn a_file_of_brackets_quotes_or_nonsense_ends_in_problems_soon() {
    let many = 20_000;
    for open in
        ["[", "{", "a = [", "a = {b = ", "[[x]]\n", "a.", "\"", "\"\"\"\n", "#\n", "\r", "\u{feff}", "é = 1\n", "="]
    {
        let begun = std::time::Instant::now();
        assert!(read(&open.repeat(many)).is_err(), "{open:?}");
        assert!(begun.elapsed().as_secs() < 20, "{open:?} took {:?}", begun.elapsed());
    }
}
