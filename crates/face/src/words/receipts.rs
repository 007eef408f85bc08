//! Receipts and how their points came about.

use super::counted;

pub struct Receipts {
    pub empty: &'static str,
    pub empty_text: &'static str,
    pub open_code: &'static str,
    pub older: &'static str,
    pub online_or_imported: &'static str,
    /// Amount.
    pub refunded: fn(&str) -> String,
    pub number: fn(&str) -> String,
    /// Class, rate, share.
    pub by_rate: fn(&str, &str, &str) -> String,
    pub earns_nothing: fn(&str) -> String,
    pub too_far_off: fn(&str) -> String,
    pub unknown_reason: &'static str,
    /// Points that paid.
    pub by_points: fn(&str) -> String,
    pub delivery: &'static str,
    pub gift: &'static str,
    pub paid: &'static str,
    pub off: &'static str,
    /// Tier, multiplier.
    pub times: fn(&str, &str) -> String,
    pub earned: &'static str,
    /// Version of the rules.
    pub counted: fn(i64) -> String,
    pub refund: &'static str,
    /// Day, points.
    pub taken_back: fn(&str, &str) -> String,
    pub points_back: fn(&str) -> String,
    pub left: &'static str,
    pub shortfall_title: fn(&str) -> String,
    pub shortfall: &'static str,
    pub undone_title: &'static str,
    /// From, to.
    pub undone: fn(&str, &str) -> String,
    pub until: fn(&str) -> String,
    pub for_good: &'static str,
}

pub const ZH: Receipts = Receipts {
    empty: "还没有小票",
    empty_text: "下次买单时出示会员码，小票会自动记在这里。",
    open_code: "打开会员码",
    older: "更早的",
    online_or_imported: "消费",
    refunded: |amount| format!("已退 ¥{amount}"),
    number: |number| format!("小票号 {number}"),
    by_rate: |class, rate, share| format!("{class}，1 元 {rate} 分，分得 {share} 分"),
    earns_nothing: |class| format!("{class}不计积分"),
    too_far_off: |class| format!("{class}，折扣超过计分下限，不计积分"),
    unknown_reason: "按当时的规则计算",
    by_points: |points| format!("{points} 积分抵现"),
    delivery: "配送费",
    gift: "赠品",
    paid: "实付",
    off: "优惠",
    times: |tier, multiplier| format!("{tier} × {multiplier}"),
    earned: "所得积分",
    counted: |version| {
        format!("按规则第 {version} 版：先逐行乘、再相加、乘等级倍数，最后整笔只舍去一次小数；各行再按余数大小分配。")
    },
    refund: "退货",
    taken_back: |day, points| format!("{day} · 收回 {points} 分"),
    points_back: |points| format!(" · 抵现的 {points} 分退回"),
    left: "现余",
    shortfall_title: |points| format!("退货时有 {points} 分已经用掉"),
    shortfall: "这些积分记为欠分，以后得到的积分会先补上。现在还欠多少，看积分页。",
    undone_title: "等级随之撤回",
    undone: |from, to| format!("{from}是靠这笔消费升的，退货后回到{to}。"),
    until: |day| format!("这些积分可用到 {day} 24:00。"),
    for_good: "这些积分不会到期。",
};

pub const EN: Receipts = Receipts {
    empty: "No receipts yet",
    empty_text: "Show your code next time you pay, and the receipt shows up here by itself.",
    open_code: "Open your code",
    older: "Show earlier",
    online_or_imported: "Purchase",
    refunded: |amount| format!("¥{amount} refunded"),
    number: |number| format!("No. {number}"),
    by_rate: |class, rate, share| format!("{class}, {rate} per yuan: {}", counted(share, "point")),
    earns_nothing: |class| format!("{class} earn no points"),
    too_far_off: |class| format!("{class}, discounted too far to earn points"),
    unknown_reason: "Under the rules of that day",
    by_points: |points| counted(points, "point"),
    delivery: "Delivery",
    gift: "Gift",
    paid: "Paid",
    off: "Discounts",
    times: |tier, multiplier| format!("{tier} × {multiplier}"),
    earned: "Points earned",
    counted: |version| {
        format!(
            "Under rule version {version}: each line at its rate, added up, times the tier, and rounded down once for the whole purchase; the lines share it by largest remainder."
        )
    },
    refund: "Refund",
    taken_back: |day, points| format!("{day} · {} taken back", counted(points, "point")),
    points_back: |points| format!(" · {points} used to pay came back"),
    left: "Now left",
    shortfall_title: |points| format!("{} had already been spent", counted(points, "point")),
    shortfall: "You have owed them since the refund; what you earn next pays them off first. Your points page says what is still owed.",
    undone_title: "The tier was reversed with it",
    undone: |from, to| format!("This purchase had won you {from}; after the refund you're back at {to}."),
    until: |day| format!("These points are good through {day}."),
    for_good: "These points never expire.",
};
