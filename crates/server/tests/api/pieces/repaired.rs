//! Repairs, from the question to the piece being back.

use super::made;
use crate::staff::staff;
use crate::support::{Member, Reply, TestApp};
use image::{ExtendedColorType::Rgb8, codecs::jpeg::JpegEncoder};
use serde_json::{Value, json};
use shuke_server::pictures::base64;

fn ask(member: &Member<'_>, code: &str, store: &str, what: &str) -> Reply {
    member.post(&format!("/api/v1/me/item-codes/{code}/repairs"), &json!({ "store": store, "what": what }))
}

fn owned(app: &TestApp, phone: &str) -> (String, String) {
    let member = app.join(phone);
    let code = made(app, "3001", 1).remove(0);
    member.post(&format!("/api/v1/me/item-codes/{code}/register"), &json!({})).expect(200);
    (member.number, code)
}

#[test]
fn a_repair_goes_on_step_by_step_and_both_are_told() {
    let app = TestApp::start();
    let (number, code) = owned(&app, "18720000001");
    let (member, clerk) = (app.sign_in_as(&number), staff(&app, "18720000009", "clerk", "wukang"));
    let asked = ask(&member, &code, "wukang", "壶嘴裂了").expect(200).json;
    let repair = asked["repairs"][0]["id"].as_str().unwrap();
    let path = format!("/staff/v1/repairs/{repair}");
    let listed = clerk.get("/staff/v1/repairs").expect(200).json["repairs"].clone();
    assert_eq!((&listed[0]["good"]["zh"], &listed[0]["is_warranted"]), (&json!("茶壶"), &json!(true)));
    assert_eq!(
        (&listed[0]["next"], &listed[0]["repair"]["steps"][0]["note"]),
        (&json!(["accepted", "declined"]), &json!("壶嘴裂了"))
    );
    let go = |state: &str, note: &str| clerk.post(&path, &json!({ "state": state, "note": note }));
    go("returned", "").refused(409, "repair_state");
    go("withdrawn", "").refused(409, "repair_state");
    go("accepted", "拿来看看").expect(200);
    go("accepted", "").refused(409, "repair_state");
    for (state, note) in [("received", ""), ("repaired", "换了壶嘴"), ("returned", "")] {
        go(state, note).expect(200);
    }
    let shown = member.get(&format!("/api/v1/item-codes/{code}")).expect(200).json;
    let states: Vec<&Value> =
        shown["repairs"][0]["steps"].as_array().unwrap().iter().map(|step| &step["state"]).collect();
    assert_eq!(states, ["asked", "accepted", "received", "repaired", "returned"]);
    let told = member.get("/api/v1/me/inbox").expect(200).text();
    assert!(
        told.contains("你送到上海武康路店修的茶壶：修好了，可以来取。门店说：换了壶嘴")
            && told.contains("Returned to you"),
        "{told}"
    );
    assert_eq!(clerk.get("/staff/v1/repairs").expect(200).json["repairs"], json!([]));
    ask(&member, &code, "wukang", "又裂了").expect(200);
}

#[test]
fn only_its_owner_asks_in_words_at_an_open_shop_and_once_at_a_time() {
    let app = TestApp::start();
    let (number, code) = owned(&app, "18720000011");
    let (member, other) = (app.sign_in_as(&number), app.join("18720000012"));
    ask(&other, &code, "wukang", "壶嘴裂了").refused(403, "piece_not_yours");
    ask(&member, &code, "nowhere", "壶嘴裂了").refused(404, "store_unknown");
    for wrong in ["", "x", &"长".repeat(501)] {
        ask(&member, &code, "wukang", wrong).refused(422, "invalid_fields");
    }
    let asked = ask(&member, &code, "wukang", "壶嘴裂了").expect(200).json;
    ask(&member, &code, "hefang", "壶嘴裂了").refused(409, "repair_state");
    let withdraw = format!("/api/v1/me/repairs/{}/withdraw", asked["repairs"][0]["id"].as_str().unwrap());
    other.post(&withdraw, &json!({})).refused(404, "not_found");
    member.post("/api/v1/me/repairs/x/withdraw", &json!({})).refused(404, "not_found");
    member.post(&withdraw, &json!({})).expect(200);
    member.post(&withdraw, &json!({})).refused(409, "repair_state");
    ask(&member, &code, "hefang", "壶嘴裂了").expect(200);
}

