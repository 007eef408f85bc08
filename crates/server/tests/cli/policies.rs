//! `check`, `plan` and `apply`.

use crate::support::{Shuke, online, root, sample, shops, small_shops};
use std::path::{Path, PathBuf};

fn check(shuke: &Shuke, policy: impl AsRef<[u8]>) -> crate::support::Said {
    let file = shuke.directory.file("checked.toml", policy);
    shuke.run(["check".as_ref(), file.as_os_str()])
}

fn line_of(policy: &str, text: &str) -> usize {
    policy.lines().position(|line| line.contains(text)).unwrap() + 1
}

#[test]
fn both_examples_are_sound() {
    let shuke = Shuke::fresh();
    assert!(check(&shuke, online()).well().contains("is sound: 小满 (Xiaoman), 3 shops, 5 tiers"));
    assert!(check(&shuke, shops()).well().contains("is sound: 山岚 (Shanlan), 5 shops, 4 tiers"));
    assert!(!shuke.data().exists(), "check needs no data");
}

/// An app with an art kit that has everything of the example's but these, and these besides.
fn app_with(shuke: &Shuke, kit: &str, without: &[&str], besides: &[(&str, &str)]) -> PathBuf {
    let app = shuke.directory.0.join("app");
    let folder = app.join("art").join(kit);
    std::fs::create_dir_all(&folder).unwrap();
    for drawing in std::fs::read_dir(root().join("public/art/leaf")).unwrap() {
        let drawing = drawing.unwrap();
        if !without.iter().any(|name| drawing.file_name() == *name) {
            std::fs::copy(drawing.path(), folder.join(drawing.file_name())).unwrap();
        }
    }
    for (name, content) in besides {
        std::fs::write(folder.join(name), content).unwrap();
    }
    app
}

fn check_with(shuke: &Shuke, policy: &str, app: &Path) -> crate::support::Said {
    let file = shuke.directory.file("checked.toml", policy);
    shuke.run(["check".as_ref(), file.as_os_str(), "--app".as_ref(), app.as_os_str()])
}

#[test]
fn both_examples_art_kits_have_what_their_pages_show() {
    let shuke = Shuke::fresh();
    for (policy, kit) in [(online(), "leaf"), (shops(), "ridge")] {
        let said = check_with(&shuke, &policy, &root().join("public")).well();
        let ending = format!("art/{kit}, is complete: ");
        assert!(said.contains("is sound: ") && said.contains(&ending), "{said}");
    }
}

#[test]
fn what_an_art_kit_lacks_is_named_drawing_by_drawing_and_stops_nothing() {
    let shuke = Shuke::fresh();
    let heavy = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}</svg>", " ".repeat(6_000));
    let besides = [("hero.svg", heavy.as_str()), ("pattern.svg", "<svg onload=\"x()\"/>"), ("notes.txt", "no drawing")];
    let app = app_with(&shuke, "own", &["scene-inbox.svg", "card-winter-tea.svg"], &besides);
    let said = check_with(&shuke, &online().replace("art = \"leaf\"", "art = \"own\""), &app).well();
    let at = said.find("Its art kit, ").expect(&said);
    let lines: Vec<&str> = said[at..].lines().skip(1).map(str::trim).collect();
    assert_eq!(
        lines,
        [
            "card-winter-tea.svg is missing; until it is drawn, card-event stands in its place",
            "hero.svg has 6046 bytes; make it smaller, 6000 at most",
            "pattern.svg has an attribute that runs something (on…=); take it out",
            "scene-inbox.svg is missing; until it is drawn, the plain kit's stands in its place",
            "4 drawings to look after.",
        ]
    );
}

#[test]
fn an_art_kit_that_is_not_there_is_a_problem_with_its_line_and_remedy() {
    let shuke = Shuke::fresh();
    let app = app_with(&shuke, "own", &[], &[]);
    let policy = online();
    let said = check_with(&shuke, &policy, &app).badly();
    let place =
        format!("checked.toml:{}: brand.look.art: there is no folder `leaf` in ", line_of(&policy, "art = \"leaf\""));
    assert!(said.contains(&place) && said.contains("\n  name one that is there (own)"), "{said}");
    assert!(said.ends_with("1 problem.\n"), "{said}");
}

