//! The way of an order through its states, and how long it is held.

use shuke_contract::orders::Order;
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

/// What is said to be faulty, if it can be sent.
pub fn claim_text(typed: &str) -> Option<String> {
    let text = typed.trim();
    (2..=500).contains(&text.chars().count()).then(|| text.to_owned())
}

/// Open ones first; each part newest first, as the server says it.
pub fn open_first<T: Clone>(all: &[T], is_over: impl Fn(&T) -> bool) -> (Vec<T>, Vec<T>) {
    let (over, open) = all.iter().cloned().partition(|one| is_over(one));
    (open, over)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::orders::{OrderItem, OrderStep};
    use shuke_rules::mall::{ItemKind, Price};
    use shuke_rules::{Fen, Text};

    fn order(way: Way, states: &[OrderState]) -> Order {
        let day = Day::parse("2026-11-22").unwrap();
        let step = |state: &OrderState| OrderStep { state: *state, at: Instant::UNIX_EPOCH, day, undone: None };
        let item = OrderItem {
            id: "cup".into(),
            name: Text::default(),
            terms: Text::default(),
            kind: ItemKind::Goods,
            picture: None,
            gives: Vec::new(),
        };
        Order {
            id: "1".into(),
            state: *states.last().unwrap(),
            item,
            price: Price::default(),
            due: Fen::ZERO,
            way,
            store: None,
            address: None,
            code: None,
            reserved_until: None,
            parcel: None,
            steps: states.iter().map(step).collect(),
            claim_until: None,
            claim: None,
            received_by: None,
            today: day,
            now: Instant::UNIX_EPOCH,
        }
    }

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
    fn a_claim_has_two_to_five_hundred_characters() {
        assert_eq!(claim_text(" 杯子裂了 ").as_deref(), Some("杯子裂了"));
        assert_eq!(claim_text(" 裂 "), None);
        assert_eq!(claim_text(&"裂".repeat(501)), None);
    }

    #[test]
    fn open_ones_come_first_and_each_part_stays_in_order() {
        assert_eq!(open_first(&[5, 4, 3, 2], |number| number % 2 == 0), (vec![5, 3], vec![4, 2]));
    }
}
