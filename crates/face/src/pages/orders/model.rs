//! The way of an order through its states, and how long it is held.

use shuke_contract::orders::{Order, OrderSummary};
use shuke_rules::mall::{OrderState, Way};
use shuke_rules::{Day, Instant};

/// Where a step lies on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Done(Instant, Day),
    Now(Instant, Day),
    Ahead,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub state: OrderState,
    pub when: When,
    /// It went back to this state, for this reason.
    pub undone: Option<String>,
}

/// What has happened, where it is, and what is still to come.
pub fn steps(order: &Order) -> Vec<Step> {
    let last = order.steps.len().saturating_sub(1);
    let past = order.steps.iter().enumerate().map(|(at, step)| Step {
        state: step.state,
        when: if at == last { When::Now(step.at, step.day) } else { When::Done(step.at, step.day) },
        undone: step.undone.clone(),
    });
    // A pack is given in the moment in which it is placed: nobody prepares it.
    let past = past.filter(|step| !(order.way == Way::AtOnce && step.state == OrderState::Placed));
    let ahead =
        ahead(order.way, order.state).iter().map(|state| Step { state: *state, when: When::Ahead, undone: None });
    past.chain(ahead).collect()
}

/// What comes after `state` when all goes well.
pub fn ahead(way: Way, state: OrderState) -> &'static [OrderState] {
    let whole: &[OrderState] = match way {
        Way::ExpressForPoints | Way::ExpressForMoney => {
            &[OrderState::Reserved, OrderState::Placed, OrderState::Shipped, OrderState::Received]
        }
        Way::AtOnce => &[OrderState::Reserved, OrderState::Received],
        // A voucher can be used at once.
        Way::Voucher => &[OrderState::Ready, OrderState::PickedUp],
        Way::PickUp | Way::Unknown => {
            &[OrderState::Reserved, OrderState::Placed, OrderState::Ready, OrderState::PickedUp]
        }
    };
    let at = whole.iter().position(|known| *known == state);
    at.and_then(|at| whole.get(at + 1..)).unwrap_or_default()
}

/// Whole seconds until a reserved order lapses; 0 when it has.
pub fn seconds_left(until: Instant, now_ms: i64) -> i64 {
    (until.timestamp_millis() - now_ms).max(0).saturating_add(999) / 1000
}

/// `14:05`
pub fn minutes(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Open ones first; each part newest first, as the server says it.
pub fn open_first<'a>(orders: &[&'a OrderSummary]) -> (Vec<&'a OrderSummary>, Vec<&'a OrderSummary>) {
    orders.iter().copied().partition(|order| !order.state.is_over())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::orders::tests::{order, summary};

    fn told(order: &Order) -> Vec<(OrderState, char)> {
        let mark = |when| match when {
            When::Done(..) => '✓',
            When::Now(..) => '●',
            When::Ahead => '○',
        };
        steps(order).iter().map(|step| (step.state, mark(step.when))).collect()
    }

    #[test]
    fn what_is_collected_goes_by_the_shop_and_what_is_sent_by_the_post() {
        use OrderState::{PickedUp, Placed, Ready, Received, Reserved, Shipped};
        assert_eq!(told(&order(Way::PickUp, &[Placed])), [(Placed, '●'), (Ready, '○'), (PickedUp, '○')]);
        assert_eq!(
            told(&order(Way::ExpressForMoney, &[Reserved, Placed])),
            [(Reserved, '✓'), (Placed, '●'), (Shipped, '○'), (Received, '○')]
        );
        assert_eq!(told(&order(Way::Voucher, &[Ready])), [(Ready, '●'), (PickedUp, '○')]);
    }

    #[test]
    fn a_pack_is_given_with_its_money_and_never_prepared() {
        use OrderState::{Placed, Received, Reserved};
        assert_eq!(told(&order(Way::AtOnce, &[Reserved])), [(Reserved, '●'), (Received, '○')]);
        assert_eq!(told(&order(Way::AtOnce, &[Reserved, Placed, Received])), [(Reserved, '✓'), (Received, '●')]);
    }

    #[test]
    fn nothing_comes_after_an_end() {
        use OrderState::{Cancelled, Expired, PickedUp, Placed, Reserved, Returned};
        assert_eq!(told(&order(Way::ExpressForMoney, &[Reserved, Expired])), [(Reserved, '✓'), (Expired, '●')]);
        for end in [PickedUp, Expired, Cancelled, Returned, OrderState::Unknown] {
            assert!(ahead(Way::PickUp, end).is_empty(), "{end:?}");
        }
        assert_eq!(told(&order(Way::PickUp, &[Placed, PickedUp, Returned])).len(), 3);
    }

    #[test]
    fn a_step_that_staff_undid_stays_with_its_reason() {
        use OrderState::{PickedUp, Placed, Ready};
        let mut order = order(Way::PickUp, &[Placed, Ready, PickedUp, Ready]);
        order.steps.last_mut().unwrap().undone = Some("wrong person".into());
        let steps = steps(&order);
        assert_eq!(steps.len(), 5);
        assert_eq!(steps[3].undone.as_deref(), Some("wrong person"));
        assert_eq!(steps[4], Step { state: PickedUp, when: When::Ahead, undone: None });
    }

    #[test]
    fn the_countdown_is_the_servers_deadline_less_the_servers_clock() {
        let until = Instant::from_timestamp(900, 0).unwrap();
        assert_eq!(seconds_left(until, 0), 900);
        assert_eq!(seconds_left(until, 899_001), 1);
        assert_eq!(seconds_left(until, 2_000_000), 0);
        assert_eq!((minutes(900), minutes(65), minutes(0)), ("15:00".into(), "1:05".into(), "0:00".into()));
    }

    #[test]
    fn open_ones_come_first_and_each_part_stays_in_order() {
        use OrderState::{Expired, PickedUp, Placed, Ready};
        let orders = [summary("5", Placed), summary("4", Expired), summary("3", Ready), summary("2", PickedUp)];
        let ids = |orders: Vec<&OrderSummary>| orders.iter().map(|order| order.id.clone()).collect::<Vec<_>>();
        let (open, over) = open_first(&orders.each_ref());
        assert_eq!((ids(open), ids(over)), (vec!["5".into(), "3".into()], vec!["4".into(), "2".into()]));
    }
}
