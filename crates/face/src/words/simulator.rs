//! "If I spend ¥x by date d".

use super::counted;

pub struct Simulator {
    pub title: &'static str,
    pub amount: &'static str,
    pub day: &'static str,
    pub bad_amount: &'static str,
    pub bad_day: &'static str,
    /// Tier.
    pub stays: fn(&str) -> String,
    /// The balance after.
    pub points: fn(&str) -> String,
    /// Points per yuan from then on.
    pub rate: fn(&str) -> String,
    pub price: fn(&str) -> String,
    /// Day of the review.
    pub until: fn(&str) -> String,
    pub assumes: &'static str,
}

pub const ZH: Simulator = Simulator {
    title: "如果我再消费",
    amount: "金额",
    day: "在哪一天",
    bad_amount: "写成 320 或 320.50 这样的金额。",
    bad_day: "选今天或以后的一天。",
    stays: |tier| format!("仍是{tier}"),
    points: |balance| format!("积分，届时共 {balance}"),
    rate: |rate| format!("此后每 1 元得 {rate} 积分"),
    price: |class| format!("{class}会员价"),
    until: |day| format!("等级到 {day}复核"),
    assumes: "按正价商品、一笔付清来算；与结账时用的是同一套规则。",
};

pub const EN: Simulator = Simulator {
    title: "If I spend",
    amount: "Amount",
    day: "Date",
    bad_amount: "Enter an amount, such as 320 or 320.50.",
    bad_day: "Choose today or a later date.",
    stays: |tier| format!("Still {tier}"),
    points: |balance| format!("to your points, {balance} by then"),
    rate: |rate| format!("{} per yuan from then on", counted(rate, "point")),
    price: |class| format!("member price on {class}"),
    until: |day| format!("The tier is reviewed on {day}"),
    assumes: "Assumes one purchase of regular goods, under the same rules that the register uses.",
};
