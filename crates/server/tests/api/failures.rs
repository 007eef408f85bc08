//! Disk full, killed, restarted: clear answers, and nothing acknowledged is lost.

use crate::support::{Place, Process, TestApp, at_once, brand, joining, sale};
use std::process::Command;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

#[test]
fn a_full_disk_is_a_clear_503_loses_nothing_and_passes() {
    let place = Place::at(std::env::temp_dir().join(format!("shuke-full-{}", std::process::id())));
    place.run(&["apply", brand().to_str().unwrap()]);
    // The limit on a file's size answers as a full disk does, and needs no disk of one's own: 1 MiB, in blocks of 1024 bytes.
    let whole = place.serve(&[]);
    let mut limited = Command::new("bash");
    limited.args(["-c", "ulimit -Sf 1024; exec \"$0\" \"$@\""]).arg(whole.get_program()).args(whole.get_args());
    limited.envs(whole.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let app = TestApp::with(Process::serve(limited), place);
    let member = app.join("17900000001");
    let till = app.till("wukang");
    let (mut booked, mut refused) = (0, Vec::new());
    while refused.len() < 100 {
        let reply = till.post("/till/v1/sales", &sale(&member.number, &format!("n{booked}-{}", refused.len()), 100));
        match reply.status {
            201 => booked += 1,
            _ => refused.push(reply.refused(503, "unavailable")),
        }
        assert!(booked < 5000, "the limit was not met");
    }
    for refused in &refused {
        assert!(refused.json["message"].as_str().unwrap().contains("Nothing was changed"));
        assert!(!refused.text().to_lowercase().contains("disk"), "the cause is for the log");
    }
    let id = refused[0].json["request_id"].as_str().unwrap();
    assert!(app.process.line(id).contains("\"cause\":"));
    app.get("/healthz").expect(200);
    // It says so itself, again and again: what a balancer asks must not fit where a sale does not.
    for _ in 0..20 {
        app.get("/readyz").expect(503);
    }
    till.post("/till/v1/sales", &sale(&member.number, "still", 100)).refused(503, "unavailable");
    assert_eq!(member.points(), booked);
    assert_eq!(counted(&app, "shuke_sales_booked_total"), booked, "what was not committed does not count");

    // Room again: the same process goes on where it stood.
    let freed = Command::new("prlimit").args(["--fsize=unlimited", "--pid", &app.process.id().to_string()]).status();
    assert!(freed.unwrap().success());
    let again = format!("n{booked}-{}", refused.len());
    till.sell(&member.number, &again, 100);
    assert_eq!(member.points(), booked + 1);
    app.get("/readyz").expect(200);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM sales"), booked + 1);
    app.place.run(&["ledger", "verify"]);
}

/// What the server has counted.
fn counted(app: &TestApp, name: &str) -> i64 {
    let text = app.get("/metrics").expect(200).text();
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned));
    line.unwrap().parse().unwrap()
}

/// The next two writes of answers fail as if they had met another writer, wherever the engine tries again.
fn meet_two_others(app: &TestApp) {
    for sql in [
        "CREATE SEQUENCE met",
        "CREATE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('met') <= 2 THEN \
         RAISE EXCEPTION 'met another' USING ERRCODE = '40001'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER meet BEFORE INSERT ON idempotency FOR EACH ROW EXECUTE FUNCTION meet()",
    ] {
        app.place.sql(sql);
    }
}

