//! Importing good files, and what bad ones are told.

use crate::support::{Directory, Shuke, online, sample};
use std::path::Path;

#[track_caller]
fn figures(outcome: &serde_json::Value) -> [i64; 5] {
    ["lines", "new", "already_there", "skipped", "new_members"].map(|name| outcome[name].as_i64().unwrap())
}

#[test]
fn a_file_is_imported_once_however_often_it_is_given() {
    let shuke = Shuke::with(&online());
    let lines = i64::try_from(std::fs::read_to_string(sample()).unwrap().lines().count()).unwrap() - 1;
    assert_eq!(figures(&shuke.imported(&sample(), &[])), [lines, lines, 0, 0, 1178]);
    let totals = shuke.totals();
    assert_eq!(figures(&shuke.imported(&sample(), &[])), [lines, 0, lines, 0, 0]);
    assert_eq!(shuke.totals(), totals);
}

#[test]
fn a_file_in_another_order_is_the_same_purchases() {
    let shuke = Shuke::with(&online());
    shuke.imported(&sample(), &[]);
    let text = std::fs::read_to_string(sample()).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.sort_by_key(|row| row.bytes().rev().collect::<Vec<_>>());
    let shuffled = shuke.directory.file("shuffled.csv", format!("{header}\n{}\n", rows.join("\n")));
    let count = i64::try_from(rows.len()).unwrap();
    assert_eq!(figures(&shuke.imported(&shuffled, &[])), [count, 0, count, 0, 0]);
}

#[test]
fn a_file_that_has_grown_books_what_is_new_and_comes_to_the_same_as_at_once() {
    let text = std::fs::read_to_string(sample()).unwrap();
    let early: Vec<&str> =
        text.lines().filter(|row| row.starts_with("customer") || &row[6..16] < "1997-09-15").collect();
    let shuke = Shuke::with(&online());
    let part = shuke.directory.file("part.csv", format!("{}\n", early.join("\n")));
    let first = i64::try_from(early.len()).unwrap() - 1;
    let all = i64::try_from(text.lines().count()).unwrap() - 1;
    assert_eq!(shuke.imported(&part, &[])["new"], first);
    let grown = shuke.imported(&sample(), &[]);
    assert_eq!((grown["new"].as_i64(), grown["already_there"].as_i64()), (Some(all - first), Some(first)));
    let at_once = Shuke::with(&online());
    at_once.imported(&sample(), &[]);
    assert_eq!(shuke.totals(), at_once.totals());
}

#[test]
fn two_purchases_of_one_day_and_amount_are_two() {
    let shuke = Shuke::with(&online());
    let text = "date,customer,amount\n2024-03-01,王,100\n2024-03-01,王,100.00\n2024-03-01,王,0\n";
    let file = shuke.directory.file("twins.csv", text);
    let outcome = shuke.imported(&file, &["--store", "wukang"]);
    assert_eq!((figures(&outcome), outcome["points"].as_i64()), ([3, 3, 0, 0, 1], Some(200)));
    assert_eq!(figures(&shuke.imported(&file, &["--store", "wukang"])), [3, 0, 3, 0, 0]);
}

#[test]
fn marks_quotes_and_foreign_ends_of_lines_are_understood() {
    let shuke = Shuke::with(&online());
    let text = "\u{feff}\"who, exactly\",amount,date\r\n\"Li, \"\"Mo\"\"\",12.5,2024-03-01\r\n\r\nWu,7,2024-03-02";
    let file = shuke.directory.file("excel.csv", text);
    let columns = ["--customer", "who, exactly", "--date", "date", "--amount", "amount", "--json"];
    let said = shuke.run(["import", "purchases", file.to_str().unwrap()].into_iter().chain(columns)).well();
    assert_eq!(figures(&serde_json::from_str(&said).unwrap()), [2, 2, 0, 0, 2]);
}

/// What the import says to a file of these bytes, of which nothing may be booked.
#[track_caller]
fn complaint(shuke: &Shuke, bytes: &[u8]) -> String {
    let directory = Directory::new();
    let file = directory.file("bad.csv", bytes);
    let said = shuke.import(&file, &[]).badly();
    assert!(said.contains("othing was imported"), "{said}");
    said.replace(file.to_str().unwrap(), "FILE")
}

const HEAD: &str = "customer,date,items,amount\n";
const GOOD: &str = "1,2024-03-01,1,12.00\n";

