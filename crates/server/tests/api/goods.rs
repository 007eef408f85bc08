//! `/api/v1/goods/{id}`, and what the catalogue adds to the shelf and to receipts

use crate::support::TestApp;
use serde_json::{Value, json};

pub const COLUMNS: &str =
    "number,name_zh,name_en,category,picture,yuan,cost,new_until,barcode,stock:wukang,stock:hefang";

/// Puts these goods into the catalogue: each is a line of [`COLUMNS`].
pub fn sell(app: &TestApp, lines: &[&str]) {
    let directory = &app.place.directory;
    std::fs::write(directory.join("a.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    let file = directory.join("goods.csv");
    std::fs::write(&file, format!("{COLUMNS}\n{}\n", lines.join("\n"))).unwrap();
    app.place.run(&["import", "goods", file.to_str().unwrap()]);
}

fn good(app: &TestApp, id: &str) -> Value {
    app.get(&format!("/api/v1/goods/{id}")).expect(200).json
}

#[test]
fn anybody_sees_what_it_is_and_which_shops_say_that_they_have_it_and_nobody_what_it_cost() {
    let app = TestApp::start();
    sell(&app, &["3001,茶壶,Teapot,gifts,a.svg,128,41.50,2099-12-31,6901234567892,7,"]);
    let reply = app.get("/api/v1/goods/3001").expect(200);
    let shown = &reply.json;
    assert_eq!((&shown["good"]["price"], &shown["good"]["class"]), (&json!(12_800), &json!("regular")));
    assert_eq!((&shown["category"]["en"], &shown["is_sold"]), (&json!("Gift boxes"), &json!(true)));
    let shops = shown["shops"].as_array().unwrap();
    assert_eq!((shops.len(), &shops[0]["store"], &shops[0]["pieces"]), (1, &json!("wukang"), &json!(7)));
    assert_eq!(shops[0]["counted"], app.today().to_string());
    assert!(!reply.text().contains(":4150") && !reply.text().contains("cost"), "{}", reply.text());
    let page = app.get("/goods/3001").expect(200).text();
    assert!(page.contains("¥128") && !page.contains("4150"), "{page}");
    let picture = shown["good"]["picture"].as_str().unwrap();
    app.get(picture).expect(200);
}

#[test]
fn goods_are_found_by_the_digits_below_their_bars_too_and_what_is_not_there_is_nowhere() {
    let app = TestApp::start();
    sell(&app, &["3001,茶壶,Teapot,,,128,,,036000291452,,"]);
    for id in ["3001", "036000291452", "0036000291452", "00036000291452"] {
        assert_eq!(good(&app, id)["good"]["number"], "3001", "{id}");
    }
    for id in ["3002", "036000291453", "6901234567892", "%00", "x%20y"] {
        assert!(matches!(app.get(&format!("/api/v1/goods/{id}")).status, 400 | 404), "{id}");
    }
    let page = app.get("/goods/3002").expect(200).text();
    assert!(page.contains("没有这件商品"), "{page}");
}

#[test]
fn what_is_not_sold_any_more_is_still_there_and_says_so() {
    let app = TestApp::start();
    sell(&app, &["3001,茶壶,Teapot,,,128,,,,7,", "3002,茶杯,Cup,,,28,,,,,"]);
    let file = app.place.directory.join("goods.csv");
    std::fs::write(&file, format!("{COLUMNS}\n3002,茶杯,Cup,,,28,,,,,\n")).unwrap();
    app.place.run(&["import", "goods", file.to_str().unwrap(), "--withdraw-missing"]);
    let gone = good(&app, "3001");
    assert_eq!((&gone["is_sold"], &gone["shops"]), (&json!(false), &json!([])));
    let shelf = app.join("18900000031").get("/api/v1/me/shelf").expect(200).json;
    let numbers: Vec<&str> =
        shelf["goods"].as_array().unwrap().iter().map(|goods| goods["item"].as_str().unwrap()).collect();
    assert!(numbers.contains(&"3002") && !numbers.contains(&"3001"), "{numbers:?}");
}

#[test]
fn the_catalogue_stands_on_the_shelf_before_what_the_policy_lists_besides() {
    let app = TestApp::start();
    let member = app.join("18900000032");
    let shelf = || member.get("/api/v1/me/shelf").expect(200).json["goods"].as_array().unwrap().clone();
    let before = shelf();
    sell(&app, &["9001,茶壶,Teapot,,,128,,,6901234567892,,", "10021,燕麦拿铁,Oat latte,,,29,,,,,"]);
    let after = shelf();
    assert_eq!(after.len(), before.len() + 1, "one of both is in the policy, too");
    assert_eq!((&after[0]["item"], &after[0]["barcode"]), (&json!("9001"), &json!("6901234567892")));
    assert_eq!((&after[1]["item"], &after[1]["yuan"]), (&json!("10021"), &json!("29.00")));
}

#[test]
fn a_receipt_leads_to_the_goods_whose_number_its_line_has() {
    let app = TestApp::start();
    let member = app.join("18900000034");
    sell(&app, &["1,茶壶,Teapot,,a.svg,128,,,,,"]);
    app.till("wukang").sell(&member.number, "s1", 12_800);
    let receipts = member.get("/api/v1/me/receipts").expect(200).json;
    let id = receipts["receipts"][0]["id"].as_str().unwrap();
    let line = member.get(&format!("/api/v1/me/receipts/{id}")).expect(200).json["lines"][0].clone();
    assert_eq!((&line["item"], &line["goods"]["number"]), (&json!("1"), &json!("1")));
    let page = member.get(&format!("/receipts/{id}")).expect(200).text();
    let picture = line["goods"]["picture"].as_str().unwrap();
    assert!(page.contains("href=\"/goods/1\"") && page.contains(&format!("src=\"{picture}\"")), "{page}");
}
