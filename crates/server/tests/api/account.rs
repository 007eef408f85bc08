//! `/api/v1/me/profile`, `/consents`, `/export`, `/close`

use crate::support::{Place, TestApp, brand, zone};
use serde_json::{Value, json};
use shuke_contract::account::Export;
use shuke_rules::Day;
use shuke_rules::ledger::first_broken;

#[test]
fn a_profile_is_set_and_forgotten_and_days_must_exist() {
    let app = TestApp::start();
    let member = app.join("13300000001");
    let put =
        |name: Value, birthday: Value| member.put("/api/v1/me/profile", &json!({ "name": name, "birthday": birthday }));
    let set = put(json!(" 阿茶 "), json!({ "month": 2, "day": 29 })).expect(200).json;
    assert_eq!((&set["name"], &set["birthday"]["day"]), (&json!("阿茶"), &json!(29)));
    assert_eq!(member.card()["name"], "阿茶");
    for (month, day) in [(2, 30), (13, 1), (0, 1), (4, 31), (1, 0)] {
        let refused = put(json!(null), json!({ "month": month, "day": day })).refused(422, "invalid_fields");
        assert_eq!(refused.json["fields"][0]["field"], "birthday");
    }
    let forgotten = put(json!(null), json!(null)).expect(200).json;
    assert_eq!((&forgotten["name"], &forgotten["birthday"]), (&Value::Null, &Value::Null));
    assert_eq!(member.card()["name"], Value::Null);
}

#[test]
fn consents_are_given_and_withdrawn_and_each_change_is_logged() {
    let app = TestApp::start();
    let member = app.join("13300000002");
    let put = |id: &str, version: &str, given: bool| {
        member.put("/api/v1/me/consents", &json!({ "id": id, "version": version, "given": given }))
    };
    put("marketing", "2026-01", true).expect(200);
    put("marketing", "2026-01", true).expect(200);
    let withdrawn = put("marketing", "2026-01", false).expect(200).json;
    let state = withdrawn["consents"].as_array().unwrap().iter().find(|consent| consent["id"] == "marketing").unwrap();
    assert_eq!(state["given"], false);
    put("marketing", "2020-01", true).refused(422, "consent_required");
    put("tea", "1", true).refused(422, "invalid_fields");
    let needed = put("membership", "2026-01", false).refused(422, "consent_required");
    assert_eq!(needed.json["remedy"], "Close the account.");
    let log = member.get("/api/v1/me/export").json["consent_log"].clone();
    let said: Vec<_> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|said| (said["id"].as_str().unwrap(), said["given"].as_bool().unwrap()))
        .collect();
    assert_eq!(said, [("membership", true), ("marketing", true), ("marketing", false)]);
}

#[test]
fn the_export_holds_everything_and_its_ledger_checks() {
    let app = TestApp::start();
    let member = app.join("13300000003");
    let till = app.till("wukang");
    let sale = till.sell(&member.number, "1", 60_000);
    till.sell(&member.number, "2", 12_345);
    till.refund(&sale, "1-back", 30_000).expect(201);
    let export: Export = serde_json::from_slice(&member.get("/api/v1/me/export").expect(200).bytes).unwrap();
    assert_eq!(export.phone.as_deref(), Some("13300000003"));
    assert_eq!((export.receipts.len(), export.ledger.len(), export.sessions.len()), (2, 3, 1));
    assert_eq!(first_broken(&member.number, &export.ledger), None);
    assert_eq!(export.ledger.iter().map(|entry| entry.points.0).sum::<i64>(), export.card.points.0);
    let undone = export.tier_steps.last().unwrap();
    assert_eq!((undone.from.0.as_str(), undone.to.0.as_str()), ("suren", "xiaobai"));
    app.place.run(&["ledger", "verify"]);
}

