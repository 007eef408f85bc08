//! What a new policy changes, and what it must keep.

use super::{SHANLAN, SMALL, XIAOMAN, good, small};
use crate::policy::file::{Problem, changes, successor_problems};

fn today() -> crate::time::Day {
    crate::time::Day::parse("2026-11-22").unwrap()
}

fn changed(from: &str, to: &str) -> Vec<String> {
    changes(&good(SMALL), &good(&small(from, to)))
}

fn refused(source: &str) -> Vec<String> {
    let found = successor_problems(&good(SMALL), &good(source), source, today());
    found.iter().map(Problem::to_string).collect()
}

#[test]
fn a_policy_changes_nothing_about_itself() {
    for source in [XIAOMAN, SHANLAN, SMALL] {
        assert!(changes(&good(source), &good(source)).is_empty());
        assert!(successor_problems(&good(source), &good(source), source, today()).is_empty());
    }
}

#[test]
fn changes_are_told_key_by_key_in_the_words_of_the_file() {
    assert_eq!(changed("spend = 3000", "spend = \"2999.50\""), ["tiers.silver.spend: ¥3,000 → ¥2,999.50"]);
    assert_eq!(changed("en = \"Silver\"", "en = \"Moon\""), ["tiers.silver.name.en: “Silver” → “Moon”"]);
    assert_eq!(changed("spend = 5000", "spend = 5000\nsingle = 4000"), ["tiers.gold.single: none → ¥4,000"]);
    assert_eq!(changed("spend = 5000", "spend = 5000\nmultiplier = \"1.5\""), ["tiers.gold.multiplier: ×1 → ×1.5"]);
    assert_eq!(
        changed("spend = 5000", "spend = 5000\npays_percent = { regular = 80 }"),
        ["tiers.gold.pays_percent.regular: none → 80"]
    );
    assert_eq!(
        changed("spend = 5000", "spend = 5000\nbenefits = [{ zh = \"茶\", en = \"Tea\" }]"),
        ["tiers.gold.benefits[0]: none → “茶” / “Tea”"]
    );
    assert_eq!(
        changed("kind = \"never\"", "kind = \"year_end\"\nyears = 1"),
        ["expiry.kind: never → year_end", "expiry.years: none → 1"]
    );
    assert_eq!(changed("required = true", "required = true # still"), Vec::<String>::new());
}

#[test]
fn entries_that_come_and_go_are_told_by_their_ids() {
    let platinum = SMALL.replace("id = \"gold\"", "id = \"platinum\"");
    assert_eq!(changes(&good(SMALL), &good(&platinum)), ["tiers.gold: removed", "tiers.platinum: added"]);
}

#[test]
fn a_task_that_comes_changes_or_goes_is_told_by_its_id() {
    let task = "\n[[tasks]]\nid = \"visit\"\nname = { zh = \"到店\", en = \"Visit\" }\nkind = \"visit\"\npoints = 5\n";
    let with = format!("{SMALL}{task}");
    let weekly = with.replace("points = 5", "points = 8\nrepeat = \"weekly\"");
    assert_eq!(changes(&good(SMALL), &good(&with)), ["tasks.visit: added"]);
    assert_eq!(changes(&good(&with), &good(SMALL)), ["tasks.visit: removed"]);
    assert_eq!(
        changes(&good(&with), &good(&weekly)),
        ["tasks.visit.repeat: none → weekly", "tasks.visit.points: 5 → 8"]
    );
}

#[test]
fn long_texts_are_told_by_their_length() {
    let long = SMALL.replace("en = \"All of it\"", &format!("en = \"{}\"", "a ".repeat(60).trim_end()));
    let longer = SMALL.replace("en = \"All of it\"", &format!("en = \"{}\"", "a ".repeat(70).trim_end()));
    assert_eq!(changes(&good(&long), &good(&longer)), ["consents.membership.text.en: reworded (119 → 139 characters)"]);
    assert_eq!(changes(&good(SMALL), &good(&long)), ["consents.membership.text.en: “All of it” → 119 characters"]);
}

#[test]
fn what_cards_and_days_rest_on_stays() {
    let found = refused(&SMALL.replace("code = \"001\"", "code = \"002\"\ntime_zone = \"Asia/Tokyo\""));
    let expected = [
        "line 3: brand.code: changes to \"002\", but issued card numbers and member codes carry \"001\" – write \"001\", or \
         begin another brand with an empty data directory",
        "line 4: brand.time_zone: changes to \"Asia/Tokyo\", but the days of all purchases so far are those of \
         \"Asia/Shanghai\" – write \"Asia/Shanghai\", or begin another brand with an empty data directory",
    ];
    assert_eq!(found, expected);
    assert!(refused(&small("id = \"small\"", "id = \"large\""))[0].starts_with("line 2: brand.id: "));
}

#[test]
fn tiers_that_members_hold_and_shops_that_they_joined_in_stay() {
    assert_eq!(
        refused(&small("id = \"gold\"", "id = \"platinum\"")),
        ["line 16: tiers.gold: `gold` is missing, and members may hold it – keep a tier with id = \"gold\""]
    );
    assert_eq!(
        refused(&small("id = \"one\"", "id = \"two\"")),
        [
            "line 7: stores.one: `one` is missing, and members and sales belong to it – keep it; a closed shop has revoked \
          = true (id = \"one\")"
        ]
    );
}

#[test]
fn a_consent_that_says_something_else_has_another_version() {
    let reworded = small("en = \"All of it\"", "en = \"All of it, and more\"");
    let expected = "line 44: consents[0].version: stays \"1\" although what `membership` says has changed – write a new \
                    version, so that the log tells who agreed to which wording";
    assert_eq!(refused(&reworded), [expected]);
    assert!(refused(&reworded.replace("version = \"1\"", "version = \"2\"")).is_empty());
}
