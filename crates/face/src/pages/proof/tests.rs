use super::*;
use crate::Lang;
use crate::tests::day;
use crate::words::texts;
use shuke_rules::Instant;
use shuke_rules::proof::{Anchor, Whole};

/// A log of so many days, as somebody gets it who saw the first `since` of them.
fn proof(days: u32, since: u32) -> Proof {
    let first = day("2026-12-28");
    let anchor = |n: u32| Anchor {
        n,
        day: first.plus_days(n),
        at: Instant::UNIX_EPOCH,
        places: 1024,
        heads: Hash::of(&n.to_string()),
        causes: Hash::of("causes"),
    };
    let mut log = Whole::default();
    let mut anchors: Vec<Anchor> = (1..=days).map(anchor).collect();
    for anchor in &anchors {
        log.push(anchor);
    }
    anchors.reverse();
    Proof { log: log.log(), continues: log.since(since).unwrap_or_default(), anchors }
}

#[test]
fn a_device_says_what_it_saw_before_and_whether_it_is_still_there() {
    let before = proof(2, 0).log;
    assert_eq!(Seen::of(&proof(5, 0), None), Seen::Never);
    assert_eq!(Seen::of(&proof(5, 2), Some(before)), Seen::Before(2));
    assert_eq!(Seen::of(&proof(1, 0), Some(before)), Seen::Rewritten, "a log that shrank");
    assert_eq!(Seen::of(&proof(5, 2), Some(Log { root: Hash::of("x"), ..before })), Seen::Rewritten);
    let html = device(&proof(5, 2), Some(Seen::Before(2)), texts(Lang::En)).into_string();
    assert!(html.contains("All 2 that it saw before are still there, unchanged. 3 are new."), "{html}");
}

#[test]
fn what_has_not_grown_needs_no_proof_that_it_only_grew() {
    assert_eq!(Seen::of(&proof(5, 0), Some(proof(5, 0).log)), Seen::Before(5));
    let other = Log { root: Hash::of("x"), ..proof(5, 0).log };
    assert_eq!(Seen::of(&proof(5, 0), Some(other)), Seen::Rewritten);
}

#[test]
fn until_a_device_has_compared_it_says_nothing_and_keeps_the_room_for_it() {
    let (t, room) = (texts(Lang::En), "<span aria-hidden=\"true\">This phone is seeing it for the first time.");
    let says = |seen| device(&proof(5, 2), seen, t).into_string();
    for seen in [None, Some(Seen::Never), Some(Seen::Before(2)), Some(Seen::Rewritten)] {
        assert!(says(seen).contains(room), "{}", says(seen));
    }
    let said = |seen| says(seen).replace(room, "");
    assert!(!said(None).contains("first time") && !said(None).contains("unchanged"), "{}", said(None));
    assert!(said(Some(Seen::Never)).contains("<span>This phone is seeing it for the first time."));
}

#[test]
fn anchors_stand_newest_first_with_the_year_where_it_is_another() {
    let html = anchors(&proof(5, 0), texts(Lang::Zh)).into_string();
    let places: Vec<_> = ["第 5 份", "第 4 份", "第 1 份"].map(|nth| html.find(nth).unwrap()).into();
    assert!(places.is_sorted(), "{html}");
    assert!(html.contains("1月2日") && html.contains("2026年12月29日"), "{html}");
}

#[test]
fn before_the_first_there_is_nothing_to_compare() {
    let nothing = Proof { anchors: Vec::new(), ..proof(0, 0) };
    let t = texts(Lang::Zh);
    let html = head(&nothing, t).into_string() + &device(&nothing, Some(Seen::Never), t).into_string();
    assert!(html.contains("还没有公布过") && !html.contains("这部手机"), "{html}");
    assert_eq!(anchors(&nothing, texts(Lang::Zh)).into_string(), "");
}

#[test]
fn who_is_no_member_has_no_ledger_to_check() {
    let html = |is_member| explained(is_member, texts(Lang::En)).into_string();
    assert!(html(true).contains("href=\"/points\"") && !html(false).contains("href=\"/points\""));
}
