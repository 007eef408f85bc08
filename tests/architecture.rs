//! Who may know whom, how long a file may be, and what style sheets and sums may not contain: `docs/architecture.md`, checked.

#[path = "architecture/app.rs"]
mod app;
#[path = "architecture/effects.rs"]
mod effects;
#[path = "architecture/figures.rs"]
mod figures;
#[path = "architecture/markup.rs"]
mod markup;
#[path = "architecture/owners.rs"]
mod owners;
#[path = "architecture/server.rs"]
mod server;

use serde_json::{Value, json};
use shuke_tests::place;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const LONGEST: usize = 300;

/// What each crate of the workspace may depend on, tests and build scripts included.
const MAY_KNOW: [(&str, &[&str]); 12] = [
    ("shuke-json-derive", &["shuke-json"]),
    ("shuke-json", &["shuke-json-derive"]),
    ("shuke-rules", &["shuke-json"]),
    ("shuke-contract", &["shuke-json", "shuke-rules"]),
    ("shuke-face", &["shuke-contract", "shuke-rules"]),
    // Its tests read what the app draws.
    ("shuke-decoder", &["shuke-face", "shuke-rules"]),
    // The decoder in its tests, which read what was printed.
    (
        "shuke-server",
        &["shuke-contract", "shuke-decoder", "shuke-face", "shuke-json", "shuke-rules", "shuke-wechat-double"],
    ),
    ("shuke-app", &["shuke-contract", "shuke-face", "shuke-json", "shuke-rules"]),
    ("shuke-tests", &["shuke-contract", "shuke-face", "shuke-rules", "shuke-wechat-double"]),
    ("shuke-wechat-double", &[]),
    ("shuke-xtask", &["shuke-face"]),
    ("wasm-streams", &[]),
];

#[test]
fn crates_depend_only_on_those_that_they_may_know() {
    let wrong = wrong_edges(metadata()["packages"].as_array().unwrap());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Which of our crates depends on which without leave.
fn wrong_edges(packages: &[Value]) -> Vec<String> {
    let allowed: BTreeMap<_, _> = MAY_KNOW.into_iter().collect();
    let mut wrong = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some(may_know) = allowed.get(name) else {
            wrong.push(format!("{name} is not in the table of this test"));
            continue;
        };
        let edges = package["dependencies"].as_array().into_iter().flatten();
        let known = edges.filter_map(|edge| Some((edge["name"].as_str()?, edge["path"].is_string())));
        let ours = known.filter(|(name, is_ours)| (*is_ours || allowed.contains_key(name)) && !may_know.contains(name));
        wrong.extend(ours.map(|(other, _)| format!("{name} depends on {other}")));
    }
    wrong
}

#[test]
fn a_crate_that_knows_another_without_leave_is_found() {
    let package = |name: &str, knows: &str| json!({"name": name, "dependencies": [{"name": knows, "path": "/w"}]});
    assert!(wrong_edges(&[package("shuke-contract", "shuke-rules")]).is_empty());
    assert_eq!(wrong_edges(&[package("shuke-app", "shuke-server")]), ["shuke-app depends on shuke-server"]);
    assert_eq!(wrong_edges(&[package("newcomer", "shuke-rules")]).len(), 1);
    assert_eq!(wrong_edges(&[package("shuke-app", "newcomer")]).len(), 1);
}

