//! Signing in, the development sign-in included.

use super::Text::Fixed;
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[
    (
        ErrorCode::NotAMember,
        Said {
            zh: ("这个号码还不是会员", Fixed("验证码仍然有效，可以直接用它加入。")),
            en: ("This number isn't a member's", Fixed("The code is still good: you can join with it now.")),
        },
    ),
    (
        ErrorCode::DevSignInOff,
        Said {
            zh: ("开发登录未开启", Fixed("请用手机号登录。")),
            en: ("The development sign-in is off", Fixed("Sign in with your phone number.")),
        },
    ),
    (
        ErrorCode::MemberUnknown,
        Said {
            zh: ("没有这位会员", Fixed("检查卡号或客户名。")),
            en: ("No such member", Fixed("Check the card number or the customer.")),
        },
    ),
];
