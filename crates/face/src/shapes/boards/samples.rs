//! For tests: a leaderboard of November 2026.

pub use crate::tests::day;
use shuke_contract::boards::{Board, BoardKind, BoardPrize, BoardTerms, MyPlace, NextPlace};
use shuke_contract::coupons::OnlyFor;
use shuke_rules::Text;
use shuke_rules::boards::Phase;

pub fn board() -> Board {
    let what = Text { zh: "一等奖".into(), en: "First prize".into() };
    Board {
        id: "november".into(),
        name: Text { zh: "十一月榜".into(), en: "November".into() },
        note: Text::default(),
        kind: BoardKind::Paid,
        phase: Phase::Running,
        terms: BoardTerms {
            from: day("2026-11-01"),
            until: day("2026-11-30"),
            settled: day("2026-12-07"),
            settle_days: 7,
            only_for: OnlyFor::default(),
            least: None,
            tier: None,
        },
        prizes: vec![BoardPrize { from: 1, to: 1, coupon: "cup".into(), what, days: Some(14) }],
        members: 0,
        top: Vec::new(),
        mine: None,
    }
}

/// At this place, ¥5 behind the first.
pub fn mine(place: Option<u32>) -> MyPlace {
    let next = place.map(|_| NextPlace { place: 1, missing: 500 });
    MyPlace { place, next, ..MyPlace::default() }
}
