//! The statement of how every table is proven: nothing of the schema is left out, and the document says the same.

use super::Opened;
use crate::support::{TestApp, block_on, dump, root};
use shuke_server::operator::audit;
use shuke_server::routes;
use shuke_server::store::table::{Proof, Rows, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const BEGIN: &str = "<!-- what is proven: written by its test, UPDATE_DOCS=1 writes it anew -->\n";
const END: &str = "<!-- end of what is proven -->";

#[test]
fn every_column_of_the_schema_is_stated_once_as_proven_sealed_or_not_proven() {
    let app = TestApp::start();
    let schema: BTreeMap<String, BTreeSet<String>> =
        dump::tables(&app.place).into_iter().map(|table| (table.name, table.columns.into_iter().collect())).collect();
    let mut stated: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for table in audit::tables(routes::FEATURES) {
        let columns = stated.entry(table.name.to_owned()).or_default();
        assert!(columns.is_empty(), "{} is stated twice", table.name);
        let named = table.columns.iter().map(|(column, _)| *column).chain(table.sealed_columns());
        for column in named.chain(table.seal.map(|_| "seal")) {
            assert!(columns.insert(column.to_owned()), "{}.{column} is stated twice", table.name);
        }
    }
    assert_eq!(stated, schema, "left: what is stated; right: what the database has");
}

#[test]
fn the_document_says_what_is_proven_and_what_is_not() {
    let path = root().join("docs/operator.md");
    let document = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once(BEGIN).expect("docs/operator.md has no place for what is proven");
    let (_, after) = rest.split_once(END).expect("docs/operator.md does not end what is proven");
    let should = format!("{before}{BEGIN}{}{END}{after}", written());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, should).unwrap();
        return;
    }
    assert!(
        document == should,
        "docs/operator.md is not what the audit does; run the test with UPDATE_DOCS=1 to write it anew"
    );
}

fn written() -> String {
    let mut tables = audit::tables(routes::FEATURES);
    tables.sort_by_key(|table| table.name);
    let mut text = String::from("| table | missing rows are found by | computed anew | sealed |\n|---|---|---|---|\n");
    for table in &tables {
        let anew = table.columns.iter().filter(|(_, proof)| !matches!(proof, Proof::Not(_))).map(|(column, _)| *column);
        let (anew, sealed) = (list(anew), list(table.sealed_columns()));
        writeln!(text, "| `{}` | {} | {anew} | {sealed} |", table.name, missing(table)).unwrap();
    }
    text.push_str("\nWhat is not noticed, or not always:\n\n");
    for table in &tables {
        not_noticed(table, &mut text);
    }
    text
}

fn list<'a>(columns: impl IntoIterator<Item = &'a str>) -> String {
    columns.into_iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ")
}

fn missing(table: &Table) -> String {
    match table.rows {
        Rows::Numbered(column) => format!("gaps in `{column}`"),
        Rows::By(by) => by.to_owned(),
        Rows::Partly(by, _) => format!("{by}, in part"),
        Rows::Not(_) => "–".to_owned(),
    }
}

fn not_noticed(table: &Table, text: &mut String) {
    if let Rows::Not(why) | Rows::Partly(_, why) = table.rows {
        writeln!(text, "- a row of `{}` that is missing: {why}.", table.name).unwrap();
    }
    for (column, proof) in table.columns {
        match proof {
            Proof::By(_) => {}
            Proof::Not(why) => writeln!(text, "- `{}.{column}`: {why}.", table.name).unwrap(),
            Proof::Partly(by, why) => {
                writeln!(text, "- `{}.{column}`, in part: it is proven by {by}; {why}.", table.name).unwrap();
            }
        }
    }
}

#[test]
fn what_a_table_comes_to_changes_with_every_row_and_stays_for_those_that_were_there() {
    let app = TestApp::start();
    let (member, till) = (app.join("13440000031"), app.till("wukang"));
    let heads = || {
        block_on(async {
            let opened = Opened::of(&app.place).await;
            let mut connection = opened.store.read().await.unwrap();
            let all = audit::heads(&mut connection, routes::FEATURES).await.unwrap();
            let first = audit::head(&mut connection, routes::FEATURES, "sales", 1).await.unwrap().unwrap();
            drop(connection);
            opened.store.close().await;
            (all.into_iter().find(|head| head.table == "sales").unwrap(), first)
        })
    };
    till.sell(&member.number, "1", 1_000);
    let (one, first) = heads();
    assert_eq!((one.rows, &one), (1, &first));
    let sale = till.sell(&member.number, "2", 2_000);
    till.refund(&sale, "2-back", 500).expect(201);
    let (two, still) = heads();
    assert_eq!((two.rows, &still), (2, &first), "what was there before is what it was");
    assert_ne!(two.hash, one.hash);
}
