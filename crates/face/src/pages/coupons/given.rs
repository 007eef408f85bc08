//! What a new member was given.

use crate::shapes::ticket::ticket;
use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::coupons::Wallet;

pub fn given(wallet: &Wallet, t: &Texts) -> Markup {
    html! { ul.tickets { @for coupon in &wallet.coupons { (ticket(coupon, wallet.today, t)) } } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::shapes::coupon_summary::samples::held;
    use crate::tests::day;
    use crate::words::texts;
    use shuke_rules::Instant;
    use shuke_rules::coupons::State;

    #[test]
    fn each_coupon_that_was_given_is_a_ticket() {
        let coupons = vec![held("a", "main", State::Available), held("b", "main", State::Available)];
        let wallet = Wallet { coupons, today: day("2026-11-22"), now: Instant::UNIX_EPOCH };
        assert_eq!(given(&wallet, texts(Lang::Zh)).into_string().matches("<li class=\"ticket\">").count(), 2);
    }
}
