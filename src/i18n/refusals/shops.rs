//! What a shop's printed code may lead to.

use super::Text::Fixed;
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[
    (
        ErrorCode::StoreUnknown,
        Said {
            zh: ("没有这家门店", Fixed("二维码可能印错或不完整。你仍可以直接加入，或请店员换一张码。")),
            en: (
                "No such shop",
                Fixed("The code may be misprinted or cut short. You can join without it, or ask for another code."),
            ),
        },
    ),
    (
        ErrorCode::StoreRevoked,
        Said {
            zh: ("这张门店码已停用", Fixed("请扫店里现在的码，也可以不经门店直接加入。")),
            en: ("This shop code was withdrawn", Fixed("Scan the one posted there now, or join without a shop.")),
        },
    ),
];
