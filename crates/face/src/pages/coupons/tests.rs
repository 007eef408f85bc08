//! What the pages say in the states that matter, in both languages, and that nobody's words become markup.

use super::{Words, claim, offers, one, wallet};
use crate::hostile::{HOSTILE, assert_escaped, hostile};
use crate::shapes::coupon_summary::samples::{assert_says, day, held, offer, template};
use crate::words::texts;
use crate::{Lang, Markup, tests::boot};
use shuke_contract::boot::Boot;
use shuke_contract::coupons::{CouponOffer, CouponOffers, HeldCoupon, OnlyFor, Wallet};
use shuke_rules::coupons::State;
use shuke_rules::coupons::claim::Withheld;
use shuke_rules::policy::{Claim, Effect, Template};
use shuke_rules::{Fen, Instant, Points};

fn half_past_two(_: Instant) -> String {
    "14:30".to_owned()
}

pub fn words(boot: &Boot, lang: Lang) -> Words<'_> {
    Words { boot, t: texts(lang), today: day("2026-11-22"), time: &half_past_two }
}

fn holding(coupons: Vec<HeldCoupon>) -> Wallet {
    Wallet { coupons, today: day("2026-11-22"), now: at() }
}

fn at() -> Instant {
    Instant::UNIX_EPOCH
}

fn void(reason: &str) -> HeldCoupon {
    held("void", "main", State::Void { reason: reason.to_owned() })
}

/// For a tier that the member is below.
fn high() -> HeldCoupon {
    let terms = Template { tier: Some("suren".into()), ..template("high", "main") };
    HeldCoupon { terms, tier_reached: false, ..held("high", "main", State::Available) }
}

fn costing(points: i64) -> CouponOffer {
    let claim = Some(Claim { points: Some(Points(points)), ..Claim::default() });
    CouponOffer { terms: Template { claim, ..template("tea", "main") }, ..offer("tea") }
}

#[test]
fn a_wallet_says_what_can_be_used_and_folds_what_is_over() {
    let last = Some(day("2026-11-25"));
    let ending = HeldCoupon { last, ends_soon: true, ..held("a", "main", State::Available) };
    let used = HeldCoupon { used: Some(day("2026-11-20")), ..held("b", "main", State::Used) };
    let kept = held("c", "main", State::Locked { until: at() });
    let (boot, wallet) = (boot(), holding(vec![ending, kept, high(), used]));
    let said = wallet::list(&words(&boot, Lang::Zh), &wallet);
    let parts = [
        "<h1 class=\"sr\">券</h1>",
        "<h2>现在可用</h2>",
        "<span class=\"fact\">用到 11月25日</span> <span class=\"fact\">还有 3 天</span>",
        "<a class=\"row coupon\" href=\"/coupons/a\">",
        "a <span class=\"tag\">快到期</span>",
        "<h2>收银台留着</h2>",
        "留到 14:30",
        "素人及以上可用",
        "<details class=\"unfold\">",
        "用过、过期和作废的（1）",
        "<a class=\"row coupon spent\" href=\"/coupons/b\">",
        "11月20日用掉",
    ];
    assert_says(&said, &parts);
    let said = wallet::list(&words(&boot, Lang::En), &holding(vec![high()]));
    assert_says(&said, &["None available right now.", "<h2>Locked</h2>", "For suren and above"]);
    assert!(!said.0.contains("<details") && !said.0.contains("Available"), "{}", said.0);
}

#[test]
fn one_coupon_says_why_it_cannot_be_used_and_the_way_on() {
    let boot = boot();
    let said = |coupon: &HeldCoupon, lang| one::why_not(&words(&boot, lang), coupon);
    assert_eq!(said(&held("a", "main", State::Available), Lang::Zh).0, "");
    let tier = said(&high(), Lang::Zh);
    assert_says(&tier, &["<b>等级还不够</b>", "再消费 ¥399 就到", "href=\"/tiers\""]);
    let used = HeldCoupon { used: Some(day("2026-11-20")), ..held("b", "main", State::Used) };
    assert_says(&said(&used, Lang::En), &["Staff used it on November 20."]);
    let sold = HeldCoupon { receipt: Some("s_01".into()), ..used };
    assert_says(&said(&sold, Lang::En), &["On November 20.", "href=\"/receipts/s_01\"", "See the receipt"]);
    let later = HeldCoupon { first: day("2026-11-23"), ..held("c", "main", State::Later { from: at() }) };
    assert_says(&said(&later, Lang::En), &["You can use it from November 23, in 1 day."]);
    assert_says(&said(&held("d", "main", State::Locked { until: at() }), Lang::Zh), &["最晚留到 14:30"]);
    let ended = HeldCoupon { last: Some(day("2026-11-21")), ..held("e", "main", State::Expired { at: at() }) };
    assert_says(&said(&ended, Lang::Zh), &["最后一天是 11月21日", "href=\"/coupons/offers\""]);
    assert_says(&said(&void("doubled"), Lang::En), &["The shop's reason: doubled."]);
    let withdrawn = HeldCoupon { withdrawn: true, ..void("doubled") };
    assert!(!said(&withdrawn, Lang::En).0.contains("doubled"));
    assert_says(&said(&held("f", "main", State::Unknown), Lang::Zh), &["这是新的状态"]);
}

