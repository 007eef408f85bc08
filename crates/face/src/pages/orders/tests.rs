use super::{claim, list, one, state};
use crate::hostile::{HOSTILE, assert_escaped, hostile};
use crate::tests::day;
use crate::words::texts;
use crate::{Lang, Markup};
use shuke_contract::addresses::AddressFields;
use shuke_contract::mall::Gives;
use shuke_contract::orders::{Claim, Order, OrderItem, OrderStep, OrderStore, OrderSummary, Parcel};
use shuke_rules::mall::{ItemKind, OrderState, Price, Way};
use shuke_rules::phone::Phone;
use shuke_rules::pick_up::PickUpCode;
use shuke_rules::{Fen, Instant, Points, Text};

fn item() -> OrderItem {
    OrderItem {
        id: "cup".into(),
        name: Text { zh: "流釉杯".into(), en: "Glazed cup".into() },
        terms: Text::default(),
        kind: ItemKind::Goods,
        picture: None,
        gives: Vec::new(),
    }
}

pub(super) fn order(way: Way, states: &[OrderState]) -> Order {
    let today = day("2026-11-22");
    let step = |state: &OrderState| OrderStep { state: *state, at: Instant::UNIX_EPOCH, day: today, undone: None };
    Order {
        id: "1".into(),
        state: *states.last().unwrap(),
        item: item(),
        price: Price::default(),
        due: Fen::ZERO,
        way,
        store: None,
        address: None,
        code: None,
        reserved_until: None,
        parcel: None,
        steps: states.iter().map(step).collect(),
        claim_until: None,
        claim: None,
        received_by: None,
        today,
        now: Instant::UNIX_EPOCH,
    }
}

pub(super) fn summary(id: &str, state: OrderState) -> OrderSummary {
    OrderSummary {
        id: id.into(),
        state,
        item: item(),
        price: Price { points: Points(500), fen: Fen(900) },
        way: Way::PickUp,
        at: Instant::UNIX_EPOCH,
        day: day("2026-11-22"),
    }
}

fn noon(_: Instant) -> String {
    "12:00".into()
}

