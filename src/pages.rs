//! The pages. None imports another; what they share is above the router or in `ui`.

pub mod addresses;
pub mod birthday;
pub mod boards;
pub mod card;
pub mod check_in;
pub mod code;
pub mod coupons;
pub mod entry;
pub mod inbox;
pub mod mall;
pub mod me;
pub mod orders;
pub mod points;
mod preview;
pub mod receipts;
pub mod staff;
pub mod store;
pub mod tiers;
pub mod together;
pub mod welcome;

use crate::route::Route;
use leptos::prelude::AnyView;

/// What is about the member: the places of the bottom bar but the card, the code and the mall, and the pages below them.
pub fn member(route: &Route) -> AnyView {
    match route {
        Route::CheckIn => check_in::page(),
        Route::Together => together::page(),
        Route::Board(id) => boards::page(id),
        Route::Points => points::page(),
        Route::Inbox => inbox::page(),
        Route::Tiers => tiers::page(),
        Route::Welcome => welcome::page(),
        Route::Birthday => birthday::page(),
        Route::Receipt(id) => receipts::receipt_page(id),
        Route::Receipts => receipts::list_page(),
        _ => me::page(),
    }
}

pub fn mall(route: &Route) -> AnyView {
    match route {
        Route::Item(id) => mall::item_page(id),
        Route::Orders => orders::list_page(),
        Route::Order(id) => orders::order_page(id),
        Route::Addresses => addresses::page(),
        _ => mall::page(),
    }
}

/// What a basket would cost.
pub fn preview(route: &Route) -> AnyView {
    match route {
        Route::PreviewAdd => preview::add_page(),
        _ => preview::page(),
    }
}

pub fn coupons(route: &Route) -> AnyView {
    match route {
        Route::Coupon(id) => coupons::coupon_page(id),
        Route::CouponOffers => coupons::offers_page(),
        _ => coupons::wallet_page(),
    }
}

/// What staff see.
pub fn counter(route: &Route) -> AnyView {
    staff::page(route)
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
