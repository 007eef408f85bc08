//! Staff: who works in a shop, their sessions, what they do for members and the log of it. What becomes of an order is the
//! orders' own affair; who may bring it about is decided here.
//!
//! One who works here may be a member, too: the two know nothing of each other.

pub mod accounts;
mod act;
mod audit;
mod confirm;
mod coupons;
pub mod log;
mod look_up;
mod orders;
pub mod session;
mod sign_in;
mod told;
mod undo;

pub use session::StaffSession;

use crate::feature::Feature;
use crate::http::call::Anyone;
use shuke_contract::staff::{
    Act, ConfirmTask, GetLog, GetStaff, GetWork, LookUp, StaffSignIn, StaffSignOut, Undo, UseCoupon, VoidCoupon,
};

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .sign_in::<StaffSignIn, Anyone, _>(sign_in::sign_in, session::again)
            .write::<StaffSignOut, StaffSession, _>(sign_in::sign_out)
            .read::<GetStaff, StaffSession, _, _>(sign_in::get_staff)
            .write::<LookUp, StaffSession, _>(look_up::look_up)
            .read::<GetWork, StaffSession, _, _>(orders::get_work)
            .write::<Act, StaffSession, _>(act::act)
            .write::<ConfirmTask, StaffSession, _>(confirm::confirm)
            .write::<UseCoupon, StaffSession, _>(coupons::use_coupon)
            .write::<VoidCoupon, StaffSession, _>(coupons::void_coupon)
            .write::<Undo, StaffSession, _>(undo::undo)
            .read::<GetLog, StaffSession, _, _>(log::page::get_log)
    },
    told: Some(|connection, asking, span| Box::pin(told::told(connection, asking, span))),
    export: Some(|connection, asking, export| {
        Box::pin(async move {
            export.served = log::about(connection, asking.account.member).await?;
            Ok(())
        })
    }),
    forget: Some(|tx, _, member| Box::pin(async move { log::forget(tx, member).await })),
    audits: &[&audit::AUDIT],
    ..Feature::named("staff")
};
