//! What terms are narrowed to.

use shuke_rules::Count;

pub struct Scope {
    /// So many goods that the brand has no name for: a till knows them by number, members do not.
    pub unnamed: fn(Count) -> String,
}

pub const ZH: Scope = Scope { unnamed: |count| format!("店里指定的 {count} 种商品") };

pub const EN: Scope = Scope {
    unnamed: |count| match count {
        Count(1) => "certain items, which the shop names".to_owned(),
        count => format!("{count} kinds of items, which the shop names"),
    },
};
