//! `/coupons`, `/coupons/{id}` and `/coupons/offers`: what a member holds, one coupon with the code to show, what can be claimed.

mod claim;
mod code_form;
mod model;
mod offers;
mod one;
mod terms;
mod wallet;
mod words;

pub use offers::offers_page;
pub use one::coupon_page;
pub use wallet::wallet_page;

use crate::i18n::{Refusals, refusals};

/// What a claim may be refused for.
const REFUSALS: &[Refusals] = &[refusals::coupons::REFUSALS, refusals::points::REFUSALS];

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
