use super::*;
use crate::Lang;
use crate::tests::{HOSTILE, boot, day, text};
use crate::words::texts;
use shuke_contract::receipts::{LineGoods, Receipt, ReceiptLine, ReceiptRefund, ReceiptStep, ReceiptSummary};
use shuke_rules::earning::EarnReason;
use shuke_rules::policy::ItemId;
use shuke_rules::{Fen, Instant, Multiplier, Points};

fn summary() -> ReceiptSummary {
    ReceiptSummary {
        id: "s_1".into(),
        store: Some(text("安福路店", "Anfu Road")),
        at: Instant::UNIX_EPOCH,
        day: day("2026-11-18"),
        paid: Fen(26_800),
        refunded: Fen::ZERO,
        points: Points(402),
    }
}

fn line() -> ReceiptLine {
    ReceiptLine {
        item: ItemId::default(),
        goods: None,
        name: "乌龙茶".into(),
        class: "regular".into(),
        class_name: text("正价商品", "regular goods"),
        quantity: 2,
        list: Fen(10_000),
        paid: Fen(8_000),
        steps: vec![ReceiptStep { name: text("会员价", "Member price"), points: Points::ZERO, off: Fen(2_000) }],
        refunded: Fen::ZERO,
        points: Points(96),
        points_per_yuan: Multiplier::ONE,
        reason: EarnReason::ClassRate,
    }
}

fn whole() -> Receipt {
    Receipt {
        id: "s_1".into(),
        number: "A-17".into(),
        store_id: None,
        store: Some(text("安福路店", "Anfu Road")),
        at: Instant::UNIX_EPOCH,
        day: day("2026-05-18"),
        lines: vec![line()],
        list: Fen(10_000),
        paid: Fen(8_000),
        refunded: Fen::ZERO,
        spent: Points::ZERO,
        delivery: Fen::ZERO,
        gifts: Vec::new(),
        tier: "suren".into(),
        multiplier: Multiplier::parse("1.2").unwrap(),
        earned: Points(96),
        taken_back: Points::ZERO,
        points_until: None,
        refunds: Vec::new(),
        rule_version: 3,
    }
}

fn refunded() -> Receipt {
    let refund = ReceiptRefund {
        at: Instant::UNIX_EPOCH,
        day: day("2026-05-20"),
        amount: Fen(8_000),
        taken_back: Points(96),
        shortfall: Points(40),
        points_back: Points(10),
        tier_undone: Some(("suren".into(), "xiaobai".into())),
    };
    let line = ReceiptLine { refunded: Fen(8_000), ..line() };
    Receipt { lines: vec![line], taken_back: Points(96), refunds: vec![refund], ..whole() }
}

fn listed(receipts: &[ReceiptSummary], more: bool, lang: Lang) -> String {
    list(&receipts.iter().collect::<Vec<_>>(), more, &|_| "14:32".to_owned(), texts(lang)).into_string()
}

fn read(it: &Receipt, lang: Lang) -> String {
    receipt(it, "14:32", &boot(), texts(lang)).into_string()
}

