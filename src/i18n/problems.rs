//! What is said when a call fails: why, the figures, and the way on.

use crate::failure::Failure;
use shuke_contract::ErrorCode;

/// Why, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    pub title: &'static str,
    pub text: String,
}

pub struct Problems {
    pub offline: (&'static str, &'static str),
    pub slow: (&'static str, &'static str),
    pub unreadable: (&'static str, &'static str),
    pub server: (&'static str, fn(&str) -> String),
    pub unavailable: (&'static str, &'static str),
    pub too_many: (&'static str, fn(i64) -> String),
    pub signed_out: (&'static str, &'static str),
    pub not_found: (&'static str, &'static str),
    pub store_unknown: (&'static str, &'static str),
    pub store_revoked: (&'static str, &'static str),
    pub otp_too_soon: (&'static str, fn(i64) -> String),
    pub otp_limit: (&'static str, &'static str),
    pub otp_wrong: (&'static str, fn(i64) -> String),
    pub otp_expired: (&'static str, &'static str),
    pub otp_exhausted: (&'static str, &'static str),
    pub otp_not_sent: (&'static str, &'static str),
    pub consent: (&'static str, &'static str),
    pub not_a_member: (&'static str, &'static str),
    pub check_in_off: (&'static str, &'static str),
    pub checked_in: (&'static str, &'static str),
    pub member_unknown: (&'static str, &'static str),
    pub dev_off: (&'static str, &'static str),
    pub fields: (&'static str, &'static str),
    pub app_outdated: (&'static str, &'static str),
}

impl Problems {
    pub fn explain(&self, failure: &Failure) -> Explained {
        let fixed = |(title, text): (&'static str, &str)| Explained { title, text: text.to_owned() };
        let problem = match failure {
            Failure::Offline => return fixed(self.offline),
            Failure::Slow => return fixed(self.slow),
            Failure::Unreadable => return fixed(self.unreadable),
            Failure::Refused(problem) => problem,
        };
        let counted = |(title, text): (&'static str, fn(i64) -> String), figure| {
            let figure = failure.figure(figure).unwrap_or(1).max(1);
            Explained { title, text: text(figure) }
        };
        match problem.code {
            ErrorCode::TooManyRequests => counted(self.too_many, "retry_after_seconds"),
            ErrorCode::SignInRequired => fixed(self.signed_out),
            ErrorCode::NotFound | ErrorCode::SaleUnknown => fixed(self.not_found),
            ErrorCode::StoreUnknown => fixed(self.store_unknown),
            ErrorCode::StoreRevoked => fixed(self.store_revoked),
            ErrorCode::OtpTooSoon => counted(self.otp_too_soon, "retry_after_seconds"),
            ErrorCode::OtpLimit => fixed(self.otp_limit),
            ErrorCode::OtpWrong => counted(self.otp_wrong, "tries_left"),
            ErrorCode::OtpExpired => fixed(self.otp_expired),
            ErrorCode::OtpExhausted => fixed(self.otp_exhausted),
            ErrorCode::OtpNotSent => fixed(self.otp_not_sent),
            ErrorCode::ConsentRequired => fixed(self.consent),
            ErrorCode::NotAMember => fixed(self.not_a_member),
            ErrorCode::CheckInOff => fixed(self.check_in_off),
            ErrorCode::CheckedInAlready => fixed(self.checked_in),
            ErrorCode::MemberUnknown => fixed(self.member_unknown),
            ErrorCode::DevSignInOff => fixed(self.dev_off),
            ErrorCode::InvalidFields => fixed(self.fields),
            ErrorCode::Timeout => fixed(self.slow),
            ErrorCode::Unavailable => fixed(self.unavailable),
            ErrorCode::MalformedBody
            | ErrorCode::MethodNotAllowed
            | ErrorCode::UnsupportedMediaType
            | ErrorCode::IdempotencyKeyMissing
            | ErrorCode::IdempotencyKeyReused
            | ErrorCode::ForeignOrigin
            | ErrorCode::BodyTooLarge => fixed(self.app_outdated),
            _ => {
                let (title, text) = self.server;
                Explained { title, text: text(problem.request_id.as_deref().unwrap_or("–")) }
            }
        }
    }
}

pub const ZH: Problems = Problems {
    offline: ("没有网络", "连上网络后再试。"),
    slow: ("太久没有回应", "网络可能不稳。再试一次，不会重复。"),
    unreadable: ("回答读不懂", "可能有新版本。重新打开这一页再试。"),
    server: ("服务器出了问题", |id| {
        format!("不是你的问题，什么都没有改变。稍后再试；向店里询问时可报请求号 {id}。")
    }),
    unavailable: ("服务器暂时不可用", "什么都没有改变，稍后再试。"),
    too_many: ("操作太频繁", |seconds| format!("{seconds} 秒后再试。")),
    signed_out: ("登录已结束", "重新登录即可继续。"),
    not_found: ("没有找到", "可能已经不在了。"),
    store_unknown: ("没有这家门店", "二维码可能印错或不完整。你仍可以直接加入，或请店员换一张码。"),
    store_revoked: ("这张门店码已停用", "请扫店里现在的码，也可以不经门店直接加入。"),
    otp_too_soon: ("刚发过一条", |seconds| format!("{seconds} 秒后可以重发。")),
    otp_limit: ("今天发得太多了", "这个号码或这里的网络今天已达上限，明天再试，或请店员帮忙。"),
    otp_wrong: ("验证码不对", |left| format!("还可以试 {left} 次。")),
    otp_expired: ("验证码过期了", "验证码 5 分钟内有效，且只能用一次。请重新获取。"),
    otp_exhausted: ("试错太多次", "这条验证码已作废。请重新获取。"),
    otp_not_sent: ("短信没有发出去", "短信通道暂时不通，过一会儿再试。"),
    consent: ("还没有勾选必要的同意", "没有它，我们不能保存你的手机号。勾选后再试；若要撤回，请注销会员。"),
    not_a_member: ("这个号码还不是会员", "验证码仍然有效，可以直接用它加入。"),
    check_in_off: ("这里没有签到", "品牌现在不办签到。"),
    checked_in: ("这一天已经签过了", "一天一次，明天再来。"),
    member_unknown: ("没有这位会员", "检查卡号或客户名。"),
    dev_off: ("开发登录未开启", "请用手机号登录。"),
    fields: ("有一处没有填对", "看看标出的地方，改好再试。"),
    app_outdated: ("这一页旧了", "重新打开这一页再试。"),
};

pub const EN: Problems = Problems {
    offline: ("No network", "Try again once you are online."),
    slow: ("No answer in time", "The network may be weak. Try again: nothing happens twice."),
    unreadable: ("The answer makes no sense", "There may be a new version. Open this page again."),
    server: ("Something broke on the server", |id| {
        format!("Not your doing, and nothing was changed. Try again later; request {id}, if you ask in the shop.")
    }),
    unavailable: ("The server is busy just now", "Nothing was changed. Try again in a moment."),
    too_many: ("Too many requests", |seconds| format!("Try again in {seconds} s.")),
    signed_out: ("You were signed out", "Sign in again to go on."),
    not_found: ("Not found", "It may be gone."),
    store_unknown: (
        "No such shop",
        "The code may be misprinted or cut short. You can join without it, or ask for another code.",
    ),
    store_revoked: ("This shop code was withdrawn", "Scan the one that hangs there now, or join without a shop."),
    otp_too_soon: ("One was just sent", |seconds| format!("The next can be sent in {seconds} s.")),
    otp_limit: (
        "Too many codes today",
        "This number or network has had its share. Try again tomorrow, or ask in the shop.",
    ),
    otp_wrong: (
        "Wrong code",
        |left| {
            if left == 1 { "One try left.".to_owned() } else { format!("{left} tries left.") }
        },
    ),
    otp_expired: ("The code has expired", "A code is good for 5 minutes, and once. Ask for a new one."),
    otp_exhausted: ("Too many wrong tries", "This code is void. Ask for a new one."),
    otp_not_sent: ("The message was not sent", "The SMS service does not answer. Try again in a while."),
    consent: (
        "A necessary consent is missing",
        "Without it we may not keep your number. Tick it and try again; to take it back, close the account.",
    ),
    not_a_member: ("This number is no member's", "The code stays good: you can join with it now."),
    check_in_off: ("No check-in here", "The brand has none at present."),
    checked_in: ("That day is checked in on", "Once a day: come back tomorrow."),
    member_unknown: ("No such member", "Check the card number or the customer."),
    dev_off: ("The development sign-in is off", "Sign in with your phone number."),
    fields: ("Something is not filled in right", "See what is marked, and try again."),
    app_outdated: ("This page is out of date", "Open it again and retry."),
};

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::Problem;

    #[test]
    fn figures_are_told() {
        let failure = |code, name, figure| Failure::Refused(Box::new(Problem::new(code, "").figure(name, figure)));
        let wrong = failure(ErrorCode::OtpWrong, "tries_left", 3);
        assert_eq!(ZH.explain(&wrong).text, "还可以试 3 次。");
        assert_eq!(EN.explain(&wrong).text, "3 tries left.");
        let soon = failure(ErrorCode::OtpTooSoon, "retry_after_seconds", 42);
        assert_eq!(ZH.explain(&soon).text, "42 秒后可以重发。");
    }

    #[test]
    fn a_broken_server_is_named_by_its_request_and_a_newer_code_is_not_silent() {
        let mut problem = Problem::new(ErrorCode::Unknown, "");
        problem.request_id = Some("7f3a".into());
        assert!(ZH.explain(&Failure::Refused(Box::new(problem))).text.contains("7f3a"));
    }
}
