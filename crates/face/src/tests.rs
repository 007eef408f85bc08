mod said;
mod states;
mod wording;

use super::*;
use crate::json::escape_json;
use shuke_contract::account::Profile;
use shuke_contract::boot::Has;
use shuke_contract::card::{Card, CheckInToday, CouponsInHand, Ending, NowOn};
use shuke_rules::number::CardNumber;
use shuke_rules::policy::{
    Brand, Class, Earning, Expiry, Ladder, LadderKind, Look, Material, OnReview, PointsTier, Store, Tier,
};
use shuke_rules::tiers::{Missing, Rules, Standing, Step, Why};
use shuke_rules::{Day, Fen, Instant, Multiplier, Points, Text};

/// Names as somebody would choose them who wants to leave the element that they stand in; and the same as they may be written.
pub const HOSTILE: [(&str, &str); 2] = [
    ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
    ("\"'><script>", "&quot;'&gt;&lt;script&gt;"),
];

pub fn text(zh: &str, en: &str) -> Text {
    Text { zh: zh.into(), en: en.into() }
}

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn tier(id: &str, name: &str, spend: i64, multiplier: &str) -> Tier {
    Tier {
        id: id.into(),
        name: text(name, id),
        spend: Some(Fen(spend)),
        single: None,
        by_invitation: false,
        multiplier: Multiplier::parse(multiplier).unwrap(),
        pays_percent: [("regular".into(), 85)].into(),
        benefits: vec![text("生日券", "a birthday coupon")],
        material: Material::Paper,
    }
}

pub fn boot() -> Boot {
    let now = Instant::UNIX_EPOCH;
    Boot {
        brand: Brand {
            id: "xiaoman".into(),
            code: "690".into(),
            name: text("小满", "Xiaoman"),
            line: Text::default(),
            time_zone: "Asia/Shanghai".into(),
            welcome: vec![text("新人礼", "a welcome pack")],
            look: Look { accent: "#2f6b3a".into(), accent_dark: "#93d09c".into(), art: "leaf".into() },
        },
        rules: Rules {
            ladder: Ladder {
                kind: LadderKind::Lifetime,
                months: 12,
                grace_days: 30,
                on_review: OnReview::Supported,
                points_tier: PointsTier::Before,
            },
            tiers: vec![tier("xiaobai", "小白", 0, "1"), tier("suren", "素人", 49_900, "1.2")],
            earning: Earning {
                classes: vec![Class {
                    id: "regular".into(),
                    name: text("正价商品", "regular goods"),
                    points_per_yuan: Multiplier::ONE,
                    nothing_below_percent: None,
                }],
            },
        },
        expiry: Expiry::Never,
        consents: Vec::new(),
        card: Some(card(now)),
        store: None,
        has: Has { mall: true, together: true, coupons: true, consents: false, referral: true, wechat: false },
        wechat: None,
        now,
        dev_sign_in: false,
    }
}

