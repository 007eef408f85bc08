//! Checking in.

use super::counted;

pub struct CheckIn {
    /// Days in a row, so far and with today.
    pub streak: fn(u32) -> String,
    pub no_streak: &'static str,
    /// Which day in a row, today's counted alike whether it is done or not; points.
    pub next: fn(u32, &str) -> String,
    pub do_it: fn(&str) -> String,
    /// Points of tomorrow.
    pub tomorrow: fn(&str) -> String,
    pub on_time: &'static str,
    pub made_up: &'static str,
    pub missed: &'static str,
    pub today: &'static str,
    pub themed: &'static str,
    pub theme_points: fn(&str) -> String,
    pub make_up: &'static str,
    /// Days back, times a month, times left, price, base.
    pub make_up_text: fn(u32, u32, &str, &str) -> String,
    pub make_up_day: &'static str,
    pub make_up_title: fn(&str) -> String,
    /// Price, base, points afterwards.
    pub make_up_ask: fn(&str, &str, &str) -> String,
    pub make_up_do: fn(&str) -> String,
    /// Day.
    pub made_up_now: fn(&str) -> String,
    pub nothing_missed: &'static str,
    pub rules: &'static str,
    pub rules_text: &'static str,
}

pub const ZH: CheckIn = CheckIn {
    streak: |days| format!("已连续 {days} 天"),
    no_streak: "今天签到，从第 1 天开始",
    next: |day, points| format!("连签到第 {day} 天，多得 {points} 分"),
    do_it: |points| format!("签到 +{points}"),
    tomorrow: |points| format!("今天已签。明天签到 +{points}"),
    on_time: "已签",
    made_up: "补签",
    missed: "漏签",
    today: "今天",
    themed: "主题日",
    theme_points: |points| format!("+{points}"),
    make_up: "补签",
    make_up_text: |per_month, left, price, base| {
        format!("每月可补 {per_month} 次，本月还剩 {left} 次。每次用 {price} 分，补得 {base} 分，算入连续天数。")
    },
    make_up_day: "补签",
    make_up_title: |day| format!("补签 {day}"),
    make_up_ask: |price, base, after| format!("用去 {price} 分，得回 {base} 分，这一天算作已签。之后你有 {after} 分。"),
    make_up_do: |price| format!("用 {price} 分补签"),
    made_up_now: |day| format!("{day}已补签"),
    nothing_missed: "最近没有可以补签的日子。",
    rules: "怎么算",
    rules_text: "一天一次，按门店所在时区的日期算，手机的时间不作数。断一天，连续天数从头算。补签的日子算入连续天数，但只得当天的基础分。",
};

pub const EN: CheckIn = CheckIn {
    streak: |days| if days == 1 { "1 day so far".to_owned() } else { format!("{days} days in a row") },
    no_streak: "Check in today for day 1",
    next: |day, points| format!("Day {day} earns a bonus of {}", counted(points, "point")),
    do_it: |points| format!("Check in +{points}"),
    tomorrow: |points| format!("Done for today. Tomorrow: +{points}"),
    on_time: "checked in",
    made_up: "made up",
    missed: "missed",
    today: "today",
    themed: "Special days",
    theme_points: |points| format!("+{points}"),
    make_up: "Missed days",
    make_up_text: |per_month, left, price, base| {
        format!(
            "You can make up {per_month} a month, {left} more this month. Each costs {}, earns {base}, and counts toward the streak.",
            counted(price, "point")
        )
    },
    make_up_day: "Make up",
    make_up_title: |day| format!("Make up {day}"),
    make_up_ask: |price, base, after| {
        let (price, after) = (counted(price, "point"), counted(after, "point"));
        format!("It costs {price} and earns {base}; the day counts as checked in. You'll have {after} left.")
    },
    make_up_do: |price| format!("Make up for {}", counted(price, "point")),
    made_up_now: |day| format!("Made up {day}"),
    nothing_missed: "No missed days to make up.",
    rules: "How it works",
    rules_text: "Once a day, by the date where the shops are; your phone's clock doesn't matter. Miss a day, and the streak starts over. A made-up day counts toward the streak and earns that day's base points only.",
};
