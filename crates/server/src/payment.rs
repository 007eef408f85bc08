//! How money that goes with points is paid. Owns when it is due and how it comes back; orders ask nothing else, so that
//! online payment joins as another implementation.

use shuke_rules::Fen;
use shuke_rules::mall::Way;

/// When the money of an order is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// There is none.
    Never,
    /// Before it is placed: until then it is reserved.
    BeforePlaced,
    /// When it is handed over.
    AtHandOver,
}

/// A way to pay.
pub trait Payment: Send + Sync {
    /// When `fen` of an order that goes `way` are due.
    fn due(&self, way: Way, fen: Fen) -> Due;

    /// Gives back what was paid for an order that came back, and says how in the order's step.
    fn give_back(&self, paid: Fen) -> String;
}

/// Staff take the money in a shop, and give it back there.
#[derive(Clone, Copy, Debug)]
pub struct InShop;

impl Payment for InShop {
    fn due(&self, way: Way, fen: Fen) -> Due {
        match way {
            _ if fen.is_zero() => Due::Never,
            Way::PickUp | Way::Voucher => Due::AtHandOver,
            Way::ExpressForPoints | Way::ExpressForMoney | Way::AtOnce | Way::Unknown => Due::BeforePlaced,
        }
    }

    fn give_back(&self, paid: Fen) -> String {
        if paid.is_zero() { String::new() } else { format!("¥{paid} given back in the shop") }
    }
}

/// The one in use.
pub const PAYMENT: &dyn Payment = &InShop;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_due_where_the_goods_change_hands_and_before_something_is_sent() {
        assert_eq!(InShop.due(Way::ExpressForMoney, Fen(1200)), Due::BeforePlaced);
        assert_eq!(InShop.due(Way::AtOnce, Fen(990)), Due::BeforePlaced);
        assert_eq!(InShop.due(Way::PickUp, Fen(1200)), Due::AtHandOver);
        assert_eq!(InShop.due(Way::ExpressForPoints, Fen::ZERO), Due::Never);
    }
}
