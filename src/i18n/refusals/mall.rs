//! The mall: what cannot be redeemed, and why.

use super::Text::{Fixed, Told};
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[
    (
        ErrorCode::MallOff,
        Said {
            zh: ("这里没有积分商城", Fixed("品牌现在不办积分兑换，积分照旧留着。")),
            en: ("No points mall here", Fixed("The brand has none at present. Your points stay.")),
        },
    ),
    (
        ErrorCode::ItemNotOffered,
        Said {
            zh: ("这件现在不能兑", Fixed("不在可兑的时间里，或已经下架。积分没有动。")),
            en: ("It cannot be had now", Fixed("It is out of season or was taken down. No points have left.")),
        },
    ),
    (
        ErrorCode::ItemSoldOut,
        Said {
            zh: ("刚刚被兑完了", Fixed("最后一件已经被别人兑走。积分没有动，看看别的。")),
            en: (
                "It has just run out",
                Fixed("Somebody had the last one. No points have left; see what else there is."),
            ),
        },
    ),
    (
        ErrorCode::ItemLimit,
        Said {
            zh: ("已经兑过了", Told(|why| format!("每人限 {} 件。积分没有动。", why.count("per_member")))),
            en: (
                "You had yours",
                Told(|why| format!("{} for each member. No points have left.", why.count("per_member"))),
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
                "It is for a higher tier",
                Told(|why| match why.money("missing_fen") {
                    Some(missing) => format!("Spend ¥{missing} more and it is yours to redeem. No points have left."),
                    None => "No points have left.".to_owned(),
                }),
            ),
        },
    ),
];
