//! The words of the first screen in both languages. A language that lacks one does not compile.

use super::counted;
use crate::{Lang, Markup, html};
use shuke_rules::Count;

pub struct FirstScreen {
    pub this_language: &'static str,
    pub skip: &'static str,
    pub places: &'static str,
    pub card: &'static str,
    pub mall: &'static str,
    pub code: &'static str,
    pub together: &'static str,
    pub me: &'static str,
    /// How many messages were not seen yet.
    pub inbox: fn(u32) -> String,

    pub member_card: &'static str,
    pub points: &'static str,
    pub debt: fn(&str) -> String,
    pub check_in: &'static str,
    /// Points.
    pub check_in_do: fn(&str) -> String,
    pub check_in_not_yet: &'static str,
    /// Days in a row.
    pub check_in_streak: fn(u32) -> String,
    pub check_in_done: fn(u32) -> String,
    /// Points of tomorrow.
    pub check_in_tomorrow: fn(&str) -> String,
    pub check_in_calendar: &'static str,
    /// Days of this week that are checked in on.
    pub check_in_week: fn(u32) -> String,
    /// Monday first.
    pub weekdays: [&'static str; 7],
    /// What was redeemed, in a word.
    pub redeemed: &'static str,
    /// What a basket would cost, in a word.
    pub work_out: &'static str,
    pub now_on: &'static str,
    /// Of bringing a friend.
    pub both_get: &'static str,
    pub ends_today: &'static str,
    pub ends_on: fn(&str) -> String,
    pub begins_on: fn(&str) -> String,
    pub ends_next: &'static str,
    /// Points, day.
    pub ending: fn(&str, &str) -> Markup,
    pub later_endings: fn(Count) -> String,
    /// How many end soon, and the first day on which one does.
    pub coupons_end: fn(u32) -> String,
    pub first_coupon_end: fn(&str) -> String,
    pub next_tier: &'static str,
    pub all_tiers: &'static str,
    pub to_go: &'static str,
    /// Amount without ¥, last day.
    pub reach_by: fn(&str, Option<&str>) -> String,
    pub or_single: fn(&str) -> String,
    pub so_far: fn(&str, &str) -> String,
    pub keep: &'static str,
    /// Day of the review.
    pub kept: fn(&str) -> String,
    /// Amount, last day.
    pub keep_by: fn(&str, &str) -> Markup,
    /// Day of the review.
    pub reviewed_on: fn(&str) -> String,
    pub keep_otherwise: &'static str,
    /// From, to, day.
    pub undone_by_refund: fn(&str, &str, &str) -> String,
    /// From, to, day, spend.
    pub lowered_by_review: fn(&str, &str, &str, &str) -> String,
    pub benefits: &'static str,

    /// Points per yuan.
    pub earns: fn(&str) -> String,
    /// What is paid in per cent.
    pub off: fn(u8) -> String,
    pub off_class: fn(&str) -> String,
    pub on_joining: &'static str,
    pub by_invitation: &'static str,
    pub total_of: fn(&str) -> String,
    /// Months, amount.
    pub period_of: fn(u32, &str) -> String,
    pub single_of: fn(&str) -> String,

    /// Two lines.
    pub landing_title: (&'static str, &'static str),
    pub landing_line: &'static str,
    pub scan: &'static str,
    pub hello_shop: fn(&str) -> String,
    pub worth: &'static str,
    pub tiers_by_spend: &'static str,
    pub only_phone: &'static str,
    pub join: &'static str,
    pub sign_in: &'static str,
    pub open_code: &'static str,
    /// Tier, points: what a member has who scans the code of a shop.
    pub in_shop: fn(&str, &str) -> String,
    pub hours: fn(&str) -> String,
}

pub const fn first_screen(lang: Lang) -> &'static FirstScreen {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

static ZH: FirstScreen = FirstScreen {
    this_language: "中文",
    skip: "跳到正文",
    places: "主导航",
    card: "卡",
    mall: "商城",
    code: "会员码",
    together: "活动",
    me: "我的",
    inbox: |unread| if unread == 0 { "消息".to_owned() } else { format!("消息，{unread} 条未读") },
    member_card: "会员卡",
    points: "积分",
    debt: |points| format!("退货时有 {points} 分已经用掉，现在记为欠分。以后得到的积分会先补上，上面的数字已经扣除。"),
    check_in: "签到",
    check_in_do: |points| format!("签到 +{points}"),
    check_in_not_yet: "今天还没签到",
    check_in_streak: |days| format!("已连续签到 {days} 天"),
    check_in_done: |days| format!("今日已签，连续 {days} 天"),
    check_in_tomorrow: |points| format!("明天签到 +{points}"),
    check_in_calendar: "签到日历",
    check_in_week: |days| format!("本周已签 {days} 天"),
    weekdays: ["一", "二", "三", "四", "五", "六", "日"],
    redeemed: "兑换",
    work_out: "算一算",
    now_on: "近期活动",
    both_get: "朋友买了，两人都有礼",
    ends_today: "今天 24:00 结束",
    ends_on: |day| format!("{day} 24:00 结束"),
    begins_on: |day| format!("{day} 开始"),
    ends_next: "接下来到期",
    ending: |points, day| html! { b { (points) } " 分可用到 " (day) },
    later_endings: |count| format!("另有 {count} 批更晚到期"),
    coupons_end: |count| format!("{count} 张券 7 天内到期"),
    first_coupon_end: |day| format!("最早的用到 {day}，去看看"),
    next_tier: "下一级",
    all_tiers: "全部等级",
    to_go: "还差",
    reach_by: |amount, by| match by {
        Some(day) => format!("{day}前（含当天）再消费 ¥{amount} 即可升级"),
        None => format!("再消费 ¥{amount} 即可升级"),
    },
    or_single: |amount| format!("，或单笔满 ¥{amount}"),
    so_far: |spend, threshold| format!("已累计 ¥{spend} / ¥{threshold}"),
    keep: "保住现在的等级",
    kept: |day| format!("已经保住：{day}续期。"),
    keep_by: |amount, day| html! { (day) "前（含当天）再消费 " b { "¥" (amount) } },
    reviewed_on: |day| format!("{day}复核；受邀而得的等级由品牌续期。"),
    keep_otherwise: "不够的话，届时降到消费所支持的等级。",
    undone_by_refund: |from, to, day| format!("{day}有退货，当初靠那笔消费升的级随之撤回：{from} → {to}。"),
    lowered_by_review: |from, to, day, spend| format!("{day}复核：此前一期消费 ¥{spend}，等级由 {from} 变为 {to}。"),
    benefits: "你的权益",
    earns: |rate| format!("每消费 1 元得 {rate} 积分"),
    off: |pays| {
        if pays.is_multiple_of(10) { format!("{}折", pays / 10) } else { format!("{}.{}折", pays / 10, pays % 10) }
    },
    off_class: |class| format!("{class}会员价"),
    on_joining: "加入即得",
    by_invitation: "受邀",
    total_of: |amount| format!("累计 ¥{amount}"),
    period_of: |months, amount| format!("{months} 个月内满 ¥{amount}"),
    single_of: |amount| format!("或单笔满 ¥{amount}"),
    landing_title: ("常来的人，", "记在这张卡上"),
    landing_line: "积分、等级、权益，都写明白。免费加入，随时可退。",
    scan: "在店里？扫一扫门店的二维码，从那家店加入。",
    hello_shop: |shop| format!("你好，这里是{shop}"),
    worth: "这张卡值什么",
    tiers_by_spend: "等级只看消费",
    only_phone: "不用先付钱，也不用填生日。只要手机号，用来认出你。",
    join: "免费加入",
    sign_in: "已是会员，登录",
    open_code: "打开会员码",
    in_shop: |tier, points| format!("你是{tier}，有 {points} 分。结账时出示会员码。"),
    hours: |hours| format!("营业时间 {hours}"),
};

static EN: FirstScreen = FirstScreen {
    this_language: "English",
    skip: "Skip to content",
    places: "Main",
    card: "Card",
    mall: "Rewards",
    code: "Code",
    together: "Activities",
    me: "Me",
    inbox: |unread| if unread == 0 { "Inbox".to_owned() } else { format!("Inbox, {unread} unread") },
    member_card: "Member card",
    points: "Points",
    debt: |points| {
        format!(
            "A refund took back {} that you had already spent. What you earn next pays that off first; the total above already leaves it out.",
            counted(points, "point")
        )
    },
    check_in: "Check-in",
    check_in_do: |points| format!("Check in +{points}"),
    check_in_not_yet: "Not checked in yet today",
    check_in_streak: |days| if days == 1 { "Checked in yesterday".to_owned() } else { format!("{days} days in a row") },
    check_in_done: |days| match days {
        1 => "Checked in today".to_owned(),
        days => format!("Checked in, {days} days in a row"),
    },
    check_in_tomorrow: |points| format!("+{points} tomorrow"),
    check_in_calendar: "Calendar",
    check_in_week: |days| format!("Checked in on {} this week", counted(&days.to_string(), "day")),
    weekdays: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
    redeemed: "Redeemed",
    work_out: "Price check",
    now_on: "What's on",
    both_get: "When a friend buys, you both get something",
    ends_today: "Ends tonight at midnight",
    ends_on: |day| format!("Through {day}"),
    begins_on: |day| format!("Starts on {day}"),
    ends_next: "Expiring next",
    ending: |points, day| {
        html! { b { (points) } (if points == "1" { " point is" } else { " points are" }) " good through " (day) }
    },
    later_endings: |count| {
        if count == Count(1) {
            "One more batch expires later".to_owned()
        } else {
            format!("{count} more batches expire later")
        }
    },
    coupons_end: |count| match count {
        1 => "1 coupon expires within 7 days".to_owned(),
        count => format!("{count} coupons expire within 7 days"),
    },
    first_coupon_end: |day| format!("Use the first by {day}"),
    next_tier: "Next tier",
    all_tiers: "All tiers",
    to_go: "to go",
    reach_by: |amount, by| match by {
        Some(day) => format!("Spend ¥{amount} more by the end of {day} to move up"),
        None => format!("Spend ¥{amount} more to move up"),
    },
    or_single: |amount| format!(", or ¥{amount} in one purchase"),
    so_far: |spend, threshold| format!("¥{spend} of ¥{threshold} so far"),
    keep: "Keep this tier",
    kept: |day| format!("You've kept it: it renews on {day}."),
    keep_by: |amount, day| html! { "Spend " b { "¥" (amount) } " more by the end of " (day) },
    reviewed_on: |day| format!("Reviewed on {day}; the brand renews tiers given by invitation."),
    keep_otherwise: "Otherwise you move to the tier that your spending supports.",
    undone_by_refund: |from, to, day| {
        format!("A refund on {day} reversed the purchase behind your tier: {from} → {to}.")
    },
    lowered_by_review: |from, to, day, spend| {
        format!("Reviewed on {day}: you spent ¥{spend} in the period before, so {from} became {to}.")
    },
    benefits: "Your benefits",
    earns: |rate| format!("{} per yuan", counted(rate, "point")),
    off: |pays| format!("−{}%", 100_u8.saturating_sub(pays)),
    off_class: |class| format!("member price on {class}"),
    on_joining: "When you join",
    by_invitation: "By invitation",
    total_of: |amount| format!("¥{amount} in total"),
    period_of: |months, amount| format!("¥{amount} within {}", counted(&months.to_string(), "month")),
    single_of: |amount| format!("or ¥{amount} in one purchase"),
    landing_title: ("For those who", "come back"),
    landing_line: "Points, tiers, and benefits in plain words. Free to join, free to leave.",
    scan: "In a shop? Scan the code at the counter to join there.",
    hello_shop: |shop| format!("Hello from {shop}"),
    worth: "What the card gets you",
    tiers_by_spend: "Tiers depend on spending alone",
    only_phone: "No fee, no birthday needed. Just your phone number, so we know it's you.",
    join: "Join for free",
    sign_in: "Already a member? Sign in",
    open_code: "Open your code",
    in_shop: |tier, points| {
        format!("You're {tier} and have {}. Show your code when you pay.", counted(points, "point"))
    },
    hours: |hours| format!("Open {hours}"),
};
