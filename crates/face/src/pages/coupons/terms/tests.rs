use super::*;
use crate::hostile::{HOSTILE, assert_escaped, hostile};
use crate::pages::coupons::tests::words;
use crate::shapes::coupon_summary::samples::{assert_says, template, text};
use crate::{Lang, tests::boot};
use shuke_rules::policy::Scope;
use shuke_rules::{Day, Fen};

#[test]
fn terms_say_what_it_takes_from_when_for_what_and_where_in_both_languages() {
    let terms = Template {
        effect: Effect::PercentOff { pays_percent: 85, at_most: Some(Fen(5_000)), instead_of_member_price: false },
        threshold: Some(Fen(10_000)),
        tier: Some("suren".into()),
        ..template("<x>", "main")
    };
    let only_for = OnlyFor {
        goods: vec![text("正价商品", "Regular goods"), text("<茶>", "<tea>")],
        shops: vec![text("武康路店", "Wukang Road"), text("closed", "closed")],
    };
    let boot = boot();
    let zh = words(&boot, Lang::Zh).terms(&terms, &only_for, "", "");
    assert_says(&zh, &["8.5折，最多减 ¥50", "满 ¥100", "正价商品、&lt;茶&gt;", "武康路店、closed", "素人及以上"]);
    let en = words(&boot, Lang::En);
    let (en, why) = (en.terms(&terms, &only_for, "", ""), en.why(&terms));
    assert_says(&en, &["15% off, at most ¥50", "Regular goods, &lt;tea&gt;", "Wukang Road", "suren and above"]);
    assert_says(&why, &["¥100 after"]);
}

#[test]
fn what_is_for_everything_everywhere_says_so() {
    let boot = boot();
    let said = words(&boot, Lang::Zh).terms(&template("a", "g"), &OnlyFor::default(), "", "");
    assert_says(&said, &["全部商品", "全部门店"]);
}

#[test]
fn what_does_not_go_with_it_is_named_where_it_is_known() {
    let (boot, other) = (boot(), template("<b>", "main"));
    let terms = Template { per_basket: 3, ..template("a", "main") };
    let said = words(&boot, Lang::En).together(&terms, &[&other]);
    assert_eq!(said, "Up to 3 per basket; not with “<b>”, but with others");
    let said = words(&boot, Lang::Zh).together(&terms, &[]);
    assert_eq!(said, "一单最多 3 张；同类券一单只用一种，别的券可以一起用");
}

#[test]
fn the_days_of_one_that_is_not_claimed_yet_follow_from_its_template() {
    let boot = boot();
    let day = |text: &str| Day::parse(text);
    let said = |terms: &Template| words(&boot, Lang::Zh).days_if_claimed(terms);
    assert_eq!(said(&template("a", "g")), "不过期");
    assert_eq!(said(&Template { days: Some(30), ..template("a", "g") }), "领到后 30 天内");
    let both = Template { from: day("2026-12-01"), until: day("2026-12-31"), ..template("a", "g") };
    assert_eq!(said(&both), "12月1日起可用 · 用到 12月31日");
}

#[test]
fn what_to_look_at_when_a_till_does_not_take_it_is_what_its_terms_ask() {
    let boot = boot();
    let said = |terms: &Template, lang| words(&boot, lang).why(terms);
    let plain = said(&template("a", "g"), Lang::En);
    assert_eq!(plain.0.matches("<li>").count(), 2, "{}", plain.0);
    let scope = Scope { items: vec!["70012".into()], stores: vec!["wukang".into()], ..Scope::default() };
    let narrow = Template { scope, effect: Effect::BuyThreeOneFree, ..template("a", "g") };
    assert_says(&said(&narrow, Lang::Zh), &["单里要有适用的商品", "只在上面的门店可用", "要有三件"]);
}

#[test]
fn whatever_a_policy_writes_into_terms_stays_text() {
    let mut boot = boot();
    boot.rules.tiers[1].name = hostile();
    let terms = Template {
        effect: Effect::Gift { gift: hostile(), item: None },
        note: hostile(),
        tier: Some("suren".into()),
        ..template(HOSTILE, "main")
    };
    let only_for = OnlyFor { goods: vec![hostile()], shops: vec![hostile()] };
    for lang in [Lang::Zh, Lang::En] {
        let words = words(&boot, lang);
        let together = words.together(&terms, &[&template(HOSTILE, "main")]);
        assert_escaped(words.terms(&terms, &only_for, "", &together), 6);
    }
}
