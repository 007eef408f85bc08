//! Rules for dependencies, checked offline: licences, double versions, what must not be built in.

use super::{count::Tally, licence};
use crate::{cargo, proc};
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Crates that come in more than one version. A new one is a question: can it be had in one?
const DOUBLE_AT_MOST: usize = 20;
/// C libraries that Rust ones replace.
const NOWHERE: [&str; 4] = ["openssl", "openssl-sys", "native-tls", "libssh2-sys"];
/// Too many bytes for a member's phone, or of no use there.
const NOT_IN_THE_APP: [&str; 9] =
    ["regex", "regex-lite", "url", "tokio", "sqlx", "axum", "reqwest", "leptos_router", "chrono-tz"];
pub fn check() -> Result<Tally> {
    let text = proc::output(cargo::native().args(["metadata", "--format-version=1", "--locked", "--offline"]))?;
    let metadata: Value = serde_json::from_str(&text)?;
    let packages = metadata["packages"].as_array().context("cargo metadata tells no packages")?;
    Ok(Tally::of("licences", &licences(packages))
        + Tally::of("double versions", &doubles(packages))
        + Tally::of("banned crates", &banned(packages))
        + Tally::of("crates in the app", &in_the_app()?))
}

fn name(package: &Value) -> &str {
    package["name"].as_str().unwrap_or_default()
}

fn licences(packages: &[Value]) -> Vec<String> {
    let bad = packages.iter().filter(|package| !licence::acceptable(package["license"].as_str().unwrap_or_default()));
    bad.map(|package| format!("{} has the licence {}", name(package), package["license"])).collect()
}

fn doubles(packages: &[Value]) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages {
        versions.entry(name(package)).or_default().insert(package["version"].as_str().unwrap_or_default());
    }
    let double: Vec<_> = versions.into_iter().filter(|(_, versions)| versions.len() > 1).collect();
    if double.len() <= DOUBLE_AT_MOST {
        return Vec::new();
    }
    vec![format!("{} crates in several versions, {DOUBLE_AT_MOST} at most: {double:?}", double.len())]
}

fn banned(packages: &[Value]) -> Vec<String> {
    packages.iter().map(name).filter(|name| NOWHERE.contains(name)).map(|name| format!("{name} is built in")).collect()
}

/// What goes into the WebAssembly module: normal dependencies, for that target. Not those of Leptos, which names
/// regex and url for its server's half; the linker drops them, as the bundle's composition in `bench` shows.
fn in_the_app() -> Result<Vec<String>> {
    let mut tree = cargo::native();
    tree.args(["tree", "--locked", "--offline", "--package", "shuke-app", "--edges", "normal,no-proc-macro"]);
    tree.args(["--target", "wasm32-unknown-unknown", "--prune", "leptos", "--prefix", "none", "--format", "{lib}"]);
    let text = proc::output(&mut tree)?;
    let built_in: BTreeSet<String> =
        text.lines().filter_map(|line| line.split_whitespace().next()).map(|name| name.replace('_', "-")).collect();
    let forbidden = NOT_IN_THE_APP.iter().filter(|name| built_in.contains(&name.replace('_', "-")));
    Ok(forbidden.map(|name| format!("{name} is compiled into the app")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_missing_or_foreign_licence_is_found() {
        let package = |licence: Value| json!({"name": "x", "license": licence});
        assert!(licences(&[package(json!("MIT"))]).is_empty());
        assert_eq!(licences(&[package(json!("GPL-3.0")), package(Value::Null)]).len(), 2);
    }
}
