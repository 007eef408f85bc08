//! The birthday: what the brand gives for it, when, and what one has of it.

use crate::account::Birthday;
use crate::coupons::HeldCoupon;
use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::Day;
use shuke_rules::policy::Template;

endpoints![GetBirthday];

/// As of today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BirthdayPage {
    /// What the member wants to be called: a write of the profile says both.
    pub name: Option<String>,
    pub birthday: Option<Birthday>,
    /// What members of this tier are given for it.
    pub gifts: Vec<BirthdayGift>,
    /// The lowest tier that is given something, where this one is not.
    pub from_tier: Option<shuke_rules::policy::TierId>,
    /// What was given for birthdays and is neither used nor over.
    pub held: Vec<HeldCoupon>,
    pub today: Day,
}

/// A coupon for a birthday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BirthdayGift {
    pub terms: Template,
    /// It is for the whole month of the birthday; else it comes `days_before` it.
    pub whole_month: bool,
    pub days_before: u32,
    /// The first and the last day of the next one that was not given yet; `None` without a birthday.
    pub first: Option<Day>,
    pub last: Option<Day>,
}

pub struct GetBirthday;

impl Endpoint for GetBirthday {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/birthday";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "What the brand gives for the birthday, when it comes next, and what one has of it.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = BirthdayPage;
}
