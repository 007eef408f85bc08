//! The ledger.

use super::counted;
use shuke_rules::Count;

pub struct Points {
    pub to_spend: &'static str,
    pub debt: &'static str,
    pub debt_text: &'static str,
    pub endings: &'static str,
    pub endings_text: &'static str,
    /// Points.
    pub ends: fn(&str) -> String,
    pub nothing_ends: &'static str,
    pub movements: &'static str,
    pub none: &'static str,
    pub older: &'static str,
    // What happened.
    pub earned: &'static str,
    pub taken_back: &'static str,
    pub checked_in: &'static str,
    pub made_up: &'static str,
    pub ended: &'static str,
    pub redeemed: &'static str,
    pub paid: &'static str,
    pub returned: &'static str,
    pub task_done: &'static str,
    pub task_undone: &'static str,
    pub referred: &'static str,
    pub referral_undone: &'static str,
    pub commission: &'static str,
    pub commission_undone: &'static str,
    pub registered: &'static str,
    pub registered_undone: &'static str,
    pub moved: &'static str,
    /// The day that was made up for.
    pub of_day: fn(&str) -> String,
    /// Points that came, the last day on which they can be spent.
    pub new_lot: fn(&str, Option<&str>) -> String,
    /// Points that went, the last day on which they could have been spent.
    pub from_lot: fn(&str, Option<&str>) -> String,
    pub repaid: fn(&str) -> String,
    pub owed: fn(&str) -> String,
    /// Between the parts of a movement.
    pub and: &'static str,
    pub check: &'static str,
    pub check_text: &'static str,
    pub check_here: &'static str,
    pub check_file: &'static str,
    /// Entries, what they come to.
    pub whole: fn(Count, &str) -> String,
    /// Points that ended, what is left.
    pub whole_but_ended: fn(&str, &str) -> String,
    pub last_hash: fn(&str) -> String,
    /// Purchases.
    pub from_sales: fn(Count) -> String,
    /// The day, entries.
    pub published: fn(&str, Count) -> String,
    pub not_published: &'static str,
    /// Anchors.
    pub log_continues: fn(Count) -> String,
    pub not_proven: &'static str,
    pub proof_link: &'static str,
    pub broken: &'static str,
    pub broken_text: fn(Count) -> String,
    pub unequal: &'static str,
    /// The sum, the balance.
    pub unequal_text: fn(&str, &str) -> String,
    pub unexplained: &'static str,
    pub unexplained_text: &'static str,
    pub rewritten: &'static str,
    pub rewritten_text: &'static str,
    pub no_ledger: &'static str,
    pub no_ledger_text: &'static str,
}

pub const ZH: Points = Points {
    to_spend: "可用",
    debt: "欠分",
    debt_text: "退货收回时已经用掉的积分。以后得到的积分会先补上；可用的数字已经扣除。",
    endings: "积分到期",
    endings_text: "先到期的先用。每笔可用到当天 24:00。",
    ends: |points| format!("{points} 分"),
    nothing_ends: "现在没有会到期的积分。",
    movements: "每一笔",
    none: "还没有积分进出。消费时出示会员码，或者去签到，第一笔就会记在这里。",
    older: "更早的",
    earned: "消费",
    taken_back: "退货收回",
    checked_in: "签到",
    made_up: "补签",
    ended: "到期",
    redeemed: "兑换",
    paid: "抵现",
    returned: "退回",
    task_done: "任务奖励",
    task_undone: "任务奖励收回",
    referred: "带朋友",
    referral_undone: "带朋友的礼收回",
    commission: "推荐佣金",
    commission_undone: "推荐佣金收回",
    registered: "登记商品",
    registered_undone: "登记积分收回",
    moved: "积分变动",
    of_day: |day| format!("补 {day}"),
    new_lot: |points, until| match until {
        Some(day) => format!("{points} 分可用到 {day}"),
        None => format!("{points} 分不会到期"),
    },
    from_lot: |points, until| match until {
        Some(day) => format!("{day}到期的 {points} 分"),
        None => format!("不会到期的 {points} 分"),
    },
    repaid: |points| format!("{points} 分补上了欠分"),
    owed: |points| format!("{points} 分记为欠分"),
    and: "，",
    check: "核对账本",
    check_text: "每一笔都带着由前一笔算出的指纹（SHA-256）：改动、删去或补插任何一笔，从那里起就对不上。每天的最后一个指纹还会公布出去，连我们也没法悄悄改。核对由这部手机自己重算，导出的文件也可以。",
    check_here: "在这部手机上核对",
    check_file: "核对导出的文件",
    whole: |entries, sum| format!("{entries} 笔都对得上，合计 {sum} 分。"),
    whole_but_ended: |ended, points| format!("其中 {ended} 分已经到期、还没入账，可用 {points} 分。"),
    last_hash: |hash| format!("最后一笔的指纹：{hash}"),
    from_sales: |sales| format!("{sales} 张小票的积分重新算过，和账本一致。"),
    published: |day, entries| match entries {
        Count(0) => format!("{day}的存证里有你的账本，当时还没有积分进出。"),
        _ => format!("{day}的存证里有你的账本，到第 {entries} 笔：从那以前，连我们也没法悄悄改。"),
    },
    not_published: "你的账本还没有公布过：每天零点以后公布一次，明天再来核对。",
    log_continues: |anchors| format!("这部手机以前见过的 {anchors} 份存证，今天还原样在里面。"),
    not_proven: "没有证明的是：小票上的金额本身（那由收银记下），和上次公布以后的几笔（它们要到下一次公布才算）。",
    proof_link: "看看每天公布的存证",
    broken: "账本对不上",
    broken_text: |seq| format!("从第 {seq} 笔起，指纹对不上。请把导出的文件带到店里，或联系客服。"),
    unequal: "合计对不上",
    unequal_text: |sum, points| format!("每一笔相加是 {sum} 分，余额写的是 {points} 分。请联系客服。"),
    unexplained: "积分和小票对不上",
    unexplained_text: "账本里因消费得到的积分，和小票重新算出来的不一样。请把导出的文件带到店里，或联系客服。",
    rewritten: "和公布过的存证对不上",
    rewritten_text: "账本本身前后一致，却不是公布过的那一本，或者公布过的记录变了。请保留导出的文件，联系客服。",
    no_ledger: "这个文件里没有账本",
    no_ledger_text: "请选从“设置”导出的 JSON 文件。",
};

