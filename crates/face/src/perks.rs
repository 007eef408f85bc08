//! What a tier is good for, in plain words.

use crate::words::first_screen;
use crate::{Icon, Lang, Markup, Render, html};
use shuke_rules::policy::{ClassId, LadderKind, Tier, TierId};
use shuke_rules::tiers::Rules;
use shuke_rules::{Fen, Multiplier, Points};

/// The benefits of a tier as `<ul class="benefits">`: points, member prices, then what the policy says in words.
pub fn perks(rules: &Rules, tier: &Tier, lang: Lang) -> Markup {
    let t = first_screen(lang);
    html! {
        ul.benefits {
            (perk(&times(tier), &(t.earns)(&rate(rules, tier))))
            @for (class, pays) in &tier.pays_percent {
                (perk(&discount(*pays, lang), &(t.off_class)(class_name(rules, class, lang))))
            }
            @for text in &tier.benefits { (perk(&Icon::Check, lang.pick(text))) }
        }
    }
}

/// A line of `<ul class="benefits">`: a figure or an icon, and what it is.
pub fn perk(figure: &dyn Render, words: &str) -> Markup {
    html! { li { b { (figure.render()) } span { (words) } } }
}

/// `×1.2`, the points of a tier.
pub fn times(tier: &Tier) -> String {
    format!("×{}", tier.multiplier)
}

/// `8.5折` or `−15 %` for a price of 85 per cent.
pub fn discount(pays: u8, lang: Lang) -> String {
    (first_screen(lang).off)(pays)
}

/// How the tier is reached, in words: `累计 ¥999`.
pub fn threshold(rules: &Rules, tier: &Tier, lang: Lang) -> String {
    let t = first_screen(lang);
    let spend = match (tier.by_invitation, tier.spend, rules.ladder.kind) {
        (true, ..) => return t.by_invitation.to_owned(),
        (_, None | Some(Fen::ZERO), _) => t.on_joining.to_owned(),
        (_, Some(spend), LadderKind::Lifetime) => (t.total_of)(&spend.to_string()),
        (_, Some(spend), LadderKind::Period) => (t.period_of)(rules.ladder.months, &spend.to_string()),
    };
    match tier.single.filter(|_| rules.ladder.kind == LadderKind::Period) {
        Some(single) => format!("{spend} {}", (t.single_of)(&single.to_string())),
        None => spend,
    }
}

/// Points for one yuan of regular goods in this tier, exactly.
pub fn rate(rules: &Rules, tier: &Tier) -> String {
    let class = rules.earning.regular().map_or(Multiplier::ONE, |class| class.points_per_yuan);
    millionths(class.thousandths().saturating_mul(tier.multiplier.thousandths()))
}

fn millionths(value: i64) -> String {
    let text = format!("{}.{:06}", value / 1_000_000, value % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What a tier is called; its id where the rules have it no more.
pub fn tier_name<'a>(rules: &'a Rules, id: &'a TierId, lang: Lang) -> &'a str {
    rules.tier(id).map_or(id.0.as_str(), |tier| lang.pick(&tier.name))
}

/// What goods of a class are called.
pub fn class_name<'a>(rules: &'a Rules, id: &'a ClassId, lang: Lang) -> &'a str {
    rules.earning.class(id).map_or(id.0.as_str(), |class| lang.pick(&class.name))
}

/// `+402`, `−42`: never by colour alone.
pub fn signed(points: Points) -> String {
    if points.0 < 0 { format!("−{}", -points) } else { format!("+{points}") }
}
