//! The one place that knows every feature: what is mounted, what recurs, what the tables are, and in which order features are asked
//! and told.

use crate::audit::Audit;
use crate::clock::Clock;
use crate::context::{Context, Moment};
use crate::coupons::Grantors;
use crate::feature::{Feature, Features, TIDY};
use crate::http::{App, Routes, answer, once, outer};
use crate::jobs::{self, Job};
use crate::secrets::Chance;
use crate::store::{self, Conn, Location, Migration, Patience, Seal, Store, Work, serial};
use crate::{
    Error, account, addresses, benefits, birthday, boards, booking, boot, card, check_in, commission, coupons, dev,
    goods, health, inbox, ledger, mall, member, metrics, openapi, orders, otp, pages, pictures, pieces, policies,
    posters, preview, proof, receipts, referral, scan, sessions, sharing, sign_in, sources, staff, stock, tasks, till,
    wallet, wechat, welcome,
};
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use std::sync::Arc;

/// Every feature. What one did is told to all in this order: a refund undoes tasks before it withdraws gifts, and both before it
/// gives coupons back.
pub const FEATURES: &[&Feature] = &[
    &GROUND,
    &boot::FEATURE,
    &sign_in::FEATURE,
    &dev::FEATURE,
    &card::FEATURE,
    &check_in::FEATURE,
    &tasks::FEATURE,
    &inbox::FEATURE,
    &receipts::FEATURE,
    &ledger::FEATURE,
    &proof::FEATURE,
    &mall::FEATURE,
    &orders::FEATURE,
    &boards::FEATURE,
    &referral::FEATURE,
    &commission::FEATURE,
    &wallet::FEATURE,
    &preview::FEATURE,
    &scan::FEATURE,
    &welcome::FEATURE,
    &benefits::FEATURE,
    &birthday::FEATURE,
    &addresses::FEATURE,
    &posters::FEATURE,
    &account::FEATURE,
    &till::FEATURE,
    &staff::FEATURE,
    &crate::holidays::FEATURE,
    &goods::FEATURE,
    &pieces::FEATURE,
    &sources::FEATURE,
    &wechat::FEATURE,
    &sharing::FEATURE,
    &crate::operator::imports::purchases::LEFTOVERS,
];

/// What everything else stands on has tables and leftovers, too.
const GROUND: Feature = Feature {
    migrations: &[
        (12, include_str!("../migrations/0012_sessions_end.sql")),
        (13, include_str!("../migrations/0013_seals.sql")),
        (15, include_str!("../migrations/0015_devices_readiness.sql")),
    ],
    jobs: &[TIDY],
    tidy: Some(tidy),
    audits: GROUND_AUDITS,
    ..Feature::named("ground")
};

/// How the tables are audited of those who are no feature.
const GROUND_AUDITS: &[&Audit] = &[
    &Audit::of(store::TABLES),
    &Audit::of(policies::TABLES),
    &member::AUDIT,
    &Audit::of(sessions::TABLES),
    &Audit::of(otp::TABLES),
    &Audit::of(once::TABLES),
    &Audit::of(jobs::TABLES),
    &Audit::of(pictures::TABLES),
    &Audit::of(stock::TABLES),
    &Audit::of(booking::TABLES),
    &coupons::AUDIT,
    &Audit::of(health::TABLES),
];

fn tidy<'c>(tx: &'c mut Conn, moment: &'c Moment) -> Work<'c, ()> {
    Box::pin(async move {
        once::clean(tx, moment.now).await?;
        otp::clean(tx, moment.now).await?;
        sessions::clean(tx, moment.now).await
    })
}

/// What a process shares: the clock, chance, and every feature.
pub fn context(clock: Clock, chance: Chance) -> Context {
    let context = Context::new(clock, chance);
    context.share(Features(FEATURES));
    context.share(Grantors(FEATURES.iter().filter_map(|feature| feature.grants).collect()));
    context
}

/// Every job.
pub fn jobs() -> Vec<&'static Job> {
    FEATURES.iter().flat_map(|feature| feature.jobs).collect()
}

/// What is sealed of which tables.
pub fn seals() -> Vec<&'static Seal> {
    let audits = FEATURES.iter().flat_map(|feature| feature.audits);
    audits.flat_map(|audit| audit.tables).filter_map(|table| table.seal).collect()
}

/// The tables that features brought.
pub fn migrations() -> Vec<Migration> {
    FEATURES.iter().flat_map(|feature| feature.migrations).copied().collect()
}

/// Opens the store with the tables of every feature.
pub async fn open(location: &Location) -> Result<Store, Error> {
    open_sharing(location, serial::SHARING, &Clock::default()).await
}

/// The same for who waits for others that write as long as it takes, and is told so.
pub async fn open_patiently(location: &Location, waiting: fn()) -> Result<Store, Error> {
    let now = Clock::default().now();
    Store::open(location, serial::SHARING, &migrations(), &seals(), now, Patience::Endless(waiting)).await
}

/// The same with at most so many writes to a commit.
pub async fn open_sharing(location: &Location, writes_per_commit: usize, clock: &Clock) -> Result<Store, Error> {
    Store::open(location, writes_per_commit, &migrations(), &seals(), clock.now(), Patience::LIMITED).await
}

