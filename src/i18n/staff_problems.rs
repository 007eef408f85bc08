//! Refusals that only staff meet: why, and the way on. They come with the counter's page, not with the first file.

use super::problems::Explained;
use crate::failure::Failure;
use shuke_contract::ErrorCode;
use shuke_rules::Fen;

pub struct StaffProblems {
    not_staff: (&'static str, &'static str),
    manager: (&'static str, &'static str),
    other_store: (&'static str, &'static str),
    look_up_first: (&'static str, &'static str),
    too_late: (&'static str, &'static str),
    state: (&'static str, &'static str),
    not_a_code: (&'static str, &'static str),
    misread: (&'static str, &'static str),
    other_brand: (&'static str, &'static str),
    expired: (&'static str, &'static str),
    used: (&'static str, fn(i64) -> String),
    unknown: (&'static str, &'static str),
    amounts: (&'static str, &'static str),
    claimed: (&'static str, &'static str),
    coupon: (&'static str, &'static str),
    /// What is missing, in money or in pieces.
    coupon_short: (&'static str, fn(&str) -> String),
    coupon_pieces: (&'static str, fn(i64) -> String),
}

impl StaffProblems {
    /// `None` for what others meet, too.
    pub fn explain(&self, failure: &Failure) -> Option<Explained> {
        let (title, text) = match failure.code()? {
            ErrorCode::NotStaff => self.not_staff,
            ErrorCode::ManagerRequired => self.manager,
            ErrorCode::OrderOtherStore => self.other_store,
            ErrorCode::LookUpFirst => self.look_up_first,
            ErrorCode::UndoTooLate => self.too_late,
            ErrorCode::OrderState => self.state,
            ErrorCode::CodeNotAMemberCode => self.not_a_code,
            ErrorCode::CodeMisread => self.misread,
            ErrorCode::CodeOtherBrand => self.other_brand,
            ErrorCode::CodeExpired => self.expired,
            ErrorCode::CodeUnknown => self.unknown,
            ErrorCode::AmountsDisagree => self.amounts,
            ErrorCode::TaskClaimedAlready => self.claimed,
            ErrorCode::CouponUnusable => return Some(self.unusable(failure)),
            ErrorCode::CodeUsed => {
                let (title, text) = self.used;
                let wait = failure.figure("retry_after_seconds").unwrap_or(60).max(1);
                return Some(Explained { title, text: text(wait) });
            }
            _ => return None,
        };
        Some(Explained { title, text: text.to_owned() })
    }

    fn unusable(&self, failure: &Failure) -> Explained {
        if let Some(short) = failure.figure("short_fen") {
            let (title, text) = self.coupon_short;
            return Explained { title, text: text(&Fen(short).to_string()) };
        }
        if let (Some(have), Some(need)) = (failure.figure("pieces"), failure.figure("pieces_needed")) {
            let (title, text) = self.coupon_pieces;
            return Explained { title, text: text(need - have) };
        }
        let (title, text) = self.coupon;
        Explained { title, text: text.to_owned() }
    }
}

pub const ZH: StaffProblems = StaffProblems {
    not_staff: ("这个号码不是店员的", "请店长或总部登记这个号码，或换登记过的号码登录。"),
    manager: ("这一步要店长来做", "请店长登录后处理。"),
    other_store: ("这是别家店的", "请对方去兑换时选的那家店。这里什么都没有改变。"),
    look_up_first: ("要先看到这位会员", "请对方再出示一次会员码，10 分钟内确认。"),
    too_late: ("来不及撤销了", "做完 10 分钟内可以撤销一次，而且之后没有再动过。"),
    state: ("它已经不在这一步", "别人刚刚处理过，或状态已经变了。重新查看这个码。"),
    not_a_code: ("这不是会员码，也不是取货码", "付款码在这里没有用。请对方打开会员卡里的码。"),
    misread: ("码读错了一位", "再扫一次，或对照数字重新输入。"),
    other_brand: ("这是别的品牌的会员码", "请对方打开本品牌的会员卡。"),
    expired: ("会员码已过期", "会员码每分钟换一次。请对方出示现在的码。"),
    used: ("这个会员码刚用过", |wait| format!("一个码只用一次。{wait} 秒后会有新的码，再扫那个。")),
    unknown: ("没有人有这个码", "可能已退出登录、已注销，或取货码已用过。请对方重新打开会员卡。"),
    amounts: ("金额对不上", "重新查看这个码，按现在显示的金额收款。"),
    claimed: ("这项任务已经确认过", "这一期的奖励已经给了。"),
    coupon: (
        "这张券现在不能用",
        "可能刚用过、被收银台占用、已到期，或不适用这些商品。请对方再出示会员码，看现在的样子。",
    ),
    coupon_short: ("还没到使用门槛", |yuan| format!("再加 ¥{yuan} 的适用商品就能用。")),
    coupon_pieces: ("件数不够", |pieces| format!("再加 {pieces} 件适用的商品就能用。")),
};

pub const EN: StaffProblems = StaffProblems {
    not_staff: ("This number is not staff's", "Ask the manager or head office to register it, or use the one that is."),
    manager: ("That is for a manager", "Ask a manager to sign in and see to it."),
    other_store: ("It is another shop's", "They chose another shop to collect it in. Nothing was changed here."),
    look_up_first: (
        "Look the member up first",
        "Ask them to show their code once more, and confirm within ten minutes.",
    ),
    too_late: (
        "Too late to undo",
        "What was done can be undone once, for ten minutes, and while nothing else was done with it.",
    ),
    state: (
        "It is not at that step any more",
        "Somebody has just seen to it, or it has changed. Look the code up again.",
    ),
    not_a_code: (
        "That is neither a member code nor a pick-up code",
        "Payment codes are of no use here. Ask for the code in the member's card.",
    ),
    misread: ("A digit was misread", "Scan it again, or compare the digits and type them once more."),
    other_brand: ("This code is another brand's", "Ask them to open the card of this brand."),
    expired: ("The code has expired", "It changes every minute. Ask for the present one."),
    used: ("This code was used just now", |wait| {
        format!("Each is good once. There is another in {wait} s: scan that one.")
    }),
    unknown: (
        "Nobody has this code",
        "They may have signed out or closed the account, or the pick-up code was used. Ask them to open the card again.",
    ),
    amounts: ("The amounts differ", "Look the code up again and take what is shown now."),
    claimed: ("This task was confirmed already", "Its reward of this period was given."),
    coupon: (
        "It cannot be used now",
        "It may have just been used, be kept by a till, have ended, or not be for these goods. Take the member's code again and look.",
    ),
    coupon_short: ("The goods come to too little", |yuan| format!("It counts with ¥{yuan} more of what it is for.")),
    coupon_pieces: ("Too few pieces", |pieces| format!("It counts with {pieces} more of what it is for.")),
};

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::{Endpoint, Problem, staff};

    #[test]
    fn every_refusal_of_staffs_endpoints_has_words_of_its_own() {
        let of_all = [
            staff::StaffSignIn::ERRORS,
            staff::LookUp::ERRORS,
            staff::Act::ERRORS,
            staff::ConfirmTask::ERRORS,
            staff::UseCoupon::ERRORS,
            staff::VoidCoupon::ERRORS,
            staff::Undo::ERRORS,
        ];
        let server = ZH_SERVER_TITLE;
        for code in of_all.concat() {
            let failure = Failure::Refused(Box::new(Problem::new(code, "")));
            for (ours, everyones) in [(&ZH, &crate::i18n::problems::ZH), (&EN, &crate::i18n::problems::EN)] {
                let said = ours.explain(&failure).unwrap_or_else(|| everyones.explain(&failure));
                assert!(!server.contains(&said.title), "{code:?} is told as a fault of the server");
            }
        }
    }

    const ZH_SERVER_TITLE: [&str; 2] = [crate::i18n::problems::ZH.server.0, crate::i18n::problems::EN.server.0];

    #[test]
    fn the_wait_for_the_next_code_is_told() {
        let used = Failure::Refused(Box::new(Problem::new(ErrorCode::CodeUsed, "").figure("retry_after_seconds", 17)));
        assert!(ZH.explain(&used).is_some_and(|said| said.text.contains("17 秒")));
        assert_eq!(EN.explain(&Failure::Offline), None);
    }
}
