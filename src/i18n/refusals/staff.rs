//! The counter: who may do what, what has gone on meanwhile, and undoing. Staff read other words than members where both meet a code.

use super::Text::Fixed;
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

/// Those of [`super::codes`] and [`super::staff_coupons`] besides.
pub const REFUSALS: Refusals = &[
    (
        ErrorCode::StaffSignInRequired,
        Said {
            zh: ("登录已结束", Fixed("重新登录即可继续。")),
            en: ("You were signed out", Fixed("Sign in again to go on.")),
        },
    ),
    (
        ErrorCode::NotStaff,
        Said {
            zh: ("这个号码不是店员的", Fixed("请店长或总部登记这个号码，或换登记过的号码登录。")),
            en: (
                "This number isn't for staff",
                Fixed("Ask the manager or head office to register it, or use the one that is."),
            ),
        },
    ),
    (
        ErrorCode::ManagerRequired,
        Said {
            zh: ("这一步要店长来做", Fixed("请店长登录后处理。")),
            en: ("That's for a manager", Fixed("Ask a manager to sign in and handle it.")),
        },
    ),
    (
        ErrorCode::OrderOtherStore,
        Said {
            zh: ("这是别家店的", Fixed("请对方去兑换时选的那家店。这里什么都没有改变。")),
            en: ("It's another shop's", Fixed("They chose another shop for pickup. Nothing was changed here.")),
        },
    ),
    (
        ErrorCode::LookUpFirst,
        Said {
            zh: ("要先看到这位会员", Fixed("请对方再出示一次会员码，10 分钟内确认。")),
            en: (
                "Look the member up first",
                Fixed("Ask them to show their code again, and confirm within ten minutes."),
            ),
        },
    ),
    (
        ErrorCode::UndoTooLate,
        Said {
            zh: ("来不及撤销了", Fixed("做完 10 分钟内可以撤销一次，而且之后没有再动过。")),
            en: (
                "Too late to undo",
                Fixed("A step can be undone once, within ten minutes, and only while nothing else was done with it."),
            ),
        },
    ),
    (
        ErrorCode::OrderState,
        Said {
            zh: (
                "它已经不在这一步",
                Fixed("后来又做了别的：在这里、在另一台手机上，或会员自己。要撤销就从最后一步开始；或重新查看这个码。"),
            ),
            en: (
                "It's no longer at that step",
                Fixed(
                    "Something else was done since: here, on another phone, or by the member. Undo the last step first, or look up the code again.",
                ),
            ),
        },
    ),
    (
        ErrorCode::AmountsDisagree,
        Said {
            zh: ("金额对不上", Fixed("重新查看这个码，按现在显示的金额收款。")),
            en: ("The amounts differ", Fixed("Look up the code again and take what is shown now.")),
        },
    ),
    (
        ErrorCode::TaskClaimedAlready,
        Said {
            zh: ("这项任务已经确认过", Fixed("这一期的奖励已经给了。")),
            en: ("This task was already confirmed", Fixed("Its reward for this period was given.")),
        },
    ),
];
