use super::*;
use crate::Lang;
use crate::hostile::{HOSTILE, assert_escaped};
use crate::tests::{day, text};
use crate::words::texts;
use shuke_contract::pieces::{Offer, Own, Owner, Purchase, Quality, Register, Repair, RepairShop, RepairStep, Seen};
use shuke_rules::goods::Good;
use shuke_rules::item_code::ItemCode;
use shuke_rules::pieces::{How, RepairState};
use shuke_rules::{Fen, Instant, Points};

fn piece() -> Piece {
    Piece {
        code: ItemCode::of([0; 10]),
        good: Good { name: text("羊毛大衣", "Wool coat"), ..Good::default() },
        category: None,
        quality: Quality::default(),
        seen: Seen { first: None, city: String::new(), suspect: None, cities: 0 },
        owner: Owner::Nobody,
        warranty_months: 24,
        own: None,
        register: None,
        repairs: Vec::new(),
        shops: Vec::new(),
        today: day("2026-11-30"),
    }
}

fn yours() -> Piece {
    let own = Own {
        since: day("2026-11-20"),
        how: How::Receipt,
        bought: day("2026-11-18"),
        warranty_until: Some(day("2028-11-18")),
        offer: None,
        points: Points(50),
    };
    let step = |state, note: &str| RepairStep {
        state,
        at: Instant::UNIX_EPOCH,
        day: day("2026-11-29"),
        note: note.into(),
        from_shop: false,
        pictures: Vec::new(),
    };
    let repair = Repair {
        id: "1".into(),
        state: RepairState::Accepted,
        store: text("豫园店", "Yuyuan"),
        steps: vec![step(RepairState::Asked, "掉了一颗扣子"), step(RepairState::Accepted, "")],
    };
    let shop = RepairShop { id: "yuyuan".into(), name: text("豫园店", "Yuyuan") };
    Piece { owner: Owner::You, own: Some(own), repairs: vec![repair], shops: vec![shop], ..piece() }
}

fn zh(markup: &Markup) -> String {
    markup.0.clone()
}

#[test]
fn it_is_said_when_and_where_a_code_was_first_seen_and_whether_it_was_copied() {
    let t = texts(Lang::Zh);
    assert!(zh(&genuine(&piece(), t)).contains("在你之前没有人查过它。"));
    let seen = Seen { first: Some(day("2026-11-01")), city: "上海".into(), suspect: None, cities: 0 };
    let known = zh(&genuine(&Piece { seen: seen.clone(), ..piece() }, t));
    assert!(known.contains("第一次有人查它是 11月1日，在上海。") && !known.contains("refusal"), "{known}");
    let copied = Seen { suspect: Some(day("2026-11-02")), cities: 4, ..seen };
    let copied = zh(&genuine(&Piece { seen: copied, ..piece() }, t));
    assert!(copied.contains("这个码可能被复制过") && copied.contains("11月2日一天里，它在 4 个城市被查过"), "{copied}");
}

#[test]
fn an_owner_sees_what_is_theirs_and_others_only_that_it_is_taken() {
    let t = texts(Lang::Zh);
    let own = zh(&owner(&yours(), true, t));
    for part in ["是你的，11月20日起。", "保修到 2028年11月18日", "11月18日购买 · 凭小票登记", "登记得了 50 分"]
    {
        assert!(own.contains(part), "{part} is missing in {own}");
    }
    let other = zh(&owner(&Piece { owner: Owner::Another, ..piece() }, true, t));
    assert!(other.contains("已经有人登记了。") && other.contains("从购买算起保修 24 个月"), "{other}");
    assert!(!other.contains("href=\"/sign-in\""));
    assert!(zh(&owner(&piece(), false, t)).contains("href=\"/sign-in\""));
    let mut over = yours();
    over.own.as_mut().unwrap().warranty_until = Some(day("2026-11-29"));
    assert!(zh(&owner(&over, true, t)).contains("保修已在 11月29日结束"));
}

