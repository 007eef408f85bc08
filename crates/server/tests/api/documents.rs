//! What the documents show is what happens.

use crate::support::{TestApp, root};
use serde_json::Value;
use shuke_server::settings::KEYS;
use std::process::Command;

fn document(name: &str) -> String {
    std::fs::read_to_string(root().join("docs").join(name)).unwrap()
}

/// Each example with the answer that stands under it.
fn examples(document: &str) -> Vec<(String, Value)> {
    let mut blocks = document.split("```sh\n").skip(1).map(|rest| {
        let (script, rest) = rest.split_once("\n```").unwrap();
        let answer = rest.split_once("```json\n").unwrap().1.split_once("\n```").unwrap().0;
        (script.to_owned(), serde_json::from_str(answer).unwrap())
    });
    blocks.by_ref().collect()
}

/// The same shape; the same values, but for what differs each time and for words.
fn agrees(shown: &Value, real: &Value, path: &str) {
    const VARIES: [&str; 7] = ["member", "now", "until", "request_id", "message", "rule", "remedy"];
    match (shown, real) {
        (Value::Object(shown), Value::Object(real)) => {
            assert!(shown.keys().eq(real.keys()), "{path}: {shown:?} is shown, {real:?} is said");
            for (name, value) in shown {
                agrees(value, &real[name], name);
            }
        }
        (Value::Array(shown), Value::Array(real)) => {
            assert_eq!(shown.len(), real.len(), "{path}");
            shown.iter().zip(real).for_each(|(shown, real)| agrees(shown, real, path));
        }
        _ if VARIES.contains(&path) => assert!(real.is_string(), "{path}"),
        _ => assert_eq!(shown, real, "{path}"),
    }
}

#[test]
fn the_tills_examples_run_as_they_are_shown() {
    let examples = examples(&document("till.md"));
    assert_eq!(examples.len(), 5);
    let app = TestApp::start();
    let member = app.join("17800000001");
    let till = app.till("wukang");
    for (script, shown) in &examples {
        let output = Command::new("bash")
            .args(["-c", script])
            .env("SHUKE", &app.process.base)
            .env("KEY", &till.key)
            .env("CODE", member.code(0))
            .env("MEMBER", &member.number)
            .env("SALE", "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{} (is curl installed?)", String::from_utf8_lossy(&output.stderr));
        let real: Value = serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"));
        agrees(shown, &real, "");
    }
}

#[test]
fn every_setting_is_described_with_its_default_and_nothing_else_is() {
    let document = document("settings.md");
    let rows: Vec<Vec<&str>> = document
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.split('|').map(|cell| cell.trim().trim_matches('`')).collect())
        .collect();
    let described: Vec<(&str, Option<&str>)> =
        rows.iter().map(|row| (row[1], Some(row[2]).filter(|default| *default != "–"))).collect();
    for key in KEYS {
        assert!(
            described.contains(&(key.name, key.default)),
            "{} with default {:?} is not in docs/settings.md",
            key.name,
            key.default
        );
        let secret = rows.iter().any(|row| row[1] == key.name && row[3].contains("A secret."));
        assert_eq!(secret, key.secret, "{}", key.name);
    }
    assert_eq!(described.len(), KEYS.len());
}
