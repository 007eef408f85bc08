//! `import items`, `export items`, `export stock`, `export orders`

use crate::support::{Said, Shuke, online, shops};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

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
            (count, Some("\u{feff}id,name_zh,name_en,offered,stock,taken,left"))
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
fn an_import_waits_for_no_pipe_that_has_a_name_and_takes_standard_input_where_that_is_asked_for() {
    let shuke = Shuke::with(&online());
    let pipe = shuke.directory.0.join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let pipe = pipe.to_str().unwrap();
    let purchases = ["import", "purchases", pipe, "--customer", "a", "--date", "b", "--amount", "c"];
    for command in [&["import", "items", pipe][..], &["check", pipe], &["apply", pipe], &["plan", pipe], &purchases] {
        assert!(
            shuke.run(command).badly().contains("is no plain file; name one, or - for standard input"),
            "{command:?}"
        );
    }
    assert_ne!(shuke.run(["--config", pipe, "export", "stock"]).code, 0);
    let given = |arguments: &[&str], text: &str| {
        let mut child = shuke
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        Said::of(child.wait_with_output().unwrap()).well()
    };
    given(&["import", "items", "-"], &format!("{HEADER}\nmug,杯,Mug,,,,,goods,1,￥12.50,5,,,,,,yes,\n"));
    assert!(shuke.run(["export", "stock"]).well().contains("mug,杯,Mug,yes,5,0,5"));
    let said = given(
        &["import", "purchases", "-", "--customer", "a", "--date", "b", "--amount", "c"],
        "a,b,c\n王,2024-03-01,１２\n",
    );
    assert!(said.contains("members new"), "{said}");
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

#[test]
fn everything_goes_into_a_new_folder_and_what_can_be_imported_comes_in_again_as_it_was() {
    let shuke = Shuke::with(&online());
    shuke.run(["demo", "--json"]).well();
    let folder = shuke.directory.0.join("all");
    shuke.run(["export", "everything", folder.to_str().unwrap()]).well();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let members: Vec<serde_json::Value> =
        read("members.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(members.len(), 5);
    assert!(members.iter().all(|member| member["ledger"].as_array().is_some_and(|entries| !entries.is_empty())));
    let policy = read("policy-1.toml");
    assert!(policy.contains("[brand]") && policy.starts_with("# In force from "), "{policy}");
    let fresh = Shuke::with(&online());
    assert_eq!(import(&fresh, &folder.join("items.csv"), &[])["new"], 13);
    let purchases = folder.join("purchases.csv");
    let columns = ["--customer", "customer", "--date", "date", "--amount", "amount", "--json"];
    let said = fresh.run([&["import", "purchases", purchases.to_str().unwrap()][..], &columns].concat()).well();
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let lines = read("purchases.csv").lines().count() - 1;
    assert_eq!((said["new"].as_u64(), said["new_members"].as_u64()), (u64::try_from(lines).ok(), Some(5)), "{said}");
    let again = shuke.run(["export", "everything", folder.to_str().unwrap()]).badly();
    assert!(again.contains("is not empty"), "{again}");
}
