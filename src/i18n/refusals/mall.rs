//! The mall: what cannot be redeemed, and why.

use super::Text::{Fixed, Told};
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[
    (
        ErrorCode::MallOff,
        Said {
            zh: ("这里没有积分商城", Fixed("品牌现在不办积分兑换，积分照旧留着。")),
            en: ("No rewards here", Fixed("There are none right now. Your points stay.")),
        },
    ),
    (
        ErrorCode::ItemNotOffered,
        Said {
            zh: ("这件现在不能兑", Fixed("不在可兑的时间里，或已经下架。积分没有动。")),
            en: ("It can't be redeemed now", Fixed("It's out of season or was taken down. No points were spent.")),
        },
    ),
    (
        ErrorCode::ItemSoldOut,
        Said {
            zh: ("刚刚被兑完了", Fixed("最后一件已经被别人兑走。积分没有动，看看别的。")),
            en: ("It just ran out", Fixed("Someone had the last one. No points were spent; see what else there is.")),
        },
    ),
    (
        ErrorCode::ItemLimit,
        Said {
            zh: ("已经兑过了", Told(|why| format!("每人限 {} 件。积分没有动。", why.count("per_member")))),
            en: (
                "You've had yours",
                Told(|why| format!("{} per member. No points were spent.", why.count("per_member"))),
            ),
        },
    ),
    (
        ErrorCode::ItemTier,
        Said {
            zh: (
                "等级还不够",
                Told(|why| match why.money("missing_fen") {
                    Some(missing) => format!("再消费 ¥{missing} 就能兑。积分没有动。"),
                    None => "这件只给更高的等级。积分没有动。".to_owned(),
                }),
            ),
            en: (
                "For a higher tier",
                Told(|why| match why.money("missing_fen") {
                    Some(missing) => format!("Spend ¥{missing} more, and you can redeem it. No points were spent."),
                    None => "No points were spent.".to_owned(),
                }),
            ),
        },
    ),
];
