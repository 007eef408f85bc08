//! Many sales and refunds of few members at once, on a real SQLite file, and then the audit.

use crate::support::{Shuke, online};
use chrono::{DateTime, Utc};
use shuke_contract::ErrorCode;
use shuke_contract::till::{RefundLine, SaleLine};
use shuke_rules::{Fen, Points};
use shuke_server::booking::{self, Refund, Sale};
use shuke_server::clock::Clock;
use shuke_server::operator::Desk;
use shuke_server::operator::audit::{self, Ledgers};
use shuke_server::policies::Policies;
use shuke_server::routes;
use shuke_server::secrets::Chance;
use shuke_server::store::{Store, next_id};
use shuke_server::{Error, booking::Sold};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

fn line(paid: i64) -> SaleLine {
    SaleLine {
        item: "1".to_owned(),
        name: "tea".to_owned(),
        class: "regular".into(),
        quantity: 1,
        list: Fen(paid),
        discounts: Vec::new(),
        paid: Fen(paid),
    }
}

fn now() -> DateTime<Utc> {
    Utc::now()
}

/// A store with three members, whose ids are 1 to 3.
async fn three_members() -> (Shuke, Store) {
    let shuke = Shuke::with(&online());
    let file =
        shuke.directory.file("three.csv", "customer,date,amount\na,2026-01-05,10\nb,2026-01-05,10\nc,2026-01-05,10\n");
    shuke.imported(&file, &[]);
    let store = routes::open(&shuke.location()).await.unwrap();
    (shuke, store)
}

async fn sell(store: &Store, policies: &Policies, member: i64, number: &str, paid: &[i64]) -> Result<Sold, Error> {
    let (policies, number, lines) =
        (policies.clone(), number.to_owned(), paid.iter().map(|paid| line(*paid)).collect());
    let store_of = Some("wukang".into());
    let sale =
        Sale { key: format!("till:wukang:{number}"), store: store_of, number, at: now(), booked_at: now(), lines };
    store
        .write(move |connection| {
            let (policies, sale) = (policies.clone(), sale.clone());
            Box::pin(async move {
                let rulebook = policies.current(connection).await?;
                let account = booking::by_id(connection, member).await?;
                booking::sell(connection, &rulebook, account, sale).await
            })
        })
        .await
}

async fn refund(store: &Store, policies: &Policies, sale: i64, number: &str, amount: i64) -> Result<i64, Error> {
    let (policies, number) = (policies.clone(), number.to_owned());
    store
        .write(move |connection| {
            let (policies, number) = (policies.clone(), number.clone());
            Box::pin(async move {
                let rulebook = policies.current(connection).await?;
                let lines = vec![RefundLine { line: 0, amount: Fen(amount) }];
                let refund = Refund {
                    key: format!("till:wukang:{number}"),
                    number,
                    at: now(),
                    lines,
                    points_back: Points::ZERO,
                };
                Ok(booking::refund(connection, &rulebook, sale, refund).await?.taken_back.0)
            })
        })
        .await
}

/// Does again what the storage could not do just now, as a till would.
async fn patiently<T, W: Future<Output = Result<T, Error>>>(work: impl Fn() -> W) -> T {
    loop {
        match work().await {
            Err(Error::Unavailable(_)) => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
            done => return done.unwrap(),
        }
    }
}

async fn audited(store: &Store) -> Ledgers {
    let desk = Desk { store: store.clone(), context: routes::context(Clock::default(), Chance::default()) };
    let report = audit::of_all(&desk).await.unwrap();
    assert_eq!(report.findings, []);
    report.ledgers
}

fn code(result: Result<impl std::fmt::Debug, Error>) -> ErrorCode {
    result.unwrap_err().problem().code
}

