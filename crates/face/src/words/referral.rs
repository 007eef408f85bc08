//! Bringing a friend: the member's page, and all terms.

use super::counted;
use shuke_rules::Count;

pub struct Referral {
    /// Points, then a coupon: either may be missing.
    pub points: fn(&str) -> String,
    pub and: fn(&str, &str) -> String,
    pub nothing: &'static str,
    /// What the member gets, and the friend.
    pub lede: fn(&str, &str) -> String,
    pub code: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub not_copied: &'static str,
    pub look: &'static str,
    /// The first name.
    pub show_name: fn(&str) -> String,
    pub no_name: &'static str,
    pub to_settings: &'static str,
    pub friends: &'static str,
    pub no_friends: &'static str,
    /// Confirmed, pending.
    pub counts: fn(Count, Count) -> String,
    pub joined: fn(&str) -> String,
    pub bound: fn(&str) -> String,
    /// Paid, missing, last day.
    pub bought: fn(&str, &str, &str) -> String,
    /// Day of the purchase, last day of settling.
    pub settling: fn(&str, &str) -> String,
    pub confirmed: fn(&str) -> String,
    pub returned: fn(&str) -> String,
    pub too_late: fn(&str) -> String,
    pub friend_left: fn(&str) -> String,
    pub waits: &'static str,
    pub given: &'static str,
    pub taken_back: &'static str,
    pub removed: &'static str,
    pub brought: &'static str,
    /// Who brought one.
    pub by: fn(&str) -> String,
    pub gifts: &'static str,
    /// How many friends.
    pub for_friends: fn(Count) -> String,
    /// How many of how many.
    pub progress: fn(Count, Count) -> String,
    pub months: fn(&str) -> String,
    pub nobody: &'static str,
    pub somebody: &'static str,
    pub me: &'static str,
    pub friends_count: fn(Count) -> String,
    pub pending: fn(Count) -> String,
    pub my_place: fn(Count) -> String,
    pub no_place: &'static str,
    /// Last day of settling.
    pub final_after: fn(&str) -> String,
    pub is_final: &'static str,
    pub place: fn(Count) -> String,
    pub places: fn(Count, Count) -> String,
    pub not_bound: &'static str,
    pub terms: &'static str,
    pub window: fn(&str) -> String,
    pub only_new: &'static str,
    /// Days to buy; what it comes to at least.
    pub buys: fn(&str, Option<&str>) -> String,
    pub settles: fn(&str) -> String,
    pub settles_at_once: &'static str,
    pub month_limit: fn(Count) -> String,
    pub no_sharing: &'static str,
    pub seen: &'static str,
    pub leaving: &'static str,
    pub days: fn(u32) -> String,
}

pub(super) fn name_zh(name: &str) -> &str {
    if name.is_empty() { "一位朋友" } else { name }
}

/// With a capital, where a sentence begins.
pub(super) fn begins_en(name: &str) -> &str {
    if name.is_empty() { "A friend" } else { name }
}

pub const ZH: Referral = Referral {
    points: |points| format!("{points} 积分"),
    and: |points, coupon| format!("{points}和{coupon}"),
    nothing: "没有",
    lede: |mine, theirs| format!("朋友第一次在门店买够、没有退：你得 {mine}，朋友得 {theirs}。"),
    code: "你的邀请码",
    copy: "复制链接",
    copied: "链接已复制",
    not_copied: "没能复制，请长按下面的链接",
    look: "看看朋友会看到什么",
    show_name: |name| format!("朋友打开链接时，看到我叫“{name}”"),
    no_name: "你没有填称呼，朋友看不到是谁的链接。",
    to_settings: "去填称呼",
    friends: "我带来的朋友",
    no_friends: "还没有朋友通过你的链接加入。",
    counts: |confirmed, pending| format!("{confirmed} 位已确认，{pending} 位在途"),
    joined: |day| format!("{day}加入"),
    bound: |until| format!("还没买，{until} 24:00 前在门店买够就算"),
    bought: |paid, missing, until| format!("最多一次买了 ¥{paid}，一次还差 ¥{missing}，{until} 24:00 前有效"),
    settling: |bought, until| format!("{bought}买的，{until} 24:00 后没有退就给"),
    confirmed: |since| format!("{since}起确认"),
    returned: |on| format!("{on}退了，不算"),
    too_late: |on| format!("{on}前没有买够，不算"),
    friend_left: |on| format!("{on}注销了会员，不算"),
    waits: "未到账",
    given: "已到账",
    taken_back: "已收回",
    removed: "不算",
    brought: "带我来的朋友",
    by: |name| name_zh(name).to_owned(),
    gifts: "带到几位，送什么",
    for_friends: |friends| format!("{friends} 位朋友买了并留下"),
    progress: |done, of| format!("{done} / {of}"),
    months: |month| format!("{month}的榜"),
    nobody: "这个月还没有人上榜。",
    somebody: "一位会员",
    me: "我",
    friends_count: |count| format!("{count} 位"),
    pending: |count| format!("其中 {count} 位在退货期"),
    my_place: |place| format!("你是第 {place} 名"),
    no_place: "你还没有上榜：这个月有朋友第一次买够就算。",
    final_after: |day| format!("{day} 24:00 后结果定下"),
    is_final: "结果已定，奖品已放进券里",
    place: |place| format!("第 {place} 名"),
    places: |from, to| format!("第 {from}–{to} 名"),
    not_bound: "没有算上的",
    terms: "全部规则",
    window: |days| format!("打开链接后{days}内加入才算；开过几个链接，算最后打开的。"),
    only_new: "只带新朋友：会员、90 天内注销的会员，以及 90 天内有人加入或登录过的浏览器，都不算。不能带自己，也不能互相带。",
    buys: |days, least| match least {
        Some(least) => {
            format!("朋友加入后{days}内，第一次在门店一次买满 ¥{least}，报上会员码就算；留下的不能少于这个数。")
        }
        None => format!("朋友加入后{days}内，第一次在门店买东西，报上会员码就算；不能全退。"),
    },
    settles: |days| {
        format!("买后{days}是退货期，过了才给。期内退了，这一位就不算；过后退了，给过的收回，用掉的记为待抵。")
    },
    settles_at_once: "买后第二天给。后来退了，给过的收回，用掉的记为待抵。",
    month_limit: |count| format!("每个自然月最多带 {count} 位。"),
    seen: "邀请人看得到朋友加入、购买和退货的日子与金额，名字只露第一个字，看不到手机号。",
    no_sharing: "转发、打开链接、加入本身都没有奖励；这份礼只算你带来的朋友。",
    leaving: "注销会员后，没到账的不再给。",
    days: |days| format!(" {days} 天"),
};

