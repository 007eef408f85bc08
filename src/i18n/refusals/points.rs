//! What points pay for: too few of them, and a price that is another by now. Everything that has a price in points lists these.

use super::Text::Told;
use super::{Refusals, Said};
use crate::failure::Failure;
use shuke_contract::ErrorCode;

pub const REFUSALS: Refusals = &[
    (
        ErrorCode::PointsShort,
        Said {
            zh: (
                "积分不够",
                Told(|why| {
                    let price = points(why, "price_points").unwrap_or_default();
                    match points(why, "points") {
                        Some(have) => format!("这要 {price} 分，你有 {have} 分。"),
                        None => format!("这要 {price} 分。"),
                    }
                }),
            ),
            en: (
                "Not enough points",
                Told(|why| {
                    let price = points(why, "price_points").unwrap_or_default();
                    match points(why, "points") {
                        Some(have) => format!("It takes {price} points; you have {have}."),
                        None => format!("It takes {price} points."),
                    }
                }),
            ),
        },
    ),
    (
        ErrorCode::PriceChanged,
        Said {
            zh: (
                "价格刚刚变了",
                Told(|why| {
                    let points = points(why, "points").unwrap_or_default();
                    let money = why.money("fen").map_or(String::new(), |money| format!(" + ¥{money}"));
                    format!("现在是 {points} 积分{money}，上面已经换成新的。积分没有动；合意的话再确认一次。")
                }),
            ),
            en: (
                "The price just changed",
                Told(|why| {
                    let points = points(why, "points").unwrap_or_default();
                    let money = why.money("fen").map_or(String::new(), |money| format!(" + ¥{money}"));
                    format!(
                        "It's {points} points{money} now, as shown above. No points were spent; confirm again if you like."
                    )
                }),
            ),
        },
    ),
];

fn points(why: &Failure, figure: &str) -> Option<String> {
    why.figure(figure).map(|points| shuke_rules::Points(points).to_string())
}

#[cfg(test)]
mod tests {
    use super::REFUSALS;
    use crate::i18n::refusals::tests::{en, zh};
    use shuke_contract::{ErrorCode, Problem};

    #[test]
    fn a_changed_price_is_told_with_both_of_its_parts() {
        let both = Problem::new(ErrorCode::PriceChanged, "").figure("points", 1_200).figure("fen", 990);
        assert!(zh(both, &[REFUSALS]).text.contains("1,200 积分 + ¥9.90，"));
        let points = Problem::new(ErrorCode::PriceChanged, "").figure("points", 1_200).figure("fen", 0);
        assert!(en(points, &[REFUSALS]).text.contains("1,200 points now"));
    }

    #[test]
    fn what_is_missing_is_told_with_and_without_what_one_has() {
        let short = || Problem::new(ErrorCode::PointsShort, "").figure("price_points", 1_200);
        assert_eq!(en(short(), &[REFUSALS]).text, "It takes 1,200 points.");
        assert_eq!(zh(short().figure("points", 30), &[REFUSALS]).text, "这要 1,200 分，你有 30 分。");
    }
}
