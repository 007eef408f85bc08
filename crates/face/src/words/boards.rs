//! Leaderboards and first-come gifts: where one stands, what changes it, and all of their terms.

use shuke_rules::Count;

pub struct Boards {
    pub heading: &'static str,
    pub gone: &'static str,
    pub gone_text: &'static str,
    pub to_together: &'static str,

    /// First day.
    pub soon: fn(&str) -> String,
    /// Days left, last day.
    pub left: fn(u32, &str) -> String,
    pub last_day: &'static str,
    /// Last day on which something changes.
    pub settling: fn(&str) -> String,
    pub settling_first: fn(&str) -> String,
    pub done: &'static str,

    pub orders: fn(Count) -> String,
    pub place: fn(Count) -> String,
    /// Of first-come gifts.
    pub nth: fn(Count) -> String,
    /// First and last of some places.
    pub places: fn(Count, Count) -> String,
    pub first_places: fn(Count) -> String,

    pub mine: &'static str,
    pub mine_gift: &'static str,
    pub not_on: &'static str,
    pub was_not_on: &'static str,
    /// Over, and one has none of it: what holds now.
    pub settling_text: fn(&str) -> String,
    pub final_text: &'static str,
    pub no_gift: &'static str,
    pub no_gift_text: &'static str,
    pub not_yet: &'static str,
    /// Least amount.
    pub begin: &'static str,
    pub begin_least: fn(&str) -> String,
    pub open_code: &'static str,
    pub leads: &'static str,
    /// What is missing, the place.
    pub next: fn(&str, &str) -> String,
    pub pending: fn(&str) -> String,
    pub pending_from: fn(&str, &str) -> String,
    pub confirmed: fn(&str) -> String,
    pub prize_now: fn(&str) -> String,
    pub given: fn(&str) -> String,
    pub won: fn(&str) -> String,
    pub in_line: fn(Count) -> String,
    /// Given so far, of how many.
    pub taken: fn(Count, Count) -> String,
    pub all_taken: &'static str,

    pub standings: &'static str,
    pub nobody: &'static str,
    pub nobody_took_part: &'static str,
    pub me: &'static str,
    pub somebody: &'static str,
    /// Members, shown.
    pub others: fn(Count, Count) -> String,
    /// The same on a card of it: members.
    pub people: fn(Count) -> String,

    pub prizes: &'static str,
    pub gift: &'static str,
    pub within: fn(u32) -> String,

    pub removed: &'static str,
    /// Day of purchase.
    pub order_of: fn(&str) -> String,
    /// Day of return.
    pub returned: fn(&str) -> String,
    pub below_least: fn(&str, &str) -> String,

    pub how: &'static str,
    pub counts_paid: &'static str,
    pub counts_orders: &'static str,
    pub counts_first: fn(Count) -> String,
    /// First and last day.
    pub days: fn(&str, &str) -> String,
    pub only_goods: fn(&str) -> String,
    pub only_stores: fn(&str) -> String,
    pub least: fn(&str) -> String,
    pub tier: fn(&str) -> String,
    pub and: &'static str,
    /// Days in which an order is pending, last day on which something changes.
    pub settles: fn(u32, &str) -> String,
    pub first_settles: fn(&str) -> String,
    pub refunds: &'static str,
    pub ties: &'static str,
    pub by_coupon: &'static str,
    pub at_once: &'static str,
    pub names: &'static str,
    pub stands: &'static str,
}

