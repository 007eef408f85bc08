//! A coupon as a ticket that was just given: its sign and what it is worth on a stub, its name, what it is for and until when beside it. It leads
//! nowhere.

use super::coupon_summary::{about, has_figure, when, worth};
use super::kit::{of_effect, sign};
use crate::words::Texts;
use crate::{Markup, html};
use shuke_contract::coupons::HeldCoupon;
use shuke_rules::Day;

pub fn ticket(coupon: &HeldCoupon, today: Day, t: &Texts) -> Markup {
    let HeldCoupon { terms, .. } = coupon;
    html! {
        li.ticket {
            span.ticket-stub {
                (sign(of_effect(&terms.effect)))
                @if has_figure(&terms.effect) { b { (worth(terms, t)) } }
            }
            span {
                b { (t.lang.pick(&terms.name)) }
                @for said in [about(terms, t), when(coupon, today, t)] {
                    @if !said.is_empty() { " " small { (said) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::hostile::{HOSTILE, assert_escaped};
    use crate::shapes::coupon_summary::samples::{assert_says, day, held, template, text};
    use crate::words::texts;
    use shuke_rules::coupons::State;
    use shuke_rules::policy::Effect;

    fn with(effect: Effect) -> HeldCoupon {
        let terms = shuke_rules::policy::Template { effect, ..template("a", "main") };
        HeldCoupon { terms, last: Some(day("2026-11-30")), ..held("a", "main", State::Available) }
    }

    #[test]
    fn a_ticket_has_its_sign_what_it_is_worth_and_until_when() {
        let money = with(Effect::AmountOff { yuan: shuke_rules::Fen(500) });
        let drawn = ticket(&money, day("2026-11-22"), texts(Lang::Zh));
        assert_says(&drawn, &["sign-amount-off.svg", "<b>¥5</b>", "<b>a</b>", "<small>可用到 11月30日</small>"]);
    }

    #[test]
    fn a_gift_says_what_it_is_instead_of_a_figure() {
        let gift = with(Effect::Gift { gift: text("燕麦饮三条", "three oat drinks"), item: None });
        let drawn = ticket(&gift, day("2026-11-22"), texts(Lang::En));
        assert_says(&drawn, &["sign-gift.svg", "<small>three oat drinks</small>"]);
        assert!(!drawn.into_string().contains("<svg"));
    }

    #[test]
    fn whatever_a_coupon_is_called_it_stays_text() {
        let coupon = HeldCoupon { terms: template(HOSTILE, "main"), ..held("a", "main", State::Available) };
        assert_escaped(ticket(&coupon, day("2026-11-22"), texts(Lang::Zh)), 1);
    }
}
