//! Tasks, and claiming their rewards.

use super::Text::Fixed;
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[
    (
        ErrorCode::TaskNotDone,
        Said {
            zh: ("还差一点", Fixed("做完就能领，进度写在任务下面。")),
            en: ("Not done yet", Fixed("You can claim it once it is; how far you are is shown below it.")),
        },
    ),
    (
        ErrorCode::TaskClaimedAlready,
        Said {
            zh: ("已经领过了", Fixed("这一期的奖励只有一份。")),
            en: ("Already claimed", Fixed("There's one reward each time.")),
        },
    ),
];
