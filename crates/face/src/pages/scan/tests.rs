use super::*;
use crate::Lang;
use crate::hostile::{HOSTILE, assert_escaped};
use crate::pages::Setting;
use crate::tests::boot;
use crate::words::texts;
use shuke_rules::Instant;

/// One of each.
fn all() -> Vec<Said> {
    let held = || "6901234567892".to_owned();
    let links = [NoLink::Number, NoLink::Path, NoLink::Identifier, NoLink::Value, NoLink::Other];
    let mut all = vec![
        Said::Empty,
        Said::Own,
        Said::Member,
        Said::PickUp,
        Said::Misread,
        Said::Payment,
        Said::Foreign(held()),
        Said::Staffs,
        Said::NoPage,
        Said::Text(held()),
        Said::Looking,
        Said::NoCode,
        Said::NoPicture,
        Said::NoReader,
    ];
    all.extend(links.map(Said::BadLink));
    all
}

fn drawn(said: &Said, lang: Lang) -> String {
    told(said, &boot(), texts(lang)).into_string()
}

#[test]
fn each_kind_of_code_is_said_in_words_of_its_own_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let mut seen: Vec<String> = all().iter().map(|said| drawn(said, lang)).collect();
        for (said, drawn) in all().iter().zip(&seen) {
            let chinese = drawn.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert_eq!(chinese, lang == Lang::Zh, "{said:?}: {drawn}");
            assert!(!drawn.contains(['!', '！']), "{drawn}");
        }
        seen.sort();
        seen.dedup();
        // Of links of GS1 it is said that the number is wrong, or anything else of them.
        assert_eq!(seen.len(), all().len() - 3, "{seen:?}");
    }
}

#[test]
fn what_a_code_holds_is_shown_and_never_a_link() {
    let foreign = drawn(&Said::Foreign("evil.example".into()), Lang::Zh);
    assert!(foreign.contains("<bdi>evil.example</bdi>") && !foreign.contains("<a"), "{foreign}");
    let text = drawn(&Said::Text("https://not.ours".into()), Lang::En);
    assert_eq!(text.matches("href=").count(), 1, "{text}");
    assert!(text.contains("href=\"/coupons/offers\"") && text.contains("<bdi>https://not.ours</bdi>"), "{text}");
    for said in [Said::Foreign(HOSTILE.into()), Said::Text(HOSTILE.into())] {
        assert_escaped(told(&said, &boot(), texts(Lang::Zh)), 1);
    }
}

#[test]
fn a_member_is_led_on_and_a_guest_only_told() {
    let way = |said: &Said, boot: &Boot| way(said, boot, texts(Lang::Zh)).map(|(page, _)| page);
    let mut boot = boot();
    let led = |boot: &Boot| all().iter().filter_map(|said| way(said, boot)).collect::<Vec<_>>();
    assert_eq!(led(&boot), [Page::Code, Page::Orders, Page::CouponOffers]);
    (boot.has.mall, boot.has.coupons) = (false, false);
    assert_eq!(led(&boot), [Page::Code]);
    boot.card = None;
    assert_eq!(led(&boot), []);
}

#[test]
fn the_whole_of_it_keeps_the_cameras_place_and_has_the_field_for_guests_too() {
    let mut boot = boot();
    boot.card = None;
    let day = |_: Instant| String::new();
    for (lang, title) in [(Lang::Zh, "扫一扫"), (Lang::En, "Scan")] {
        let setting =
            Setting { boot: &boot, t: texts(lang), display: crate::Display::default(), time: &day, day: &day };
        let html = page_whole(setting).into_string();
        let parts =
            [&format!("{title}</h1>"), "id=\"scan-typed\"", "type=\"submit\"", "accept=\"image/*\"", "camera-picture"];
        let places = parts.map(|part| html.find(part));
        assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?} in {html}");
    }
}
