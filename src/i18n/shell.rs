//! Frame, notices and states that belong to no page.

pub struct Shell {
    pub skip: &'static str,
    pub places: &'static str,
    pub back: &'static str,
    pub close: &'static str,
    /// When the data is from.
    pub offline: fn(&str) -> String,
    pub stale: fn(&str) -> String,
    pub waiting: &'static str,
    pub loading: &'static str,
    pub new_version: &'static str,
    pub reload: &'static str,
    pub retry: &'static str,
    pub not_found: &'static str,
    pub not_found_text: &'static str,
    pub to_card: &'static str,
    pub endings: &'static str,
    pub endings_text: &'static str,
    /// Points.
    pub ends: fn(&str) -> String,
}

pub const ZH: Shell = Shell {
    skip: "跳到正文",
    places: "主导航",
    back: "返回",
    close: "关闭",
    offline: |at| format!("没有网络。卡和会员码照常可用，数据为 {at}。"),
    stale: |at| format!("暂时连不上，显示的是 {at} 的数据。"),
    waiting: "没有网络，恢复后自动发送一次",
    loading: "正在读取",
    new_version: "有新版本",
    reload: "更新",
    retry: "再试一次",
    not_found: "没有这一页",
    not_found_text: "链接可能旧了，或少了几个字。",
    to_card: "回到卡",
    endings: "积分到期",
    endings_text: "先到期的先用。每笔可用到当天 24:00。",
    ends: |points| format!("{points} 分"),
};

pub const EN: Shell = Shell {
    skip: "Skip to content",
    places: "Places",
    back: "Back",
    close: "Close",
    offline: |at| format!("No network. Card and code work all the same, as of {at}."),
    stale: |at| format!("The shop's server cannot be reached. This is as of {at}."),
    waiting: "No network: sent once, as soon as there is",
    loading: "Loading",
    new_version: "There is a new version",
    reload: "Reload",
    retry: "Try again",
    not_found: "No such page",
    not_found_text: "The link may be old, or cut short.",
    to_card: "To the card",
    endings: "When points end",
    endings_text: "The soonest to end are spent first. Each can be used until 24:00 of its day.",
    ends: |points| format!("{points} points"),
};