#[test]
fn closing_deletes_the_person_and_ends_every_device_and_code() {
    let app = TestApp::start();
    let member = app.join("13300000004");
    member.put("/api/v1/me/profile", &json!({ "name": "将忘", "birthday": { "month": 5, "day": 6 } })).expect(200);
    let till = app.till("wukang");
    till.sell(&member.number, "1", 10_000);
    let code = member.code(0);
    let close = |last_four: &str| member.post("/api/v1/me/close", &json!({ "last_four": last_four }));
    for wrong in ["", "0", "00000", &member.number] {
        close(wrong).refused(422, "invalid_fields");
    }
    close(&member.number[9..]).expect(200);

    member.get("/api/v1/me/card").refused(401, "sign_in_required");
    till.identify(&code).refused(404, "code_unknown");
    till.post("/till/v1/sales", &crate::support::sale(&member.number, "2", 100)).refused(404, "member_unknown");
    let person = "SELECT COUNT(*) FROM members WHERE phone IS NOT NULL OR name IS NOT NULL OR birthday IS NOT NULL";
    assert_eq!(app.place.number(person), 0);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM sales"), 1);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM idempotency WHERE body LIKE '%将忘%'"), 0);

    let again = app.join("13300000004");
    assert_ne!(again.number, member.number);
    assert_eq!(again.points(), 0);
}

/// Imports this as a file of its own and gives what it came to: new, already there, left out, new members.
fn import(place: &Place, rows: &str) -> [i64; 4] {
    let file = place.directory.join("purchases.csv");
    std::fs::write(&file, format!("who,day,paid\n{rows}")).unwrap();
    let file = file.to_str().unwrap();
    let columns = ["--customer", "who", "--date", "day", "--amount", "paid", "--json"];
    let said = place.run(&[&["import", "purchases", file], &columns[..]].concat());
    let said: Value = serde_json::from_str(&said).unwrap();
    ["new", "already_there", "left_out", "new_members"].map(|name| said[name].as_i64().unwrap())
}

fn report(place: &Place, what: &str, at: &str) -> Value {
    serde_json::from_str(&place.run(&["report", what, "--at", at, "--json"])).unwrap()
}

#[test]
fn who_came_from_an_import_and_closed_leaves_no_name_and_is_not_brought_back() {
    let closing = zone().noon_of(Day::new(2025, 6, 15).unwrap());
    let place = Place::new();
    place.run(&["apply", brand().to_str().unwrap()]);
    let app = TestApp::start_behind_in(place, chrono::Utc::now() - closing);
    assert_eq!(import(&app.place, "Mei Lin,2024-03-01,20\nLi,2024-03-01,30\n"), [2, 0, 0, 2]);
    let member = app.sign_in_as("Mei Lin");
    member.post("/api/v1/me/close", &json!({ "last_four": member.number[9..] })).expect(200);

    for named in [
        "SELECT COUNT(*) FROM members WHERE imported_as LIKE '%Mei%'",
        "SELECT COUNT(*) FROM sales WHERE key LIKE '%Mei%' OR number LIKE '%Mei%' OR lines LIKE '%Mei%'",
        "SELECT COUNT(*) FROM ledger WHERE key LIKE '%Mei%'",
        "SELECT COUNT(*) FROM imports WHERE booked_until LIKE '%Mei%'",
        "SELECT COUNT(*) FROM import_rows",
        "SELECT COUNT(*) FROM idempotency WHERE body LIKE '%Mei%' OR key LIKE '%Mei%'",
    ] {
        assert_eq!(app.place.number(named), 0, "{named}");
    }
    app.place.run(&["ledger", "verify"]);

    let grown = "Mei Lin,2024-03-01,20\nMei Lin,2024-04-01,9\nLi,2024-03-01,30\nLi,2024-05-01,8\n";
    assert_eq!(import(&app.place, grown), [1, 2, 1, 0]);
    assert_eq!(import(&app.place, "Mei Lin,2024-06-01,7\n"), [0, 0, 1, 0], "a file that knows only new purchases");

    let points = report(&app.place, "points", "2030-01-01");
    assert_eq!((&points["earned"], &points["expired"]), (&json!(58), &json!(58)));
    assert_eq!(report(&app.place, "points", "2025-06-30")["balance"], 38, "what a member who left still had is gone");
    assert_eq!(report(&app.place, "tiers", "2025-06-30")["members"], 1);
    assert_eq!(report(&app.place, "tiers", "2025-06-01")["members"], 2);
}
