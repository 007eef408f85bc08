//! `/mall` and `/mall/{id}`: what points buy, and redeeming it.

mod choose;
mod detail;
mod list;
mod redeem;
mod send;

pub use detail::item_page;
pub use list::page;

use crate::i18n::{Refusals, refusals};

/// What redeeming may be refused for.
const REFUSALS: &[Refusals] = &[refusals::mall::REFUSALS, refusals::points::REFUSALS];

#[cfg(test)]
mod tests {
    use super::REFUSALS;
    use crate::i18n::refusals::tests::silent;
    use shuke_contract::Endpoint;
    use shuke_contract::mall::{GetMall, GetOffer};
    use shuke_contract::orders::Redeem;

    #[test]
    fn every_refusal_of_a_redemption_has_words_of_its_own() {
        assert_eq!(silent(REFUSALS, &[GetMall::ERRORS, GetOffer::ERRORS, Redeem::ERRORS]), []);
    }
}
