//! What the simulator starts from and what comes out of it.

use super::Outcome;
use shuke_contract::boot::Boot;
use shuke_contract::card::Card;
use shuke_rules::tiers::{Forecast, forecast};
use shuke_rules::{Day, Fen, Points, typed};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    Amount,
    Day,
}

/// What is missing for the next tier, as it is written elsewhere on the card; ¥100 for who misses nothing.
pub fn first_amount(card: &Card) -> String {
    let missing = card.next.as_ref().map(|next| next.amount).filter(|amount| !amount.is_zero());
    missing.unwrap_or(Fen(10_000)).to_string()
}

/// A month from now, or the last day on which what is missing is enough.
pub fn first_day(card: &Card) -> Day {
    let month = card.today.plus_months(1);
    let by = card.next.as_ref().and_then(|next| next.by).unwrap_or(month);
    by.min(month).max(card.today)
}

/// Years to come for which a forecast makes sense.
const HORIZON_MONTHS: u32 = 60;

pub fn simulate(boot: &Boot, card: &Card, amount: &str, day: &str) -> Result<Outcome, Wrong> {
    let paid = typed::yuan(amount).ok_or(Wrong::Amount)?;
    let in_reach = card.today..=card.today.plus_months(HORIZON_MONTHS);
    let day = Day::parse(day).filter(|day| in_reach.contains(day)).ok_or(Wrong::Day)?;
    let Forecast { standing, points } = forecast(&boot.rules, &card.standing, &card.facts, paid, day);
    let ended: Points = card.ending.iter().filter(|ending| ending.day < day).map(|ending| ending.points).sum();
    Ok(Outcome { standing, points, balance: card.points - ended + points })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::card::Ending;
    use shuke_rules::Multiplier;
    use shuke_rules::policy::{
        Brand, Class, Earning, Expiry, Ladder, LadderKind, Look, Material, OnReview, PointsTier, Tier,
    };
    use shuke_rules::tiers::{Missing, Rules, Standing};
    use shuke_rules::{Instant, Text};

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn tier(id: &str, spend: i64, multiplier: &str) -> Tier {
        Tier {
            id: id.into(),
            name: Text::default(),
            spend: Some(Fen(spend)),
            single: None,
            by_invitation: false,
            multiplier: Multiplier::parse(multiplier).unwrap(),
            pays_percent: std::collections::BTreeMap::new(),
            benefits: Vec::new(),
            material: Material::Paper,
        }
    }

    fn boot() -> Boot {
        let regular = Class {
            id: "regular".into(),
            name: Text::default(),
            points_per_yuan: Multiplier::ONE,
            nothing_below_percent: None,
        };
        Boot {
            brand: Brand {
                id: "x".into(),
                code: "690".into(),
                name: Text::default(),
                line: Text::default(),
                time_zone: "Asia/Shanghai".into(),
                welcome: Vec::new(),
                look: Look::default(),
            },
            rules: Rules {
                ladder: Ladder {
                    kind: LadderKind::Lifetime,
                    months: 12,
                    grace_days: 30,
                    on_review: OnReview::Supported,
                    points_tier: PointsTier::Before,
                },
                tiers: vec![tier("low", 0, "1"), tier("high", 50_000, "1.2")],
                earning: Earning { classes: vec![regular] },
            },
            expiry: Expiry::Never,
            consents: Vec::new(),
            card: None,
            store: None,
            has: shuke_contract::boot::Has::default(),
            wechat: None,
            now: Instant::UNIX_EPOCH,
            dev_sign_in: false,
        }
    }

    fn card() -> Card {
        let standing = Standing { tier: "low".into(), since: day("2026-01-01"), review: None, total: Fen(17_950) };
        Card {
            number: shuke_rules::number::CardNumber::issue("690", 1, "01", 1).unwrap(),
            name: None,
            points: Points(179),
            debt: Points::ZERO,
            ending: vec![Ending { day: day("2026-12-31"), points: Points(79) }],
            next: Some(Missing {
                tier: "high".into(),
                spend: standing.total,
                threshold: Fen(50_000),
                amount: Fen(32_050),
                by: None,
                single: None,
            }),
            standing,
            facts: Vec::new(),
            keep: None,
            last_step: None,
            check_in: None,
            unread: 0,
            coupons: None,
            notes: Vec::new(),
            now_on: Vec::new(),
            codes_read: Vec::new(),
            tag: String::new(),
            today: day("2026-11-30"),
            now: Instant::UNIX_EPOCH,
            rule_version: 1,
        }
    }

    #[test]
    fn it_starts_with_just_enough_for_the_next_tier() {
        assert_eq!(first_amount(&card()), "320.50");
        let outcome = simulate(&boot(), &card(), &first_amount(&card()), "2026-12-01").unwrap();
        assert_eq!(outcome.standing.tier, "high".into());
        assert_eq!((outcome.points, outcome.balance), (Points(320), Points(499)));
    }

    #[test]
    fn points_that_end_before_the_day_are_not_counted() {
        let balance = |day: &str| simulate(&boot(), &card(), "0", day).unwrap().balance;
        assert_eq!(balance("2026-12-31"), Points(179));
        assert_eq!(balance("2027-01-01"), Points(100));
    }

    #[test]
    fn only_amounts_and_days_to_come_are_taken() {
        let simulate = |amount: &str, day: &str| simulate(&boot(), &card(), amount, day).map(|outcome| outcome.points);
        assert_eq!(simulate("¥1,234.50", "2026-11-30"), Ok(Points(1234)));
        assert_eq!(simulate("-3", "2026-11-30"), Err(Wrong::Amount));
        assert_eq!(simulate("", "2026-11-30"), Err(Wrong::Amount));
        assert_eq!(simulate("1", "2026-11-29"), Err(Wrong::Day));
        assert_eq!(simulate("1", ""), Err(Wrong::Day));
        assert_eq!(simulate("1", "9999-01-01"), Err(Wrong::Day));
    }
}
