//! The ladder.

use super::counted;

pub struct Tiers {
    pub here: &'static str,
    pub invited: &'static str,
    /// So far, missing, next tier.
    pub to_next: fn(&str, &str, &str) -> String,
    pub at_top: fn(&str) -> String,
    pub how: &'static str,
    pub lifetime: &'static str,
    /// Months.
    pub period: fn(u32) -> String,
    pub single: &'static str,
    /// Months, days of grace.
    pub review: fn(u32, u32) -> String,
    pub falls_to_supported: &'static str,
    pub falls_one_step: &'static str,
    pub points_before: &'static str,
    pub points_after: &'static str,
    pub refunds: &'static str,
    pub join: &'static str,
}

pub const ZH: Tiers = Tiers {
    here: "你在这里",
    invited: "受邀而得的等级，长期有效。",
    to_next: |spend, missing, tier| format!("已累计 ¥{spend}，再有 ¥{missing} 到{tier}"),
    at_top: |spend| format!("已累计 ¥{spend}"),
    how: "等级怎么算",
    lifetime: "看加入以来实付、未退的消费总额。达到即升级，长期有效，不会下降。",
    period: |months| format!("看最近 {months} 个月实付、未退的消费，达到即升级。"),
    single: "单笔达到等级的单笔金额，也立即升级。",
    review: |months, days| {
        format!("升级后 {months} 个月再加 {days} 天宽限，到期复核此前 {months} 个月的消费：够本级则续期。")
    },
    falls_to_supported: "不够则降到这些消费所支持的等级。",
    falls_one_step: "不够则降一级。",
    points_before: "一笔消费的积分，按消费之前的等级计算。",
    points_after: "一笔消费的积分，按这笔消费达到的等级计算。",
    refunds: "退货会减去相应的消费；靠退掉的消费升的级随之撤回，并告诉你原因。",
    join: "免费加入",
};

pub const EN: Tiers = Tiers {
    here: "You are here",
    invited: "By invitation, and yours for good.",
    to_next: |spend, missing, tier| format!("¥{spend} so far, ¥{missing} more to {tier}"),
    at_top: |spend| format!("¥{spend} so far"),
    how: "How tiers work",
    lifetime: "Based on everything you've paid since you joined, minus returns. You move up right away and never down.",
    period: |months| {
        let months = counted(&months.to_string(), "month");
        format!("Based on what you paid in the last {months}, minus returns. You move up right away.")
    },
    single: "One purchase of the tier's single amount also moves you up right away.",
    review: |months, days| {
        let (months, days) = (counted(&months.to_string(), "month"), counted(&days.to_string(), "day"));
        format!(
            "After {months} and {days} of grace, your spending in the {months} before is reviewed: if it is enough for the tier, that renews."
        )
    },
    falls_to_supported: "If not, you move to the tier that it supports.",
    falls_one_step: "If not, you move down one tier.",
    points_before: "A purchase earns points at the tier you held before it.",
    points_after: "A purchase earns points at the tier that it brings you to.",
    refunds: "A refund subtracts its spending; a tier won by it is reversed, and you're told why.",
    join: "Join for free",
};
