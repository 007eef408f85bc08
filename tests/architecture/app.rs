//! The floors of the app: every module of `src/` stands on one, and knows only what stands below. What comes with the first file
//! names no page beyond it; pages do not name each other.

use super::{files, module_of, paths_of, place, read};
use shuke_face::{PAGES, Page, Route};
use shuke_tests::screens::SCREENS;
use shuke_tests::tapped::{NOT_TAPPED, OF_GUESTS, OF_MEMBERS, OF_STAFF};

/// Every module at the top of `src/`, from the ground up.
const FLOORS: [(&str, &[&str]); 8] = [
    ("the browser, values, what Leptos is made smaller with", &["device", "failure", "react"]),
    ("what travels, words, the history", &["api", "i18n", "router"]),
    ("what is kept, and the parts that pages are made of", &["device_copy", "ui"]),
    ("who is here", &["session"]),
    ("reading and writing", &["paged", "remote"]),
    ("what several pages do in the same way", &["inside", "painter", "scanner", "shared"]),
    ("pages", &["pages"]),
    ("the cut, and what holds all of it", &["bundles", "app"]),
];

/// Who may know whom on the same floor, and why.
const BESIDE: [(&str, &str, &str); 1] = [("app", "bundles", "the frame draws what a part gives")];

/// Who may not know whom although it stands below.
const BLIND: [(&str, &[&str], &str); 2] = [
    ("i18n", &["device", "react"], "i18n knows words only"),
    ("ui", &["api", "router"], "ui is given what it shows, and told what to do"),
];

/// What of the pages comes with the first file, and why: nothing else of them may be named above, except by `bundles`.
const FIRST: [(&str, &str); 2] =
    [("card", "most visits open it and leave again"), ("store", "where the printed code of a shop leads")];