#[test]
fn a_shop_sees_its_own_repairs_alone_and_declines_with_a_word() {
    let app = TestApp::start();
    let (number, code) = owned(&app, "18720000021");
    let member = app.sign_in_as(&number);
    let (here, there) = (staff(&app, "18720000028", "clerk", "wukang"), staff(&app, "18720000029", "clerk", "hefang"));
    let asked = ask(&member, &code, "wukang", "壶嘴裂了").expect(200).json;
    let path = format!("/staff/v1/repairs/{}", asked["repairs"][0]["id"].as_str().unwrap());
    assert_eq!(there.get("/staff/v1/repairs").expect(200).json["repairs"], json!([]));
    there.post(&path, &json!({ "state": "accepted" })).refused(404, "not_found");
    here.post(&path, &json!({ "state": "declined" })).refused(422, "invalid_fields");
    here.post(&path, &json!({ "state": "no_such" })).refused(409, "repair_state");
    here.post(&path, &json!({ "state": "declined", "note": "修不了，抱歉" })).expect(200);
    assert_eq!(member.get(&format!("/api/v1/item-codes/{code}")).json["repairs"][0]["state"], "declined");
    app.get("/staff/v1/repairs").refused(401, "staff_sign_in_required");
}

#[test]
fn a_piece_that_goes_to_somebody_else_takes_what_no_shop_has_yet_off_the_list() {
    let app = TestApp::start();
    let (number, code) = owned(&app, "18720000031");
    let (giver, taker) = (app.sign_in_as(&number), app.join("18720000032"));
    let clerk = staff(&app, "18720000039", "clerk", "wukang");
    ask(&giver, &code, "wukang", "壶嘴裂了").expect(200);
    let act = |member: &Member<'_>, act: &str, body: &Value| {
        member.post(&format!("/api/v1/me/item-codes/{code}/{act}"), body).expect(200).json
    };
    let offered = act(&giver, "offer", &json!({}));
    let own = act(&taker, "take", &json!({ "code": offered["own"]["offer"]["code"] }));
    let told = giver.get("/api/v1/me/inbox").expect(200).text();
    assert!(told.contains("茶壶已经转给别人") && told.contains(&code), "{told}");
    assert!(!own["shops"].as_array().unwrap().is_empty(), "the next owner can ask, too");
    assert_eq!(clerk.get("/staff/v1/repairs").expect(200).json["repairs"], json!([]));
    let asked = ask(&taker, &code, "wukang", "盖子裂了").expect(200).json;
    let path = format!("/staff/v1/repairs/{}", asked["repairs"][0]["id"].as_str().unwrap());
    for state in ["accepted", "received"] {
        clerk.post(&path, &json!({ "state": state, "note": "" })).expect(200);
    }
    // The shop has it in hand: it gives it back to who brought it, and meanwhile nobody asks anew.
    let offered = act(&taker, "offer", &json!({}));
    let own = act(&giver, "take", &json!({ "code": offered["own"]["offer"]["code"] }));
    assert_eq!(own["shops"], json!([]));
    assert_eq!(
        clerk.get("/staff/v1/repairs").expect(200).json["repairs"][0]["repair"]["steps"][2]["state"],
        "received"
    );
    for state in ["repaired", "returned"] {
        clerk.post(&path, &json!({ "state": state, "note": "" })).expect(200);
    }
    ask(&giver, &code, "wukang", "又裂了").expect(200);
    app.place.run(&["audit"]);
}

/// A photo as a phone sends one, in base64.
pub fn photo(shade: u8) -> String {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 80).encode(&[shade; 32 * 24 * 3], 32, 24, Rgb8).unwrap();
    base64::encode(&file)
}

