//! `import items`, `export items`, `export stock`, `export orders`

use crate::support::{Shuke, online, shops};
use std::path::{Path, PathBuf};

const HEADER: &str = "id,name_zh,name_en,line_zh,line_en,terms_zh,terms_en,kind,points,yuan,stock,per_member,tier,months,\
    from,until,can_be_sent,picture";

fn beside(brand: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../brands").join(brand).join("items.csv")
}

fn import(shuke: &Shuke, file: &Path, more: &[&str]) -> serde_json::Value {
    let file = file.to_str().unwrap();
    let said = shuke.run([&["import", "items", file, "--json"], more].concat()).well();
    serde_json::from_str(&said).unwrap()
}

fn figures(new: u64, changed: u64, unchanged: u64, withdrawn: u64) -> serde_json::Value {
    serde_json::json!({ "new": new, "changed": changed, "unchanged": unchanged, "withdrawn": withdrawn })
}

#[test]
fn the_items_of_both_brands_go_in_out_and_in_again_unchanged() {
    for (policy, brand, count) in [(online(), "xiaoman", 13), (shops(), "shanlan", 12)] {
        let shuke = Shuke::with(&policy);
        assert_eq!(import(&shuke, &beside(brand), &[]), figures(count, 0, 0, 0));
        assert_eq!(import(&shuke, &beside(brand), &[]), figures(0, 0, count, 0));
        let out = shuke.directory.0.join("out");
        std::fs::create_dir_all(&out).unwrap();
        let file = out.join("items.csv");
        shuke.run(["export", "items", file.to_str().unwrap()]).well();
        assert_eq!(import(&shuke, &file, &[]), figures(0, 0, count, 0));
        let again = out.join("again.csv");
        shuke.run(["export", "items", again.to_str().unwrap()]).well();
        assert_eq!(std::fs::read(&file).unwrap(), std::fs::read(&again).unwrap());
        let fresh = Shuke::with(&policy);
        assert_eq!(import(&fresh, &file, &["--withdraw-missing"]), figures(count, 0, 0, 0));
        let stock = fresh.run(["export", "stock"]).well();
        assert_eq!(
            (u64::try_from(stock.lines().skip(1).count()).unwrap(), stock.lines().next()),
            (count, Some("id,name_zh,name_en,offered,stock,taken,left"))
        );
    }
}

#[test]
fn a_file_with_one_bad_line_changes_nothing_and_says_everything() {
    let shuke = Shuke::with(&online());
    let good = "mug,杯,Mug,,,,,goods,100,,5,,,,,,yes,";
    let bad =
        shuke.directory.file("items.csv", format!("{HEADER}\n{good}\nPot,壶,,,,,,goods,x,,5,,,13,,,maybe,no.svg\n"));
    let said = shuke.run(["import", "items", bad.to_str().unwrap()]).badly();
    for column in ["id", "name_en", "points", "months", "can_be_sent", "picture"] {
        assert!(said.contains(&format!("items.csv:3: {column}: ")), "{column} is not in\n{said}");
    }
    assert!(said.contains("Nothing was imported"));
    assert_eq!(shuke.run(["export", "stock"]).well().lines().count(), 1);
}

#[test]
fn what_is_not_in_the_file_stays_unless_it_is_to_be_withdrawn() {
    let shuke = Shuke::with(&online());
    let line = |id: &str, points: u32| format!("{id},杯,Mug,,,,,goods,{points},,5,,,,,,yes,\n");
    let file = |lines: &str| shuke.directory.file("items.csv", format!("{HEADER}\n{lines}"));
    import(&shuke, &file(&(line("a", 1) + &line("b", 1))), &[]);
    assert_eq!(import(&shuke, &file(&line("a", 2)), &[]), figures(0, 1, 0, 0));
    assert_eq!(import(&shuke, &file(&line("a", 2)), &["--withdraw-missing"]), figures(0, 0, 1, 1));
    assert_eq!(import(&shuke, &file(&line("a", 2)), &["--withdraw-missing"]), figures(0, 0, 1, 0));
    assert!(shuke.run(["export", "stock"]).well().contains("b,杯,Mug,no,5,0,5"));
    assert_eq!(import(&shuke, &file(&(line("a", 2) + &line("b", 1))), &[]), figures(0, 1, 1, 0));
}

#[test]
fn the_demo_has_items_and_orders_worth_looking_at() {
    for (policy, count) in [(online(), 13), (shops(), 12)] {
        let shuke = Shuke::with(&policy);
        shuke.run(["demo"]).well();
        let stock = shuke.run(["export", "stock"]).well();
        assert_eq!(stock.lines().skip(1).count(), count, "{stock}");
        let orders = shuke.run(["export", "orders"]).well();
        for state in ["ready", "picked_up"] {
            assert!(orders.contains(&format!(",{state},")), "{state} is not in\n{orders}");
        }
        assert!(orders.lines().count() > 4, "{orders}");
        let none = shuke.run(["export", "orders", "--until", "2020-01-01"]).well();
        assert_eq!(none.lines().count(), 1);
        shuke.run(["ledger", "verify"]).well();
    }
}