#[test]
fn where_there_is_no_app_it_is_said_that_no_art_kit_was_looked_at() {
    let shuke = Shuke::fresh();
    let said = check(&shuke, online()).well();
    assert!(said.contains("Its art kit was not looked at: there is no ./dist here; --app names "), "{said}");
    let none = check(&shuke, online().replace("art = \"leaf\"\n", "")).well();
    assert!(none.contains("It names no art kit: pages show the plain one."), "{none}");
    let nowhere = shuke.directory.0.join("nowhere");
    let said = check_with(&shuke, &online(), &nowhere).badly();
    assert!(said.contains("nowhere/art: No such file") && said.contains("--app names where"), "{said}");
}

#[test]
fn every_problem_is_told_at_once_with_its_line_key_and_remedy() {
    let shuke = Shuke::fresh();
    let wrong = online()
        .replace("[ladder]\n", "[ladder]\ncolour = \"red\"\n")
        .replace("spend = 999\n", "spend = 399\n")
        .replace("years = 1", "years = \"soon\"");
    let said = check(&shuke, &wrong).badly();
    for (text, key) in [("colour =", "ladder.colour"), ("spend = 399", "tiers[2].spend"), ("years =", "expiry.years")] {
        let place = format!("checked.toml:{}: {key}: ", line_of(&wrong, text));
        assert!(said.contains(&place), "{place} is not in:\n{said}");
    }
    assert!(said.ends_with("3 problems.\n"), "{said}");
    let remedies = said.lines().filter(|line| line.starts_with("  ")).count();
    assert_eq!(remedies, 3, "{said}");
}

#[test]
fn two_tiers_of_one_threshold_and_shops_of_one_id_are_refused() {
    let shuke = Shuke::fresh();
    let said = check(&shuke, online().replace("spend = 999\n", "spend = 499\n")).badly();
    assert!(said.contains("tiers[2].spend"), "{said}");
    let said = check(&shuke, online().replace("id = \"hefang\"", "id = \"wukang\"")).badly();
    assert!(said.contains("stores[1].id"), "{said}");
}

#[test]
fn a_file_that_is_no_toml_no_utf8_or_not_there_is_said_with_its_line() {
    let shuke = Shuke::fresh();
    assert!(check(&shuke, "[brand]\nid = \"x\ncode = \"690\"\n").badly().contains("checked.toml:2"));
    assert!(check(&shuke, b"[brand]\nname = \"\xcd\xf5\"\n").badly().contains("checked.toml:2: is not UTF-8"));
    assert!(shuke.run(["check", "no/such.toml"]).badly().contains("no/such.toml: No such file"));
    let directory = shuke.directory.0.clone();
    assert!(shuke.run(["check".as_ref(), directory.as_os_str()]).badly().contains("directory"));
}

#[test]
fn applying_makes_a_fresh_directory_ready_and_the_same_again_changes_nothing() {
    let shuke = Shuke::fresh();
    let file = shuke.directory.file("brand.toml", online());
    let apply = || shuke.run(["apply".as_ref(), file.as_os_str()]).well();
    assert_eq!(apply(), "Rule version 1 is in force.\n");
    assert_eq!(shuke.data().join("shuke.sqlite").exists(), shuke.is_sqlite());
    assert_eq!(apply(), "Nothing new: rule version 1 is in force and says the same.\n");
    shuke.directory.file("brand.toml", format!("{}\n# The same, said twice.\n", online()));
    assert_eq!(apply(), "Nothing new: rule version 1 is in force and says the same.\n");
    shuke.directory.file("brand.toml", online().replace("spend = 999\n", "spend = 899\n"));
    let said = apply();
    assert!(
        said.contains("tiers.daren.spend: ¥999 → ¥899") && said.ends_with("Rule version 2 is in force (1 changes).\n"),
        "{said}"
    );
}