#[tokio::test(flavor = "multi_thread")]
async fn sales_and_refunds_at_once_add_up() {
    let (_shuke, store) = three_members().await;
    let policies = Policies::default();
    let tasks: Vec<_> = (0..60_i64)
        .map(|n| {
            let (store, policies) = (store.clone(), policies.clone());
            tokio::spawn(async move {
                let (number, paid) = (n.to_string(), [10_000 + 137 * n, 5_000]);
                let sold = patiently(|| sell(&store, &policies, 1 + n % 3, &number, &paid)).await;
                let mut back = 0;
                if n % 4 == 0 {
                    let (first, rest) = (1 + n, paid[0] - 1 - n);
                    for (part, amount) in [first, rest].into_iter().enumerate() {
                        let number = format!("r{n}-{part}");
                        back += patiently(|| refund(&store, &policies, sold.id, &number, amount)).await;
                    }
                    let again = refund(&store, &policies, sold.id, &format!("r{n}-again"), 1).await;
                    assert_eq!(code(again), ErrorCode::RefundTooLarge);
                }
                sold.earned.0 - back
            })
        })
        .collect();
    let mut points = 30;
    for task in tasks {
        points += task.await.unwrap();
    }
    let audit = audited(&store).await;
    assert_eq!((audit.members, audit.points), (3, points));
}

#[tokio::test]
async fn the_same_sale_or_refund_twice_moves_points_once() {
    let (_shuke, store) = three_members().await;
    let policies = Policies::default();
    let sold = sell(&store, &policies, 1, "7", &[60_000]).await.unwrap();
    assert_eq!((sold.earned.0, sold.tier_before.0.as_str(), sold.tier.0.as_str()), (600, "xiaobai", "suren"));
    assert_eq!(code(sell(&store, &policies, 1, "7", &[60_000]).await), ErrorCode::SaleExists);
    assert_eq!(code(sell(&store, &policies, 9, "8", &[60_000]).await), ErrorCode::MemberUnknown);
    assert_eq!(refund(&store, &policies, sold.id, "r", 20_000).await.unwrap(), 200);
    assert_eq!(code(refund(&store, &policies, sold.id, "r", 20_000).await), ErrorCode::RefundExists);
    assert_eq!(code(refund(&store, &policies, 99, "r2", 20_000).await), ErrorCode::SaleUnknown);
    assert_eq!(audited(&store).await.points, 30 + 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn tills_sell_while_an_import_runs_in_another_process() {
    let (shuke, store) = three_members().await;
    let policies = Policies::default();
    let sample = crate::support::sample();
    let mut import = shuke.command(Shuke::importing(&sample)).stdout(std::process::Stdio::null()).spawn().unwrap();
    let mut sold = 0;
    while import.try_wait().unwrap().is_none() {
        sold += 1;
        let number = sold.to_string();
        patiently(|| sell(&store, &policies, 1 + sold % 3, &number, &[1_000])).await;
    }
    assert!(import.wait().unwrap().success() && sold > 0);
    let said = shuke.run(["ledger", "verify"]).well();
    assert!(said.starts_with("1,181 members") && said.contains("everything adds up"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_write_gets_its_turn_beside_short_ones_of_another_server() {
    let (shuke, store) = three_members().await;
    let other = routes::open(&shuke.location()).await.unwrap();
    let (over, runs) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let ended = Arc::clone(&over);
    let short = tokio::spawn(async move {
        let mut done = 0;
        while !ended.load(Ordering::Relaxed) {
            done = patiently(|| other.write(|tx| Box::pin(next_id(tx, "turns")))).await;
        }
        done
    });
    let counted = Arc::clone(&runs);
    let long = store.write(move |tx| {
        let counted = Arc::clone(&counted);
        Box::pin(async move {
            counted.fetch_add(1, Ordering::Relaxed);
            for _ in 0..10 {
                next_id(tx, "turns").await?;
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            Ok(())
        })
    });
    long.await.unwrap();
    over.store(true, Ordering::Relaxed);
    assert_eq!(runs.load(Ordering::Relaxed), 1);
    assert!(short.await.unwrap() > 10, "the short ones went on");
}
