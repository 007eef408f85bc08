//! What is published each day so that nobody's past can be rewritten unnoticed, and what a member checks their own ledger against.

use crate::{Caller, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::proof::{Anchor, Hash, Log};

endpoints![GetProof, GetOwnProof];

/// What somebody knows of the log who looks at it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProofRequest {
    /// How many anchors it had when they last looked; none for who never did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<u32>,
    /// Only anchors below this number: the `n` of the last that one has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<u32>,
}

/// The log, its newest anchors, and that it only grew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proof {
    pub log: Log,
    /// That the log continues what it was `since`: RFC 6962's consistency proof. Empty without one, and for a log that never had so
    /// many.
    pub continues: Vec<Hash>,
    /// At most 100, newest first.
    pub anchors: Vec<Anchor>,
}

pub struct GetProof;

impl Endpoint for GetProof {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/proof";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str = "The log of daily anchors: the root over the ends of all members' ledgers each day, and that nothing of it was changed.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = ProofRequest;
    type Reply = Proof;
}

/// Where the end of one's ledger lies in the newest anchor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnHead {
    pub anchor: Anchor,
    /// That the anchor is in the log.
    pub in_log: Vec<Hash>,
    /// How many entries the ledger had; the hash of the last is in the leaf.
    pub seq: i64,
    pub salt: String,
    pub place: u32,
    /// That the leaf is in the anchor's tree.
    pub in_tree: Vec<Hash>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnProof {
    pub log: Log,
    pub continues: Vec<Hash>,
    /// `None`: no anchor has the member yet.
    pub head: Option<OwnHead>,
}

pub struct GetOwnProof;

impl Endpoint for GetOwnProof {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/ledger/proof";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str =
        "That the member's ledger, as it stood at the newest anchor, is in what was published.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = ProofRequest;
    type Reply = OwnProof;
}
