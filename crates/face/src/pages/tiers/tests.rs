use super::*;
use crate::Lang;
use crate::hostile::{HOSTILE, assert_escaped, hostile};
use crate::shapes::coupon_summary::samples::{assert_says, day, text};
use crate::tests::boot;
use crate::words::texts;
use shuke_contract::benefits::{BenefitRow, Benefits, Quota};
use shuke_rules::Fen;
use shuke_rules::benefits::Benefit;
use shuke_rules::policy::Per;

#[test]
fn the_ladder_opens_where_one_stands_and_says_what_is_missing() {
    let mut boot = boot();
    let said = ladder(&boot, texts(Lang::Zh));
    let parts = [
        "<p class=\"lede\">已累计 ¥100，再有 ¥399 到素人</p>",
        "<details class=\"rung\" open>",
        "data-material=\"paper\"><img src=\"/art/tier-xiaobai.svg\"",
        "<h2>小白 <span class=\"tag\">你在这里</span></h2>",
        "<details class=\"rung\"><summary>",
        "<span class=\"note\">累计 ¥499</span>",
    ];
    assert_says(&said, &parts);
    assert_eq!(said.0.matches(" open").count(), 1);
    assert_says(&ladder(&boot, texts(Lang::En)), &["¥100 so far, ¥399 more to suren", "You are here"]);
    boot.card = None;
    let said = ladder(&boot, texts(Lang::En));
    assert!(!said.0.contains(" open") && !said.0.contains("You are here"), "{}", said.0);
    assert_says(&join(texts(Lang::En)), &["<a class=\"button\" href=\"/join\">Join for free</a>"]);
}

#[test]
fn a_tier_that_was_given_by_invitation_stays_and_says_so() {
    let mut boot = boot();
    boot.rules.tiers[0].by_invitation = true;
    assert_says(&ladder(&boot, texts(Lang::Zh)), &["</summary><p class=\"note\">受邀而得的等级，长期有效。</p>"]);
    let reviewed = |boot: &mut Boot| boot.card.as_mut().unwrap().standing.review = Some(day("2027-06-30"));
    reviewed(&mut boot);
    assert!(!ladder(&boot, texts(Lang::Zh)).0.contains("长期有效"));
}

#[test]
fn how_it_is_decided_follows_from_the_rules() {
    let mut rules = boot().rules;
    let said = explained(&rules, texts(Lang::Zh));
    assert_says(&said, &["看加入以来实付", "按消费之前的等级计算"]);
    assert_eq!(said.0.matches("<p>").count(), 3, "{}", said.0);
    rules.ladder.kind = LadderKind::Period;
    rules.ladder.on_review = OnReview::OneStep;
    rules.tiers[1].single = Some(Fen(100_000));
    let said = explained(&rules, texts(Lang::En));
    assert_says(&said, &["in the last 12 months", "One purchase", "that renews. If not, you move down one tier.</p>"]);
    assert_eq!(said.0.matches("<p>").count(), 5, "{}", said.0);
}

fn given(name: shuke_rules::Text, count: u32) -> Benefit {
    Benefit::Given { coupon: "tea".into(), name, count, per: Per::Month }
}

fn price(name: shuke_rules::Text) -> Benefit {
    let (from, until) = (day("2026-11-01"), day("2026-12-31"));
    Benefit::Price { campaign: "x".into(), name, yuan: None, pays_percent: Some(80), from, until }
}

#[test]
fn two_tiers_stand_beside_each_other_with_what_is_left_of_quotas() {
    let mut boot = boot();
    boot.rules.tiers[1].by_invitation = true;
    let tea = || text("茶", "Tea");
    let quota = Some(Quota { used: 1, left: 2 });
    let rows = vec![
        BenefitRow { mine: Some(given(tea(), 3)), next: Some(given(tea(), 4)), quota },
        BenefitRow { mine: None, next: Some(price(tea())), quota: None },
        BenefitRow { mine: Some(Benefit::Unknown), next: None, quota: None },
    ];
    let state = Benefits { tier: "xiaobai".into(), next: Some("suren".into()), rows, today: day("2026-11-22") };
    let said = side_by_side(&boot, &state, texts(Lang::Zh));
    let parts = [
        "<h2 id=\"benefits\">权益对比</h2>",
        "<p><span class=\"note\">小白</span> <b>每月 3 次</b> <small>已用 1，还剩 2</small></p>",
        "<p><span class=\"note\">素人</span> <b>每月 4 次</b> <small>品牌邀请</small></p>",
        "<p><span class=\"note\">小白</span> <span class=\"note\">没有</span> </p>",
        "<b>8折</b> <b class=\"note\">11月1日 至 12月31日</b>",
    ];
    assert_says(&said, &parts);
    assert_eq!(said.0.matches("<li").count(), 2, "{}", said.0);
    let top = Benefits { next: None, ..state };
    let said = side_by_side(&boot, &top, texts(Lang::En));
    assert_says(&said, &["Your benefits", "<b>3 a month</b> <small>1 used, 2 left</small>"]);
    assert!(!said.0.contains("suren"), "{}", said.0);
}

#[test]
fn whatever_a_policy_calls_tiers_and_benefits_stays_text() {
    let mut boot = boot();
    for tier in &mut boot.rules.tiers {
        tier.name = hostile();
        tier.benefits = vec![hostile()];
        tier.pays_percent.clear();
    }
    let birthday = Benefit::Birthday { coupon: "x".into(), name: hostile() };
    let member_price = Benefit::MemberPrice { class: "x".into(), name: hostile(), pays_percent: 85 };
    let named = [given(hostile(), 1), price(hostile()), birthday, member_price];
    let rows = named.map(|benefit| BenefitRow { mine: Some(benefit), next: None, quota: None });
    let state =
        Benefits { tier: "xiaobai".into(), next: Some(HOSTILE.into()), rows: rows.into(), today: day("2026-11-22") };
    for lang in [Lang::Zh, Lang::En] {
        // The next tier in the lede; two rungs with a name and a benefit each.
        assert_escaped(ladder(&boot, texts(lang)), 5);
        // Of each row what it is and both tiers.
        assert_escaped(side_by_side(&boot, &state, texts(lang)), 12);
    }
}
