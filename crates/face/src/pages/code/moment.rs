//! What came of showing the code: that a till has read it, the points that moved, a tier that was reached. The server names no cause: all of it is
//! told from the card before and the card after.

use crate::shapes::tier_card::tier_card;
use crate::words::Texts;
use crate::{Icon, Markup, html, signed, tier_name};
use shuke_contract::boot::Boot;
use shuke_contract::card::Card;
use shuke_rules::Points;
use shuke_rules::policy::TierId;
use shuke_rules::tiers::Rules;

/// What was known longer ago than this has changed at some time, and is no news of now.
const LATELY_MS: i64 = 10 * 60 * 1_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Came {
    /// A till has read the code, or booked a sale.
    pub is_read: bool,
    /// More, or fewer.
    pub points: Points,
    /// The tier that was left, and the higher one.
    pub rose: Option<(TierId, TierId)>,
}

impl Came {
    /// Of what showing the code of `device` came to. Both as the server said them, each as of its `now`; nothing where nothing came of it that one would look at.
    pub fn between(before: &Card, after: &Card, device: &str, rules: &Rules) -> Option<Self> {
        // A card that the app changed by itself has no tag.
        let is_said = !before.tag.is_empty();
        let apart = after.now.timestamp_millis() - before.now.timestamp_millis();
        let (from, to) = (&before.standing.tier, &after.standing.tier);
        let came = Self {
            is_read: has_read(before, after, device) || after.standing.total > before.standing.total,
            points: after.points - before.points,
            rose: (rules.rank(to) > rules.rank(from)).then(|| (from.clone(), to.clone())),
        };
        let is_any = came.is_read || !came.points.is_zero() || came.rose.is_some();
        (is_said && apart <= LATELY_MS && is_any).then_some(came)
    }
}

/// Whether a code of this device was read in between: another's says nothing to whoever holds this one.
fn has_read(before: &Card, after: &Card, device: &str) -> bool {
    let at = |card: &Card| card.codes_read.iter().find(|read| read.locator == device).map(|read| read.at);
    at(after).is_some() && at(after) > at(before)
}

