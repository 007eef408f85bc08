//! `/api/v1/me/mall`, `/pictures`

use crate::support::{Member, TestApp, brand, root};
use serde_json::{Value, json};

pub const COLUMNS: &str = "id,name_zh,name_en,line_zh,line_en,terms_zh,terms_en,kind,points,yuan,stock,per_member,tier,\
    months,from,until,can_be_sent,picture";

/// Puts these items into the mall; each is given by what follows the texts: `kind,points,yuan,stock,…`.
pub fn offer(app: &TestApp, items: &[(&str, &str)]) {
    let line = |(id, rest): &(&str, &str)| format!("{id},杯,Mug,,,,,{rest}");
    let file = app.place.directory.join("items.csv");
    let lines: Vec<String> = items.iter().map(line).collect();
    std::fs::write(&file, format!("{COLUMNS}\n{}\n", lines.join("\n"))).unwrap();
    app.place.run(&["import", "items", file.to_str().unwrap()]);
}

pub fn detail(member: &Member<'_>, item: &str) -> Value {
    member.get(&format!("/api/v1/me/mall/{item}")).expect(200).json
}

fn offers(member: &Member<'_>) -> Vec<Value> {
    member.get("/api/v1/me/mall").expect(200).json["offers"].as_array().unwrap().clone()
}

#[test]
fn the_mall_shows_what_can_be_had_now_and_what_will_be_and_why_not() {
    let app = TestApp::start();
    let member = app.join("18900000001");
    app.till("wukang").sell(&member.number, "1", 50_000);
    let today = chrono::Utc::now() + chrono::Duration::hours(8);
    let other = 1 + (chrono::Datelike::month(&today) + 5) % 12;
    offer(
        &app,
        &[
            ("now", "goods,100,,5,2,,,,,yes,"),
            ("later", &format!("goods,100,,5,,,{other},,,no,")),
            ("gone", "goods,100,,5,,,,,2020-01-01,no,"),
            ("high", "goods,100,,5,,daren,,,,no,"),
            ("given", "goods,100,,5,,koc,,,,no,"),
            ("none", "voucher,100,,0,,,,,,no,"),
        ],
    );
    let all = offers(&member);
    let seen: Vec<(&str, &Value)> =
        all.iter().map(|offer| (offer["item"]["id"].as_str().unwrap(), &offer["withheld"]["why"])).collect();
    let text = |text: &str| json!(text);
    let expected = [
        ("now", Value::Null),
        ("later", text("not_yet")),
        ("high", text("tier")),
        ("given", text("tier")),
        ("none", text("sold_out")),
    ];
    assert_eq!(seen.len(), expected.len(), "{seen:?}");
    for ((id, why), (expected, because)) in seen.iter().zip(&expected) {
        assert_eq!((id, *why), (expected, because));
    }
    assert_eq!((&all[0]["left"], &all[0]["had"]), (&json!(5), &json!(0)));
    // ¥999 lift to 达人, ¥500 are spent; an invitation is no matter of money.
    assert_eq!((&all[2]["tier_missing"], &all[3]["tier_missing"]), (&json!(49_900), &Value::Null));
}

#[test]
fn an_item_says_which_points_would_leave_and_where_it_can_be_collected() {
    let app = TestApp::start();
    let member = app.join("18900000002");
    let till = app.till("wukang");
    till.sell(&member.number, "1", 20_000);
    // The newer ones end first.
    app.let_points_live(2);
    till.sell(&member.number, "2", 20_000);
    offer(&app, &[("mug", "goods,250,,5,,,,,,yes,")]);
    let shown = detail(&member, "mug");
    let leaves = shown["leaves"].as_array().unwrap();
    assert_eq!((&leaves[0]["points"], &leaves[1]["points"]), (&json!(200), &json!(50)));
    assert!(leaves[0]["until"].as_str() < leaves[1]["until"].as_str(), "{leaves:?}");
    assert_eq!((shown["stores"].as_array().unwrap().len(), &shown["points"]), (3, &json!(400)));
    assert_eq!(shown["rules"]["express"]["yuan"], "12.00");
    app.place.sql("UPDATE members SET store = 'yulin'");
    let first = |shown: &Value| shown["stores"][0]["id"].clone();
    assert_eq!((first(&shown), first(&detail(&member, "mug"))), (json!("wukang"), json!("yulin")));
    member.get("/api/v1/me/mall/nothing").refused(404, "not_found");
}

