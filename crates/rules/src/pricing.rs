//! What a basket comes to, step by step, and why: one function for the till's quote, the member's preview and the receipt.
//!
//! **Order.** Every line goes from its list price through these steps; each works on what the one before left.
//! 1. *Campaign price*: the lowest that holds for the item, where it is below the list price.
//! 2. *The larger of member price and limited discount*: per cent of the price so far; the lowest price holds, the member
//!    price where both are as low. A coupon that is "instead of the member price" joins in here, where it was chosen.
//! 3. *三免一 and trials*, which are coupons for pieces.
//! 4. *Coupons for amounts*: per cent and amount off; then gifts.
//! 5. *Points as money*, over all goods.
//! 6. *Delivery*.
//!
//! **Coupons** apply one after the other, in an order that does not depend on how they were chosen: by step (instead of the
//! member price, trial, 三免一, amounts, gift, free delivery), the highest threshold first, per cent before amounts, then by
//! template, end and id. So a coupon that asks for much is asked while much is there.
//! - A *threshold* is judged when the coupon's turn comes, on what remains of the prices of the goods in its scope.
//! - It takes from the goods in its scope in proportion to what remains of them, and never more than that.
//! - A per cent says what is paid, rounded down to the fen: of a piece for prices, of the goods in scope for coupons.
//! - 三免一 takes the price of the third-dearest piece in its scope that no other 三免一 or trial has counted, and shares it over
//!   those three pieces, so that returning two of them does not leave one for nothing.
//! - A trial takes of the price of the dearest piece in its scope what is above its own, and nothing of one that costs no more.
//! - A coupon that would take nothing is not applied. Coupons of different templates of one group do not go together, nor more
//!   of a template than its `per_basket`, nor more in all than the policy's `coupons_per_basket`.
//!
//! **Best** is the set of coupons for which goods and delivery come to least; points are a way to pay and do not count. Among
//! sets that come to the same: more gifts, then fewer coupons, then, each set put in order by end, the sooner ends, then the
//! ids. See [`best`].
//!
//! **Rounding.** Amounts are shared over lines in fen by largest remainder, the earlier line first, so that lines add up to the
//! basket; what comes back of a line is shared by [`crate::refunds`].

mod apply;
mod basket;
mod best;
mod candidates;
mod explain;
mod pay;
mod priced;
mod prices;
#[cfg(test)]
pub(crate) mod tests;
mod why;

pub use basket::{BadBasket, Basket, Buyer, Choice, Line, Request};
pub use best::MOST_CANDIDATES;
pub use priced::{Applied, Declined, Delivery, Outdone, PointsPaid, Priced, PricedLine, Rule, Step};
pub use why::{Remedy, Why};

use crate::policy::Policy;
use candidates::Candidates;
use prices::Prices;

/// Prices a basket under a policy.
///
/// # Errors
/// What is wrong with the basket.
pub fn price(policy: &Policy, request: &Request<'_>) -> Result<Priced, BadBasket> {
    request.basket.check(policy)?;
    let mut candidates = Candidates::of(policy, request, Prices::of(policy, request));
    let chosen = match request.choice {
        Choice::Best => best::best(&mut candidates),
        Choice::These(ids) => candidates.chosen(ids),
    };
    Ok(explain::explain(policy, request, &candidates, &chosen))
}