fn assert_says(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn the_list_says_where_when_and_how_much_by_month() {
    let back = ReceiptSummary { refunded: Fen(26_800), points: Points(-42), ..summary() };
    let html = listed(&[summary(), back], false, Lang::Zh);
    assert_says(
        &html,
        &[
            r#"<h2 class="month-title">2026年11月 <small>¥268 · +360</small></h2>"#,
            r#"<a class="row" href="/receipts/s_1"><span class="row-main">安福路店 <small>11月18日 14:32</small></span>"#,
            r#"<span class="row-end"><b>¥268</b><span class="plus">+402</span></span>"#,
            "<small>11月18日 14:32 · 已退 ¥268</small>",
            r#"<span class="row-end"><b>¥0</b><span class="minus">−42</span></span>"#,
        ],
    );
    let half = ReceiptSummary { refunded: Fen(2_800), points: Points(360), ..summary() };
    assert_says(
        &listed(&[half], false, Lang::En),
        &["<small>¥240 · +360</small>", "¥28 refunded", r#"<b>¥240</b><span class="plus">+360</span>"#],
    );
    let imported = ReceiptSummary { store: None, ..summary() };
    let html = listed(&[imported], true, Lang::En);
    assert_says(&html, &["November 2026 </h2>", "Purchase <small>November 18 14:32</small>"]);
}

#[test]
fn a_receipt_explains_every_line_and_its_points() {
    assert_says(
        &read(&whole(), Lang::Zh),
        &[
            r#"<h1>安福路店</h1><p class="note">5月18日 14:32 · 小票号 A-17</p>"#,
            r#"<dt>乌龙茶 × 2</dt><dd>¥100</dd><dd class="slip-step">会员价<span>−¥20</span></dd>"#,
            r#"<dd class="slip-step"><b>实付</b><span><b>¥80</b></span></dd>"#,
            r#"<dd class="note">正价商品，1 元 1 分，分得 96 分</dd>"#,
            "<dt>优惠</dt><dd>−¥20</dd>",
            "素人 × 1.2",
            r#"<dd class="plus">+96</dd>"#,
            "这些积分不会到期。",
            "按规则第 3 版",
        ],
    );
    let bare = ReceiptLine { name: String::new(), quantity: 1, steps: Vec::new(), ..line() };
    let paid_by_points = ReceiptStep { name: text("", ""), points: Points(500), off: Fen(500) };
    let full = Receipt {
        lines: vec![bare, ReceiptLine { steps: vec![paid_by_points], reason: EarnReason::Unknown, ..line() }],
        delivery: Fen(600),
        gifts: vec![text("茶杯", "a cup")],
        points_until: Some(day("2027-05-31")),
        ..whole()
    };
    assert_says(
        &read(&full, Lang::En),
        &[
            "<dt>regular goods</dt>",
            r#"<dd class="slip-step">Discounts<span>−¥20</span></dd>"#,
            r#"<dd class="slip-step">500 points<span>−¥5</span></dd>"#,
            "Under the rules of that day",
            "<dt>Gift</dt><dd>a cup</dd>",
            "<dt>Delivery</dt><dd>¥6</dd>",
            "¥86",
            "good through May 31, 2027",
        ],
    );
}

#[test]
fn what_costs_its_list_price_goes_no_way() {
    let plain = Receipt { lines: vec![ReceiptLine { paid: Fen(10_000), steps: Vec::new(), ..line() }], ..whole() };
    assert!(!read(&plain, Lang::Zh).contains("slip-step"));
}

#[test]
fn what_the_catalogue_knows_is_shown_with_its_picture_and_leads_there() {
    let goods = LineGoods { number: "10021".into(), picture: Some("/pictures/a.svg".into()) };
    let read = |goods| read(&Receipt { lines: vec![ReceiptLine { goods, ..line() }], ..whole() }, Lang::Zh);
    let known = read(Some(goods.clone()));
    assert_says(
        &known,
        &[
            r#"<dt><a class="slip-goods" href="/goods/10021"><img src="/pictures/a.svg" width="40" height="40" alt="""#,
            "乌龙茶</a> × 2</dt>",
        ],
    );
    assert!(!read(Some(LineGoods { picture: None, ..goods })).contains("<img"));
    assert!(!read(None).contains("slip-goods"));
}

#[test]
fn a_refund_says_what_came_back_and_what_it_did() {
    assert_says(
        &read(&refunded(), Lang::Zh),
        &[
            r#"<div class="refusal"><b>退货时有 40 分已经用掉</b>"#,
            "素人是靠这笔消费升的，退货后回到小白。",
            r#"<dt>退货</dt><dd><span class="minus">−¥80</span></dd><dd class="note">5月20日 · 收回 96 分 · 抵现的 10 分退回</dd>"#,
            "已退 ¥80",
            r#"<dt>现余</dt><dd class="">0</dd>"#,
        ],
    );
    assert!(!read(&whole(), Lang::Zh).contains("refusal"));
}

#[test]
fn no_name_can_leave_its_element() {
    for (hostile, safe) in HOSTILE {
        let name = text(hostile, hostile);
        let mut boot = boot();
        for tier in &mut boot.rules.tiers {
            tier.name = name.clone();
        }
        let mut it = refunded();
        it.lines[0].class_name = name.clone();
        (it.store, it.number, it.gifts) = (Some(name.clone()), hostile.into(), vec![name.clone()]);
        it.lines[0].name = hostile.into();
        it.lines[0].steps[0].name = name.clone();
        let summary = ReceiptSummary { id: hostile.into(), store: Some(name), ..summary() };
        for lang in [Lang::Zh, Lang::En] {
            let page = receipt(&it, "14:32", &boot, texts(lang)).into_string();
            assert!(!page.contains(hostile), "{page}");
            // Shop, number, gift, item, its class and its step, the tier that multiplied, and both that were undone.
            assert_eq!(page.matches(safe).count(), 9, "{page}");
            let html = listed(std::slice::from_ref(&summary), false, lang);
            assert!(!html.contains(hostile), "{html}");
            assert_eq!(html.matches(safe).count(), 1, "{html}");
        }
    }
}
