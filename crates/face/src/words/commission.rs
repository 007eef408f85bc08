//! Commission: what friends' purchases come to, and all terms.

use super::counted;
use shuke_rules::Count;

pub struct Commission {
    /// Per cent.
    pub lede: fn(&str) -> String,
    pub none_now: &'static str,
    /// The month.
    pub statement: fn(&str) -> String,
    pub given: &'static str,
    pub frozen: &'static str,
    pub nothing_bought: &'static str,
    pub more: fn(Count) -> String,
    pub bought: fn(&str) -> String,
    pub second: &'static str,
    /// What was paid and kept, what it comes to.
    pub comes_to: fn(&str, &str) -> String,
    pub frozen_until: fn(&str) -> String,
    pub given_on: fn(&str) -> String,
    pub came_back: &'static str,
    /// Points.
    pub taken_back: fn(&str) -> String,
    /// Points that are still frozen.
    pub still_frozen: fn(&str) -> String,
    pub months: &'static str,
    pub this_month: &'static str,
    pub terms: &'static str,
    pub share: fn(&str) -> String,
    /// A class of goods, per cent.
    pub of_class: fn(&str, &str) -> String,
    pub of_second: fn(&str) -> String,
    pub counts_for: fn(u32) -> String,
    pub net: &'static str,
    /// Days.
    pub hold: fn(u32) -> String,
    /// Points for a yuan.
    pub as_points: fn(u32) -> String,
    pub advertising: &'static str,
    pub own: &'static str,
    pub a_friend: &'static str,
    /// Points.
    pub told_given: fn(&str) -> String,
    pub told_taken_back: fn(&str) -> String,
    pub way: &'static str,
}

pub const ZH: Commission = Commission {
    lede: |per_cent| format!("你带来的朋友在门店买了、没有退，你得 {per_cent}%，折成积分。"),
    none_now: "你现在的等级没有佣金，以前的都在这里。",
    statement: |month| format!("{month}对账单"),
    given: "已到账",
    frozen: "冻结中",
    nothing_bought: "这个月还没有朋友在门店买东西。",
    more: |count| format!("还有 {count} 笔没有列在这里，已算在上面；设置里导出的数据有每一笔。"),
    bought: |day| format!("{day}买的"),
    second: "朋友带来的朋友",
    comes_to: |kept, amount| format!("留下 ¥{kept}，佣金 ¥{amount}"),
    frozen_until: |day| format!("冻结到 {day} 24:00"),
    given_on: |day| format!("{day}到账"),
    came_back: "退了，没有佣金",
    taken_back: |points| format!("后来退了，收回 {points} 分"),
    still_frozen: |points| format!("冻结 {points}"),
    months: "各月对账单",
    this_month: "看这个月的",
    terms: "全部规则",
    share: |per_cent| format!("朋友实付的 {per_cent}%，券和折扣先扣，每一行算到分，不足一分不计。"),
    of_class: |class, per_cent| format!("{class}：{per_cent}%。"),
    of_second: |per_cent| format!("朋友带来的朋友买的：{per_cent}%。只有这两层，没有第三层。"),
    counts_for: |days| format!("朋友加入后 {days} 天内买的都算，按买的那天你的等级。"),
    net: "退了的不算：没到账的自动减少，到账后退的会收回，用掉的记为待抵。",
    hold: |days| format!("买后冻结 {days} 天，过了就到账。"),
    as_points: |points| format!("佣金 ¥1 折 {points} 积分。"),
    advertising: "向别人推荐时请写明“广告”。",
    own: "自己买的没有佣金；拉人本身没有报酬，也不收任何费用。",
    a_friend: "一位朋友",
    told_given: |points| format!("推荐佣金到账：{points} 积分"),
    told_taken_back: |points| format!("朋友退了货，收回佣金 {points} 积分"),
    way: "推荐佣金对账单",
};

pub const EN: Commission = Commission {
    lede: |per_cent| format!("Of what your friends buy in a shop and keep, {per_cent}% is yours, as points."),
    none_now: "There's no commission at the tier you hold now. What you had is here.",
    statement: |month| format!("Statement for {month}"),
    given: "Given",
    frozen: "Frozen",
    nothing_bought: "No friend has bought in a shop this month yet.",
    more: |count| match count {
        Count(1) => {
            "1 more purchase, already in the totals above. The data you export in Settings lists it.".to_owned()
        }
        _ => format!(
            "{count} more purchases, already in the totals above. The data you export in Settings lists every one."
        ),
    },
    bought: |day| format!("Bought {day}"),
    second: "A friend of a friend",
    comes_to: |kept, amount| format!("¥{kept} kept, ¥{amount} commission"),
    frozen_until: |day| format!("Frozen until the end of {day}"),
    given_on: |day| format!("Given {day}"),
    came_back: "Returned, so there's no commission",
    taken_back: |points| format!("Returned afterwards: {} taken back", counted(points, "point")),
    still_frozen: |points| format!("{points} frozen"),
    months: "Statements by month",
    this_month: "See this month",
    terms: "All the terms",
    share: |per_cent| {
        format!(
            "{per_cent}% of what friends pay after coupons and discounts, line by line, with parts of a fen dropped."
        )
    },
    of_class: |class, per_cent| format!("{class}: {per_cent}%."),
    of_second: |per_cent| {
        format!("Of what friends of friends buy: {per_cent}%. There are these two levels and no third.")
    },
    counts_for: |days| {
        format!(
            "It counts for {} after a friend joins, by the tier you hold on the day.",
            counted(&days.to_string(), "day")
        )
    },
    net: "What's returned doesn't count: before it's given the amount shrinks, afterwards it's taken back, and what was spent is owed.",
    hold: |days| format!("It's frozen for {} after the purchase, and then given.", counted(&days.to_string(), "day")),
    as_points: |points| format!("¥1 of commission is {}.", counted(&points.to_string(), "point")),
    advertising: "When you recommend us to others, say that it's advertising.",
    own: "There's none for what you buy yourself. Nothing is paid for bringing people, and nothing is charged.",
    a_friend: "A friend",
    told_given: |points| format!("Commission given: {}", counted(points, "point")),
    told_taken_back: |points| {
        format!("A friend returned something: {} of commission taken back", counted(points, "point"))
    },
    way: "Commission statements",
};
