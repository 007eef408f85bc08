//! The door to the network: mounts the contract's endpoints, judges and limits what comes in, words what goes out.
//! Owns no feature.

pub mod answer;
pub mod body;
pub mod call;
mod change;
pub mod client;
pub mod cookie;
mod headers;
pub mod limits;
pub mod mount;
mod origin;
mod outer;
pub mod serve;

pub use answer::Answer;
pub use call::{Call, Identity, Request};
pub use client::Client;
pub use mount::Routes;

use crate::card::Cache;
use crate::metrics;
use crate::otp::Sender;
use crate::pages::Pages;
use crate::policies::Policies;
use crate::settings::Settings;
use crate::store::Store;
use crate::{
    account, addresses, benefits, birthday, boards, boot, card, check_in, coupons, health, inbox, ledger, mall,
    members, openapi, orders, otp, pages, pictures, preview, receipts, staff, tasks, till, welcome,
};
use axum::Router;
use axum::middleware::from_fn_with_state;
use std::sync::Arc;

/// What every handler may use. Clones share it.
pub type App = Arc<Inner>;

pub struct Inner {
    pub settings: Settings,
    pub store: Store,
    pub policies: Policies,
    pub cards: Cache,
    pub sender: Sender,
    pub limits: limits::Limits,
    pub pages: Pages,
}

/// Every route of the server.
pub fn router(app: App) -> Router {
    let routes = [
        boot::routes,
        otp::routes,
        members::routes,
        card::routes,
        check_in::routes,
        tasks::routes,
        inbox::routes,
        receipts::routes,
        ledger::routes,
        mall::routes,
        orders::routes,
        coupons::routes,
        preview::routes,
        welcome::routes,
        benefits::routes,
        birthday::routes,
        boards::routes,
        addresses::routes,
        account::routes,
        till::routes,
        staff::routes,
    ]
    .into_iter()
    .fold(Routes::default(), |routes, more| more(routes));
    routes
        .into_router()
        .merge(openapi::routes())
        .merge(health::routes())
        .merge(metrics::routes())
        .merge(pictures::routes())
        .fallback(pages::answer)
        .method_not_allowed_fallback(answer::method_not_allowed)
        .layer(from_fn_with_state(Arc::clone(&app), outer::wrap))
        .with_state(app)
}
