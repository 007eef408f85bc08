use super::*;
use crate::Display;
use crate::hostile::{HOSTILE, assert_escaped, hostile};
use crate::pages::Setting;
use crate::words::texts;
use shuke_contract::preview::{Preview, ShelfStore, Unused};
use shuke_rules::pricing::{Applied, Delivery, Line, Outdone, PointsPaid, PricedLine, Rule, Step, Why};
use shuke_rules::{Fen, Instant, Points, Text};

fn named(zh: &str, en: &str) -> Text {
    Text { zh: zh.into(), en: en.into() }
}

fn held(item: &str, name: Text, quantity: i64) -> Held {
    Held { line: Line { item: item.into(), class: "regular".into(), quantity, price: Fen(2800) }, name }
}

fn two_lattes_and_an_amount() -> Basket {
    Basket { held: vec![held("1", named("拿铁", "Latte"), 2), held("", Text::default(), 1)] }
}

fn shelf(name: &Text) -> Shelf {
    let goods = |item: &str| Goods {
        item: item.into(),
        name: name.clone(),
        class: "regular".into(),
        yuan: Fen(2800),
        barcode: None,
    };
    let store = |id: &str| ShelfStore { id: id.into(), name: name.clone() };
    Shelf {
        goods: vec![goods("1"), goods("2")],
        stores: vec![store("a"), store("b")],
        points_per_yuan: Some(100),
        delivers: true,
    }
}

fn unused(id: &str, name: &Text, why: Why) -> Unused {
    Unused { coupon: id.into(), name: name.clone(), why }
}

/// An answer to [`two_lattes_and_an_amount`] in which everything is called `name`.
fn preview(name: &Text) -> Preview {
    let coupon = Rule::Coupon { coupon: "c1".into(), template: "ten".into() };
    let line = PricedLine {
        item: "1".into(),
        class: "regular".into(),
        quantity: 2,
        list: Fen(5600),
        steps: vec![
            Step { rule: coupon.clone(), name: name.clone(), off: Fen(500) },
            Step { rule: Rule::Points { points: Points(600) }, name: Text::default(), off: Fen(600) },
        ],
        outdone: vec![Outdone { rule: coupon, name: name.clone(), price: Fen(5500) }],
        paid: Fen(4500),
    };
    let amount =
        PricedLine { quantity: 1, list: Fen(2800), steps: vec![], outdone: vec![], paid: Fen(2800), ..line.clone() };
    Preview {
        lines: vec![line, amount],
        coupons: vec![Applied {
            coupon: "c1".into(),
            template: "ten".into(),
            name: name.clone(),
            off: Fen(500),
            gift: None,
            gift_item: None,
        }],
        declined: vec![unused("c2", name, Why::Pieces { have: 2, need: 3 }), unused("c3", name, Why::NotChosen)],
        points: PointsPaid { spent: Points(600), covers: Fen(600), at_most: Points(1_250) },
        delivery: Delivery { fee: Fen(1200), off: Fen::ZERO, short: Some(Fen(4600)) },
        list: Fen(8400),
        to_pay: Fen(8500),
        best: true,
    }
}

/// Draws with what everything is called.
fn drawn(lang: Lang, wish: &Wish, preview: &Preview, draw: fn(&Asked) -> Markup) -> String {
    let (boot, shelf, basket) = (crate::tests::boot(), shelf(&named("店", "Shop")), two_lattes_and_an_amount());
    let day = |_: Instant| "11月21日".to_owned();
    let time = |_: Instant| "14:32".to_owned();
    draw(&Asked {
        t: texts(lang),
        rules: &boot.rules,
        shelf: &shelf,
        basket: &basket,
        wish,
        preview,
        day: &day,
        time: &time,
    })
    .into_string()
}

fn says(drawn: &str, parts: &[&str]) {
    for part in parts {
        assert!(drawn.contains(part), "{part} is not in {drawn}");
    }
}

#[test]
fn every_line_goes_from_its_list_price_to_what_is_paid() {
    let answer = preview(&named("首单礼金", "Welcome"));
    let html = drawn(Lang::Zh, &Wish::default(), &answer, way);
    says(
        &html,
        &[
            "<dt>拿铁 × 2</dt><dd>¥56</dd>",
            "首单礼金<span>−¥5</span>",
            "600 积分抵现<span>−¥6</span>",
            "<b>要付</b><span><b>¥45</b></span>",
            "首单礼金是 ¥55，没有更便宜",
            "<dt>正价商品</dt><dd>¥28</dd></div>",
            "这是最划算的一组。",
        ],
    );
    assert!(!html.contains("配送费"), "nothing is sent: {html}");
    let html = drawn(Lang::En, &Wish { sent: true, ..Wish::default() }, &answer, way);
    says(
        &html,
        &["Latte × 2", "regular goods", "Delivery</dt><dd>¥12", "Free with ¥46 more", "No other set costs less."],
    );
}

