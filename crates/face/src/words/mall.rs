//! The mall: what points buy, how far each is, and the gift calendar.

use super::Texts;
use super::counted;
use crate::Lang;
use shuke_rules::Count;
use shuke_rules::Fen;
use shuke_rules::mall::Price;

pub struct Mall {
    pub balance: &'static str,
    /// Points, unless it is all of them; day.
    pub ends: fn(Option<&str>, &str) -> String,
    /// Points.
    pub owed: fn(&str) -> String,
    pub filter: &'static str,
    pub all: &'static str,
    pub affordable: &'static str,
    pub points_only: &'static str,
    pub with_money: &'static str,
    pub vouchers: &'static str,
    pub by_tier: &'static str,
    /// How many are shown.
    pub shown: fn(Count) -> String,
    /// What stands after a number of them.
    pub points: &'static str,
    pub short: fn(&str) -> String,
    pub few: fn(Count) -> String,
    /// Tier, money still to be spent.
    pub tier: fn(&str, Option<&str>) -> String,
    /// Had, limit.
    pub had_all: fn(Count, Count) -> String,
    pub sold_out: &'static str,
    /// Day.
    pub opens: fn(&str) -> String,
    pub over: &'static str,
    pub withheld: &'static str,
    pub empty: &'static str,
    pub empty_text: &'static str,
    pub to_card: &'static str,
    pub calendar: &'static str,
    pub calendar_text: &'static str,
    pub this_month: &'static str,
    pub open_now: &'static str,
}

impl Texts {
    /// `800 积分`, `500 积分 + ¥9`, `¥9`.
    pub fn price(&self, price: Price) -> String {
        let points = format!("{} {}", price.points, self.mall().points);
        match (price.points.is_zero(), price.fen) {
            (_, Fen::ZERO) => points,
            (true, fen) => format!("¥{fen}"),
            (false, fen) => format!("{points} + ¥{fen}"),
        }
    }

    /// `3、4 月` or `March, April`.
    pub fn months(&self, months: &[u32]) -> String {
        let name = |month: &u32| match self.lang {
            Lang::Zh => month.to_string(),
            Lang::En => {
                let first = shuke_rules::Day::new(2000, *month, 1);
                // `March 2000` less its year.
                first.map_or(String::new(), |day| crate::month(day, Lang::En).replace(" 2000", ""))
            }
        };
        let names: Vec<String> = months.iter().map(name).collect();
        match self.lang {
            Lang::Zh => format!("{} 月", names.join("、")),
            Lang::En => names.join(", "),
        }
    }
}

pub const ZH: Mall = Mall {
    balance: "可用积分",
    ends: |points, day| match points {
        Some(points) => format!("其中 {points} 分可用到 {day}"),
        None => format!("都可用到 {day}"),
    },
    owed: |points| format!("其中欠 {points} 分，以后得到的积分会先补上"),
    filter: "只看",
    all: "全部",
    affordable: "现在能兑",
    points_only: "纯积分",
    with_money: "积分加钱",
    vouchers: "券",
    by_tier: "等级专享",
    shown: |count| format!("共 {count} 件"),
    points: "积分",
    short: |points| format!("还差 {points} 积分"),
    few: |left| format!("只剩 {left} 件"),
    tier: |tier, missing| match missing {
        Some(missing) => format!("{tier}可兑，再消费 ¥{missing}"),
        None => format!("{tier}可兑"),
    },
    had_all: |had, limit| format!("已兑 {had} 件，每人限 {limit} 件"),
    sold_out: "已兑完",
    opens: |day| format!("{day}开兑"),
    over: "已结束",
    withheld: "暂时不能兑",
    empty: "商城还没有上架",
    empty_text: "积分先留着。消费、签到得到的积分都能在这里用。",
    to_card: "回到卡",
    calendar: "礼历",
    calendar_text: "这些只在当月可兑，数量有限，先到先得。",
    this_month: "本月",
    open_now: "现在可兑",
};

pub const EN: Mall = Mall {
    balance: "Available points",
    ends: |points, day| match points {
        Some("1") => format!("1 of these is good through {day}"),
        Some(points) => format!("{points} of these are good through {day}"),
        None => format!("All good through {day}"),
    },
    owed: |points| format!("You owe {}; what you earn next pays them off first", counted(points, "point")),
    filter: "Show",
    all: "All",
    affordable: "Within reach",
    points_only: "Points only",
    with_money: "Points and money",
    vouchers: "Vouchers",
    by_tier: "By tier",
    shown: |count| if count == Count(1) { "1 item".to_owned() } else { format!("{count} items") },
    points: "points",
    short: |points| format!("{} to go", counted(points, "point")),
    few: |left| format!("{left} left"),
    tier: |tier, missing| match missing {
        Some(missing) => format!("For {tier}: spend ¥{missing} more"),
        None => format!("For {tier}"),
    },
    had_all: |had, limit| format!("You've had {had} of {limit}"),
    sold_out: "All gone",
    opens: |day| format!("Starts {day}"),
    over: "Over",
    withheld: "Not available now",
    empty: "No rewards yet",
    empty_text: "Save your points: those from purchases and check-ins can all be spent here.",
    to_card: "Back to the card",
    calendar: "Gift calendar",
    calendar_text: "Each of these in its months only, while supplies last.",
    this_month: "This month",
    open_now: "Open now",
};

#[cfg(test)]
mod tests {
    use crate::Lang;
    use crate::words::texts;
    use shuke_rules::mall::Price;
    use shuke_rules::{Fen, Points};

    #[test]
    fn a_price_is_points_money_or_both() {
        let price = |points, fen| Price { points: Points(points), fen: Fen(fen) };
        let zh = texts(Lang::Zh);
        assert_eq!(zh.price(price(1_800, 0)), "1,800 积分");
        assert_eq!(zh.price(price(500, 990)), "500 积分 + ¥9.90");
        assert_eq!(zh.price(price(0, 900)), "¥9");
        assert_eq!(texts(Lang::En).price(price(500, 900)), "500 points + ¥9");
    }

    #[test]
    fn months_are_written_in_each_language() {
        assert_eq!(texts(Lang::Zh).months(&[3, 12]), "3、12 月");
        assert_eq!(texts(Lang::En).months(&[3, 12]), "March, December");
    }
}
