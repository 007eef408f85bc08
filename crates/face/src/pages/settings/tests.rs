use super::*;
use crate::pages::Setting;
use crate::tests::{HOSTILE, boot, profile, text};
use crate::words::texts;
use crate::{Lang, Theme};
use shuke_rules::Instant;
use shuke_rules::birthday::Birthday;

fn asked() -> Consent {
    let title = text("接收消息", "News");
    Consent { id: "marketing".into(), version: "2".into(), required: false, text: title.clone(), title }
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

/// As it is drawn in Chinese.
fn drawn(boot: &Boot, profile: &Profile, display: crate::Display) -> String {
    let day = |_: Instant| "2026年5月3日".to_owned();
    page_whole(profile, Setting { boot, t: texts(Lang::Zh), display, time: &day, day: &day }).into_string()
}

#[test]
fn the_whole_of_it_shows_what_is_set() {
    let (mut boot, mut profile) = (boot(), profile());
    boot.consents = vec![asked(), Consent { id: "other".into(), ..asked() }];
    let state = ConsentState { id: "marketing".into(), version: "2".into(), given: true, at: Instant::UNIX_EPOCH };
    (profile.consents, profile.birthday) = (vec![state], Some(Birthday { month: 6, day: 30 }));
    let html = drawn(&boot, &profile, crate::Display { theme: Theme::Dark, ..crate::Display::default() });
    for part in [
        ">设置</h1>",
        r#"value="林晓雨""#,
        "<option selected>6</option>",
        "<option selected>30</option>",
        r#"id="theme-dark" type="radio" name="theme" checked"#,
        "2 版 · 2026年5月3日同意",
        r#"aria-label="撤回: 接收消息""#,
        r#"aria-label="同意: 接收消息""#,
        "1 台设备",
        "注销会员</button>",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn who_asks_for_no_consent_has_no_section_of_them() {
    assert!(!drawn(&boot(), &profile(), crate::Display::default()).contains("同意与数据"));
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
        let never = |_: Instant| String::new();
        let name = text(hostile, hostile);
        boot.rules.tiers[0].name = name.clone();
        profile.name = Some(hostile.into());
        (asked.title, asked.version) = (name, hostile.into());
        let given =
            ConsentState { id: asked.id.clone(), version: hostile.into(), given: true, at: Instant::UNIX_EPOCH };
        profile.consents = vec![given.clone()];
        boot.consents = vec![asked.clone()];
        let card = boot.card.as_ref().unwrap();
        for lang in [Lang::Zh, Lang::En] {
            let t = texts(lang);
            let setting = Setting { boot: &boot, t, display: crate::Display::default(), time: &never, day: &never };
            let pages = [
                // The name in its field; a consent's title, and that of each of its two buttons; the version.
                (page_whole(&profile, setting), 5),
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