fn says(markup: Markup, parts: &[&str]) {
    let html = markup.into_string();
    for part in parts {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn the_list_has_what_is_open_first_and_says_how_each_is() {
    let orders = [summary("2", OrderState::PickedUp), summary("1", OrderState::Ready)];
    let html = list::list(&orders.each_ref(), texts(Lang::Zh)).into_string();
    let at = |part: &str| html.find(part).unwrap_or_else(|| panic!("{part} is missing in {html}"));
    assert!(at("进行中") < at("可以领取") && at("可以领取") < at("已结束") && at("已结束") < at("已领取"));
    assert!(html.contains("流釉杯<small>11月22日 · 500 积分 + ¥9</small>"), "{html}");
    assert!(html.contains(r#"href="/orders/1""#));
    assert!(!list::list(&orders.each_ref()[..1], texts(Lang::En)).into_string().contains("Active"));
}

#[test]
fn a_state_is_called_by_the_way_that_the_order_goes() {
    let t = texts(Lang::En);
    assert_eq!(state(OrderState::Placed, Way::ExpressForMoney, t), "To be shipped");
    assert_eq!(state(OrderState::Ready, Way::Voucher, t), "Ready to use");
    assert_eq!(state(OrderState::PickedUp, Way::Voucher, t), "Used");
    assert_eq!(state(OrderState::Received, Way::AtOnce, t), "Coupons given");
}

#[test]
fn what_comes_next_is_said_with_what_is_still_due_and_what_came_back() {
    let (zh, en) = (texts(Lang::Zh), texts(Lang::En));
    let mut placed = order(Way::PickUp, &[OrderState::Placed]);
    placed.due = Fen(900);
    says(one::next(&placed, zh), &["现在不用做什么。领取时在店里付 ¥9。"]);
    says(one::next(&placed, en), &["Nothing to do for now. Pay ¥9 in the shop when you pick it up."]);
    let mut back = order(Way::PickUp, &[OrderState::Returned]);
    back.price = Price { points: Points(500), fen: Fen(900) };
    says(one::next(&back, zh), &[r#"<p class="plus">+500 积分已退回</p><p class="plus">¥9 在店里退还</p>"#]);
    let mut sent = order(Way::ExpressForPoints, &[OrderState::Shipped]);
    sent.received_by = Some(day("2026-12-07"));
    says(one::next(&sent, en), &["from December 7 on it counts as received"]);
}

#[test]
fn the_steps_say_where_it_is_and_why_one_was_undone() {
    let mut order = order(Way::PickUp, &[OrderState::Placed, OrderState::Ready]);
    order.steps[1].undone = Some("给错人了".into());
    says(
        one::way(&order, &noon, texts(Lang::Zh)),
        &[
            r#"<li class="step done"><b>备货中</b><span class="note">11月22日 12:00</span></li>"#,
            r#"<li class="step now" aria-current="step"><b>可以领取<span class="sr">, 现在在这一步</span></b>"#,
            r#"<span class="note">店员撤回了上一步：给错人了</span>"#,
            r#"<li class="step ahead"><b>已领取<span class="sr">, 还没到</span></b><span class="note"></span></li>"#,
        ],
    );
}

#[test]
fn the_code_is_called_by_what_it_is_good_for() {
    let mut order = order(Way::PickUp, &[OrderState::Ready]);
    assert_eq!(one::pass(&order, texts(Lang::Zh)).into_string(), "");
    order.code = PickUpCode::of("0123456789");
    let digits = order.code.clone().unwrap();
    says(
        one::pass(&order, texts(Lang::Zh)),
        &[
            "取货码",
            &format!(r#"data-code="{}">{}<"#, digits.as_str(), digits.grouped()),
            r#"role="img" aria-label="二维码""#,
        ],
    );
    order.state = OrderState::Reserved;
    says(one::pass(&order, texts(Lang::En)), &["Payment code"]);
    (order.state, order.way) = (OrderState::Ready, Way::Voucher);
    says(one::pass(&order, texts(Lang::En)), &["Voucher code"]);
}

#[test]
fn while_it_is_prepared_the_code_is_a_line_that_unfolds_and_large_only_once_one_can_come_for_it() {
    let mut order = order(Way::PickUp, &[OrderState::Placed]);
    order.code = PickUpCode::of("0123456789");
    let digits = order.code.clone().unwrap();
    let (small, large) = (r#"<details class="unfold code-later"><summary>"#, "class=\"pass white\"");
    let line = format!(r#"<b data-code="{}">{}</b>"#, digits.as_str(), digits.grouped());
    let placed = one::pass(&order, texts(Lang::Zh));
    let (seen, unfolded) = placed.0.split_once("</summary>").expect("a line");
    assert!(!placed.0.contains(large) && !seen.contains("code-qr"), "{}", placed.0);
    assert!(unfolded.contains("<svg class=\"code-qr\"") && unfolded.contains(r#"aria-label="二维码""#), "{unfolded}");
    says(placed, &[small, "备好后凭此码取货", &line]);
    says(one::pass(&order, texts(Lang::En)), &["once it's ready"]);
    order.state = OrderState::Ready;
    let ready = one::pass(&order, texts(Lang::Zh));
    assert!(!ready.0.contains("code-later"), "{}", ready.0);
    says(ready, &[large, "code-digits", "<svg"]);
    // Staff found that it is not there after all.
    order.state = OrderState::Placed;
    says(one::pass(&order, texts(Lang::Zh)), &[small]);
}

#[test]
fn a_pack_says_what_it_gives_and_leads_to_it_once_it_did() {
    let mut pack = order(Way::AtOnce, &[OrderState::Reserved]);
    assert_eq!(one::gives(&pack, texts(Lang::Zh)).into_string(), "");
    pack.item.gives = vec![Gives { coupon: "c".into(), name: item().name, count: 2 }];
    says(one::gives(&pack, texts(Lang::Zh)), &["包里有", "<li><b>2×</b><span>流釉杯</span></li>"]);
    pack.state = OrderState::Received;
    says(one::gives(&pack, texts(Lang::Zh)), &["送到的券", r#"href="/coupons""#]);
    pack.state = OrderState::Returned;
    says(one::gives(&pack, texts(Lang::En)), &["What it gave", "Unused ones were withdrawn."]);
}

#[test]
fn a_claim_waits_and_is_answered() {
    let mut order = order(Way::PickUp, &[OrderState::PickedUp]);
    assert_eq!(claim::said(&order, texts(Lang::Zh)).into_string(), "");
    let said = |accepted, answer: &str| Claim {
        at: Instant::UNIX_EPOCH,
        day: day("2026-11-22"),
        what: "罐口压坏了".into(),
        accepted,
        answer: answer.into(),
    };
    order.claim = Some(said(None, ""));
    says(claim::said(&order, texts(Lang::Zh)), &["11月22日你说：", "罐口压坏了", "店里还没有答复"]);
    order.claim = Some(said(Some(false), "不像"));
    says(claim::said(&order, texts(Lang::En)), &["The shop doesn't agree:", r#"<p class="quote">不像</p>"#]);
    order.claim_until = Some(day("2026-11-29"));
    says(claim::until(&order, texts(Lang::Zh)), &["11月29日前（含当天）"]);
}

#[test]
fn how_long_it_is_held_is_said_to_the_second() {
    says(one::held(65, texts(Lang::En)), &[r#"role="timer"><b class="figure">1:05</b> <span class="note">left, then"#]);
    says(one::held(0, texts(Lang::Zh)), &[r#"<p role="status">时间到了"#]);
    let mut order = order(Way::PickUp, &[OrderState::Reserved]);
    says(one::cancelling(&order, texts(Lang::Zh)), &["<p>东西不再为你留着，要的话得重新兑换。</p>"]);
    order.price.points = Points(320);
    says(one::cancelling(&order, texts(Lang::Zh)), &["320 积分马上退回"]);
}

#[test]
fn nothing_that_anybody_wrote_becomes_markup() {
    let t = texts(Lang::En);
    let mut order = order(Way::AtOnce, &[OrderState::Placed, OrderState::Received]);
    order.id = HOSTILE.into();
    order.item.name = hostile();
    order.item.terms = hostile();
    order.item.picture = Some(HOSTILE.into());
    order.item.gives = vec![Gives { coupon: "c".into(), name: hostile(), count: 2 }];
    order.steps[1].undone = Some(HOSTILE.into());
    let summary = OrderSummary { item: order.item.clone(), ..summary("1", OrderState::Ready) };
    // Picture and name.
    assert_escaped(list::list(&[&summary], t), 2);
    assert_escaped(one::head(&order, t), 2);
    assert_escaped(one::gives(&order, t), 1);
    assert_escaped(one::way(&order, &noon, t), 1);
    // The terms and the number.
    assert_escaped(one::terms(&order, t), 2);
    let parcel = Parcel { carrier: HOSTILE.into(), number: HOSTILE.into() };
    assert_escaped(one::parcel(&parcel, t), 2);
    let (what, answer) = (HOSTILE.to_owned(), HOSTILE.to_owned());
    order.claim = Some(Claim { at: order.now, day: order.today, what, accepted: Some(true), answer });
    assert_escaped(claim::said(&order, t), 2);
    order.address = Some(AddressFields {
        name: HOSTILE.into(),
        phone: Phone::parse("13812345678").unwrap(),
        region: HOSTILE.into(),
        street: HOSTILE.into(),
        preferred: false,
    });
    assert_escaped(one::place(&order, t), 3);
    order.store = Some(OrderStore { id: "x".into(), name: hostile(), address: hostile(), hours: hostile() });
    assert_escaped(one::place(&order, t), 3);
}
