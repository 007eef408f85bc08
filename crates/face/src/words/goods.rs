//! What is sold.

use shuke_rules::Count;

pub struct Goods {
    /// For who does not see it; the name.
    pub picture: fn(&str) -> String,
    /// The last day.
    pub new_until: fn(&str) -> String,
    pub not_sold: &'static str,
    /// The digits below the bars.
    pub barcode: fn(&str) -> String,
    pub shops: &'static str,
    pub pieces: fn(Count) -> String,
    pub none_left: &'static str,
    /// The day.
    pub counted: fn(&str) -> String,
    pub care: &'static str,
    pub unknown: &'static str,
    pub unknown_text: &'static str,
}

pub const ZH: Goods = Goods {
    picture: |name| format!("{name}的图片"),
    new_until: |day| format!("新品，到 {day}"),
    not_sold: "已经不卖了",
    barcode: |digits| format!("条码 {digits}"),
    shops: "哪里有",
    pieces: |count| format!("{count} 件"),
    none_left: "没货",
    counted: |day| format!("{day}清点"),
    care: "怎么保养",
    unknown: "没有这件商品",
    unknown_text: "编号可能抄错了，或者它不是我们卖的。",
};

pub const EN: Goods = Goods {
    picture: |name| format!("Picture of {name}"),
    new_until: |day| format!("New, through {day}"),
    not_sold: "No longer sold",
    barcode: |digits| format!("Barcode {digits}"),
    shops: "Where to find it",
    pieces: |count| format!("{count} in stock"),
    none_left: "Out of stock",
    counted: |day| format!("Counted on {day}"),
    care: "Care",
    unknown: "No such product",
    unknown_text: "The number may be wrong, or we don't sell it.",
};
