//! What terms narrow a coupon, a leaderboard or a first-come gift to, in words. A till's number is none.

use crate::words::Texts;
use shuke_contract::coupons::OnlyFor;

/// The goods by name; those without one are counted. Empty: all goods.
pub fn goods(only_for: &OnlyFor, t: &Texts) -> Vec<String> {
    let (mut named, mut unnamed) = (Vec::new(), 0_usize);
    for name in only_for.goods.iter().map(|name| t.lang.pick(name)) {
        if name.is_empty() {
            unnamed += 1;
        } else {
            named.push(name.to_owned());
        }
    }
    if unnamed > 0 {
        named.push((t.scope().unnamed)(unnamed.into()));
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::words::texts;
    use shuke_rules::Text;

    #[test]
    fn goods_without_a_name_are_counted_and_never_a_number() {
        let tea = Text { zh: "茶".into(), en: "tea".into() };
        let of = |goods: Vec<Text>| OnlyFor { goods, shops: Vec::new() };
        let none = Text::default;
        assert_eq!(goods(&of(Vec::new()), texts(Lang::Zh)), [""; 0]);
        assert_eq!(goods(&of(vec![tea.clone()]), texts(Lang::En)), ["tea"]);
        assert_eq!(goods(&of(vec![none(), tea, none()]), texts(Lang::Zh)), ["茶", "店里指定的 2 种商品"]);
        assert_eq!(goods(&of(vec![none()]), texts(Lang::En)), ["certain items, which the shop names"]);
    }
}
