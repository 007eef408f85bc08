//! One item of the mall: how it is had, and what happens when one redeems it.

use super::counted;
use shuke_rules::Count;

pub struct Redeem {
    pub picture: fn(&str) -> String,
    pub left: fn(Count) -> String,
    /// Had, limit.
    pub limit: fn(Count, Count) -> String,
    pub tier_only: fn(&str) -> String,
    /// Months, written.
    pub months: fn(&str) -> String,
    /// Last day.
    pub until: fn(&str) -> String,
    pub way: &'static str,
    pub pick_up: &'static str,
    pub pick_up_text: &'static str,
    pub express: &'static str,
    /// What it costs.
    pub fee: fn(&str) -> String,
    /// Minutes, money.
    pub pay_first: fn(u32, &str) -> String,
    pub voucher_text: &'static str,
    pub pack_text: &'static str,
    pub pack_pay: fn(&str) -> String,
    pub pack_paid: &'static str,
    /// Days.
    pub pack_faulty: fn(u32) -> String,
    pub voucher_pay: fn(&str) -> String,
    pub shop: &'static str,
    pub address: &'static str,
    pub add_address: &'static str,
    pub no_address: &'static str,
    pub choose_address: &'static str,
    pub do_it: fn(&str) -> String,
    pub cannot: &'static str,
    pub cannot_earn: &'static str,
    pub cannot_tier: fn(&str, Option<&str>) -> String,
    pub cannot_had: fn(Count) -> String,
    pub cannot_sold_out: &'static str,
    pub cannot_over: &'static str,
    /// Price, points one has, points missing.
    pub short_text: fn(&str, &str, &str) -> String,
    pub earn: &'static str,
    pub tiers: &'static str,
    pub terms: &'static str,
    /// Days.
    pub faulty: fn(u32) -> String,

    // What will happen.
    pub sheet: fn(&str) -> String,
    pub leave: &'static str,
    /// Points, day; one for each date.
    pub would_end: fn(Option<&str>, &str) -> String,
    pub remain: &'static str,
    pub pay_there: &'static str,
    pub pay_on_use: &'static str,
    /// Minutes.
    pub pay_within: fn(u32) -> String,
    /// Shop, address.
    pub collected: fn(&str, &str) -> String,
    /// Name and address.
    pub sent: fn(&str) -> String,
    pub at_once: &'static str,
    /// When one can still go back: of what is paid first, of everything else.
    pub until_paid: &'static str,
    pub at_final: &'static str,
    /// Days.
    pub may_return: fn(u32) -> String,
    pub pack_return: fn(u32) -> String,
    pub voucher_final: &'static str,
    pub confirm: &'static str,
    pub not_now: &'static str,
    /// What was redeemed.
    pub done: fn(&str) -> String,
    pub done_reserved: fn(&str) -> String,
}

pub const ZH: Redeem = Redeem {
    picture: |name| format!("{name}的图样"),
    left: |left| format!("剩 {left} 件"),
    limit: |had, limit| {
        if had == Count(0) {
            format!("每人限 {limit} 件")
        } else {
            format!("每人限 {limit} 件，你已兑 {had} 件")
        }
    },
    tier_only: |tier| format!("{tier}及以上"),
    months: |months| format!("{months}可兑"),
    until: |day| format!("{day}截止"),
    way: "怎么拿",
    pick_up: "到店自取",
    pick_up_text: "不加运费",
    express: "快递到家",
    fee: |fee| format!("运费 {fee}"),
    pay_first: |minutes, money| {
        format!("¥{money} 要先付：兑换后 {minutes} 分钟内，在任一门店付清才寄出。不在店里的话，请选自取或积分付运费。")
    },
    voucher_text: "兑换后马上得到券码，在任一门店出示即可使用。",
    pack_text: "券马上放进“我的券”。",
    pack_pay: |money| format!("先在任一门店付 ¥{money}；付清后，券马上放进“我的券”。"),
    pack_paid: "付清后，券马上放进“我的券”。",
    pack_faulty: |days| {
        format!("券到后 {days} 天内有问题，可在“我的兑换”里说明；属实则退回，积分和钱原样退还，没用的券收回。")
    },
    voucher_pay: |money| format!("使用时在店里付 ¥{money}。"),
    shop: "在哪家店领",
    address: "寄到哪里",
    add_address: "添加地址",
    no_address: "还没有地址。添加一个，下次不用再填。",
    choose_address: "先选一个地址",
    do_it: |price| format!("兑换 · {price}"),
    cannot: "现在还不能兑",
    cannot_earn: "积分不够",
    cannot_tier: |tier, missing| match missing {
        Some(missing) => format!("要到{tier}及以上。再消费 ¥{missing} 就到。"),
        None => format!("要到{tier}及以上。"),
    },
    cannot_had: |limit| format!("每人限 {limit} 件，你已经兑过了。"),
    cannot_sold_out: "最后一件已经被兑走。补货后这里会显示。",
    cannot_over: "这件已经结束，不再上架。",
    short_text: |price, have, missing| format!("这样要 {price} 分，你有 {have} 分，还差 {missing} 分。"),
    earn: "看看怎么得积分",
    tiers: "看看等级",
    terms: "兑换前请看",
    faulty: |days| format!("收到后 {days} 天内发现质量问题，可在“我的兑换”里说明；属实则退回，积分和钱原样退还。"),
    sheet: |name| format!("兑换 {name}"),
    leave: "积分用去",
    would_end: |points, day| match points {
        Some(points) => format!("，其中 {points} 分本来只到 {day}"),
        None => format!("，本来都只到 {day}"),
    },
    remain: "积分留下",
    pay_there: "领取时在店里付",
    pay_on_use: "使用时在店里付",
    pay_within: |minutes| format!("{minutes} 分钟内在任一门店付清；过时自动取消，积分全部退回"),
    collected: |shop, address| format!("在{shop}领取（{address}）。备好后会在消息里告诉你"),
    sent: |address| format!("寄给{address}。寄出后会在消息里告诉你单号"),
    at_once: "马上得到券码，在任一门店出示",
    until_paid: "付款前可以取消，付清后不能",
    at_final: "兑换后不能取消",
    may_return: |days| format!("；有质量问题，收到后 {days} 天内可以退"),
    pack_return: |days| format!("；有问题，券到后 {days} 天内可以退"),
    voucher_final: "兑换后不能取消",
    confirm: "确认兑换",
    not_now: "先不兑",
    done: |name| format!("已兑换：{name}"),
    done_reserved: |name| format!("已为你留着：{name}，请按时付款"),
};

