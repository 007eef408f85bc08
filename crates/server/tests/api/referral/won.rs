//! Gifts for so many friends, prizes of a month, and teams.

use super::{Browser, PATH, SETTLED, brought, code, page, policy};
use crate::coupons::{count, everything_adds_up, state};
use crate::support::{Member, TestApp, Till};
use serde_json::{Value, json};
use shuke_rules::Day;

/// A friend who buys for so much.
fn buys<'a>(app: &'a TestApp, till: &Till<'_>, inviter: &Member<'_>, phone: &str) -> (Member<'a>, String) {
    let friend = brought(app, inviter, phone);
    let purchase = till.sell(&friend.number, phone, 4_000);
    (friend, purchase)
}

#[test]
fn a_gift_comes_with_its_number_of_friends_goes_when_one_falls_away_and_comes_back() {
    let app = TestApp::start();
    let (inviter, till) = (app.join("18840000001"), app.till("wukang"));
    let bought: Vec<_> = (2..=4).map(|n| buys(&app, &till, &inviter, &format!("1884000000{n}")).1).collect();
    app.advance_days(SETTLED);
    let gifts = page(&inviter)["gifts"].clone();
    assert_eq!(
        (&gifts[0]["friends"], &gifts[0]["given"], &gifts[1]["given"]),
        (&json!(3), &json!(true), &json!(false))
    );
    assert_eq!(state(&inviter, "friends-biscuits"), "available");
    till.refund(&bought[0], "back", 4_000).expect(201);
    assert_eq!(
        (page(&inviter)["gifts"][0]["given"].clone(), state(&inviter, "friends-biscuits")),
        (json!(false), "void".into())
    );
    buys(&app, &till, &inviter, "18840000005");
    app.advance_days(SETTLED);
    assert_eq!(page(&inviter)["gifts"][0]["given"], true);
    assert_eq!((state(&inviter, "friends-biscuits").as_str(), count(&inviter, "friends-biscuits")), ("available", 1));
    everything_adds_up(&app);
}

#[test]
fn a_gift_that_comes_into_the_policy_later_is_given_to_who_has_brought_enough() {
    let app = TestApp::start();
    let (inviter, till) = (app.join("18840000041"), app.till("wukang"));
    buys(&app, &till, &inviter, "18840000042");
    app.advance_days(SETTLED);
    assert_eq!((page(&inviter)["confirmed"].clone(), count(&inviter, "friends-biscuits")), (json!(1), 0));
    app.place.apply(&policy("friends = 3\n", "friends = 1\n"));
    assert_eq!((page(&inviter)["gifts"][0]["given"].clone(), count(&inviter, "friends-biscuits")), (json!(true), 1));
    assert_eq!((page(&inviter)["gifts"][0]["given"].clone(), count(&inviter, "friends-biscuits")), (json!(true), 1));
}

fn first_of_next_month(day: Day) -> Day {
    day.minus_days(day.day_of_month() - 1).plus_months(1)
}

fn prizes(app: &TestApp) -> i64 {
    app.place.number("SELECT COUNT(*) FROM coupons WHERE key LIKE 'friends_month:%'")
}

