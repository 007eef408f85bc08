//! Every code has words, in both languages. And what tests of pages ask: whether a page has words for what it may be refused.

use super::*;
use crate::i18n::{Explain, texts};
use shuke_contract::Problem;

/// Every feature's that members meet. One that is left out here is missed below.
const OF_MEMBERS: &[Refusals] = &[
    everywhere::REFUSALS,
    addresses::REFUSALS,
    check_in::REFUSALS,
    check_in::MAKE_UP,
    consents::REFUSALS,
    commission::REFUSALS,
    coupons::REFUSALS,
    mall::REFUSALS,
    orders::REFUSALS,
    otp::REFUSALS,
    pieces::REFUSALS,
    points::REFUSALS,
    referral::REFUSALS,
    shops::REFUSALS,
    sign_in::REFUSALS,
    tasks::REFUSALS,
    wechat::REFUSALS,
];

/// The counter's.
const OF_STAFF: &[Refusals] = &[staff::REFUSALS, staff_coupons::REFUSALS, codes::REFUSALS];

/// Answered to programs alone, which show their own words or none: tills, tests that move a clock, and what is no browser.
const TO_PROGRAMS: [ErrorCode; 10] = [
    ErrorCode::MalformedHead,
    ErrorCode::DevClockOff,
    ErrorCode::TillKeyRequired,
    ErrorCode::QuoteUnknown,
    ErrorCode::QuoteOver,
    ErrorCode::SaleExists,
    ErrorCode::SaleUnknown,
    ErrorCode::RefundTooLarge,
    ErrorCode::RefundExists,
    // The page does without what it would have been answered.
    ErrorCode::PosterRefused,
];

/// The server's own fault, or a code that is newer than this app.
const FAULTS: [ErrorCode; 2] = [ErrorCode::Internal, ErrorCode::Unknown];

pub fn zh(problem: Problem, features: &[Refusals]) -> Explained {
    texts(Lang::Zh).explain(&Failure::Refused(Box::new(problem)), features)
}

pub fn en(problem: Problem, features: &[Refusals]) -> Explained {
    texts(Lang::En).explain(&Failure::Refused(Box::new(problem)), features)
}

/// The codes among those of some endpoints that a page which lists `features` would tell as a fault of the server.
pub fn silent(features: &[Refusals], errors: &[&[ErrorCode]]) -> Vec<ErrorCode> {
    errors.concat().into_iter().filter(|code| find(*code, features).is_none()).collect()
}

/// Every code of the contract, from its own source: an enum does not list itself, and `Unknown` stands for what it does not know.
fn codes() -> Vec<ErrorCode> {
    let source = include_str!("../../../crates/contract/src/problem/code.rs");
    let (_, after) = source.split_once("pub enum ErrorCode {").unwrap();
    let (inside, _) = after.split_once("\n}").unwrap();
    let names = inside.lines().map(str::trim).filter_map(|line| line.strip_suffix(','));
    let names = names.filter(|name| name.chars().all(char::is_alphanumeric));
    names.map(|name| serde_json::from_str(&format!("\"{}\"", as_it_travels(name))).unwrap()).collect()
}

/// `OtpTooSoon` → `otp_too_soon`
fn as_it_travels(name: &str) -> String {
    let words = name.chars().map(|c| if c.is_uppercase() { format!("_{}", c.to_lowercase()) } else { c.to_string() });
    words.collect::<String>().trim_start_matches('_').to_owned()
}

#[test]
fn every_code_of_the_contract_has_words_in_both_languages() {
    let codes = codes();
    assert!(codes.len() > 60 && codes.iter().filter(|code| **code == ErrorCode::Unknown).count() == 1, "{codes:?}");
    let wordless: Vec<_> = codes
        .into_iter()
        .filter(|code| !TO_PROGRAMS.contains(code) && !FAULTS.contains(code))
        .filter(|code| !all(&[OF_MEMBERS, OF_STAFF].concat()).any(|(own, said)| own == code && is_whole(*code, said)))
        .collect();
    assert!(wordless.is_empty(), "no words, or not in both languages: {wordless:?}");
}

