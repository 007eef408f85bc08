//! What the rows lie in: held against what the migrations of this version make.

use crate::support::{Place, TestApp};

/// What the audit says of the schema, sorted.
fn found(place: &Place) -> Vec<String> {
    let output = place.output(&["audit"]);
    let said = String::from_utf8(output.stderr).unwrap();
    let of_schema: Vec<String> =
        said.lines().filter_map(|line| line.strip_prefix("schema ")).map(str::to_owned).collect();
    assert_eq!(output.status.success(), of_schema.is_empty(), "{said}");
    of_schema
}

/// A trigger that does nothing.
fn trigger(place: &Place) -> &'static [&'static str] {
    if place.is_sqlite() {
        return &["CREATE TRIGGER spy AFTER INSERT ON sales BEGIN SELECT 1; END"];
    }
    &[
        "CREATE FUNCTION spies() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER spy AFTER INSERT ON sales FOR EACH ROW EXECUTE FUNCTION spies()",
    ]
}

#[test]
fn what_somebody_added_to_the_schema_or_took_out_of_it_is_found() {
    let app = TestApp::start();
    app.join("13470000001");
    let place = app.stop();
    assert_eq!(found(&place), [""; 0]);
    let changes = [
        "DROP INDEX staff_log_store",
        "CREATE INDEX members_named ON members (name)",
        "ALTER TABLE lots ADD COLUMN extra TEXT",
        "CREATE TABLE notes (id BIGINT PRIMARY KEY, note TEXT)",
        "CREATE VIEW rich AS SELECT id FROM members",
        "DROP INDEX staff_log_staff",
        "CREATE INDEX staff_log_staff ON staff_log (staff_id)",
    ];
    for sql in changes.iter().chain(trigger(&place)) {
        place.sql(sql);
    }
    let found = found(&place);
    let names = |what: &str| found.iter().any(|line| line.starts_with(&format!("{what}: ")));
    for (what, why) in [
        ("index staff_log_store", "missing"),
        ("index members_named", "none such"),
        ("column lots.extra", "none such"),
        ("table notes", "none such"),
        ("view rich", "none such"),
        ("index staff_log_staff", "in this version"),
    ] {
        assert!(names(what), "{what} is not in {found:#?}");
        let line = found.iter().find(|line| line.starts_with(what)).unwrap();
        assert!(line.contains(why), "{line}");
    }
    assert!(found.iter().any(|line| line.starts_with("trigger ") && line.contains("spy")), "{found:#?}");
    assert!(
        !found.iter().any(|line| line.contains("notes.") || line.starts_with("table lots")),
        "said once: {found:#?}"
    );
}

#[test]
fn a_column_that_is_missing_is_named_although_the_rows_cannot_be_looked_at_without_it() {
    let app = TestApp::start();
    app.join("13470000002");
    let place = app.stop();
    place.sql("ALTER TABLE staff DROP COLUMN seal");
    let found = found(&place);
    assert!(found.iter().any(|line| line.starts_with("column staff.seal: ")), "{found:#?}");
    assert!(found.iter().any(|line| line.starts_with("rows: could not be looked at: ")), "{found:#?}");
}

#[test]
fn what_hides_rows_from_who_looks_is_found() {
    let app = TestApp::start();
    let place = app.stop();
    if place.is_sqlite() {
        // It has no such thing.
        return;
    }
    place.sql("ALTER TABLE members ENABLE ROW LEVEL SECURITY");
    place.sql("CREATE POLICY few ON members USING (id > 7)");
    let found = found(&place);
    assert!(found.iter().any(|line| line.starts_with("row security members: ")), "{found:#?}");
    assert!(found.iter().any(|line| line.starts_with("policy members.few: ")), "{found:#?}");
}