pub const EN: Points = Points {
    to_spend: "Available",
    debt: "Owed",
    debt_text: "Points that a refund took back after you had spent them. What you earn next pays them off first; the available figure already leaves them out.",
    endings: "When points expire",
    endings_text: "Points that expire first are used first. Each batch is good through the day shown.",
    ends: |points| counted(points, "point"),
    nothing_ends: "None of your points are going to expire.",
    movements: "History",
    none: "No points yet. Show your code when you pay, or check in, and your first points show up here.",
    older: "Show earlier",
    earned: "Purchase",
    taken_back: "Taken back by a refund",
    checked_in: "Check-in",
    made_up: "Missed day made up",
    ended: "Expired",
    redeemed: "Redeemed",
    paid: "Paid with points",
    returned: "Returned",
    task_done: "Task reward",
    task_undone: "Task reward taken back",
    referred: "Bringing a friend",
    referral_undone: "Taken back: bringing a friend",
    commission: "Commission",
    commission_undone: "Taken back: commission",
    registered: "Product registered",
    registered_undone: "Registration points taken back",
    moved: "Points moved",
    of_day: |day| format!("for {day}"),
    new_lot: |points, until| match until {
        Some(day) => format!("{points} good through {day}"),
        None => format!("{points} with no expiration"),
    },
    from_lot: |points, until| match until {
        Some(day) => format!("{points} due to expire on {day}"),
        None => format!("{points} with no expiration"),
    },
    repaid: |points| format!("{points} paid off what you owed"),
    owed: |points| format!("{points} owed"),
    and: ", ",
    check: "Check the ledger",
    check_text: "Every entry carries a fingerprint (SHA-256) made from the one before it: change, remove, or insert one, and nothing after it matches. The latest is published once a day, so that not even we can change it unnoticed. Your phone recomputes them all; an exported file can be checked, too.",
    check_here: "Check on this phone",
    check_file: "Check an exported file",
    whole: |entries, sum| {
        let sum = counted(sum, "point");
        match entries {
            Count(1) => format!("The one entry checks out, for a total of {sum}."),
            _ => format!("All {entries} entries check out, for a total of {sum}."),
        }
    },
    whole_but_ended: |ended, points| {
        format!(" {ended} of those have expired and aren't booked yet, which leaves {points}.")
    },
    last_hash: |hash| format!(" Fingerprint of the last entry: {hash}"),
    from_sales: |sales| match sales {
        Count(1) => "The points on your one receipt were recomputed and match the ledger.".to_owned(),
        _ => format!("The points on {sales} receipts were recomputed and match the ledger."),
    },
    published: |day, entries| match entries {
        Count(0) => format!("What was published for {day} has your ledger, which had no entries then."),
        _ => format!(
            "What was published for {day} has your ledger up to entry {entries}: no one can change anything before it unnoticed, not even us."
        ),
    },
    not_published: "Your ledger hasn't been published yet: that happens once a day, after midnight. Check again tomorrow.",
    log_continues: |anchors| match anchors {
        Count(1) => "The one publication that this phone saw before is still there, unchanged.".to_owned(),
        _ => format!("All {anchors} publications that this phone saw before are still there, unchanged."),
    },
    not_proven: "Not proven: the amounts on the receipts themselves, which the register recorded, and entries since the last publication, which count from the next one on.",
    proof_link: "See what's published each day",
    broken: "The ledger doesn't match",
    broken_text: |seq| {
        format!(
            "The fingerprints are wrong from entry {seq} on. Please bring the exported file to a shop or contact us."
        )
    },
    unequal: "The total doesn't match",
    unequal_text: |sum, points| {
        format!("The entries add up to {}, but the balance says {points}. Please contact us.", counted(sum, "point"))
    },
    unexplained: "Points and receipts don't match",
    unexplained_text: "What purchases earned in the ledger isn't what the receipts add up to. Please bring the exported file to a shop or contact us.",
    rewritten: "Not what was published",
    rewritten_text: "The ledger is consistent, but it isn't the one that was published, or what was published has changed. Please keep the exported file and contact us.",
    no_ledger: "No ledger in this file",
    no_ledger_text: "Choose the JSON file that you exported in Settings.",
};
