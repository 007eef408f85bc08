//! Every no about claiming or using a coupon, with its rule, figures and remedy.

use crate::Error;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::coupons::claim::Withheld;
use shuke_rules::pricing::Why;
use shuke_rules::{Fen, Points};

/// Why it cannot be claimed. `price` and `balance` are in points; `missing` leads to the tier, where money does.
pub fn withheld(why: Withheld, price: Points, balance: Points, missing: Option<Fen>) -> Error {
    let not_offered = |message: &str| Problem::new(ErrorCode::CouponNotOffered, message);
    let problem = match why {
        Withheld::NotClaimed | Withheld::Unknown => not_offered("This coupon cannot be claimed.")
            .rule("It is given by itself.")
            .remedy("Look at what can be claimed."),
        Withheld::NotYet { from } => not_offered("It cannot be claimed today.")
            .rule(format!("It can be claimed from {from}."))
            .remedy("Come back then."),
        Withheld::Over { until } => not_offered("It cannot be claimed any more.")
            .rule(format!("The last day was {until}."))
            .remedy("Look at what else can be claimed."),
        Withheld::NewMembers { until } => not_offered("It is for new members.")
            .rule(format!("Your last day for it was {until}."))
            .remedy("Look at what else can be claimed."),
        Withheld::HadAll { per_member } => {
            Problem::new(ErrorCode::CouponLimit, "You have had as many as one can have.")
                .rule("So many for each member, in all.")
                .figure("per_member", per_member.into())
                .remedy("Look at what else can be claimed.")
        }
        Withheld::SoldOut => Problem::new(ErrorCode::CouponSoldOut, "The last one is gone.")
            .rule("First come, first served.")
            .remedy("Look at what else can be claimed."),
        Withheld::Points { .. } => Problem::new(ErrorCode::PointsShort, "There are fewer points than it costs.")
            .figure("price_points", price.0)
            .figure("points", balance.0),
        Withheld::Tier { lowest } => {
            let problem = Problem::new(ErrorCode::CouponTier, "The coupon is for a higher tier.")
                .rule(format!("It is for `{lowest}` and above."));
            match missing {
                Some(missing) => problem.figure("missing_fen", missing.0).remedy("Spend as much more to reach it."),
                None => problem.remedy("That tier is by invitation."),
            }
        }
    };
    problem.into()
}

/// It costs something else than was shown.
pub fn price(real: Points) -> Error {
    Problem::new(ErrorCode::PriceChanged, "It costs something else by now.")
        .figure("points", real.0)
        .figure("fen", 0)
        .remedy("Look at the price again and decide anew.")
        .into()
}

/// Nobody gave out that code.
pub fn code_unknown() -> Error {
    Problem::new(ErrorCode::CouponCodeUnknown, "No coupon has this code.")
        .remedy("Compare it with what you were given, letter by letter; its time may be over.")
        .into()
}

/// It cannot be used for this.
pub fn unusable(why: &Why) -> Error {
    let problem = |rule: String| Problem::new(ErrorCode::CouponUnusable, "This coupon cannot be used now.").rule(rule);
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let problem = match why {
        Why::NotYet { from } => problem(format!("It can be used from {from}.")).remedy("Come back then."),
        Why::Expired { at } => problem(format!("It ended at {at}.")).remedy("Look at what else the member holds."),
        Why::Locked { until } => problem(format!("A till counts on it until {until}."))
            .remedy("Sell it there, or wait until then: it is free by itself."),
        Why::Used => problem("It was used.".to_owned()).remedy("Look at what else the member holds."),
        Why::Void { reason } => {
            problem(format!("It was taken away: {reason}")).remedy("Look at what else the member holds.")
        }
        Why::Tier { lowest } => problem(format!("It is for `{lowest}` and above.")).remedy("Use it with that tier."),
        Why::Store { stores } => problem(format!("It is for {} other shops.", stores.len()))
            .figure("stores", count(stores.len()))
            .remedy("Use it in one of them."),
        Why::Short { threshold, short } => problem(format!("It is for goods from ¥{threshold}."))
            .figure("threshold_fen", threshold.0)
            .figure("short_fen", short.0)
            .remedy(format!("Add goods for ¥{short}.")),
        Why::Pieces { have, need } => problem(format!("It is for {need} pieces."))
            .figure("pieces", *have)
            .figure("pieces_needed", *need)
            .remedy("Add what is missing."),
        Why::NothingLeft => problem("There is nothing that it could take off.".to_owned()).remedy("Keep it."),
        _ => problem("It is not for these goods, or for a basket at a till.".to_owned())
            .remedy("Look at its terms, or use it at a till."),
    };
    problem.into()
}