#[test]
fn a_write_that_runs_again_has_its_effects_once() {
    let app = TestApp::start();
    if app.place.is_sqlite() {
        // There each runs once: what is not committed is in the test of a full disk.
        return;
    }
    let member = app.join("17900000030");
    let till = app.till("wukang");
    let phone = "17900000031";
    let code = app.code_for(phone);
    let before = ["shuke_sales_booked_total", "shuke_members_joined_total", "shuke_sessions_begun_total"]
        .map(|name| counted(&app, name));
    meet_two_others(&app);
    till.sell(&member.number, "again", 1000);
    assert_eq!(app.place.number("SELECT CAST(last_value AS BIGINT) FROM met"), 3, "it ran three times");
    app.place.sql("ALTER SEQUENCE met RESTART");
    app.post("/api/v1/members", &joining(phone, &code)).expect(200);
    assert_eq!(app.place.number("SELECT CAST(last_value AS BIGINT) FROM met"), 3);
    let after = ["shuke_sales_booked_total", "shuke_members_joined_total", "shuke_sessions_begun_total"]
        .map(|name| counted(&app, name));
    assert_eq!(std::array::from_fn(|at| after[at] - before[at]), [1; 3]);
    assert_eq!(member.points(), 10);
    // Five wrong codes of a device are let through in a row: three runs of one are one of them.
    let wrong = |n: u64| {
        let mut digits = member.code(0).into_bytes();
        digits[18] = b'0' + (digits[18] - b'0' + 1 + u8::try_from(n).unwrap()) % 10;
        let payload = String::from_utf8(digits[..19].to_vec()).unwrap();
        format!("{payload}{}", shuke_rules::number::check_digit(&payload).unwrap())
    };
    app.place.sql("ALTER SEQUENCE met RESTART");
    for n in 0..5 {
        till.identify(&wrong(n)).refused(422, "code_expired");
    }
    till.identify(&wrong(5)).refused(429, "too_many_requests");
}

fn till_key(app: &TestApp) -> String {
    format!("Bearer {}", app.till("wukang").key)
}

#[test]
fn killed_under_load_it_has_every_sale_that_it_acknowledged() {
    for round in 0..2 {
        let app = TestApp::start();
        let member = app.join(&format!("1790000001{round}")).number;
        let key = till_key(&app);
        let acknowledged: Vec<AtomicI64> = (0..8).map(|_| AtomicI64::new(0)).collect();
        std::thread::scope(|scope| {
            for (worker, count) in acknowledged.iter().enumerate() {
                let (app, member, key) = (&app, &member, &key);
                scope.spawn(move || {
                    for n in 0.. {
                        let ask = app.ask("POST", "/till/v1/sales").header("authorization", key);
                        match ask.json(&sale(member, &format!("{worker}-{n}"), 100)).try_send() {
                            Ok(reply) if reply.status == 201 => count.fetch_add(1, Ordering::SeqCst),
                            _ => break,
                        };
                    }
                });
            }
            let patience = Instant::now() + Duration::from_secs(20);
            let done = || acknowledged.iter().map(|count| count.load(Ordering::SeqCst)).sum::<i64>();
            while done() < 40 + 100 * round && Instant::now() < patience {
                std::thread::sleep(Duration::from_millis(1));
            }
            app.process.signal("KILL");
        });
        let app = app.start_again_after_its_end();
        let total: i64 = acknowledged.iter().map(|count| count.load(Ordering::SeqCst)).sum();
        let stored = app.place.number("SELECT COUNT(*) FROM sales");
        assert!(total > 0 && (total..=total + 8).contains(&stored), "{stored} of {total}");
        for (worker, count) in acknowledged.iter().enumerate() {
            let all = app.place.count_sales_of(worker);
            assert!(all >= count.load(Ordering::SeqCst), "worker {worker}");
        }
        app.place.run(&["ledger", "verify"]);
    }
}

#[test]
fn what_was_answered_before_a_restart_is_answered_the_same_after_it() {
    let app = TestApp::start();
    let member = app.join("17900000020").number;
    let key = till_key(&app);
    let request = sale(&member, "1", 12_300);
    let before =
        app.ask("POST", "/till/v1/sales").header("authorization", &key).key("k").json(&request).send().expect(201);
    let app = app.start_again("TERM");
    let after =
        app.ask("POST", "/till/v1/sales").header("authorization", &key).key("k").json(&request).send().expect(201);
    assert_eq!((before.json, after.header("idempotency-replayed")), (after.json.clone(), Some("true")));
}

#[test]
fn writes_wait_for_another_process_that_writes() {
    let app = TestApp::start();
    if !app.place.is_sqlite() {
        return;
    }
    let member = app.join("17900000021");
    let till = app.till("wukang");
    let held = std::thread::scope(|scope| {
        let lock = scope.spawn(|| app.place.hold_the_write_lock(Duration::from_millis(600)));
        std::thread::sleep(Duration::from_millis(200));
        at_once((0..4).map(|n| {
            let (till, member) = (&till, &member);
            move || till.sell(&member.number, &format!("w{n}"), 100)
        }));
        lock.join().unwrap()
    });
    assert!(held);
    assert_eq!(member.points(), 4);
}
