//! Packs of coupons among the orders.

pub struct Packs {
    /// Money.
    pub next_reserved: fn(&str) -> String,
    pub given: &'static str,
    pub gives: &'static str,
    pub gave: &'static str,
    pub to_coupons: &'static str,
    pub withdrawn: &'static str,
    /// The last day.
    pub next_claim: fn(&str) -> String,
    pub next_returned: &'static str,
    pub claim: &'static str,
}

pub const ZH: Packs = Packs {
    next_reserved: |money| format!("到任一门店付 ¥{money}，出示下面的码；付好，券马上到。"),
    given: "券已到",
    gives: "包里有",
    gave: "送到的券",
    to_coupons: "去看券",
    withdrawn: "没用的券已收回。",
    next_claim: |day| format!("券已放进“我的券”。有问题的话，{day}前（含当天）可以在下面说明。"),
    next_returned: "这次兑换已退回。",
    claim: "有问题",
};

pub const EN: Packs = Packs {
    next_reserved: |money| format!("Pay ¥{money} in any shop and show the code below; the coupons come with that."),
    given: "Coupons given",
    gives: "What's in it",
    gave: "What it gave",
    to_coupons: "See coupons",
    withdrawn: "Unused ones were withdrawn.",
    next_claim: |day| {
        format!("The coupons are yours. If something's wrong with them, let us know below by the end of {day}.")
    },
    next_returned: "It was returned.",
    claim: "Something's wrong",
};
