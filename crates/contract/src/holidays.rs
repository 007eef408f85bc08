//! The brand's holidays, for whoever shows or prints a greeting.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::Day;
use shuke_rules::policy::holidays::Holiday;

/// Those that are not over, the next first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ComingHolidays {
    pub holidays: Vec<Holiday>,
    pub today: Day,
}

pub struct GetHolidays;

impl Endpoint for GetHolidays {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/holidays";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str = "The holidays on which the brand greets its members, the next first.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = ComingHolidays;
}

endpoints![GetHolidays];
