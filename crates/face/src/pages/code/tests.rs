use super::*;
use crate::Lang;
use crate::hostile::{HOSTILE, assert_escaped, hostile};
use crate::words::texts;
use shuke_contract::coupons::OnlyFor;
use shuke_rules::policy::{Effect, Scope, Template};
use shuke_rules::{Day, Fen, Instant, Text};

fn held(id: &str, name: Text, state: State) -> HeldCoupon {
    let day = Day::parse("2026-11-21").unwrap();
    let terms = Template {
        id: "ten".into(),
        name,
        note: Text::default(),
        effect: Effect::AmountOff { yuan: Fen(1000) },
        threshold: None,
        scope: Scope::default(),
        tier: None,
        group: "main".into(),
        per_basket: 1,
        from: None,
        until: None,
        days: None,
        stock: None,
        per_member: None,
        claim: None,
    };
    HeldCoupon {
        id: id.into(),
        terms,
        only_for: OnlyFor::default(),
        first: day,
        last: None,
        state,
        ends_soon: false,
        tier_reached: true,
        given: day,
        used: None,
        receipt: None,
        withdrawn: false,
    }
}

fn wallet(coupons: Vec<HeldCoupon>) -> Wallet {
    Wallet { coupons, today: Day::parse("2026-11-21").unwrap(), now: Instant::UNIX_EPOCH }
}

#[test]
fn the_code_says_whose_it_is_how_many_points_and_when_that_was_said() {
    let mut boot = crate::tests::boot();
    let html = heading(&boot, texts(Lang::Zh)).into_string();
    assert!(html.contains("会员码</h1><p class=\"note\">小白 · 林晓雨</p>"), "{html}");
    if let Some(card) = &mut boot.card {
        card.name = None;
    }
    assert!(heading(&boot, texts(Lang::En)).into_string().contains("<p class=\"note\">xiaobai</p>"));
    let html = facts(Points(12_480), "11月21日 14:32", true, texts(Lang::Zh)).into_string();
    assert!(
        html.contains("<dd><b>12,480</b></dd>") && html.contains("上次同步：11月21日 14:32。没有网络也可用。"),
        "{html}"
    );
    let html = facts(Points(1), "14:32", false, texts(Lang::En)).into_string();
    assert!(html.contains("You're offline; the code still works. Last synced 14:32."), "{html}");
}

#[test]
fn three_coupons_are_named_of_those_that_can_be_used_now() {
    let named = |id: &str| held(id, Text { zh: format!("券{id}"), en: String::new() }, State::Available);
    let too_high = HeldCoupon { tier_reached: false, ..named("5") };
    let used = HeldCoupon { state: State::Used, ..named("6") };
    let all = wallet(vec![used, named("1"), named("2"), too_high, named("3"), named("4")]);
    let html = coupons(&all, texts(Lang::Zh)).into_string();
    assert!(html.contains("<h2>4 张券可用</h2><a href=\"/coupons\">我的券</a>"), "{html}");
    assert!(html.contains("href=\"/coupons/3\"><span class=\"row-main\">券3</span>"), "{html}");
    assert!(["4", "5", "6"].iter().all(|id| !html.contains(&format!("券{id}"))), "{html}");
    assert_eq!(coupons(&wallet(Vec::new()), texts(Lang::En)).into_string(), "");
    let mut gift = named("7");
    gift.terms.effect = Effect::Gift { gift: Text { zh: "燕麦饮三条".into(), en: String::new() }, item: None };
    let html = coupons(&wallet(vec![gift]), texts(Lang::Zh)).into_string();
    assert!(html.contains("券7 <small>燕麦饮三条</small>"), "what it is a coupon for: {html}");
}

#[test]
fn names_of_members_tiers_and_coupons_are_text() {
    let mut boot = crate::tests::boot();
    boot.rules.tiers[0].name = hostile();
    if let Some(card) = &mut boot.card {
        card.name = Some(HOSTILE.into());
    }
    assert_escaped(heading(&boot, texts(Lang::Zh)), 2);
    let coupon = held("c", hostile(), State::Available);
    assert_escaped(coupons(&wallet(vec![coupon]), texts(Lang::En)), 1);
    assert_escaped(facts(Points(1), HOSTILE, true, texts(Lang::En)), 1);
}

#[test]
fn by_ones_own_code_stands_the_way_to_scanning_another() {
    let html = show(texts(Lang::Zh)).into_string();
    assert!(html.ends_with("<a class=\"text-link\" href=\"/scan\">扫一扫</a>"), "{html}");
}