/// Over the page for a while. The tier that was left turns into the one that was reached.
pub fn came(came: &Came, boot: &Boot, t: &Texts) -> Markup {
    let (c, points) = (t.code(), came.points);
    html! {
        div.came-said {
            @if let Some((from, to)) = came.rose.as_ref().map(|(from, to)| (boot.rules.tier(from), boot.rules.tier(to))) {
                div.came-turn aria-hidden="true" {
                    @for tier in [from, to].into_iter().flatten() { (tier_card(boot, tier, None, t.lang)) }
                }
            }
            div {
                p.came-read {
                    @if came.is_read { (Icon::Check) (c.read) }
                    @if came.is_read && !points.is_zero() { " · " }
                    @if !points.is_zero() { b { span.came-points { (signed(points)) } "\u{a0}" ((c.unit)(points)) } }
                }
                @if let Some((_, to)) = &came.rose {
                    " " p.came-tier { ((c.reached)(tier_name(&boot.rules, to, t.lang))) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::hostile::{assert_escaped, hostile};
    use crate::tests::boot;
    use crate::words::texts;
    use shuke_contract::card::CodeRead;
    use shuke_rules::{Fen, Instant};

    const DEVICE: &str = "12345678";

    fn card() -> Card {
        Card { tag: "1.1.1".into(), ..boot().card.unwrap() }
    }

    fn after(change: impl FnOnce(&mut Card)) -> Option<Came> {
        let mut card = card();
        change(&mut card);
        Came::between(&self::card(), &card, DEVICE, &boot().rules)
    }

    fn sale(card: &mut Card) {
        card.standing.total += Fen(15_600);
        card.points += Points(156);
    }

    fn said(came: &Came, lang: Lang) -> String {
        super::came(came, &boot(), texts(lang)).into_string()
    }

    #[test]
    fn a_sale_is_said_with_its_points() {
        let came = after(sale).unwrap();
        assert_eq!(came, Came { is_read: true, points: Points(156), rose: None });
        let zh = said(&came, Lang::Zh);
        assert!(
            zh.contains("已识别 · <b><span class=\"came-points\">+156</span>\u{a0}积分</b>")
                && !zh.contains("came-turn"),
            "{zh}"
        );
        let one = Came { points: Points(1), ..came.clone() };
        assert!(said(&came, Lang::En).contains("points</b>") && said(&one, Lang::En).contains("\u{a0}point</b>"));
        let none = said(&Came { points: Points::ZERO, ..came }, Lang::En);
        assert!(none.contains("Scanned</p>") && !none.contains('·'), "{none}");
    }

    fn read(minute: i64, card: &mut Card) {
        let at = Instant::from_timestamp_millis(minute * 60_000).unwrap();
        card.codes_read = vec![CodeRead { locator: DEVICE.into(), minute, at }];
    }

    #[test]
    fn a_code_that_was_read_is_said_before_anything_comes_of_it_and_once() {
        let came = after(|card| read(2, card)).unwrap();
        assert_eq!(came, Came { is_read: true, points: Points::ZERO, rose: None });
        let (mut once, mut again) = (card(), card());
        read(2, &mut once);
        read(2, &mut again);
        assert_eq!(Came::between(&once, &again, DEVICE, &boot().rules), None);
        read(3, &mut again);
        assert!(Came::between(&once, &again, DEVICE, &boot().rules).is_some());
        assert_eq!(Came::between(&once, &again, "87654321", &boot().rules), None, "another phone's");
        assert_eq!(Came::between(&once, &card(), DEVICE, &boot().rules), None, "it is forgotten, which is no news");
    }

    #[test]
    fn a_tier_that_was_reached_turns_from_the_one_that_was_left() {
        let rise = |card: &mut Card| {
            sale(card);
            card.standing.tier = "suren".into();
        };
        let came = after(rise).unwrap();
        assert_eq!(came.rose, Some(("xiaobai".into(), "suren".into())));
        let zh = said(&came, Lang::Zh);
        assert!(
            zh.contains("<p class=\"came-tier\">升到素人</p>") && said(&came, Lang::En).contains("You reached suren"),
            "{zh}"
        );
        assert!(zh.find(">小白</b>") < zh.find(">素人</b>"), "{zh}");
    }

    #[test]
    fn points_that_moved_without_a_sale_are_said_alone() {
        let came = after(|card| card.points -= Points(500)).unwrap();
        assert_eq!(came, Came { is_read: false, points: Points(-500), rose: None });
        let zh = said(&came, Lang::Zh);
        assert!(zh.contains(">−500</span>\u{a0}积分") && !zh.contains("已识别") && !zh.contains('·'), "{zh}");
    }

    #[test]
    fn a_refund_is_no_sale_and_nobody_is_told_here_that_a_tier_went_down() {
        let mut high = card();
        sale(&mut high);
        high.standing.tier = "suren".into();
        let came = Came::between(&high, &card(), DEVICE, &boot().rules).unwrap();
        assert_eq!(came, Came { is_read: false, points: Points(-156), rose: None });
    }

    #[test]
    fn what_is_no_news_of_now_is_not_said() {
        assert_eq!(after(|card| card.unread += 1), None);
        let much_later = |card: &mut Card| {
            sale(card);
            card.now = Instant::from_timestamp_millis(card.now.timestamp_millis() + LATELY_MS + 1).unwrap();
        };
        assert_eq!(after(much_later), None);
        let mut sold = card();
        sale(&mut sold);
        // The app shows a check-in before the server has said it.
        let ahead = Card { tag: String::new(), points: Points(12_485), ..card() };
        assert_eq!(Came::between(&ahead, &sold, DEVICE, &boot().rules), None);
    }

    #[test]
    fn whatever_a_tier_is_called_it_stays_text() {
        let mut boot = boot();
        for tier in &mut boot.rules.tiers {
            tier.name = hostile();
        }
        let rose = Some(("xiaobai".into(), "suren".into()));
        let came = Came { is_read: true, points: Points(1), rose };
        assert_escaped(super::came(&came, &boot, texts(Lang::Zh)), 3);
    }
}
