use super::*;
use crate::Lang;
use crate::hostile::{HOSTILE, assert_escaped};
use crate::tests::{day, text};
use crate::words::texts;
use shuke_rules::goods::Good;
use shuke_rules::gs1::Gtin;
use shuke_rules::{Fen, Instant};

fn shop(pieces: i64) -> ShopStock {
    ShopStock {
        store: "anfu".into(),
        name: text("安福路店", "Anfu Road"),
        pieces,
        counted_at: Instant::UNIX_EPOCH,
        counted: day("2026-11-20"),
    }
}

fn detail() -> GoodDetail {
    let good = Good {
        number: "3001".into(),
        name: text("羊毛大衣", "Wool coat"),
        price: Fen(268_000),
        picture: Some("/pictures/a.svg".into()),
        new_until: Some(day("2026-12-31")),
        barcode: Gtin::parse("6901234567892"),
        care: text("干洗\n挂起来放", "Dry clean\nHang it"),
        ..Good::default()
    };
    GoodDetail {
        good,
        category: Some(text("上装", "Tops")),
        is_sold: true,
        shops: vec![shop(3), shop(0)],
        today: day("2026-11-21"),
    }
}

fn drawn(detail: &GoodDetail, lang: Lang) -> String {
    good(detail, texts(lang)).into_string()
}

#[test]
fn it_says_what_it_is_what_it_costs_and_where_it_is() {
    let html = drawn(&detail(), Lang::Zh);
    for part in [
        r#"<img class="ware-art" src="/pictures/a.svg" width="400" height="400" alt="羊毛大衣的图片""#,
        r#"<h1 class="page-title">羊毛大衣</h1><p class="lede">上装</p>"#,
        r#"<p class="mark mark-new">新品，到 12月31日</p>"#,
        r#"<p class="ware-price"><b>¥2,680</b></p><p class="note">条码 6901234567892</p>"#,
        r#"安福路店<small>11月20日清点</small></span><span class="row-end">3 件</span>"#,
        r#"<span class="row-end">没货</span>"#,
        "<h2>怎么保养</h2>",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    assert!(drawn(&detail(), Lang::En).contains("New, through December 31"), "{}", drawn(&detail(), Lang::En));
}

#[test]
fn what_is_not_known_is_not_said() {
    let plain = GoodDetail {
        good: Good { name: text("杯", "Mug"), ..Good::default() },
        category: None,
        shops: Vec::new(),
        ..detail()
    };
    let html = drawn(&plain, Lang::Zh);
    for part in ["mark", "哪里有", "条码", "怎么保养", "lede", "<img"] {
        assert!(!html.contains(part), "{part} is in {html}");
    }
    let old = GoodDetail { today: day("2027-01-01"), ..detail() };
    assert!(!drawn(&old, Lang::Zh).contains("mark"));
    let gone = GoodDetail { is_sold: false, ..detail() };
    assert!(drawn(&gone, Lang::Zh).contains(r#"<p class="mark">已经不卖了</p>"#));
}

#[test]
fn no_name_can_leave_its_element() {
    let name = text(HOSTILE, HOSTILE);
    let mut hostile = detail();
    hostile.category = Some(name.clone());
    hostile.shops = vec![ShopStock { name: name.clone(), ..shop(1) }];
    (hostile.good.name, hostile.good.care) = (name.clone(), name);
    // Its name twice, as that of its picture, too.
    assert_escaped(good(&hostile, texts(Lang::Zh)), 5);
}
