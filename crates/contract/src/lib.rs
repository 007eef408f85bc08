//! The REST contract: what travels between the app, the tills and the server.
//!
//! Each endpoint is a type that implements [`Endpoint`]. The server mounts it, the app calls it and the OpenAPI
//! document is made from it, so that no path is written twice. Bodies are JSON; instants are RFC 3339 in UTC; money is
//! integer fen, points are integers. Every enum that a reply carries has an `Unknown`, so that an old client reads a new server.

/// A module's endpoints, each once: what [`each_endpoint`] shows of it.
macro_rules! endpoints {
    [$($endpoint:ident),+ $(,)?] => {
        pub(crate) fn each_endpoint(visitor: &mut impl crate::Visitor) {
            $(visitor.visit::<$endpoint>();)+
        }
    };
}

pub mod account;
pub mod addresses;
pub mod benefits;
pub mod birthday;
pub mod boards;
pub mod boot;
pub mod card;
pub mod check_in;
pub mod commission;
pub mod coupons;
pub mod dev;
pub mod goods;
pub mod holidays;
pub mod inbox;
pub mod ledger;
pub mod mall;
pub mod orders;
pub mod pieces;
pub mod posters;
pub mod preview;
pub mod problem;
pub mod proof;
pub mod receipts;
pub mod referral;
pub mod sign_in;
pub mod staff;
pub mod tasks;
pub mod till;
pub mod wechat;
pub mod welcome;

pub use problem::{ErrorCode, Problem, Refusal};

use serde::Serialize;
use serde::de::DeserializeOwned;
use shuke_json::FromJson;

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
    /// The reply comes with an `ETag`; who sends that in `If-None-Match` is answered with 304 as long as nothing changed.
    const TAGGED: bool = false;
    /// Bytes of a request's body at most, where that is more than what the operator set for all.
    const BODY_BYTES: usize = 0;
    type Request: Body;
    /// The app reads it without serde.
    type Reply: Body + FromJson;

    /// The path with its parameter filled in. Ids are URL safe by construction; anything else is escaped.
    fn path(id: &str) -> String {
        Self::PATH.replace("{id}", &escaped(id))
    }
}

/// An id as it stands in a path: URL safe, whatever it is made of.
pub fn escaped(id: &str) -> String {
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Empty {}

/// Sees every endpoint of the contract, once: the server's table of contents.
pub trait Visitor {
    fn visit<E: Endpoint>(&mut self);
}

/// Shows every endpoint to `visitor`, feature by feature.
pub fn each_endpoint(visitor: &mut impl Visitor) {
    boot::each_endpoint(visitor);
    sign_in::each_endpoint(visitor);
    dev::each_endpoint(visitor);
    card::each_endpoint(visitor);
    check_in::each_endpoint(visitor);
    tasks::each_endpoint(visitor);
    goods::each_endpoint(visitor);
    holidays::each_endpoint(visitor);
    pieces::each_endpoint(visitor);
    inbox::each_endpoint(visitor);
    receipts::each_endpoint(visitor);
    ledger::each_endpoint(visitor);
    proof::each_endpoint(visitor);
    mall::each_endpoint(visitor);
    orders::each_endpoint(visitor);
    coupons::each_endpoint(visitor);
    preview::each_endpoint(visitor);
    welcome::each_endpoint(visitor);
    benefits::each_endpoint(visitor);
    birthday::each_endpoint(visitor);
    boards::each_endpoint(visitor);
    referral::each_endpoint(visitor);
    commission::each_endpoint(visitor);
    addresses::each_endpoint(visitor);
    posters::each_endpoint(visitor);
    wechat::each_endpoint(visitor);
    account::each_endpoint(visitor);
    staff::each_endpoint(visitor);
    till::each_endpoint(visitor);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;
    use std::{any, fs};

    #[derive(Default)]
    struct Seen(Vec<(Method, &'static str, Caller, &'static str)>, Vec<String>);

    impl Visitor for Seen {
        fn visit<E: Endpoint>(&mut self) {
            self.0.push((E::METHOD, E::PATH, E::CALLER, E::SUMMARY));
            let path: Vec<_> = any::type_name::<E>().split("::").collect();
            self.1.push(format!("{}::{}", path[1], path.last().unwrap()));
        }
    }

    /// The types of a folder or a file of sources that are endpoints, with the module that they are of.
    fn endpoints_in(path: &Path, module: &str, found: &mut Vec<String>) {
        if path.is_dir() {
            for entry in fs::read_dir(path).unwrap() {
                let entry = entry.unwrap().path();
                let own = entry.file_stem().unwrap().to_str().unwrap();
                endpoints_in(&entry, if module.is_empty() { own } else { module }, found);
            }
        } else if module != "lib" {
            let text = fs::read_to_string(path).unwrap();
            let names = text.split("impl Endpoint for ").skip(1).filter_map(|rest| rest.split([' ', '<']).next());
            found.extend(names.map(|name| format!("{module}::{name}")));
        }
    }

    #[test]
    fn every_endpoint_is_listed_once_by_its_module() {
        let mut sources = Vec::new();
        endpoints_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut sources);
        let mut listed = seen().1;
        sources.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, sources);
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
