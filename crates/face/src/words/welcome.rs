//! The zone of new members.

use super::counted;
use shuke_rules::Count;

pub struct Welcome {
    /// Last day, days left with today.
    pub open: fn(&str, u32) -> String,
    pub over: &'static str,
    /// Last day.
    pub over_text: fn(&str) -> String,
    pub none: &'static str,
    pub none_text: &'static str,
    pub offers: &'static str,
    /// How many are left, for each member, days to use it after claiming.
    pub left: fn(Count) -> String,
    pub each: fn(Count) -> String,
    pub use_within: fn(u32) -> String,
    pub claim: &'static str,
    pub claim_for: fn(&str) -> String,
    pub claimed: &'static str,
    pub to_coupon: &'static str,
    /// The offer.
    pub claimed_now: fn(&str) -> String,
    pub sold_out: &'static str,
    pub from: fn(&str) -> String,
    /// Tier.
    pub tier: fn(&str) -> String,
    /// Points missing.
    pub points: fn(&str) -> String,
    pub not_now: &'static str,
    pub challenge: &'static str,
    pub yours: &'static str,
    pub to_coupons: &'static str,
    pub to_together: &'static str,
    pub to_tiers: &'static str,
}

pub const ZH: Welcome = Welcome {
    open: |day, days| match days {
        0 => "今天是最后一天".to_owned(),
        days => format!("开放到 {day}，还有 {days} 天"),
    },
    over: "新人专区已结束",
    over_text: |day| format!("开放到 {day} 为止。领到的券照常可用，已经完成的还可以领；日常的任务和等级权益一直都在。"),
    none: "没有新人专区",
    none_text: "这里现在没有只给新会员的东西。看看大家都能参加的。",
    offers: "新人可领",
    left: |left| format!("还剩 {left} 份"),
    each: |each| format!("每人 {each} 份"),
    use_within: |days| format!("领取后 {days} 天内用"),
    claim: "领取",
    claim_for: |points| format!("用 {points} 分领取"),
    claimed: "已领取",
    to_coupon: "去看券",
    claimed_now: |name| format!("领到 {name}"),
    sold_out: "已领完，先到先得",
    from: |day| format!("{day} 开始领"),
    tier: |tier| format!("{tier}及以上可领"),
    points: |points| format!("还差 {points} 分"),
    not_now: "现在不能领",
    challenge: "消费挑战",
    yours: "已经送你的",
    to_coupons: "全部的券",
    to_together: "去活动",
    to_tiers: "看等级权益",
};

pub const EN: Welcome = Welcome {
    open: |day, days| match days {
        0 => "Today is the last day".to_owned(),
        1 => format!("Open through {day}, 1 more day"),
        days => format!("Open through {day}, {days} more days"),
    },
    over: "This was for new members",
    over_text: |day| {
        format!(
            "It was open through {day}. What you claimed stays good, and what you finished can still be claimed; tasks and your tier's benefits go on."
        )
    },
    none: "Nothing for new members",
    none_text: "There's nothing here just for new members. See what everyone can join.",
    offers: "Available",
    left: |left| format!("{left} left"),
    each: |each| format!("{each} per member"),
    use_within: |days| {
        if days == 1 { "Use it within 1 day".to_owned() } else { format!("Use it within {days} days") }
    },
    claim: "Claim",
    claim_for: |points| format!("Claim for {}", counted(points, "point")),
    claimed: "Claimed",
    to_coupon: "See the coupon",
    claimed_now: |name| format!("Claimed: {name}"),
    sold_out: "The last one is gone: first come, first served",
    from: |day| format!("Starts {day}"),
    tier: |tier| format!("For {tier} and above"),
    points: |points| format!("{} to go", counted(points, "point")),
    not_now: "Not available now",
    challenge: "The challenge",
    yours: "Given to you",
    to_coupons: "All coupons",
    to_together: "See what's on",
    to_tiers: "Tier benefits",
};
