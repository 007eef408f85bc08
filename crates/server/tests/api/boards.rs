//! `/api/v1/leaderboards`: standings, what refunds remove, results and what they win. First-come gifts are `boards::first`.

mod first;

use crate::coupons::{apply, count, everything_adds_up, held, template, today};
use crate::support::{Member, Place, TestApp, refund};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shuke_rules::Day;

const PATH: &str = "/api/v1/leaderboards";

/// A board from the days before today to the days after it, and a prize for the first place and another for the next two.
fn board(id: &str, (before, after): (i64, i64), keys: &str) -> String {
    let day = |days: i64| Day(today().0 + chrono::Duration::days(days));
    let gift = |id: &str| {
        template(id, &format!("effect = {{ kind = \"gift\", gift = {{ zh = \"{id}\", en = \"{id}\" }} }}\ndays = 30"))
    };
    format!(
        "{}{}[[leaderboards]]\nid = \"{id}\"\nname = {{ zh = \"{id}\", en = \"{id}\" }}\nfrom = \"{}\"\nuntil = \"{}\"\n{keys}\n\
         [[leaderboards.prizes]]\nfrom = 1\nto = 1\ncoupon = \"{id}-set\"\n[[leaderboards.prizes]]\nfrom = 2\nto = 3\ncoupon = \"{id}-tin\"\n",
        gift(&format!("{id}-set")),
        gift(&format!("{id}-tin")),
        day(-before),
        day(after),
    )
}

const PAID: &str = "counts = \"paid\"";

fn start(more: &str) -> TestApp {
    let place = Place::new();
    apply(&place, more);
    TestApp::start_in(place, &[])
}

fn one(member: &Member<'_>, id: &str) -> Value {
    member.get(&format!("{PATH}/{id}")).expect(200).json["board"].clone()
}

fn mine(member: &Member<'_>, id: &str) -> Value {
    one(member, id)["mine"].clone()
}

fn named(member: &Member<'_>, name: &str) {
    member.put("/api/v1/me/profile", &json!({ "name": name, "birthday": null })).expect(200);
}

