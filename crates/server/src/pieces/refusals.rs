//! Why something is not done with a piece, with the rule, the figures and the remedy.

use crate::Error;
use shuke_contract::pieces::{PHOTO_BYTES, PHOTO_SIDE};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::pieces::{NotRegistered, RepairState};

pub fn not_registered(why: NotRegistered) -> Error {
    let problem = match why {
        NotRegistered::Yours => {
            Problem::new(ErrorCode::PieceRegistered, "The piece is registered.").rule("It is this member’s already.")
        }
        NotRegistered::Taken => Problem::new(ErrorCode::PieceRegistered, "The piece is registered.")
            .rule("A piece has one owner, and it is somebody else’s.")
            .remedy("Ask its owner for a code to take it over."),
        NotRegistered::NeedsReceipt => Problem::new(ErrorCode::ReceiptNeeded, "A receipt is needed.")
            .rule("The brand registers pieces by the receipt of their purchase.")
            .remedy("Choose the receipt; a purchase is there when the member code was shown."),
        NotRegistered::SeenTooOften => Problem::new(ErrorCode::ReceiptNeeded, "A receipt is needed.")
            .rule("The code was seen in too many cities in a day, so that it may have been copied.")
            .remedy("Choose the receipt, or show the piece in a shop."),
        NotRegistered::NotOnReceipt => Problem::new(ErrorCode::ReceiptUnfit, "The receipt is not good for it.")
            .rule("None of these goods is on it, or all of them came back.")
            .remedy("Choose another receipt."),
        NotRegistered::AllRegistered { kept } => {
            Problem::new(ErrorCode::ReceiptUnfit, "The receipt is not good for it.")
                .rule("Every piece of it is registered.")
                .figure("pieces", kept)
                .figure("registered", kept)
                .remedy("Choose another receipt.")
        }
    };
    problem.into()
}

pub fn not_yours() -> Error {
    Problem::new(ErrorCode::PieceNotYours, "The piece is not this member’s.").rule("Only its owner does that.").into()
}

/// `tries_left`: where there is an offer that still counts.
pub fn offer_wrong(tries_left: Option<i64>) -> Problem {
    let problem = Problem::new(ErrorCode::OfferWrong, "This is not the owner’s code.");
    match tries_left {
        Some(left @ 1..) => problem.figure("tries_left", left).remedy("Look at the digits again."),
        Some(_) => problem.figure("tries_left", 0).remedy("Ask the owner for a new code."),
        None => problem
            .rule("The owner made none, or it ended, or it was tried too often.")
            .remedy("Ask the owner for a new code."),
    }
}

pub fn repair_state(state: RepairState) -> Error {
    Problem::new(ErrorCode::RepairState, "A repair in this state does not do that.")
        .rule(format!("It is {}.", state.name()))
        .remedy("Look at it again.")
        .into()
}

pub fn photo_refused(rule: &'static str) -> Error {
    Problem::new(ErrorCode::PhotoRefused, "This photo cannot be taken.")
        .rule(rule)
        .figure("limit_side", i64::try_from(PHOTO_SIDE).unwrap_or(i64::MAX))
        .figure("limit_bytes", i64::try_from(PHOTO_BYTES).unwrap_or(i64::MAX))
        .remedy("Choose another photo, or send it without.")
        .into()
}

pub fn repaired_already() -> Error {
    Problem::new(ErrorCode::RepairState, "A repair of this piece is under way.")
        .rule("A piece has one repair at a time.")
        .remedy("Wait until it is over, or take the question back.")
        .into()
}
