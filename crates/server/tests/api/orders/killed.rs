//! SIGKILL at any moment: what was acknowledged is there, and no order is half done.

use super::{PATH, nothing_is_half_done, pick_up};
use crate::mall::offer;
use crate::support::TestApp;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Duration;

/// Each round ends somewhere else in what the workers do.
const ROUNDS: u64 = 50;
const WORKERS: usize = 8;

#[test]
fn killed_fifty_times_it_has_every_order_that_it_acknowledged_and_none_by_half() {
    let mut app = TestApp::start();
    if !app.place.is_sqlite() {
        return;
    }
    offer(&app, &[("mug", "goods,3,,1000000,,,,,,yes,"), ("last", "goods,2,,40,,,,,,yes,")]);
    let members: Vec<(String, String)> = (0..WORKERS)
        .map(|n| app.join(&format!("1896000000{n}")))
        .map(|member| (member.cookie.clone(), member.number.clone()))
        .collect();
    let key = app.till("wukang").key.clone();
    let acknowledged: Mutex<Vec<String>> = Mutex::default();
    let mut sales = 0_i64;
    for round in 0..ROUNDS {
        let sold = Mutex::new(0_i64);
        std::thread::scope(|scope| {
            for (worker, (cookie, number)) in members.iter().enumerate() {
                let (app, key, acknowledged, sold) = (&app, &key, &acknowledged, &sold);
                scope.spawn(move || {
                    let send =
                        |path: &str, body| app.ask("POST", path).header("cookie", cookie).json(&body).try_send().ok();
                    for n in 0.. {
                        let number = crate::support::sale(number, &format!("{round}-{worker}-{n}"), 1000);
                        let sale = app.ask("POST", "/till/v1/sales").header("authorization", &format!("Bearer {key}"));
                        let Ok(reply) = sale.json(&number).try_send() else { return };
                        *sold.lock().unwrap() += i64::from(reply.status == 201);
                        let (item, points) = if n % 5 == 4 { ("last", 2) } else { ("mug", 3) };
                        let Some(reply) = send(PATH, pick_up(item, points, 0)) else { return };
                        if reply.status != 200 {
                            continue;
                        }
                        let id = reply.json["id"].as_str().unwrap().to_owned();
                        acknowledged.lock().unwrap().push(id);
                    }
                });
            }
            // From hardly begun to well under way, never the same twice.
            std::thread::sleep(Duration::from_micros(5000 + 4100 * (round * 37 % ROUNDS)));
            app.process.signal("KILL");
        });
        sales += sold.into_inner().unwrap();
        app = app.start_again_after_its_end();
        if round % 10 == 9 {
            nothing_is_half_done(&app.place);
        }
    }
    let acknowledged = acknowledged.into_inner().unwrap();
    assert!(acknowledged.len() > 50, "only {} orders were placed", acknowledged.len());
    let mut there = BTreeSet::new();
    for (cookie, _) in &members {
        let export = app.ask("GET", "/api/v1/me/export").header("cookie", cookie).send().expect(200).json;
        let orders = export["orders"].as_array().unwrap().iter();
        there.extend(orders.map(|order| order["id"].as_str().unwrap().to_owned()));
    }
    let missing: Vec<&String> = acknowledged.iter().filter(|id| !there.contains(*id)).collect();
    assert!(missing.is_empty(), "acknowledged and gone: {missing:?}");
    assert!(app.place.number("SELECT COUNT(*) FROM sales") >= sales);
    let said = app.place.run(&["ledger", "verify"]);
    assert!(said.contains("everything adds up"), "{said}");
    nothing_is_half_done(&app.place);
}
