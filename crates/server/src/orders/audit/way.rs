//! The way that an order went by its steps, what was undone taken off.

use shuke_rules::mall::OrderState;

/// A step as it is stored.
#[derive(Clone, Copy)]
pub struct Stepped {
    pub n: i64,
    pub state: OrderState,
    /// In microseconds.
    pub at: i64,
    pub undone: bool,
}

/// Where the steps lead.
#[derive(Default)]
pub struct Way {
    /// What counts of them.
    steps: Vec<Stepped>,
    pub first_at: Option<i64>,
    pub last_at: Option<i64>,
    /// Whether an order can go so.
    pub holds: bool,
}

impl Way {
    pub fn of(steps: &[Stepped]) -> Self {
        let mut way = Self {
            first_at: steps.first().map(|step| step.at),
            last_at: steps.last().map(|step| step.at),
            holds: !steps.is_empty(),
            ..Self::default()
        };
        for (step, n) in steps.iter().zip(1..) {
            let before = way.state();
            if step.undone {
                way.steps.pop();
                way.holds &= way.state() == Some(step.state);
            } else {
                way.holds &= before.is_none_or(|before| may_become(before, step.state));
                way.steps.push(*step);
            }
            way.holds &= step.n == n;
        }
        way
    }

    pub fn state(&self) -> Option<OrderState> {
        self.steps.last().map(|step| step.state)
    }

    /// When it came to whoever redeemed it.
    pub fn received_at(&self) -> Option<i64> {
        let received = |step: &&Stepped| matches!(step.state, OrderState::PickedUp | OrderState::Received);
        self.steps.iter().rfind(received).map(|step| step.at)
    }

    /// Whether the money that is due of it was taken on the way.
    pub fn is_paid(&self, fen: i64) -> bool {
        let states = || self.steps.iter().map(|step| step.state);
        let was_held =
            states().next() == Some(OrderState::Reserved) && states().any(|state| state == OrderState::Placed);
        fen > 0 && (was_held || states().any(|state| state == OrderState::PickedUp))
    }
}

/// A pack is received in the moment in which it is placed.
fn may_become(before: OrderState, next: OrderState) -> bool {
    before.may_become(next) || (before, next) == (OrderState::Placed, OrderState::Received)
}