#[test]
fn a_policy_that_cannot_follow_is_refused_by_plan_and_apply() {
    let shuke = Shuke::with(&online());
    let zone = online().replace("Asia/Shanghai", "Europe/Paris");
    let file = shuke.directory.file("next.toml", &zone);
    for command in ["plan", "apply"] {
        let said = shuke.run([command.as_ref(), file.as_os_str()]).badly();
        assert!(said.contains(&format!("next.toml:{}: brand.time_zone: ", line_of(&zone, "Europe/Paris"))), "{said}");
    }
    shuke.directory.file("next.toml", shops());
    assert!(shuke.run(["apply".as_ref(), file.as_os_str()]).badly().contains("brand.id"));
    let said = shuke.run(["report", "tiers", "--at", "2024-01-01", "--json"]).well();
    assert!(said.contains("xiaobai"), "{said}");
}

/// A tier's row in a plan's table: today, next purchase old and new, next review old and new where tiers lapse.
fn table<const N: usize>(plan: &str, tier: &str) -> [i64; N] {
    let row = plan.lines().find(|line| line.trim_start().starts_with(&format!("{tier} "))).unwrap();
    let figures: Vec<i64> = row.split_whitespace().skip(2).map(|cell| cell.replace(',', "").parse().unwrap()).collect();
    figures.try_into().unwrap()
}

#[test]
fn a_lower_threshold_lifts_at_the_next_purchase_and_the_plan_names_who() {
    let shuke = Shuke::with(&online());
    shuke.imported(&sample(), &[]);
    let file = shuke.directory.file("next.toml", online().replace("spend = 499\n", "spend = 300\n"));
    let plan = shuke.run(["plan".as_ref(), file.as_os_str()]).well();
    assert!(plan.contains("tiers.suren.spend: ¥499 → ¥300"), "{plan}");
    let [today, before, after] = table(&plan, "suren");
    assert!(today == before && after > before, "{plan}");
    assert!(plan.contains(&format!("{} members gain a tier", after - before)), "{plan}");
    assert!(plan.contains("0 members lose a tier"), "{plan}");
    let named: Vec<&str> = plan.lines().filter(|line| line.ends_with("xiaobai → suren")).collect();
    assert_eq!(named.len(), usize::try_from(after - before).unwrap().min(20));
    assert!(named.is_sorted(), "by card");
    assert_eq!(
        shuke.run(["plan".as_ref(), shuke.directory.file("same.toml", online()).as_os_str()]).well(),
        "Nothing would change: rule version 1 says the same.\n"
    );
}

#[test]
fn a_higher_threshold_takes_no_tier_inside_its_validity_and_says_who_loses_it_at_the_review() {
    let shuke = Shuke::with(&small_shops());
    // Silver by the first purchase; the second comes in the grace and decides at the review, or is gold by itself.
    let today = chrono::Utc::now().date_naive();
    let [first, second] = [380, 5].map(|days| today - chrono::Days::new(days));
    let rows: Vec<String> = (1..=30).map(|n| format!("{n},{first},130\n{n},{second},{}\n", 100 + 5 * n)).collect();
    let file = shuke.directory.file("recent.csv", format!("customer,date,amount\n{}", rows.concat()));
    shuke.imported(&file, &[]);
    let next = small_shops().replace("spend = 150\nsingle = 125", "spend = 170\nsingle = 160");
    let file = shuke.directory.file("next.toml", next);
    let plan = shuke.run(["plan".as_ref(), file.as_os_str()]).well();
    let [now, before, after, reviewed_before, reviewed_after] = table(&plan, "silver");
    assert!(now == before && before == after, "inside the validity nobody moves: {plan}");
    // 19 hold silver. ¥125 to ¥195 keep it now, ¥160 to ¥195 will.
    assert_eq!((now, reviewed_before, reviewed_after), (19, 15, 8), "{plan}");
    assert!(plan.contains("7 members lose a tier against the rules in force at their next review"), "{plan}");
    assert_eq!(plan.lines().filter(|line| line.contains("silver → points on ")).count(), 7, "{plan}");
    shuke.run(["apply".as_ref(), file.as_os_str()]).well();
    let silver = |day: chrono::NaiveDate| shuke.report("tiers", &day.to_string())["tiers"]["silver"].clone();
    assert_eq!((silver(today), silver(today + chrono::Days::new(30))), (19.into(), 8.into()));
}
