use super::*;
use crate::Lang;
use crate::hostile::{HOSTILE, assert_escaped, hostile};
use crate::shapes::coupon_summary::samples::{assert_says, day, held as holding, offer, template};
use crate::tests::boot;
use crate::words::texts;
use shuke_contract::coupons::HeldCoupon;
use shuke_rules::coupons::State;
use shuke_rules::policy::{Effect, Template};
use shuke_rules::{Fen, Points};

fn set(name: &str, left: Option<i64>, had: u32) -> CouponOffer {
    let effect = Effect::Trial { yuan: Fen(9_900) };
    let terms = Template { effect, days: Some(14), per_member: Some(1), ..template(name, "main") };
    CouponOffer { terms, left, had, ..offer(name) }
}

fn zone(is_open: bool, until: &str) -> Welcome {
    Welcome {
        until: Some(day(until)),
        is_open,
        offers: Vec::new(),
        held: Vec::new(),
        tasks: Vec::new(),
        points: Points::ZERO,
        today: day("2026-11-22"),
    }
}

#[test]
fn an_offer_says_what_it_costs_how_many_are_left_and_how_long_it_is_good() {
    let said = offered(&set("<set>", Some(3), 0), texts(Lang::En));
    assert_says(&said, &["¥99", "&lt;set&gt;", "3 left", "1 per member", "within 14 days"]);
    assert!(!offered(&set("<set>", Some(0), 0), texts(Lang::En)).0.contains("left"));
    let bare = offered(&offer("x"), texts(Lang::Zh));
    assert!(bare.0.starts_with("<img class=\"sign\" src=\"/art/sign-amount-off.svg\""), "{}", bare.0);
    let after = r#"<span class="row-main"><b>x</b> </span><span class="row-end"><b>¥10</b></span>"#;
    assert!(bare.0.ends_with(after), "{}", bare.0);
}

#[test]
fn who_cannot_claim_is_told_why_and_who_has_is_led_there() {
    let (today, boot) = (day("2026-11-22"), boot());
    let said = |why: &Withheld, had| {
        why_not(why, &set("set", Some(1), had), today, &boot.rules, texts(Lang::En)).into_string()
    };
    assert!(said(&Withheld::HadAll { per_member: 1 }, 1).contains("href=\"/coupons\""));
    assert!(said(&Withheld::SoldOut, 0).contains("first come"));
    assert!(said(&Withheld::Tier { lowest: "suren".into() }, 0).contains("For suren and above"));
    assert!(said(&Withheld::Points { missing: Points(7) }, 0).contains("7 points to go"));
    assert!(said(&Withheld::NotYet { from: today.plus_days(1) }, 0).contains("November 23"));
}

#[test]
fn the_head_says_until_when_it_is_open_or_that_it_is_over_and_where_to_go_on() {
    let (zh, en) = (texts(Lang::Zh), texts(Lang::En));
    let open = zone(true, "2026-11-30");
    assert_says(&head(&open, zh), &["新人专区</h1>", "开放到 11月30日，还有 8 天"]);
    assert_says(&head(&zone(true, "2026-11-22"), en), &["Today is the last day"]);
    assert_eq!(next(&open, zh).0, "");
    let over = zone(false, "2026-11-20");
    assert_says(&head(&over, en), &["This was for new members", "It was open through November 20."]);
    assert_says(&next(&over, en), &["href=\"/together\"", "href=\"/tiers\""]);
    assert_eq!(head(&Welcome { until: None, ..over }, en).0, "");
}

#[test]
fn what_was_given_leads_to_each_and_to_all() {
    let mut zone = zone(true, "2026-11-30");
    assert_eq!(held(&zone, texts(Lang::Zh)).0, "");
    zone.held = vec![holding("a", "main", State::Available)];
    assert_says(&held(&zone, texts(Lang::Zh)), &["已经送你的", "href=\"/coupons\"", "href=\"/coupons/a\""]);
}

#[test]
fn whatever_a_policy_offers_new_members_stays_text() {
    let mut boot = boot();
    boot.rules.tiers[1].name = hostile();
    let effect = Effect::Gift { gift: hostile(), item: None };
    let terms = Template { effect, note: hostile(), ..template(HOSTILE, "main") };
    let coupon = HeldCoupon { terms: terms.clone(), ..holding(HOSTILE, "main", State::Available) };
    let zone = Welcome { held: vec![coupon], ..zone(true, "2026-11-30") };
    let offer = CouponOffer { terms, ..set("x", None, 0) };
    let tier = Withheld::Tier { lowest: "suren".into() };
    for lang in [Lang::Zh, Lang::En] {
        let t = texts(lang);
        // Name, gift and note; the tier; the name of what is held.
        assert_escaped(offered(&offer, t), 3);
        assert_escaped(why_not(&tier, &offer, day("2026-11-22"), &boot.rules, t), 1);
        assert_escaped(held(&zone, t), 1);
    }
}
