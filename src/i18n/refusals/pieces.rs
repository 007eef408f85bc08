//! Single pieces: why one is not registered, not taken over, not repaired.

use super::Text::{Fixed, Told};
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[
    (
        ErrorCode::PieceRegistered,
        Said {
            zh: ("已经登记过了", Fixed("一件只归一位主人。若是别人转给你的，请对方给你转让码。")),
            en: (
                "Already registered",
                Fixed("A piece has one owner. If it was given to you, ask for a handover code."),
            ),
        },
    ),
    (
        ErrorCode::ReceiptNeeded,
        Said {
            zh: ("要凭小票登记", Fixed("选一张买它的小票，或带着它到店里登记。")),
            en: ("A receipt is needed", Fixed("Choose the receipt it was bought with, or bring it to a shop.")),
        },
    ),
    (
        ErrorCode::ReceiptUnfit,
        Said {
            zh: ("这张小票登记不了它", Fixed("小票上没有这件商品，或已退货，或买的几件都登记完了。换一张小票。")),
            en: (
                "That receipt doesn't cover it",
                Fixed("It isn't on it, was returned, or all of them are registered. Choose another receipt."),
            ),
        },
    ),
    (
        ErrorCode::PieceNotYours,
        Said {
            zh: ("现在不归你", Fixed("刷新看看它现在归谁。")),
            en: ("It isn't yours right now", Fixed("Reload to see whose it is.")),
        },
    ),
    (
        ErrorCode::OfferWrong,
        Said {
            zh: (
                "转让码不对",
                Told(|why| match why.figure("tries_left") {
                    Some(left @ 1..) => format!("还可以试 {left} 次。"),
                    _ => "没有有效的转让码了，请主人再生成一个。".to_owned(),
                }),
            ),
            en: (
                "That code is wrong",
                Told(|why| match why.figure("tries_left") {
                    Some(1) => "1 try left.".to_owned(),
                    Some(left @ 2..) => format!("{left} tries left."),
                    _ => "There's no valid code any more; ask the owner for a new one.".to_owned(),
                }),
            ),
        },
    ),
    (
        ErrorCode::RepairState,
        Said {
            zh: ("送修已经有变化", Fixed("刷新看看它到哪一步了。")),
            en: ("The repair has moved on", Fixed("Reload to see where it is.")),
        },
    ),
    (
        ErrorCode::PhotoRefused,
        Said {
            zh: ("照片传不上去", Fixed("换一张照片，或不带照片发送。")),
            en: ("That photo can't be sent", Fixed("Choose another photo, or send it without.")),
        },
    ),
];
