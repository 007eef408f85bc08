//! What a coupon is worth, in a few characters, and the way to one that a member holds.

use crate::words::Texts;
use crate::{Icon, Markup, Page, date, discount, html};
use shuke_contract::coupons::HeldCoupon;
use shuke_contract::mall::Gives;
use shuke_rules::Day;
use shuke_rules::policy::{Effect, Template};

/// `¥10`, `8.5折`, a picture of a gift.
pub fn worth(template: &Template, t: &Texts) -> Markup {
    html! {
        @match &template.effect {
            Effect::PercentOff { pays_percent, .. } => { (discount(*pays_percent, t.lang)) }
            Effect::AmountOff { yuan } | Effect::Trial { yuan } => { "¥" (yuan.to_string()) }
            Effect::BuyThreeOneFree => { "3−1" }
            Effect::Gift { .. } | Effect::FreeDelivery | Effect::Unknown => { (Icon::Gift) }
        }
    }
}

/// Whether what it is worth is a figure: of anything else the sign says it.
pub const fn has_figure(effect: &Effect) -> bool {
    !matches!(effect, Effect::Gift { .. } | Effect::FreeDelivery | Effect::Unknown)
}

/// What one gets of it for nothing, in the brand's words; `None` where it takes something off.
pub fn gift<'t>(template: &'t Template, t: &Texts) -> Option<&'t str> {
    match &template.effect {
        Effect::Gift { gift, .. } => Some(t.lang.pick(gift)),
        _ => None,
    }
}

/// What besides its name says what it is: from which amount on it holds, what the gift is, the brand's note. Empty where nothing does.
pub fn about(template: &Template, t: &Texts) -> String {
    let threshold = template.threshold.map(|yuan| (t.coupon_summary().from)(&yuan.to_string()));
    let gift = gift(template, t).map(str::to_owned);
    let note = Some(t.lang.pick(&template.note).to_owned()).filter(|note| !note.is_empty());
    [gift, threshold, note].into_iter().flatten().collect::<Vec<_>>().join(t.coupon_summary().between)
}

/// Side by side, each whole.
pub fn facts(facts: &[String]) -> Markup {
    html! {
        span.facts {
            @for (nth, fact) in facts.iter().enumerate() {
                @if nth > 0 { " " }
                span.fact { (fact) }
            }
        }
    }
}

/// What a pack gives, with how many of each.
pub fn pack_list(gives: &[Gives], t: &Texts) -> Markup {
    html! {
        ul.benefits {
            @for one in gives {
                li { b { (one.count) "×" } span { (t.lang.pick(&one.name)) } }
            }
        }
    }
}

/// From when on it can be used, or until when.
pub fn when(coupon: &HeldCoupon, today: Day, t: &Texts) -> String {
    let w = t.coupon_summary();
    match coupon.last {
        _ if coupon.first > today => (w.starts)(&date(coupon.first, today, t.lang)),
        Some(last) => (w.until)(&date(last, today, t.lang)),
        None => w.always.to_owned(),
    }
}

/// A row that leads to a coupon which can be used now or later.
pub fn way_to(coupon: &HeldCoupon, today: Day, t: &Texts) -> Markup {
    html! {
        li {
            a.row href=(Page::Coupon.of(&coupon.id.0)) {
                b.worth { (worth(&coupon.terms, t)) }
                span.row-main { (t.lang.pick(&coupon.terms.name)) " " small { (when(coupon, today, t)) } }
                (Icon::Chevron)
            }
        }
    }
}

#[cfg(test)]
pub mod samples;

#[cfg(test)]
mod tests {
    use super::samples::{day, held, template, text};
    use super::*;
    use crate::Lang;
    use crate::hostile::{HOSTILE, assert_escaped, hostile};
    use crate::words::texts;
    use shuke_rules::Fen;
    use shuke_rules::coupons::State;

    fn with(effect: Effect) -> Template {
        Template { effect, threshold: Some(Fen(6_000)), ..template("x", "main") }
    }

    fn gift(name: shuke_rules::Text) -> Template {
        with(Effect::Gift { gift: name, item: None })
    }

    #[test]
    fn what_a_coupon_is_worth_is_said_in_a_few_characters() {
        let (zh, en) = (texts(Lang::Zh), texts(Lang::En));
        let said = |effect, t| worth(&with(effect), t).into_string();
        assert_eq!(said(Effect::AmountOff { yuan: Fen(1_000) }, zh), "¥10");
        let percent = Effect::PercentOff { pays_percent: 75, at_most: None, instead_of_member_price: false };
        assert_eq!(said(percent, zh), "7.5折");
        assert_eq!(said(Effect::Trial { yuan: Fen::ZERO }, zh), "¥0");
        assert_eq!(said(Effect::Trial { yuan: Fen(9_900) }, en), "¥99");
        let gift = gift(text("<茶>", "<tea>"));
        assert!(worth(&gift, zh).into_string().starts_with("<svg"));
        assert_eq!(about(&gift, en), "<tea>\u{a0}· Min. ¥60");
        assert_eq!(about(&template("x", "main"), en), "");
    }

    #[test]
    fn the_way_to_a_coupon_says_from_when_or_until_when_it_can_be_used() {
        let today = day("2026-11-22");
        let now = held("a", "main", State::Available);
        let ends = HeldCoupon { last: Some(day("2026-11-30")), ..now.clone() };
        let later = HeldCoupon { first: day("2026-12-01"), ..ends.clone() };
        let said = |coupon: &HeldCoupon, lang| way_to(coupon, today, texts(lang)).into_string();
        assert!(
            said(&now, Lang::Zh).contains("长期可用") && said(&now, Lang::En).contains("<small>Never expires</small>")
        );
        assert!(said(&ends, Lang::Zh).contains("可用到 11月30日"));
        assert!(said(&ends, Lang::En).contains("<small>Good through November 30</small>"));
        assert!(said(&later, Lang::En).contains("<small>Starts December 1</small>"));
        assert!(said(&later, Lang::En).contains(r#"href="/coupons/a""#));
    }

    #[test]
    fn facts_stand_side_by_side_with_a_space_between_them() {
        let said = facts(&["a".to_owned(), "<b>".to_owned()]).into_string();
        let whole = r#"<span class="facts"><span class="fact">a</span> <span class="fact">&lt;b&gt;</span></span>"#;
        assert_eq!(said, whole);
    }

    #[test]
    fn whatever_a_coupon_is_called_it_stays_text() {
        let t = texts(Lang::Zh);
        let coupon = HeldCoupon { terms: template(HOSTILE, "main"), ..held(HOSTILE, "main", State::Available) };
        // In the address it is percent-encoded.
        assert_escaped(way_to(&coupon, day("2026-11-22"), t), 1);
        let pack = [Gives { coupon: "x".into(), name: hostile(), count: 2 }];
        assert_escaped(pack_list(&pack, t), 1);
    }
}
