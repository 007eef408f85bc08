use super::*;
use chrono::{Duration, TimeZone, Utc};

fn leaf(n: u32) -> Hash {
    head(&n.to_string()).leaf()
}

fn head(salt: &str) -> Head<'_> {
    Head { salt, card: "6901010000017", seq: 3, hash: "00" }
}

fn anchor(n: u32, heads: Hash, places: u32) -> Anchor {
    let day = Day::new(2026, 1, 1).unwrap().plus_days(n);
    let at = Utc.with_ymd_and_hms(2026, 1, 1, 16, 0, 1).unwrap() + Duration::days(n.into());
    Anchor { n, day, at, places, heads, causes: Hash::of(&n.to_string()) }
}

/// The blocks of a tree of so many leaves.
fn blocks(members: u32) -> Vec<Vec<Hash>> {
    let leaves: Vec<Hash> = (0..members).map(leaf).collect();
    leaves.chunks(1024).map(<[Hash]>::to_vec).collect()
}

#[test]
fn the_hashes_are_those_of_the_known_answers() {
    // The empty leaf and the two leaves "" and 00 of the tests that came with the first logs of RFC 6962.
    assert_eq!(blank().to_string(), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    let zero = Hash(Sha256::new().chain_update([0, 0]).finalize().into());
    let both = Hash::above(blank(), zero);
    assert_eq!(both.to_string(), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
}

#[test]
fn whoever_is_in_the_tree_can_prove_it_and_nobody_else() {
    for members in [1, 2, 1023, 1024, 1025, 3000] {
        let (blocks, wide) = (blocks(members), places(members));
        let tops: Vec<Hash> = blocks.iter().map(|leaves| block(leaves)).collect();
        let anchor = anchor(1, root(&tops, wide), wide);
        for place in [0, members / 2, members - 1] {
            let own = &blocks[usize::try_from(place / BLOCK).unwrap()];
            let path = path(own, &tops, wide, place);
            let salt = place.to_string();
            assert!(anchor.holds(&head(&salt), place, &path), "{place} of {members}");
            assert!(!anchor.holds(&Head { seq: 2, ..head(&salt) }, place, &path));
            assert!(!anchor.holds(&Head { hash: "01", ..head(&salt) }, place, &path));
            assert!(!anchor.holds(&Head { card: "6901010000024", ..head(&salt) }, place, &path));
            assert!(!anchor.holds(&head(&salt), place ^ 1, &path));
            assert!(!anchor.holds(&head(&salt), place, &path[1..]));
            assert!(!anchor.holds(&head(&salt), u32::MAX, &path));
        }
    }
}

#[test]
fn the_size_of_the_tree_tells_the_order_of_magnitude_alone() {
    assert_eq!([0, 1, 1024, 1025, 180_000].map(places), [1024, 1024, 1024, 2048, 262_144]);
}

#[test]
fn a_log_proves_each_of_its_anchors_and_that_it_only_grew() {
    let mut whole = Whole::default();
    let mut logs = vec![whole.log()];
    let anchors: Vec<Anchor> = (1..=20).map(|n| anchor(n, leaf(n), 1024)).collect();
    for anchor in &anchors {
        whole.push(anchor);
        logs.push(whole.log());
        for older in &logs {
            let proof = whole.since(older.size).unwrap_or_default();
            assert!(whole.log().continues(older, &proof), "{} from {}", anchor.n, older.size);
        }
    }
    let log = whole.log();
    for anchor in &anchors {
        let path = whole.path(anchor).unwrap();
        assert!(log.holds(anchor, &path));
        assert!(!log.holds(&Anchor { causes: Hash::of("other"), ..anchor.clone() }, &path));
    }
    assert_eq!(whole.path(&anchor(21, leaf(1), 1024)), None);
    assert_eq!((whole.since(21), whole.since(0)), (None, None));
}

#[test]
fn a_log_with_another_past_continues_nothing() {
    let (mut first, mut second) = (Whole::default(), Whole::default());
    (1..=9).for_each(|n| first.push(&anchor(n, leaf(n), 1024)));
    let seen = first.log();
    (1..=14).for_each(|n| second.push(&anchor(n, leaf(if n == 4 { 99 } else { n }), 1024)));
    assert!(!second.log().continues(&seen, &second.since(9).unwrap()));
    assert!(!seen.continues(&second.log(), &[]), "nor does a shorter one");
    assert!(!Log { size: u32::MAX, ..seen }.continues(&second.log(), &[]));
}

#[test]
fn hashes_are_written_in_one_way_only() {
    let hash = Hash::of("x");
    assert_eq!(Hash::parse(&hash.to_string()), Some(hash));
    let text = hash.to_string();
    for wrong in
        [text.to_uppercase(), text[1..].to_owned(), format!("{text}0"), format!("+{}", &text[1..]), "é".repeat(32)]
    {
        assert_eq!(Hash::parse(&wrong), None, "{wrong}");
    }
}