pub const ZH: Boards = Boards {
    heading: "榜单与先到礼",
    gone: "没有这个榜单",
    gone_text: "它可能已经结束，或链接少了几个字。",
    to_together: "看看现在的活动",
    soon: |day| format!("{day} 开始"),
    left: |days, day| format!("还有 {days} 天，{day} 24:00 结束"),
    last_day: "今天 24:00 结束",
    settling: |day| format!("已结束，{day} 24:00 后结果定下；这之前退货仍会扣除"),
    settling_first: |day| format!("已结束；{day} 24:00 前有人退货，就轮到下一位"),
    done: "结果已定",
    orders: |count| format!("{count} 单"),
    place: |place| format!("第 {place} 名"),
    nth: |place| format!("第 {place} 位"),
    places: |from, to| format!("第 {from}–{to} 名"),
    first_places: |places| format!("前 {places} 位"),
    mine: "我的名次",
    mine_gift: "我的礼品",
    not_on: "还没上榜",
    was_not_on: "这次没有上榜",
    settling_text: |day| format!("这次的消费已经截止，现在消费不会再算进来。结果 {day} 24:00 后定下。"),
    final_text: "下次有新的榜单，会出现在“活动”里。",
    no_gift: "这次没有得到",
    no_gift_text: "这份先到礼已经结束。下次有新的，会出现在“活动”里。",
    not_yet: "还没开始。开始后的消费才算。",
    begin: "消费一笔就上榜。",
    begin_least: |least| format!("消费一笔满 ¥{least} 就上榜。"),
    open_code: "打开会员码",
    leads: "你在最前面。",
    next: |missing, place| format!("再多 {missing}，就到{place}。"),
    pending: |amount| format!("{amount} 待确认"),
    pending_from: |amount, day| format!("{amount} 待确认，{day} 起陆续确认。"),
    confirmed: |amount| format!("{amount} 已确认。"),
    prize_now: |what| format!("照现在的名次，可得：{what}。"),
    given: |what| format!("{what}：券已放进你的券包，到店出示。"),
    won: |what| format!("你得到：{what}。券马上放进你的券包。"),
    in_line: |place| format!("你排在第 {place} 位。前面有人退货，就依次轮到。"),
    taken: |given, places| format!("已送出 {given} / {places}"),
    all_taken: "已送完。前面有人退货，就轮到下一位。",
    standings: "榜单",
    nobody: "还没有人上榜。",
    nobody_took_part: "没有人上榜。",
    me: "你",
    somebody: "会员",
    others: |members, shown| format!("共 {members} 人上榜，这里是前 {shown} 名。"),
    people: |members| format!("{members} 人上榜"),
    prizes: "奖品",
    gift: "礼品",
    within: |days| format!("发券后 {days} 天内到店领取"),
    removed: "因退货扣除",
    order_of: |day| format!("{day} 的消费"),
    returned: |day| format!("{day} 退货"),
    below_least: |day, least| format!("{day} 退货后不满 ¥{least}，整笔不再算"),
    how: "怎么算",
    counts_paid: "按实付、未退款的金额排名。",
    counts_orders: "按消费笔数排名，全部退货的不算。",
    counts_first: |places| format!("最先消费的 {places} 位会员各得一份，一人一份，以收银台记账先后为准。"),
    days: |from, until| format!("{from} 0:00 到 {until} 24:00 的消费才算（店铺当地时间）。"),
    only_goods: |goods| format!("只算{goods}。"),
    only_stores: |stores| format!("只算在{stores}的消费。"),
    least: |least| format!("一笔要满 ¥{least} 才算，按退货后剩下的金额看。"),
    tier: |tier| format!("消费时等级为{tier}及以上才算。"),
    and: "、",
    settles: |days, day| {
        format!("每笔消费 {days} 天内可能退货，这期间是“待确认”。{day} 24:00 后全部确认，结果定下，不再变动。")
    },
    first_settles: |day| {
        format!("{day} 24:00 前，得礼的那笔因退货不再算的，未用的礼券收回，依次给下一位；已用掉的不收回。")
    },
    refunds: "退掉的部分当作没有买过。扣了什么、为什么，只有本人看得到。",
    ties: "并列时，先达到的在前。",
    by_coupon: "结果定下后，奖品以券的形式放进券包，到店出示领取。不折现。",
    at_once: "礼品以券的形式马上放进券包，到店出示领取。不折现。",
    names: "别人只看得到你名字的第一个字。",
    stands: "以上规则开始后不再更改。",
};

