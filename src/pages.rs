//! The pages. None imports another; what they share is above the router or in `ui`.

pub mod card;
pub mod check_in;
pub mod code;
pub mod entry;
pub mod me;
pub mod receipts;
pub mod store;
pub mod tiers;

use crate::route::Route;
use leptos::prelude::AnyView;

/// Those places of the bottom bar that come in one file.
pub fn member(route: &Route) -> AnyView {
    match route {
        Route::CheckIn => check_in::page(),
        Route::Tiers => tiers::page(),
        Route::Receipt(id) => receipts::receipt_page(id),
        Route::Receipts => receipts::list_page(),
        _ => me::page(),
    }
}

pub fn code(_: &Route) -> AnyView {
    code::page()
}

pub fn entry(route: &Route) -> AnyView {
    match route {
        Route::Join => entry::join_page(),
        _ => entry::sign_in_page(),
    }
}