fn all(features: &[Refusals]) -> impl Iterator<Item = &'static (ErrorCode, Said)> {
    features.iter().flat_map(|refusals| refusals.iter())
}

/// A title and a text in each language, and Chinese where it says so.
fn is_whole(code: ErrorCode, said: &Said) -> bool {
    let failure = Failure::Refused(Box::new(Problem::new(code, "")));
    let text = |(title, text): &Words| match text {
        Text::Fixed(text) => format!("{title}\n{text}"),
        Text::Told(told) => format!("{title}\n{}", told(&failure)),
    };
    let (zh, en) = (text(&said.zh), text(&said.en));
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let both = |text: &str| text.split('\n').all(|part| !part.trim().is_empty());
    both(&zh) && both(&en) && zh.split('\n').all(is_chinese) && !is_chinese(&en)
}

#[test]
fn a_code_is_told_by_one_feature_to_members_and_by_one_to_staff() {
    for features in [OF_MEMBERS, OF_STAFF] {
        let mut told: Vec<ErrorCode> = all(features).map(|(code, _)| *code).collect();
        told.sort();
        let twice: Vec<_> = told.windows(2).filter(|two| two[0] == two[1]).collect();
        assert!(twice.is_empty(), "told twice: {twice:?}");
    }
}

#[test]
fn a_broken_server_is_named_by_its_request_and_a_newer_code_is_not_silent() {
    let mut problem = Problem::new(ErrorCode::Unknown, "");
    problem.request_id = Some("7f3a".into());
    assert!(zh(problem, OF_MEMBERS).text.contains("7f3a"));
    assert!(en(Problem::new(ErrorCode::Internal, ""), &[]).text.contains("request –"));
}

#[test]
fn a_page_without_a_features_words_is_noticed() {
    assert_eq!(silent(&[], &[&[ErrorCode::NotFound, ErrorCode::ItemTier]]), [ErrorCode::ItemTier]);
    assert!(silent(&[mall::REFUSALS], &[&[ErrorCode::ItemTier]]).is_empty());
}

#[test]
fn figures_are_told() {
    let wrong = || Problem::new(ErrorCode::OtpWrong, "").figure("tries_left", 3);
    assert_eq!(zh(wrong(), &[otp::REFUSALS]).text, "还可以试 3 次。");
    assert_eq!(en(wrong(), &[otp::REFUSALS]).text, "3 tries left.");
    let soon = Problem::new(ErrorCode::OtpTooSoon, "").figure("retry_after_seconds", 42);
    assert_eq!(zh(soon, &[otp::REFUSALS]).text, "42 秒后可以重发。");
    assert_eq!(texts(Lang::En).explain(&Failure::Offline, OF_MEMBERS).title, "No connection");
}

#[test]
fn trying_again_is_offered_where_it_may_help_and_nowhere_else() {
    let passing: Vec<ErrorCode> = codes().into_iter().filter(|code| zh(Problem::new(*code, ""), &[]).passes).collect();
    let known = [
        ErrorCode::Timeout,
        ErrorCode::TooManyRequests,
        ErrorCode::OtpTooSoon,
        ErrorCode::OtpLimit,
        ErrorCode::OtpNotSent,
        ErrorCode::Internal,
        ErrorCode::Unavailable,
        ErrorCode::Unknown,
    ];
    let differ =
        |a: &[ErrorCode], b: &[ErrorCode]| a.iter().copied().filter(|code| !b.contains(code)).collect::<Vec<_>>();
    assert_eq!((differ(&passing, &known), differ(&known, &passing)), (vec![], vec![]));
    for failure in [Failure::Offline, Failure::Slow, Failure::Unreadable] {
        assert!(texts(Lang::Zh).explain(&failure, &[]).passes, "{failure:?}");
    }
}
