//! A coupon that the counter cannot take, and what is missing.

use super::Text::{Fixed, Told};
use super::{Refusals, Said};
use crate::failure::Failure;
use shuke_contract::ErrorCode;
use shuke_rules::Fen;

/// By what the server says is missing: money, pieces, or something else.
pub fn refusals(why: &Failure) -> Refusals {
    if why.figure("short_fen").is_some() {
        TOO_LITTLE
    } else if why.figure("pieces_needed").is_some() {
        TOO_FEW
    } else {
        REFUSALS
    }
}

pub const REFUSALS: Refusals = &[(
    ErrorCode::CouponUnusable,
    Said {
        zh: (
            "这张券现在不能用",
            Fixed("可能刚用过、被收银台占用、已到期，或不适用这些商品。请对方再出示会员码，看现在的样子。"),
        ),
        en: (
            "It can't be used now",
            Fixed(
                "It may have just been used, be held at a register, have expired, or not be for these items. Scan the member's code again and check.",
            ),
        ),
    },
)];

const TOO_LITTLE: Refusals = &[(
    ErrorCode::CouponUnusable,
    Said {
        zh: ("还没到使用门槛", Told(|why| format!("再加 ¥{} 的适用商品就能用。", yuan(why)))),
        en: (
            "The items come to too little",
            Told(|why| format!("It works with ¥{} more of what it's for.", yuan(why))),
        ),
    },
)];

const TOO_FEW: Refusals = &[(
    ErrorCode::CouponUnusable,
    Said {
        zh: ("件数不够", Told(|why| format!("再加 {} 件适用的商品就能用。", pieces(why)))),
        en: ("Too few items", Told(|why| format!("It works with {} more of what it's for.", pieces(why)))),
    },
)];

fn yuan(why: &Failure) -> String {
    Fen(why.figure("short_fen").unwrap_or(0)).to_string()
}

fn pieces(why: &Failure) -> i64 {
    why.figure("pieces_needed").unwrap_or(0) - why.figure("pieces").unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::refusals;
    use crate::failure::Failure;
    use crate::i18n::{Explain, texts};
    use shuke_contract::{ErrorCode, Problem};
    use shuke_face::Lang;

    #[test]
    fn what_is_missing_is_told_in_money_or_in_pieces() {
        let told = |problem: Problem, lang| {
            let failure = Failure::Refused(Box::new(problem));
            texts(lang).explain(&failure, &[refusals(&failure)])
        };
        let unusable = || Problem::new(ErrorCode::CouponUnusable, "");
        assert!(told(unusable().figure("short_fen", 1_250), Lang::Zh).text.contains("¥12.50"));
        let few = unusable().figure("pieces", 1).figure("pieces_needed", 3);
        assert!(told(few, Lang::En).text.contains("with 2 more"));
        assert_eq!(told(unusable(), Lang::En).title, "It can't be used now");
    }
}
