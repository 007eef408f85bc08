//! Refusals about coupons and quotes, and what to do about each. They come with the pages that meet them, not with the first file.

use super::problems::Explained;
use crate::failure::Failure;
use shuke_contract::ErrorCode;
use shuke_rules::Fen;

pub struct CouponProblems {
    not_offered: (&'static str, &'static str),
    sold_out: (&'static str, &'static str),
    limit: (&'static str, fn(i64) -> String),
    /// Money still to be spent.
    tier: (&'static str, fn(Option<&str>) -> String),
    code_unknown: (&'static str, &'static str),
    unusable: (&'static str, &'static str),
    quote_unknown: (&'static str, &'static str),
    quote_over: (&'static str, &'static str),
}

impl CouponProblems {
    /// `None` for what is said elsewhere.
    pub fn explain(&self, failure: &Failure) -> Option<Explained> {
        let fixed = |(title, text): (&'static str, &str)| (title, text.to_owned());
        let (title, text) = match failure.code()? {
            ErrorCode::CouponNotOffered => fixed(self.not_offered),
            ErrorCode::CouponSoldOut => fixed(self.sold_out),
            ErrorCode::CouponLimit => (self.limit.0, (self.limit.1)(failure.figure("per_member").unwrap_or(1).max(1))),
            ErrorCode::CouponTier => {
                let missing = failure.figure("missing_fen").map(|fen| Fen(fen).to_string());
                (self.tier.0, (self.tier.1)(missing.as_deref()))
            }
            ErrorCode::CouponCodeUnknown => fixed(self.code_unknown),
            ErrorCode::CouponUnusable => fixed(self.unusable),
            ErrorCode::QuoteUnknown => fixed(self.quote_unknown),
            ErrorCode::QuoteOver => fixed(self.quote_over),
            _ => return None,
        };
        Some(Explained { title, text })
    }
}

pub const ZH: CouponProblems = CouponProblems {
    not_offered: ("这张现在领不了", "不在可以领的时间里，或只给新会员。积分没有动，看看别的。"),
    sold_out: ("刚刚被领完了", "最后一张已经被别人领走。积分没有动，看看别的。"),
    limit: ("已经领过了", |limit| format!("每人限 {limit} 张，领过的都算。积分没有动，看看“我的券”。")),
    tier: ("等级还不够", |missing| match missing {
        Some(missing) => format!("再消费 ¥{missing} 就能领。积分没有动。"),
        None => "它给受邀的等级。积分没有动。".to_owned(),
    }),
    code_unknown: ("没有这个券码", "逐字核对一下；也可能已经过了时间。"),
    unusable: ("这张券现在用不上", "看看它的条件和状态：写在券的页面上。券还在，没有用掉。"),
    quote_unknown: ("没有这次报价", "它可能属于另一单。请收银台重新报价。"),
    quote_over: ("报价已经过时", "报价只留 15 分钟。请收银台重新报价，以新的为准。"),
};

pub const EN: CouponProblems = CouponProblems {
    not_offered: (
        "It cannot be had now",
        "It is not the time for it, or it is for new members. No points have left; see what else there is.",
    ),
    sold_out: ("The last one has just gone", "Somebody was quicker. No points have left; see what else there is."),
    limit: ("You had yours", |limit| {
        format!("{limit} for each member, in all. No points have left; look among your coupons.")
    }),
    tier: ("It is for a higher tier", |missing| match missing {
        Some(missing) => format!("Spend ¥{missing} more and you can have it. No points have left."),
        None => "That tier is by invitation. No points have left.".to_owned(),
    }),
    code_unknown: ("No coupon has this code", "Compare it letter by letter; its time may also be over."),
    unusable: (
        "The coupon does not hold for this",
        "See its terms and where it stands on its page. It is still there, not used up.",
    ),
    quote_unknown: ("There is no such quote", "It may be another basket’s. Ask the till for a new one."),
    quote_over: ("The quote is over", "A quote is kept for 15 minutes. Ask the till for a new one, which then holds."),
};

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::Problem;

    fn refused(problem: Problem) -> Failure {
        Failure::Refused(Box::new(problem))
    }

    #[test]
    fn figures_are_told() {
        let limit = refused(Problem::new(ErrorCode::CouponLimit, "").figure("per_member", 2));
        assert!(ZH.explain(&limit).unwrap().text.contains("限 2 张"));
        let tier = refused(Problem::new(ErrorCode::CouponTier, "").figure("missing_fen", 32_050));
        assert!(EN.explain(&tier).unwrap().text.contains("¥320.50"));
    }

    #[test]
    fn every_code_about_coupons_and_quotes_has_words_of_its_own() {
        for code in [
            ErrorCode::CouponNotOffered,
            ErrorCode::CouponSoldOut,
            ErrorCode::CouponLimit,
            ErrorCode::CouponTier,
            ErrorCode::CouponCodeUnknown,
            ErrorCode::CouponUnusable,
            ErrorCode::QuoteUnknown,
            ErrorCode::QuoteOver,
        ] {
            let failure = refused(Problem::new(code, ""));
            assert!(ZH.explain(&failure).is_some() && EN.explain(&failure).is_some(), "{code:?}");
        }
        assert_eq!(ZH.explain(&refused(Problem::new(ErrorCode::NotFound, ""))), None);
    }
}
