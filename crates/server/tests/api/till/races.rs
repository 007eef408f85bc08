//! What happens at the same time.

use crate::support::{TestApp, at_once};

#[test]
fn sixty_four_refunds_of_one_line_at_once_give_back_no_more_than_was_paid() {
    let app = TestApp::start();
    let member = app.join("18700000001");
    let till = app.till("wukang");
    let id = till.sell(&member.number, "1", 10_000);
    let works = (0..64).map(|n| {
        let (till, id) = (&till, &id);
        move || till.refund(id, &format!("r{n}"), 1000).status
    });
    let statuses = at_once(works);
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 10, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 54);
    assert_eq!(member.points(), 0);
    assert_eq!(app.place.number("SELECT refunded_fen FROM sales"), 10_000);
    app.place.run(&["ledger", "verify"]);
}

#[test]
fn refunds_raced_with_sales_leave_a_ledger_that_adds_up() {
    let app = TestApp::start();
    let member = app.join("18700000002");
    let till = app.till("wukang");
    let sales: Vec<String> = (0..12).map(|n| till.sell(&member.number, &format!("s{n}"), 5000)).collect();
    let works = (0..36).map(|n| {
        let (till, sales, number) = (&till, &sales, &member.number);
        move || match n % 3 {
            0 => till.post("/till/v1/sales", &crate::support::sale(number, &format!("t{n}"), 5000)).expect(201).status,
            _ => till.refund(&sales[n / 3], &format!("r{n}"), 2500).expect(201).status,
        }
    });
    at_once(works);
    let left = app.place.number("SELECT CAST(SUM(paid_fen - refunded_fen) AS BIGINT) FROM sales");
    assert_eq!(left, 12 * 5000);
    let balance = app
        .place
        .number("SELECT (SELECT COALESCE(CAST(SUM(left_points) AS BIGINT), 0) FROM lots) - (SELECT debt FROM members)");
    assert_eq!(member.points(), balance);
    app.place.run(&["ledger", "verify"]);
}

#[test]
fn the_same_sale_from_sixteen_connections_is_booked_once() {
    let app = TestApp::start();
    let member = app.join("18700000003");
    let till = app.till("wukang");
    let ask = till.ask("/till/v1/sales").key("same").json(&crate::support::sale(&member.number, "1", 10_000));
    let replies = at_once((0..16).map(|_| || ask.send().expect(201)));
    assert!(replies.iter().all(|reply| reply.json == replies[0].json));
    let others = (0..16).map(|_| || till.post("/till/v1/sales", &crate::support::sale(&member.number, "1", 10_000)));
    assert!(at_once(others).into_iter().all(|reply| reply.json["code"] == "sale_exists"));
    assert_eq!(member.points(), 100);
}

#[test]
fn an_import_in_another_process_and_the_tills_do_not_lose_each_others_writes() {
    let app = TestApp::start();
    if !app.place.is_sqlite() {
        return;
    }
    let member = app.join("18700000004");
    let till = app.till("wukang");
    let mut file = vec!["who,when,paid".to_owned()];
    for n in 0..400 {
        file.push(format!("c{},1997-{:02}-{:02},{}.5", n % 90, 1 + n % 12, 1 + n % 28, 10 + n));
    }
    let path = app.place.directory.join("purchases.csv");
    std::fs::write(&path, file.join("\n") + "\n").unwrap();
    let csv = path.to_str().unwrap();
    let columns = ["import", "purchases", csv, "--customer", "who", "--date", "when", "--amount", "paid"];
    std::thread::scope(|scope| {
        let import = scope.spawn(|| app.place.run(&columns));
        for n in 0..40 {
            till.sell(&member.number, &format!("i{n}"), 100);
        }
        import.join().unwrap();
    });
    assert_eq!(member.points(), 40);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM sales"), 440);
    app.place.run(&["ledger", "verify"]);
}