#[test]
fn a_piece_can_be_registered_by_a_receipt_or_by_who_comes_first() {
    let t = texts(Lang::Zh);
    let purchase = Purchase { id: "7".into(), store: None, day: day("2026-11-18"), paid: Fen(268_000) };
    let register = Register { receipts: vec![purchase], first_come: true, points: Points(50) };
    let open = Piece { register: Some(register.clone()), ..piece() };
    let rows = zh(&register_rows(&open, "7", t));
    assert!(
        rows.contains(r#"value="7" checked"#) && rows.contains("消费，11月18日") && rows.contains("没有小票"),
        "{rows}"
    );
    assert!(zh(&register_note(&open, t)).contains("凭小票登记得 50 分，一件一次。"));
    let none = Piece { register: Some(Register { receipts: Vec::new(), first_come: false, ..register }), ..piece() };
    assert!(!can_register(&none) && zh(&register_note(&none, t)).contains("登记要凭这件商品的小票"));
    assert!(zh(&register_note(&piece(), t)).is_empty());
}

#[test]
fn a_code_to_hand_it_over_is_shown_with_its_end() {
    let t = texts(Lang::Zh);
    let mut own = yours();
    assert!(zh(&offered(&own, t)).contains("生成一个转让码"));
    let until_day = day("2026-12-07");
    own.own.as_mut().unwrap().offer = Some(Offer { code: "12345678".into(), until: Instant::UNIX_EPOCH, until_day });
    let shown = zh(&offered(&own, t));
    assert!(shown.contains("1234 5678") && shown.contains("到 12月7日 24:00 有效"), "{shown}");
}

#[test]
fn a_repair_says_how_far_it_is_and_no_second_one_is_asked_for_meanwhile() {
    let t = texts(Lang::Zh);
    let mut own = yours();
    let shown = zh(&repairs(&own, t));
    assert!(shown.contains("掉了一颗扣子") && shown.contains("可以送来了"), "{shown}");
    assert!(!can_repair(&own) && waits(&own).is_some() && under_way(&own).is_some());
    own.repairs[0].state = RepairState::Returned;
    assert!(can_repair(&own) && waits(&own).is_none() && under_way(&own).is_none());
}

#[test]
fn what_is_said_while_nothing_changes_has_who_said_it_and_its_photos() {
    let t = texts(Lang::Zh);
    let mut own = yours();
    let steps = &mut own.repairs[0].steps;
    let last = steps[1].clone();
    let pictures = vec!["/photos/a.jpeg".to_owned(), "/photos/b.jpeg".to_owned()];
    steps.push(RepairStep { note: "还在里面".into(), pictures, ..last.clone() });
    steps.push(RepairStep { note: "什么颜色的线？".into(), from_shop: true, ..last });
    let shown = zh(&repairs(&own, t));
    assert_eq!(shown.matches("可以送来了").count(), 1, "{shown}");
    for part in ["补充说明", "门店留言", "什么颜色的线？", r#"href="/photos/b.jpeg""#, r#"alt="照片 2""#]
    {
        assert!(shown.contains(part), "{part} is missing in {shown}");
    }
}

#[test]
fn no_name_can_leave_its_element() {
    let name = text(HOSTILE, HOSTILE);
    let mut hostile = yours();
    (hostile.good.name, hostile.category) = (name.clone(), Some(name.clone()));
    hostile.seen = Seen { first: Some(day("2026-11-01")), city: HOSTILE.into(), suspect: None, cities: 0 };
    hostile.quality = Quality { lot: HOSTILE.into(), said: name.clone(), ..Quality::default() };
    (hostile.repairs[0].store, hostile.repairs[0].steps[0].note) = (name.clone(), HOSTILE.into());
    hostile.shops[0].name = name;
    let t = texts(Lang::Zh);
    assert_escaped(head(&hostile, t), 2);
    assert_escaped(genuine(&hostile, t), 1);
    assert_escaped(quality(&hostile, t), 2);
    assert_escaped(repairs(&hostile, t), 2);
    assert_escaped(shop_options(&hostile, t), 1);
}
