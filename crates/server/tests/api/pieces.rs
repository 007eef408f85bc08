//! `/api/v1/item-codes`, `/i/{code}`, `/01/{GTIN}/21/{code}`, `/staff/v1/repairs`

mod offered;
mod registered;
mod repaired;

pub use repaired::photo;

use crate::goods::sell;
use crate::support::{TestApp, Till};
use serde_json::{Value, json};
use shuke_rules::item_code::ItemCode;

/// The codes of what `item-codes make` printed.
pub fn codes_of(printed: &str) -> Vec<String> {
    printed.lines().skip(1).map(|line| line.split(',').nth(2).unwrap().to_owned()).collect()
}

/// So many pieces of some goods, which are brought in where there are none.
pub fn made(app: &TestApp, number: &str, count: usize) -> Vec<String> {
    let known = app.get(&format!("/api/v1/goods/{number}")).status == 200;
    if !known {
        sell(app, &[&format!("{number},茶壶,Teapot,,,128,,,6901234567892,,")]);
    }
    codes_of(&app.place.run(&["item-codes", "make", "--item", number, "--count", &count.to_string()]))
}

/// So many pieces of goods at ¥128, on one line.
pub fn buy(till: &Till<'_>, member: &str, number: &str, item: &str, pieces: i64) -> String {
    let fen = 12_800 * pieces;
    let line =
        json!({ "item": item, "name": "茶壶", "class": "regular", "quantity": pieces, "list": fen, "paid": fen });
    let sale = json!({ "number": number, "member": member, "lines": [line], "paid": fen });
    till.post("/till/v1/sales", &sale).expect(201).json["id"].as_str().unwrap().to_owned()
}

pub fn piece(app: &TestApp, id: &str) -> Value {
    app.get(&format!("/api/v1/item-codes/{id}")).expect(200).json
}

#[test]
fn a_code_says_what_it_stands_on_and_that_nobody_has_it() {
    let app = TestApp::start();
    sell(&app, &["3001,茶壶,Teapot,gifts,,128,41,,6901234567892,,"]);
    let more = [
        "--lot",
        "L7",
        "--produced",
        "2026-10-01",
        "--checked",
        "2026-10-03",
        "--quality-zh",
        "合格",
        "--quality-en",
        "Passed",
    ];
    let make = ["item-codes", "make", "--item", "3001", "--count", "1"];
    let code = codes_of(&app.place.run(&[&make[..], &more].concat())).remove(0);
    let shown = piece(&app, &code);
    assert_eq!((&shown["good"]["number"], &shown["category"]["en"]), (&json!("3001"), &json!("Gift boxes")));
    assert_eq!((&shown["owner"], &shown["own"], &shown["register"]), (&json!("nobody"), &Value::Null, &Value::Null));
    let quality = json!({ "lot": "L7", "produced": "2026-10-01", "checked": "2026-10-03", "said": { "zh": "合格", "en": "Passed" } });
    assert_eq!(shown["quality"], quality);
    assert_eq!((&shown["seen"]["first"], &shown["seen"]["suspect"]), (&Value::Null, &Value::Null));
    for way in [code.to_lowercase(), ItemCode::parse(&code).unwrap().grouped()] {
        assert_eq!(piece(&app, &way)["code"], json!(code), "{way}");
    }
    let page = app.get(&format!("/i/{code}")).expect(200).text();
    assert!(page.contains("茶壶") && page.contains("批次 L7") && page.contains("还没有人登记"), "{page}");
}

#[test]
fn a_link_of_gs1_leads_to_its_piece_and_to_no_other_goods() {
    let app = TestApp::start();
    let code = made(&app, "3001", 1).remove(0);
    sell(&app, &["3001,茶壶,Teapot,,,128,,,6901234567892,,", "3002,杯,Mug,,,28,,,4006381333931,,"]);
    let to = |path: &str| app.ask("GET", path).send();
    let led = to(&format!("/01/06901234567892/21/{code}")).expect(303);
    assert_eq!(led.header("location"), Some(&*format!("/i/06901234567892-{code}")));
    assert_eq!(piece(&app, &format!("06901234567892-{code}"))["code"], json!(code));
    // The code on other goods is none.
    app.get(&format!("/api/v1/item-codes/04006381333931-{code}")).refused(404, "not_found");
    let goods = to("/01/04006381333931").expect(303);
    assert_eq!(goods.header("location"), Some("/goods/04006381333931"));
    for nowhere in ["/01/4006381333931", "/01/04006381333932", "/01/04006381333931/", "/01/04006381333931?999=x"] {
        to(nowhere).expect(404);
    }
}

