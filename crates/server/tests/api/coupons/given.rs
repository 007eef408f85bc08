//! What is given by itself, as the policy says, was edited to say, and could be made to say.

use super::{count, everything_adds_up, policy, template, today, wallet};
use crate::support::{Member, Place, TestApp, root};
use chrono::TimeDelta;
use serde_json::json;
use shuke_rules::Day;

const OFF: &str = "effect = { kind = \"amount_off\", yuan = 10 }";

fn grant(id: &str, keys: &str) -> String {
    format!("[[grants]]\nid = \"{id}\"\n{keys}\n")
}

/// Applies the project's brand with `more`, and with one thing in it changed.
fn apply_changed(place: &Place, more: &str, from: &str, to: &str) {
    let source = policy(more);
    assert!(source.contains(from), "{from}");
    let file = place.directory.join("brand.toml");
    std::fs::write(&file, source.replacen(from, to, 1)).unwrap();
    place.run(&["apply", file.to_str().unwrap()]);
}

fn born(member: &Member<'_>, day: Day) {
    let birthday = json!({ "month": day.month(), "day": day.day_of_month() });
    member.put("/api/v1/me/profile", &json!({ "name": null, "birthday": birthday })).expect(200);
}

/// The brand's own grant for birthdays.
const BIRTHDAY: &str = "coupon = \"birthday\"\non = \"birthday_month\"";

#[test]
fn several_grants_of_one_coupon_give_the_most_that_one_of_them_gives() {
    let app = super::start_with_coupons(
        &[
            template("joined", OFF),
            template("monthly", OFF),
            grant("first", "coupon = \"joined\"\non = \"joining\""),
            grant("second", "coupon = \"joined\"\non = \"joining\"\ncount = 2"),
            grant("each", "coupon = \"monthly\"\non = \"tier\"\nper = \"month\"\ntiers = [\"suren\", \"daren\"]"),
            grant("more", "coupon = \"monthly\"\non = \"tier\"\nper = \"month\"\ntiers = [\"daren\"]\ncount = 2"),
        ]
        .concat(),
    );
    let (member, till) = (app.join("18670000001"), app.till("wukang"));
    assert_eq!((count(&member, "joined"), count(&member, "monthly")), (2, 0));
    till.sell(&member.number, "1", 49_900);
    assert_eq!(count(&member, "monthly"), 1);
    till.sell(&member.number, "2", 50_000);
    assert_eq!(count(&member, "monthly"), 2);
    everything_adds_up(&app);
}

#[test]
fn a_year_brings_one_birthday_coupon_whatever_tier_and_policy_become() {
    let high = grant("high", "coupon = \"b-high\"\non = \"birthday_month\"\ntiers = [\"suren\", \"daren\"]");
    let more = template("b-high", OFF) + &high;
    let place = Place::new();
    apply_changed(&place, &more, BIRTHDAY, &format!("{BIRTHDAY}\ntiers = [\"xiaobai\"]"));
    let app = TestApp::start_in(place, &[]);
    let (member, till) = (app.join("18670000002"), app.till("wukang"));
    born(&member, today());
    assert_eq!((count(&member, "birthday"), count(&member, "b-high")), (1, 0));
    till.sell(&member.number, "1", 49_900);
    assert_eq!((count(&member, "birthday"), count(&member, "b-high")), (1, 0), "another tier's is not a second");
    apply_changed(&app.place, &template("b-high", OFF), BIRTHDAY, "coupon = \"b-high\"\non = \"birthday_month\"");
    assert_eq!((count(&member, "birthday"), count(&member, "b-high")), (1, 0), "nor is another coupon");
    let next = member.get("/api/v1/me/birthday").expect(200).json["gifts"][0].clone();
    assert_eq!(next["terms"]["id"], "b-high");
    assert!(next["first"].as_str().unwrap().starts_with(&(today().year() + 1).to_string()), "{next}");
    let other = app.join("18670000003");
    born(&other, today());
    assert_eq!(count(&other, "b-high"), 1);
    everything_adds_up(&app);
}

#[test]
fn a_birthday_coupon_that_was_named_by_its_template_counts_as_that_years() {
    let app = TestApp::start();
    let member = app.join("18670000004");
    born(&member, today());
    assert_eq!(count(&member, "birthday"), 1);
    // As a release before the migration left it.
    app.place.sql("UPDATE coupons SET key = substr(key, 1, 14) || 'older:0' WHERE key LIKE 'birthday:%'");
    app.place.sql(include_str!("../../../migrations/0008_birthday_keys.sql"));
    assert_eq!(count(&member, "birthday"), 1);
    let key = app.place.text("SELECT key FROM coupons WHERE key LIKE 'birthday:%'");
    assert_eq!(key, format!("birthday:{}:0", today().year()));
    everything_adds_up(&app);
}