#[test]
fn what_is_said_of_one_item_alone_travels_with_that_one_and_in_no_list() {
    let app = TestApp::start();
    let items = root().join("brands/xiaoman/items.csv");
    app.place.run(&["import", "items", items.to_str().unwrap()]);
    let member = app.join("18900000009");
    app.till("wukang").sell(&member.number, "1", 323_400);
    let nothing = json!({ "zh": "", "en": "" });
    let all = offers(&member);
    assert!(!all.is_empty());
    for offer in &all {
        let item = &offer["item"];
        assert_eq!((&item["line"], &item["terms"]), (&nothing, &nothing), "{item}");
        let one = &detail(&member, item["id"].as_str().unwrap())["offer"]["item"];
        assert!(one["line"] != nothing && one["terms"] != nothing, "{one}");
        assert_eq!(one["name"], item["name"]);
    }
    let cup = detail(&member, "ceramic-cup")["offer"]["item"].clone();
    let body = json!({ "item": "ceramic-cup", "way": "pick_up", "store": "wukang", "price": cup["price"] });
    let order = member.post("/api/v1/me/orders", &body).expect(200).json;
    let listed = member.get("/api/v1/me/orders").expect(200).json["orders"][0].clone();
    assert_eq!((&order["item"]["terms"], &listed["item"]["terms"]), (&cup["terms"], &nothing));
    assert_eq!(listed["item"]["name"], cup["name"]);
}

#[test]
fn a_brand_without_a_mall_has_none() {
    let app = TestApp::start();
    let member = app.join("18900000003");
    let policy = std::fs::read_to_string(brand()).unwrap();
    let (head, rest) = policy.split_once("[mall]").unwrap();
    let tail = rest.split_once("[[consents]]").unwrap().1;
    let file = app.place.directory.join("without.toml");
    std::fs::write(&file, format!("{head}[[consents]]{tail}")).unwrap();
    app.place.run(&["apply", file.to_str().unwrap()]);
    member.get("/api/v1/me/mall").refused(404, "mall_off");
    let price = json!({ "points": 1, "fen": 0 });
    let body = json!({ "item": "mug", "way": "pick_up", "store": "wukang", "price": price });
    member.post("/api/v1/me/orders", &body).refused(404, "mall_off");
}

#[test]
fn a_picture_is_given_out_for_ever_and_nothing_in_it_can_run() {
    let app = TestApp::start();
    let member = app.join("18900000004");
    let directory = &app.place.directory;
    std::fs::write(directory.join("a.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    offer(&app, &[("mug", "goods,250,,5,,,,,,yes,a.svg")]);
    let path = detail(&member, "mug")["offer"]["item"]["picture"].as_str().unwrap().to_owned();
    let picture = app.get(&path).expect(200);
    assert!(picture.text().ends_with("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "{}", picture.text());
    assert_eq!(picture.header("content-type"), Some("image/svg+xml"));
    assert_eq!(picture.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(picture.header("x-content-type-options"), Some("nosniff"));
    let policy = picture.header("content-security-policy").unwrap();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("sandbox") && !policy.contains("script"),
        "{policy}"
    );
    app.get(&path.replace(".svg", ".png")).refused(404, "not_found");
    app.get("/pictures/0123.svg").refused(404, "not_found");
    app.get("/pictures/x").refused(404, "not_found");
}
