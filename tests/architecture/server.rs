//! The floors of the server: every module of `crates/server/src` stands on one and knows only what stands below; features know each
//! other along listed edges only; each table's SQL has one owner; time and chance are asked for in one place each.

use super::owners::OWNERS;
use super::{files, module_of, paths_of, place, read, without_comments};
use std::collections::{BTreeMap, BTreeSet};

/// Every module, from the ground up.
const FLOORS: [(&str, &[&str]); 6] = [
    (
        "what knows nothing of ours",
        &[
            "clock", "error", "fields", "given", "log", "metrics", "outbound", "printing", "secrets", "settings",
            "store",
        ],
    ),
    (
        "the ground: who asks, by which rules, when",
        &["audit", "context", "http", "jobs", "member", "otp", "permissions", "pictures", "policies", "sessions"],
    ),
    ("ledgers, and what a feature is", &["booking", "coupons", "drawing", "feature", "payment", "stock"]),
    // Whoever says of itself that it is one, by its `FEATURE`, and is no view.
    ("features", &[]),
    (
        "views over several features",
        &["account", "boot", "inbox", "pages", "preview", "receipts", "scan", "sharing", "welcome"],
    ),
    ("the root", &["cli", "health", "main", "openapi", "operator", "routes", "server"]),
];

/// Below this floor, and above the next, modules of one floor may know each other as long as they form no circle.
const FEATURES: usize = 3;

/// Which feature knows which other one, and what for.
const EDGES: [(&str, &str, &str); 18] = [
    ("boards", "card", "who looks may be a guest"),
    ("commission", "referral", "who brought whom"),
    ("mall", "orders", "what one has had, and what is held by reserved orders whose time is over"),
    ("orders", "addresses", "where a parcel goes"),
    ("posters", "referral", "whose link a poster leads to"),
    ("referral", "card", "who looks at a link may be a guest"),
    ("pieces", "card", "who looks may be a guest"),
    ("pieces", "goods", "what a code stands on"),
    ("pieces", "staff", "who takes a piece in for repair"),
    ("sources", "pieces", "which codes there are"),
    ("sources", "referral", "whether a friend's link led here"),
    ("staff", "orders", "handing over, sending, deciding"),
    ("staff", "tasks", "confirming what was shown"),
    ("staff", "till", "taking a member code"),
    ("tasks", "check_in", "days checked in on count"),
    ("tasks", "orders", "redemptions count"),
    ("pages", "boot", "every page carries what the app starts with"),
    ("sharing", "pages", "what is seen of a page where it is passed on"),
];

/// Who reads what is another's in a join of its own, and why that is not a call.
const READS: [(&str, &str, &str); 16] = [
    ("sessions", "members", "whose card and version it is, in the one statement that every request runs"),
    ("sessions", "rule_versions", "the rules in force, in the same statement"),
    ("booking", "members", "accounts are read with the end of their ledger"),
    ("boards", "members", "who left is on no board"),
    ("boards", "sales", "standings are counted from what was sold"),
    ("boards", "refunds", "and from what came back"),
    (
        "till",
        "sessions",
        "which of a member's devices were read lately, in one statement for each card that is made anew",
    ),
    ("commission", "sales", "what friends bought, for a whole month at once"),
    ("referral", "members", "who left brought nobody, and a link is read with whose it is"),
    ("referral", "sales", "whether friends bought, for a whole list at once"),
    ("referral", "refunds", "and kept it"),
    ("staff", "members", "the log names whom it is about as they are called now"),
    ("staff", "orders", "and what was redeemed"),
    ("staff", "order_claims", "and whether a claim stands in the way of undoing it"),
    ("staff", "coupons", "and which coupon it was"),
    ("staff", "task_confirmations", "the audit holds the log against what was confirmed"),
];

/// Who asks the machine for the time or for chance.
const SOURCES: [(&str, &[&str]); 2] = [("Utc::now(", &["clock", "log"]), ("getrandom::", &["secrets"])];

