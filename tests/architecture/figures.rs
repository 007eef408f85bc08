//! Figures are written in one way: money, points and counts by what they are (`Fen`, `Points`, `Count`), days that are left by one function. A page
//! that wrote them in a way of its own would set ¥378 beside ¥377.96, or 1993 beside 3,072.

use super::{files, place, read, without_comments};

/// Words that are given a bare number, and what it is.
const BARE: [(&str, &str); 3] = [
    ("code_good_for", "seconds, which it writes as minutes and seconds"),
    ("resend_in", "seconds, a minute at most"),
    ("counted", "the number of a version of the rules"),
];

#[test]
fn counts_reach_words_as_counts() {
    let mut wrong = Vec::new();
    for file in files(&place::root().join("crates/face/src/words"), "rs") {
        wrong.extend(bare(&read(&file)).into_iter().map(|line| format!("{}: {line}", file.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Words that are given an `i64` or a `usize`.
fn bare(text: &str) -> Vec<String> {
    let is_bare = |line: &&str| {
        let Some((name, arguments)) = line.trim().strip_prefix("pub ").and_then(|line| line.split_once(": fn(")) else {
            return false;
        };
        let named = BARE.iter().any(|(known, _)| *known == name);
        !named && ["i64", "usize", "u64"].iter().any(|kind| arguments.split([',', ')', ' ']).any(|word| word == *kind))
    };
    text.lines().filter(is_bare).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn no_page_writes_money_or_days_that_are_left_in_a_way_of_its_own() {
    let mut wrong = Vec::new();
    for folder in ["crates/face/src", "src"] {
        for file in files(&place::root().join(folder), "rs") {
            let is_owner = file.ends_with("crates/face/src/dates.rs");
            wrong.extend(by_hand(&read(&file)).filter(|_| !is_owner).map(|what| format!("{}: {what}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Arithmetic that only somebody does who writes a figure by hand.
fn by_hand(text: &str) -> impl Iterator<Item = &'static str> {
    let code = without_comments(text);
    [".days_until(", "/ 100", "div_euclid(100)", "div_ceil(100)", "% 100", "rem_euclid(100)", "toFixed"]
        .into_iter()
        .filter(move |what| {
            code.lines()
                .any(|line| line.split(what).skip(1).any(|rest| !rest.starts_with(|next: char| next.is_ascii_digit())))
        })
}

#[test]
fn what_the_rules_are_for_is_found() {
    assert_eq!(
        bare("    pub left: fn(i64, &str) -> String,\n    pub other: fn(Count, u32) -> String,"),
        ["pub left: fn(i64, &str) -> String,"]
    );
    assert_eq!(by_hand("let a = fen.0 / 100; let b = today.days_until(last);").count(), 2);
    assert_eq!(by_hand("let a = now / 1000; // fen / 100").count(), 0);
}
