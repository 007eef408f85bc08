//! Benefits of two tiers beside each other.

use shuke_rules::policy::Per;

pub struct Benefits {
    pub title: &'static str,
    pub at_top: &'static str,
    pub by_invitation: &'static str,
    pub points: &'static str,
    /// A class of goods.
    pub price: fn(&str) -> String,
    pub birthday: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    /// How many in which period.
    pub quota: fn(u32, Per) -> String,
    /// Used, left.
    pub so_far: fn(u32, u32) -> String,
    pub claim: &'static str,
    /// First, last day.
    pub between: fn(&str, &str) -> String,
    pub more: &'static str,
}

pub const ZH: Benefits = Benefits {
    title: "权益对比",
    at_top: "你的权益",
    by_invitation: "品牌邀请",
    points: "消费积分",
    price: |class| format!("{class}会员价"),
    birthday: "每年一次",
    yes: "有",
    no: "没有",
    quota: |count, per| match per {
        Per::Month => format!("每月 {count} 次"),
        Per::Year => format!("每年 {count} 次"),
        Per::Ever | Per::Unknown => format!("共 {count} 次"),
    },
    so_far: |used, left| format!("已用 {used}，还剩 {left}"),
    claim: "可领",
    between: |first, last| format!("{first} 至 {last}"),
    more: "等级的其他权益写在上面各等级里。",
};

pub const EN: Benefits = Benefits {
    title: "Compare benefits",
    at_top: "Your benefits",
    by_invitation: "By invitation",
    points: "Points on purchases",
    price: |class| format!("Member price: {class}"),
    birthday: "Once a year",
    yes: "Yes",
    no: "No",
    quota: |count, per| match per {
        Per::Month => format!("{count} a month"),
        Per::Year => format!("{count} a year"),
        Per::Ever | Per::Unknown => format!("{count} in total"),
    },
    so_far: |used, left| format!("{used} used, {left} left"),
    claim: "To claim",
    between: |first, last| format!("{first} to {last}"),
    more: "Each tier's other benefits are listed above.",
};
