//! How numbers and parts are read; and that nobody but the types writes or takes apart a natural key: the sources of the server
//! and of the rules, checked.

use super::*;
use crate::coupons::{self, UsedBy};
use crate::ledger::{self, SaleKey};
use std::fs;
use std::path::{Path, PathBuf};

/// Where natural keys are written and read.
const OWNERS: [&str; 3] = ["ledger/key.rs", "coupons/key.rs", "natural.rs"];

/// Formats that begin as a key does and are something else: the scopes of idempotency keys.
const SCOPES: [&str; 2] = ["format!(\"till:{}\", self.id)", "format!(\"staff:{token_hash}\")"];

/// With what natural keys begin.
fn names() -> Vec<&'static str> {
    let examples = [
        "sale:x",
        "refund:x",
        "ended:1",
        "check_in:1:2026-11-28",
        "make_up:1:2026-11-28",
        "task:1:a:",
        "task_undone:1:a:",
        "redeemed:1",
        "returned:1",
        "paid:x",
        "paid_back:x",
    ];
    let mut names: Vec<_> = examples.iter().map(|key| ledger::Key::parse(key).unwrap().name()).collect();
    let of_coupons = ["joining:a:0", "claim:a:0", "tier:a:0", "birthday:2026:0", "board:a:1", "first:a", "order:1:a:0"];
    names.extend(of_coupons.iter().map(|key| coupons::Key::parse(key).unwrap().name()));
    names.extend(["till:a:1", "import:a:2026-11-28:1:1", "demo:1:1"].map(|key| SaleKey::parse(key).unwrap().name()));
    names.extend([UsedBy::Staff(1).name()]);
    names
}

fn sources(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, ending, found);
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
}

/// The code of the server and of the rules without its tests, by file.
fn code() -> Vec<(PathBuf, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for folder in ["server/src", "rules/src"] {
        sources(&crates.join(folder), "rs", &mut files);
    }
    let is_test =
        |file: &Path| file.components().any(|part| ["tests", "tests.rs"].iter().any(|test| part.as_os_str() == *test));
    files.retain(|file| !is_test(file) && !OWNERS.iter().any(|owner| file.ends_with(owner)));
    assert!(files.len() > 200, "the sources are elsewhere");
    let without_tests = |text: String| text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
    files.into_iter().map(|file| (file.clone(), without_tests(fs::read_to_string(file).unwrap()))).collect()
}

/// The lines in which somebody writes a key or takes one apart by hand.
fn by_hand(text: &str) -> Vec<&str> {
    let names = names();
    let is_key = |line: &str| {
        ["format!(\"", "write!(f, \"", "strip_prefix(\"", "starts_with(\"", "trim_start_matches(\"", "Some((\""]
            .iter()
            .any(|how| {
                let mut written = line.split(how).skip(1);
                written.any(|rest| {
                    names.iter().any(|name| rest.strip_prefix(name).is_some_and(|rest| rest.starts_with([':', '"'])))
                })
            })
    };
    let is_split =
        |line: &str| line.contains("key") && ["split(':')", "split_once(':')"].iter().any(|how| line.contains(how));
    let is_scope = |line: &str| SCOPES.iter().any(|scope| line.contains(scope));
    text.lines().filter(|line| (is_key(line) || is_split(line)) && !is_scope(line)).collect()
}

#[test]
fn no_natural_key_is_written_or_taken_apart_by_hand() {
    let mut wrong = Vec::new();
    for (file, text) in code() {
        wrong.extend(by_hand(&text).iter().map(|line| format!("{}: {}", file.display(), line.trim())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_key_that_is_written_by_hand_is_found() {
    let lines = [
        "let key = format!(\"redeemed:{}\", order.id);",
        "format!(\"first:{id}\")",
        "row.key.strip_prefix(\"sale:\")?",
        "!key.starts_with(\"claim:\")",
        "let mut parts = key.split(':');",
        "Some((\"paid\", key)) => (PAID, key),",
    ];
    for line in lines {
        assert_eq!(by_hand(line), [line]);
    }
    for line in ["format!(\"tier {id}\")", "format!(\"error: {text}\")", SCOPES[0], SCOPES[1]] {
        assert!(by_hand(line).is_empty(), "{line}");
    }
}

#[test]
fn the_names_that_sql_looks_for_are_those_that_the_types_write() {
    let first = coupons::Key::First { gift: "%" }.to_string();
    let birthday = coupons::Key::Birthday { year: 2026, place: 0 }.to_string();
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("server/migrations");
    let mut files = Vec::new();
    sources(&migrations, "sql", &mut files);
    let mut texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    texts.extend(code().into_iter().map(|(_, text)| text));
    let mut patterns: Vec<&str> = texts.iter().flat_map(|text| after(text, "key LIKE '")).collect();
    patterns.sort_unstable();
    patterns.dedup();
    let of_year = birthday.replace("2026", "____").replace('0', "%");
    assert_eq!(
        patterns,
        [of_year.clone(), format!("{of_year}:%"), first],
        "a pattern of keys in SQL has its place here"
    );
    let rest = |key: ledger::Key<'_>| (key.to_string().len() + 1).to_string();
    let mut cut: Vec<&str> = texts.iter().flat_map(|text| after(text, "refunds.key = SUBSTR(ledger.key, ")).collect();
    assert_eq!(cut, [rest(ledger::Key::Refund(""))]);
    cut = texts.iter().flat_map(|text| after(text, "sold.key = SUBSTR(ledger.key, ")).collect();
    assert_eq!(cut, [rest(ledger::Key::Sale(""))]);
    assert_eq!(texts.iter().flat_map(|text| after(text, "SUBSTR(ledger.key, ")).count(), 2);
}

/// What follows each `how` in a text, up to a quotation mark or a bracket.
fn after<'t>(text: &'t str, how: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(how).skip(1).filter_map(|rest| rest.split(['\'', ')']).next())
}

#[test]
fn a_number_is_read_in_one_way_of_writing_it() {
    let read = |text: &str| number::<i64>(text);
    assert_eq!((read("0"), read("7"), read("-7")), (Some(0), Some(7), Some(-7)));
    for other in ["", "-", "-0", "00", "07", "+7", " 7", "7a", "99999999999999999999"] {
        assert_eq!(read(other), None, "{other}");
    }
}

#[test]
fn parts_are_just_as_many_as_asked_for_and_may_be_empty() {
    assert_eq!(parts("a::c"), Some(["a", "", "c"]));
    assert_eq!((parts::<2>("a:b:c"), parts::<2>("a")), (None, None));
}