#[test]
fn photos_and_words_go_both_ways_until_it_is_over() {
    let app = TestApp::start();
    let (number, code) = owned(&app, "18720000041");
    let (member, clerk) = (app.sign_in_as(&number), staff(&app, "18720000049", "clerk", "wukang"));
    let asked = json!({ "store": "wukang", "what": "壶嘴裂了", "pictures": [photo(40), photo(200)] });
    let asked = member.post(&format!("/api/v1/me/item-codes/{code}/repairs"), &asked).expect(200).json;
    let repair = asked["repairs"][0]["id"].as_str().unwrap();
    let pictures: Vec<String> = serde_json::from_value(asked["repairs"][0]["steps"][0]["pictures"].clone()).unwrap();
    assert_eq!(pictures.len(), 2);
    let listed = clerk.get("/staff/v1/repairs").expect(200).json["repairs"][0]["repair"].clone();
    assert_eq!(listed["steps"][0]["pictures"], json!(pictures));
    let given = app.ask("GET", &pictures[0]).send().expect(200);
    assert_eq!((given.header("content-type"), given.header("x-robots-tag")), (Some("image/jpeg"), Some("noindex")));
    assert!(given.header("cache-control").unwrap().starts_with("private"));
    for nowhere in ["/photos/x.jpeg", "/photos/", &pictures[0].replace(".jpeg", ".png")] {
        app.ask("GET", nowhere).send().expect(404);
    }
    let (more, path) = (format!("/api/v1/me/repairs/{repair}/words"), format!("/staff/v1/repairs/{repair}"));
    let say = |words: &str, pictures: &[String]| member.post(&more, &json!({ "words": words, "pictures": pictures }));
    say("盖子也松了", &[photo(90)]).expect(200);
    clerk.post(&path, &json!({ "note": "" })).refused(422, "invalid_fields");
    clerk.post(&path, &json!({ "note": "什么时候买的？" })).expect(200);
    // Two clerks at once: the second is told that it is so already, and nothing is taken for words.
    clerk.post(&path, &json!({ "state": "asked", "note": "什么时候买的？" })).refused(409, "repair_state");
    let steps = member.get(&format!("/api/v1/item-codes/{code}")).json["repairs"][0]["steps"].clone();
    let said: Vec<(&Value, &Value)> =
        steps.as_array().unwrap().iter().map(|step| (&step["state"], &step["from_shop"])).collect();
    let (asked, from_shop) = (json!("asked"), [json!(false), json!(true)]);
    assert_eq!(said, [(&asked, &from_shop[0]), (&asked, &from_shop[0]), (&asked, &from_shop[1])]);
    assert_eq!(steps[1]["pictures"].as_array().unwrap().len(), 1);
    let told = member.get("/api/v1/me/inbox").text();
    assert!(
        told.contains("你送修的茶壶，上海武康路店留言：什么时候买的？") && !told.contains("已提交。门店说"),
        "{told}"
    );
    let other = app.join("18720000042");
    other.post(&more, &json!({ "words": "盖子也松了" })).refused(404, "not_found");
    for words in ["", "x", &"长".repeat(501)] {
        say(words, &[]).refused(422, "invalid_fields");
    }
    let four: Vec<String> = (0..4).map(photo).collect();
    assert_eq!(say("盖子也松了", &four).refused(422, "invalid_fields").json["fields"][0]["field"], "pictures");
    clerk.post(&path, &json!({ "state": "declined", "note": "修不了" })).expect(200);
    say("求求了", &[]).refused(409, "repair_state");
    clerk.post(&path, &json!({ "state": "declined", "note": "修不了" })).refused(409, "repair_state");
    app.place.run(&["audit"]);
}

#[test]
fn what_is_no_photo_is_refused_and_nothing_is_asked_for() {
    let app = TestApp::start();
    let (number, code) = owned(&app, "18720000051");
    let member = app.sign_in_as(&number);
    let asked = |photo: &str| {
        let asked = json!({ "store": "wukang", "what": "壶嘴裂了", "pictures": [self::photo(9), photo] });
        member.post(&format!("/api/v1/me/item-codes/{code}/repairs"), &asked)
    };
    for wrong in [&b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"[..], b"PK\x03\x04", b""] {
        asked(&base64::encode(wrong)).refused(422, "photo_refused");
    }
    assert_eq!(asked("bm8-YmFzZTY0").refused(422, "photo_refused").json["rule"], "It is not base64 with padding.");
    assert_eq!(member.get(&format!("/api/v1/item-codes/{code}")).json["repairs"], json!([]));
    assert_eq!(app.place.number("SELECT COUNT(*) FROM item_repair_pictures"), 0);
}

