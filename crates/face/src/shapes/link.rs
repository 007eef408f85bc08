//! Where what something was about is seen.

use crate::{Page, Route};
use shuke_contract::ledger::Link;

/// `None`: it has no page.
pub fn page_of(link: &Link) -> Option<Route> {
    match link {
        Link::Receipt(id) => Some(Page::Receipt.of(id)),
        Link::Order(id) => Some(Page::Order.of(id)),
        Link::Coupon(id) => Some(Page::Coupon.of(id)),
        Link::Piece(code) => Some(Page::Piece.of(code)),
        Link::CheckIns => Some(Page::CheckIn.route()),
        Link::Tasks => Some(Page::Together.route()),
        Link::Referral => Some(Page::Referral.route()),
        Link::Commission(month) => Some(Page::CommissionMonth.of(month)),
        Link::Wechat => Some(Page::Wechat.route()),
        Link::None | Link::Unknown => None,
    }
}
