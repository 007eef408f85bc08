//! What the member's tier is good for, beside the next one.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::Day;
use shuke_rules::benefits::Benefit;
use shuke_rules::policy::TierId;

endpoints![GetBenefits];

/// Both tiers as of today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Benefits {
    pub tier: TierId,
    /// The one above it, also where it is by invitation; `None` at the top.
    pub next: Option<TierId>,
    /// Each thing that one of them is good for, once.
    pub rows: Vec<BenefitRow>,
    pub today: Day,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BenefitRow {
    pub mine: Option<Benefit>,
    pub next: Option<Benefit>,
    /// What the member has of it in the present period; `None` for what is not counted.
    pub quota: Option<Quota>,
}

/// Of what is given by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quota {
    /// Used up.
    pub used: u32,
    /// Can be used, now or later in the period.
    pub left: u32,
}

pub struct GetBenefits;

impl Endpoint for GetBenefits {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/benefits";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "What the member's tier is good for beside the next one, and what is left of quotas.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Benefits;
}