#[test]
fn nobody_is_given_the_birthday_of_a_year_before_they_joined() {
    let last_day = Day::new(today().year(), 12, 31).unwrap();
    if today() == last_day {
        return;
    }
    let more = template("long", &format!("{OFF}\ndays = 400"));
    let place = Place::new();
    apply_changed(&place, &more, BIRTHDAY, "coupon = \"long\"\non = \"birthday\"");
    let app = TestApp::start_behind_in(place, TimeDelta::days(400));
    let of_then = app.join("18670000008").number;
    app.catch_up();
    let (member, of_then) = (app.join("18670000005"), app.sign_in_as(&of_then));
    born(&member, last_day);
    assert_eq!(count(&member, "long"), 0, "last year's was before they were a member");
    born(&of_then, last_day);
    assert_eq!(count(&of_then, "long"), 1, "a member of then has it");
    for one in [&member, &of_then] {
        born(one, today());
    }
    assert_eq!((count(&member, "long"), count(&of_then, "long")), (1, 2));
    born(&member, last_day);
    assert_eq!(count(&member, "long"), 1);
    everything_adds_up(&app);
}

/// In what states a member's coupons of a template are.
fn states(member: &Member<'_>, id: &str) -> Vec<String> {
    let mine = wallet(member).into_iter().filter(|coupon| coupon["terms"]["id"] == id);
    let mut states: Vec<String> = mine.map(|one| one["state"]["state"].as_str().unwrap().to_owned()).collect();
    states.sort();
    states
}

const OF_DAREN: &str = "coupon = \"three-one\"\non = \"tier\"\ntiers = [\"daren\"]\ncount = 3";

#[test]
fn editing_what_a_tier_is_given_takes_nothing_that_was_given() {
    let app = TestApp::start();
    let (member, till) = (app.join("18670000006"), app.till("wukang"));
    till.sell(&member.number, "1", 50_000);
    let second = till.sell(&member.number, "2", 49_900);
    assert_eq!(states(&member, "three-one"), ["available"; 3]);
    let edits = [
        OF_DAREN.replace("count = 3", "count = 1"),
        OF_DAREN.replace("count = 3", "count = 3\nper = \"year\""),
        OF_DAREN.replace("three-one", "first-order").replace("count = 3", "count = 1"),
    ];
    for (at, edited) in edits.iter().enumerate() {
        apply_changed(&app.place, "", OF_DAREN, edited);
        // What is for the year comes besides.
        let given = if at == 0 { 3 } else { 6 };
        assert_eq!(states(&member, "three-one"), vec!["available"; given], "{edited}");
    }
    till.refund(&second, "r1", 49_900).expect(201);
    let mut left = ["available"; 4].to_vec();
    left.extend(["void"; 2]);
    assert_eq!(states(&member, "three-one"), left, "a refund leaves what 素人 has, and what is for the year");
    everything_adds_up(&app);
}

#[test]
fn a_review_takes_nothing_that_a_tier_was_given_and_a_refund_does() {
    let place = Place::new();
    let source = std::fs::read_to_string(root().join("brands/shanlan.toml")).unwrap();
    let pot = template("pot", OFF) + &grant("pot", "coupon = \"pot\"\non = \"tier\"\ntiers = [\"silver\"]");
    let file = place.directory.join("brand.toml");
    std::fs::write(&file, source + "\n" + &pot).unwrap();
    place.run(&["apply", file.to_str().unwrap()]);
    let app = TestApp::start_behind_in(place, TimeDelta::days(900));
    let (member, till) = (app.join("18670000007"), app.till("shanghai-yuyuan"));
    let sale = till.sell(&member.number, "1", 300_000);
    assert_eq!((tier(&member), states(&member, "pot")), ("silver".to_owned(), vec!["available".to_owned()]));
    app.catch_up();
    let member = app.sign_in_as(&member.number);
    assert_eq!((tier(&member), states(&member, "pot")), ("points".to_owned(), vec!["available".to_owned()]));
    till.refund(&sale, "r1", 300_000).expect(201);
    assert_eq!(states(&member, "pot"), ["void"]);
    everything_adds_up(&app);
}

fn tier(member: &Member<'_>) -> String {
    member.get("/api/v1/me/benefits").expect(200).json["tier"].as_str().unwrap().to_owned()
}
