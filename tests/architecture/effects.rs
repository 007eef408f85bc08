//! Work that writes may run again: what it counts outside its transaction would count twice. So it has it done after the commit
//! (`Call::afterwards`), or counts it once for the call (`Tries`).

use super::{files, place, read, without_comments};

/// Where something is counted that no work of a write does: by folder or file, and when.
const COUNTED: [(&str, &str); 13] = [
    ("wechat/back.rs", "who comes back from there, before the work"),
    ("health.rs", "reads what was counted"),
    ("http/", "around the work"),
    ("store/", "the commits themselves"),
    ("routes.rs", "shows them"),
    ("otp.rs", "sends the code, after the commit"),
    ("till.rs", "who asks, before the work"),
    ("staff/session.rs", "who asks, before the work"),
    ("sessions/member.rs", "who asks, before the work"),
    ("referral/landing.rs", "who opens a link, before that is noted"),
    ("pieces/pictures.rs", "who writes of a repair, before the work"),
    ("posters.rs", "who sends a picture, before the work"),
    ("card/cache.rs", "who asks, before the work"),
];

#[test]
fn what_a_write_counts_it_counts_once_however_often_it_runs() {
    let source = place::root().join("crates/server/src");
    let mut wrong = Vec::new();
    for file in files(&source, "rs") {
        let name = file.strip_prefix(&source).unwrap().to_string_lossy().into_owned();
        let named =
            COUNTED.iter().any(|(place, _)| name == *place || (place.ends_with('/') && name.starts_with(place)));
        wrong.extend(counting(&read(&file)).into_iter().filter(|_| !named).map(|line| format!("{name}: {line}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lines that count at once.
fn counting(text: &str) -> Vec<String> {
    let code = without_comments(text);
    let counts = |line: &&str| {
        (line.contains("metrics::get()") && !line.contains("afterwards(")) || line.contains("limits.count(")
    };
    code.lines().filter(counts).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn what_the_rule_is_for_is_found() {
    assert_eq!(counting("metrics::get().sale_booked();\nlet _ = call.app.limits.count(by, &who);").len(), 2);
    assert_eq!(counting("call.afterwards(|| metrics::get().sale_booked());").len(), 0);
}
