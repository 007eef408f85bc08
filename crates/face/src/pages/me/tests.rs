use super::*;
use crate::tests::{HOSTILE, boot, text};
use crate::words::texts;
use crate::{Lang, Theme};
use shuke_contract::card::CouponsInHand;
use shuke_rules::Instant;
use shuke_rules::number::CardNumber;

fn profile() -> Profile {
    Profile {
        number: CardNumber::issue("690", 1, "31", 7).unwrap(),
        name: Some("林晓雨".into()),
        phone_masked: Some("138 •••• 5678".into()),
        birthday: None,
        joined_at: Instant::UNIX_EPOCH,
        joined_in: None,
        consents: Vec::new(),
        sessions: 1,
    }
}

fn asked() -> Consent {
    let title = text("接收消息", "News");
    Consent { id: "marketing".into(), version: "2".into(), required: false, text: title.clone(), title }
}

#[test]
fn the_heading_says_who_one_is_and_since_when() {
    let mut profile = profile();
    let said = heading(&profile, "May 3, 2026", texts(Lang::En)).into_string();
    assert!(
        said.contains("<bdi>林晓雨</bdi>") && said.contains(">138 •••• 5678 · Member since May 3, 2026</p>"),
        "{said}"
    );
    (profile.name, profile.phone_masked) = (None, None);
    let said = heading(&profile, "2026年5月3日", texts(Lang::Zh)).into_string();
    assert!(
        said.contains("<bdi>我的</bdi>") && said.contains(r#"<p class="lede number">2026年5月3日加入</p>"#),
        "{said}"
    );
}

#[test]
fn the_ways_lead_to_what_the_brand_has_and_say_what_is_there() {
    let mut boot = boot();
    if let Some(card) = &mut boot.card {
        card.unread = 3;
        card.coupons = Some(CouponsInHand { usable: 2, ending: 0, first_end: None });
    }
    let all = ["/points", "/receipts", "/coupons", "/preview", "/orders", "/tiers", "/inbox", "/addresses"];
    let there = |boot: &Boot, t: &Texts| {
        let html = ways(boot, t).into_string();
        (all.map(|path| html.contains(&format!("href=\"{path}\""))), html)
    };
    let (ways_zh, html) = there(&boot, texts(Lang::Zh));
    assert_eq!(ways_zh, [true; 8]);
    for said in ["12,480", "2 张可用", "小白", "3 条未读"] {
        assert!(html.contains(&format!(r#"<span class="row-end">{said}</span>"#)), "{said} is missing in {html}");
    }
    (boot.has.mall, boot.has.coupons) = (false, false);
    let (ways_en, html) = there(&boot, texts(Lang::En));
    assert_eq!(ways_en, [true, true, false, false, false, true, true, false]);
    assert!(html.contains("3 unread"));
    boot.card = None;
    assert_eq!(ways(&boot, texts(Lang::En)).into_string(), "");
}

#[test]
fn a_consent_says_what_one_said_last_and_to_which_version() {
    let said = |state: Option<(bool, &str)>, lang| {
        let state = state.map(|(given, version)| ConsentState {
            id: "marketing".into(),
            version: version.into(),
            given,
            at: Instant::UNIX_EPOCH,
        });
        consent(&asked(), state.as_ref(), "May 3", texts(lang)).into_string()
    };
    assert_eq!(said(None, Lang::Zh), r#"<span class="row-main">接收消息<small>未同意</small></span>"#);
    assert!(said(Some((true, "2")), Lang::En).contains("Version 2, agreed to on May 3"));
    assert!(said(Some((true, "1")), Lang::En).contains("you agreed to an older one"));
    assert!(said(Some((false, "1")), Lang::En).contains("Withdrawn on May 3"));
}

#[test]
fn what_is_wished_is_what_is_checked() {
    let wished = crate::Display { lang: Lang::En, theme: Theme::Dark, large: true };
    let html = display(wished, texts(Lang::En)).into_string();
    for chosen in [
        r#"id="lang-en" type="radio" name="lang" checked"#,
        r#"id="theme-dark" type="radio" name="theme" checked"#,
        r#"role="switch" checked"#,
    ] {
        assert!(html.contains(chosen), "{html}");
    }
    assert_eq!(html.matches(" checked").count(), 3);
}

#[test]
fn leaving_says_what_goes_and_what_is_taken_along_was_checked() {
    let boot = boot();
    let card = boot.card.as_ref().unwrap();
    let said = closing(&boot, card, texts(Lang::En)).into_string();
    assert!(said.contains("You lose 12,480 points and the tier xiaobai. Your name, phone"), "{said}");
    let said = closing(&boot, card, texts(Lang::Zh)).into_string();
    assert!(said.contains("小白等级失去。称呼") && said.contains("不能撤销"), "{said}");
    let hint = last_four_hint(card, texts(Lang::En)).into_string();
    assert!(hint.contains(&card.number.grouped()), "{hint}");
    let checked = |broken| exported(42, broken, texts(Lang::Zh)).into_string();
    assert!(checked(None).contains("42 笔，逐笔核验") && checked(Some(7)).contains("第 7 笔起与前文不符"));
    assert!(devices(2, texts(Lang::Zh)).into_string().contains("2 台设备"));
}

#[test]
fn no_name_can_leave_its_element() {
    for (hostile, safe) in HOSTILE {
        let (mut boot, mut profile, mut asked) = (boot(), profile(), asked());
        let name = text(hostile, hostile);
        boot.rules.tiers[0].name = name.clone();
        (profile.name, profile.phone_masked) = (Some(hostile.into()), Some(hostile.into()));
        (asked.title, asked.version) = (name, hostile.into());
        let given =
            ConsentState { id: asked.id.clone(), version: hostile.into(), given: true, at: Instant::UNIX_EPOCH };
        let card = boot.card.as_ref().unwrap();
        for lang in [Lang::Zh, Lang::En] {
            let t = texts(lang);
            let pages = [
                (heading(&profile, "", t), 2),
                (ways(&boot, t), 1),
                (consent(&asked, Some(&given), "", t), 2),
                (closing(&boot, card, t), 1),
            ];
            for (page, places) in pages {
                let page = page.into_string();
                assert!(!page.contains(hostile), "{page}");
                assert_eq!(page.matches(safe).count(), places, "{page}");
            }
        }
    }
}