#[test]
fn the_first_places_of_a_month_win_when_its_result_is_final_and_nothing_changes_it_after() {
    let app = TestApp::start();
    app.advance_to_noon(first_of_next_month(app.today()));
    let (first, second, third) = (app.join("18840000011"), app.join("18840000012"), app.join("18840000013"));
    let till = app.till("wukang");
    let mut last = String::new();
    for (n, inviter) in [&first, &first, &first, &second, &second, &third].into_iter().enumerate() {
        last = buys(&app, &till, inviter, &format!("1884000010{n}")).1;
    }
    let month = page(&second)["months"][0].clone();
    assert_eq!((&month["phase"], &month["place"], &month["pending"]), (&json!("running"), &json!(2), &json!(2)));
    let top: Vec<i64> = month["top"].as_array().unwrap().iter().map(|one| one["pending"].as_i64().unwrap()).collect();
    assert_eq!(top, [3, 2, 1]);
    till.refund(&last, "back", 4_000).expect(201);
    assert_eq!(page(&second)["months"][0]["top"].as_array().unwrap().len(), 2, "what came back does not count");

    app.advance_to_noon(first_of_next_month(app.today()).plus_days(7));
    let app = app.start_again("TERM");
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while prizes(&app) < 2 {
        assert!(std::time::Instant::now() < patience, "the prizes are not given");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let place = |place: i64| {
        app.place.number(match place {
            1 => "SELECT COUNT(*) FROM coupons WHERE key LIKE 'friends_month:%:1' AND template_id = 'friends-set'",
            _ => "SELECT COUNT(*) FROM coupons WHERE key LIKE 'friends_month:%:2' AND template_id = 'friends-tin'",
        })
    };
    assert_eq!((place(1), place(2), prizes(&app)), (1, 1, 2));
    everything_adds_up(&app);
}

fn team(member: &Member<'_>) -> Value {
    page(member)["team"].clone()
}

fn join_team(member: &Member<'_>, link: &str) -> crate::support::Reply {
    member.post(&format!("{PATH}/team/join"), &json!({ "code": link }))
}

#[test]
fn a_team_gets_its_gift_when_each_has_bought_and_kept_it() {
    let app = TestApp::start();
    let (captain, second, third, late) =
        (app.join("18840000021"), app.join("18840000022"), app.join("18840000023"), app.join("18840000024"));
    let till = app.till("wukang");
    captain.post(&format!("{PATH}/team"), &json!({})).expect(200);
    captain.post(&format!("{PATH}/team"), &json!({})).refused(409, "team_other");
    let link = code(&captain);
    let offer = Browser::new(&app).opens(&link)["team"].clone();
    assert_eq!((&offer["size"], &offer["left"], &offer["joined"]), (&json!(3), &json!(2), &json!(false)));
    for mate in [&second, &third] {
        join_team(mate, &link).expect(200);
    }
    join_team(&third, &link).expect(200);
    join_team(&late, &link).refused(409, "team_full");
    assert_eq!((&team(&captain)["state"], team(&captain)["mates"].as_array().unwrap().len()), (&json!("full"), 3));

    till.sell(&captain.number, "1", 4_000);
    let back = till.sell(&second.number, "2", 4_000);
    till.sell(&third.number, "3", 4_000);
    assert_eq!(team(&second)["state"], "settling");
    till.refund(&back, "2-back", 4_000).expect(201);
    assert_eq!(team(&second)["state"], "full", "one has not bought any more");
    till.sell(&second.number, "4", 3_000);
    app.advance_days(SETTLED);
    for mate in [&captain, &second, &third] {
        let team = team(mate);
        assert_eq!((&team["state"], &team["given"]), (&json!("done"), &json!(true)), "{team}");
        assert_eq!(count(mate, "friends-biscuits"), 1);
    }
    join_team(&late, &link).refused(409, "team_over");
    everything_adds_up(&app);
}

#[test]
fn one_can_leave_a_team_its_place_is_free_again_and_it_ends_by_itself() {
    let app = TestApp::start();
    let (captain, mate, other) = (app.join("18840000031"), app.join("18840000032"), app.join("18840000033"));
    captain.post(&format!("{PATH}/team"), &json!({})).expect(200);
    let link = code(&captain);
    join_team(&mate, &link).expect(200);
    mate.post(&format!("{PATH}/team/leave"), &json!({})).expect(200);
    assert_eq!(team(&mate), json!(null));
    mate.post(&format!("{PATH}/team/leave"), &json!({})).refused(409, "team_over");
    join_team(&mate, &link).expect(200);
    join_team(&other, &link).expect(200);
    app.advance_days(8);
    assert_eq!((&team(&captain)["state"], &team(&mate)["state"]), (&json!("over"), &json!("over")));
    join_team(&other, "k7m2p9xl").refused(404, "not_found");
    // Who leaves the one that they opened ends it.
    captain.post(&format!("{PATH}/team"), &json!({})).expect(200);
    join_team(&mate, &link).expect(200);
    captain.post(&format!("{PATH}/team/leave"), &json!({})).expect(200);
    assert_eq!((&team(&mate)["state"], Browser::new(&app).opens(&link)["team"].clone()), (&json!("over"), json!(null)));
    assert_eq!(app.place.number("SELECT COUNT(*) FROM coupons WHERE key LIKE 'team:%'"), 0);
}

/// Three who have joined a team and each bought enough, by their purchases.
fn whole_team<'a>(app: &'a TestApp, till: &Till<'_>, phones: [&str; 3]) -> ([Member<'a>; 3], [String; 3]) {
    let mates = phones.map(|phone| app.join(phone));
    mates[0].post(&format!("{PATH}/team"), &json!({})).expect(200);
    let link = code(&mates[0]);
    for mate in &mates[1..] {
        join_team(mate, &link).expect(200);
    }
    let bought = std::array::from_fn(|n| till.sell(&mates[n].number, &format!("{n}-{}", phones[n]), 4_000));
    (mates, bought)
}

#[test]
fn a_gift_of_a_team_goes_with_its_purchase_also_when_another_team_was_opened_since() {
    let app = TestApp::start();
    let till = app.till("wukang");
    let (mates, bought) = whole_team(&app, &till, ["18840000051", "18840000052", "18840000053"]);
    app.advance_days(SETTLED);
    assert_eq!(team(&mates[0])["given"], true);
    mates[0].post(&format!("{PATH}/team"), &json!({})).expect(200);
    till.refund(&bought[0], "back", 4_000).expect(201);
    assert_eq!(state(&mates[0], "friends-biscuits"), "void");
    assert_eq!(state(&mates[1], "friends-biscuits"), "available", "the others kept theirs");
    everything_adds_up(&app);
}

#[test]
fn a_sale_that_a_till_tells_of_late_makes_a_team_whole_and_its_gift_comes() {
    let app = TestApp::start();
    let till = app.till("wukang");
    let mates = ["18840000061", "18840000062", "18840000063"].map(|phone| app.join(phone));
    mates[0].post(&format!("{PATH}/team"), &json!({})).expect(200);
    let link = code(&mates[0]);
    for mate in &mates[1..] {
        join_team(mate, &link).expect(200);
    }
    let then = app.now() + chrono::TimeDelta::seconds(1);
    for (n, mate) in mates[..2].iter().enumerate() {
        till.sell(&mate.number, &format!("m{n}"), 4_000);
    }
    app.advance_days(20);
    assert_eq!(team(&mates[0])["state"], "over");
    let mut late = crate::support::sale(&mates[2].number, "late", 4_000);
    late["at"] = json!(then.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    till.post("/till/v1/sales", &late).expect(201);
    for mate in &mates {
        let team = team(mate);
        assert_eq!((&team["state"], &team["given"]), (&json!("done"), &json!(true)), "{team}");
    }
    everything_adds_up(&app);
}
