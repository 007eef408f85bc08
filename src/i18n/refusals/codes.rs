//! Codes that somebody shows at the counter: a member's, or one to collect something with.

use super::Text::{Fixed, Told};
use super::{Refusals, Said};
use crate::failure::Failure;
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[
    (
        ErrorCode::CodeNotAMemberCode,
        Said {
            zh: ("这不是会员码，也不是取货码", Fixed("付款码在这里没有用。请对方打开会员卡里的码。")),
            en: (
                "That's neither a member code nor a pickup code",
                Fixed("Payment codes don't work here. Ask for the code in the member's card."),
            ),
        },
    ),
    (
        ErrorCode::CodeMisread,
        Said {
            zh: ("码读错了一位", Fixed("再扫一次，或对照数字重新输入。")),
            en: ("A digit was misread", Fixed("Scan it again, or compare the digits and enter them again.")),
        },
    ),
    (
        ErrorCode::CodeOtherBrand,
        Said {
            zh: ("这是别的品牌的会员码", Fixed("请对方打开本品牌的会员卡。")),
            en: ("This code is from another brand", Fixed("Ask them to open this brand's card.")),
        },
    ),
    (
        ErrorCode::CodeExpired,
        Said {
            zh: ("会员码已过期", Fixed("会员码会不断更换。请对方出示现在的码。")),
            en: ("The code has expired", Fixed("Member codes keep changing. Ask for the current one.")),
        },
    ),
    (
        ErrorCode::CodeUsed,
        Said {
            zh: ("这个会员码刚用过", Told(|why| format!("一个码只用一次。{} 秒后会有新的码，再扫那个。", wait(why)))),
            en: (
                "This code was just used",
                Told(|why| format!("Each works once. There's a new one in {} s: scan that.", wait(why))),
            ),
        },
    ),
    (
        ErrorCode::CodeUnknown,
        Said {
            zh: ("没有人有这个码", Fixed("可能已退出登录、已注销，或取货码已用过。请对方重新打开会员卡。")),
            en: (
                "No one has this code",
                Fixed(
                    "They may have signed out or closed the account, or the pickup code was used. Ask them to open the card again.",
                ),
            ),
        },
    ),
];

/// Seconds until the next code; a minute where the server does not say.
fn wait(why: &Failure) -> i64 {
    why.figure("retry_after_seconds").unwrap_or(60).max(1)
}

#[cfg(test)]
mod tests {
    use super::REFUSALS;
    use crate::i18n::refusals::tests::zh;
    use shuke_contract::{ErrorCode, Problem};

    #[test]
    fn the_wait_for_the_next_code_is_told() {
        let used = Problem::new(ErrorCode::CodeUsed, "").figure("retry_after_seconds", 17);
        assert!(zh(used, &[REFUSALS]).text.contains("17 秒"));
    }
}
