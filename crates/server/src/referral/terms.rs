//! What a policy promises, as it is told.

use crate::Error;
use crate::context::Moment;
use shuke_contract::boards::BoardPrize;
use shuke_contract::referral::{ReferralTerms, Rewards, TeamTerms};
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::policy::{Policy, Prize, Referral, Reward};

/// What is in force.
///
/// # Errors
/// [`ErrorCode::ReferralOff`]
pub fn in_force(moment: &Moment) -> Result<&Referral, Error> {
    let off = || {
        Problem::new(ErrorCode::ReferralOff, "The brand has no rewards for bringing a friend.")
            .remedy("One can join without a link.")
    };
    Ok(moment.rulebook.current().policy.referral.as_ref().ok_or_else(off)?)
}

pub fn is_on(moment: &Moment) -> bool {
    moment.rulebook.current().policy.referral.is_some()
}

pub fn terms(policy: &Policy, referral: &Referral) -> ReferralTerms {
    ReferralTerms {
        window_days: referral.window_days,
        buy_days: referral.buy_days,
        least: referral.least,
        settle_days: referral.settle_days,
        per_month: referral.per_month,
        inviter: rewards(policy, &referral.inviter),
        friend: rewards(policy, &referral.friend),
    }
}

pub fn rewards(policy: &Policy, reward: &Reward) -> Rewards {
    Rewards { points: reward.points, coupon: reward.coupon.as_ref().map(|coupon| policy.good_for(coupon)) }
}

pub fn prizes(policy: &Policy, prizes: &[Prize]) -> Vec<BoardPrize> {
    let told = |prize: &Prize| BoardPrize {
        from: prize.from,
        to: prize.to,
        coupon: prize.coupon.clone(),
        what: policy.good_for(&prize.coupon),
        days: policy.template(&prize.coupon).and_then(|template| template.days),
    };
    prizes.iter().map(told).collect()
}

pub fn team(policy: &Policy, referral: &Referral) -> Option<TeamTerms> {
    let team = referral.team.as_ref()?;
    Some(TeamTerms { size: team.size, days: team.days, gift: policy.good_for(&team.coupon) })
}
