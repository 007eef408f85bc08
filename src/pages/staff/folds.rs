//! Which kinds of what waits are unfolded: as somebody left them, whatever comes and goes meanwhile; the first by itself while nothing
//! lies ready.

use shuke_contract::staff::StaffOrder;
use shuke_face::pages::staff::{order::Stand, work::first};

#[derive(Debug, Default)]
pub struct Folds(Vec<(Stand, bool)>);

impl Folds {
    /// Before these are drawn.
    pub fn see(&mut self, orders: &[StaffOrder]) {
        let new = first(orders).filter(|stand| self.0.iter().all(|(known, _)| known != stand));
        self.0.extend(new.map(|stand| (stand, true)));
    }

    pub fn set(&mut self, stand: Stand, open: bool) {
        self.0.retain(|(known, _)| *known != stand);
        self.0.push((stand, open));
    }

    pub fn is_open(&self, stand: Stand) -> bool {
        self.0.contains(&(stand, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::orders::OrderItem;
    use shuke_rules::mall::{ItemKind, OrderState, Price, Way};
    use shuke_rules::{Day, Fen, Instant, Points, Text};

    fn order(state: OrderState) -> StaffOrder {
        StaffOrder {
            id: "7".into(),
            state,
            item: OrderItem {
                id: "bag".into(),
                name: Text::default(),
                terms: Text::default(),
                kind: ItemKind::Goods,
                picture: None,
                gives: Vec::new(),
            },
            price: Price { points: Points(320), fen: Fen::ZERO },
            due: Fen::ZERO,
            way: Way::PickUp,
            member: String::new(),
            address: None,
            parcel: None,
            claim: None,
            reserved_until: None,
            at: Instant::UNIX_EPOCH,
            day: Day::parse("2026-11-20").unwrap(),
            actions: Vec::new(),
        }
    }

    #[test]
    fn what_comes_first_is_open_while_nothing_lies_ready_and_stays_as_somebody_left_it() {
        let (to_prepare, ready) = (order(OrderState::Placed), order(OrderState::Ready));
        let mut folds = Folds::default();
        folds.see(std::slice::from_ref(&ready));
        assert!(!folds.is_open(Stand::ToPrepare));
        folds.see(&[ready.clone(), to_prepare.clone()]);
        assert!(!folds.is_open(Stand::ToPrepare), "something lies ready");
        folds.see(std::slice::from_ref(&to_prepare));
        assert!(folds.is_open(Stand::ToPrepare));
        folds.see(&[ready, to_prepare.clone()]);
        assert!(folds.is_open(Stand::ToPrepare), "nothing closes under somebody's hand");
        folds.set(Stand::ToPrepare, false);
        folds.see(std::slice::from_ref(&to_prepare));
        assert!(!folds.is_open(Stand::ToPrepare), "who closed it finds it closed");
    }
}
