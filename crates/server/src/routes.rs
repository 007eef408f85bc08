//! The one place that knows every feature: what is mounted, what recurs, what the tables are, and in which order features are asked
//! and told.

use crate::clock::Clock;
use crate::context::{Context, Moment};
use crate::coupons::Grantors;
use crate::feature::{Feature, Features, TIDY};
use crate::http::{App, Routes, answer, once, outer};
use crate::jobs::Job;
use crate::secrets::Chance;
use crate::store::{Conn, Location, Migration, Store, Work, serial};
use crate::{
    Error, account, addresses, benefits, birthday, boards, boot, card, check_in, dev, health, inbox, ledger, mall,
    metrics, openapi, orders, otp, pages, pictures, preview, receipts, sessions, sign_in, staff, tasks, till, wallet,
    welcome,
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
    &mall::FEATURE,
    &orders::FEATURE,
    &boards::FEATURE,
    &wallet::FEATURE,
    &preview::FEATURE,
    &welcome::FEATURE,
    &benefits::FEATURE,
    &birthday::FEATURE,
    &addresses::FEATURE,
    &account::FEATURE,
    &till::FEATURE,
    &staff::FEATURE,
    &crate::holidays::FEATURE,
];

/// What everything else stands on has endpoints and leftovers, too.
const GROUND: Feature = Feature {
    routes: otp::routes,
    migrations: &[(12, include_str!("../migrations/0012_sessions_end.sql"))],
    jobs: &[TIDY],
    tidy: Some(tidy),
    ..Feature::named("ground")
};

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

/// The tables that features brought.
pub fn migrations() -> Vec<Migration> {
    FEATURES.iter().flat_map(|feature| feature.migrations).copied().collect()
}

/// Opens the store with the tables of every feature.
pub async fn open(location: &Location) -> Result<Store, Error> {
    open_sharing(location, serial::SHARING, &Clock::default()).await
}

/// The same with at most so many writes to a commit.
pub async fn open_sharing(location: &Location, writes_per_commit: usize, clock: &Clock) -> Result<Store, Error> {
    Store::open(location, writes_per_commit, &migrations(), clock.now()).await
}

/// Every route of the server.
pub fn router(app: App) -> Router {
    let routes = FEATURES.iter().fold(Routes::default(), |routes, feature| (feature.routes)(routes));
    let counts = || async { ([(CONTENT_TYPE, "text/plain; version=0.0.4")], metrics::get().text()) };
    routes
        .into_router()
        .merge(openapi::routes())
        .merge(health::routes())
        .route("/metrics", get(counts))
        .merge(pictures::routes())
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

    #[test]
    fn what_a_refund_takes_back_goes_before_it_gives_coupons_back() {
        let place = |name: &str| FEATURES.iter().position(|feature| feature.name == name).unwrap();
        assert!(place("tasks") < place("boards") && place("boards") < place("wallet"));
        assert!(["tasks", "boards", "wallet"].iter().all(|name| FEATURES[place(name)].on.is_some()));
    }
}