#[test]
fn the_apps_modules_know_only_what_stands_below_them() {
    let source = place::root().join("src");
    let mut wrong = Vec::new();
    for file in files(&source, "rs") {
        let found = wrong_in(&module_of(&source, &file), &read(&file));
        wrong.extend(found.into_iter().map(|why| format!("{}: {why}", file.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a module names that it may not. `own` is where it stands: `pages, card, model`.
fn wrong_in(own: &[String], text: &str) -> Vec<String> {
    // `main.rs` starts it all.
    let Some(module) = own.first() else { return Vec::new() };
    let Some(floor) = floor(module) else { return vec![format!("{module} stands on no floor of this test")] };
    let mut wrong = Vec::new();
    for path in named_in(text, own) {
        let Some(known) = path.first().filter(|known| *known != module) else {
            wrong.extend(other_page(own, &path));
            continue;
        };
        match self::floor(known) {
            // A macro or a type at the root of the crate.
            None => wrong.push(format!("{} stands on no floor of this test", path.join("::"))),
            Some(below) if below > floor => wrong.push(format!("{module} is below {}", path.join("::"))),
            Some(same) if same == floor && !is_beside(module, known) => {
                wrong.push(format!("{module} is beside {}", path.join("::")));
            }
            Some(_) => wrong.extend(blind(module, known)),
        }
    }
    if module != "bundles" && module != "pages" {
        let named = pages_in(text, own).into_iter().filter(|page| !FIRST.iter().any(|(first, _)| is_of(page, first)));
        wrong.extend(named.map(|page| format!("pages::{page} does not come with the first file")));
    }
    wrong
}

/// Every path that a file names. Its tests stand a step below it: their `super` is the file.
fn named_in(text: &str, own: &[String]) -> Vec<Vec<String>> {
    let (code, tests) = text.split_once("#[cfg(test)]\nmod tests {").unwrap_or((text, ""));
    let below = [own, &["tests".to_owned()]].concat();
    [paths_of(code, own), paths_of(tests, &below)].concat()
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|(_, modules)| modules.contains(&module))
}

fn is_beside(own: &str, known: &str) -> bool {
    BESIDE.iter().any(|(from, to, _)| *from == own && *to == known)
}

fn blind(own: &str, known: &str) -> Option<String> {
    let rule = BLIND.iter().find(|(from, to, _)| *from == own && to.contains(&known))?;
    Some(format!("{own} knows {known}: {}", rule.2))
}

/// A page that another page names; what all share stands at their root, which knows each.
fn other_page(own: &[String], path: &[String]) -> Option<String> {
    let (page, other) = (own.get(1)?, path.get(1)?);
    (own.first()? == "pages" && page != other).then(|| format!("{page} knows pages::{other}"))
}

/// `card::page` is of `card`.
fn is_of(page: &str, first: &str) -> bool {
    page.strip_prefix(first).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// What a text names of the pages, `use crate::pages` and then `pages::card::page` included.
fn pages_in(text: &str, own: &[String]) -> Vec<String> {
    let whole = named_in(text, own).into_iter().filter(|path| path.first().is_some_and(|first| first == "pages"));
    // The module itself is no page yet.
    let mut named: Vec<String> = whole.map(|path| path[1..].join("::")).filter(|rest| !rest.is_empty()).collect();
    let code = super::without_comments(text);
    for (at, word) in code.match_indices("pages::") {
        let before = code[..at].chars().next_back().unwrap_or(' ');
        if !before.is_alphanumeric() && before != '_' && before != ':' {
            let is_name = |c: &char| c.is_alphanumeric() || *c == '_' || *c == ':';
            named.push(code[at + word.len()..].chars().take_while(is_name).collect());
        }
    }
    named
}

fn of(module: &str, text: &str) -> Vec<String> {
    wrong_in(&module.split("::").map(str::to_owned).collect::<Vec<_>>(), text)
}

#[test]
fn every_page_is_on_a_screen_that_the_browsers_look_at() {
    let seen = |page: &&Page| SCREENS.iter().any(|screen| screen.at == **page);
    let missing: Vec<_> = PAGES.iter().filter(|page| page.exists() && !seen(page)).map(|page| page.path()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_page_is_tapped_on_all_over_or_it_is_said_why_not() {
    let paths = OF_MEMBERS.iter().chain(&OF_GUESTS).chain(&OF_STAFF);
    let tapped: Vec<Page> = paths.map(|path| Route::parse(path).page).collect();
    for page in PAGES.iter().filter(|page| page.exists()) {
        let is_exempt = NOT_TAPPED.iter().any(|(exempt, _)| exempt == page);
        assert!(tapped.contains(page) != is_exempt, "{}", page.path());
    }
}

#[test]
fn what_stands_below_may_be_known() {
    for (module, text) in [
        ("pages::card", "use crate::session::Center;\nuse super::card::model;"),
        ("app::frame", "use crate::bundles;\nuse crate::pages;\nfn f() { pages::card::page() }"),
        ("bundles", "use crate::pages;\nfn f() { pages::mall }"),
        ("pages", "use crate::react;\nfn f() { mall::page() }"),
        ("session", "use crate::{api, device_copy};\nuse super::react;"),
        ("shared::tasking", "// use crate::pages::mall;\nuse crate::remote::Write;"),
    ] {
        assert_eq!(of(module, text), Vec::<String>::new(), "{module}");
    }
}

#[test]
fn what_stands_above_may_not_be_known() {
    for (module, text) in [
        ("ui::button", "use crate::session::Center;"),
        ("device::dom", "use crate::i18n::Texts;"),
        ("session", "use crate::ui::{button, toast::Toasts};\nfn f() { crate::remote::send() }"),
        ("remote", "use crate::pages::mall;"),
        ("ui::markup", "fn f() { super::super::app::start() }"),
        ("shared::tasking", "use crate::bundles::page;"),
        ("pages::card", "use crate::app::frame;"),
    ] {
        assert!(!of(module, text).is_empty(), "{module}");
    }
}

#[test]
fn neighbours_may_be_known_only_where_it_is_listed() {
    assert!(of("app::frame", "use crate::bundles;").is_empty());
    assert!(!of("bundles", "use crate::app;").is_empty());
    assert!(!of("scanner", "use crate::shared::tasking;").is_empty());
}

#[test]
fn what_is_given_everything_asks_for_nothing() {
    assert!(!of("ui::states", "use crate::api;").is_empty() && !of("ui::qr", "use crate::{route, ui};").is_empty());
    assert!(!of("i18n::mall", "use crate::device::clock;").is_empty());
}

#[test]
fn a_module_without_a_floor_is_noticed_wherever_it_is_named() {
    assert!(!of("news", "").is_empty() && !of("pages::card", "use crate::news::Read;").is_empty());
}

#[test]
fn pages_do_not_know_each_other() {
    assert!(!of("pages::card::model", "use crate::pages::tiers;").is_empty());
    assert!(!of("pages::card", "use super::tiers::rows;").is_empty());
    assert!(of("pages::card::model", "use super::rows;\nuse crate::pages::card::page;").is_empty());
    assert!(of("pages::card", "#[cfg(test)]\nmod tests {\n    use super::TIERS;\n}").is_empty());
}

#[test]
fn what_comes_first_names_no_page_that_comes_later() {
    assert!(!of("app", "use crate::pages::mall;").is_empty());
    assert!(!of("app", "use crate::pages::{card, orders::order_page};").is_empty());
    assert!(!of("app::frame", "use crate::pages;\nfn f() { pages::mall::page() }").is_empty());
    assert!(of("app", "use crate::pages::card::page;").is_empty());
}
