//! Checking in for today, from the card, too; and making up for a missed day, on the calendar alone.

use super::Text::Fixed;
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

/// They come with the card.
pub const REFUSALS: Refusals = &[
    (
        ErrorCode::CheckInOff,
        Said {
            zh: ("这里没有签到", Fixed("品牌现在不办签到。")),
            en: ("No check-in here", Fixed("There's none right now.")),
        },
    ),
    (
        ErrorCode::CheckedInAlready,
        Said {
            zh: ("这一天已经签过了", Fixed("一天一次，明天再来。")),
            en: ("Already checked in for that day", Fixed("Once a day: come back tomorrow.")),
        },
    ),
];

pub const MAKE_UP: Refusals = &[(
    ErrorCode::MakeUpRefused,
    Said {
        zh: ("这一天补不了", Fixed("只能补最近几天里漏掉的、入会以后的日子，每月次数有限。")),
        en: ("That day can't be made up", Fixed("Only days missed recently, since you joined, and so many a month.")),
    },
)];
