//! What can be claimed of coupons, and claiming it.

use super::counted;
use shuke_rules::Count;

pub struct CouponOffers {
    pub balance: &'static str,
    pub mine: &'static str,
    pub open: &'static str,
    pub not_now: &'static str,
    pub free: &'static str,
    /// What a piece costs with it.
    pub then: fn(&str) -> String,
    pub points: fn(&str) -> String,
    /// How many for everybody.
    pub left: fn(Count) -> String,
    /// Had, limit.
    pub limit: fn(Count, Count) -> String,
    pub claim_until: fn(&str) -> String,

    // Why not.
    pub short: fn(&str) -> String,
    /// Tier, money that is missing.
    pub tier: fn(&str, Option<&str>) -> String,
    pub had_all: fn(Count) -> String,
    pub sold_out: &'static str,
    pub opens: fn(&str) -> String,
    pub withheld: &'static str,
    pub earn: &'static str,
    pub tiers: &'static str,

    // The sheet.
    pub claim: &'static str,
    /// Points.
    pub buy: fn(&str) -> String,
    pub sheet: fn(&str) -> String,
    pub leave: &'static str,
    /// Points, day; one for each date.
    pub would_end: fn(Option<&str>, &str) -> String,
    pub remain: &'static str,
    pub at_once: &'static str,
    pub nothing_leaves: &'static str,
    pub is_final: &'static str,
    pub confirm: &'static str,
    /// Points.
    pub confirm_points: fn(&str) -> String,
    pub not_this: &'static str,
    pub claimed: fn(&str) -> String,

    // A code that was given out.
    pub have_code: &'static str,
    pub code: &'static str,
    pub code_hint: &'static str,
    pub code_missing: &'static str,
    pub code_unknown: &'static str,
    pub code_costs: &'static str,
    pub code_costs_text: fn(&str) -> String,
    pub send_code: &'static str,

    pub empty: &'static str,
}

pub const ZH: CouponOffers = CouponOffers {
    balance: "可用积分",
    mine: "我的券",
    open: "可以领",
    not_now: "还不能领",
    free: "免费领取",
    then: |yuan| format!("买的时候付 ¥{yuan}"),
    points: |points| format!("{points} 积分"),
    left: |left| format!("剩 {left} 张"),
    limit: |had, limit| {
        if had == Count(0) {
            format!("每人限 {limit} 张")
        } else {
            format!("每人限 {limit} 张，已领 {had} 张")
        }
    },
    claim_until: |day| format!("{day}前（含当天）可领"),
    short: |missing| format!("还差 {missing} 积分"),
    tier: |tier, missing| match missing {
        Some(missing) => format!("{tier}及以上可领，再消费 ¥{missing} 就到"),
        None => format!("{tier}及以上可领"),
    },
    had_all: |limit| format!("已领满，每人限 {limit} 张"),
    sold_out: "已领完",
    opens: |day| format!("{day}开领"),
    withheld: "暂时不能领",
    earn: "看看怎么得积分",
    tiers: "看看等级怎么升",
    claim: "领取",
    buy: |points| format!("{points} 积分换"),
    sheet: |name| format!("领取：{name}"),
    leave: "积分离开",
    would_end: |points, day| match points {
        Some(points) => format!("，其中 {points} 分本来只到 {day}"),
        None => format!("，本来都只到 {day}"),
    },
    remain: "积分留下",
    at_once: "马上进“我的券”",
    nothing_leaves: "领取不花积分",
    is_final: "换到的券不能换回积分",
    confirm: "确认领取",
    confirm_points: |points| format!("用 {points} 积分换"),
    not_this: "先不领",
    claimed: |name| format!("已领到：{name}"),
    have_code: "有券码？",
    code: "券码",
    code_hint: "短信、海报或店员给的，不分大小写。",
    code_missing: "先写上券码。",
    code_unknown: "没有这个券码。逐字核对一下；也可能已经过了时间。",
    code_costs: "这张券要花积分",
    code_costs_text: |points| format!("它要 {points} 积分，还没有动。合意的话再点一次。"),
    send_code: "用券码领",
    empty: "现在没有可以直接领的券。新的会出现在这里；有券码的话写在下面。",
};

pub const EN: CouponOffers = CouponOffers {
    balance: "Available points",
    mine: "My coupons",
    open: "Available",
    not_now: "Locked",
    free: "Free",
    then: |yuan| format!("¥{yuan} when you buy"),
    points: |points| counted(points, "point"),
    left: |left| format!("{left} left"),
    limit: |had, limit| {
        if had == Count(0) { format!("{limit} per member") } else { format!("{limit} per member, you've had {had}") }
    },
    claim_until: |day| format!("Claim through {day}"),
    short: |missing| format!("{} to go", counted(missing, "point")),
    tier: |tier, missing| match missing {
        Some(missing) => format!("For {tier} and above: spend ¥{missing} more"),
        None => format!("For {tier} and above"),
    },
    had_all: |limit| format!("You've had yours: {limit} per member"),
    sold_out: "All gone",
    opens: |day| format!("Starts {day}"),
    withheld: "Not available now",
    earn: "How to earn points",
    tiers: "How tiers work",
    claim: "Claim",
    buy: |points| format!("Claim for {}", counted(points, "point")),
    sheet: |name| format!("Claim: {name}"),
    leave: "points spent",
    would_end: |points, day| format!(", {} of which would have expired on {day}", points.unwrap_or("all")),
    remain: "points left",
    at_once: "Added to your coupons right away",
    nothing_leaves: "No points spent",
    is_final: "Can't be turned back into points",
    confirm: "Claim it",
    confirm_points: |points| format!("Spend {}", counted(points, "point")),
    not_this: "Not now",
    claimed: |name| format!("Claimed: {name}"),
    have_code: "Have a code?",
    code: "Coupon code",
    code_hint: "From a message, a poster, or staff; not case-sensitive.",
    code_missing: "Enter the code first.",
    code_unknown: "No coupon has this code. Check it letter by letter; it may also have expired.",
    code_costs: "This coupon costs points",
    code_costs_text: |points| {
        format!("It costs {}, which haven't been spent yet. Tap again to go ahead.", counted(points, "point"))
    },
    send_code: "Use the code",
    empty: "Nothing available right now. New coupons show up here; a code can be entered below.",
};
