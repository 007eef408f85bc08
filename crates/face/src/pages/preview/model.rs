//! What lies in the basket, and what is wished besides.

use shuke_rules::coupons::CouponId;
use shuke_rules::policy::{Goods, StoreId, Text};
use shuke_rules::pricing::{Applied, Line};

/// Lines that a preview takes.
pub const MOST: usize = 40;

/// A line; the name is empty for an amount that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub line: Line,
    pub name: Text,
}

/// What is to be bought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basket {
    pub held: Vec<Held>,
}

impl Basket {
    /// How many of these are in it.
    pub fn pieces(&self, goods: &Goods) -> i64 {
        let same = self.held.iter().find(|held| held.line.item == goods.item && held.line.price == goods.yuan);
        same.map_or(0, |held| held.line.quantity)
    }

    /// Adds a piece to the line of its kind, or a line; `false` when there is no room for another.
    pub fn add(&mut self, line: Line, name: Text) -> bool {
        let same = |held: &&mut Held| {
            let Line { item, class, price, .. } = &held.line;
            (item, class, price) == (&line.item, &line.class, &line.price) && held.name == name
        };
        if let Some(held) = self.held.iter_mut().find(same) {
            held.line.quantity = (held.line.quantity + 1).min(999);
            return true;
        }
        if self.held.len() >= MOST {
            return false;
        }
        self.held.push(Held { line, name });
        true
    }

    /// So many pieces more or less of a line; the last one less takes it out.
    pub fn change(&mut self, at: usize, by: i64) {
        if let Some(held) = self.held.get_mut(at) {
            held.line.quantity = (held.line.quantity + by).clamp(0, 999);
        }
        self.held.retain(|held| held.line.quantity > 0);
    }
}

/// What is wished besides the basket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    pub store: StoreId,
    pub points: bool,
    pub sent: bool,
    /// The coupons that were ticked; `None`: the best.
    pub chosen: Option<Vec<CouponId>>,
}

impl Wish {
    /// One coupon more or less than was chosen, or than is used where nothing was.
    pub fn tick(&mut self, used: &[Applied], id: CouponId, is_on: bool) {
        let used = || used.iter().map(|applied| applied.coupon.clone()).collect();
        let mut ids = self.chosen.take().unwrap_or_else(used);
        ids.retain(|other| *other != id);
        if is_on {
            ids.push(id);
        }
        self.chosen = Some(ids);
    }

    pub fn has_chosen(&self, id: &CouponId) -> bool {
        self.chosen.as_ref().is_some_and(|ids| ids.contains(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_rules::Fen;

    fn line(item: &str, price: i64) -> Line {
        Line { item: item.into(), class: "regular".into(), quantity: 1, price: Fen(price) }
    }

    #[test]
    fn a_second_piece_of_the_same_is_counted_and_another_price_is_another_line() {
        let mut basket = Basket::default();
        for (item, price) in [("1", 100), ("1", 100), ("1", 200), ("2", 100)] {
            assert!(basket.add(line(item, price), Text::default()));
        }
        let counted = |basket: &Basket| basket.held.iter().map(|held| held.line.quantity).collect::<Vec<_>>();
        assert_eq!(counted(&basket), [2, 1, 1]);
        basket.change(0, -1);
        basket.change(1, -1);
        basket.change(7, 1);
        assert_eq!(counted(&basket), [1, 1]);
    }

    #[test]
    fn a_basket_that_is_full_takes_more_of_what_it_has_and_nothing_else() {
        let mut basket = Basket::default();
        for price in 1..=40 {
            assert!(basket.add(line("1", price), Text::default()));
        }
        assert!(!basket.add(line("2", 1), Text::default()) && basket.add(line("1", 7), Text::default()));
        assert_eq!(basket.held.len(), MOST);
    }

    #[test]
    fn the_first_tick_starts_from_what_is_used_and_the_next_from_what_was_chosen() {
        let applied = Applied {
            coupon: "c1".into(),
            template: "ten".into(),
            name: Text::default(),
            off: Fen(500),
            gift: None,
            gift_item: None,
        };
        let mut wish = Wish::default();
        wish.tick(std::slice::from_ref(&applied), "c2".into(), true);
        assert_eq!(wish.chosen, Some(vec!["c1".into(), "c2".into()]));
        wish.tick(&[applied], "c1".into(), false);
        wish.tick(&[], "c2".into(), true);
        assert_eq!(wish.chosen, Some(vec!["c2".into()]));
        wish.tick(&[], "c2".into(), false);
        assert_eq!(wish.chosen, Some(Vec::new()), "none is a choice, too");
    }
}
