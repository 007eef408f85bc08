//! What the state of an order is called.

use crate::words::Texts;
use shuke_rules::mall::{OrderState, Way};

/// In a word.
pub fn state(state: OrderState, way: Way, t: &Texts) -> &'static str {
    let o = t.orders();
    match (state, way) {
        (OrderState::Reserved, _) => o.reserved,
        (OrderState::Received, Way::AtOnce) => t.packs().given,
        (OrderState::Placed, way) if way.is_express() => o.placed_to_send,
        (OrderState::Placed, _) => o.placed,
        (OrderState::Ready, Way::Voucher) => o.ready_voucher,
        (OrderState::Ready, _) => o.ready,
        (OrderState::PickedUp, Way::Voucher) => o.used,
        (OrderState::PickedUp, _) => o.picked_up,
        (OrderState::Shipped, _) => o.shipped,
        (OrderState::Received, _) => o.received,
        (OrderState::Expired, _) => o.expired,
        (OrderState::Cancelled, _) => o.cancelled,
        (OrderState::Returned, _) => o.returned,
        (OrderState::Unknown, _) => o.unknown,
    }
}
