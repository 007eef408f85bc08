use super::*;
use crate::Lang;
use crate::pages::Setting;
use crate::tests::{HOSTILE, boot, profile, text};
use crate::words::texts;
use shuke_contract::boot::Has;
use shuke_contract::card::CouponsInHand;
use shuke_rules::Instant;

#[test]
fn the_heading_says_who_one_is_and_since_when() {
    let (mut profile, mut boot) = (profile(), boot());
    let card = boot.card.as_mut().unwrap();
    card.name = Some("林晓雨".into());
    assert!(name(card, texts(Lang::En)).into_string().contains("<bdi>林晓雨</bdi>"));
    let said = since(&profile, "May 3, 2026", texts(Lang::En)).into_string();
    assert_eq!(said, r#"<p class="lede number">138 •••• 5678 · Member since May 3, 2026</p>"#);
    (profile.phone_masked, card.name) = (None, None);
    assert!(name(card, texts(Lang::Zh)).into_string().contains("<bdi>我的</bdi>"));
    let said = since(&profile, "2026年5月3日", texts(Lang::Zh)).into_string();
    assert_eq!(said, r#"<p class="lede number">2026年5月3日加入</p>"#);
}

#[test]
fn what_is_on_its_way_has_its_line_and_what_cannot_be_read_the_number() {
    let boot = boot();
    let card = boot.card.as_ref().unwrap();
    assert_eq!(instead(None).into_string(), "<p class=\"lede number\">\u{a0}</p>");
    assert!(instead(Some(card)).into_string().contains(&card.number.grouped()));
}

#[test]
fn each_thing_leads_to_its_page_and_shows_the_figure_that_matters() {
    let mut boot = boot();
    if let Some(card) = &mut boot.card {
        card.unread = 3;
        card.coupons = Some(CouponsInHand { usable: 2, ending: 0, first_end: None });
    }
    let pages = |html: &str| -> Vec<String> {
        let links = html.split("<a class=\"thing\" href=\"").skip(1);
        links.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let html = things(&boot, texts(Lang::Zh)).into_string();
    let all =
        ["/points", "/coupons", "/orders", "/receipts", "/tiers", "/inbox", "/preview", "/me/referral", "/birthday"];
    assert_eq!(pages(&html), all);
    for said in ["积分 <small>12,480", "券 <small>2 张可用", "等级 <small>小白", "消息 <small>3 条未读", "小票</a>"]
    {
        assert!(html.contains(said), "{said} is missing in {html}");
    }
    assert_eq!(html.matches("<img class=\"sign\"").count(), all.len(), "each has its picture");
    boot.has = Has::default();
    let html = things(&boot, texts(Lang::En)).into_string();
    assert_eq!(pages(&html), ["/points", "/receipts", "/tiers", "/inbox", "/birthday"]);
    assert!(html.contains("Inbox <small>3 unread"), "{html}");
    boot.card = None;
    assert_eq!(things(&boot, texts(Lang::En)).into_string(), "");
}

#[test]
fn nothing_to_say_is_not_said() {
    let mut boot = boot();
    if let Some(card) = &mut boot.card {
        (card.unread, card.coupons) = (0, None);
    }
    let html = things(&boot, texts(Lang::Zh)).into_string();
    assert_eq!(html.matches("<small>").count(), 2, "points and tier: {html}");
}

#[test]
fn the_way_to_settings_says_what_is_there() {
    let html = to_settings(&boot(), texts(Lang::En)).into_string();
    assert!(html.contains("href=\"/me/settings\"") && html.contains("Settings <small>Profile, display"), "{html}");
    assert!(html.contains("href=\"/scan\"") && html.contains("Scan <small>Codes in shops"), "{html}");
}

#[test]
fn the_whole_of_it_is_who_one_is_ones_things_and_the_way_to_settings() {
    let (boot, profile) = (boot(), profile());
    let day = |at: Instant| {
        assert_eq!(at, profile.joined_at);
        "2026年5月3日".to_owned()
    };
    let setting =
        Setting { boot: &boot, t: texts(Lang::Zh), display: crate::Display::default(), time: &day, day: &day };
    let html = page_whole(&profile, setting).into_string();
    let places =
        ["<h1", "138 •••• 5678 · 2026年5月3日加入", "class=\"things\"", "/me/settings"].map(|part| html.find(part));
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?} in {html}");
}

#[test]
fn no_name_can_leave_its_element() {
    for (hostile, safe) in HOSTILE {
        let (mut boot, mut profile) = (boot(), profile());
        boot.rules.tiers[0].name = text(hostile, hostile);
        profile.phone_masked = Some(hostile.into());
        let card = boot.card.as_mut().unwrap();
        card.name = Some(hostile.into());
        let t = texts(Lang::Zh);
        for page in [name(card, t), since(&profile, "", t), things(&boot, t)] {
            let page = page.into_string();
            assert!(!page.contains(hostile), "{page}");
            assert_eq!(page.matches(safe).count(), 1, "{page}");
        }
    }
}