#[test]
fn delivery_that_costs_nothing_says_so_and_what_is_off_is_a_step() {
    let sent = Wish { sent: true, ..Wish::default() };
    let with = |fee, off| Preview {
        delivery: Delivery { fee: Fen(fee), off: Fen(off), short: None },
        ..preview(&named("券", "Coupon"))
    };
    says(&drawn(Lang::Zh, &sent, &with(0, 0), way), &["<dt>免配送费</dt><dd>¥0</dd>"]);
    says(&drawn(Lang::Zh, &sent, &with(1200, 1200), way), &["<dt>配送费</dt><dd>¥0</dd>", "免配送费<span>−¥12</span>"]);
}

#[test]
fn the_sum_says_what_is_saved_and_points_what_they_could_pay() {
    let answer = Preview { to_pay: Fen(7000), ..preview(&named("券", "Coupon")) };
    let wish = Wish::default();
    says(&drawn(Lang::Zh, &wish, &answer, sum), &["<span>要付</span> <b class=\"figure\">¥70</b>", "原价 ¥84，省 ¥26"]);
    says(&drawn(Lang::En, &wish, &answer, points_most), &["Up to 1,250 points, worth ¥12.50"]);
    let dear = Preview { to_pay: Fen(9600), points: PointsPaid::default(), ..answer };
    assert!(!drawn(Lang::Zh, &wish, &dear, sum).contains("省"));
    assert_eq!(drawn(Lang::Zh, &wish, &dear, points_most), "");
}

#[test]
fn coupons_are_ticked_as_they_are_used_or_chosen_and_free_where_that_could_change_anything() {
    let answer = preview(&named("券", "Coupon"));
    let html = drawn(Lang::Zh, &Wish::default(), &answer, way);
    says(
        &html,
        &[
            "id=\"coupon-c1\" value=\"c1\" checked>",
            "减 ¥5",
            "id=\"coupon-c2\" value=\"c2\" disabled>",
            "满 3 件可用，还差 1 件。",
            "id=\"coupon-c3\" value=\"c3\">",
            "默认选最划算的一组",
        ],
    );
    let own = Wish { chosen: Some(vec!["c3".into()]), ..Wish::default() };
    let html = drawn(Lang::En, &own, &answer, way);
    says(&html, &["value=\"c3\" checked>", "This is your own choice.", "id=\"best\" data-best=\"\">Use the best set"]);
    let none = Preview { coupons: vec![], declined: vec![unused("", &Text::default(), Why::NotHeld)], ..answer };
    assert!(!drawn(Lang::Zh, &own, &none, way).contains("fieldset"));
}

#[test]
fn why_a_coupon_is_not_used_names_what_it_waits_for() {
    let now = Instant::UNIX_EPOCH;
    let said = [
        (Why::NotYet { from: now }, "11月21日 起可用。"),
        (Why::Locked { until: now }, "最晚 14:32 放开"),
        (Why::Tier { lowest: "suren".into() }, "素人及以上可用。"),
        (Why::Tier { lowest: "gone".into() }, "gone及以上可用。"),
        (Why::Store { stores: vec!["a".into(), "b".into(), "shut".into()] }, "只在这些店可用：店、店。"),
        (Why::Together { with: "c1".into(), total: Fen(7900) }, "不能和“新人券”一起用。换成这张，共 ¥79。"),
        (Why::Full { most: 2 }, "一次最多用 2 张"),
    ];
    for (why, part) in said {
        let answer =
            Preview { declined: vec![unused("c9", &Text::default(), why)], ..preview(&named("新人券", "Welcome")) };
        says(&drawn(Lang::Zh, &Wish::default(), &answer, way), &[part]);
    }
}

#[test]
fn the_basket_names_what_lies_in_it_and_takes_the_last_piece_out() {
    let boot = crate::tests::boot();
    let html = basket(&two_lattes_and_an_amount(), &boot.rules, texts(Lang::Zh)).into_string();
    says(
        &html,
        &[
            "<span class=\"row-main\">拿铁<small>¥28 × 2</small></span><b class=\"row-end\">¥56</b>",
            "id=\"step-1-1-regular-2800\" data-at=\"0\" data-by=\"-1\" aria-label=\"少一件: 拿铁\"",
            "id=\"step1-1-regular-2800\" data-at=\"0\" data-by=\"1\" aria-label=\"多一件: 拿铁\"",
            "data-at=\"1\" data-by=\"-1\" aria-label=\"拿掉: 正价商品\"",
        ],
    );
    let html = basket(&Basket::default(), &boot.rules, texts(Lang::En)).into_string();
    says(&html, &["<p class=\"note\">Nothing yet."]);
}

