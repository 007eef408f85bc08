use super::*;
use crate::Lang;
use crate::tests::day;
use crate::words::texts;
use shuke_contract::card::Ending;
use shuke_contract::ledger::{Link, LotPart};
use shuke_rules::ledger::EntryKind;
use shuke_rules::{Day, Points, Text};

fn movement() -> Movement {
    Movement {
        seq: 4,
        kind: EntryKind::Redeemed,
        points: Points(-800),
        at: Instant::UNIX_EPOCH,
        day: day("2026-11-20"),
        of_day: None,
        about: Some(Text { zh: "<杯>".into(), en: "<cup>".into() }),
        link: Link::Order("7".into()),
        lots: vec![
            LotPart { points: Points(300), until: Day::parse("2026-12-31") },
            LotPart { points: Points(500), until: None },
        ],
        debt: Points::ZERO,
        rule_version: 1,
    }
}

fn page(entries: Vec<Movement>) -> LedgerPage {
    let ending = vec![Ending { day: day("2027-01-31"), points: Points(320) }];
    LedgerPage { points: Points(1200), debt: Points::ZERO, ending, entries, next: None, today: day("2026-11-21") }
}

fn written(lang: Lang, movement: &Movement) -> String {
    row(movement, day("2026-11-21"), texts(lang), "14:32").into_string()
}

fn listed(pages: &[LedgerPage], more: bool, lang: Lang) -> String {
    movements(&pages.iter().collect::<Vec<_>>(), more, texts(lang), &|_| "14:32".into()).into_string()
}

#[test]
fn a_debit_names_its_lots_and_leads_to_what_it_paid_for() {
    let html = written(Lang::En, &movement());
    for part in [
        "href=\"/orders/7\"",
        "&lt;cup&gt; <small>November 20 14:32</small><small>",
        "<span class=\"minus\">−800</span>",
        "300 due to expire on December 31, 500 with no expiration",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}

#[test]
fn a_credit_says_until_when_it_lasts_and_what_went_to_debt() {
    let earned = Movement {
        kind: EntryKind::Earned,
        points: Points(120),
        lots: vec![LotPart { points: Points(90), until: Day::parse("2027-12-31") }],
        debt: Points(30),
        link: Link::None,
        ..movement()
    };
    let html = written(Lang::Zh, &earned);
    for part in ["<li class=\"row\">", "+120", "90 分可用到 2027年12月31日", "30 分补上了欠分"] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}

#[test]
fn a_month_comes_to_what_came_and_went_unless_it_goes_on_in_the_next_page() {
    let on = |text: &str, points| Movement { day: day(text), points: Points(points), ..movement() };
    let all = [on("2026-11-20", 120), on("2026-11-02", -20), on("2026-10-31", 5)];
    let all: Vec<&Movement> = all.iter().collect();
    let months = by_month(&all, true);
    assert_eq!(months.iter().map(|month| month.total).collect::<Vec<_>>(), [Some(Points(100)), None]);
    assert_eq!(by_month(&all, false)[1].total, Some(Points(5)));
}

#[test]
fn each_month_has_its_rows_and_what_they_come_to() {
    let later = page(vec![Movement { day: day("2026-10-31"), points: Points(5), ..movement() }]);
    let html = listed(&[page(vec![movement(), movement()]), later], false, Lang::Zh);
    assert_eq!(html.matches("class=\"row\"").count(), 3);
    assert!(
        html.contains("2026年11月 <small>−1,600</small>") && html.contains("2026年10月 <small>+5</small>"),
        "{html}"
    );
    assert!(listed(&[page(Vec::new())], false, Lang::En).contains("No points yet."));
    assert_eq!(listed(&[], false, Lang::En), "");
}

#[test]
fn what_one_has_stands_before_what_is_owed_and_what_ends() {
    let html = head(&page(Vec::new()), texts(Lang::En)).into_string();
    for part in ["<b class=\"figure\">1,200</b>", "January 31, 2027", "<b>320 points</b>"] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    assert!(!html.contains("Owed"));
    let owing = LedgerPage { debt: Points(40), ending: Vec::new(), ..page(Vec::new()) };
    let html = head(&owing, texts(Lang::Zh)).into_string();
    assert!(html.contains("<dt class=\"note\">欠分</dt><dd><b class=\"figure minus\">40</b></dd>"), "{html}");
    assert!(html.contains("现在没有会到期的积分。") && !html.contains("<ul"));
}

#[test]
fn no_name_can_leave_its_element() {
    for hostile in ["<img src=x onerror=alert(1)>", "\"'><script>"] {
        let about = Some(Text { zh: hostile.into(), en: hostile.into() });
        let entry = Movement { about, link: Link::Receipt(hostile.into()), ..movement() };
        for lang in [Lang::Zh, Lang::En] {
            let html = listed(&[page(vec![entry.clone()])], false, lang);
            assert!(!html.contains("<img") && !html.contains("<script") && !html.contains("&amp;lt;"), "{html}");
            let escaped = hostile.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
            assert_eq!(html.matches(&escaped).count(), 1, "{html}");
        }
    }
    let said = whole(&["<b>".into()], Some("<i>"), texts(Lang::En)).into_string();
    assert!(!said.contains("<b>") && !said.contains("<i>") && said.contains("Not proven"), "{said}");
}
