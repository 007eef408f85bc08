//! Messages.

use super::counted;
use shuke_contract::staff::Action;

pub struct Inbox {
    pub empty: &'static str,
    pub empty_text: &'static str,
    pub today: &'static str,
    pub yesterday: &'static str,
    /// Before a message that is new, for those who do not see its mark.
    pub new: &'static str,
    /// Points, last day.
    pub points_ending: fn(&str, &str) -> String,
    pub points_ended: fn(&str) -> String,
    /// Tier, day, amount that is missing.
    pub review: fn(&str, &str, &str) -> String,
    pub review_kept: fn(&str, &str) -> String,
    pub tier_raised: fn(&str) -> String,
    /// From, to.
    pub lowered_by_review: fn(&str, &str) -> String,
    pub lowered_by_refund: fn(&str, &str) -> String,
    pub points_taken_back: fn(&str) -> String,
    pub order_placed: fn(&str) -> String,
    /// Item, shop.
    pub order_ready: fn(&str, &str) -> String,
    pub order_shipped: fn(&str) -> String,
    /// Item, points that are back.
    pub order_expired: fn(&str, &str) -> String,
    pub order_returned: fn(&str, &str) -> String,
    pub claim_declined: fn(&str) -> String,
    /// Task, points.
    pub task_undone: fn(&str, &str) -> String,
    /// Coupon, how many.
    pub coupon_given: fn(&str, u32) -> String,
    /// The first, how many in all, last day.
    pub coupons_ending: fn(&str, u32, &str) -> String,
    /// Coupon, reason.
    pub coupon_voided: fn(&str, &str) -> String,
    /// What staff undid, with what, why.
    pub staff_undid: fn(Action, &str, &str) -> String,
    pub unknown: &'static str,
}

pub const ZH: Inbox = Inbox {
    empty: "还没有消息",
    empty_text: "积分和券快到期、等级要复核、兑换的东西到了，都会写在这里。",
    today: "今天",
    yesterday: "昨天",
    new: "未读：",
    points_ending: |points, day| format!("{points} 分可用到 {day} 24:00，之后到期"),
    points_ended: |points| format!("{points} 分已经到期"),
    review: |tier, day, amount| format!("{tier}将在 {day}复核，再消费 ¥{amount} 可以保住"),
    review_kept: |tier, day| format!("{tier}将在 {day}复核，已经保住"),
    tier_raised: |tier| format!("你升到了{tier}"),
    lowered_by_review: |from, to| format!("复核后，等级由{from}变为{to}"),
    lowered_by_refund: |from, to| format!("退货撤回了当初升的级：{from} → {to}"),
    points_taken_back: |points| format!("退货收回 {points} 分"),
    order_placed: |item| format!("已兑换：{item}"),
    order_ready: |item, store| format!("{item}到店了，可去{store}领取"),
    order_shipped: |item| format!("{item}已寄出"),
    order_expired: |item, points| format!("没有按时付款，{item}的兑换已取消，{points} 分已退回"),
    order_returned: |item, points| format!("{item}已退，{points} 分已退回"),
    claim_declined: |item| format!("{item}的质量问题没有被受理，看看原因"),
    task_undone: |task, points| format!("退货后，“{task}”不再算完成，收回 {points} 分"),
    coupon_given: |name, count| match count {
        1 => format!("送你一张券：{name}"),
        count => format!("送你 {count} 张券：{name}"),
    },
    coupons_ending: |name, count, day| match count {
        1 => format!("{name}可用到 {day}"),
        count => format!("{name}等 {count} 张券可用到 {day}"),
    },
    coupon_voided: |name, reason| format!("{name}被店里收回了：{reason}"),
    staff_undid: |action, name, reason| {
        let what = match action {
            Action::Prepare => format!("{name}的备货"),
            Action::HandOver => format!("{name}的领取"),
            Action::TakePayment => format!("{name}的收款"),
            Action::Ship => format!("{name}的寄出"),
            Action::DeclineClaim => format!("对{name}质量问题的答复"),
            Action::ConfirmTask => format!("对“{name}”的确认"),
            Action::UseCoupon => format!("{name}的使用"),
            Action::VoidCoupon => format!("对{name}的收回"),
            _ => format!("{name}上的一步"),
        };
        format!("店员撤回了{what}：{reason}")
    },
    unknown: "有一条新消息，更新后可以看到",
};

pub const EN: Inbox = Inbox {
    empty: "No messages yet",
    empty_text: "Points and coupons about to expire, tier reviews, redemptions that are ready: they show up here.",
    today: "Today",
    yesterday: "Yesterday",
    new: "Unread: ",
    points_ending: |points, day| format!("{} will expire at the end of {day}", counted(points, "point")),
    points_ended: |points| format!("{} expired", counted(points, "point")),
    review: |tier, day, amount| format!("{tier} is reviewed on {day}: spend ¥{amount} more to keep it"),
    review_kept: |tier, day| format!("{tier} is reviewed on {day}: you've kept it already"),
    tier_raised: |tier| format!("You reached {tier}"),
    lowered_by_review: |from, to| format!("After the review, {from} became {to}"),
    lowered_by_refund: |from, to| format!("A refund reversed the purchase behind your tier: {from} → {to}"),
    points_taken_back: |points| format!("A refund took back {}", counted(points, "point")),
    order_placed: |item| format!("Redeemed: {item}"),
    order_ready: |item, store| format!("“{item}” is ready for you at {store}"),
    order_shipped: |item| format!("“{item}” has shipped"),
    order_expired: |item, points| {
        format!("“{item}” wasn't paid for in time: canceled, and you got {} back", counted(points, "point"))
    },
    order_returned: |item, points| format!("“{item}” was returned: you got {} back", counted(points, "point")),
    claim_declined: |item| format!("Your claim about “{item}” was declined: see why"),
    task_undone: |task, points| {
        format!("After a refund, “{task}” is no longer done: {} taken back", counted(points, "point"))
    },
    coupon_given: |name, count| match count {
        1 => format!("A coupon for you: {name}"),
        count => format!("{count} coupons for you: {name}"),
    },
    coupons_ending: |name, count, day| match count {
        1 => format!("“{name}” is good through {day}"),
        2 => format!("“{name}” and another coupon are good through {day}"),
        count => format!("“{name}” and {} other coupons are good through {day}", count - 1),
    },
    coupon_voided: |name, reason| format!("The shop took “{name}” away: {reason}"),
    staff_undid: |action, name, reason| {
        let what = match action {
            Action::Prepare => format!("that “{name}” was ready"),
            Action::HandOver => format!("that “{name}” was handed over"),
            Action::TakePayment => format!("that “{name}” was paid for"),
            Action::Ship => format!("that “{name}” was sent"),
            Action::DeclineClaim => format!("the answer to your claim about “{name}”"),
            Action::ConfirmTask => format!("that they saw “{name}” done"),
            Action::UseCoupon => format!("that “{name}” was used"),
            Action::VoidCoupon => format!("that “{name}” was taken away"),
            _ => format!("something about “{name}”"),
        };
        format!("Staff took back {what}: {reason}")
    },
    unknown: "There's a new message: update to read it",
};
