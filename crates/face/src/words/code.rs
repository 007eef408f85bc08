//! The member code.

use shuke_rules::Points;

pub struct Code {
    pub qr: &'static str,
    pub bars: &'static str,
    pub changes_in: &'static str,
    pub points: &'static str,
    /// When.
    pub synced: fn(&str) -> String,
    pub synced_offline: fn(&str) -> String,
    pub show: &'static str,
    pub coupons: fn(u32) -> String,
    pub all_coupons: &'static str,
    /// By the till.
    pub read: &'static str,
    /// What so many are called.
    pub unit: fn(Points) -> &'static str,
    /// Tier.
    pub reached: fn(&str) -> String,
    pub damaged: &'static str,
    pub damaged_text: &'static str,
}

pub const ZH: Code = Code {
    qr: "二维码，数字见下",
    bars: "条形码，数字见下",
    changes_in: "秒后换新码",
    points: "积分",
    synced: |at| format!("上次同步：{at}。没有网络也可用。"),
    synced_offline: |at| format!("没有网络，码照常可用。上次同步：{at}。"),
    show: "结账时出示。每个码只用一次。",
    coupons: |count| format!("{count} 张券可用"),
    all_coupons: "我的券",
    read: "已识别",
    unit: |_| "积分",
    reached: |tier| format!("升到{tier}"),
    damaged: "这台手机上的密钥坏了",
    damaged_text: "连上网络后重新获取一次即可。",
};

pub const EN: Code = Code {
    qr: "QR code of the digits below",
    bars: "Barcode of the digits below",
    changes_in: "seconds until a new code",
    points: "Points",
    synced: |at| format!("Last synced {at}. Works offline, too."),
    synced_offline: |at| format!("You're offline; the code still works. Last synced {at}."),
    show: "Show it when you pay. Each code works once.",
    coupons: |count| if count == 1 { "1 coupon available".to_owned() } else { format!("{count} coupons available") },
    all_coupons: "My coupons",
    read: "Scanned",
    unit: |points| if points.0.abs() == 1 { "point" } else { "points" },
    reached: |tier| format!("You reached {tier}"),
    damaged: "The key on this phone is damaged",
    damaged_text: "Go online once to get a new one.",
};
