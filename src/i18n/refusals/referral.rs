//! Bringing a friend, and teams.

use super::Text::{Fixed, Told};
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[
    (
        ErrorCode::ReferralOff,
        Said {
            zh: ("现在没有带朋友的礼", Fixed("品牌现在没有这项安排；不用链接也可以入会。")),
            en: (
                "Nothing for bringing friends",
                Fixed("The brand doesn't offer this now. You can join without a link."),
            ),
        },
    ),
    (
        ErrorCode::TeamFull,
        Said {
            zh: (
                "队伍满了",
                Told(|failure| match failure.figure("size") {
                    Some(size) => format!("这队 {size} 个人已经齐了。可以自己开一队。"),
                    None => "可以自己开一队。".to_owned(),
                }),
            ),
            en: (
                "The team is full",
                Told(|failure| match failure.figure("size") {
                    Some(size) => format!("It has its {size} members. You can open one of your own."),
                    None => "You can open one of your own.".to_owned(),
                }),
            ),
        },
    ),
    (
        ErrorCode::TeamOver,
        Said {
            zh: ("没有可以加入或离开的队伍", Fixed("这一队已经结束或解散了。可以自己开一队。")),
            en: ("No team to join or leave", Fixed("It's over, or was given up. You can open one of your own.")),
        },
    ),
    (
        ErrorCode::TeamOther,
        Said {
            zh: ("你已经在一队里", Fixed("一次只能在一队。先离开，或等它结束。")),
            en: ("You're in a team already", Fixed("One team at a time: leave it, or wait until it's over.")),
        },
    ),
];
