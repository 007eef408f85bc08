//! What `[[leaderboards]]` and `[[first_gifts]]` say goes together, and what stands once one has begun.

use super::{SMALL, good, problems};
use crate::money::Fen;
use crate::policy::file::{Problem, changes, successor_problems};
use crate::policy::{Contest, Counts, FirstGift, Leaderboard, Policy, Won};
use crate::time::Day;
use serde_json::{Value, json};

const TIN: &str = "[[coupons]]\nid = \"tin\"\nname = { zh = \"茶罐\", en = \"Tin\" }\neffect = { kind = \"gift\", gift = { zh = \"茶罐\", en = \"A tin\" } }\n";
const NAMED: &str = "name = { zh = \"榜\", en = \"Board\" }\nfrom = \"2026-12-01\"\nuntil = \"2026-12-31\"\n";

/// A board with these keys besides those that must be there, and one prize.
fn board(keys: &str) -> String {
    let prize = "[[leaderboards.prizes]]\nfrom = 1\nto = 3\ncoupon = \"tin\"\n";
    format!("{SMALL}\n{TIN}\n[[leaderboards]]\nid = \"most\"\ncounts = \"paid\"\n{NAMED}{keys}\n{prize}")
}

fn gift(keys: &str) -> String {
    format!("{SMALL}\n{TIN}\n[[first_gifts]]\nid = \"first\"\nplaces = 100\ncoupon = \"tin\"\n{NAMED}{keys}\n")
}

/// What is wrong, without the lines.
fn wrong(source: &str) -> Vec<String> {
    problems(source).iter().map(|problem| problem.split_once(": ").unwrap().1.to_owned()).collect()
}

fn swap(source: &str, from: &str, to: &str) -> String {
    assert_eq!(source.matches(from).count(), 1, "{from}");
    source.replace(from, to)
}

#[test]
fn what_earlier_versions_stored_is_read_and_stored_as_it_was() {
    let alike = json!({
        "id": "tea", "name": { "zh": "榜", "en": "Board" }, "note": { "zh": "", "en": "" }, "from": "2026-12-01",
        "until": "2026-12-31", "scope": { "classes": ["regular"], "items": [], "stores": [] }, "least": "9.90",
        "tier": "gold", "settle_days": 7,
    });
    let with = |own: Value| {
        let own = own.as_object().unwrap().clone();
        Value::Object(alike.as_object().unwrap().clone().into_iter().chain(own).collect())
    };
    let board = with(json!({ "counts": "orders", "prizes": [{ "from": 1, "to": 2, "coupon": "tin" }] }));
    let read: Leaderboard = serde_json::from_str(&board.to_string()).unwrap();
    assert_eq!((read.terms.least, read.prizes[0].to), (Some(Fen(990)), 2));
    assert_eq!(serde_json::to_value(&read).unwrap(), board);
    let gift = with(json!({ "places": 5, "coupon": "tin" }));
    let read: FirstGift = serde_json::from_str(&gift.to_string()).unwrap();
    assert_eq!((&read.terms.tier, read.places), (&Some("gold".into()), 5));
    assert_eq!(serde_json::to_value(&read).unwrap(), gift);
}

#[test]
fn a_board_and_a_gift_need_days_and_what_is_won() {
    let policy = good(&board(""));
    let most = &policy.leaderboards[0];
    assert_eq!(
        (most.counts, most.terms.settle_days, most.terms.least, &most.terms.tier),
        (Counts::Paid, 7, None, &None)
    );
    let contest = most.contest();
    assert_eq!((contest.prize(3).map(|id| id.0.as_str()), contest.prize(4)), (Some("tin"), None));
    assert_eq!(contest.settled(), Day::parse("2027-01-07").unwrap());
    let policy = good(&gift("least = \"9.90\"\ntier = \"gold\"\nsettle_days = 0"));
    let first: Vec<Contest<'_>> = policy.contests().collect();
    assert_eq!((first[0].least, first[0].settle_days, first.len()), (Some(Fen(990)), 0, 1));
    assert_eq!(first[0].won, Won::First(100, &"tin".into()));
    for source in [board(""), gift("")] {
        let policy = good(&source);
        let stored = serde_json::to_string(&policy).unwrap();
        assert_eq!(serde_json::from_str::<Policy>(&stored).unwrap(), policy);
    }
    let policy = good(&board(""));
    assert_eq!(changes(&good(&format!("{SMALL}\n{TIN}")), &policy), ["leaderboards.most: added"]);
}

