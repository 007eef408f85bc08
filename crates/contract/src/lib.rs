//! The REST contract: what travels between the app, the tills and the server.
//!
//! Each endpoint is a type that implements [`Endpoint`]. The server mounts it, the app calls it and the OpenAPI
//! document is made from it, so that no path is written twice. Bodies are JSON; instants are RFC 3339 in UTC; money is
//! integer fen, points are integers. Every enum that a reply carries has an `Unknown`, so that an old client reads a new server.

pub mod account;
pub mod addresses;
pub mod benefits;
pub mod birthday;
pub mod boards;
pub mod boot;
pub mod card;
pub mod check_in;
pub mod coupons;
pub mod inbox;
pub mod ledger;
pub mod mall;
pub mod orders;
pub mod preview;
pub mod problem;
pub mod receipts;
pub mod sign_in;
pub mod staff;
pub mod tasks;
pub mod till;
pub mod welcome;

pub use problem::{ErrorCode, Problem};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Bounds of what travels, `JsonSchema` included where the document is made.
#[cfg(feature = "schema")]
pub trait Body: Serialize + DeserializeOwned + schemars::JsonSchema + Send + 'static {}
#[cfg(feature = "schema")]
impl<T: Serialize + DeserializeOwned + schemars::JsonSchema + Send + 'static> Body for T {}

/// Bounds of what travels.
#[cfg(not(feature = "schema"))]
pub trait Body: Serialize + DeserializeOwned + Send + 'static {}
#[cfg(not(feature = "schema"))]
impl<T: Serialize + DeserializeOwned + Send + 'static> Body for T {}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
}

impl Method {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// Who may call an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    Anyone,
    /// A member, by the session cookie.
    Member,
    /// Staff of one shop, by their own session cookie.
    Staff,
    /// A till, by `Authorization: Bearer <API key>`; the key is scoped to one shop.
    Till,
}

/// One endpoint.
///
/// A write ([`Method::Post`], [`Method::Put`]) takes an `Idempotency-Key` header (1–64 characters of `A-Za-z0-9-_`):
/// the same key and body give the same answer, the same key and another body is refused ([`ErrorCode::IdempotencyKeyReused`]).
/// The requests of a [`Method::Get`] travel in the query string.
pub trait Endpoint {
    const METHOD: Method;
    /// The path; `{id}` stands for the one parameter that some have.
    const PATH: &'static str;
    const CALLER: Caller;
    /// One line for the document.
    const SUMMARY: &'static str;
    /// The error codes that are this endpoint's own, besides those that any may give.
    const ERRORS: &'static [ErrorCode];
    /// HTTP status of success.
    const STATUS: u16 = 200;
    type Request: Body;
    type Reply: Body;

    /// The path with its parameter filled in. Ids are URL safe by construction; anything else is escaped.
    fn path(id: &str) -> String {
        Self::PATH.replace("{id}", &escaped(id))
    }
}

fn escaped(id: &str) -> String {
    id.bytes().fold(String::with_capacity(id.len()), |mut path, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            path.push(char::from(byte));
        } else {
            path.push('%');
            for nibble in [byte >> 4, byte & 15] {
                path.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
        path
    })
}

/// A body without content: `{}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Empty {}

/// Sees every endpoint of the contract, once: the server's table of contents.
pub trait Visitor {
    fn visit<E: Endpoint>(&mut self);
}

