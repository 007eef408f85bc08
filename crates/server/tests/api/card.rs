//! `GET /api/v1/me/card`, `GET /api/v1/me/device`

use crate::support::{TestApp, at_once};
use chrono::TimeDelta;

#[test]
fn a_card_is_never_staler_than_the_answer_to_the_sale_that_changed_it() {
    let app = TestApp::start();
    let member = app.join("13500000001");
    let till = app.till("wukang");
    for n in 1..=30 {
        till.sell(&member.number, &format!("n{n}"), 100);
        assert_eq!(member.points(), n);
    }
}

#[test]
fn who_has_the_card_as_it_is_is_told_so_in_no_bytes_until_something_changes() {
    let app = TestApp::start();
    let member = app.join("13500000021");
    let ask = |known: &str| member.ask("GET", "/api/v1/me/card").header("if-none-match", known).send();
    let first = member.get("/api/v1/me/card").expect(200);
    let tag = first.header("etag").unwrap().to_owned();
    assert_eq!(tag, format!("\"{}\"", first.json["tag"].as_str().unwrap()));
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let same = ask(&known).expect(304);
        assert_eq!((same.header("etag"), same.text().len()), (Some(tag.as_str()), 0), "{known}");
        assert_eq!(same.header("cache-control"), Some("no-store"), "the app keeps it, no cache does");
    }
    assert_eq!(member.get("/api/v1/boot").expect(200).json["card"]["tag"], first.json["tag"], "boot brings it, too");
    let till = app.till("wukang");
    let sale = till.sell(&member.number, "1", 10_000);
    let sold = ask(&tag).expect(200);
    assert_eq!(sold.json["points"], 100);
    till.refund(&sale, "1-back", 10_000).expect(201);
    let back = ask(&tag).expect(200);
    assert_eq!(back.json["points"], first.json["points"]);
    assert_ne!(back.json["tag"], first.json["tag"], "what is as it was before is named anew");
    app.advance(TimeDelta::days(1));
    ask(back.header("etag").unwrap()).expect(200);
    ask("\"1.1\"").expect(200);
}

#[test]
fn a_tag_opens_no_card_to_anybody_else() {
    let app = TestApp::start();
    let (member, other) = (app.join("13500000022"), app.join("13500000023"));
    let tag = member.get("/api/v1/me/card").header("etag").unwrap().to_owned();
    app.ask("GET", "/api/v1/me/card").header("if-none-match", &tag).send().refused(401, "sign_in_required");
    let theirs =
        other.ask("GET", "/api/v1/me/card").header("if-none-match", &tag).header("member-number", &member.number);
    theirs.send().refused(409, "other_member");
}

#[test]
fn many_who_look_while_others_buy_each_see_their_own_points() {
    let app = TestApp::start();
    let members: Vec<_> = (2..8).map(|n| app.join(&format!("1350000000{n}"))).collect();
    let till = app.till("wukang");
    at_once(members.iter().enumerate().map(|(index, member)| {
        let till = &till;
        move || {
            let mut seen = 0;
            for n in 1..=12 {
                till.sell(&member.number, &format!("m{index}-{n}"), 100);
                let points = member.points();
                assert!(points >= n && points >= seen, "{points} after {n} sales");
                seen = points;
            }
            assert_eq!(seen, 12);
        }
    }));
}

#[test]
fn a_session_has_one_device_and_another_session_another() {
    let app = TestApp::start();
    let member = app.join("13500000011");
    assert!(member.device() == member.device());
    let other = app.member(&app.post("/api/v1/dev/sessions", &serde_json::json!({ "who": member.number })));
    assert_ne!(member.device().locator, other.device().locator);
    assert_ne!(member.device().secret, other.device().secret);
    assert_eq!(member.device().secret.len(), 64);
}

#[test]
fn a_purchase_that_reaches_a_threshold_lifts_the_tier_and_the_card_says_why() {
    let app = TestApp::start();
    let member = app.join("13500000012");
    let till = app.till("wukang");
    till.sell(&member.number, "1", 49_899);
    let card = member.card();
    assert_eq!((card["standing"]["tier"].as_str(), card["next"]["amount"].as_i64()), (Some("xiaobai"), Some(1)));
    till.sell(&member.number, "2", 1);
    let card = member.card();
    assert_eq!((card["standing"]["tier"].as_str(), card["next"]["tier"].as_str()), (Some("suren"), Some("daren")));
    assert_eq!(
        (card["last_step"]["to"].as_str(), card["last_step"]["why"]["kind"].as_str()),
        (Some("suren"), Some("spend"))
    );
    assert_eq!(card["ending"][0]["points"], 498);
}
