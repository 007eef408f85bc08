//! What led a member here: `export joiners`, and the member's own export

use crate::pieces::made;
use crate::referral::{Browser, code};
use crate::support::{Member, TestApp, joining};
use serde_json::{Value, json};

fn joins<'a>(app: &'a TestApp, phone: &str, more: &Value) -> Member<'a> {
    let mut request = joining(phone, &app.code_for(phone));
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    app.member(&app.post("/api/v1/members", &request).expect(200))
}

fn source(member: &Member<'_>) -> Value {
    member.get("/api/v1/me/export").expect(200).json["more"]["source"].clone()
}

#[test]
fn every_joiner_keeps_what_led_them_here() {
    let app = TestApp::start();
    let piece = made(&app, "10034", 1).remove(0);
    let by = |kind: &str, id: &str| json!({ "came_by": { "kind": kind, "id": id }, "store": "wukang" });
    let alone = joins(&app, "18860000001", &json!({}));
    let shop = joins(&app, "18860000002", &json!({ "store": "wukang" }));
    let item = joins(&app, "18860000003", &by("item", &piece.to_lowercase()));
    let parcel = joins(&app, "18860000004", &by("parcel", &piece));
    let unknown = joins(&app, "18860000005", &by("item", "ZZZZZZZZZZZZ"));
    let browser = Browser::new(&app);
    browser.opens(&code(&alone));
    let mut request = joining("18860000006", &browser.code_for("18860000006"));
    request["came_by"] = by("item", &piece)["came_by"].clone();
    let friend = app.member(&browser.post("/api/v1/members", &request).expect(200));

    let expected = [
        (&alone, "direct", Value::Null),
        (&shop, "store", json!("wukang")),
        (&item, "item", json!(piece)),
        (&parcel, "parcel", json!(piece)),
        (&unknown, "store", json!("wukang")),
        (&friend, "referral", Value::Null),
    ];
    for (member, kind, about) in &expected {
        assert_eq!(source(member), json!({ "kind": kind, "about": about }), "{}", member.number);
    }
    assert_eq!(shop.get("/api/v1/me/profile").expect(200).json["joined_in"], "wukang");

    let today = app.today().to_string();
    let rows: Vec<String> = expected
        .iter()
        .map(|(member, kind, about)| {
            let about = if *kind == "referral" { alone.number.as_str() } else { about.as_str().unwrap_or_default() };
            format!("{},{today},{kind},{about}", member.number)
        })
        .collect();
    let printed = app.place.run(&["export", "joiners"]);
    let lines: Vec<&str> = printed.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        (lines[0], &lines[1..]),
        ("card,day,source,about", &rows.iter().map(String::as_str).collect::<Vec<_>>()[..])
    );
    assert_eq!(
        app.place.run(&["export", "joiners", "--from", &app.today().plus_days(1).to_string()]).lines().count(),
        1
    );
    assert_eq!(app.place.run(&["export", "joiners", "--from", &today, "--until", &today]), printed);
    let refused = app.post(
        "/api/v1/members",
        &json!({ "phone": "18860000007", "code": "123456", "consents": [],
        "came_by": { "kind": "moon", "id": "1" } }),
    );
    assert!((400..500).contains(&refused.status), "{}", refused.status);
}

#[test]
fn of_who_leaves_only_the_kind_stays() {
    let app = TestApp::start();
    let member = joins(&app, "18860000008", &json!({ "store": "wukang" }));
    member.post("/api/v1/me/close", &json!({ "last_four": &member.number[9..] })).expect(200);
    let printed = app.place.run(&["export", "joiners"]);
    assert!(printed.trim_end().ends_with(&format!("{},store,", app.today())), "{printed}");
    app.place.run(&["audit"]);
}
