//! Coupons: those that cannot be claimed, and why. Whether one can be used is the counter's to say: `staff_coupons`.

use super::Text::{Fixed, Told};
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[
    (
        ErrorCode::CouponNotOffered,
        Said {
            zh: ("这张现在领不了", Fixed("不在可以领的时间里，或只给新会员。积分没有动，看看别的。")),
            en: (
                "It can't be claimed now",
                Fixed(
                    "It's not the time for it, or it's for new members. No points were spent; see what else there is.",
                ),
            ),
        },
    ),
    (
        ErrorCode::CouponSoldOut,
        Said {
            zh: ("刚刚被领完了", Fixed("最后一张已经被别人领走。积分没有动，看看别的。")),
            en: (
                "The last one was just taken",
                Fixed("Someone was quicker. No points were spent; see what else there is."),
            ),
        },
    ),
    (
        ErrorCode::CouponLimit,
        Said {
            zh: (
                "已经领过了",
                Told(|why| {
                    let limit = why.count("per_member");
                    format!("每人限 {limit} 张，领过的都算。积分没有动，看看“我的券”。")
                }),
            ),
            en: (
                "You've had yours",
                Told(|why| {
                    let limit = why.count("per_member");
                    format!("{limit} per member, in total. No points were spent; look among your coupons.")
                }),
            ),
        },
    ),
    (
        ErrorCode::CouponTier,
        Said {
            zh: (
                "等级还不够",
                Told(|why| match why.money("missing_fen") {
                    Some(missing) => format!("再消费 ¥{missing} 就能领。积分没有动。"),
                    None => "它给受邀的等级。积分没有动。".to_owned(),
                }),
            ),
            en: (
                "For a higher tier",
                Told(|why| match why.money("missing_fen") {
                    Some(missing) => format!("Spend ¥{missing} more, and you can claim it. No points were spent."),
                    None => "That tier is by invitation. No points were spent.".to_owned(),
                }),
            ),
        },
    ),
    (
        ErrorCode::CouponCodeUnknown,
        Said {
            zh: ("没有这个券码", Fixed("逐字核对一下；也可能已经过了时间。")),
            en: ("No coupon has this code", Fixed("Check it letter by letter; it may also have expired.")),
        },
    ),
];

#[cfg(test)]
mod tests {
    use super::REFUSALS;
    use crate::i18n::refusals::tests::{en, zh};
    use shuke_contract::{ErrorCode, Problem};

    #[test]
    fn figures_are_told() {
        let limit = Problem::new(ErrorCode::CouponLimit, "").figure("per_member", 2);
        assert!(zh(limit, &[REFUSALS]).text.contains("限 2 张"));
        let tier = Problem::new(ErrorCode::CouponTier, "").figure("missing_fen", 32_050);
        assert!(en(tier, &[REFUSALS]).text.contains("¥320.50"));
    }
}
