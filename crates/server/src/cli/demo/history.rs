//! Who the demo members are and what they bought: data only. All of it is invented; the numbers are in no use.

/// A demo member. Days count back from the day on which the demo is made.
pub struct Person {
    pub name: &'static str,
    pub phone: &'static str,
    /// `MM-DD`
    pub birthday: Option<&'static str>,
    pub joined: u32,
    pub takes_news: bool,
    /// Is given the brand's tier by invitation, if it has one.
    pub invited: Option<u32>,
    pub visits: &'static [Visit],
    /// Days ago of their check-ins, where the brand has such a thing; the longest ago first.
    pub check_ins: &'static [u32],
}

/// A purchase: days ago, hour, which shop, and (item, pieces).
pub struct Visit {
    pub days: u32,
    pub hour: i64,
    pub shop: usize,
    pub basket: &'static [(u32, i64)],
    /// (days ago, line, pieces) that were brought back.
    pub back: Option<(u32, usize, i64)>,
}

/// Something to buy: name, yuan, place of its class in the policy.
pub struct Item {
    pub name: &'static str,
    pub yuan: i64,
    pub class: usize,
}

const fn item(name: &'static str, yuan: i64, class: usize) -> Item {
    Item { name, yuan, class }
}

/// For a brand whose tiers begin at some hundred yuan.
pub const TEA: &[Item] = &[
    item("燕麦拿铁", 26, 0),
    item("冷萃乌龙", 22, 0),
    item("茉莉雪芽 50 g", 98, 0),
    item("明前龙井 100 g", 268, 0),
    item("燕麦脆 6 支装", 39, 0),
    item("白瓷盖碗", 328, 0),
    item("随行茶瓶", 149, 0),
    item("去年秋茶 100 g", 88, 1),
    item("四人茶会礼盒", 198, 2),
];

/// For a brand whose tiers begin at some thousand yuan.
pub const CLOTHES: &[Item] = &[
    item("圆领 T 恤", 269, 0),
    item("皮带", 359, 0),
    item("牛津纺衬衫", 499, 0),
    item("羊毛针织衫", 899, 0),
    item("棉质长裤", 599, 0),
    item("羊毛大衣", 2680, 0),
    item("德比鞋", 1299, 0),
    item("上季风衣", 1180, 1),
    item("三件衬衫组合", 1290, 2),
];

const fn visit(days: u32, hour: i64, shop: usize, basket: &'static [(u32, i64)]) -> Visit {
    Visit { days, hour, shop, basket, back: None }
}

const fn visit_back(
    days: u32,
    hour: i64,
    shop: usize,
    basket: &'static [(u32, i64)],
    back: (u32, usize, i64),
) -> Visit {
    Visit { days, hour, shop, basket, back: Some(back) }
}

pub const PEOPLE: &[Person] = &[
    Person {
        name: "陈屿",
        phone: "13800000001",
        birthday: Some("04-19"),
        joined: 430,
        takes_news: true,
        invited: None,
        visits: &[
            visit(430, 15, 0, &[(0, 1), (4, 1)]),
            visit(371, 11, 0, &[(3, 1), (2, 1)]),
            visit_back(302, 18, 1, &[(5, 1), (0, 2), (4, 2)], (297, 2, 1)),
            visit(208, 16, 0, &[(6, 1), (8, 1)]),
            visit(121, 12, 2, &[(3, 1), (7, 2)]),
            visit(64, 19, 0, &[(0, 1), (1, 1), (2, 1)]),
            visit(9, 10, 0, &[(0, 2), (4, 1)]),
        ],
        check_ins: &[12, 11, 10, 9, 7, 6, 4, 3, 2, 1],
    },
    Person {
        name: "林晚",
        phone: "13800000002",
        birthday: None,
        joined: 23,
        takes_news: false,
        invited: None,
        visits: &[visit(23, 14, 1, &[(1, 1)]), visit(6, 17, 1, &[(0, 1), (2, 1)])],
        check_ins: &[],
    },
    Person {
        name: "周明朗",
        phone: "13800000003",
        birthday: Some("11-02"),
        joined: 258,
        takes_news: true,
        invited: None,
        visits: &[
            visit(258, 13, 2, &[(2, 1), (4, 1)]),
            visit_back(190, 20, 2, &[(5, 1), (3, 1)], (186, 0, 1)),
            visit(77, 15, 0, &[(6, 1), (8, 1)]),
            visit(30, 11, 2, &[(1, 2), (7, 1)]),
        ],
        check_ins: &[],
    },
    Person {
        name: "沈知秋",
        phone: "13800000004",
        birthday: Some("02-29"),
        joined: 640,
        takes_news: true,
        invited: None,
        visits: &[
            visit(640, 12, 0, &[(3, 2), (5, 1)]),
            visit(540, 17, 1, &[(3, 2), (6, 2)]),
            visit(333, 16, 0, &[(5, 2), (3, 2)]),
            visit_back(150, 18, 2, &[(8, 3), (3, 2)], (144, 0, 1)),
            visit(41, 10, 0, &[(3, 3), (2, 2)]),
            visit(4, 19, 0, &[(5, 1), (6, 2)]),
        ],
        check_ins: &[],
    },
    Person {
        name: "许诺",
        phone: "13800000005",
        birthday: Some("07-15"),
        joined: 505,
        takes_news: true,
        invited: Some(95),
        visits: &[
            visit(505, 11, 1, &[(3, 1), (6, 1)]),
            visit(280, 16, 1, &[(8, 2), (2, 2)]),
            visit(95, 14, 1, &[(5, 1), (3, 1), (0, 3)]),
            visit(12, 18, 0, &[(3, 1), (4, 3)]),
        ],
        check_ins: &[],
    },
];