pub fn profile() -> Profile {
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

/// One whose every word is this.
fn store(name: &str) -> Store {
    let word = || text(name, name);
    Store { id: "x".into(), name: word(), address: word(), hours: word(), region: "01".into(), revoked: false }
}

fn card(now: Instant) -> Card {
    Card {
        number: CardNumber::issue("690", 1, "31", 7).unwrap(),
        name: Some("林晓雨".into()),
        points: Points(12_480),
        debt: Points::ZERO,
        ending: vec![Ending { day: day("2026-12-31"), points: Points(320) }],
        standing: Standing { tier: "xiaobai".into(), since: day("2026-01-01"), review: None, total: Fen(10_000) },
        facts: Vec::new(),
        next: Some(Missing {
            tier: "suren".into(),
            spend: Fen(10_000),
            threshold: Fen(49_900),
            amount: Fen(39_900),
            by: None,
            single: None,
        }),
        keep: None,
        last_step: None,
        check_in: None,
        unread: 0,
        coupons: None,
        notes: Vec::new(),
        now_on: Vec::new(),
        codes_read: Vec::new(),
        tag: String::new(),
        today: day("2026-06-01"),
        now,
        rule_version: 1,
    }
}

#[test]
fn the_card_says_who_which_tier_how_many_points_and_what_is_missing() {
    let html = card_screen(&boot(), Lang::Zh).into_string();
    for part in [
        "林晓雨",
        "小白",
        "12,480",
        "<b>320</b> 分可用到 12月31日",
        "¥399",
        "素人",
        "stroke-dasharray=\"20 100\"",
        "8.5折",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    let html = card_screen(&boot(), Lang::En).into_string();
    for part in ["xiaobai", "<b>320</b> points are good through December 31", "Spend ¥399 more", "−15%"] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn no_name_can_leave_its_element() {
    let hostile = "<script>alert(1)</script>\"'&\u{202e}gnp";
    let mut boot = boot();
    boot.brand.name = text(hostile, hostile);
    boot.brand.welcome = vec![text(hostile, hostile)];
    boot.brand.look.art = "../x\" onerror=\"".into();
    for tier in &mut boot.rules.tiers {
        tier.name = text(hostile, hostile);
        tier.benefits = vec![text(hostile, hostile)];
    }
    boot.rules.earning.classes[0].name = text(hostile, hostile);
    boot.store = Some(store(hostile));
    if let Some(card) = &mut boot.card {
        card.name = Some(hostile.into());
        card.last_step = Some(Step { day: card.today, from: "suren".into(), to: "<b>".into(), why: Why::Refund });
        let (path, art) = (hostile.to_owned(), hostile.to_owned());
        card.now_on = vec![NowOn { path, art, name: text(hostile, hostile), begun: true, day: card.today }];
    }
    for lang in [Lang::Zh, Lang::En] {
        for html in [card_screen(&boot, lang), guest_screen(&boot, lang), store_screen(&boot, lang)] {
            let html = html.into_string();
            assert!(!html.contains("<script") && !html.contains("onerror"), "{html}");
            assert!(html.contains("&lt;script&gt;"));
        }
    }
    // What turns the direction of writing stays inside its own element.
    assert!(card_screen(&boot, Lang::Zh).into_string().contains("gnp</bdi>"));
}

#[test]
fn a_tier_that_a_refund_undid_is_told() {
    let mut boot = boot();
    if let Some(card) = &mut boot.card {
        card.last_step =
            Some(Step { day: day("2026-05-03"), from: "suren".into(), to: "xiaobai".into(), why: Why::Refund });
    }
    assert!(card_screen(&boot, Lang::Zh).into_string().contains("5月3日有退货"));
}

#[test]
fn every_element_that_is_opened_is_closed() {
    let mut boot = boot();
    let screens = [
        card_screen(&boot, Lang::Zh),
        guest_screen(&boot, Lang::En),
        screen(&boot, Page::Me, Lang::En, &Markup::default()),
    ];
    boot.card = None;
    for html in screens.into_iter().chain([card_screen(&boot, Lang::Zh)]) {
        let html = html.into_string();
        for element in
            ["div", "section", "p", "a", "ul", "ol", "li", "b", "span", "main", "nav", "header", "svg", "h1", "h2"]
        {
            let opened = html.matches(&format!("<{element} ")).count() + html.matches(&format!("<{element}>")).count();
            assert_eq!(opened, html.matches(&format!("</{element}>")).count(), "{element}");
        }
    }
}

#[test]
fn a_shop_greets_members_with_their_code_and_guests_with_what_the_card_is_worth() {
    let (boot, shop) = (boot(), store("武康路店"));
    let guest = Boot { card: None, ..boot.clone() };
    let drawn = |boot: &Boot| store_body(boot, &shop, Lang::Zh).into_string();
    let (member, guest) = (drawn(&boot), drawn(&guest));
    assert!(member.contains("你是小白，有 12,480 分") && member.contains("href=\"/code\""), "{member}");
    for pitch in ["href=\"/join\"", "href=\"/sign-in\"", "class=\"dock\"", "class=\"pile\""] {
        assert!(guest.contains(pitch) && !member.contains(pitch), "{pitch}");
    }
}

#[test]
fn json_in_a_script_cannot_end_it_and_stays_the_same_json() {
    assert_eq!(escape_json(r#"{"a":"</script><!--"}"#), r#"{"a":"\u003c/script\u003e\u003c!--"}"#);
}

#[test]
fn only_colours_get_into_the_style() {
    let style =
        brand_style(&Look { accent: "#2f6b3a".into(), accent_dark: "red;}</style>".into(), art: String::new() });
    assert_eq!(style, ":root{--brand-accent:#2f6b3a;--brand-accent-ink:#fff;}");
    let light = Look { accent: "#93d09c".into(), accent_dark: String::new(), art: String::new() };
    assert!(brand_style(&light).contains("--brand-accent-ink:#151d16"));
}

#[test]
fn the_language_is_the_wished_one_then_the_first_known_of_the_browser() {
    let lang = |cookies: &str, accept: &str| Display::read(cookies, accept).lang;
    assert_eq!(lang("", "de,en-GB;q=0.8,zh;q=0.5"), Lang::En);
    assert_eq!(lang("", "en;q=0, zh-TW"), Lang::Zh);
    assert_eq!(lang("a=b; shuke_lang=zh", "en"), Lang::Zh);
    assert_eq!(lang("shuke_lang=xx", ""), Lang::Zh);
}

#[test]
fn display_settings_become_attributes_of_the_page() {
    let display = Display::read("shuke_theme=dark; shuke_size=large; shuke_lang=en", "");
    assert_eq!(display.html_attributes().into_string(), " lang=\"en\" data-theme=\"dark\" data-type=\"large\"");
    assert_eq!(Display::read("shuke_theme=\"><script>", "").html_attributes().into_string(), " lang=\"zh-CN\"");
}

#[test]
fn a_date_names_its_year_only_when_it_is_another() {
    assert_eq!(date(day("2027-06-30"), day("2026-06-01"), Lang::Zh), "2027年6月30日");
    assert_eq!(date(day("2026-06-30"), day("2026-06-01"), Lang::En), "June 30");
    assert_eq!(month(day("2026-11-30"), Lang::En), "November 2026");
}

#[test]
fn a_full_date_names_its_year_always_as_a_browser_does() {
    assert_eq!(full_date(day("2026-11-21"), Lang::Zh), "2026年11月21日");
    assert_eq!(full_date(day("2026-11-21"), Lang::En), "November 21, 2026");
}

#[test]
fn the_bar_has_a_place_for_what_the_brand_has_and_no_other() {
    let places = |mall, together| {
        let html = bar(Some(Place::Code), Has { mall, together, ..boot().has }, Lang::En).into_string();
        assert!(html.contains("href=\"/code\" aria-current=\"page\""));
        ["/", "/mall", "/code", "/together", "/me"].map(|path| html.contains(&format!("href=\"{path}\"")))
    };
    assert_eq!(places(true, true), [true; 5]);
    assert_eq!(places(false, true), [true, false, true, true, true]);
    assert_eq!(places(true, false), [true, true, true, false, true]);
}

#[test]
fn messages_not_seen_are_counted_for_eyes_and_ears_and_a_guest_has_no_inbox() {
    let mut boot = boot();
    assert!(!card_screen(&boot, Lang::En).into_string().contains("badge"));
    if let Some(card) = &mut boot.card {
        card.unread = 3;
    }
    let html = card_screen(&boot, Lang::En).into_string();
    assert!(html.contains("aria-label=\"Inbox, 3 unread\"") && html.contains("aria-hidden=\"true\">3</span>"));
    boot.card = None;
    assert!(!card_screen(&boot, Lang::En).into_string().contains("/inbox"));
}

#[test]
fn coupons_that_end_soon_are_on_the_card_and_others_are_not() {
    let mut boot = boot();
    let mut shown = |coupons| {
        if let Some(card) = &mut boot.card {
            card.coupons = coupons;
        }
        card_screen(&boot, Lang::En).into_string()
    };
    let in_hand = CouponsInHand { usable: 3, ending: 2, first_end: Some(day("2026-06-04")) };
    let html = shown(Some(in_hand));
    assert!(html.contains("2 coupons expire within 7 days") && html.contains("Use the first by June 4"), "{html}");
    for none in [None, Some(CouponsInHand { ending: 0, first_end: None, ..in_hand })] {
        assert!(!shown(none).contains("7 days"));
    }
}

/// The card's own page, with something of it changed.
fn card_with(change: impl FnOnce(&mut Boot)) -> String {
    let mut boot = boot();
    change(&mut boot);
    card_body(&boot, boot.card.as_ref().unwrap(), Lang::Zh).into_string()
}

fn of_card(change: impl FnOnce(&mut Card)) -> String {
    card_with(|boot| change(boot.card.as_mut().unwrap()))
}

#[test]
fn four_ways_lead_to_what_one_has_and_none_to_what_the_brand_has_not() {
    let ways = |html: &str| {
        let row = html.split_once("<ul class=\"ways\">").unwrap().1.split_once("</ul>").unwrap().0.to_owned();
        let to: Vec<String> = row.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().into()).collect();
        (row, to)
    };
    let (row, to) = ways(&card_with(|_| ()));
    assert_eq!(to, ["/coupons", "/orders", "/receipts", "/preview"]);
    assert!(!row.contains("12,480") && !row.contains("<b>"), "{row}");
    let in_hand = CouponsInHand { usable: 3, ending: 0, first_end: None };
    let (row, _) = ways(&of_card(|card| card.coupons = Some(in_hand)));
    assert!(row.starts_with("<li><a href=\"/coupons\"><b>3</b> <span>券</span></a></li>"), "{row}");
    let (_, to) = ways(&card_with(|boot| boot.has = Has::default()));
    assert_eq!(to, ["/receipts"]);
}

#[test]
fn the_week_has_a_stamp_in_the_place_of_each_day_that_is_checked_in_on() {
    // Monday and Wednesday of a week whose Thursday it is.
    let today = day("2026-06-04");
    let state = CheckInToday { done: false, streak: 1, points: Points(2), week: 0b000_0101 };
    let shown = |state| {
        of_card(|card| {
            card.today = today;
            card.check_in = Some(state);
        })
    };
    let places = |html: &str| {
        let (_, week) = html.split_once("class=\"week\"").unwrap();
        let week = week.split_once("</div>").unwrap().0;
        week.split("<span class=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().trim().to_owned())
            .collect::<Vec<_>>()
    };
    let html = shown(state);
    assert!(html.contains("aria-label=\"本周已签 2 天\"") && html.contains("data-check-in"), "{html}");
    assert_eq!(places(&html), ["stamp", "", "stamp", "now", "", "", ""]);
    let html = shown(state.stamped(today));
    assert_eq!(places(&html), ["stamp", "", "stamp", "now stamp", "", "", ""]);
    assert!(html.contains("今日已签，连续 2 天") && !html.contains("data-check-in"), "{html}");
    assert!(!card_with(|_| ()).contains("class=\"week\""), "a brand without check-in");
}

#[test]
fn what_is_on_has_its_picture_and_says_what_changes_next() {
    let on = |begun, day| NowOn {
        path: "/boards/tea".into(),
        art: "tea".into(),
        name: text("茶客榜", "Tea lovers"),
        begun,
        day,
    };
    let (today, later) = (day("2026-06-01"), day("2027-03-31"));
    let html = of_card(|card| card.now_on = vec![on(true, today), on(true, later), on(false, later)]);
    for part in [
        "<a class=\"row\" href=\"/boards/tea\"><img class=\"card-art\" src=\"/art/card-tea.svg\" width=\"640\" height=\"360\" alt=\"\" \
         loading=\"lazy\"",
        "茶客榜 <small>今天 24:00 结束</small>",
        "<small>2027年3月31日 24:00 结束</small>",
        "<small>2027年3月31日 开始</small>",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    let friends = "<a class=\"row\" href=\"/me/referral\"><img class=\"card-art\" src=\"/art/card-invite.svg\"";
    let (before, row) = html.split_once(friends).unwrap_or_else(|| panic!("no friends in {html}"));
    assert!(row.contains("带朋友来 <small>朋友买了，两人都有礼</small>"), "{row}");
    assert!(before.matches("/boards/tea").count() == 3 && !row.contains("/boards/tea"), "after what is on: {html}");
    assert!(!card_with(|boot| boot.has.referral = false).contains("近期活动"));
}

#[test]
fn a_section_without_content_is_not_there() {
    let html = card_with(|boot| {
        boot.has.referral = false;
        let card = boot.card.as_mut().unwrap();
        card.next = None;
        card.ending.clear();
    });
    assert_eq!(html.matches("class=\"section\"").count(), 1, "the benefits: {html}");
    assert!(html.contains("href=\"/tiers\""), "the tiers are reached from the top, too: {html}");
    let html = of_card(|card| card.standing.review = Some(day("2026-12-31")));
    assert!(html.contains("12月31日复核；受邀"), "{html}");
}

#[test]
fn what_ends_is_said_once_the_first_of_points_and_how_many_come_later() {
    let later = |day| Ending { day, points: Points(7) };
    let html = of_card(|card| card.ending.extend([later(day("2027-01-31")), later(day("2027-02-28"))]));
    assert_eq!(html.matches("320").count(), 1, "{html}");
    assert!(html.contains("12月31日 <small>另有 2 批更晚到期</small>"), "{html}");
    assert!(!html.contains("1月31日"), "{html}");
}

#[test]
fn a_page_below_another_has_its_own_title_in_its_header_and_a_start_page_the_brands_name() {
    let boot = boot();
    for (page, lang) in PAGES.iter().flat_map(|page| [(*page, Lang::Zh), (*page, Lang::En)]) {
        let html = screen(&boot, page, lang, &Markup::default()).into_string();
        let header = html.split_once("<header class=\"top\">").unwrap().1.split_once("</header>").unwrap().0;
        let title = format!("<b class=\"top-title\" aria-hidden=\"true\">{}</b>", page.title(lang));
        assert_eq!(header.contains(&title), page.above().is_some(), "{}: {header}", page.path());
        assert_eq!(header.contains(lang.pick(&boot.brand.name)), page.above().is_none(), "{}: {header}", page.path());
    }
}
