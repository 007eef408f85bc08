//! The zone of new members: what there is to claim, what they were given, what they can take part in, and until when.

use crate::coupons::{CouponOffer, HeldCoupon};
use crate::tasks::TaskNow;
use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::{Day, Points};

endpoints![GetWelcome];

/// The zone as of today. When it is over, `offers` is empty and what the member has of it remains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Welcome {
    /// Its last day for this member; `None`: the brand has none.
    pub until: Option<Day>,
    pub is_open: bool,
    /// What new members can claim, in the policy's order, also what this one has had.
    pub offers: Vec<CouponOffer>,
    /// What was given on joining or claimed here and is neither used nor over.
    pub held: Vec<HeldCoupon>,
    /// The tasks for new members; those that were not done in time are not among them.
    pub tasks: Vec<TaskNow>,
    pub points: Points,
    pub today: Day,
}

pub struct GetWelcome;

impl Endpoint for GetWelcome {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/welcome";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str =
        "The zone for new members: offers with what is left, what one was given, the challenge, and until when.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Welcome;
}