#[test]
fn a_bad_line_is_named_with_what_is_wrong_and_nothing_is_booked() {
    let shuke = Shuke::with(&online());
    let cases = [
        ("1,2024-02-30,1,12.00\n", "FILE:3: “2024-02-30” is no day"),
        ("1,01/03/2024,1,12.00\n", "FILE:3: “01/03/2024” is no day"),
        ("1,2999-01-01,1,12.00\n", "FILE:3: 2999-01-01 is in the future"),
        ("1,1024-01-01,1,12.00\n", "FILE:3: 1024-01-01 is before 1970"),
        ("1,2024-03-01,1,-12.00\n", "FILE:3: the amount “-12.00” is negative"),
        ("1,2024-03-01,1,99999999999\n", "FILE:3: the amount “99999999999” is above"),
        ("1,2024-03-01,1,12.345\n", "FILE:3: “12.345” is no amount"),
        ("1,2024-03-01,1,\"1,200.00\"\n", "FILE:3: “1,200.00” is no amount"),
        ("1,2024-03-01,1,1e3\n", "FILE:3: “1e3” is no amount"),
        ("1,2024-03-01,1,\n", "FILE:3: “” is no amount"),
        (" ,2024-03-01,1,12.00\n", "FILE:3: names no customer"),
        ("1,2024-03-01,12.00\n", "FILE:3: has 3 fields, the first line has 4"),
        ("1,2024-03-01,1,12.00,5\n", "FILE:3: has 5 fields, the first line has 4"),
        ("1,2024-03-01,1,12.00\"\n", "FILE:3: a quote stands where none may"),
        ("\"1,2024-03-01,1,12.00\n", "FILE:3: a quote opens here and never closes"),
        ("1,2024-03", "FILE:3: has 2 fields, the first line has 4; the file may have been cut off here"),
        ("1,2024-03-01,1,1", "FILE:3: the file ends here without an end of line and may have been cut off"),
        ("1,2024-03-01,1,1.2", "FILE:3: the file ends here without an end of line and may have been cut off"),
    ];
    for (bad, expected) in cases {
        let said = complaint(&shuke, format!("{HEAD}{GOOD}{bad}").as_bytes());
        assert!(said.contains(expected), "{bad:?}: {said}");
    }
    assert!(shuke.run(["ledger", "verify"]).well().starts_with("0 members, 0 entries"));
}

/// Also what stands between cells and rows where an audit reads many of them at once.
#[test]
fn whatever_a_name_holds_that_was_taken_as_it_stands_is_proven() {
    let shuke = Shuke::with(&online());
    let names = ["a\u{1d}b", "a\u{1d},b", "\u{1d}+", "c\u{1f}d", "e\u{1e}f"];
    let lines: Vec<String> = names.iter().map(|name| format!("\"{name}\",2024-03-01,1,1.00\n")).collect();
    let file = shuke.directory.file("odd.csv", [HEAD, &lines.concat()].concat());
    shuke.import(&file, &["--odd-names"]).well();
    shuke.run(["audit"]).well();
}

#[test]
fn names_that_look_like_a_mistake_are_bad_unless_they_are_asked_for_and_then_it_is_said_what_was_taken() {
    let shuke = Shuke::with(&online());
    let names =
        ["1.38E+10", "1.38123E+10", "#N/A", "######", "#REF!", "张三\u{200b}", "\u{200b}", "\u{202e}三张", "e\u{301}"];
    let lines: Vec<String> = names.iter().map(|name| format!("{name},2024-03-01,1,1.00\n")).collect();
    let lines = lines.concat();
    let text = format!("{HEAD}{lines} 张三 ,2024-03-01,1,1.00\né,2024-03-01,1,1.00\n");
    let said = complaint(&shuke, text.as_bytes());
    for line in 2..=10 {
        assert!(said.contains(&format!("FILE:{line}: the customer “")), "{line}: {said}");
    }
    assert!(said.contains("holds U+200B, which cannot be seen") && said.contains("--odd-names"), "{said}");
    assert!(said.contains("9 of 11 lines are bad"), "{said}");
    let file = shuke.directory.file("odd.csv", text);
    assert_eq!(figures(&shuke.imported(&file, &["--skip-bad"])), [11, 2, 0, 9, 2]);
    let said = shuke.import(&file, &["--odd-names", "--json"]);
    assert_eq!(said.err.matches("; taken as it stands").count(), 9, "{}", said.err);
    let outcome = serde_json::from_str(&said.well()).unwrap();
    assert_eq!((figures(&outcome), outcome["odd_names"].as_i64()), ([11, 9, 2, 0, 9], Some(9)));
}

