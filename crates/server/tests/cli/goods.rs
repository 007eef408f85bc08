//! `import goods`, `export goods`

use crate::support::{Shuke, online, shops};
use std::path::{Path, PathBuf};

const HEADER: &str = "number,name_zh,name_en,category,picture,yuan,cost,new_until,barcode,stock:wukang";

fn beside(brand: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../brands").join(brand).join("goods.csv")
}

fn import(shuke: &Shuke, file: &Path, more: &[&str]) -> serde_json::Value {
    let file = file.to_str().unwrap();
    let said = shuke.run([&["import", "goods", file, "--json"], more].concat()).well();
    serde_json::from_str(&said).unwrap()
}

fn figures(new: u64, changed: u64, unchanged: u64, withdrawn: u64) -> serde_json::Value {
    serde_json::json!({ "new": new, "changed": changed, "unchanged": unchanged, "withdrawn": withdrawn })
}

#[test]
fn the_goods_of_both_brands_go_in_out_and_in_again_unchanged() {
    for (policy, brand, count) in [(online(), "xiaoman", 9), (shops(), "shanlan", 5)] {
        let shuke = Shuke::with(&policy);
        assert_eq!(import(&shuke, &beside(brand), &["--dry-run"]), figures(count, 0, 0, 0));
        assert_eq!(import(&shuke, &beside(brand), &[]), figures(count, 0, 0, 0), "a dry run writes nothing");
        assert_eq!(import(&shuke, &beside(brand), &[]), figures(0, 0, count, 0));
        let out = shuke.directory.0.join("out");
        std::fs::create_dir_all(&out).unwrap();
        let file = out.join("goods.csv");
        shuke.run(["export", "goods", file.to_str().unwrap()]).well();
        assert_eq!(import(&shuke, &file, &[]), figures(0, 0, count, 0));
        let fresh = Shuke::with(&policy);
        assert_eq!(import(&fresh, &file, &["--withdraw-missing"]), figures(count, 0, 0, 0));
        let again = out.join("again.csv");
        fresh.run(["export", "goods", again.to_str().unwrap()]).well();
        assert_eq!(std::fs::read(&file).unwrap(), std::fs::read(&again).unwrap());
        shuke.run(["audit"]).well();
    }
}

#[test]
fn a_file_with_one_bad_line_changes_nothing_and_says_everything() {
    let shuke = Shuke::with(&online());
    let good = "3001,杯,Mug,,,12,,,,3";
    let bad = "=1,壶,,hats,no.svg,x,-1,2026-13-01,6901234567891,-1";
    let file = shuke.directory.file("goods.csv", format!("{HEADER}\n{good}\n{bad}\n"));
    let said = shuke.run(["import", "goods", file.to_str().unwrap()]).badly();
    for column in ["number", "name_en", "category", "picture", "yuan", "cost", "new_until", "barcode", "stock:wukang"] {
        assert!(said.contains(&format!("goods.csv:3: {column}: ")), "{column} is not in\n{said}");
    }
    assert!(said.contains("Nothing was imported"));
    let file = shuke.directory.file("goods.csv", format!("{HEADER}\n{good}\n"));
    assert_eq!(import(&shuke, &file, &[]), figures(1, 0, 0, 0));
}

#[test]
fn barcodes_may_change_places_and_one_that_others_have_is_refused() {
    let shuke = Shuke::with(&online());
    let (one, two) = ("6901234567892", "4006381333931");
    let file = |lines: &[(&str, &str)]| {
        let lines: Vec<String> =
            lines.iter().map(|(number, code)| format!("{number},杯,Mug,,,12,,,{code},3")).collect();
        shuke.directory.file("goods.csv", format!("{HEADER}\n{}\n", lines.join("\n")))
    };
    import(&shuke, &file(&[("a", one), ("b", two)]), &[]);
    assert_eq!(import(&shuke, &file(&[("a", two), ("b", one)]), &[]), figures(0, 2, 0, 0));
    let said = shuke.run(["import", "goods", file(&[("c", two)]).to_str().unwrap()]).badly();
    assert!(said.contains("goods.csv:2: barcode: is that of `a`, which is not in this file"), "{said}");
    assert_eq!(import(&shuke, &file(&[("c", two), ("a", "")]), &["--withdraw-missing"]), figures(1, 1, 0, 1));
}

#[test]
fn what_a_shop_has_is_known_as_long_as_a_file_says_so() {
    let shuke = Shuke::with(&online());
    let file = |head: &str, line: &str| shuke.directory.file("goods.csv", format!("{head}\n{line}\n"));
    import(&shuke, &file(HEADER, "3001,杯,Mug,,,12,,,,3"), &[]);
    let without = HEADER.replace(",stock:wukang", "");
    assert_eq!(
        import(&shuke, &file(&without, "3001,杯,Mug,,,12,,,"), &[]),
        figures(0, 0, 1, 0),
        "nothing is said of it"
    );
    assert_eq!(import(&shuke, &file(HEADER, "3001,杯,Mug,,,12,,,,4"), &[]), figures(0, 1, 0, 0));
    assert_eq!(
        import(&shuke, &file(HEADER, "3001,杯,Mug,,,12,,,,"), &[]),
        figures(0, 1, 0, 0),
        "it is not known any more"
    );
    assert_eq!(import(&shuke, &file(HEADER, "3001,杯,Mug,,,12,,,,"), &[]), figures(0, 0, 1, 0));
    let said = shuke.run(["import", "goods", file("number,stock:nowhere", "1,2").to_str().unwrap()]).badly();
    assert!(said.contains("the column `name_zh` is missing"), "{said}");
}