pub const EN: Boards = Boards {
    heading: "Leaderboards and first-come gifts",
    gone: "No such leaderboard",
    gone_text: "It may be over, or the link may be cut short.",
    to_together: "See what's on",
    soon: |day| format!("Starts on {day}"),
    left: |days, day| match days {
        1 => format!("1 day left, through {day}"),
        _ => format!("{days} days left, through {day}"),
    },
    last_day: "Ends tonight at midnight",
    settling: |day| format!("Over; results are final after {day}, and returns count until then"),
    settling_first: |day| format!("Over; through {day}, a returned gift goes to the next in line"),
    done: "Results are final",
    orders: |count| if count == Count(1) { "1 order".to_owned() } else { format!("{count} orders") },
    place: |place| format!("No. {place}"),
    nth: |place| format!("No. {place}"),
    places: |from, to| format!("No. {from}–{to}"),
    first_places: |places| format!("The first {places}"),
    mine: "My place",
    mine_gift: "My gift",
    not_on: "Not ranked yet",
    was_not_on: "Not ranked this time",
    settling_text: |day| format!("It's over: what you buy now no longer counts. Results are final after {day}."),
    final_text: "The next one will be under “Activities”.",
    no_gift: "Not this time",
    no_gift_text: "This gift is over. The next one will be under “Activities”.",
    not_yet: "It hasn't started. What you buy from then on counts.",
    begin: "One order gets you ranked.",
    begin_least: |least| format!("One order of ¥{least} gets you ranked."),
    open_code: "Open your code",
    leads: "No one is ahead of you.",
    next: |missing, place| format!("{missing} more gets you to {place}."),
    pending: |amount| format!("{amount} pending"),
    pending_from: |amount, day| format!("{amount} pending, confirmed bit by bit from {day} on."),
    confirmed: |amount| format!("{amount} confirmed."),
    prize_now: |what| format!("Your current place wins: {what}."),
    given: |what| format!("{what}: the coupon is in your wallet; show it in the shop."),
    won: |what| format!("You won: {what}. The coupon will be in your wallet in a moment."),
    in_line: |place| {
        format!("You're number {place} in line. If someone ahead of you returns theirs, it goes to the next in line.")
    },
    taken: |given, places| format!("{given} of {places} given"),
    all_taken: "All are given. If someone returns theirs, it goes to the next in line.",
    standings: "Standings",
    nobody: "No one is ranked yet.",
    nobody_took_part: "No one took part.",
    me: "You",
    somebody: "A member",
    others: |members, shown| format!("{members} members are ranked; these are the first {shown}."),
    people: |members| {
        if members == Count(1) { "1 member ranked".to_owned() } else { format!("{members} members ranked") }
    },
    prizes: "Prizes",
    gift: "The gift",
    within: |days| match days {
        1 => "Pick it up in the shop within 1 day of getting the coupon".to_owned(),
        _ => format!("Pick it up in the shop within {days} days of getting the coupon"),
    },
    removed: "Removed for returns",
    order_of: |day| format!("Bought on {day}"),
    returned: |day| format!("Returned on {day}"),
    below_least: |day, least| format!("Less than ¥{least} was left after a return on {day}, so none of it counts"),
    how: "How it works",
    counts_paid: "Ranked by what was paid, minus refunds.",
    counts_orders: "Ranked by number of orders; one that is returned in full doesn't count.",
    counts_first: |places| {
        format!("The first {places} members to order get one each, in the order in which the registers book.")
    },
    days: |from, until| format!("Orders count from the start of {from} to the end of {until}, by the shops' clock."),
    only_goods: |goods| format!("Only these count: {goods}."),
    only_stores: |stores| format!("Only orders in these shops count: {stores}."),
    least: |least| format!("An order counts if at least ¥{least} of it is left after returns."),
    tier: |tier| format!("Only orders made as {tier} or above count."),
    and: ", ",
    settles: |days, day| match days {
        1 => format!(
            "An order is pending for 1 day in case of returns. After {day} everything is confirmed, and results are final."
        ),
        _ => format!(
            "An order is pending for {days} days in case of returns. After {day} everything is confirmed, and results are final."
        ),
    },
    first_settles: |day| {
        format!(
            "Through {day}, if the order no longer counts after a return, an unused gift coupon is withdrawn and goes to the next in line; a used one stays used."
        )
    },
    refunds: "What is returned counts as if it was never bought. Only you can see what was removed, and why.",
    ties: "In a tie, whoever got there first ranks first.",
    by_coupon: "When results are final, prizes arrive as coupons in the wallet, to pick up in the shop; never in cash.",
    at_once: "The gift arrives right away as a coupon in the wallet, to pick up in the shop; never in cash.",
    names: "Others see only the first letter of your name.",
    stands: "These rules don't change once it has started.",
};
