//! The pages. None imports another; what they share is above the router or in `ui`.

pub mod addresses;
pub mod birthday;
pub mod boards;
pub mod card;
pub mod check_in;
pub mod code;
pub mod commission;
pub mod coupons;
pub mod entry;
pub mod goods;
pub mod inbox;
pub mod mall;
pub mod me;
mod not_found;
pub mod orders;
pub mod pieces;
pub mod points;
pub mod posters;
mod preview;
pub mod proof;
pub mod receipts;
pub mod referral;
mod scan;
pub mod settings;
pub mod staff;
pub mod store;
pub mod tiers;
pub mod together;
pub mod wechat;
pub mod welcome;

use leptos::prelude::AnyView;
use shuke_face::{Page, Route};
use shuke_rules::policy::StoreId;

/// What the app's first file draws: what the server draws first.
pub fn first(route: &Route) -> AnyView {
    match route.page {
        Page::Card => card::page(),
        Page::Store => store::page(&StoreId(route.id.clone())),
        _ => not_found::page(),
    }
}

/// What there is to take part in.
pub fn together(route: &Route) -> AnyView {
    match route.page {
        Page::CheckIn => check_in::page(),
        Page::Board => boards::page(&route.id),
        Page::Welcome => welcome::page(),
        _ => together::page(),
    }
}

/// What one has earned.
pub fn points(route: &Route) -> AnyView {
    match route.page {
        Page::Proof => proof::page(),
        Page::Receipt => receipts::receipt_page(&route.id),
        Page::Receipts => receipts::list_page(),
        _ => points::page(),
    }
}

pub fn tiers(route: &Route) -> AnyView {
    match route.page {
        Page::Birthday => birthday::page(),
        _ => tiers::page(),
    }
}

/// What is about the member.
pub fn me(route: &Route) -> AnyView {
    match route.page {
        Page::Inbox => inbox::page(),
        Page::Settings => settings::page(),
        _ => me::page(),
    }
}

pub fn mall(route: &Route) -> AnyView {
    match route.page {
        Page::Item => mall::item_page(&route.id),
        Page::Addresses => addresses::page(),
        _ => mall::page(),
    }
}

pub fn orders(route: &Route) -> AnyView {
    match route.page {
        Page::Order => orders::order_page(&route.id),
        _ => orders::list_page(),
    }
}

/// What one holds before the camera.
pub fn preview(route: &Route) -> AnyView {
    match route.page {
        Page::PreviewAdd => preview::add_page(),
        Page::Scan => scan::page(),
        _ => preview::page(),
    }
}

pub fn coupons(route: &Route) -> AnyView {
    match route.page {
        Page::Coupon => coupons::coupon_page(&route.id),
        Page::CouponOffers => coupons::offers_page(),
        _ => coupons::wallet_page(),
    }
}

/// Bringing a friend.
pub fn referral(route: &Route) -> AnyView {
    match route.page {
        Page::ReferralLink => referral::link_page(&route.id),
        Page::Commission => commission::page(),
        Page::CommissionMonth => commission::month(&route.id),
        _ => referral::page(),
    }
}

/// What is sold, and its pieces.
pub fn goods(route: &Route) -> AnyView {
    match route.page {
        Page::Piece => pieces::piece_page(&route.id),
        _ => goods::good_page(&route.id),
    }
}

/// What staff see.
pub fn counter(route: &Route) -> AnyView {
    staff::page(route.page)
}

pub fn code(_: &Route) -> AnyView {
    code::page()
}

pub fn entry(route: &Route) -> AnyView {
    match route.page {
        Page::Join => entry::join_page(),
        Page::Wechat => wechat::page(),
        _ => entry::sign_in_page(),
    }
}

/// Drawing a poster.
pub fn poster(_: &Route) -> AnyView {
    posters::page()
}
