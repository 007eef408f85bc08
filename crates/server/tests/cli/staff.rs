//! Accounts of staff, and their log.

use crate::support::{Shuke, online};

const ADD: [&str; 9] = ["staff", "add", "--phone", "138-1234-0001", "--name", "小方", "--role", "clerk", "--store"];

fn add(shuke: &Shuke, store: &str) -> crate::support::Said {
    shuke.run(ADD.into_iter().chain([store]))
}

#[test]
fn an_account_is_made_listed_without_its_number_and_removed() {
    let shuke = Shuke::with(&online());
    assert_eq!(add(&shuke, "hefang").well(), "小方 (1), clerk at hefang, 138 •••• 0001\n");
    let list = shuke.run(["staff", "list"]).well();
    assert!(list.contains("hefang") && list.contains("小方") && list.contains("clerk") && list.contains("works"));
    assert!(!list.contains("13812340001"), "{list}");
    assert_eq!(shuke.run(["staff", "remove", "1"]).well(), "小方 (1) is removed and signed out everywhere.\n");
    assert!(shuke.run(["staff", "list"]).well().contains("removed"));
    assert!(shuke.run(["staff", "remove", "1"]).badly().contains("Nobody who works here has the number 1"));
    assert!(shuke.run(["staff", "remove", "7"]).badly().contains("see `staff list`"));
}

#[test]
fn one_person_has_one_place_of_work_until_it_is_given_up() {
    let shuke = Shuke::with(&online());
    add(&shuke, "hefang").well();
    let said = add(&shuke, "yulin").badly();
    assert!(said.contains("小方 (1), clerk at hefang") && said.contains("Remove that account first"), "{said}");
    shuke.run(["staff", "remove", "1"]).well();
    assert!(add(&shuke, "yulin").well().starts_with("小方 (2), clerk at yulin"));
}

#[test]
fn what_is_wrong_with_an_account_is_said() {
    let shuke = Shuke::with(&online());
    assert_eq!(add(&shuke, "mars").badly(), "No shop has the id `mars`. There are: wukang, hefang, yulin.\n");
    let with = |phone: &str, name: &str, role: &str| {
        shuke.run(["staff", "add", "--phone", phone, "--name", name, "--role", role, "--store", "wukang"])
    };
    assert!(with("12345", "A", "clerk").badly().contains("`12345` is no mainland mobile number"));
    assert!(with("13812340001", "  ", "clerk").badly().contains("The name is empty"));
    assert!(with("13812340001", &"a".repeat(41), "clerk").badly().contains("longer than 40"));
    assert_eq!(with("13812340001", "A", "boss").code, 2);
    assert!(!shuke.run(["staff", "list"]).well().contains("works"));
}

#[tokio::test]
async fn the_log_is_a_file_in_which_nothing_runs() {
    let shuke = Shuke::with(&online());
    shuke
        .run(["staff", "add", "--phone", "13812340001", "--name", "=1+1", "--role", "clerk", "--store", "hefang"])
        .well();
    // Noon of 1 and 2 March in Shanghai.
    for (id, at) in [(1, 1_772_337_600_000_000_i64), (2, 1_772_424_000_000_000)] {
        shuke
            .change(Box::leak(
                format!(
                    "INSERT INTO staff_log (id, at, staff_id, store, session_id, action, note) \
             VALUES ({id}, {at}, 1, 'hefang', 3, 'sign_in', 'a \"note\", +1')"
                )
                .into_boxed_str(),
            ))
            .await;
    }
    let log = |more: &[&str]| shuke.run(["staff", "log"].iter().chain(more)).well();
    let all = log(&[]);
    let lines: Vec<&str> = all.lines().collect();
    assert_eq!(lines[0], "\u{feff}entry,at,day,shop,staff,name,session,action,order,task,member,paid_fen,note,undoes");
    assert_eq!(lines[1], "1,2026-03-01T04:00:00Z,2026-03-01,hefang,1,'=1+1,3,sign_in,,,,0,\"a \"\"note\"\", +1\",");
    assert_eq!(lines.len(), 3);
    let count = |more: &[&str]| log(more).lines().count() - 1;
    assert_eq!(count(&["--store", "hefang"]), 2);
    assert_eq!(count(&["--store", "wukang"]), 0);
    assert_eq!(count(&["--from", "2026-03-02"]), 1);
    assert_eq!(count(&["--until", "2026-03-01"]), 1);
    assert_eq!(count(&["--from", "2026-03-01", "--until", "2026-03-02"]), 2);
    assert!(shuke.run(["staff", "log", "--store", "mars"]).badly().contains("No shop has the id `mars`"));
}
