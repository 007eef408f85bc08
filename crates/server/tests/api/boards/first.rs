//! First-come gifts: given at once, withdrawn with their order, passed on, and never more than there are.

use super::{mine, start};
use crate::coupons::{count, everything_adds_up, held, state, template, today};
use crate::support::{Member, TestApp, at_once};
use crate::till::quotes;
use serde_json::json;

fn gift(places: u32) -> String {
    let coupon = template("cup", "effect = { kind = \"gift\", gift = { zh = \"杯\", en = \"Cup\" } }\ndays = 30");
    let (from, until) = (today(), today().plus_days(5));
    format!(
        "{coupon}[[first_gifts]]\nid = \"early\"\nname = {{ zh = \"先到\", en = \"Early\" }}\nfrom = \"{from}\"\nuntil = \"{until}\"\n\
         places = {places}\ncoupon = \"cup\"\n"
    )
}

fn standing(app: &TestApp) -> i64 {
    app.place.number("SELECT COUNT(*) FROM coupons WHERE key = 'first:early' AND voided_at IS NULL")
}

#[test]
fn the_first_have_it_at_once_and_the_next_when_one_of_them_brings_it_back() {
    let app = start(&gift(1));
    let (first, second) = (app.join("18720000001"), app.join("18720000002"));
    let till = app.till("wukang");
    let sold = till.sell(&first.number, "1", 500);
    till.sell(&second.number, "2", 500);
    assert_eq!((state(&first, "cup").as_str(), count(&second, "cup")), ("available", 0));
    let waits = mine(&second, "early");
    assert_eq!((&waits["place"], &waits["given"], &waits["prize"]), (&json!(2), &json!(false), &json!(null)));
    till.refund(&sold, "r1", 499).expect(201);
    assert_eq!(state(&first, "cup"), "available", "something of the order is kept");
    till.refund(&sold, "r2", 1).expect(201);
    assert_eq!(standing(&app), 0, "withdrawn with the refund, before anybody looks");
    assert_eq!((state(&second, "cup").as_str(), state(&first, "cup").as_str()), ("available", "void"));
    let told = mine(&first, "early");
    assert_eq!((&told["place"], &told["given"]), (&json!(null), &json!(false)));
    assert_eq!((&told["removed"][0]["receipt"], &told["removed"][0]["why"]), (&json!(sold), &json!("returned")));
    till.sell(&first.number, "3", 500);
    assert_eq!((mine(&first, "early")["place"].clone(), state(&first, "cup").as_str()), (json!(2), "void"));
    assert_eq!(standing(&app), 1);
    everything_adds_up(&app);
}

#[test]
fn another_order_keeps_a_place_only_where_it_came_in_time() {
    let app = start(&gift(2));
    let members: Vec<Member<'_>> = (0..3).map(|n| app.join(&format!("1872000001{n}"))).collect();
    let till = app.till("wukang");
    let sold = till.sell(&members[0].number, "1", 500);
    till.sell(&members[1].number, "2", 500);
    till.sell(&members[0].number, "3", 500);
    till.sell(&members[2].number, "4", 500);
    till.refund(&sold, "r", 500).expect(201);
    let counts: Vec<usize> = members.iter().map(|member| count(member, "cup")).collect();
    assert_eq!((counts, standing(&app)), (vec![1, 1, 0], 2), "the third order is the second place still");
}

#[test]
fn a_gift_that_is_used_is_not_taken_back_and_nobody_has_it_besides() {
    let app = start(&gift(1));
    let (first, second) = (app.join("18720000003"), app.join("18720000004"));
    let till = app.till("wukang");
    let sold = till.sell(&first.number, "1", 500);
    till.sell(&second.number, "2", 500);
    let id = held(&first, "cup").unwrap()["id"].as_str().unwrap().to_owned();
    let line = json!({ "item": "1", "class": "regular", "quantity": 1, "price": 900 });
    let basket = json!({ "number": "3", "member": first.number, "lines": [line], "coupons": { "these": [id] } });
    let quote = till.post("/till/v1/quotes", &basket);
    assert_eq!(quote.status, 201, "{}", quote.text());
    till.refund(&sold, "r", 500).expect(201);
    assert_eq!((state(&first, "cup").as_str(), count(&second, "cup")), ("locked", 0), "a quote counts on it");
    quotes::sell(&till, &quote.json, "3").expect(201);
    assert_eq!((state(&first, "cup").as_str(), count(&second, "cup"), standing(&app)), ("used", 0, 1));
    everything_adds_up(&app);
}

/// Members with names of their own, without the round of one-time codes for each.
fn crowd(app: &TestApp, count: usize) -> Vec<Member<'_>> {
    let bought: Vec<String> = (0..count).map(|n| format!("c{n},2026-01-02,100")).collect();
    let file = app.place.directory.join("purchases.csv");
    std::fs::write(&file, format!("who,day,paid\n{}\n", bought.join("\n"))).unwrap();
    let columns = ["--customer", "who", "--date", "day", "--amount", "paid"];
    app.place.run(&[&["import", "purchases", file.to_str().unwrap()], columns.as_slice()].concat());
    (0..count).map(|n| app.sign_in_as(&format!("c{n}"))).collect()
}

#[test]
fn of_sixty_four_who_order_and_look_at_once_exactly_the_first_five_have_it() {
    let app = start(&gift(5));
    let members = crowd(&app, 64);
    let till = app.till("wukang");
    let had = at_once(members.iter().enumerate().map(|(nth, member)| {
        let till = &till;
        move || {
            till.sell(&member.number, &nth.to_string(), 500);
            count(member, "cup")
        }
    }));
    assert_eq!((had.iter().sum::<usize>(), standing(&app)), (5, 5), "{had:?}");
    let first = "SELECT COUNT(*) FROM coupons WHERE key = 'first:early' AND member_id IN \
         (SELECT member_id FROM sales WHERE number <> '' AND store = 'wukang' ORDER BY id LIMIT 5)";
    assert_eq!(app.place.number(first), 5, "those whose orders were booked first");
    everything_adds_up(&app);
}

#[test]
fn while_the_first_bring_theirs_back_and_everybody_looks_there_are_never_more_than_five() {
    let app = start(&gift(5));
    let members = crowd(&app, 24);
    let till = app.till("wukang");
    let sold: Vec<String> =
        members.iter().enumerate().map(|(nth, member)| till.sell(&member.number, &nth.to_string(), 500)).collect();
    assert_eq!(members.iter().map(|member| count(member, "cup")).sum::<usize>(), 5);
    at_once(members.iter().zip(&sold).enumerate().map(|(nth, (member, sold))| {
        let till = &till;
        move || {
            if nth < 4 {
                till.refund(sold, &format!("r{nth}"), 500).expect(201);
            }
            let _ = state(member, "cup");
        }
    }));
    assert!(standing(&app) <= 5);
    let states: Vec<String> = members.iter().map(|member| state(member, "cup")).collect();
    let expected = |nth: usize| {
        if nth < 4 {
            "void"
        } else if nth < 9 {
            "available"
        } else {
            "none"
        }
    };
    assert!(states.iter().enumerate().all(|(nth, state)| state == expected(nth)), "{states:?}");
    assert_eq!(standing(&app), 5);
    everything_adds_up(&app);
}
