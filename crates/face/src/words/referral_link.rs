//! Bringing a friend: teams, and what a link leads to.

use shuke_rules::Count;

pub struct ReferralLink {
    pub team: &'static str,
    /// How many, days, gift.
    pub team_lede: fn(Count, &str, &str) -> String,
    pub open_team: &'static str,
    pub join_team: &'static str,
    /// To guests.
    pub team_after_joining: &'static str,
    pub leave_team: &'static str,
    pub end_team: &'static str,
    /// Places left, last day.
    pub team_open: fn(Count, &str) -> String,
    pub team_full: fn(&str) -> String,
    pub team_settling: &'static str,
    pub team_done: fn(&str) -> String,
    pub team_over: &'static str,
    pub has_bought: fn(&str) -> String,
    pub not_bought: &'static str,
    /// The first name, the brand.
    pub invites: fn(&str, &str) -> String,
    /// The brand.
    pub somebody_invites: fn(&str) -> String,
    pub closed: &'static str,
    pub for_you: fn(&str) -> String,
    pub steps: &'static str,
    /// Last day to join.
    pub step_join: fn(&str) -> String,
    pub step_buy: fn(&str, Option<&str>) -> String,
    /// Days to settle, what one gets.
    pub step_get: fn(&str, &str) -> String,
    pub own: &'static str,
    pub member: &'static str,
    pub is_friend: &'static str,
    pub to_mine: &'static str,
    pub join: &'static str,
    pub sign_in: &'static str,
}

pub const ZH: ReferralLink = ReferralLink {
    team: "组队有礼",
    team_lede: |size, days, gift| {
        format!("{size} 个人一队，{}内每人在门店买一次、没有退，每人得{gift}。", days.trim_start())
    },
    open_team: "开一队",
    join_team: "加入这一队",
    team_after_joining: "先免费加入会员，再打开这个链接就能入队。",
    leave_team: "离开这一队",
    end_team: "解散这一队",
    team_open: |left, until| format!("还差 {left} 位，{until} 24:00 前有效。把链接给要来的人。"),
    team_full: |until| format!("人齐了，{until} 24:00 前每人买一次。"),
    team_settling: "每人都买了，过了退货期就送。",
    team_done: |gift| format!("成了：{gift}在每人的券里。"),
    team_over: "这一队结束了，没有凑成。",
    has_bought: |day| format!("{day}买了"),
    not_bought: "还没买",
    invites: |name, brand| format!("{name}请你来{brand}"),
    somebody_invites: |brand| format!("一位朋友请你来{brand}"),
    closed: "这位朋友已经注销会员，这个链接没有礼了。你照样可以免费加入。",
    for_you: |gets| format!("给你：{gets}"),
    steps: "怎么得到",
    step_join: |day| format!("{day} 24:00 前用手机号加入，免费"),
    step_buy: |days, least| match least {
        Some(least) => format!("加入后{days}内，在门店一次买满 ¥{least}，报上会员码"),
        None => format!("加入后{days}内，在门店买一次，报上会员码"),
    },
    step_get: |days, gets| format!("买后{days}没有退，{gets}就到账"),
    own: "这是你自己的链接，朋友看到的就是这样。",
    member: "你已经是会员：链接只带新朋友，你的权益不变。",
    is_friend: "你就是通过这个链接加入的。",
    to_mine: "我的链接和朋友",
    join: "免费加入",
    sign_in: "已经是会员，登录",
};

pub const EN: ReferralLink = ReferralLink {
    team: "Team up",
    team_lede: |size, days, gift| {
        format!("A team of {size}: if each buys once in a shop within {days} and keeps it, each gets {gift}.")
    },
    open_team: "Open a team",
    join_team: "Join this team",
    team_after_joining: "Join the club first, then open this link again to join the team.",
    leave_team: "Leave this team",
    end_team: "Give up this team",
    team_open: |left, until| {
        format!("{left} more to come by the end of {until}. Give the link to those you'd like to have.")
    },
    team_full: |until| format!("All are here. Each buys once by the end of {until}."),
    team_settling: "Each has bought. The gift comes once nothing can be returned any more.",
    team_done: |gift| format!("Done: {gift} is among everyone's coupons."),
    team_over: "This team is over, and it didn't come about.",
    has_bought: |day| format!("Bought {day}"),
    not_bought: "Nothing bought yet",
    invites: |name, brand| format!("{name} invites you to {brand}"),
    somebody_invites: |brand| format!("A friend invites you to {brand}"),
    closed: "This friend has closed their account, so nothing comes with this link. You can join for free all the same.",
    for_you: |gets| format!("For you: {gets}"),
    steps: "How to get it",
    step_join: |day| format!("Join with your phone number by the end of {day}. It's free"),
    step_buy: |days, least| match least {
        Some(least) => {
            format!("Buy for at least ¥{least} at once in a shop within {days} of joining, and show your member code")
        }
        None => format!("Buy once in a shop within {days} of joining, and show your member code"),
    },
    step_get: |days, gets| format!("Keep it for {days}: then {gets} is yours"),
    own: "This is your own link, as friends see it.",
    member: "You're a member already: links are for new friends, and nothing changes for you.",
    is_friend: "This is the link that you joined by.",
    to_mine: "My link and friends",
    join: "Join for free",
    sign_in: "I'm a member: sign in",
};
