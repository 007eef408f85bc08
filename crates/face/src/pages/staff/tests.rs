use super::order::{Stand, order, state};
use super::*;
use crate::Lang;
use crate::words::texts;
use shuke_contract::addresses::AddressFields;
use shuke_contract::coupons::{HeldCoupon, OnlyFor};
use shuke_contract::orders::{Claim, OrderItem, Parcel};
use shuke_contract::staff::{Action, CouponUse, Logged, StaffOrder};
use shuke_rules::coupons::State;
use shuke_rules::mall::{ItemKind, OrderState, Price, Way};
use shuke_rules::number::CardNumber;
use shuke_rules::phone::Phone;
use shuke_rules::policy::{Effect, Scope, Template};
use shuke_rules::{Day, Fen, Instant, Points, Text};

const HOSTILE: [&str; 2] = ["<img src=x onerror=alert(1)>", "\"'><script>"];

fn text(text: &str) -> Text {
    Text { zh: text.into(), en: text.into() }
}

fn time(_: Instant) -> String {
    "14:32".into()
}

fn an_order(name: &str) -> StaffOrder {
    StaffOrder {
        id: "7".into(),
        state: OrderState::Placed,
        item: OrderItem {
            id: "cup".into(),
            name: text(name),
            terms: Text::default(),
            kind: ItemKind::Goods,
            picture: None,
            gives: Vec::new(),
        },
        price: Price { points: Points(800), fen: Fen(900) },
        due: Fen::ZERO,
        way: Way::PickUp,
        member: "林晓雨".into(),
        address: None,
        parcel: None,
        claim: None,
        reserved_until: None,
        at: Instant::UNIX_EPOCH,
        day: Day::parse("2026-11-20").unwrap(),
        actions: vec![Action::Prepare],
    }
}

fn a_voucher(state: OrderState) -> StaffOrder {
    let order = an_order("拿铁");
    StaffOrder { state, item: OrderItem { kind: ItemKind::Voucher, ..order.item.clone() }, ..order }
}

fn a_claim(what: &str) -> Claim {
    let day = Day::parse("2026-11-21").unwrap();
    Claim { at: Instant::UNIX_EPOCH, day, what: what.into(), accepted: None, answer: what.into() }
}

fn a_coupon(name: &str, effect: Effect) -> HeldCoupon {
    HeldCoupon {
        id: "c".into(),
        terms: Template {
            id: "first-order".into(),
            name: text(name),
            note: text(name),
            effect,
            threshold: Some(Fen(6000)),
            scope: Scope { classes: vec!["tea".into()], items: vec!["10021".into()], stores: Vec::new() },
            tier: None,
            group: "main".into(),
            per_basket: 1,
            from: None,
            until: None,
            days: None,
            stock: None,
            per_member: None,
            claim: None,
        },
        only_for: OnlyFor { goods: vec![text(name), text("Latte")], shops: Vec::new() },
        first: Day::parse("2026-11-01").unwrap(),
        last: Day::parse("2026-12-31"),
        state: State::Locked { until: Instant::UNIX_EPOCH },
        ends_soon: false,
        tier_reached: true,
        given: Day::parse("2026-11-01").unwrap(),
        used: None,
        receipt: None,
        withdrawn: false,
    }
}

fn a_member(name: Option<&str>) -> SeenMember {
    SeenMember {
        number: CardNumber::issue("690", 1, "31", 7).unwrap(),
        name: name.map(str::to_owned),
        tier: "suren".into(),
        tier_name: text(name.unwrap_or("素人")),
        points: Points(12_480),
        orders: Vec::new(),
        tasks: Vec::new(),
        coupons: Vec::new(),
    }
}

fn somebody(name: &str, role: Role) -> StaffMember {
    StaffMember { name: name.into(), role, store: "x".into(), store_name: text(name), now: Instant::UNIX_EPOCH }
}

fn logged(text: &str) -> Logged {
    Logged {
        id: "1".into(),
        at: Instant::UNIX_EPOCH,
        who: text.into(),
        action: Action::HandOver,
        about: Some(self::text(text)),
        member: Some(text.into()),
        paid: Fen::ZERO,
        note: text.into(),
        undone: true,
        undo_until: None,
    }
}

