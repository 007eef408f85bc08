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
