//! Joining, signing in and out. A one-time code is asked for first; then it joins or signs in.

#[cfg(feature = "schema")]
use crate::account::NAME_CHARACTERS;
use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::Instant;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::number::CardNumber;
use shuke_rules::phone::Phone;
use shuke_rules::policy::{ConsentId, StoreId};

endpoints![RequestCode, Join, SignIn, DevSignIn, SignOut];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[
    (ErrorCode::OtpTooSoon, 429),
    (ErrorCode::OtpLimit, 429),
    (ErrorCode::OtpWrong, 422),
    (ErrorCode::OtpExpired, 422),
    (ErrorCode::OtpExhausted, 422),
    (ErrorCode::OtpNotSent, 502),
    (ErrorCode::ConsentRequired, 422),
    (ErrorCode::NotAMember, 404),
    (ErrorCode::DevSignInOff, 404),
];

/// Asks for a one-time code by SMS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeRequest {
    pub phone: Phone,
}

/// The code is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeSent {
    /// Good until then.
    pub expires_at: Instant,
    /// The next one can be asked for then.
    pub resend_at: Instant,
    pub now: Instant,
}

pub struct RequestCode;

impl Endpoint for RequestCode {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/one-time-codes";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str =
        "Sends a one-time code to a phone. Says nothing about whether the number is a member's.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::OtpTooSoon, ErrorCode::OtpLimit, ErrorCode::OtpNotSent];
    const STATUS: u16 = 202;
    type Request = CodeRequest;
    type Reply = CodeSent;
}

/// A consent given or refused, to exactly this version of its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConsentChoice {
    pub id: ConsentId,
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Line<40>"))]
    pub version: String,
    pub given: bool,
}

/// What led somebody here who was no member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CameBy {
    pub kind: CameByKind,
    /// What its code says, or the page that it led to.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Typed<64>"))]
    pub id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CameByKind {
    /// The code on a piece of goods.
    Item,
    /// A card that lay in a parcel.
    Parcel,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JoinRequest {
    pub phone: Phone,
    /// Six digits.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Typed<64>"))]
    pub code: String,
    /// The shop whose code was scanned; `None` for who joins elsewhere.
    #[serde(default)]
    pub store: Option<StoreId>,
    /// What else was scanned, after that; what is unknown counts for nothing.
    #[serde(default)]
    pub came_by: Option<CameBy>,
    pub consents: Vec<ConsentChoice>,
    /// At most 40 characters; may be left out.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<bounds::Words<NAME_CHARACTERS>>"))]
    pub name: Option<String>,
}

/// Who is signed in now; the session cookie comes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedIn {
    pub number: CardNumber,
    /// Whether this made a new member; `false`: the number was one already, and is signed in.
    pub joined: bool,
}

pub struct Join;

impl Endpoint for Join {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/members";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str =
        "Joins with a phone number and its one-time code, or signs in who has joined already.";
    const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::OtpWrong,
        ErrorCode::OtpExpired,
        ErrorCode::OtpExhausted,
        ErrorCode::ConsentRequired,
        ErrorCode::StoreUnknown,
        ErrorCode::StoreRevoked,
    ];
    type Request = JoinRequest;
    type Reply = SignedIn;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignInRequest {
    pub phone: Phone,
    /// Six digits.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Typed<64>"))]
    pub code: String,
}

/// With a right code for a number that is no member's the code stays good, so that one can go on to join with it.
pub struct SignIn;

impl Endpoint for SignIn {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/sessions";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str = "Signs in with a phone number and its one-time code.";
    const ERRORS: &'static [ErrorCode] =
        &[ErrorCode::OtpWrong, ErrorCode::OtpExpired, ErrorCode::OtpExhausted, ErrorCode::NotAMember];
    type Request = SignInRequest;
    type Reply = SignedIn;
}

/// Signs in as anybody, in development: by card number, or by the customer's name in an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DevSignInRequest {
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Typed<100>"))]
    pub who: String,
}

pub struct DevSignIn;

impl Endpoint for DevSignIn {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/dev/sessions";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str =
        "Development only, loopback only: signs in as a member by card number or imported customer.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::DevSignInOff, ErrorCode::MemberUnknown, ErrorCode::OtpExpired];
    type Request = DevSignInRequest;
    type Reply = SignedIn;
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignOutRequest {
    /// On every device, not only here.
    #[serde(default)]
    pub everywhere: bool,
}

pub struct SignOut;

impl Endpoint for SignOut {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/v1/me/sign-out";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "Ends this session, or all of the member's. Their member codes end with them.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = SignOutRequest;
    type Reply = Empty;
}