#[test]
fn photos_go_half_a_year_after_the_repair_and_with_their_member() {
    let app = TestApp::start();
    let (number, code) = owned(&app, "18720000061");
    let status = |app: &TestApp, picture: &str| app.ask("GET", picture).send().status;
    let (first, second) = {
        let (member, clerk) = (app.sign_in_as(&number), staff(&app, "18720000069", "clerk", "wukang"));
        let ask = || {
            let asked = json!({ "store": "wukang", "what": "壶嘴裂了", "pictures": [photo(9)] });
            let asked = member.post(&format!("/api/v1/me/item-codes/{code}/repairs"), &asked).expect(200).json;
            let repair = &asked["repairs"][0];
            let picture = repair["steps"][0]["pictures"][0].as_str().unwrap().to_owned();
            (format!("/staff/v1/repairs/{}", repair["id"].as_str().unwrap()), picture)
        };
        let (path, first) = ask();
        clerk.post(&path, &json!({ "state": "declined", "note": "修不了" })).expect(200);
        (first, ask().1)
    };
    app.advance_days(179);
    // What is due is done as a server starts.
    let app = app.start_again("TERM");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!((status(&app, &first), status(&app, &second)), (200, 200));
    app.advance_days(2);
    let app = app.start_again("TERM");
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while status(&app, &first) == 200 && std::time::Instant::now() < patience {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!((status(&app, &first), status(&app, &second)), (404, 200), "what is under way stays");
    let member = app.sign_in_as(&number);
    member.post("/api/v1/me/close", &json!({ "last_four": &number[9..] })).expect(200);
    assert_eq!(status(&app, &second), 404);
    app.place.run(&["audit"]);
}

#[test]
fn who_has_left_is_not_written_to_and_their_repair_goes_on_without_words() {
    let app = TestApp::start();
    let (number, code) = owned(&app, "18720000071");
    let (member, clerk) = (app.sign_in_as(&number), staff(&app, "18720000079", "clerk", "wukang"));
    let asked = ask(&member, &code, "wukang", "壶嘴裂了").expect(200).json;
    let path = format!("/staff/v1/repairs/{}", asked["repairs"][0]["id"].as_str().unwrap());
    for state in ["accepted", "received"] {
        clerk.post(&path, &json!({ "state": state })).expect(200);
    }
    member.post("/api/v1/me/close", &json!({ "last_four": &number[9..] })).expect(200);
    assert_eq!(clerk.get("/staff/v1/repairs").json["repairs"][0]["has_left"], true);
    clerk.post(&path, &json!({ "note": "王女士，修好了" })).refused(409, "repair_state");
    let moved = clerk.post(&path, &json!({ "state": "repaired", "note": "王女士，修好了" })).expect(200).json;
    let steps = moved["repair"]["steps"].as_array().unwrap();
    assert!(steps.iter().all(|step| step["note"] == ""), "{steps:?}");
}

#[test]
fn what_was_sent_already_is_answered_again_however_much_was_sent_since() {
    let app = TestApp::start();
    let (number, code) = owned(&app, "18720000081");
    let member = app.sign_in_as(&number);
    let asked = ask(&member, &code, "wukang", "壶嘴裂了").expect(200).json;
    let more = format!("/api/v1/me/repairs/{}/words", asked["repairs"][0]["id"].as_str().unwrap());
    let words = json!({ "words": "盖子也松了", "pictures": [photo(9)] });
    let say = |key: &str| member.ask("POST", &more).key(key).json(&words).send();
    say("first").expect(200);
    assert!((0..30).map(|nth| say(&format!("then-{nth}")).status).any(|status| status == 429));
    say("first").expect(200);
}

#[test]
fn of_a_members_many_photos_the_oldest_make_room() {
    let mut app = TestApp::start();
    let (number, code) = owned(&app, "18720000091");
    let photos = [photo(30), photo(60), photo(90)];
    let asked = json!({ "store": "wukang", "what": "壶嘴裂了", "pictures": photos });
    let repairs = format!("/api/v1/me/item-codes/{code}/repairs");
    let asked = app.sign_in_as(&number).post(&repairs, &asked).expect(200).json;
    let shown: Vec<String> = serde_json::from_value(asked["repairs"][0]["steps"][0]["pictures"].clone()).unwrap();
    let more = format!("/api/v1/me/repairs/{}/words", asked["repairs"][0]["id"].as_str().unwrap());
    let words = json!({ "words": "还有这里", "pictures": photos });
    for times in [10, 9] {
        let member = app.sign_in_as(&number);
        for _ in 0..times {
            member.post(&more, &words).expect(200);
        }
        // How many are looked at in an hour is for another test.
        app = app.start_again("TERM");
    }
    let kept = || app.place.number("SELECT COUNT(*) FROM item_repair_pictures");
    let status = |picture: &String| app.ask("GET", picture).send().status;
    assert_eq!((kept(), shown.iter().map(status).collect::<Vec<_>>()), (60, vec![200; 3]));
    let last = json!({ "words": "还有这里", "pictures": [photo(120)] });
    app.sign_in_as(&number).post(&more, &last).expect(200);
    assert_eq!((kept(), shown.iter().map(status).collect::<Vec<_>>()), (60, vec![404, 200, 200]));
    app.place.run(&["audit"]);
}
