use super::*;
use crate::Lang;
use crate::hostile::{HOSTILE, assert_escaped_in, hostile};
use crate::shapes::boards::samples::{board as sample, day, mine};
use crate::words::texts;
use shuke_contract::coupons::OnlyFor;
use shuke_rules::{Fen, Text};

fn drawn(of: &Board, lang: Lang) -> String {
    board(of, day("2026-11-21"), texts(lang)).into_string()
}

fn says(drawn: &str, parts: &[&str]) {
    for part in parts {
        assert!(drawn.contains(part), "{part} is not in {drawn}");
    }
}

fn standing_of(place: u32, name: &str, me: bool) -> BoardPlace {
    BoardPlace { place, name: name.into(), confirmed: 10_000, pending: 2_000, me }
}

#[test]
fn a_running_board_says_how_one_does_who_is_where_and_how_it_is_counted() {
    let board = Board {
        top: vec![standing_of(1, "", false), standing_of(2, "林**", true)],
        members: 7,
        mine: Some(mine(Some(2))),
        ..sample()
    };
    says(
        &drawn(&board, Lang::Zh),
        &[
            "还有 9 天，11月30日 24:00 结束",
            "<h2>我的名次</h2><div class=\"my-place\"><p class=\"figure\">第 2 名</p>",
            "再多 ¥5，就到第 1 名。",
            "<b class=\"standing-place\">1</b><img class=\"prize-art\" src=\"/art/prize-cup.svg\"",
            "<span class=\"row-main\">会员 <small>¥20 待确认</small><small>一等奖</small></span><span class=\"row-end\"><b>¥120</b>",
            "<b class=\"standing-place\">2</b><span class=\"row-main\">",
            "林** <span class=\"tag\">你</span> <small>",
            "共 7 人上榜，这里是前 2 名。",
            "<span class=\"row-main\">一等奖 <small>发券后 14 天内到店领取</small></span><span class=\"row-end\">第 1 名</span>",
            "按实付、未退款的金额排名。",
            "以上规则开始后不再更改。",
        ],
    );
    says(&drawn(&board, Lang::En), &["9 days left", "No. 2", "A member", "First prize", "In a tie"]);
}

#[test]
fn the_podium_has_whoever_there_is_in_their_order_and_only_its_three_say_what_they_win() {
    let with = |members: usize| {
        let top = (1..).take(members).map(|place| standing_of(place, &format!("{place}**"), false)).collect();
        let mut board = Board { top, ..sample() };
        board.prizes[0].to = 10;
        drawn(&board, Lang::Zh)
    };
    assert!(!with(0).contains("podium"), "{}", with(0));
    for members in [1, 2, 3, 5] {
        let html = with(members);
        let (_, podium) = html.split_once("<ol class=\"rows podium\">").unwrap();
        let (podium, _) = podium.split_once("</ol>").unwrap();
        let said: Vec<&str> =
            podium.split("standing-place\">").skip(1).filter_map(|one| one.split('<').next()).collect();
        assert_eq!(said, ["1", "2", "3", "4", "5"][..members], "{podium}");
        let on_steps = members.min(3);
        assert_eq!(podium.matches("<small>一等奖</small>").count(), on_steps, "{podium}");
        assert_eq!(podium.matches("prize-art").count(), on_steps, "{podium}");
    }
}

#[test]
fn who_is_not_on_it_is_led_to_the_code_while_it_runs_and_to_what_is_on_afterwards() {
    let with = |phase| drawn(&Board { phase, mine: Some(mine(None)), ..sample() }, Lang::Zh);
    let running = with(Phase::Running);
    says(
        &running,
        &["还没上榜", "消费一笔就上榜。", "<a class=\"button\" href=\"/code\">打开会员码</a>", "还没有人上榜。"],
    );
    let over = with(Phase::Final);
    says(&over, &["这次没有上榜", "href=\"/together\">看看现在的活动</a>", "没有人上榜。"]);
    assert!(!over.contains("/code"), "{over}");
    assert!(!with(Phase::Soon).contains("<h2>榜单</h2>"));
    let guest = drawn(&sample(), Lang::Zh);
    assert!(!guest.contains("my-place"), "{guest}");
}

#[test]
fn a_first_come_gift_has_no_standings_and_no_figure_until_one_has_a_place() {
    let board = Board { kind: BoardKind::First, mine: Some(mine(None)), members: 1, ..sample() };
    let html = drawn(&board, Lang::Zh);
    says(
        &html,
        &["<h2>我的礼品</h2><div class=\"my-place\"><p>", "已送出 1 / 1", "已送完。", "<h2>礼品</h2>", "前 1 位"],
    );
    assert!(!html.contains("class=\"figure\"") && !html.contains("<h2>榜单</h2>"), "{html}");
}

#[test]
fn what_a_return_took_is_told_with_its_day_and_receipt() {
    let removed = |why| RemovedOrder {
        receipt: "r 1".into(),
        bought: day("2026-11-03"),
        returned: day("2026-11-05"),
        amount: 3_000,
        why,
    };
    let mut board = Board { mine: Some(mine(Some(2))), ..sample() };
    board.terms.least = Some(Fen(5_000));
    let of = |why| MyPlace { removed: vec![removed(why)], ..mine(Some(2)) };
    board.mine = Some(of(Why::BelowLeast));
    says(
        &drawn(&board, Lang::Zh),
        &[
            "href=\"/receipts/r%201\"><span class=\"row-main\">11月3日 的消费 <small>11月5日 退货后不满 ¥50，整笔不再算</small>",
            "<b class=\"minus\">−¥30</b>",
        ],
    );
    board.mine = Some(of(Why::Returned));
    says(&drawn(&board, Lang::En), &["<small>Returned on November 5</small>"]);
}

#[test]
fn what_a_policy_and_members_write_is_text() {
    let name = hostile();
    let mut board = Board {
        name: name.clone(),
        note: Text { zh: String::new(), en: format!("{HOSTILE}\n\n{HOSTILE}") },
        top: vec![standing_of(1, HOSTILE, false)],
        mine: Some(MyPlace { prize: Some(name.clone()), ..mine(Some(2)) }),
        ..sample()
    };
    board.prizes[0].what = name.clone();
    board.terms.only_for = OnlyFor { goods: vec![name.clone(), name.clone()], shops: vec![name.clone()] };
    board.terms.tier = Some(name);
    // Heading, note twice, prize of the place, standing with what it wins, prize, goods twice, shop, tier.
    assert_escaped_in(&drawn(&board, Lang::En), 11);
    for (given, phase) in [(true, Phase::Running), (false, Phase::Final)] {
        board.mine = Some(MyPlace { given, ..board.mine.clone().unwrap() });
        board.phase = phase;
        let prize_now = usize::from(phase != Phase::Final);
        assert_escaped_in(&drawn(&board, Lang::En), 11 + prize_now);
    }
}