/// Shows every endpoint to `visitor`.
pub fn each_endpoint(visitor: &mut impl Visitor) {
    visitor.visit::<boot::GetBoot>();
    visitor.visit::<boot::GetStore>();
    visitor.visit::<sign_in::RequestCode>();
    visitor.visit::<sign_in::Join>();
    visitor.visit::<sign_in::SignIn>();
    visitor.visit::<sign_in::DevSignIn>();
    visitor.visit::<sign_in::SignOut>();
    visitor.visit::<card::GetCard>();
    visitor.visit::<card::GetDevice>();
    visitor.visit::<check_in::GetCheckIns>();
    visitor.visit::<check_in::CheckIn>();
    visitor.visit::<check_in::MakeUp>();
    visitor.visit::<tasks::GetTasks>();
    visitor.visit::<tasks::ClaimTask>();
    visitor.visit::<tasks::Visit>();
    visitor.visit::<inbox::GetInbox>();
    visitor.visit::<inbox::SeeInbox>();
    visitor.visit::<receipts::ListReceipts>();
    visitor.visit::<receipts::GetReceipt>();
    visitor.visit::<ledger::GetLedger>();
    visitor.visit::<ledger::GetLedgerChain>();
    visitor.visit::<mall::GetMall>();
    visitor.visit::<mall::GetOffer>();
    visitor.visit::<orders::Redeem>();
    visitor.visit::<orders::ListOrders>();
    visitor.visit::<orders::GetOrder>();
    visitor.visit::<orders::CancelOrder>();
    visitor.visit::<orders::ReceiveOrder>();
    visitor.visit::<orders::ClaimOrder>();
    visitor.visit::<coupons::GetCoupons>();
    visitor.visit::<coupons::GetCouponOffers>();
    visitor.visit::<coupons::ClaimCoupon>();
    visitor.visit::<preview::GetShelf>();
    visitor.visit::<preview::GetPreview>();
    visitor.visit::<welcome::GetWelcome>();
    visitor.visit::<benefits::GetBenefits>();
    visitor.visit::<birthday::GetBirthday>();
    visitor.visit::<boards::GetBoards>();
    visitor.visit::<boards::GetBoard>();
    visitor.visit::<addresses::GetAddresses>();
    visitor.visit::<addresses::AddAddress>();
    visitor.visit::<addresses::PutAddress>();
    visitor.visit::<addresses::RemoveAddress>();
    visitor.visit::<account::GetProfile>();
    visitor.visit::<account::PutProfile>();
    visitor.visit::<account::PutConsent>();
    visitor.visit::<account::GetExport>();
    visitor.visit::<account::CloseAccount>();
    visitor.visit::<staff::StaffSignIn>();
    visitor.visit::<staff::StaffSignOut>();
    visitor.visit::<staff::GetStaff>();
    visitor.visit::<staff::LookUp>();
    visitor.visit::<staff::GetWork>();
    visitor.visit::<staff::Act>();
    visitor.visit::<staff::ConfirmTask>();
    visitor.visit::<staff::UseCoupon>();
    visitor.visit::<staff::VoidCoupon>();
    visitor.visit::<staff::Undo>();
    visitor.visit::<staff::GetLog>();
    visitor.visit::<till::Identify>();
    visitor.visit::<till::CreateQuote>();
    visitor.visit::<till::CreateSale>();
    visitor.visit::<till::CreateRefund>();
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[derive(Default)]
    struct Seen(Vec<(Method, &'static str, Caller, &'static str)>);

    impl Visitor for Seen {
        fn visit<E: Endpoint>(&mut self) {
            self.0.push((E::METHOD, E::PATH, E::CALLER, E::SUMMARY));
        }
    }

    fn seen() -> Seen {
        let mut seen = Seen::default();
        each_endpoint(&mut seen);
        seen
    }

    #[test]
    fn no_path_is_taken_twice_and_each_says_what_it_is_for() {
        let paths: BTreeSet<_> = seen().0.iter().map(|(method, path, ..)| (method.name(), *path)).collect();
        assert_eq!(paths.len(), seen().0.len());
        assert!(seen().0.iter().all(|(.., summary)| !summary.is_empty()));
    }

    #[test]
    fn only_tills_are_called_by_tills_and_only_staff_by_staff() {
        for (_, path, caller, _) in seen().0 {
            assert_eq!(path.starts_with("/till/v1/"), caller == Caller::Till, "{path}");
            let signs_in = path == staff::StaffSignIn::PATH;
            assert_eq!(path.starts_with("/staff/v1/"), caller == Caller::Staff || signs_in, "{path}");
        }
    }

    #[test]
    fn a_path_is_filled_and_nothing_in_an_id_can_leave_it() {
        assert_eq!(boot::GetStore::path("xm-jingan"), "/api/v1/stores/xm-jingan");
        assert_eq!(boot::GetStore::path("a/../b?c#d店"), "/api/v1/stores/a%2F..%2Fb%3Fc%23d%E5%BA%97");
    }
}