#[test]
fn the_servers_modules_know_only_what_stands_below_them() {
    let graph = graph();
    let mut wrong = Vec::new();
    for (module, known) in &graph {
        let Some(floor) = floor(module) else {
            wrong.push(format!("{module} stands on no floor of this test"));
            continue;
        };
        for other in known {
            wrong.extend(why_not(module, floor, other));
        }
    }
    wrong.extend(circles(&graph).into_iter().map(|circle| format!("a circle: {}", circle.join(" → "))));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Why a module on a floor may not know another, if it may not.
fn why_not(module: &str, floor: usize, other: &str) -> Option<String> {
    let Some(below) = self::floor(other) else { return Some(format!("{other} stands on no floor of this test")) };
    if below > floor {
        return Some(format!("{module} is below {other}"));
    }
    let is_listed = EDGES.iter().any(|(from, to, _)| *from == module && *to == other);
    // What a view shows of features is its own affair, as long as they do not know it.
    let root = FLOORS.len() - 1;
    (below == floor && (FEATURES..root).contains(&floor) && !is_listed).then(|| format!("{module} is beside {other}"))
}

fn floor(module: &str) -> Option<usize> {
    let listed = FLOORS.iter().position(|(_, modules)| modules.contains(&module));
    listed.or_else(|| is_feature(module).then_some(FEATURES))
}

fn is_feature(module: &str) -> bool {
    let file = place::root().join("crates/server/src").join(module).with_extension("rs");
    std::fs::read_to_string(file).is_ok_and(|text| text.contains("\npub const FEATURE: Feature"))
}

/// What each module at the top of the server names of the others, its tests left out.
fn graph() -> BTreeMap<String, BTreeSet<String>> {
    let source = place::root().join("crates/server/src");
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(&source, "rs") {
        let own = module_of(&source, &file);
        let Some(module) = own.first().cloned() else { continue };
        if file.file_name().is_some_and(|name| name == "tests.rs") {
            continue;
        }
        graph.entry(module).or_default().extend(named_by(&own, &production(&read(&file))));
    }
    graph
}

/// Other modules that a text names.
fn named_by(own: &[String], text: &str) -> BTreeSet<String> {
    let firsts = paths_of(text, own).into_iter().filter_map(|path| path.into_iter().next());
    let is_module = |name: &String| name.chars().next().is_some_and(char::is_lowercase);
    firsts.filter(|name| is_module(name) && own.first() != Some(name)).collect()
}

/// Without tests and comments.
fn production(text: &str) -> String {
    without_comments(text.split("#[cfg(test)]").next().unwrap_or_default())
}

/// Every group of modules that reach each other.
fn circles(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reach = |from: &str| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(module) = next.pop() {
            for known in graph.get(&module).into_iter().flatten() {
                if seen.insert(known.clone()) {
                    next.push(known.clone());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&str, BTreeSet<String>> =
        graph.keys().map(|module| (module.as_str(), reach(module))).collect();
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    for (module, known) in &reached {
        if known.contains(*module) {
            let back = |other: &&String| reached.get(other.as_str()).is_some_and(|known| known.contains(*module));
            circles.insert(known.iter().filter(back).cloned().collect());
        }
    }
    circles.into_iter().collect()
}

#[test]
fn each_tables_sql_has_one_owner() {
    let source = place::root().join("crates/server/src");
    let tables = tables();
    let mut wrong: Vec<String> =
        tables.iter().filter(|table| owner(table).is_none()).map(|table| format!("{table} has no owner")).collect();
    let gone = OWNERS.iter().filter(|(table, _)| !table.is_empty() && !tables.contains(*table));
    wrong.extend(gone.map(|(table, _)| format!("there is no table {table}")));
    for file in files(&source, "rs") {
        let own = module_of(&source, &file);
        let Some(module) = own.first() else { continue };
        for (table, writes) in statements(&production(&read(&file)), &tables) {
            if let Some(why) = not_theirs(module, &table, writes) {
                wrong.push(format!("{}: {why}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn owner(table: &str) -> Option<&'static str> {
    OWNERS.iter().find(|(name, _)| *name == table).map(|(_, owner)| *owner)
}

/// Why a module may not have a statement on a table, if it may not.
fn not_theirs(module: &str, table: &str, writes: bool) -> Option<String> {
    let owner = owner(table)?;
    let is_listed = || READS.iter().any(|(reader, name, _)| *reader == module && *name == table);
    match (owner == module, writes) {
        (true, _) => None,
        (false, true) => Some(format!("{module} writes {table}, which is {owner}'s")),
        (false, false) => (!is_listed()).then(|| format!("{module} reads {table}, which is {owner}'s")),
    }
}

/// The tables that the migrations leave.
fn tables() -> BTreeSet<String> {
    let folder = place::root().join("crates/server/migrations");
    let mut tables = BTreeSet::new();
    let all = [files(&folder, "sql"), files(&place::root().join("crates/server/src"), "sql")].concat();
    for file in all {
        for statement in read(&file).split(';') {
            let words: Vec<&str> = statement.split_whitespace().collect();
            for at in 0..words.len() {
                match words[at..] {
                    ["CREATE", "TABLE", name, ..] => drop(tables.insert(name.trim_matches('(').to_owned())),
                    ["DROP", "TABLE", name, ..] => drop(tables.remove(name)),
                    ["ALTER", "TABLE", old, "RENAME", "TO", new] => {
                        tables.remove(old);
                        tables.insert(new.to_owned());
                    }
                    _ => {}
                }
            }
        }
    }
    tables.insert("migrations".to_owned());
    tables
}

/// What a text names of tables in its statements, and whether it writes them.
fn statements(text: &str, tables: &BTreeSet<String>) -> Vec<(String, bool)> {
    let words: Vec<&str> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    for (at, pair) in words.windows(2).enumerate() {
        let [verb, name] = pair else { continue };
        let deletes = at > 0 && words[at - 1] == "DELETE";
        let writes = match *verb {
            "INTO" | "UPDATE" => true,
            "FROM" => deletes,
            "JOIN" => false,
            _ => continue,
        };
        if tables.contains(*name) {
            found.push(((*name).to_owned(), writes));
        }
    }
    // As bulk inserts name it.
    let bulk = tables.iter().filter(|table| text.contains(&format!("\"{table} (")));
    found.extend(bulk.map(|table| (table.clone(), true)));
    found
}

#[test]
fn time_and_chance_are_asked_for_in_one_place_each() {
    let source = place::root().join("crates/server/src");
    let mut wrong = Vec::new();
    for file in files(&source, "rs") {
        let own = module_of(&source, &file);
        let module = own.first().map(String::as_str).unwrap_or_default();
        let text = production(&read(&file));
        let asks = SOURCES.iter().filter(|(name, may)| text.contains(name) && !may.contains(&module));
        wrong.extend(asks.map(|(name, _)| format!("{}: {name}", file.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_rule_can_be_broken() {
    let known = |module: &str, text: &str| named_by(&[module.to_owned()], text);
    assert!(why_not("booking", 2, "orders").is_some(), "a ledger knows no feature");
    assert!(why_not("orders", 3, "tasks").is_some(), "an edge that is not listed");
    assert!(why_not("tasks", 3, "orders").is_none() && why_not("orders", 3, "booking").is_none());
    assert!(why_not("orders", 3, "vouchers").is_some(), "an unknown module");
    assert_eq!(known("orders", "use crate::{tasks::settle, booking};"), ["booking", "tasks"].map(str::to_owned).into());
    let circle = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")];
    let graph = circle.map(|(from, to)| (from.to_owned(), BTreeSet::from([to.to_owned()]))).into();
    assert_eq!(circles(&graph), [["a", "b", "c"].map(str::to_owned).to_vec()]);
    let tables: BTreeSet<String> = ["orders", "sales"].map(str::to_owned).into();
    let sql = "\"SELECT a FROM orders o JOIN sales s\" \"DELETE FROM orders\" const TABLE: &str = \"sales (id)\"";
    let found = statements(sql, &tables);
    let expected = [("orders", false), ("sales", false), ("orders", true), ("sales", true)];
    assert_eq!(found, expected.map(|(table, writes)| (table.to_owned(), writes)));
    assert!(not_theirs("boards", "sales", true).is_some() && not_theirs("boards", "sales", false).is_none());
    assert!(not_theirs("tasks", "orders", false).is_some() && not_theirs("orders", "orders", true).is_none());
}