#[test]
fn what_does_not_go_together_is_named_with_a_remedy() {
    assert_eq!(
        wrong(&swap(&board(""), "until = \"2026-12-31\"", "until = \"2026-11-30\"")),
        ["leaderboards[0].until: is before the first day, 2026-12-01 – write 2026-12-01 or later"]
    );
    assert_eq!(
        wrong(&swap(&board(""), "coupon = \"tin\"", "coupon = \"tim\"")),
        ["leaderboards[0].prizes[0].coupon: there is no coupon `tim` – did you mean `tin`?"]
    );
    assert_eq!(
        wrong(&swap(&board(""), "to = 3", "to = 0")),
        ["leaderboards[0].prizes[0].to: 0 is below 1 – write a whole number from 1 to 1000"]
    );
    assert_eq!(
        wrong(&swap(&board(""), "from = 1\nto = 3", "from = 3\nto = 1")),
        ["leaderboards[0].prizes[0].to: is before the first of these places, 3 – write 3 or more"]
    );
    assert_eq!(
        wrong(&format!("{}[[leaderboards.prizes]]\nfrom = 3\nto = 5\ncoupon = \"tin\"\n", board(""))),
        [
            "leaderboards[0].prizes[1].from: place 3 is won already: the prize before it goes to place 3 – write 4 or more, \
             the first places first"
        ]
    );
    assert_eq!(
        wrong(&board("tier = \"glod\"\nscope = { classes = [\"tea\"] }")),
        [
            "leaderboards[0].tier: there is no tier `glod` – did you mean `gold`?",
            "leaderboards[0].scope.classes[0]: there is no class of goods `tea` – name one of: regular",
        ]
    );
    let both = format!("{}\n{}", board(""), swap(gift("").trim_start_matches(SMALL), TIN, ""));
    let twice = wrong(&swap(&both, "id = \"first\"", "id = \"most\""));
    assert!(twice[0].starts_with("first_gifts[0].id: `most` is also the id of the board on line "), "{twice:?}");
}

#[test]
fn a_coupon_that_is_won_has_no_numbers_and_no_gates_of_its_own() {
    let with = |keys: &str| wrong(&swap(&gift(""), TIN, &format!("{TIN}{keys}\n")));
    for name in ["stock = 5", "per_member = 1", "claim = { points = 5 }"] {
        let key = name.split(' ').next().unwrap();
        let expected = format!(
            "first_gifts[0].coupon: `tin` has `{key}`, but how many are won, and by whom, is said here – name a coupon without \
             `{key}`, of its own for this"
        );
        assert_eq!(with(name), [expected]);
    }
    assert_eq!(
        with("tier = \"gold\""),
        ["first_gifts[0].coupon: `tin` is for `gold` and above, and others can win it – add tier = \"gold\" here, or \
             remove it from the coupon"]
    );
    assert_eq!(
        with("until = \"2027-01-07\""),
        [
            "first_gifts[0].coupon: `tin` ends on 2027-01-07, and the result is final after 2027-01-07 only – let the coupon \
             end after 2027-01-07, or give it `days`"
        ]
    );
    assert!(with("until = \"2027-01-08\"").is_empty());
    assert!(wrong(&swap(&gift("tier = \"gold\""), TIN, &format!("{TIN}tier = \"silver\"\n"))).is_empty());
}

/// What keeps `new` from following `old` on a day, without the lines.
fn refused(old: &str, new: &str, today: &str) -> Vec<String> {
    let today = Day::parse(today).unwrap();
    let found = successor_problems(&good(old), &good(new), new, today);
    found.iter().map(Problem::to_string).map(|problem| problem.split_once(": ").unwrap().1.to_owned()).collect()
}

#[test]
fn the_rules_stand_from_the_first_day_on() {
    let (old, more) = (board(""), board("least = 50"));
    assert!(refused(&old, &more, "2026-11-30").is_empty());
    let frozen = "leaderboards[0].id: what `most` says has changed, and its rules stand since 2026-12-01 – write it as it is in \
                  force, or begin another under an id of its own";
    for day in ["2026-12-01", "2026-12-31", "2027-01-07", "2027-03-01"] {
        assert_eq!(refused(&old, &more, day), [frozen], "{day}");
        assert!(refused(&old, &old, day).is_empty());
    }
    let prize = swap(&old, "to = 3", "to = 2");
    assert_eq!(refused(&old, &prize, "2026-12-01"), [frozen]);
    assert_eq!(refused(&gift(""), &gift("least = 50"), "2026-12-01").len(), 1);
}

#[test]
fn what_is_won_stands_as_well() {
    for old in [board(""), gift("")] {
        let smaller = swap(&old, "en = \"A tin\"", "en = \"A sticker\"");
        let found = refused(&old, &smaller, "2026-12-05");
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("coupons[0].id: what `tin` says has changed, and it is what `"), "{found:?}");
        assert!(refused(&old, &smaller, "2026-11-30").is_empty());
        assert!(refused(&old, &smaller, "2027-02-07").is_empty(), "everybody has what they won");
    }
}

#[test]
fn what_has_begun_stays_until_its_result_was_seen() {
    let without = format!("{SMALL}\n{TIN}");
    assert!(refused(&board(""), &without, "2026-11-30").is_empty());
    let missing = "leaderboards.most: `most` is missing, and members take part in it since 2026-12-01 – keep it as it is until \
                   2027-02-06: its result is shown until then";
    for day in ["2026-12-01", "2027-02-06"] {
        assert_eq!(refused(&board(""), &without, day), [missing]);
    }
    assert!(refused(&board(""), &without, "2027-02-07").is_empty());
    assert!(refused(&gift(""), &without, "2026-12-01")[0].starts_with("first_gifts.first: "));
}

#[test]
fn nothing_begins_before_anybody_can_have_read_its_rules() {
    let (without, late) = (
        format!("{SMALL}\n{TIN}"),
        "leaderboards[0].from: 2026-12-01 is over: nobody could have read these \
                                                        rules then – write 2026-12-02 or later",
    );
    assert!(refused(&without, &board(""), "2026-12-01").is_empty());
    assert_eq!(refused(&without, &board(""), "2026-12-02"), [late]);
    let later = swap(&board(""), "from = \"2026-12-01\"", "from = \"2026-12-10\"");
    assert_eq!(refused(&later, &board(""), "2026-12-02"), [late]);
}
