//! `POST /api/v1/members`

use crate::support::{TestApp, at_once, joining};
use serde_json::json;

const JOIN: &str = "/api/v1/members";

#[test]
fn a_stranger_joins_in_a_shop_and_holds_a_card() {
    let app = TestApp::start();
    let code = app.code_for("13800000001");
    let mut request = joining("138 0000 0001", &code);
    request["store"] = json!("wukang");
    request["name"] = json!("  小王 ");
    let reply = app.post(JOIN, &request).expect(200);
    assert_eq!(reply.json["joined"], true);
    assert!(reply.header("set-cookie").unwrap().ends_with("; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax"));
    let member = app.member(&reply);
    assert_eq!(&member.number[..6], "690121", "brand 690, lowest tier 1, region 21 of the shop");

    let card = member.card();
    assert_eq!((card["name"].as_str(), card["points"].as_i64()), (Some("小王"), Some(0)));
    assert_eq!(card["standing"]["tier"], "xiaobai");
    assert_eq!((&card["next"]["tier"], &card["next"]["amount"]), (&json!("suren"), &json!(49_900)));
    let profile = member.get("/api/v1/me/profile").expect(200).json;
    assert_eq!(profile["phone_masked"], "138 •••• 0001");
    assert_eq!(profile["joined_in"], "wukang");
    assert_eq!(profile["consents"][0]["given"], true);
    assert_eq!(profile["consents"].as_array().unwrap().len(), 1, "what was not ticked was not given");
}

#[test]
fn what_was_left_unticked_was_not_given_and_so_not_withdrawn() {
    let app = TestApp::start();
    let mut request = joining("13800000031", &app.code_for("13800000031"));
    let choice = |given: bool| json!({ "id": "marketing", "version": "2026-01", "given": given });
    request["consents"].as_array_mut().unwrap().push(choice(false));
    let member = app.member(&app.post(JOIN, &request).expect(200));
    let said = || member.get("/api/v1/me/profile").expect(200).json["consents"].clone();
    assert_eq!((said().as_array().unwrap().len(), &said()[0]["id"]), (1, &json!("membership")));
    assert_eq!(member.get("/api/v1/me/export").expect(200).json["consent_log"].as_array().unwrap().len(), 2);
    for given in [true, false] {
        let now = member.put("/api/v1/me/consents", &choice(given)).expect(200).json["consents"].clone();
        assert_eq!((&now[1]["id"], &now[1]["given"]), (&json!("marketing"), &json!(given)), "given, then withdrawn");
    }
}

#[test]
fn a_double_tap_makes_one_member_and_signs_in_both_answers() {
    let app = TestApp::start();
    let code = app.code_for("13800000002");
    let ask = app.ask("POST", JOIN).key("tap").json(&joining("13800000002", &code));
    let replies = at_once((0..8).map(|_| || ask.send()));
    for reply in &replies {
        assert_eq!((reply.status, &reply.json), (200, &replies[0].json), "{}", reply.text());
        assert_eq!(app.member(reply).card()["number"], reply.json["number"]);
    }
    assert_eq!(app.place.number("SELECT COUNT(*) FROM members"), 1);
    let replayed = |reply: &&crate::support::Reply| reply.header("idempotency-replayed") == Some("true");
    assert_eq!(replies.iter().filter(replayed).count(), 7);
}

#[test]
fn the_same_phone_on_two_devices_at_once_is_one_member_on_both() {
    let app = TestApp::start();
    let first = app.code_for("13800000003");
    app.wait_for_next_code();
    let second = app.code_for("13800000003");
    let works = [first, second].map(|code| {
        let app = &app;
        move || app.post(JOIN, &joining("13800000003", &code)).expect(200)
    });
    let replies = at_once(works);
    let mut joined: Vec<_> = replies.iter().map(|reply| reply.json["joined"].as_bool().unwrap()).collect();
    joined.sort_unstable();
    assert_eq!(joined, [false, true]);
    assert_eq!(replies[0].json["number"], replies[1].json["number"]);
    for reply in &replies {
        app.member(reply).card();
    }
    assert_eq!(app.place.number("SELECT COUNT(*) FROM members"), 1);
}

#[test]
fn nobody_joins_without_the_consent_that_membership_needs() {
    let app = TestApp::start();
    let code = app.code_for("13800000004");
    let choices = [
        json!([]),
        json!([{ "id": "membership", "version": "2026-01", "given": false }]),
        json!([{ "id": "membership", "version": "2025-01", "given": true }]),
        json!([{ "id": "marketing", "version": "2026-01", "given": true }]),
    ];
    for consents in choices {
        let request = json!({ "phone": "13800000004", "code": code, "consents": consents });
        let refused = app.post(JOIN, &request).refused(422, "consent_required");
        assert!(!refused.json["fields"].as_array().unwrap().is_empty(), "{consents}");
    }
    let both = json!([
        { "id": "membership", "version": "2026-01", "given": true },
        { "id": "tea", "version": "1", "given": true },
    ]);
    let request = json!({ "phone": "13800000004", "code": code, "consents": both });
    assert_eq!(app.post(JOIN, &request).refused(422, "invalid_fields").json["fields"][0]["field"], "consents[1].id");
    app.post(JOIN, &joining("13800000004", &code)).expect(200);
}

#[test]
fn a_shop_that_is_unknown_or_withdrawn_is_said_to_be_and_the_code_stays_good() {
    let app = TestApp::start();
    crate::stores::withdraw_yulin(&app);
    let code = app.code_for("13800000005");
    let mut request = joining("13800000005", &code);
    request["store"] = json!("nowhere");
    app.post(JOIN, &request).refused(404, "store_unknown");
    request["store"] = json!("yulin");
    app.post(JOIN, &request).refused(410, "store_revoked");
    request["store"] = json!(null);
    let reply = app.post(JOIN, &request).expect(200);
    assert_eq!(&reply.json["number"].as_str().unwrap()[4..6], "00");
}

#[test]
fn a_name_that_cannot_be_kept_is_refused_before_the_code_is_used() {
    let app = TestApp::start();
    let code = app.code_for("13800000006");
    let mut request = joining("13800000006", &code);
    for name in ["长".repeat(41), "a\u{1}b".to_owned(), "a\u{202e}b".to_owned()] {
        request["name"] = json!(name);
        assert_eq!(app.post(JOIN, &request).refused(422, "invalid_fields").json["fields"][0]["field"], "name");
    }
    request["name"] = json!("长".repeat(40));
    app.post(JOIN, &request).expect(200);
}

#[test]
fn who_has_joined_before_is_signed_in_by_joining_again() {
    let app = TestApp::start();
    let first = app.join("13800000007");
    app.wait_for_next_code();
    let code = app.code_for("13800000007");
    let again = app.post(JOIN, &json!({ "phone": "13800000007", "code": code, "consents": [] })).expect(200);
    assert_eq!((again.json["joined"].as_bool(), again.json["number"].as_str()), (Some(false), Some(&*first.number)));
}