#[test]
fn where_an_order_stands_is_said_by_what_is_to_be_done_with_it() {
    let said = |order: &StaffOrder| state(order, texts(Lang::En), &time);
    let cup = an_order("cup");
    let sent = StaffOrder { actions: vec![Action::Ship], ..cup.clone() };
    let held = StaffOrder { state: OrderState::Reserved, reserved_until: Some(Instant::UNIX_EPOCH), ..cup.clone() };
    let ready = StaffOrder { state: OrderState::Ready, ..cup.clone() };
    let claimed = StaffOrder { claim: Some(a_claim("torn")), state: OrderState::PickedUp, ..cup.clone() };
    let cancelled = StaffOrder { state: OrderState::Cancelled, ..cup.clone() };
    for (order, expected) in [
        (cup, "To set aside"),
        (sent, "To ship"),
        (held, "Payment due · held until 14:32"),
        (ready, "Ready to hand over"),
        (claimed, "To decide"),
        (cancelled, "Over"),
        (a_voucher(OrderState::Ready), "Ready to use"),
        (a_voucher(OrderState::PickedUp), "Used"),
    ] {
        assert_eq!(said(&order), expected);
    }
}

#[test]
fn an_order_alone_says_whose_it_is_and_what_to_take() {
    let due = StaffOrder { due: Fen(900), ..an_order("流釉杯") };
    let html = order(&due, true, texts(Lang::Zh), &time).into_string();
    for part in [
        "<p class=\"tag\">待备货</p><h1 class=\"page-title\">流釉杯</h1><p>会员：林晓雨</p>",
        "<p class=\"counter-due\"><span>收款</span> <b class=\"figure\">¥9</b></p>",
        "<svg",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    let html = order(&an_order("流釉杯"), false, texts(Lang::Zh), &time).into_string();
    assert!(html.contains("<h2>流釉杯</h2><p class=\"note number\">11月20日</p>"), "{html}");
    assert!(!html.contains("林晓雨") && !html.contains("counter-due"));
}

#[test]
fn what_can_be_given_stands_first_as_one_act_each_and_the_rest_is_folded_by_its_kind() {
    let bag = StaffOrder { id: "9".into(), state: OrderState::Ready, due: Fen(900), ..an_order("bag") };
    let used = a_voucher(OrderState::PickedUp);
    let orders = [used.clone(), an_order("cup"), StaffOrder { id: "8".into(), ..an_order("tea") }, bag];
    assert_eq!(Stand::of(&used), Stand::Used);
    let html = work::listed(&orders, &|stand| stand == Stand::Over, texts(Lang::En), &time).into_string();
    let (ready, folded) = html.split_once("<details").expect("what is folded");
    let act = "<small>林晓雨 · November 20</small></span><span class=\"row-end\"><b>Hand over</b>¥9</span></button>";
    assert!(ready.contains("id=\"work-9\"") && ready.ends_with(&format!("bag {act}</li></ul></div>")), "{html}");
    assert!(folded.starts_with(" class=\"unfold\" id=\"fold-1\"><summary id=\"fold-1-name\">"), "{html}");
    let (first, last) = folded.split_once("open><summary id=\"fold-9-name\">").expect("what is unfolded");
    assert!(
        first.contains("To set aside <span class=\"number\">2</span>") && first.contains("id=\"work-8\""),
        "{html}"
    );
    assert!(last.contains("Over <span class=\"number\">1</span>"), "{html}");
    assert!(last.contains("<small>林晓雨 · November 20 · Used</small>"), "{html}");
    let voucher = [a_voucher(OrderState::Ready)];
    assert!(work::listed(&voucher, &|_| false, texts(Lang::Zh), &time).into_string().contains("<b>核销</b></span>"));
    assert!(work::listed(&[], &|_| true, texts(Lang::En), &time).into_string().contains("Nothing is waiting."));
}

#[test]
fn what_one_sees_to_first_is_named_where_nothing_lies_ready_and_a_fold_is_known_by_its_name() {
    let claimed = StaffOrder { claim: Some(a_claim("torn")), state: OrderState::PickedUp, ..an_order("cup") };
    assert_eq!(work::first(&[an_order("bag"), claimed.clone()]), Some(Stand::ToDecide));
    assert_eq!(work::first(&[claimed, a_voucher(OrderState::Ready)]), None);
    assert_eq!(work::first(&[]), None);
    assert_eq!((work::folded("fold-1"), work::folded("work-1")), (Some(Stand::ToPrepare), None));
}

#[test]
fn before_something_is_done_it_is_said_what_it_does_and_whether_it_can_be_undone() {
    let said = |order: &StaffOrder, action| acts::text(order, action, texts(Lang::Zh)).into_string();
    let due = StaffOrder { due: Fen(900), ..an_order("流釉杯") };
    let html = said(&due, Action::HandOver);
    assert!(html.contains("<p>先收 ¥9，再交付。</p>") && html.contains("10 分钟内可以撤销"), "{html}");
    assert!(said(&a_voucher(OrderState::Ready), Action::HandOver).contains("这张券用过就作废"));
    let html = said(&an_order("流釉杯"), Action::AcceptClaim);
    assert!(html.contains("800 分马上退给会员") && html.contains("另退 ¥9") && html.contains("不能撤销"), "{html}");
    assert!(said(&an_order("流釉杯"), Action::TakePayment).contains("10 分钟内可以撤销"));
    let pack = an_order("券包");
    let pack = StaffOrder { item: OrderItem { kind: ItemKind::Pack, ..pack.item.clone() }, ..pack };
    assert!(
        said(&pack, Action::TakePayment).contains("不能撤销"),
        "it is the member's in the moment in which it is paid"
    );
    let label = |order: &StaffOrder, action| acts::label(order, action, texts(Lang::Zh));
    assert_eq!(label(&due, Action::HandOver).as_deref(), Some("已收 ¥9，交付"));
    assert_eq!(label(&a_voucher(OrderState::Ready), Action::HandOver).as_deref(), Some("核销"));
    assert_eq!(label(&due, Action::Undo), None);
    assert_eq!(acts::done(&a_voucher(OrderState::Ready), Action::HandOver, texts(Lang::Zh)), "已核销 · 拿铁 · 林晓雨");
}

#[test]
fn a_coupon_says_what_it_takes_off_for_what_and_until_when() {
    let coupon = a_coupon("茶", Effect::AmountOff { yuan: Fen(500) });
    let html = coupons::row(&coupon, texts(Lang::Zh), &time).into_string();
    let about = "收银台占用到 14:32 · 减 ¥5 · 只限茶、Latte · 满 ¥60 · 茶 · 可用到 12月31日";
    assert_eq!(html, format!("<span class=\"row-main\">茶<small>{about}</small></span>"));
    let gift = a_coupon("tea", Effect::Gift { gift: text("a cup"), item: None });
    let html = coupons::use_text(&gift, texts(Lang::Zh), &time).into_string();
    assert!(html.contains("<p><b>交给对方：a cup</b></p>"), "{html}");
    let told = CouponUse { list: Fen(3000), off: Fen(500), to_pay: Fen(2500), gift: None, logged: None };
    let html = coupons::sum(&told, texts(Lang::Zh)).into_string();
    assert!(html.contains("原价 ¥30，这张券减 ¥5") && html.contains("¥25</b>"), "{html}");
}

#[test]
fn the_goods_are_those_of_the_scope_or_every_class_and_their_names_are_escaped() {
    let coupon = a_coupon("<tea>", Effect::BuyThreeOneFree);
    let kinds = coupons::kinds(&coupon, &[], Lang::En);
    let options = coupons::options(&kinds).into_string();
    assert_eq!(options, r#"<option value="0">&lt;tea&gt;</option><option value="1">Latte</option>"#);
    assert_eq!(kinds[1].0, coupons::Goods::Item("10021".into()));
    let all = HeldCoupon { only_for: OnlyFor::default(), ..coupon };
    assert_eq!(coupons::kinds(&all, &[], Lang::En), []);
}

#[test]
fn the_time_left_is_counted_down_by_the_servers_clock() {
    let until = Instant::from_timestamp(600, 0);
    let said = |now| time_left(left(until, now), texts(Lang::Zh)).into_string();
    assert!(said(19_000).ends_with(">还有 9:41</span>") && said(540_001).ends_with(">还有 1:00</span>"));
    assert_eq!((left(until, 600_000), left(until, 900_000), left(None, 0)), (0, 0, 0));
}

#[test]
fn the_log_says_what_to_what_whose_and_when_and_by_whom() {
    let logged = Logged { note: String::new(), about: Some(text("袋")), member: Some("林".into()), ..logged("周") };
    let html = entry(&logged, texts(Lang::Zh), "14:32").into_string();
    assert_eq!(
        html,
        "<span class=\"row-main\">已交付 <span class=\"tag\">已撤销</span> 袋 · 林<small>14:32 · 周</small></span>"
    );
    let signed_in = Logged { about: None, member: None, undone: false, action: Action::SignIn, ..logged };
    let html = entry(&signed_in, texts(Lang::En), "14:32").into_string();
    assert_eq!(html, "<span class=\"row-main\">Signed in<small>14:32 · 周</small></span>");
}

#[test]
fn a_member_without_a_name_is_called_by_the_number() {
    let nameless = a_member(None);
    assert_eq!(called(&nameless), nameless.number.grouped());
    let html = member(&a_member(Some("林晓雨")), texts(Lang::Zh)).into_string();
    assert!(html.contains("<h1 class=\"page-title\">林晓雨</h1>") && html.contains("12,480</b> 积分"), "{html}");
    let html = desk(&somebody("周", Role::Manager), texts(Lang::En)).into_string();
    assert!(html.contains("<p class=\"lede\">周 · Manager</p>"), "{html}");
}

/// Everything that is drawn at the counter, and how often the name stands in it.
fn everything(name: &str, t: &Texts) -> [(Markup, usize); 11] {
    let mut one = an_order(name);
    one.member = name.into();
    one.item.terms = text(name);
    one.item.picture = Some(name.into());
    one.claim = Some(a_claim(name));
    one.parcel = Some(Parcel { carrier: name.into(), number: name.into() });
    let phone = Phone::parse("13800138000").unwrap();
    let whose = (name.to_owned(), name.to_owned(), name.to_owned());
    one.address = Some(AddressFields { name: whose.0, phone, region: whose.1, street: whose.2, preferred: false });
    let coupon = a_coupon(name, Effect::Gift { gift: text(name), item: None });
    let shown = ShownTask { id: "t".into(), name: text(name), note: text(name), points: Points(5) };
    let who = a_member(Some(name));
    [
        (desk(&somebody(name, Role::Clerk), t), 2),
        (log(&somebody(name, Role::Manager), t), 1),
        (member(&who, t), 2),
        (task(&shown, t), 2),
        (confirm_text(&who, &shown, t), 1),
        // Picture, name, member, terms, three of the address, two of the parcel, two of the claim.
        (order(&one, true, t, &time), 11),
        (work::listed(std::slice::from_ref(&one), &|_| true, t, &time), 3),
        (acts::text(&one, Action::TakePayment, t), 2),
        // Its name, the gift, the goods, the note.
        (coupons::row(&coupon, t, &time), 4),
        (coupons::use_text(&coupon, t, &time), 4),
        (entry(&logged(name), t, ""), 4),
    ]
}

#[test]
fn no_name_can_leave_its_element() {
    for hostile in HOSTILE {
        let escaped = hostile.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        for lang in [Lang::Zh, Lang::En] {
            for (place, (markup, count)) in everything(hostile, texts(lang)).into_iter().enumerate() {
                let html = markup.into_string();
                assert!(!html.contains("<img src") && !html.contains("<script"), "{html}");
                assert_eq!(html.matches(&escaped).count(), count, "{place}: {html}");
            }
        }
    }
}