/// Every route of the server.
pub fn router(app: App) -> Router {
    let routes = FEATURES.iter().fold(Routes::default(), |routes, feature| (feature.routes)(routes));
    let (routes, reads) = routes.into_parts();
    app.context.share(reads);
    let counts = || async { ([(CONTENT_TYPE, "text/plain; version=0.0.4")], metrics::get().text()) };
    routes
        .merge(openapi::routes())
        .merge(health::routes())
        .route("/metrics", get(counts))
        .merge(pictures::routes())
        .merge(posters::routes())
        .merge(pieces::photos())
        .merge(wechat::routes())
        .fallback(pages::answer)
        .method_not_allowed_fallback(answer::method_not_allowed)
        .layer(from_fn_with_state(Arc::clone(&app), outer::wrap))
        .with_state(app)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_feature_has_a_name_of_its_own_and_every_migration_a_number() {
        let names: BTreeSet<_> = FEATURES.iter().map(|feature| feature.name).collect();
        assert_eq!(names.len(), FEATURES.len());
        let numbers: BTreeSet<_> = migrations().iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers.len(), migrations().len());
        let leases: BTreeSet<_> = jobs().iter().map(|job| job.name).collect();
        assert_eq!(leases.len(), jobs().len());
    }

    /// Rows as they were written before version 13.
    const BEFORE: [&str; 9] = [
        "INSERT INTO rule_versions (id, applied_at, source) VALUES (1, 5, 'a policy')",
        "INSERT INTO members (id, card, joined_at, joined_day, ledger_hash) VALUES (1, '6901010000012', 7, '2026-01-01', 'a'), \
         (3, '6901010000029', 8, '2026-01-02', 'b')",
        "INSERT INTO counters (name, next) VALUES ('members', 4)",
        "INSERT INTO visits (member_id, day, store, at) VALUES (3, '2026-01-03', 'hefang', 10), (1, '2026-01-02', 'wukang', 9)",
        "INSERT INTO consent_log (member_id, n, consent, version, given, at) VALUES (1, 1, 'membership', '2026-01', 1, 7)",
        "INSERT INTO sales (id, key, member_id, store, number, at, day, booked_at, list_fen, paid_fen, refunded_fen, earned, tier, \
         multiplier, rule_version, lines) VALUES (1, 'till:wukang:1', 1, 'wukang', '1', 9, '2026-01-02', 9, 100, 100, 40, 1, 'xiaobai', \
         '1', 1, '[{\"c\":\"regular\",\"q\":1,\"l\":100,\"p\":100,\"r\":40,\"e\":1,\"x\":\"1\",\"w\":\"rate\"}]')",
        "INSERT INTO counters (name, next) VALUES ('sales', 2)",
        "INSERT INTO refunds (id, key, sale_id, member_id, number, at, day, amount_fen, taken_back, debt, tier_from, tier_to, \
         rule_version, lines) VALUES (1, 'till:wukang:r', 1, 1, 'r', 11, '2026-01-02', 40, 0, 0, 'xiaobai', 'xiaobai', 1, '[]')",
        "INSERT INTO counters (name, next) VALUES ('refunds', 2)",
    ];

    #[tokio::test]
    async fn what_was_there_before_is_sealed_as_it_stood_and_numbered_and_what_was_missing_then_is_not_missed() {
        let directory = std::env::temp_dir().join(format!("shuke-seals-{}", std::process::id()));
        let place = Location::Directory(directory.clone());
        let before: Vec<Migration> = migrations().into_iter().filter(|(id, _)| *id < 13).collect();
        let old = Store::open(&place, 1, &before, &[], Clock::default().now(), Patience::LIMITED).await.unwrap();
        for row in BEFORE {
            old.write(move |tx| Box::pin(async move { Ok(sqlx::query(row).execute(tx).await.map(drop)?) }))
                .await
                .unwrap();
        }
        old.close().await;
        let store = open(&place).await.unwrap();
        let mut connection = store.read().await.unwrap();
        for seal in seals() {
            assert_eq!(seal.check(&mut connection, None).await.unwrap().1, Vec::<String>::new(), "{}", seal.table);
        }
        let visits: Vec<(i64, i64)> =
            sqlx::query_as("SELECT nth, member_id FROM visits ORDER BY nth").fetch_all(&mut *connection).await.unwrap();
        assert_eq!(visits, [(1, 1), (2, 3)], "in the order in which they were written");
        let counters: std::collections::BTreeMap<String, i64> =
            store::counted(&mut connection).await.unwrap().into_iter().collect();
        assert_eq!((counters["visits"], counters["rule_versions"], counters["missing:members"]), (3, 2, 1));
        assert!(!counters.contains_key("missing:sales"));
        drop(connection);
        store.close().await;
        std::fs::remove_dir_all(directory).unwrap();
    }

    #[test]
    fn what_a_refund_takes_back_goes_before_it_gives_coupons_back() {
        let place = |name: &str| FEATURES.iter().position(|feature| feature.name == name).unwrap();
        assert!(place("tasks") < place("boards") && place("boards") < place("wallet"));
        assert!(["tasks", "boards", "wallet"].iter().all(|name| FEATURES[place(name)].on.is_some()));
    }
}
