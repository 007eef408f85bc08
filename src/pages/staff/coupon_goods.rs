//! What the goods can be that a coupon is used for at the counter: it decides their price. Owns the choice; the price is the server's.

use super::desk::Desk;
use shuke_contract::coupons::HeldCoupon;
use shuke_face::escape;
use shuke_rules::policy::{Class, ClassId, ItemId};

/// What the pieces can be, each with its name.
pub type Kinds = Vec<(Goods, String)>;

pub enum Goods {
    Class(ClassId),
    Item(ItemId),
}

pub fn options(kinds: &Kinds) -> String {
    let option =
        |(at, (_, name)): (usize, &(Goods, String))| format!(r#"<option value="{at}">{}</option>"#, escape(name));
    kinds.iter().enumerate().map(option).collect()
}

/// By its number in the list; the first while nobody has chosen.
pub fn chosen(kinds: &Kinds, at: &str) -> (Option<ClassId>, Option<ItemId>) {
    match kinds.get(at.parse().unwrap_or(0)) {
        Some((Goods::Class(class), _)) => (Some(class.clone()), None),
        Some((Goods::Item(item), _)) => (None, Some(item.clone())),
        None => (None, None),
    }
}

/// What it is for: its scope by name; of what is for everything, all classes, since their prices differ.
pub fn kinds(desk: Desk, coupon: &HeldCoupon) -> Kinds {
    let (scope, lang) = (&coupon.terms.scope, desk.t.lang);
    let classes = scope.classes.iter().cloned().map(Goods::Class);
    let named = classes.chain(scope.items.iter().cloned().map(Goods::Item));
    let kinds: Kinds = named.zip(coupon.only_for.goods.iter().map(|name| lang.pick(name).to_owned())).collect();
    if !kinds.is_empty() {
        return kinds;
    }
    let of_class = |class: &Class| (Goods::Class(class.id.clone()), lang.pick(&class.name).to_owned());
    desk.center.with_boot_now(|boot| boot.rules.earning.classes.iter().map(of_class).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_taken_until_somebody_chooses_and_names_are_escaped() {
        let kinds: Kinds =
            vec![(Goods::Class("tea".into()), "<tea>".into()), (Goods::Item("10021".into()), "Latte".into())];
        assert_eq!(options(&kinds), r#"<option value="0">&lt;tea&gt;</option><option value="1">Latte</option>"#);
        assert_eq!(chosen(&kinds, ""), (Some("tea".into()), None));
        assert_eq!(chosen(&kinds, "1"), (None, Some("10021".into())));
        assert_eq!(chosen(&Kinds::new(), "1"), (None, None));
    }
}
