//! `/coupons`, `/coupons/{id}` and `/coupons/offers`: what a member holds, one coupon with the code to show, what can be claimed.

mod claim;
mod code_form;
mod offers;
mod one;
mod wallet;

pub use offers::offers_page;
pub use one::coupon_page;
pub use wallet::wallet_page;

use crate::i18n::{Refusals, Texts, refusals};
use crate::session::Center;
use crate::ui::when::time_of_day;
use shuke_face::Markup;
use shuke_face::pages::coupons::Words;
use shuke_rules::{Day, Instant};

/// What a claim may be refused for.
const REFUSALS: &[Refusals] = &[refusals::coupons::REFUSALS, refusals::points::REFUSALS];

/// Written by what the brand calls things now, with times of day by its clock.
fn written(center: Center, t: &'static Texts, today: Day, write: &dyn Fn(&Words<'_>) -> Markup) -> Markup {
    center.with_boot(|boot| {
        let time = |at: Instant| time_of_day(at, &boot.brand.time_zone, t.lang);
        write(&Words { boot, t, today, time: &time })
    })
}

#[cfg(test)]
mod tests {
    use super::REFUSALS;
    use crate::i18n::refusals::tests::silent;
    use shuke_contract::Endpoint;
    use shuke_contract::coupons::ClaimCoupon;

    #[test]
    fn every_refusal_of_a_claim_has_words_of_its_own() {
        assert_eq!(silent(REFUSALS, &[ClaimCoupon::ERRORS]), []);
    }
}