pub const EN: Referral = Referral {
    points: |points| counted(points, "point"),
    and: |points, coupon| format!("{points} and “{coupon}”"),
    nothing: "nothing",
    lede: |mine, theirs| {
        format!(
            "Once a friend has bought enough in a shop for the first time and kept it, you get {mine}, and your friend gets {theirs}."
        )
    },
    code: "Your code",
    copy: "Copy the link",
    copied: "Link copied",
    not_copied: "It couldn't be copied. Press and hold the link below.",
    look: "See what friends see",
    show_name: |name| format!("Friends who open the link read that I'm “{name}”"),
    no_name: "You haven't told us what to call you, so friends don't see whose link it is.",
    to_settings: "Add a name",
    friends: "Friends you brought",
    no_friends: "No one has joined by your link yet.",
    counts: |confirmed, pending| format!("{confirmed} confirmed, {pending} on the way"),
    joined: |day| format!("Joined {day}"),
    bound: |until| format!("Nothing bought yet. It counts until the end of {until}"),
    bought: |paid, missing, until| {
        format!("Bought for ¥{paid} at most; ¥{missing} more in one purchase counts until the end of {until}")
    },
    settling: |bought, until| format!("Bought {bought}; yours once {until} is over, if it's kept"),
    confirmed: |since| format!("Confirmed {since}"),
    returned: |on| format!("Returned {on}, so it doesn't count"),
    too_late: |on| format!("Not enough bought before {on}, so it doesn't count"),
    friend_left: |on| format!("Closed the account {on}, so it doesn't count"),
    waits: "On its way",
    given: "Given",
    taken_back: "Taken back",
    removed: "Doesn't count",
    brought: "The friend who brought you",
    by: |name| begins_en(name).to_owned(),
    gifts: "Gifts for several friends",
    for_friends: |friends| {
        if friends == Count(1) {
            "1 friend who bought and kept it".to_owned()
        } else {
            format!("{friends} friends who bought and kept it")
        }
    },
    progress: |done, of| format!("{done} of {of}"),
    months: |month| format!("Ranking for {month}"),
    nobody: "No one is on it yet this month.",
    somebody: "A member",
    me: "You",
    friends_count: |count| if count == Count(1) { "1 friend".to_owned() } else { format!("{count} friends") },
    pending: |count| format!("{count} can still be returned"),
    my_place: |place| format!("You're No. {place}"),
    no_place: "You're not on it yet: a friend's first purchase this month puts you there.",
    final_after: |day| format!("The result is final once {day} is over"),
    is_final: "The result is final, and the prizes are among the coupons",
    place: |place| format!("No. {place}"),
    places: |from, to| format!("No. {from}–{to}"),
    not_bound: "What didn't count",
    terms: "All the terms",
    window: |days| {
        format!(
            "It counts if one joins within {days} of opening the link. Of several links the last one opened counts."
        )
    },
    only_new: "Only new friends count: not members, not those who closed their account in the last 90 days, and not a browser in which someone joined or signed in within 90 days. You can't bring yourself, and you can't bring each other.",
    buys: |days, least| match least {
        Some(least) => format!(
            "What counts is the friend's first purchase in a shop of at least ¥{least}, with the member code, within {days} of joining. At least that much of it must be kept."
        ),
        None => format!(
            "What counts is the friend's first purchase in a shop, with the member code, within {days} of joining. It must not be returned as a whole."
        ),
    },
    settles: |days| {
        format!(
            "Nothing is given in the first {days} after the purchase. A return in that time means that it doesn't count; one after that takes back what was given, and what was spent is owed."
        )
    },
    settles_at_once: "It is given on the day after the purchase. A return takes back what was given, and what was spent is owed.",
    month_limit: |count| {
        if count == Count(1) {
            "1 friend per calendar month at most.".to_owned()
        } else {
            format!("{count} friends per calendar month at most.")
        }
    },
    seen: "Inviters see on which days friends join, buy and return, and how much; of the name the first letter, of the phone number nothing.",
    no_sharing: "Nothing is given for passing a link on, for opening one or for joining. This gift counts the friends you bring.",
    leaving: "What hasn't been given when an account is closed isn't given any more.",
    days: |days| if days == 1 { "1 day".to_owned() } else { format!("{days} days") },
};