#[test]
fn whatever_is_no_code_is_answered_alike_and_trying_is_limited() {
    let app = TestApp::start();
    let code = made(&app, "3001", 1).remove(0);
    let never_made = ItemCode::of([9; 10]).to_string();
    let mut wrong = code.clone();
    wrong.replace_range(..1, if code.starts_with('0') { "1" } else { "0" });
    let answers: Vec<Value> = [never_made.as_str(), &wrong, "x", "06901234567893-x"]
        .map(|id| {
            let mut problem = app.get(&format!("/api/v1/item-codes/{id}")).refused(404, "not_found").json;
            problem.as_object_mut().unwrap().remove("request_id");
            problem
        })
        .into();
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    let page = app.get(&format!("/i/{never_made}")).expect(200).text();
    assert!(page.contains("没有这个码"), "{page}");
    let tried = (0..40).map(|_| app.get(&format!("/api/v1/item-codes/{never_made}")).status);
    assert!(tried.collect::<Vec<_>>().contains(&429));
    // Who has one in hand is not refused for it.
    app.get(&format!("/api/v1/item-codes/{code}")).expect(200);
    app.post(&format!("/api/v1/item-codes/{code}/seen"), &json!({})).expect(200);
}

#[test]
fn a_brand_without_item_codes_has_none() {
    let app = TestApp::start();
    let code = made(&app, "3001", 1).remove(0);
    let policy = std::fs::read_to_string(crate::support::brand()).unwrap();
    let (head, rest) = policy.split_once("[item_codes]").unwrap();
    let (_, tail) = rest.split_once("\n\n").unwrap();
    app.place.apply(&format!("{head}{tail}"));
    app.get(&format!("/api/v1/item-codes/{code}")).refused(404, "not_found");
    let made = app.place.output(&["item-codes", "make", "--item", "3001", "--count", "1"]);
    assert!(String::from_utf8_lossy(&made.stderr).contains("The policy has no [item_codes]"), "{made:?}");
}

#[test]
fn a_code_that_is_seen_in_three_cities_in_a_day_counts_as_copied() {
    let settings = [("SHUKE_TRUSTED_PROXIES", "127.0.0.0/8"), ("SHUKE_CITY_HEADER", "X-City")];
    let (app, ask) = crate::browsers::public(&settings);
    let codes = {
        let file = app.place.directory.join("goods.csv");
        std::fs::write(&file, format!("{}\n3001,茶壶,Teapot,,,128,,,,,\n", crate::goods::COLUMNS)).unwrap();
        app.place.run(&["import", "goods", file.to_str().unwrap()]);
        codes_of(&app.place.run(&["item-codes", "make", "--item", "3001", "--count", "2"]))
    };
    let see = |code: &str, city: &str| {
        let seen = ask("POST", &format!("/api/v1/item-codes/{code}/seen")).json(&json!({}));
        let seen = seen.header("x-city", city).header("x-forwarded-for", "203.0.113.9");
        seen.send().expect(200).json
    };
    let first = see(&codes[0], "%E4%B8%8A%E6%B5%B7");
    assert_eq!((&first["city"], &first["suspect"]), (&json!("上海"), &Value::Null));
    for city in ["%E4%B8%8A%E6%B5%B7", "Hangzhou", ""] {
        assert_eq!(see(&codes[0], city)["suspect"], Value::Null, "{city}");
    }
    let copied = see(&codes[0], "Chengdu");
    assert_eq!((&copied["cities"], &copied["first"]), (&json!(3), &copied["suspect"]));
    assert_eq!(see(&codes[1], "Chengdu")["suspect"], Value::Null);
    let page = ask("GET", &format!("/i/{}", codes[0])).send().expect(200).text();
    assert!(page.contains("这个码可能被复制过"), "{page}");
    let listed = app.place.run(&["item-codes", "copied"]);
    let lines: Vec<Vec<&str>> = listed.lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines, [[&*codes[0], "3001", &app.today().to_string(), "3", "no"]], "{listed}");
}

#[test]
fn where_a_client_says_that_it_is_is_not_believed() {
    let app = TestApp::start_with(&[("SHUKE_CITY_HEADER", "X-City")]);
    let code = made(&app, "3001", 1).remove(0);
    let seen = app.ask("POST", &format!("/api/v1/item-codes/{code}/seen")).json(&json!({})).header("x-city", "Paris");
    let seen = seen.send().expect(200).json;
    assert_eq!((&seen["city"], &seen["first"]), (&json!(""), &json!(app.today().to_string())));
}
