//! `item-codes`

use crate::support::{Shuke, online};
use shuke_rules::item_code::ItemCode;
use std::collections::BTreeSet;
use std::path::Path;

fn with_goods() -> Shuke {
    let shuke = Shuke::with(&online());
    let goods = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../brands/xiaoman/goods.csv");
    shuke.run(["import", "goods", goods.to_str().unwrap()]).well();
    shuke
}

#[test]
fn codes_are_made_once_can_be_read_back_and_are_given_out_again_as_they_were() {
    let shuke = with_goods();
    let address = ["--address", "https://card.example/"];
    let make = ["item-codes", "make", "--item", "10034", "--count", "25001", "--lot", "L7"];
    let made = shuke.run([&make[..], &address].concat()).well();
    let codes: BTreeSet<&str> = made.lines().skip(1).map(|line| line.split(',').nth(2).unwrap()).collect();
    assert_eq!(codes.len(), 25_001);
    assert!(codes.iter().all(|code| ItemCode::parse(code).unwrap().as_str() == *code));
    let first: Vec<&str> = made.lines().nth(1).unwrap().split(',').collect();
    assert_eq!(first[3], format!("https://card.example/i/{}", first[2]));
    assert!(
        first[4].starts_with("https://card.example/01/02000000100") && first[4].ends_with(&format!("/21/{}", first[2])),
        "{first:?}"
    );
    assert_eq!(shuke.run([&["item-codes", "export", "1"][..], &address].concat()).well(), made);
    assert!(shuke.run(["item-codes", "list"]).well().contains("25,001"));
    shuke.run(["item-codes", "finish", "1"]).well();
    shuke.run(["audit"]).well();
}

#[test]
fn what_cannot_be_made_is_refused_with_what_to_do() {
    let shuke = with_goods();
    let make = |item: &str, count: &str| shuke.run(["item-codes", "make", "--item", item, "--count", count]).badly();
    assert!(make("4711", "1").contains("No goods have the number `4711`. Bring them in with `import goods`."));
    for count in ["0", "10000001"] {
        assert!(make("10034", count).contains("write a number from 1 to 10000000"), "{count}");
    }
    let half = ["item-codes", "make", "--item", "10034", "--count", "1", "--quality-zh", "合格"];
    assert!(shuke.run(half).badly().contains("in both languages or in neither"));
    assert!(shuke.run(["item-codes", "export", "9"]).badly().contains("There is no batch 9: see `item-codes list`."));
    assert!(!shuke.run(["item-codes", "list"]).well().contains("10034"));
}

#[test]
fn codes_of_another_installation_are_taken_once_and_lead_to_their_goods() {
    let (maker, shuke) = (with_goods(), with_goods());
    let made = maker.run(["item-codes", "make", "--item", "10034", "--count", "20003"]).well();
    let file = shuke.directory.file("codes.csv", &made);
    let file = file.to_str().unwrap();
    let import = |item: &str| shuke.run(["import", "item-codes", file, "--item", item, "--lot", "L7", "--json"]);
    let told = |new: i64, unchanged: i64| format!("{{\"new\":{new},\"unchanged\":{unchanged}}}\n");
    // What was stopped goes on with the same file.
    let begun = shuke.directory.file("begun.csv", made.lines().take(101).collect::<Vec<_>>().join("\n"));
    let begun = begun.to_str().unwrap();
    assert_eq!(shuke.run(["import", "item-codes", begun, "--item", "10034", "--json"]).well(), told(100, 0));
    assert_eq!(import("10034").well(), told(19_903, 100));
    let again = import("10034");
    assert!(again.err.contains("keep the lot"), "{}", again.err);
    assert_eq!(again.well(), told(0, 20_003));
    let said = import("10021").badly();
    assert!(said.contains(":2: code: ") && said.contains("is a piece of `10034` already"), "{said}");
    assert!(
        said.lines().count() < 510 && said.contains("more was not looked for"),
        "a wrong file is not told line by line"
    );
    let code = |line: &str| line.split(',').nth(2).unwrap().to_owned();
    let taken: BTreeSet<String> = ["1", "2"]
        .iter()
        .flat_map(|batch| {
            shuke.run(["item-codes", "export", batch]).well().lines().skip(1).map(code).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(taken, made.lines().skip(1).map(code).collect());
    shuke.run(["item-codes", "finish", "2"]).well();
    shuke.run(["audit"]).well();
}

#[test]
fn what_is_no_code_of_ours_is_refused_by_its_line_and_nothing_is_taken() {
    let shuke = with_goods();
    let code = ItemCode::of([7; 10]);
    let mut misread = code.to_string();
    misread.replace_range(..1, if misread.starts_with('0') { "1" } else { "0" });
    let lines = format!("code\n{code}\n000123\n{misread}\n{}\n", code.grouped().to_lowercase());
    let file = shuke.directory.file("codes.csv", lines);
    let import =
        |more: &[&str]| shuke.run([&["import", "item-codes", file.to_str().unwrap()][..], more].concat()).badly();
    let said = import(&["--item", "10034"]);
    for part in [
        ":3: code: `000123` is not one of sixteen",
        ":4: code: ",
        "has a letter that is wrong",
        ":5: code: ",
        "also on line 2",
    ] {
        assert!(said.contains(part), "{part} is missing in {said}");
    }
    let none = shuke.directory.file("none.csv", "code\n");
    let of = |item: &str| shuke.run(["import", "item-codes", none.to_str().unwrap(), "--item", item]).badly();
    assert!(of("10034").contains("there is no code in it"));
    let one = shuke.directory.file("one.csv", format!("code\n{code}\n"));
    let said = shuke.run(["import", "item-codes", one.to_str().unwrap(), "--item", "4711"]).badly();
    assert!(said.contains("No goods have the number `4711`"), "{said}");
    assert!(!shuke.run(["item-codes", "list"]).well().contains("10034"));
}

#[test]
fn two_imports_of_the_same_file_at_once_take_each_code_once() {
    let (maker, shuke) = (with_goods(), with_goods());
    let made = maker.run(["item-codes", "make", "--item", "10034", "--count", "3000"]).well();
    let file = shuke.directory.file("codes.csv", &made);
    let import = || shuke.run(["import", "item-codes", file.to_str().unwrap(), "--item", "10034", "--json"]).well();
    let told = std::thread::scope(|scope| [scope.spawn(import), scope.spawn(import)].map(|one| one.join().unwrap()));
    let figure =
        |told: &str, name: &str| serde_json::from_str::<serde_json::Value>(told).unwrap()[name].as_i64().unwrap();
    for name in ["new", "unchanged"] {
        assert_eq!(told.iter().map(|told| figure(told, name)).sum::<i64>(), 3_000, "{name}: {told:?}");
    }
    shuke.run(["audit"]).well();
}
