//! What a tier is good for, in plain words.

use crate::words::first_screen;
use crate::{Icon, Lang, escape, icon};
use shuke_rules::policy::{ClassId, LadderKind, Tier};
use shuke_rules::tiers::Rules;
use shuke_rules::{Fen, Multiplier};

/// The benefits of a tier as `<ul class="benefits">`: points, member prices, then what the policy says in words.
pub fn perks(rules: &Rules, tier: &Tier, lang: Lang) -> String {
    let t = first_screen(lang);
    let earns = row(&format!("×{}", tier.multiplier), &(t.earns)(&rate(rules, tier)));
    let prices = tier
        .pays_percent
        .iter()
        .map(|(class, pays)| row(&discount(*pays, lang), &(t.off_class)(&escape(class_name(rules, class, lang)))));
    let words = tier.benefits.iter().map(|text| row(&icon(Icon::Check), &escape(lang.pick(text))));
    let rows: String = core::iter::once(earns).chain(prices).chain(words).collect();
    format!(r#"<ul class="benefits">{rows}</ul>"#)
}

pub(crate) fn row(figure: &str, words: &str) -> String {
    format!("<li><b>{figure}</b><span>{words}</span></li>")
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
    millionths(i128::from(class.thousandths()) * i128::from(tier.multiplier.thousandths()))
}

fn millionths(value: i128) -> String {
    let text = format!("{}.{:06}", value / 1_000_000, value % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

pub(crate) fn class_name<'a>(rules: &'a Rules, id: &'a ClassId, lang: Lang) -> &'a str {
    rules.earning.class(id).map_or(id.0.as_str(), |class| lang.pick(&class.name))
}