#[test]
fn no_file_is_longer_than_one_reads_at_a_sitting() {
    let root = place::root();
    let mut long = Vec::new();
    for folder in ["src", "crates", "tests"] {
        for file in files(&root.join(folder), "rs") {
            let text = read(&file);
            let is_test = file.file_name().is_some_and(|name| name == "tests.rs")
                || file.components().any(|part| part.as_os_str() == "tests");
            let of_ours = file.starts_with(root.join("tests"));
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let length = code.lines().count();
            if length > LONGEST && (!is_test || of_ours) {
                long.push(format!("{} has {length} lines", file.display()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn money_and_points_are_never_floats() {
    let root = place::root();
    let mut wrong = Vec::new();
    for folder in ["crates/rules/src", "crates/contract/src"] {
        // A contrast is a ratio of two lights.
        for file in files(&root.join(folder), "rs").into_iter().filter(|file| !file.ends_with("policy/file/colour.rs"))
        {
            let code = without_comments(&read(&file));
            wrong.extend(
                ["f32", "f64"]
                    .into_iter()
                    .filter(|float| code.contains(float))
                    .map(|float| format!("{}: {float}", file.display())),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_take_their_colours_from_the_meanings_of_the_tokens() {
    let pages = place::root().join("style/pages");
    let mut wrong = Vec::new();
    for file in files(&pages, "css") {
        for (number, line) in read(&file).lines().enumerate() {
            let named =
                ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "lab("].iter().any(|function| line.contains(function));
            if named || has_hex_colour(line) {
                wrong.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(!files(&pages, "css").is_empty() && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `#` and three or more hexadecimal digits, where a value stands.
fn has_hex_colour(line: &str) -> bool {
    let Some((_, value)) = line.split_once(':') else { return false };
    value.split('#').skip(1).any(|rest| rest.chars().take_while(char::is_ascii_hexdigit).count() >= 3)
}

#[test]
fn every_module_says_what_it_owns() {
    let root = place::root();
    let all = ["src", "crates", "tests"].map(|folder| files(&root.join(folder), "rs")).concat();
    let silent = all.iter().filter(|file| !read(file).starts_with("//!"));
    // Unit tests beside their module belong to it.
    let silent = silent.filter(|file| file.file_name().is_none_or(|name| name != "tests.rs"));
    let silent: Vec<_> = silent.map(|file| file.display().to_string()).collect();
    assert!(silent.is_empty(), "no //! at the top of:\n{}", silent.join("\n"));
}

fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(place::root())
        .output()
        .expect("cargo metadata");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file below `folder` with this ending; build output is no source.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") && !path.ends_with("node_modules") {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// `src/pages/card/model.rs` → `pages, card, model`.
fn module_of(source: &Path, file: &Path) -> Vec<String> {
    let inside = file.strip_prefix(source).expect("a file of the app").with_extension("");
    inside
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .filter(|part| part != "main" && part != "lib")
        .collect()
}

fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Every path of this crate that a file names, from the crate's root: `use crate::{a, b::c}`, `super::d`.
fn paths_of(text: &str, own: &[String]) -> Vec<Vec<String>> {
    let code = without_comments(text);
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("crate::").chain(code.match_indices("super::")) {
        let before = code[..at].chars().next_back().unwrap_or(' ');
        if before.is_alphanumeric() || before == '_' || before == '$' || before == ':' {
            continue;
        }
        let mut rest = &code[at..];
        let mut base: Vec<String> = if let Some(after) = rest.strip_prefix("crate::") {
            rest = after;
            Vec::new()
        } else {
            own.to_vec()
        };
        while let Some(after) = rest.strip_prefix("super::") {
            base.pop();
            rest = after;
        }
        flatten(rest, &base, &mut paths);
    }
    paths
}

/// Spells a tree such as `a::{b, c::d}` out, below `base`.
fn flatten(tree: &str, base: &[String], paths: &mut Vec<Vec<String>>) {
    let name: String = tree.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let rest = &tree[name.len()..];
    let mut path = base.to_vec();
    if !name.is_empty() && name != "self" {
        path.push(name);
    }
    if let Some(after) = rest.strip_prefix("::") {
        flatten(after, &path, paths);
    } else if let Some(group) = rest.strip_prefix('{') {
        for branch in branches(group) {
            flatten(&branch, &path, paths);
        }
    } else {
        paths.push(path);
    }
}

/// The parts between the commas of a group that has just been opened.
fn branches(group: &str) -> Vec<String> {
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("one at least").push(c);
    }
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

#[test]
fn paths_are_read_out_of_nested_uses() {
    let own = ["pages", "card", "model"].map(str::to_owned);
    let text =
        "use crate::{api::{self, call}, pages::tiers}; // crate::no\nlet x = super::view::Y; use shuke_crate::z;";
    let found: Vec<String> = paths_of(text, &own).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["api", "api::call", "pages::tiers", "pages::card::view::Y"]);
}
