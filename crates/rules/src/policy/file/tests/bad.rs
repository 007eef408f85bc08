//! What is wrong with a file is said with its line, its key and a remedy, all at once.

use super::{SMALL, problems, small};
use crate::policy::file::read;
use crate::policy::file::sections::POLICY;

/// The one problem of [`SMALL`] after a change.
#[track_caller]
pub fn refused(from: &str, to: &str, expected: &str) {
    assert_eq!(problems(&small(from, to)), [expected]);
}

#[test]
fn an_unknown_key_is_named_with_the_one_that_was_meant() {
    refused(
        "spend = 3000",
        "spned = 3000",
        "line 25: tiers[1].spned: is not a key of a policy – did you mean `spend`?",
    );
    refused(
        "region = \"01\"",
        "region = \"01\"\nplanet = \"earth\"",
        "line 12: stores[0].planet: is not a key of a policy – remove it; known here: id, name, address, hours, region, \
         revoked",
    );
    let keys: Vec<&str> = POLICY.iter().map(|key| key.name).collect();
    refused(
        "[expiry]",
        "[expriy]\nkind = \"never\"\n[expiry]",
        &format!("line 39: expriy: is not a key of a policy – remove it; known here: {}", keys.join(", ")),
    );
}

#[test]
fn a_missing_key_is_named_with_an_example() {
    refused("code = \"001\"\n", "", "line 1: brand.code: is missing – add code = \"690\"");
    refused("[ladder]\nkind = \"period\"\n", "", "line 1: ladder: is missing – add ladder = { kind = \"lifetime\" }");
    refused(
        "en = \"Small\"",
        "",
        "line 4: brand.name.en: is missing – write the text in both languages: add en = \"…\"",
    );
}

#[test]
fn a_wrong_type_names_what_was_found_and_what_is_expected() {
    refused(
        "name = { zh = \"银\", en = \"Silver\" }",
        "name = \"银\"",
        "line 24: tiers[1].name: found the string \"银\", expected text, up to 16 characters – write both languages: { \
         zh = \"银\", en = \"…\" }",
    );
    refused(
        "code = \"001\"",
        "code = 690",
        "line 3: brand.code: found `690` without quotes, expected string of 3 digits – write it as a string: \"690\"",
    );
    refused(
        "required = true",
        "required = \"true\"",
        "line 45: consents[0].required: found the string \"true\", expected `true` or `false` – write it without quotes",
    );
    refused(
        "[[earning.classes]]",
        "[earning.classes]",
        "line 34: earning.classes: found a table, expected list of 1–20: table – write its header with two brackets, \
         [[…]], or the value in [ ]",
    );
    refused(
        "kind = \"period\"",
        "kind = \"period\"\nmonths = \"12\"",
        "line 15: ladder.months: found the string \"12\", expected whole number 1–60 – write it without quotes",
    );
}

#[test]
fn a_floating_point_number_is_told_to_become_a_string() {
    refused(
        "spend = 3000",
        "spend = 2999.9",
        "line 25: tiers[1].spend: `2999.9` is a floating-point number, and those are not exact – write it as a string: \
         \"2999.9\"",
    );
    refused(
        "points_per_yuan = \"1\"",
        "points_per_yuan = 1.5",
        "line 37: earning.classes[0].points_per_yuan: `1.5` is a floating-point number, and those are not exact – write \
         it as a string: \"1.5\"",
    );
}

#[test]
fn days_that_do_not_exist_are_refused_where_they_stand() {
    refused(
        "version = \"1\"",
        "version = \"2026-02-30\"",
        "line 44: consents[0].version: there is no day 2026-02-30 – write a day that exists, such as \"2026-02-28\"",
    );
    refused(
        "version = \"1\"",
        "version = 2026-02-30",
        "line 44: consents[0].version: there is no such day or time: expected day between 01 and 28 – write a day that \
         exists, such as 2026-02-28",
    );
    refused(
        "version = \"1\"",
        "version = 2026-02-28",
        "line 44: consents[0].version: found `2026-02-28` without quotes, expected version – write it as a string: \
         \"2026-02-28\"",
    );
}

#[test]
fn words_that_are_known_are_suggested() {
    refused(
        "material = \"gold\"",
        "material = \"glod\"",
        "line 32: tiers[2].material: \"glod\" is not known here – did you mean \"gold\"?",
    );
    refused(
        "code = \"001\"",
        "code = \"001\"\ntime_zone = \"Asia/Shanghia\"",
        "line 4: brand.time_zone: there is no time zone \"Asia/Shanghia\" – did you mean \"Asia/Shanghai\"?",
    );
    refused(
        "material = \"gold\"",
        "material = \"gold\"\npays_percent = { regulr = 80 }",
        "line 33: tiers[2].pays_percent.regulr: there is no class of goods `regulr` – did you mean `regular`?",
    );
}

