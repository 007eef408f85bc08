use super::*;
use crate::Lang;
use crate::tests::{HOSTILE, boot, day, text};
use crate::words::texts;
use shuke_contract::account::Birthday;
use shuke_contract::coupons::{HeldCoupon, OnlyFor};
use shuke_rules::coupons::State;
use shuke_rules::policy::{Effect, Scope, Template};
use shuke_rules::{Fen, Text};

fn terms(name: &Text) -> Template {
    Template {
        id: "cake".into(),
        name: name.clone(),
        note: name.clone(),
        effect: Effect::Gift { gift: name.clone(), item: None },
        threshold: Some(Fen(6_000)),
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
    }
}

fn gift(name: &Text) -> BirthdayGift {
    BirthdayGift { terms: terms(name), whole_month: false, days_before: 7, first: None, last: None }
}

fn coupon(name: &Text) -> HeldCoupon {
    HeldCoupon {
        id: "c-1".into(),
        terms: terms(name),
        only_for: OnlyFor::default(),
        first: day("2026-05-01"),
        last: Some(day("2026-06-30")),
        state: State::Available,
        ends_soon: false,
        tier_reached: true,
        given: day("2026-05-01"),
        used: None,
        receipt: None,
        withdrawn: false,
    }
}

fn page() -> BirthdayPage {
    BirthdayPage {
        name: None,
        birthday: None,
        gifts: Vec::new(),
        from_tier: None,
        held: Vec::new(),
        today: day("2026-06-01"),
    }
}

fn given(page: &BirthdayPage, lang: Lang) -> String {
    gifts(&boot(), page, texts(lang)).into_string()
}

#[test]
fn a_birthday_that_is_registered_is_said_and_where_it_is_changed() {
    let without = heading(&page(), texts(Lang::Zh)).into_string();
    assert!(!without.contains("登记的生日"), "{without}");
    let page = BirthdayPage { birthday: Some(Birthday { month: 6, day: 30 }), ..page() };
    let with = heading(&page, texts(Lang::Zh)).into_string();
    let way =
        r#"<p class="note">登记的生日：6月30日 · <a class="text-link" href="/me/settings">在“设置”里修改</a></p>"#;
    assert!(with.contains(way), "{with}");
}

#[test]
fn a_gift_says_what_it_is_and_when_it_comes() {
    let cake = text("蛋糕", "a cake");
    let mut page = BirthdayPage { gifts: vec![gift(&cake)], ..page() };
    let said = given(&page, Lang::Zh);
    let row = "<b>蛋糕</b> <small>蛋糕\u{a0}· 满 ¥60 可用\u{a0}· 蛋糕</small><small>生日前 7 天送到</small>";
    assert!(said.contains(row) && said.contains("登记生日后，到时自动送到"), "{said}");
    (page.gifts[0].first, page.gifts[0].last) = (Some(day("2026-06-23")), Some(day("2027-01-01")));
    assert!(given(&page, Lang::Zh).contains("下一张：6月23日 至 2027年1月1日"));
    page.gifts[0].days_before = 0;
    assert!(given(&page, Lang::En).contains("Arrives on the day"));
    page.gifts[0].whole_month = true;
    assert!(given(&page, Lang::En).contains("birthday month"));
}

#[test]
fn where_nothing_is_given_the_way_to_it_is_said() {
    let none = given(&page(), Lang::En);
    assert!(none.contains("No birthday gifts") && none.contains(r#"href="/tiers">Tier benefits"#), "{none}");
    let later = BirthdayPage { from_tier: Some("suren".into()), ..page() };
    assert!(given(&later, Lang::Zh).contains("到了素人，每年都有一份生日礼。"));
}

#[test]
fn what_one_has_of_it_can_be_opened() {
    let t = texts(Lang::Zh);
    assert_eq!(held(&page(), t).into_string(), "");
    let page = BirthdayPage { held: vec![coupon(&text("蛋糕", "a cake"))], ..page() };
    let said = held(&page, t).into_string();
    assert!(said.contains("现在可用的") && said.contains(r#"href="/coupons/c-1""#), "{said}");
}

#[test]
fn no_name_can_leave_its_element() {
    for (hostile, safe) in HOSTILE {
        let (name, mut boot) = (text(hostile, hostile), boot());
        boot.rules.tiers[1].name = name.clone();
        let full = BirthdayPage { gifts: vec![gift(&name)], held: vec![coupon(&name)], ..page() };
        let later = BirthdayPage { from_tier: Some("suren".into()), ..page() };
        for lang in [Lang::Zh, Lang::En] {
            let t = texts(lang);
            // A gift has a name, says what is given, and has a note.
            for (html, places) in [(gifts(&boot, &full, t), 3), (held(&full, t), 1), (gifts(&boot, &later, t), 1)] {
                let html = html.into_string();
                assert!(!html.contains(hostile), "{html}");
                assert_eq!(html.matches(safe).count(), places, "{html}");
            }
        }
    }
}
