//! `/orders` and `/orders/{id}`: where a redemption is, and what happens next.

mod act;
mod claim;
mod list;
mod model;
mod one;

pub use list::list_page;
pub use one::order_page;

use crate::i18n::{Refusals, refusals};

const REFUSALS: &[Refusals] = &[refusals::orders::REFUSALS];

#[cfg(test)]
mod tests {
    use super::REFUSALS;
    use crate::i18n::refusals::tests::silent;
    use shuke_contract::Endpoint;
    use shuke_contract::orders::{CancelOrder, ClaimOrder, GetOrder, ReceiveOrder};

    #[test]
    fn every_refusal_about_an_order_has_words_of_its_own() {
        assert_eq!(
            silent(REFUSALS, &[GetOrder::ERRORS, CancelOrder::ERRORS, ReceiveOrder::ERRORS, ClaimOrder::ERRORS]),
            []
        );
    }
}