#[test]
fn numbers_out_of_bounds_name_the_bounds() {
    refused(
        "material = \"gold\"",
        "material = \"gold\"\npays_percent = { regular = 101 }",
        "line 33: tiers[2].pays_percent.regular: 101 is above 100 – write a whole number from 1 to 100",
    );
    refused(
        "kind = \"period\"",
        "kind = \"period\"\nmonths = 0",
        "line 15: ladder.months: 0 is below 1 – write a whole number from 1 to 60",
    );
    refused(
        "spend = 5000",
        "spend = -5",
        "line 31: tiers[2].spend: `-5` is not an amount in yuan – write yuan from 0 to 100,000,000, such as 499 or \
         \"499.50\"",
    );
    refused(
        "material = \"gold\"",
        "material = \"gold\"\nmultiplier = \"0\"",
        "line 33: tiers[2].multiplier: the factor 0 is out of bounds – write a factor from 0.001 to 100, such as \"1.2\"",
    );
    refused(
        "kind = \"period\"",
        "kind = \"period\"\nmonths = 99999999999999999999",
        "line 15: ladder.months: 99999999999999999999 is above 60 – write a whole number from 1 to 60",
    );
}

#[test]
fn colours_that_cannot_be_read_are_refused_with_their_contrast() {
    let look = |accent: &str| {
        let look = format!("[brand.look]\naccent = \"{accent}\"\naccent_dark = \"#f08a74\"\n\n[[stores]]");
        problems(&small("[[stores]]", &look))
    };
    let pale = "line 8: brand.look.accent: contrast of #cc8888 with the ground #f8f6f1 is 2.61:1; text needs 4.5:1 – \
                choose a darker colour";
    assert_eq!(look("#cc8888"), [pale]);
    let no_colour = "line 8: brand.look.accent: \"red\" is not a colour – write a colour such as \"#a8321f\"";
    assert_eq!(look("red"), [no_colour]);
}

#[test]
fn texts_are_there_in_both_languages_and_short_enough_for_their_place() {
    refused("en = \"Silver\"", "en = \" \"", "line 24: tiers[1].name.en: is empty – write what members will read");
    refused(
        "en = \"Silver\"",
        "en = \"Silver and a half moon\"",
        "line 24: tiers[1].name.en: has 22 characters – shorten it to 16",
    );
}

#[test]
fn what_stands_twice_is_named() {
    refused(
        "code = \"001\"",
        "code = \"001\"\ncode = \"002\"",
        "line 4: brand.code: stands here a second time – keep one of the two",
    );
    refused(
        "zh = \"银\"",
        "zh = \"银\", zh = \"金\"",
        "line 24: tiers[1].name.zh: stands here a second time – keep one of the two",
    );
    refused(
        "spend = 3000",
        "spend = 3000\nid = \"bronze\"",
        "line 26: tiers[1].id: stands here a second time – keep one of the two",
    );
    let twice = format!("{SMALL}\n[ladder]\nkind = \"period\"\n");
    assert_eq!(problems(&twice)[0], "line 49: ladder: stands here a second time – keep one of the two");
}

#[test]
fn a_file_that_is_no_toml_is_refused_by_line() {
    let found = problems(&small("code = \"001\"", "code = \"001"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("line 3: brand.code: is not TOML: "), "{found:?}");
    assert!(problems("").iter().any(|problem| problem.starts_with("line 1: tiers: is missing")));
}

#[test]
fn all_problems_come_at_once_and_by_line() {
    let source = SMALL
        .replace("code = \"001\"", "code = \"1\"\ncolor = \"red\"")
        .replace("spend = 3000", "spend = 3000.5\nstart = 2026-02-30")
        .replace("spend = 5000", "spend = 0")
        .replace("kind = \"never\"", "kind = \"nver\"");
    let lines: Vec<_> = read(&source).unwrap_err().into_iter().map(|problem| (problem.line, problem.key)).collect();
    let expected = [
        (3, "brand.code"),
        (4, "brand.color"),
        (26, "tiers[1].spend"),
        (27, "tiers[1].start"),
        (33, "tiers[2].spend"),
        (42, "expiry.kind"),
    ];
    assert_eq!(lines, expected.map(|(line, key)| (line, key.to_owned())));
}

#[test]
fn one_slip_is_one_problem_and_not_also_its_consequences() {
    for (from, to, expected) in [
        ("kind = \"period\"", "kind = \"perod\"\ngrace_days = 14", "ladder.kind"),
        ("kind = \"never\"", "kind = \"nevr\"", "expiry.kind"),
        ("required = true", "requird = true", "consents[0].requird"),
        ("spend = 5000", "by_invitaton = true", "tiers[2].by_invitaton"),
        ("spend = 5000", "spend = \"5,000\"", "tiers[2].spend"),
        ("id = \"regular\"", "id = \"Regular!\"", "earning.classes[0].id"),
        ("[[consents]]", "[[concents]]", "concents"),
    ] {
        let priced = small(from, to).replace("spend = 0", "spend = 0\npays_percent = { regular = 95 }");
        let keys: Vec<_> = read(&priced).unwrap_err().into_iter().map(|problem| problem.key).collect();
        assert_eq!(keys, [expected]);
    }
}
