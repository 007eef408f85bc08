//! One-time codes, which members and staff sign in with.

use super::Text::{Fixed, Told};
use super::{Refusals, Said};
use crate::failure::Failure;
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[
    (
        ErrorCode::OtpTooSoon,
        Said {
            zh: ("刚发过一条", Told(|why| format!("{} 秒后可以重发。", why.count("retry_after_seconds")))),
            en: (
                "One was just sent",
                Told(|why| format!("The next can be sent in {} s.", why.count("retry_after_seconds"))),
            ),
        },
    ),
    (
        ErrorCode::OtpLimit,
        Said {
            zh: (
                "发得太多了",
                Told(|why| format!("这个号码或这里的网络已达上限，{} 分钟后再试，或请店员帮忙。", minutes(why))),
            ),
            en: (
                "Too many codes",
                Told(|why| {
                    let minutes = minutes(why);
                    format!(
                        "This number or network has reached its limit. Try again in {minutes} min, or ask in the shop."
                    )
                }),
            ),
        },
    ),
    (
        ErrorCode::OtpWrong,
        Said {
            zh: ("验证码不对", Told(|why| format!("还可以试 {} 次。", why.count("tries_left")))),
            en: (
                "Wrong code",
                Told(|why| match why.count("tries_left") {
                    1 => "One try left.".to_owned(),
                    left => format!("{left} tries left."),
                }),
            ),
        },
    ),
    (
        ErrorCode::OtpExpired,
        Said {
            zh: ("验证码过期了", Fixed("验证码 5 分钟内有效，且只能用一次。请重新获取。")),
            en: ("The code has expired", Fixed("A code works once, for 5 minutes. Ask for a new one.")),
        },
    ),
    (
        ErrorCode::OtpExhausted,
        Said {
            zh: ("试错太多次", Fixed("这条验证码已作废。请重新获取。")),
            en: ("Too many wrong tries", Fixed("This code no longer works. Ask for a new one.")),
        },
    ),
    (
        ErrorCode::OtpNotSent,
        Said {
            zh: ("短信没有发出去", Fixed("短信通道暂时不通，过一会儿再试。")),
            en: ("The message was not sent", Fixed("The SMS service isn't answering. Try again in a while.")),
        },
    ),
];

/// Until one may try again.
fn minutes(why: &Failure) -> i64 {
    (why.count("retry_after_seconds") + 59) / 60
}
