//! What nobody typed into the app: the name in a file of purchases, also in one that was only half read, the browser, and a
//! number for which a code was asked.

use crate::support::TestApp;
use crate::support::dump;
use serde_json::json;

const CUSTOMER: &str = "乌有客";
const BROWSER: &str = "WuyouBrowser/7.3";
const NEEDLES: [&str; 2] = [CUSTOMER, "Wuyou"];

fn places(app: &TestApp) -> Vec<String> {
    let tables = dump::tables(&app.place);
    let mut found = Vec::new();
    for table in &tables {
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(row) {
                let text = cell.as_deref().unwrap_or_default();
                found.extend(
                    NEEDLES.iter().filter(|needle| text.contains(**needle)).map(|_| format!("{}.{column}", table.name)),
                );
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn import(app: &TestApp, name: &str, lines: &str) {
    let file = app.place.directory.join(name);
    std::fs::write(&file, format!("customer,date,amount\n{lines}")).unwrap();
    let columns = ["--customer", "customer", "--date", "date", "--amount", "amount"];
    app.place.run(&[&["import", "purchases", file.to_str().unwrap()], &columns[..]].concat());
}

#[test]
fn of_a_customer_of_an_import_nothing_is_left_either() {
    let app = TestApp::start();
    import(&app, "first.csv", &format!("{CUSTOMER},2024-03-01,20.00\nLan,2024-03-02,30.00\n"));
    // An import that was stopped when half of it was read.
    app.place
        .sql("INSERT INTO imports (id, started_at, staged_lines, staged) VALUES ('stopped', 9000000000000000, 3, 2)");
    for (line, customer) in [(2, CUSTOMER), (3, "Lan")] {
        app.place.sql(&format!("INSERT INTO import_rows (import_id, line, customer, day, paid_fen) VALUES ('stopped', {line}, '{customer}', '2024-04-01', 500)"));
    }
    let ask = app.ask("POST", "/api/v1/dev/sessions").json(&json!({ "who": CUSTOMER }));
    let member = app.member(&ask.header("user-agent", BROWSER).send().expect(200));
    assert_eq!(places(&app), ["import_rows.customer", "members.imported_as", "sessions.user_agent"]);
    member.post("/api/v1/me/close", &json!({ "last_four": &member.number[9..] })).expect(200);
    assert_eq!(places(&app), Vec::<String>::new());
    assert_eq!(app.place.number("SELECT COUNT(*) FROM import_rows"), 1, "others' lines stay");
    // The same file again brings nobody back.
    import(&app, "again.csv", &format!("{CUSTOMER},2024-03-01,20.00\n{CUSTOMER},2024-05-01,70.00\n"));
    let left: Vec<_> = places(&app).into_iter().filter(|place| !place.starts_with("import_rows")).collect();
    assert_eq!(left, Vec::<String>::new());
    app.place.run(&["ledger", "verify"]);
}

#[test]
fn names_of_an_import_that_nobody_resumed_go_by_themselves() {
    let app = TestApp::start();
    app.place.sql(&format!(
        "INSERT INTO imports (id, started_at, staged_lines, staged, booked_until) VALUES ('stopped', 1, 2, 1, '{CUSTOMER}')"
    ));
    app.place.sql(&format!("INSERT INTO import_rows (import_id, line, customer, day, paid_fen) VALUES ('stopped', 2, '{CUSTOMER}', '2024-04-01', 500)"));
    // A server begins by tidying up, once it is its turn.
    app.advance_days(1);
    let app = app.start_again("TERM");
    for _ in 0..250 {
        if places(&app).is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(places(&app), Vec::<String>::new());
    assert_eq!(app.place.number("SELECT COUNT(*) FROM imports"), 1);
    app.place.run(&["audit"]);
}
