//! Consents, asked for on joining and changed among one's data.

use super::Text::Fixed;
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[(
    ErrorCode::ConsentRequired,
    Said {
        zh: ("还没有勾选必要的同意", Fixed("没有它，我们不能保存你的手机号。勾选后再试；若要撤回，请注销会员。")),
        en: (
            "A required consent is missing",
            Fixed("Without it we can't keep your number. Check it and try again; to withdraw it, close the account."),
        ),
    },
)];
