//! Tasks, and what else there is to take part in.

use super::counted;

pub struct Together {
    pub nothing: &'static str,
    pub nothing_text: &'static str,
    pub tasks: &'static str,
    pub daily: &'static str,
    pub weekly: &'static str,
    pub monthly: &'static str,
    /// Last day of the period.
    pub until: fn(&str) -> String,
    /// The same of what is done once.
    pub by: fn(&str) -> String,
    /// What is missing in money, and that nothing is.
    pub missing: fn(&str) -> String,
    pub enough: &'static str,
    /// A coupon besides the points.
    pub and_coupon: fn(&str) -> String,
    /// Points, coupon.
    pub claimed_both: fn(&str, &str) -> String,
    pub claimed: &'static str,
    /// Done, of how many.
    pub so_far: fn(u32, u32) -> String,
    pub claim: fn(&str) -> String,
    pub claimed_now: fn(&str) -> String,
    pub to_profile: &'static str,
    pub to_birthday: &'static str,
    pub to_code: &'static str,
    pub to_show: &'static str,
    pub to_check_in: &'static str,
    pub to_mall: &'static str,
    pub scan_there: &'static str,
    /// Staff took back that they saw it done: why.
    pub unconfirmed: fn(&str) -> String,
}

pub const ZH: Together = Together {
    nothing: "现在没有活动",
    nothing_text: "有了新的活动，会出现在这里。消费照常积分。",
    tasks: "任务",
    daily: "每天一次",
    weekly: "每周一次",
    monthly: "每月一次",
    until: |day| format!("本期到 {day}"),
    by: |day| format!("{day}截止"),
    missing: |yuan| format!("还差 ¥{yuan}"),
    enough: "已经达到",
    and_coupon: |coupon| format!("另送{coupon}"),
    claimed_both: |points, coupon| format!("领到 {points} 分和{coupon}"),
    claimed: "已领取",
    so_far: |done, times| format!("已完成 {done} 次，共 {times} 次"),
    claim: |points| format!("领取 {points} 分"),
    claimed_now: |points| format!("领到 {points} 分"),
    to_profile: "去填写",
    to_birthday: "去填写",
    to_code: "打开会员码",
    to_show: "给店员看会员码",
    to_check_in: "签到日历",
    to_mall: "去商城",
    scan_there: "到店里扫一扫门店码就算。",
    unconfirmed: |reason| format!("店员撤回了确认：{reason}"),
};

pub const EN: Together = Together {
    nothing: "Nothing on right now",
    nothing_text: "Activities show up here. Purchases earn points all the same.",
    tasks: "Tasks",
    daily: "Once a day",
    weekly: "Once a week",
    monthly: "Once a month",
    until: |day| format!("this round through {day}"),
    by: |day| format!("Through {day}"),
    missing: |yuan| format!("¥{yuan} to go"),
    enough: "Reached",
    and_coupon: |coupon| format!("and {coupon}"),
    claimed_both: |points, coupon| format!("{} and a coupon: {coupon}", counted(points, "point")),
    claimed: "Claimed",
    so_far: |done, times| format!("{done} of {times} done"),
    claim: |points| format!("Claim {}", counted(points, "point")),
    claimed_now: |points| format!("{} claimed", counted(points, "point")),
    to_profile: "Go to settings",
    to_birthday: "Go to settings",
    to_code: "Open your code",
    to_show: "Show your code to staff",
    to_check_in: "Calendar",
    to_mall: "See rewards",
    scan_there: "Scan the code posted in the shop.",
    unconfirmed: |reason| format!("Staff took back their confirmation: {reason}"),
};
