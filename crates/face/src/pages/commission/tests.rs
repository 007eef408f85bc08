use super::*;
use crate::Lang;
use crate::hostile::{HOSTILE, assert_escaped, hostile};
use crate::tests::day;
use crate::words::texts;
use shuke_contract::commission::ClassRate;
use shuke_rules::{Fen, Multiplier, Points};

fn row(state: CommissionState) -> CommissionRow {
    CommissionRow {
        name: "林**".to_owned(),
        bought: day("2026-11-03"),
        second: false,
        kept: Fen(10_000),
        amount: Fen(500),
        points: Points(500),
        taken_back: Points::ZERO,
        state,
    }
}

fn page() -> Commission {
    let month = |from, given, frozen| CommissionMonth { from: day(from), given: Points(given), frozen: Points(frozen) };
    let factor = |text| Multiplier::parse(text).unwrap();
    Commission {
        more: 0,
        month: month("2026-11-01", 1_200, 500),
        rows: vec![row(CommissionState::Frozen { until: day("2026-11-17") })],
        months: vec![month("2026-11-01", 1_200, 500), month("2026-10-01", 90, 0)],
        terms: Some(CommissionTerms {
            per_cent: factor("5"),
            classes: vec![ClassRate { class: hostile(), per_cent: factor("2.5") }],
            second: None,
            hold_days: 14,
            days: 365,
            points_per_yuan: 100,
        }),
        today: day("2026-11-30"),
    }
}

#[test]
fn a_purchase_says_what_was_kept_what_it_comes_to_and_when() {
    let zh = texts(Lang::Zh);
    let drawn = statement(&page(), zh).into_string();
    for said in ["2026年11月对账单", "1,200", "留下 ¥100，佣金 ¥5", "冻结到 11月17日 24:00", "11月3日买的"]
    {
        assert!(drawn.contains(said), "{said} is missing in {drawn}");
    }
    let states = [
        (CommissionState::Given { on: day("2026-11-18") }, "11月18日到账"),
        (CommissionState::Nothing, "退了，没有佣金"),
        (CommissionState::Unknown, "退了，没有佣金"),
    ];
    for (state, said) in states {
        let page = Commission { rows: vec![row(state)], ..page() };
        assert!(statement(&page, zh).into_string().contains(said), "{said}");
    }
    let taken_back = CommissionRow { taken_back: Points(300), second: true, ..row(CommissionState::Nothing) };
    let drawn = statement(&Commission { rows: vec![taken_back], ..page() }, texts(Lang::En)).into_string();
    assert!(drawn.contains("300 points taken back") && drawn.contains("A friend of a friend"), "{drawn}");
}

#[test]
fn other_months_are_reached_and_from_them_this_one() {
    let zh = texts(Lang::Zh);
    let now = months(&page(), zh).into_string();
    assert!(now.contains("href=\"/me/commission/2026-10\"") && !now.contains("href=\"/me/commission\""), "{now}");
    let long = statement(&Commission { more: 31, ..page() }, texts(Lang::Zh)).into_string();
    assert!(long.contains("还有 31 笔没有列在这里"), "{long}");
    let past = Commission { month: page().months[1], ..page() };
    let past = months(&past, zh).into_string();
    assert!(past.contains("href=\"/me/commission\"") && past.contains("/me/commission/2026-11"), "{past}");
    assert!(months(&Commission { months: Vec::new(), ..page() }, zh).0.is_empty());
}

#[test]
fn who_gets_none_any_more_is_told_and_sees_no_terms_and_no_name_leaves_its_place() {
    let en = texts(Lang::En);
    let page = Commission { terms: None, ..page() };
    assert!(head(&page, en).into_string().contains("no commission at the tier"));
    assert!(terms(&page, en).0.is_empty());
    assert_escaped(terms(&self::page(), en), 1);
    let named = CommissionRow { name: HOSTILE.to_owned(), ..row(CommissionState::Nothing) };
    assert_escaped(statement(&Commission { rows: vec![named], ..self::page() }, en), 1);
}
