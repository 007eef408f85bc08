//! The card: tier, points, what is missing, and the member code.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::code::Device;
use shuke_rules::number::CardNumber;
use shuke_rules::tiers::{Fact, Missing, Standing, Step};
use shuke_rules::{Day, Instant, Points, Text};

endpoints![GetCard, GetDevice];

/// Everything on the card page, as of `now`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Card {
    pub number: CardNumber,
    /// What the member wants to be called; `None` until they say.
    pub name: Option<String>,
    /// What can be spent; negative when there is more debt than points.
    pub points: Points,
    /// Points that a refund took back although they were spent; the next earnings repay it. Part of `points` already.
    pub debt: Points,
    /// Every day at whose 24:00 points end, soonest first.
    pub ending: Vec<Ending>,
    pub standing: Standing,
    /// The purchases that later decisions still need, oldest first: what a forecast starts from.
    pub facts: Vec<Fact>,
    /// `None` at the top of the ladder.
    pub next: Option<Missing>,
    /// `None` for a tier that does not lapse. `amount` 0: it will be kept.
    pub keep: Option<Missing>,
    /// The last change of tier, and what led to it.
    pub last_step: Option<Step>,
    /// Where the member stands with checking in; `None` where the policy has none.
    pub check_in: Option<CheckInToday>,
    /// Messages in the inbox that were not seen yet.
    #[serde(default)]
    pub unread: u32,
    /// What is in hand of coupons; `None` where none can be used now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupons: Option<CouponsInHand>,
    /// What features have to say here in a line each.
    #[serde(default)]
    pub notes: Vec<Text>,
    /// What the member can take part in, what ends next first, then what begins next; three at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub now_on: Vec<NowOn>,
    /// The member's devices whose code was read within [`CodeRead::LASTS_SECONDS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes_read: Vec<CodeRead>,
    /// Names the card as it is, whatever the time of day; never again once it is another. Sent in `If-None-Match` it is answered
    /// with 304 and no body as long as this is what there is to say. Empty in an export.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tag: String,
    /// Today's business day.
    pub today: Day,
    /// The rule version that all this was decided under.
    pub rule_version: i64,
    /// The last of all: everything before it stays as it is as long as nothing happens.
    pub now: Instant,
}

/// Checking in, as of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckInToday {
    pub done: bool,
    /// Days in a row up to today, or up to yesterday while today is still to come.
    pub streak: u32,
    /// What checking in earns: today, or tomorrow when today is done.
    pub points: Points,
    /// The days of this week that are checked in on, made up for or not: 1 is Monday's, 64 is Sunday's.
    #[serde(default)]
    pub week: u8,
}

impl CheckInToday {
    /// As it is once today is checked in on. What tomorrow earns the server says.
    #[must_use]
    pub fn stamped(self, today: Day) -> Self {
        Self { done: true, streak: self.streak + 1, week: self.week | (1 << today.weekday()), ..self }
    }
}

/// Something to take part in, and what of it changes next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NowOn {
    /// Where the app shows it: `/boards/winter-tea`.
    pub path: String,
    /// What its picture in the brand's art kit is called, after `card-`.
    pub art: String,
    pub name: Text,
    pub begun: bool,
    /// The last day of what has begun, the first of what has not.
    pub day: Day,
}

/// A member code that a till or somebody of the staff read. It counts once: whoever shows it shows the next one from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeRead {
    /// Which of the member's devices it was made by.
    pub locator: String,
    /// The last minute of those whose codes were read, counted since 1970.
    pub minute: i64,
    /// When one was read last.
    pub at: Instant,
}

impl CodeRead {
    /// For how long it is said.
    pub const LASTS_SECONDS: i64 = 180;
}

/// Coupons that can be used now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CouponsInHand {
    /// How many there are, at least one.
    pub usable: u32,
    /// How many of them end soon, as a wallet says it.
    pub ending: u32,
    /// The soonest of the last days on which those can be used.
    pub first_end: Option<Day>,
}

/// Points that end together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ending {
    /// The last day on which they can be spent.
    pub day: Day,
    pub points: Points,
}

pub struct GetCard;

impl Endpoint for GetCard {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/card";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "The member's card; 304 for who has it as it is.";
    const ERRORS: &'static [ErrorCode] = &[];
    const TAGGED: bool = true;
    type Request = Empty;
    type Reply = Card;
}

/// What this browser needs to show member codes, also offline.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeviceKey {
    pub device: Device,
    pub number: CardNumber,
    pub points: Points,
    /// The server's clock: the phone counts from it, not from its own.
    pub now: Instant,
}

/// The key of the session's device. The same session is given the same device each time.
pub struct GetDevice;

impl Endpoint for GetDevice {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/device";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "The secret from which this device makes its rotating member code.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = DeviceKey;
}
