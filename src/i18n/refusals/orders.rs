//! Redemptions that were made: what is not possible with one any more.

use super::Text::Fixed;
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[
    (
        ErrorCode::OrderState,
        Said {
            zh: ("现在不能这样做", Fixed("这次兑换已经到了下一步，看看上面的状态。")),
            en: ("That's not possible now", Fixed("This redemption has moved on since; see its status above.")),
        },
    ),
    (
        ErrorCode::ClaimTooLate,
        Said {
            zh: ("已经过了可以说明的日子", Fixed("仍有问题的话，请到店里说。")),
            en: ("The time for this is over", Fixed("If something is still wrong, ask in the shop.")),
        },
    ),
];
