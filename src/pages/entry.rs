//! From a stranger to a member: `/join` and `/sign-in`.

mod code_step;
mod details;
mod dev;
mod draft;
mod join;
mod model;
mod phone_step;
mod sign_in;

pub use join::join_page;
pub use sign_in::sign_in_page;

use crate::i18n::{Refusals, refusals};

const REFUSALS: &[Refusals] =
    &[refusals::otp::REFUSALS, refusals::sign_in::REFUSALS, refusals::consents::REFUSALS, refusals::shops::REFUSALS];

#[cfg(test)]
mod tests {
    use super::REFUSALS;
    use crate::i18n::refusals::tests::silent;
    use shuke_contract::Endpoint;
    use shuke_contract::sign_in::{DevSignIn, Join, RequestCode, SignIn};

    #[test]
    fn every_refusal_of_joining_and_signing_in_has_words_of_its_own() {
        assert_eq!(silent(REFUSALS, &[RequestCode::ERRORS, Join::ERRORS, SignIn::ERRORS, DevSignIn::ERRORS]), []);
    }
}