#[test]
fn only_what_there_is_a_choice_of_can_be_chosen() {
    let (t, wish) = (texts(Lang::Zh), Wish { store: "b".into(), points: true, ..Wish::default() });
    let all = shelf(&named("店", "Shop"));
    let html = ways_to_pay(&all, &wish, t).into_string();
    says(
        &html,
        &["<option value=\"a\">店</option><option value=\"b\" selected>店</option>", "id=\"preview-points\" checked>"],
    );
    says(&ways_to_get(&all, &wish, t).into_string(), &["id=\"preview-sent\">"]);
    let plain = Shelf { stores: all.stores[..1].to_vec(), points_per_yuan: None, delivers: false, ..all };
    assert_eq!(ways_to_pay(&plain, &wish, t).into_string() + &ways_to_get(&plain, &wish, t).into_string(), "");
}

#[test]
fn goods_say_how_many_of_them_are_held_and_what_was_added_is_told() {
    let (t, shelf) = (texts(Lang::Zh), shelf(&named("拿铁", "Latte")));
    let html = goods(&shelf, &two_lattes_and_an_amount(), t).into_string();
    says(
        &html,
        &[
            "id=\"goods-0\" data-goods=\"0\"><img class=\"goods-art\" src=\"/art/goods-regular.svg\" width=\"320\" height=\"320\"",
            "<span class=\"row-main\"><span class=\"sr\">加上: </span>拿铁</span>",
            "<span class=\"goods-held\"><b>× 2</b></span>",
            "<span class=\"goods-held\"><span aria-hidden=\"true\">+</span></span>",
        ],
    );
    assert_eq!(said("").into_string(), "");
    assert_eq!(said("已加 拿铁").into_string(), "<p class=\"preview-said\">已加 拿铁</p>");
}

#[test]
fn what_can_be_had_is_drawn_as_it_is_before_anything_lies_in_the_basket() {
    let (boot, none) = (crate::tests::boot(), |_: Instant| String::new());
    let setting = Setting { boot: &boot, t: texts(Lang::Zh), display: Display::default(), time: &none, day: &none };
    let all = shelf(&named("拿铁", "Latte"));
    let html = add_whole(&all, setting).into_string();
    assert_eq!((html.matches("data-goods=").count(), html.matches("<b>×").count()), (2, 0), "{html}");
    says(&html, &["扫商品码</button>", "id=\"preview-amount\"", "<select id=\"preview-class\">", "看看多少钱</a>"]);
    let nothing = add_whole(&Shelf { goods: Vec::new(), ..all }, setting).into_string();
    assert!(!nothing.contains("扫商品码") && nothing.contains("id=\"preview-amount\""), "{nothing}");
}

#[test]
fn what_a_policy_calls_its_goods_shops_and_coupons_is_text() {
    let (t, mut boot, name) = (texts(Lang::En), crate::tests::boot(), hostile());
    boot.rules.tiers[0].name = name.clone();
    boot.rules.earning.classes[0].name = name.clone();
    boot.rules.earning.classes[0].id = HOSTILE.into();
    let amount = Line { item: HOSTILE.into(), class: HOSTILE.into(), quantity: 1, price: Fen(1) };
    let bought = Basket { held: vec![held("1", name.clone(), 2), Held { line: amount, name: Text::default() }] };
    let (shelf, wish) = (shelf(&name), Wish::default());
    // In both rows the name and twice for those who hear it; in the second twice the ids of item and class.
    assert_escaped(basket(&bought, &boot.rules, t), 3 + 3 + 4);
    assert_escaped(ways_to_pay(&shelf, &wish, t), 2);
    assert_escaped(goods(&shelf, &bought, t), 2);
    assert_escaped(kinds(&boot.rules.earning.classes, t), 2);
    assert_escaped(said(HOSTILE), 1);
    let why = [
        Why::Void { reason: HOSTILE.into() },
        Why::Tier { lowest: "xiaobai".into() },
        Why::Store { stores: vec!["a".into(), "b".into()] },
        Why::Together { with: "c1".into(), total: Fen(1) },
    ];
    let gift = Applied { off: Fen::ZERO, gift: Some(name.clone()), ..preview(&name).coupons[0].clone() };
    let declined = why.map(|why| unused(HOSTILE, &name, why)).to_vec();
    let answer = Preview { coupons: vec![gift], declined, ..preview(&name) };
    let asked = Asked {
        t,
        rules: &boot.rules,
        shelf: &shelf,
        basket: &bought,
        wish: &wish,
        preview: &answer,
        day: &|_| String::new(),
        time: &|_| String::new(),
    };
    // Two lines, a step, an outdone price; a gift and its name; four coupons by name and twice by id, and what is said of them.
    assert_escaped(way(&asked), 4 + 2 + 4 * 3 + 5);
}
