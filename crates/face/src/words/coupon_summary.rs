//! What coupons are worth, and when they can be used.

pub struct CouponSummary {
    /// From which amount on.
    pub from: fn(&str) -> String,
    pub between: &'static str,
    pub until: fn(&str) -> String,
    pub starts: fn(&str) -> String,
    pub always: &'static str,
}

pub const ZH: CouponSummary = CouponSummary {
    from: |yuan| format!("满 ¥{yuan} 可用"),
    between: "\u{a0}· ",
    until: |day| format!("可用到 {day}"),
    starts: |day| format!("{day} 起可用"),
    always: "长期可用",
};

pub const EN: CouponSummary = CouponSummary {
    from: |yuan| format!("Min. ¥{yuan}"),
    between: "\u{a0}· ",
    until: |day| format!("Good through {day}"),
    starts: |day| format!("Starts {day}"),
    always: "Never expires",
};
