//! Bringing a friend: what the inbox and the ledger say of it, and why somebody was not bound.

use super::counted;
use super::referral::{begins_en, name_zh};
use shuke_rules::referral::Refused;

pub struct ReferralTold {
    /// In the inbox. Names are masks, and may be empty.
    pub told_joined: fn(&str) -> String,
    pub told_bound: &'static str,
    pub told_too_late: &'static str,
    pub told_friend_too_late: fn(&str) -> String,
    pub told_friend_left: fn(&str) -> String,
    pub told_returned: &'static str,
    pub told_friend_returned: fn(&str) -> String,
    /// Points.
    pub told_given_inviter: fn(&str) -> String,
    pub told_given_friend: fn(&str) -> String,
    pub told_taken_back: fn(&str) -> String,
    /// Why somebody was not bound; whether it was the reader who came by a link.
    pub refused: fn(Refused, bool) -> &'static str,
    /// What an entry of the ledger was for: by a link, or for a friend without a name.
    pub about_link: &'static str,
    pub a_friend: &'static str,
}

pub const ZH: ReferralTold = ReferralTold {
    told_joined: |name| format!("{}通过你的链接加入了", name_zh(name)),
    told_bound: "你是通过朋友的链接加入的：第一次在门店买够并且没有退，两个人都有礼",
    told_too_late: "期限内没有买够，朋友链接的礼不再有了",
    told_friend_too_late: |name| format!("{}在期限内没有买够，这一位不算了", name_zh(name)),
    told_friend_left: |name| format!("{}注销了会员，这一位不算了", name_zh(name)),
    told_returned: "第一次买的退了，朋友链接的礼不再有了",
    told_friend_returned: |name| format!("{}第一次买的退了，这一位不算了", name_zh(name)),
    told_given_inviter: |points| match points {
        "0" => "朋友买了并且留下了，你的礼到了".to_owned(),
        points => format!("朋友买了并且留下了，{points} 分到账"),
    },
    told_given_friend: |points| match points {
        "0" => "第一次买的过了退货期，你的礼到了".to_owned(),
        points => format!("第一次买的过了退货期，{points} 分到账"),
    },
    told_taken_back: |points| match points {
        "0" => "第一次买的后来退了，送的券收回".to_owned(),
        points => format!("第一次买的后来退了，收回 {points} 分"),
    },
    refused: |why, is_mine| match (why, is_mine) {
        (Refused::Oneself, true) => "这是你自己的链接，或是同一个浏览器里的会员的：不能带自己",
        (Refused::Oneself, false) => "有人在你用过的浏览器里通过你的链接加入：不能带自己",
        (Refused::Loop, true) => "这位朋友是你自己带来的，不能再反过来带你",
        (Refused::Loop, false) => "有人通过你的链接加入，但这一位不能算",
        (Refused::Member, true) => "你已经是会员，或不久前还是：链接只带新朋友",
        (Refused::Member, false) => "不久前还是会员的人通过你的链接加入：只带新朋友",
        (Refused::Device, true) => "这个浏览器里 90 天内有人加入或登录过：一个浏览器只带一位",
        (Refused::Device, false) => "有人在 90 天内有会员用过的浏览器里通过你的链接加入，不算",
        (Refused::Limit, true) => "这位朋友这个月带来的人已经满了",
        (Refused::Limit, false) => "你这个月带来的人已经满了，又有一位通过链接加入，不算",
        (Refused::Closed, _) => "这位朋友已经注销会员，链接不再有效",
        (Refused::Expired, true) => "链接打开得太久了，已经过期",
        (Refused::Expired, false) => "有人打开你的链接太久以后才加入，不算",
        (Refused::Unknown, _) => "链接没有算上",
    },
    about_link: "朋友的链接",
    a_friend: "一位朋友",
};

pub const EN: ReferralTold = ReferralTold {
    told_joined: |name| format!("{} joined by your link", begins_en(name)),
    told_bound: "You joined by a friend's link: once you've bought enough in a shop for the first time and kept it, you both get something",
    told_too_late: "You didn't buy enough in time, so nothing comes of your friend's link",
    told_friend_too_late: |name| format!("{} didn't buy enough in time and no longer counts", begins_en(name)),
    told_friend_left: |name| format!("{} closed their account and no longer counts", begins_en(name)),
    told_returned: "You returned your first purchase, so nothing comes of your friend's link",
    told_friend_returned: |name| format!("{} returned the first purchase and no longer counts", begins_en(name)),
    told_given_inviter: |points| match points {
        "0" => "A friend bought and kept it: what we promised you is here".to_owned(),
        points => format!("A friend bought and kept it: {} for you", counted(points, "point")),
    },
    told_given_friend: |points| match points {
        "0" => "Your first purchase is settled: what we promised you is here".to_owned(),
        points => format!("Your first purchase is settled: {} for you", counted(points, "point")),
    },
    told_taken_back: |points| match points {
        "0" => "The first purchase was returned after all, and the coupon went with it".to_owned(),
        points => format!("The first purchase was returned after all, which took back {}", counted(points, "point")),
    },
    refused: |why, is_mine| match (why, is_mine) {
        (Refused::Oneself, true) => {
            "That's your own link, or that of a member in this browser: you can't bring yourself"
        }
        (Refused::Oneself, false) => {
            "Someone joined by your link in a browser that you've used: you can't bring yourself"
        }
        (Refused::Loop, true) => "You brought this friend yourself, so they can't bring you",
        (Refused::Loop, false) => "Someone joined by your link who can't count",
        (Refused::Member, true) => "You're a member, or were until lately: links are for new friends",
        (Refused::Member, false) => {
            "Someone who was a member until lately joined by your link: links are for new friends"
        }
        (Refused::Device, true) => {
            "Someone joined or signed in with this browser in the last 90 days: one friend per browser"
        }
        (Refused::Device, false) => {
            "Someone joined by your link in a browser that a member used in the last 90 days, which doesn't count"
        }
        (Refused::Limit, true) => "This friend has brought as many people as one can in a month",
        (Refused::Limit, false) => {
            "You've brought as many people as you can this month; one more joined and doesn't count"
        }
        (Refused::Closed, _) => "This friend has closed their account, so the link no longer counts",
        (Refused::Expired, true) => "You opened the link too long ago",
        (Refused::Expired, false) => "Someone joined too long after opening your link, which doesn't count",
        (Refused::Unknown, _) => "The link didn't count",
    },
    about_link: "A friend's link",
    a_friend: "A friend",
};