#[test]
fn everybody_sees_who_stands_where_by_masks_of_names_and_what_is_missing() {
    let app = start(&board("most", (5, 5), PAID));
    let (first, second) = (app.join("18710000001"), app.join("18710000002"));
    named(&first, "王小明");
    let till = app.till("wukang");
    assert_eq!(
        (one(&second, "most")["members"].clone(), mine(&second, "most")["place"].clone()),
        (json!(0), json!(null))
    );
    till.sell(&first.number, "1", 5000);
    till.sell(&second.number, "2", 2000);
    till.sell(&second.number, "3", 1000);
    let seen = one(&second, "most");
    assert_eq!((&seen["phase"], &seen["kind"], &seen["members"]), (&json!("running"), &json!("paid"), &json!(2)));
    let place = |place: i64, name: &str, pending: i64, me: bool| json!({ "place": place, "name": name, "confirmed": 0, "pending": pending, "me": me });
    assert_eq!(seen["top"], json!([place(1, "王**", 5000, false), place(2, "", 3000, true)]));
    let mine = &seen["mine"];
    assert_eq!(mine["next"], json!({ "place": 1, "missing": 2001 }));
    assert_eq!(
        (&mine["next_prize"], &mine["prize"]["en"]),
        (&json!({ "place": 1, "missing": 2001 }), &json!("most-tin"))
    );
    assert_eq!(mine["confirmed_from"], json!(today().plus_days(8).to_string()));
    let guest = app.get(&format!("{PATH}/most")).expect(200);
    assert_eq!((&guest.json["board"]["mine"], &guest.json["board"]["top"][0]["me"]), (&json!(null), &json!(false)));
    let text = guest.text();
    for secret in ["小明", first.number.as_str(), "18710000001"] {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
    let list = app.get(PATH).expect(200).json;
    let ids: Vec<&str> = list["boards"].as_array().unwrap().iter().map(|board| board["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"most"), "{ids:?}");
    assert_eq!(app.get(&format!("{PATH}/none")).status, 404);
}

#[test]
fn the_card_has_what_one_can_take_part_in_by_what_ends_next_and_follows_the_clock() {
    let boards = [
        board("long", (5, 9), PAID),
        board("short", (5, 0), PAID),
        board("soon", (-1, 2), PAID),
        board("daren", (5, 1), "counts = \"paid\"\ntier = \"daren\""),
    ];
    let app = start(&boards.concat());
    let member = app.join("18710000051");
    let on = || -> Vec<Value> { member.card()["now_on"].as_array().unwrap().clone() };
    let paths = || -> Vec<String> { on().iter().map(|one| one["path"].as_str().unwrap().to_owned()).collect() };
    let short = json!({
        "path": "/boards/short",
        "art": "short",
        "name": { "zh": "short", "en": "short" },
        "begun": true,
        "day": today().to_string(),
    });
    assert_eq!((on()[0].clone(), paths()[1].as_str()), (short, "/boards/long"));
    assert_eq!(on().len(), 3, "no more of all that is on");
    assert!(on().iter().all(|one| one["begun"] == true), "what is still to come is last");
    app.till("wukang").sell(&member.number, "1", 100_000);
    assert_eq!(paths(), ["/boards/short", "/boards/daren", "/boards/long"], "a higher tier takes part in more");
    app.advance_days(1);
    assert_eq!(paths(), ["/boards/daren", "/boards/soon", "/boards/long"], "one is over, one has begun");
}

#[test]
fn what_comes_back_is_taken_off_and_the_member_is_told_what_and_why() {
    let app = start(&board("most", (5, 5), "counts = \"paid\"\nleast = 20"));
    let (member, other) = (app.join("18710000003"), app.join("18710000004"));
    let till = app.till("wukang");
    let (kept, partly) = (till.sell(&member.number, "1", 9000), till.sell(&member.number, "2", 3000));
    till.sell(&other.number, "3", 10_000);
    till.sell(&other.number, "4", 1999);
    assert_eq!(
        (mine(&member, "most")["place"].clone(), mine(&other, "most")["pending"].clone()),
        (json!(1), json!(10_000))
    );
    till.refund(&partly, "r1", 1001).expect(201);
    till.refund(&kept, "r2", 500).expect(201);
    let mine = mine(&member, "most");
    assert_eq!((&mine["place"], &mine["pending"]), (&json!(2), &json!(8500)));
    let removed = |receipt: &str, amount: i64, why: &str| {
        let on = today().to_string();
        json!({ "receipt": receipt, "bought": on, "returned": on, "amount": amount, "why": why })
    };
    assert_eq!(mine["removed"], json!([removed(&partly, 3000, "below_least"), removed(&kept, 500, "returned")]));
    assert_eq!(one(&other, "most")["mine"]["removed"], json!([]), "nobody else's");
}

#[test]
fn of_equals_who_reached_it_first_is_first() {
    let app = start(&board("most", (5, 5), "counts = \"orders\""));
    let (first, second) = (app.join("18710000005"), app.join("18710000006"));
    let till = app.till("wukang");
    till.sell(&second.number, "1", 100);
    till.sell(&first.number, "2", 100);
    let third = till.sell(&second.number, "3", 100);
    till.sell(&first.number, "4", 100);
    assert_eq!((mine(&first, "most")["place"].clone(), mine(&second, "most")["place"].clone()), (json!(2), json!(1)));
    assert_eq!(mine(&first, "most")["next"], json!({ "place": 1, "missing": 1 }));
    till.refund(&third, "r", 100).expect(201);
    till.sell(&second.number, "5", 100);
    assert_eq!((mine(&first, "most")["place"].clone(), mine(&second, "most")["place"].clone()), (json!(1), json!(2)));
}

#[test]
fn only_what_is_in_scope_counts_and_comes_off() {
    let app = start(&board("most", (5, 5), "counts = \"paid\"\nscope = { items = [\"77\"], stores = [\"wukang\"] }"));
    let member = app.join("18710000007");
    let (till, elsewhere) = (app.till("wukang"), app.till("hefang"));
    let line = |item: &str, fen: i64| json!({ "item": item, "name": "茶", "class": "regular", "quantity": 1, "list": fen, "paid": fen });
    let basket = |number: &str| json!({ "number": number, "member": member.number, "lines": [line("1", 700), line("77", 300)], "paid": 1000 });
    elsewhere.post("/till/v1/sales", &basket("1")).expect(201);
    assert_eq!(mine(&member, "most")["place"], json!(null));
    let sold = till.post("/till/v1/sales", &basket("2")).expect(201).json["id"].as_str().unwrap().to_owned();
    assert_eq!(mine(&member, "most")["pending"], json!(300));
    let back =
        |number: &str, line: usize, fen: i64| json!({ "number": number, "lines": [{ "line": line, "amount": fen }] });
    till.post(&format!("/till/v1/sales/{sold}/refunds"), &back("r1", 0, 700)).expect(201);
    assert_eq!(
        (mine(&member, "most")["pending"].clone(), mine(&member, "most")["removed"].clone()),
        (json!(300), json!([]))
    );
    till.post(&format!("/till/v1/sales/{sold}/refunds"), &back("r2", 1, 100)).expect(201);
    assert_eq!(mine(&member, "most")["pending"], json!(200));
}

#[test]
fn who_closes_the_account_leaves_the_board_and_the_others_move_up() {
    let app = start(&board("most", (5, 5), PAID));
    let (leaves, stays) = (app.join("18710000008"), app.join("18710000009"));
    let till = app.till("wukang");
    till.sell(&leaves.number, "1", 900);
    till.sell(&stays.number, "2", 500);
    assert_eq!(mine(&stays, "most")["place"], json!(2));
    leaves.post("/api/v1/me/close", &json!({ "last_four": leaves.number[9..] })).expect(200);
    assert_eq!((mine(&stays, "most")["place"].clone(), one(&stays, "most")["members"].clone()), (json!(1), json!(1)));
}

/// Of so many days ago.
fn start_ago(days: i64, more: &str) -> TestApp {
    let place = Place::new();
    apply(&place, more);
    TestApp::start_behind_in(place, TimeDelta::days(days))
}

/// Today, by a server that reads anew what was sold.
fn long_after(app: TestApp) -> TestApp {
    app.catch_up();
    app.start_again("TERM")
}

#[test]
fn when_the_result_is_final_the_places_have_their_prizes_once_and_nothing_changes_it() {
    let app = start_ago(12, &board("past", (20, -9), "counts = \"paid\"\nsettle_days = 7"));
    let numbers: Vec<String> = (0..4).map(|n| app.join(&format!("1871000001{n}")).number).collect();
    let mut sales = Vec::new();
    for (nth, fen) in [900, 800, 700, 600].into_iter().enumerate() {
        sales.push(app.till("wukang").sell(&numbers[nth], &nth.to_string(), fen));
    }
    let app = long_after(app);
    let members: Vec<Member<'_>> = numbers.iter().map(|number| app.sign_in_as(number)).collect();
    let seen = one(&members[1], "past");
    assert_eq!(
        (&seen["phase"], &seen["mine"]["given"], &seen["mine"]["next"]),
        (&json!("final"), &json!(true), &json!(null))
    );
    assert_eq!((&seen["mine"]["confirmed"], &seen["mine"]["pending"]), (&json!(800), &json!(0)));
    for (member, [set, tin]) in members.iter().zip([[1, 0], [0, 1], [0, 1], [0, 0]]) {
        assert_eq!((count(member, "past-set"), count(member, "past-tin")), (set, tin));
        assert_eq!((count(member, "past-set"), count(member, "past-tin")), (set, tin), "and not twice");
    }
    let prize = held(&members[0], "past-set").unwrap();
    assert_eq!(
        (&prize["state"]["state"], &prize["last"]),
        (&json!("available"), &json!(today().plus_days(30).to_string()))
    );
    app.till("wukang").post(&format!("/till/v1/sales/{}/refunds", sales[0]), &refund("r", 900)).expect(201);
    assert_eq!((mine(&members[0], "past")["place"].clone(), count(&members[1], "past-set")), (json!(1), 0));
    members[0].post("/api/v1/me/close", &json!({ "last_four": members[0].number[9..] })).expect(200);
    let top = one(&members[1], "past")["top"].clone();
    assert_eq!((&top[0]["confirmed"], &top[1]["me"]), (&json!(900), &json!(true)), "a result stands");
    everything_adds_up(&app);
}

/// How many writes were committed since the server began.
fn writes(app: &TestApp) -> i64 {
    let metrics = app.get("/metrics").expect(200).text();
    let line = metrics.lines().find_map(|line| line.strip_prefix("shuke_writes_total "));
    line.unwrap().parse().unwrap()
}

#[test]
fn a_prize_whose_last_day_is_over_before_it_is_given_is_said_by_nobody_and_waited_for_by_nobody() {
    let until = format!("days = 30\nuntil = \"{}\"", today().minus_days(1));
    let past = board("past", (20, -9), "counts = \"paid\"\nsettle_days = 7").replace("days = 30", &until);
    let app = start_ago(12, &past);
    let number = app.join("18710000041").number;
    app.till("wukang").sell(&number, "1", 900);
    let app = long_after(app);
    let member = app.sign_in_as(&number);
    let seen = mine(&member, "past");
    assert_eq!((&seen["place"], &seen["given"], &seen["prize"]), (&json!(1), &json!(false), &json!(null)));
    let before = writes(&app);
    for _ in 0..50 {
        assert_eq!(count(&member, "past-set"), 0);
        one(&member, "past");
    }
    // The jobs may have had something to write meanwhile.
    assert!(writes(&app) - before < 10, "{} writes", writes(&app) - before);
    everything_adds_up(&app);
}

#[test]
fn while_it_settles_returns_count_and_orders_do_not_and_nobody_has_a_prize() {
    let app = start_ago(5, &board("past", (20, -3), "counts = \"paid\"\nsettle_days = 7"));
    let numbers: Vec<String> = (0..2).map(|n| app.join(&format!("1871000002{n}")).number).collect();
    let till = app.till("wukang");
    let sold = till.sell(&numbers[0], "1", 900);
    till.sell(&numbers[1], "2", 800);
    let app = long_after(app);
    let (first, second) = (app.sign_in_as(&numbers[0]), app.sign_in_as(&numbers[1]));
    assert_eq!(
        (one(&first, "past")["phase"].clone(), mine(&first, "past")["place"].clone()),
        (json!("settling"), json!(1))
    );
    app.till("wukang").sell(&second.number, "3", 5000);
    assert_eq!(mine(&second, "past")["place"], json!(2));
    app.till("wukang").refund(&sold, "r", 900).expect(201);
    assert_eq!(
        (mine(&first, "past")["place"].clone(), mine(&second, "past")["place"].clone()),
        (json!(null), json!(1))
    );
    assert_eq!((count(&second, "past-set"), mine(&second, "past")["given"].clone()), (0, json!(false)));
}

#[test]
fn a_server_that_begins_anew_and_one_that_followed_say_the_same() {
    let app = start(&board("most", (5, 5), PAID));
    let members: Vec<Member<'_>> = (0..3).map(|n| app.join(&format!("1871000003{n}"))).collect();
    let till = app.till("wukang");
    for nth in 0..12_i64 {
        let member = &members[usize::try_from(nth % 3).unwrap()];
        let sold = till.sell(&member.number, &nth.to_string(), 500 + nth * 37 % 100);
        if nth % 4 == 1 {
            till.refund(&sold, &format!("r{nth}"), 100 + nth).expect(201);
        }
        one(member, "most");
    }
    let numbers: Vec<String> = members.iter().map(|member| member.number.clone()).collect();
    let followed: Vec<Value> = members.iter().map(|member| one(member, "most")).collect();
    drop(members);
    let app = app.start_again("TERM");
    let anew: Vec<Value> = numbers.iter().map(|number| one(&app.sign_in_as(number), "most")).collect();
    assert_eq!(anew, followed);
}
