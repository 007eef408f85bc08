//! WeChat: why an account is not moved, and that there is none.

use super::Text::Fixed;
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[
    (
        ErrorCode::WechatOff,
        Said {
            zh: ("这里没有接入微信", Fixed("用手机号登录就好。")),
            en: ("WeChat isn't set up here", Fixed("Sign in with your phone number.")),
        },
    ),
    (
        ErrorCode::WechatNotAsked,
        Said {
            zh: ("过了太久", Fixed("刷新这一页，再绑定一次。")),
            en: ("That was too long ago", Fixed("Reload the page and link it again.")),
        },
    ),
];