pub const EN: Redeem = Redeem {
    picture: |name| format!("Picture of {name}"),
    left: |left| format!("{left} left"),
    limit: |had, limit| {
        if had == Count(0) { format!("{limit} per member") } else { format!("{limit} per member, you've had {had}") }
    },
    tier_only: |tier| format!("{tier} and above"),
    months: |months| format!("In {months}"),
    until: |day| format!("Through {day}"),
    way: "How you get it",
    pick_up: "Pick it up in a shop",
    pick_up_text: "No fee",
    express: "Have it shipped",
    fee: |fee| format!("Fee: {fee}"),
    pay_first: |minutes, money| {
        let minutes = counted(&minutes.to_string(), "minute");
        format!(
            "¥{money} is due first: pay it in any shop within {minutes}, then it ships. If you're not near one, pick it up or pay the fee in points."
        )
    },
    voucher_text: "You get its code right away and show it in any shop.",
    pack_text: "The coupons are yours right away.",
    pack_pay: |money| format!("Pay ¥{money} in any shop first; once it's paid, the coupons are yours right away."),
    pack_paid: "Once it's paid, the coupons are yours right away.",
    pack_faulty: |days| {
        let days = counted(&days.to_string(), "day");
        format!(
            "If something's wrong with them, let us know under “My redemptions” within {days}: points and money come back, and unused coupons are withdrawn."
        )
    },
    voucher_pay: |money| format!("Pay ¥{money} there when you use it."),
    shop: "Where to pick it up",
    address: "Where to ship it",
    add_address: "Add an address",
    no_address: "No address yet. Add one, and it's there next time.",
    choose_address: "Choose an address first",
    do_it: |price| format!("Redeem · {price}"),
    cannot: "Not yet",
    cannot_earn: "Not enough points",
    cannot_tier: |tier, missing| match missing {
        Some(missing) => format!("For {tier} and above. Spend ¥{missing} more to get there."),
        None => format!("For {tier} and above."),
    },
    cannot_had: |limit| format!("{limit} per member, and you've had yours."),
    cannot_sold_out: "The last one is gone. When there are more, this page says so.",
    cannot_over: "It's over and won't be back.",
    short_text: |price, have, missing| {
        format!("It takes {}. You have {have}: {missing} to go.", counted(price, "point"))
    },
    earn: "How to earn points",
    tiers: "How tiers work",
    terms: "Before you redeem",
    faulty: |days| {
        let days = counted(&days.to_string(), "day");
        format!(
            "If it's faulty, let us know under “My redemptions” within {days} of receiving it: points and money come back."
        )
    },
    sheet: |name| format!("Redeem {name}"),
    leave: "points spent",
    would_end: |points, day| format!(", {} of which would have expired on {day}", points.unwrap_or("all")),
    remain: "points left",
    pay_there: "to pay in the shop when you pick it up",
    pay_on_use: "to pay in the shop when you use it",
    pay_within: |minutes| {
        let minutes = counted(&minutes.to_string(), "minute");
        format!("to pay in any shop within {minutes}, or it's canceled and all points come back")
    },
    collected: |shop, address| format!("Pickup at {shop} ({address}). A message tells you when it's ready"),
    sent: |address| format!("Ships to {address}. A message tells you the tracking number"),
    at_once: "You get the code right away, for any shop",
    until_paid: "You can cancel it until it's paid",
    at_final: "Final once placed",
    may_return: |days| {
        let days = counted(&days.to_string(), "day");
        format!("; if it's faulty, you can return it within {days} of receiving it")
    },
    pack_return: |days| {
        let days = counted(&days.to_string(), "day");
        format!("; if something's wrong, you can return it within {days} of getting the coupons")
    },
    voucher_final: "Final once placed",
    confirm: "Redeem it",
    not_now: "Not now",
    done: |name| format!("Redeemed: {name}"),
    done_reserved: |name| format!("Held for you: {name}. Please pay in time"),
};
