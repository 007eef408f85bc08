//! What is published each day.

use shuke_rules::Count;

pub struct Proof {
    pub lede: &'static str,
    pub none: &'static str,
    pub none_text: &'static str,
    pub this_phone: &'static str,
    /// First look at it.
    pub first_look: &'static str,
    /// Anchors that were seen before, those that are new.
    pub continues: fn(Count, Count) -> String,
    pub rewritten: &'static str,
    pub rewritten_text: &'static str,
    pub anchors: &'static str,
    /// The number.
    pub nth: fn(Count) -> String,
    pub heads: &'static str,
    pub causes: &'static str,
    pub log: &'static str,
    pub proven: &'static str,
    pub proven_lines: [&'static str; 3],
    pub not_proven: &'static str,
    pub not_proven_lines: [&'static str; 3],
    pub check_own: &'static str,
    pub for_others: &'static str,
    pub for_others_text: &'static str,
}

pub const ZH: Proof = Proof {
    lede: "你的积分记在账上，谁也不能悄悄改，我们自己也不能。每天零点以后，所有会员账本的末尾合成一个指纹，公布在这里，一天一份，只能往后加。谁留着昨天的，今天就看得出昨天有没有被改过。",
    none: "还没有公布过",
    none_text: "第一份在零点以后公布。",
    this_phone: "这部手机",
    first_look: "这部手机第一次看到。它记住了现在的样子，下次来会核对是不是只往后加过。",
    continues: |seen, new| match new {
        Count(0) => format!("以前见过的 {seen} 份都还原样在里面，没有新的。"),
        new => format!("以前见过的 {seen} 份都还原样在里面，新加了 {new} 份。"),
    },
    rewritten: "公布过的变了",
    rewritten_text: "这部手机以前见过的存证，现在不再原样在里面。请截图并联系客服，也可以告诉别人。",
    anchors: "每天的存证",
    nth: |n| format!("第 {n} 份"),
    heads: "账本",
    causes: "缘由",
    log: "现在的总指纹",
    proven: "它证明什么",
    proven_lines: [
        "最近一份存证收进去的，你账本里的每一笔，一个字都没有改过、删过、补插过。",
        "所有人的账本都在同一份里：要是给你看一份、给别人看另一份，两部手机一比总指纹就知道。",
        "小票、退货、品牌邀请的等级、积分规则和同意记录，在同一天也留了指纹。",
    ],
    not_proven: "它不证明什么",
    not_proven_lines: [
        "小票上的金额是不是店里真收的：那由收银记下，请对照纸质小票。",
        "最后一份公布以后的几笔：它们要到下一份才算。",
        "谁都没有保存过的那几天：存证要有人见过才作数，你的手机就算一个。",
    ],
    check_own: "核对我的账本",
    for_others: "给懂行的人",
    for_others_text: "树和日志照 RFC 6962，散列是 SHA-256。全部存证和“只往后加”的证明在 /api/v1/proof，写法在接口文档 /api/v1/openapi.json。这里没有名字、卡号和金额；树的大小只说明数量级。",
};

pub const EN: Proof = Proof {
    lede: "No one can quietly change your points, not even us. After midnight each day, the ends of all members' ledgers are put into one fingerprint, which is published here; the list only grows. Whoever kept yesterday's can see today whether yesterday was changed.",
    none: "Nothing published yet",
    none_text: "The first comes after midnight.",
    this_phone: "This phone",
    first_look: "This phone is seeing it for the first time. It keeps how it is now and checks next time that it only grew.",
    continues: |seen, new| match new {
        Count(0) => format!("All {seen} that it saw before are still there, unchanged. None are new."),
        Count(1) => format!("All {seen} that it saw before are still there, unchanged. One is new."),
        new => format!("All {seen} that it saw before are still there, unchanged. {new} are new."),
    },
    rewritten: "What was published has changed",
    rewritten_text: "What this phone saw before is no longer there as it was. Please take a screenshot and contact us; feel free to tell others, too.",
    anchors: "Day by day",
    nth: |n| format!("No. {n}"),
    heads: "Ledgers",
    causes: "causes",
    log: "The whole log",
    proven: "What it proves",
    proven_lines: [
        "No entry of your ledger that the newest of them holds was changed, removed, or inserted, not by a single letter.",
        "Everyone's ledgers are in the same one: if you were shown a different one, two phones that compare the fingerprint of the whole log would tell.",
        "Receipts, returns, tiers by invitation, the rules, and what was agreed to left their fingerprint on the same day.",
    ],
    not_proven: "What it doesn't prove",
    not_proven_lines: [
        "That the amount on a receipt is what the shop took: the register recorded it; compare the printed one.",
        "Entries since the last publication: they count from the next one on.",
        "Days that no one kept: someone has to have seen it. Your phone is one that did.",
    ],
    check_own: "Check my ledger",
    for_others: "For experts",
    for_others_text: "Tree and log are those of RFC 6962, with SHA-256. Everything published, and the proof that it only grew, is at /api/v1/proof; the format is described in /api/v1/openapi.json. It holds no names, card numbers, or amounts; the size of the tree gives away only the order of magnitude.",
};
