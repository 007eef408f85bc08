use super::*;
use crate::tests::day;
use crate::words::texts;
use shuke_contract::check_in::{NextReward, Stamp, Themed};
use shuke_rules::check_in::Reward;
use shuke_rules::{Points, Text};

fn state() -> CheckIns {
    CheckIns {
        today: day("2026-11-02"),
        done: false,
        streak: 0,
        reward: Reward { base: Points(2), streak: None, themed: None },
        week: 0,
        next: None,
        stamps: vec![Stamp { day: day("2026-10-30"), points: Points(2), made_up: false }],
        themed: Vec::new(),
        make_up: None,
        points: Points(100),
    }
}

fn offer() -> MakeUpOffer {
    MakeUpOffer { price: Points(10), days: vec![day("2026-10-31")], per_month: 3, left: 2 }
}

#[test]
fn a_month_begins_on_its_weekday_and_has_all_its_days() {
    let html = months(&state(), texts(Lang::En)).into_string();
    assert_eq!(html.matches("<table").count(), 1);
    // 1 November 2026 is a Sunday: six empty cells before it.
    assert!(html.contains(&format!("<tbody><tr>{}<td><span class=\"day \">1<", "<td></td>".repeat(6))), "{html}");
    assert_eq!(html.matches("class=\"day").count(), 30);
    assert!(html.contains("class=\"day today\">2<"));
}

#[test]
fn last_month_is_shown_while_a_day_of_it_can_be_made_up_for() {
    let html = months(&CheckIns { make_up: Some(offer()), ..state() }, texts(Lang::En)).into_string();
    assert_eq!(html.matches("<table").count(), 2);
    assert!(html.contains("class=\"day missed\">31<") && html.contains("class=\"day done\">30<"));
}

#[test]
fn a_themed_day_is_marked_and_what_it_is_called_stays_out_of_the_calendar() {
    let hostile = Text { zh: "<img src=x>".into(), en: "\"'><script>".into() };
    let themed = vec![Themed { day: day("2026-11-11"), name: hostile, points: Points(5) }];
    for lang in [Lang::Zh, Lang::En] {
        let html = months(&CheckIns { themed: themed.clone(), ..state() }, texts(lang)).into_string();
        assert!(
            html.contains("class=\"day  theme\">11<") && !html.contains("script") && !html.contains("img"),
            "{html}"
        );
    }
}

#[test]
fn the_heading_says_how_many_days_in_a_row_and_what_comes_next() {
    let next = Some(NextReward { days: 4, points: Points(30) });
    let said = |streak, next, lang| heading(&CheckIns { streak, next, ..state() }, texts(lang)).into_string();
    assert!(said(3, next.clone(), Lang::Zh).contains("<p class=\"lede\">已连续 3 天，连签到第 7 天，多得 30 分</p>"));
    let html = said(3, next, Lang::En);
    assert!(html.contains(">3 days in a row. Day 7 earns a bonus of 30 points</p>"), "{html}");
    assert!(said(0, None, Lang::En).contains(">Check in today for day 1</p>"));
}

#[test]
fn what_a_missed_day_costs_and_leaves_is_said_before() {
    let (zh, en) = (texts(Lang::Zh), texts(Lang::En));
    assert!(
        offered(&offer(), &state(), zh).into_string().contains("每月可补 3 次，本月还剩 2 次。每次用 10 分，补得 2 分")
    );
    assert!(asked(&offer(), &state(), en).into_string().contains("It costs 10 points and earns 2"));
    assert!(asked(&offer(), &state(), en).into_string().contains("You'll have 92 points"));
    assert_eq!(
        missed(day("2025-10-31"), day("2026-01-01"), en).into_string(),
        "<span class=\"row-main\">October 31, 2025</span>"
    );
}
