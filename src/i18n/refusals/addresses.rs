//! The address book.

use super::Text::Told;
use super::{Refusals, Said};
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[(
    ErrorCode::AddressesFull,
    Said {
        zh: ("地址太多了", Told(|why| format!("最多 {} 个。先删一个不用的，再添加。", why.count("limit")))),
        en: (
            "Too many addresses",
            Told(|why| format!("{} at most. Delete one, then add another.", why.count("limit"))),
        ),
    },
)];
