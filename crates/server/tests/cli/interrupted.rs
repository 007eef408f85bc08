//! Imports that are stopped: killed at any moment, run twice at once, or without room on the disk.

use crate::support::{Said, Shuke, online, sample, shops};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn an_import_that_is_killed_again_and_again_ends_with_the_same_totals() {
    let whole = Shuke::with(&online());
    let begun = Instant::now();
    let expected = whole.imported(&sample(), &[]);
    let took = begun.elapsed();
    let shuke = Shuke::with(&online());
    let mut killed = 0;
    for n in 1..=24_u32 {
        let mut child =
            shuke.command(Shuke::importing(&sample())).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Never the same moment: somewhere in the first two thirds of what the whole takes.
        let jitter = u64::from(Instant::now().elapsed().subsec_nanos() % 7) + u64::from(n * 37 % 29);
        std::thread::sleep(took.mul_f64(f64::from(n) / 36.0) + Duration::from_millis(jitter));
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            killed += 1;
        }
        child.wait().unwrap();
    }
    assert!(killed >= 5, "only {killed} were killed");
    let mut resumed = shuke.imported(&sample(), &[]);
    // All runs together booked each line once; a run after the end would say that they are there.
    let booked = resumed["new"].as_i64().unwrap() + resumed["already_there"].as_i64().unwrap();
    assert_eq!(Some(booked), expected["lines"].as_i64());
    assert_eq!(shuke.totals(), whole.totals());
    resumed = shuke.imported(&sample(), &[]);
    assert_eq!((&resumed["new"], &resumed["already_there"]), (&serde_json::json!(0), &expected["lines"]));
}

#[test]
fn a_killed_import_reports_the_figures_of_all_its_runs() {
    let shuke = Shuke::with(&shops());
    let mut child =
        shuke.command(Shuke::importing(&sample())).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while booked(&shuke) == 0 && child.try_wait().unwrap().is_none() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(2));
    }
    let _may_have_ended = child.kill();
    let finished = child.wait().unwrap().success();
    let outcome = shuke.imported(&sample(), &[]);
    if !finished {
        assert_eq!((&outcome["new"], &outcome["new_members"]), (&outcome["lines"], &serde_json::json!(1178)));
    }
}

/// How many entries the ledger has by now.
fn booked(shuke: &Shuke) -> i64 {
    let said = shuke.run(["report", "points", "--at", "1998-06-30", "--json"]);
    serde_json::from_str::<serde_json::Value>(&said.out).map_or(0, |report| report["earned"].as_i64().unwrap())
}

#[test]
fn the_same_file_twice_at_once_is_booked_once() {
    let shuke = Shuke::with(&online());
    let run =
        || shuke.command(Shuke::importing(&sample())).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let both = [run(), run()].map(|child| Said::of(child.wait_with_output().unwrap()));
    for said in &both {
        assert!(said.code == 0 || said.err.contains("being imported by another process"), "{}", said.err);
    }
    shuke.imported(&sample(), &[]);
    let alone = Shuke::with(&online());
    alone.imported(&sample(), &[]);
    assert_eq!(shuke.totals(), alone.totals());
}

#[test]
fn a_full_disk_is_said_and_the_import_goes_on_when_there_is_room() {
    let whole = Shuke::with(&online());
    if !whole.is_sqlite() {
        return;
    }
    whole.imported(&sample(), &[]);
    let shuke = Shuke::with(&online());
    let command = shuke.command(Shuke::importing(&sample()));
    for blocks in [600, 1500, 3000] {
        // No file may grow beyond so many blocks of 512 bytes: to SQLite that is a disk without room.
        let limited = Command::new("sh")
            .args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")])
            .arg(command.get_program())
            .args(command.get_args())
            .output();
        let said = Said::of(limited.unwrap()).badly();
        assert!(said.contains("The disk is full or cannot be written"), "{said}");
        assert!(shuke.run(["ledger", "verify"]).well().contains("everything adds up"));
    }
    shuke.imported(&sample(), &[]);
    assert_eq!(shuke.totals(), whole.totals());
}

#[tokio::test]
async fn while_one_import_runs_another_stops_with_a_word_and_changes_nothing() {
    let shuke = Shuke::with(&online());
    let store = shuke_server::routes::open(&shuke.location()).await.unwrap();
    let held = store.hold("imports").await.unwrap();
    assert!(held.is_some());
    let said = shuke.import(&sample(), &[]).badly();
    assert!(said.contains("being imported by another process; let that one finish"), "{said}");
    assert_eq!(shuke.number("SELECT COUNT(*) FROM imports").await, 0);
    drop(held);
    shuke.imported(&sample(), &[]);
}

#[tokio::test]
async fn what_an_abandoned_import_staged_is_removed_by_a_later_one() {
    let shuke = Shuke::with(&online());
    shuke.change("INSERT INTO imports (id, started_at, staged_lines) VALUES ('old', 1700000000000000, 2)").await;
    shuke.change("INSERT INTO import_rows (import_id, line, customer, day, paid_fen) VALUES ('old', 2, 'a', '2024-01-01', 5)").await;
    shuke.imported(&sample(), &[]);
    assert_eq!(shuke.number("SELECT COUNT(*) FROM import_rows").await, 0);
    assert_eq!(shuke.number("SELECT COUNT(*) FROM imports").await, 1);
}

#[tokio::test]
async fn what_another_import_staged_stays_when_one_is_finished() {
    let shuke = Shuke::with(&online());
    shuke.change("INSERT INTO imports (id, started_at) VALUES ('other', 8000000000000000)").await;
    shuke.change("INSERT INTO import_rows (import_id, line, customer, day, paid_fen) VALUES ('other', 2, 'a', '2024-01-01', 5)").await;
    shuke.imported(&sample(), &[]);
    assert_eq!(shuke.number("SELECT COUNT(*) FROM import_rows").await, 1);
    assert_eq!(shuke.number("SELECT COUNT(*) FROM import_rows WHERE import_id = 'other'").await, 1);
}
