//! Packs of coupons among the orders.

pub struct Packs {
    /// Money.
    pub next_reserved: fn(&str) -> String,
    pub given: &'static str,
    pub gives: &'static str,
    pub gave: &'static str,
    pub to_coupons: &'static str,
    pub withdrawn: &'static str,
}

pub const ZH: Packs = Packs {
    next_reserved: |money| format!("到任一门店付 ¥{money}，出示下面的码；付好，券马上到。"),
    given: "券已到",
    gives: "包里有",
    gave: "送到的券",
    to_coupons: "去看优惠券",
    withdrawn: "没用的券已收回。",
};

pub const EN: Packs = Packs {
    next_reserved: |money| format!("Pay ¥{money} in any shop and show the code below; the coupons come with that."),
    given: "Given",
    gives: "What is in it",
    gave: "What it gave",
    to_coupons: "To the coupons",
    withdrawn: "What was not used was withdrawn.",
};
