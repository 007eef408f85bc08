//! What any call may be refused, and what is said when there is no answer at all. It comes with the first file.

use super::Text::{Fixed, Told};
use super::{Refusals, Said};
use crate::failure::Failure;
use shuke_contract::ErrorCode;
use shuke_face::shapes::states::NOT_FOUND;

/// No answer at all: who cannot be reached, the network or the server, nobody here knows.
pub static OFFLINE: Said = Said {
    zh: ("连不上", Fixed("没有网络，或者我们暂时没开着。连上后再试。")),
    en: ("No connection", Fixed("You're offline, or we are for a moment. Try again once it's back.")),
};

/// An answer that is none of the contract's.
pub static UNREADABLE: Said = Said {
    zh: ("回答读不懂", Fixed("可能有新版本。重新打开这一页再试。")),
    en: ("We can't read the answer", Fixed("There may be a new version. Open this page again.")),
};

/// No answer in time; also what the server says when it gave up.
pub const SLOW: Said = Said {
    zh: ("太久没有回应", Fixed("网络可能不稳。再试一次，不会重复。")),
    en: ("No answer in time", Fixed("The network may be weak. Try again: nothing happens twice.")),
};

/// The server's own fault, and whatever this app has no words for.
pub static BROKEN: Said = Said {
    zh: (
        "服务器出了问题",
        Told(|why| {
            let id = request(why);
            format!("不是你的问题，什么都没有改变。稍后再试；向店里询问时可报请求号 {id}。")
        }),
    ),
    en: (
        "Something broke on the server",
        Told(|why| {
            let id = request(why);
            format!(
                "Not your fault, and nothing was changed. Try again later; if you ask in the shop, it's request {id}."
            )
        }),
    ),
};

/// A request that this app should not have sent.
const OUTDATED: Said = Said {
    zh: ("这一页旧了", Fixed("重新打开这一页再试。")),
    en: ("This page is out of date", Fixed("Open it again and retry.")),
};

pub const REFUSALS: Refusals = &[
    (ErrorCode::Timeout, SLOW),
    (ErrorCode::MalformedBody, OUTDATED),
    (ErrorCode::BodyTooLarge, OUTDATED),
    (ErrorCode::UnsupportedMediaType, OUTDATED),
    (ErrorCode::MethodNotAllowed, OUTDATED),
    (ErrorCode::IdempotencyKeyMissing, OUTDATED),
    (ErrorCode::IdempotencyKeyReused, OUTDATED),
    (ErrorCode::ForeignOrigin, OUTDATED),
    (ErrorCode::OtherMember, OUTDATED),
    (
        ErrorCode::InvalidFields,
        Said {
            zh: ("有一处没有填对", Fixed("看看标出的地方，改好再试。")),
            en: ("Something isn't filled in right", Fixed("See what's marked, and try again.")),
        },
    ),
    (
        ErrorCode::SignInRequired,
        Said {
            zh: ("登录已结束", Fixed("重新登录即可继续。")),
            en: ("You were signed out", Fixed("Sign in again to go on.")),
        },
    ),
    (
        ErrorCode::NotFound,
        Said { zh: (NOT_FOUND[0].0, Fixed(NOT_FOUND[0].1)), en: (NOT_FOUND[1].0, Fixed(NOT_FOUND[1].1)) },
    ),
    (
        ErrorCode::TooManyRequests,
        Said {
            zh: ("操作太频繁", Told(|why| format!("{} 秒后再试。", why.count("retry_after_seconds")))),
            en: ("Too many requests", Told(|why| format!("Try again in {} s.", why.count("retry_after_seconds")))),
        },
    ),
    (
        ErrorCode::Unavailable,
        Said {
            zh: ("服务器暂时不可用", Fixed("什么都没有改变，稍后再试。")),
            en: ("The server is busy right now", Fixed("Nothing was changed. Try again in a moment.")),
        },
    ),
];

/// What the server's log has it under.
fn request(why: &Failure) -> &str {
    match why {
        Failure::Refused(problem) => problem.request_id.as_deref().unwrap_or("–"),
        _ => "–",
    }
}
