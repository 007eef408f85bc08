//! Who one is, and what one has.

pub struct Me {
    pub joined: fn(&str) -> String,
    /// How many messages.
    pub unread: fn(u32) -> String,
    /// How many coupons.
    pub usable: fn(u32) -> String,
    /// What addresses are for.
    pub to_addresses: &'static str,
    /// What WeChat is good for.
    pub to_wechat: &'static str,
    /// What there is to scan.
    pub to_scan: &'static str,
    /// What there is to set.
    pub to_set: &'static str,
}

pub const ZH: Me = Me {
    joined: |day| format!("{day}加入"),
    unread: |count| format!("{count} 条未读"),
    usable: |count| format!("{count} 张可用"),
    to_addresses: "礼品寄到哪里",
    to_wechat: "在微信里一点开就是卡",
    to_scan: "门店、商品、朋友的码",
    to_set: "资料、显示、同意与数据、账户",
};

pub const EN: Me = Me {
    joined: |day| format!("Member since {day}"),
    unread: |count| format!("{count} unread"),
    usable: |count| format!("{count} available"),
    to_addresses: "Where gifts are sent",
    to_wechat: "Open your card there with a tap",
    to_scan: "Codes in shops, on products, from friends",
    to_set: "Profile, display, consent and data, account",
};