#[test]
fn a_day_that_the_zone_left_out_is_no_day() {
    let shuke = Shuke::with(&online().replace("Asia/Shanghai", "Pacific/Apia"));
    let said = complaint(&shuke, format!("{HEAD}{GOOD}1,2011-12-30,1,12.00\n").as_bytes());
    assert!(said.contains("FILE:3: 2011-12-30 never was in the brand's time zone"), "{said}");
    let file = shuke.directory.file("apia.csv", format!("{HEAD}1,2011-12-29,1,12.00\n1,2011-12-31,1,12.00\n"));
    shuke.imported(&file, &[]);
    let points = |at: &str| {
        let said = shuke.run(["report", "points", "--at", at, "--json"]).well();
        serde_json::from_str::<serde_json::Value>(&said).unwrap()["earned"].as_i64().unwrap()
    };
    assert_eq!(["2011-12-29", "2011-12-30", "2011-12-31"].map(points), [12, 12, 24]);
}

#[test]
fn every_bad_line_is_told_up_to_fifty_and_the_others_are_counted() {
    let shuke = Shuke::with(&online());
    let said = complaint(&shuke, format!("{HEAD}{}{GOOD}", "x,y\n".repeat(70)).as_bytes());
    assert_eq!(said.matches("FILE:").count(), 50);
    assert!(said.contains("FILE:51:") && said.contains("and 20 more bad lines"), "{said}");
    assert!(said.contains("70 of 71 lines are bad"), "{said}");
}

#[test]
fn a_missing_column_is_answered_with_those_there_are() {
    let shuke = Shuke::with(&online());
    let cases = [
        (
            "customer,day,items,amount\n",
            "FILE:1: the first line has no column `date`; it has `customer`, `day`, `items`, `amount`.",
        ),
        ("Customer,date,amount\n", "Capital letters matter."),
        ("customer;date;amount\n", "Columns must be separated by commas."),
        ("customer,date,date,amount\n", "FILE:1: the first line has the column `date` twice"),
        ("", "FILE:1: the file is empty"),
    ];
    for (head, expected) in cases {
        let said = complaint(&shuke, head.as_bytes());
        assert!(said.contains(expected), "{head:?}: {said}");
    }
}

#[test]
fn another_encoding_is_named_with_its_line() {
    let shuke = Shuke::with(&online());
    let gbk = [HEAD.as_bytes(), GOOD.as_bytes(), b"\xcd\xf5,2024-03-01,1,12.00\n"].concat();
    assert!(complaint(&shuke, &gbk).contains("FILE:3: is not UTF-8; save the file as UTF-8"));
    let gbk_head = [b"\xbf\xcd\xbb\xa7,date,items,amount\n", GOOD.as_bytes()].concat();
    assert!(complaint(&shuke, &gbk_head).contains("FILE:1: is not UTF-8"));
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(HEAD.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(complaint(&shuke, &utf16).contains("UTF-16"));
}

#[test]
fn with_skip_bad_the_good_lines_are_booked_and_the_bad_ones_told() {
    let shuke = Shuke::with(&online());
    let text =
        format!("{HEAD}{GOOD}2,never,1,5.00\n3,2024-03-03,1,30.00\n\"4,2024-03-04,1,40.00\n5,2024-03-05,1,50.00\n6,20");
    let file = shuke.directory.file("mixed.csv", text);
    let said = shuke.import(&file, &["--skip-bad", "--json"]);
    for line in [3, 5, 7] {
        assert!(said.err.contains(&format!("mixed.csv:{line}: ")), "{}", said.err);
    }
    let outcome = serde_json::from_str(&said.well()).unwrap();
    assert_eq!(figures(&outcome), [6, 3, 0, 3, 3]);
    assert_eq!(outcome["points"].as_i64(), Some(92));
}

#[test]
fn what_cannot_be_read_is_said() {
    let shuke = Shuke::with(&online());
    let said = shuke.import(Path::new("no/such/file.csv"), &[]).badly();
    assert!(said.starts_with("no/such/file.csv: No such file"), "{said}");
    let said = shuke.import(&sample(), &["--store", "mars"]).badly();
    assert_eq!(said, "No shop has the id `mars`. There are: wukang, hefang, yulin.\n");
    let said = Shuke::fresh().import(&sample(), &[]).badly();
    assert!(said.contains("no policy is in force yet: run `shuke apply FILE`"), "{said}");
}
