//! What staff do without a till: look at a member, hand over, undo. One works in one shop and sees its affairs only.

mod act;
mod coupons;
mod log;
mod look_up;

pub use act::*;
pub use coupons::*;
pub use log::*;
pub use look_up::*;

use crate::coupons::HeldCoupon;
use crate::orders::{Claim, OrderItem, Parcel};
use crate::{Caller, Empty, Endpoint, ErrorCode, Method, Refusal};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::mall::{OrderState, Price, Way};
use shuke_rules::number::CardNumber;
use shuke_rules::phone::Phone;
use shuke_rules::policy::{StoreId, TaskId, TierId};
use shuke_rules::{Day, Fen, Instant, Points, Text};

endpoints![StaffSignIn, StaffSignOut, GetStaff, LookUp, GetWork, Act, ConfirmTask, UseCoupon, VoidCoupon, Undo, GetLog];

/// Refusals of their own.
pub(crate) const REFUSALS: &[Refusal] = &[
    (ErrorCode::StaffSignInRequired, 401),
    (ErrorCode::NotStaff, 403),
    (ErrorCode::ManagerRequired, 403),
    (ErrorCode::OrderOtherStore, 403),
    (ErrorCode::LookUpFirst, 403),
    (ErrorCode::UndoTooLate, 422),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Clerk,
    /// Decides claims, undoes what others did and sees the shop's whole log.
    Manager,
    #[serde(other)]
    Unknown,
}

impl Role {
    /// The name in storage and as it travels.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Manager => "manager",
            Self::Unknown => "unknown",
        }
    }

    /// The role of that name; one that this version does not know may do what a clerk may.
    pub fn named(name: &str) -> Self {
        match name {
            "clerk" => Self::Clerk,
            "manager" => Self::Manager,
            _ => Self::Unknown,
        }
    }
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaffMember {
    pub name: String,
    pub role: Role,
    pub store: StoreId,
    pub store_name: Text,
    pub now: Instant,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaffSignInRequest {
    pub phone: Phone,
    /// Six digits, asked for as members do.
    #[cfg_attr(feature = "schema", schemars(with = "bounds::Typed<64>"))]
    pub code: String,
}

pub struct StaffSignIn;

impl Endpoint for StaffSignIn {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/staff/v1/sessions";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str = "Signs staff in with a phone number and its one-time code, for twelve hours.";
    const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::OtpWrong,
        ErrorCode::OtpExpired,
        ErrorCode::OtpExhausted,
        ErrorCode::NotStaff,
        ErrorCode::StaffSignInRequired,
    ];
    type Request = StaffSignInRequest;
    type Reply = StaffMember;
}

pub struct StaffSignOut;

impl Endpoint for StaffSignOut {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/staff/v1/sign-out";
    const CALLER: Caller = Caller::Staff;
    const SUMMARY: &'static str = "Ends this session of staff.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = Empty;
}

pub struct GetStaff;

impl Endpoint for GetStaff {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/staff/v1/me";
    const CALLER: Caller = Caller::Staff;
    const SUMMARY: &'static str = "Who is signed in, in which role and shop.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = Empty;
    type Reply = StaffMember;
}

/// A member, and no more than one needs to know to serve them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeenMember {
    pub number: CardNumber,
    pub name: Option<String>,
    pub tier: TierId,
    pub tier_name: Text,
    pub points: Points,
    /// Theirs that this shop can act on.
    pub orders: Vec<StaffOrder>,
    /// Tasks that are shown to staff and not confirmed yet.
    pub tasks: Vec<ShownTask>,
    /// Theirs that can be used in this shop, or could if no till counted on them: what ends sooner first.
    pub coupons: Vec<HeldCoupon>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShownTask {
    pub id: TaskId,
    pub name: Text,
    pub note: Text,
    pub points: Points,
}

/// A redemption as staff need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaffOrder {
    pub id: String,
    pub state: OrderState,
    pub item: OrderItem,
    pub price: Price,
    /// Money to take before it is handed over or placed.
    pub due: Fen,
    pub way: Way,
    /// Whose it is: the name, or the end of the card number.
    pub member: String,
    /// Where it is sent; only for what this shop sends.
    pub address: Option<crate::addresses::AddressFields>,
    pub parcel: Option<Parcel>,
    pub claim: Option<Claim>,
    pub reserved_until: Option<Instant>,
    pub at: Instant,
    pub day: Day,
    /// What one may do with it now.
    pub actions: Vec<Action>,
}

/// What staff do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Looked a member up.
    LookUp,
    /// Asked for a code that led to nobody, or to nothing of theirs.
    LookUpRefused,
    /// Set it aside: it can be collected.
    Prepare,
    /// Handed it over, or took a voucher.
    HandOver,
    /// Took the money of a reserved order, which is placed with it.
    TakePayment,
    /// Gave it to a carrier.
    Ship,
    AcceptClaim,
    DeclineClaim,
    /// Saw that a task was done.
    ConfirmTask,
    /// Took a coupon: it is used up.
    UseCoupon,
    /// Took a coupon away.
    VoidCoupon,
    /// Undid an action, within ten minutes and with a reason.
    Undo,
    SignIn,
    SignOut,
    #[serde(other)]
    Unknown,
}

impl Action {
    const ALL: [Self; 14] = [
        Self::LookUp,
        Self::LookUpRefused,
        Self::Prepare,
        Self::HandOver,
        Self::TakePayment,
        Self::Ship,
        Self::AcceptClaim,
        Self::DeclineClaim,
        Self::ConfirmTask,
        Self::UseCoupon,
        Self::VoidCoupon,
        Self::Undo,
        Self::SignIn,
        Self::SignOut,
    ];

    /// The name in storage and as it travels.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LookUp => "look_up",
            Self::LookUpRefused => "look_up_refused",
            Self::Prepare => "prepare",
            Self::HandOver => "hand_over",
            Self::TakePayment => "take_payment",
            Self::Ship => "ship",
            Self::AcceptClaim => "accept_claim",
            Self::DeclineClaim => "decline_claim",
            Self::ConfirmTask => "confirm_task",
            Self::UseCoupon => "use_coupon",
            Self::VoidCoupon => "void_coupon",
            Self::Undo => "undo",
            Self::SignIn => "sign_in",
            Self::SignOut => "sign_out",
            Self::Unknown => "unknown",
        }
    }

    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|action| action.name() == name).unwrap_or(Self::Unknown)
    }

    /// Whether it can be undone while it is fresh. A claim that was accepted cannot: the points may be spent by now.
    pub const fn can_be_undone(self) -> bool {
        matches!(
            self,
            Self::Prepare
                | Self::HandOver
                | Self::TakePayment
                | Self::Ship
                | Self::DeclineClaim
                | Self::ConfirmTask
                | Self::UseCoupon
                | Self::VoidCoupon
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_and_role_is_stored_by_the_name_that_travels() {
        for action in Action::ALL {
            assert_eq!(serde_json::to_value(action).unwrap(), action.name());
            assert_eq!(Action::named(action.name()), action);
        }
        for role in [Role::Clerk, Role::Manager] {
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
            assert_eq!(Role::named(role.name()), role);
        }
    }
}
