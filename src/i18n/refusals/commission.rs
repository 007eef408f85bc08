//! Commission.

use super::Text::Fixed;
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[(
    ErrorCode::CommissionOff,
    Said {
        zh: ("现在没有推荐佣金", Fixed("品牌现在没有这项安排；朋友还是可以带来。")),
        en: ("No commission", Fixed("The brand doesn't offer it now. You can bring friends all the same.")),
    },
)];