#[test]
fn one_coupon_is_headed_by_what_it_is_worth_and_only_a_usable_one_says_what_to_look_at() {
    let (boot, usable) = (boot(), held("a", "main", State::Available));
    let words = words(&boot, Lang::Zh);
    let said = one::head(&words, &usable);
    assert_says(&said, &["<div class=\"coupon-head\"><p class=\"figure\">¥10 <small>无门槛</small></p>", "不过期"]);
    assert_says(&one::head(&words, &high()), &["<div class=\"coupon-head spent\">"]);
    let wallet = holding(vec![usable.clone()]);
    assert_says(&one::terms(&words, &usable, &wallet), &["11月1日起可用 · 不过期", "收银台没有用上？"]);
    assert!(!one::terms(&words, &high(), &wallet).0.contains("收银台没有用上"));
}

#[test]
fn what_can_be_claimed_has_its_price_and_what_cannot_says_why() {
    let boot = boot();
    let trial = Template { effect: Effect::Trial { yuan: Fen(9_900) }, per_member: Some(2), ..costing(0).terms };
    let free = CouponOffer { terms: trial, left: Some(7), had: 1, ..offer("free") };
    let short = CouponOffer { withheld: Some(Withheld::Points { missing: Points(20) }), ..costing(500) };
    let tier = Withheld::Tier { lowest: "suren".into() };
    let tier = CouponOffer { withheld: Some(tier), tier_missing: Some(Fen(39_900)), ..offer("tier") };
    let gone = CouponOffer { withheld: Some(Withheld::SoldOut), ..offer("gone") };
    let offers = vec![gone, costing(300), free, short, tier];
    let state = CouponOffers { offers, points: Points(480), today: day("2026-11-22") };
    let zh = offers::list(&words(&boot, Lang::Zh), &state);
    let parts = [
        "data-claim=\"tea\" aria-label=\"300 积分换: tea\">300 积分换</button>",
        "<span class=\"fact\">免费领取</span> <span class=\"fact\">买的时候付 ¥99</span>",
        "每人限 2 张，已领 1 张",
        "剩 7 张",
        "<b>还差 20 积分</b><a class=\"button button-text\" href=\"/together\">",
        "<b>素人及以上可领，再消费 ¥399 就到</b>",
        "<b>已领完</b></div>",
    ];
    assert_says(&zh, &parts);
    assert_says(&offers::head(&words(&boot, Lang::En), &state), &["Available points</p><p class=\"figure\">480</p>"]);
    let none = CouponOffers { offers: Vec::new(), ..state };
    let said = offers::list(&words(&boot, Lang::En), &none);
    assert_says(&said, &["<p>Nothing available right now."]);
    assert!(!said.0.contains("<section"), "{}", said.0);
}

#[test]
fn a_claim_says_what_leaves_what_stays_and_that_it_is_final() {
    let boot = boot();
    let said = |offer: &CouponOffer, lang| claim::happens(&words(&boot, lang), offer, Points(1_000));
    let parts = ["<b>−300</b><span>积分离开，本来都只到 12月31日</span>", "<b>700</b>", "不能换回积分"];
    assert_says(&said(&costing(300), Lang::Zh), &parts);
    let free = said(&costing(0), Lang::En);
    assert_says(&free, &["No points spent", "Added to your coupons right away · Never expires"]);
    assert!(!free.0.contains("turned back"), "{}", free.0);
}

fn hostile_boot() -> Boot {
    let mut boot = boot();
    for tier in &mut boot.rules.tiers {
        tier.name = hostile();
    }
    boot
}

/// Everything that a policy, a shop or an address can write into one.
fn hostile_coupon(state: State) -> HeldCoupon {
    let terms = Template {
        effect: Effect::Gift { gift: hostile(), item: None },
        note: hostile(),
        tier: Some("suren".into()),
        ..template(HOSTILE, "main")
    };
    let only_for = OnlyFor { goods: vec![hostile()], shops: vec![hostile()] };
    HeldCoupon { terms, only_for, tier_reached: false, ..held(HOSTILE, "main", state) }
}

fn both(draw: impl Fn(&Words<'_>) -> Markup, times: usize) {
    let boot = hostile_boot();
    for lang in [Lang::Zh, Lang::En] {
        assert_escaped(draw(&words(&boot, lang)), times);
    }
}

#[test]
fn whatever_is_in_a_wallet_stays_text() {
    let wallet = holding(vec![hostile_coupon(State::Available), hostile_coupon(State::Used)]);
    // The name and the gift of each, and the tier that one waits for.
    both(|words| wallet::list(words, &wallet), 5);
}

#[test]
fn whatever_one_coupon_is_called_stays_text() {
    let coupon = hostile_coupon(State::Available);
    let rival = HeldCoupon { terms: template(&format!("2{HOSTILE}"), "main"), ..coupon.clone() };
    let wallet = holding(vec![coupon.clone(), rival]);
    // Gift, name and tier; tier; gift, goods, shops, tier, rival and note.
    both(|words| one::head(words, &coupon), 3);
    both(|words| one::why_not(words, &coupon), 1);
    both(|words| one::terms(words, &coupon, &wallet), 6);
    both(|words| one::why_not(words, &void(HOSTILE)), 1);
    both(|words| one::code_failed(HOSTILE, words.t), 1);
}

#[test]
fn whatever_is_offered_stays_text() {
    let terms = Template { id: HOSTILE.into(), ..hostile_coupon(State::Available).terms };
    let open = CouponOffer { terms, ..offer("x") };
    let shut = CouponOffer { withheld: Some(Withheld::Tier { lowest: HOSTILE.into() }), ..open.clone() };
    let offers = CouponOffers { offers: vec![open.clone(), shut], points: Points(1), today: day("2026-11-22") };
    // Name, button and its label of the open one; name and tier of the other.
    both(|words| offers::list(words, &offers), 5);
    both(|words| claim::happens(words, &open, Points(1)), 0);
    both(|words| claim::terms(words, &open), 3);
}
