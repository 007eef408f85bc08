//! Every no about an order, with its rule, figures and remedy.

use crate::Error;
use crate::orders::Stored;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::mall::{OrderState, Price, Withheld};
use shuke_rules::{Day, Fen, Points};

/// An order in this state does not do that.
pub fn state(order: &Stored) -> Error {
    let (rule, remedy) = match order.state {
        OrderState::Reserved => ("Its money is due before anything else.", "Take the money first, or cancel it."),
        OrderState::Placed | OrderState::Ready => {
            ("What is placed is final; next it is handed over or sent.", "Hand it over, or send it.")
        }
        OrderState::Shipped => ("It is on its way.", "Wait until it was received."),
        OrderState::PickedUp | OrderState::Received => {
            ("It is with the member; only a claim can follow.", "Say what is faulty, within the days for it.")
        }
        OrderState::Expired => ("Its money did not come in time; points and item went back.", "Redeem the item again."),
        OrderState::Cancelled | OrderState::Returned | OrderState::Unknown => ("It is over.", "Redeem the item again."),
    };
    let problem =
        Problem::new(ErrorCode::OrderState, format!("An order that is {} does not do that.", order.state.name()))
            .rule(rule)
            .remedy(remedy)
            .into();
    if order.settled { counted(problem) } else { problem }
}

/// What time did to the order was booked on the way, and that stays.
fn counted(error: Error) -> Error {
    match error {
        Error::Refused(problem) => Error::Counted(problem),
        error => error,
    }
}

/// Not as much money as is due, or more.
pub fn amounts(due: Fen, paid: Fen) -> Error {
    Problem::new(ErrorCode::AmountsDisagree, "The money taken is not what is due.")
        .figure("due_fen", due.0)
        .figure("paid_fen", paid.0)
        .remedy("Take exactly what is due.")
        .into()
}

/// Why an item cannot be had.
pub fn withheld(why: Withheld, missing: Option<Fen>) -> Error {
    let problem = match why {
        Withheld::NotYet { from } => Problem::new(ErrorCode::ItemNotOffered, "The item is not on offer today.")
            .rule(format!("It is on offer from {from}."))
            .remedy("Come back then."),
        Withheld::Over => Problem::new(ErrorCode::ItemNotOffered, "The item is not on offer any more.")
            .rule("Its time is over.")
            .remedy("Look at what else there is."),
        Withheld::SoldOut => Problem::new(ErrorCode::ItemSoldOut, "The last one is gone.")
            .rule("First come, first served.")
            .remedy("Look at what else there is; one may come back."),
        Withheld::HadAll { per_member } => Problem::new(ErrorCode::ItemLimit, "You have had as many as one can have.")
            .rule("So many for each member, in all.")
            .figure("per_member", per_member.into())
            .remedy("Look at what else there is."),
        Withheld::Tier | Withheld::Unknown => {
            let problem = Problem::new(ErrorCode::ItemTier, "The item is for a higher tier.")
                .rule("A tier opens with what one spends, or by invitation.");
            match missing {
                Some(missing) => problem.figure("missing_fen", missing.0).remedy("Spend as much more to reach it."),
                None => problem,
            }
        }
    };
    problem.into()
}

pub fn price(real: Price) -> Error {
    Problem::new(ErrorCode::PriceChanged, "It costs something else by now.")
        .figure("points", real.points.0)
        .figure("fen", real.fen.0)
        .remedy("Look at the price again and decide anew.")
        .into()
}

pub fn points(price: Points, balance: Points) -> Error {
    Problem::new(ErrorCode::PointsShort, "There are fewer points than it costs.")
        .figure("price_points", price.0)
        .figure("points", balance.0)
        .into()
}

pub fn claim_too_late(until: Day) -> Error {
    Problem::new(ErrorCode::ClaimTooLate, "The days in which one can say that it is faulty are over.")
        .rule(format!("The last day was {until}."))
        .remedy("Ask in a shop.")
        .into()
}
