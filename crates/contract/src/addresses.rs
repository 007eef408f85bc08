//! The member's address book.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::phone::Phone;

endpoints![GetAddresses, AddAddress, PutAddress, RemoveAddress];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[(ErrorCode::AddressesFull, 422)];

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Address {
    pub id: String,
    #[serde(flatten)]
    pub fields: AddressFields,
}

/// Where to and to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AddressFields {
    /// 1–40 characters.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Words<40>"))]
    pub name: String,
    pub phone: Phone,
    /// Province, city and district as one writes them; 2–60 characters.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Words<60>"))]
    pub region: String,
    /// Street, house, room; 2–120 characters.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Words<120>"))]
    pub street: String,
    /// The one that is offered first; there is one at most.
    #[serde(default)]
    pub preferred: bool,
}

/// The preferred one first, then the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Addresses {
    pub addresses: Vec<Address>,
}

pub struct GetAddresses;

impl Endpoint for GetAddresses {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/addresses";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "The member's address book.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Addresses;
}

pub struct AddAddress;

impl Endpoint for AddAddress {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/addresses";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Adds an address; 20 at most.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::InvalidFields, ErrorCode::AddressesFull];
    type Request = AddressFields;
    type Reply = Addresses;
}

pub struct PutAddress;

impl Endpoint for PutAddress {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/api/v1/me/addresses/{id}";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Replaces an address. Orders keep the one they were placed with.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::InvalidFields, ErrorCode::NotFound];
    type Request = AddressFields;
    type Reply = Addresses;
}

pub struct RemoveAddress;

impl Endpoint for RemoveAddress {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/addresses/{id}/remove";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Deletes an address.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound];
    type Request = Empty;
    type Reply = Addresses;
}
