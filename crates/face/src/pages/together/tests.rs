use super::*;
use crate::Lang;
use crate::hostile::{assert_escaped, assert_escaped_in, hostile};
use crate::shapes::boards::samples::{board, day, mine};
use crate::shapes::days::themed_days;
use crate::words::texts;
use shuke_contract::boards::{Board, BoardKind, Boards, MyPlace};
use shuke_contract::check_in::Themed;
use shuke_rules::{Day, Points, Text};

fn with(board: Board) -> Boards {
    Boards { boards: vec![board], today: day("2026-11-21") }
}

#[test]
fn the_zone_of_new_members_is_led_to_while_it_is_open() {
    let state = |welcome_until| Tasks { tasks: Vec::new(), points: Points(0), welcome_until, today: day("2026-11-21") };
    let html = welcome(&state(Some(day("2026-11-30"))), texts(Lang::Zh)).into_string();
    assert!(
        html.starts_with(
            "<a class=\"row art-row\" href=\"/welcome\"><img class=\"card-art\" src=\"/art/card-welcome.svg\""
        ),
        "{html}"
    );
    assert!(html.contains("<b>新人专区</b> <small>11月30日截止</small>"), "{html}");
    assert_eq!(welcome(&state(None), texts(Lang::En)).into_string(), "");
}

#[test]
fn a_board_says_where_one_stands_and_what_leads_on() {
    let placed = MyPlace { confirmed: 10_000, ..mine(Some(2)) };
    let html =
        boards(&with(Board { mine: Some(placed.clone()), members: 7, ..board() }), texts(Lang::Zh)).into_string();
    for part in [
        "href=\"/boards/november\"",
        "<b>十一月榜</b> <small><span class=\"facts\"><span class=\"fact\">还有 9 天，11月30日 24:00 结束</span> ",
        "<span class=\"fact\">7 人上榜</span></span></small><small>再多 ¥5，就到第 1 名。</small>",
        "<span class=\"row-end\"><b>第 2 名</b>¥100</span>",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    let first = Board { kind: BoardKind::First, mine: Some(placed), members: 1, ..board() };
    let html = boards(&with(first), texts(Lang::En)).into_string();
    assert!(
        !html.contains("row-end") && !html.contains("member ranked") && html.contains("You're number 2 in line"),
        "{html}"
    );
    let nobody = boards(&with(board()), texts(Lang::Zh)).into_string();
    assert!(!nobody.contains("人上榜"), "{nobody}");
    let none = Boards { boards: Vec::new(), today: day("2026-11-21") };
    assert_eq!(boards(&none, texts(Lang::Zh)).into_string(), "");
}

#[test]
fn days_ahead_say_when_and_how_much_and_those_that_are_over_are_left_out() {
    let themed = |day: Day, name: Text| Themed { day, name, points: Points(20) };
    let tea = Text { zh: "茶日".into(), en: "Tea day".into() };
    let (today, t) = (day("2026-11-21"), texts(Lang::En));
    let html = themed_days(&[themed(day("2026-11-20"), hostile()), themed(today, tea)], today, t).into_string();
    assert!(html.contains("Tea day <small>") && html.contains("November 21"), "{html}");
    assert_escaped_in(&html, 0);
    assert_eq!(themed_days(&[themed(day("2026-11-20"), hostile())], today, t).into_string(), "");
    assert_escaped(themed_days(&[themed(today, hostile())], today, t), 1);
}

#[test]
fn what_a_policy_calls_a_board_and_its_prize_is_text() {
    let won = MyPlace { prize: Some(hostile()), given: true, ..mine(Some(1)) };
    let hostile = Board { name: hostile(), mine: Some(won), ..board() };
    assert_escaped(boards(&with(hostile), texts(Lang::Zh)), 2);
}
