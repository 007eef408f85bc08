//! `/tiers`: the ladder, where one stands on it, and how it is decided.

mod benefits;

use crate::i18n::{Texts, use_texts};
use crate::session::Center;
use crate::ui::markup::{html, live_html};
use crate::ui::simulator::simulator;
use benefits::benefits;
use leptos::prelude::*;
use shuke_contract::boot::Boot;
use shuke_face::{Icon, Page, escape, icon, perks, threshold};
use shuke_rules::policy::{LadderKind, OnReview, PointsTier, Tier};
use shuke_rules::tiers::Rules;

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let boot = center.boot();
    let is_guest = center.with_boot_now(|boot| boot.card.is_none());
    vec![
        live_html(move || boot.with(|boot| ladder(boot, t))),
        if is_guest { ().into_any() } else { simulator(boot) },
        html(center.with_boot_now(|boot| explained(&boot.rules, t))),
        // These come later: nothing stands below them that they would push away.
        if is_guest { html(join(t)) } else { benefits(center, t) },
    ]
    .into_any()
}

fn ladder(boot: &Boot, t: &Texts) -> String {
    let rungs: String = boot.rules.tiers.iter().map(|tier| rung(boot, tier, t)).collect();
    format!(
        r#"<div><h1 class="page-title">{}</h1><p class="lede">{}</p></div><ol class="rows">{rungs}</ol>"#,
        Page::Tiers.title(t.lang),
        place(boot, t).unwrap_or_default(),
    )
}

fn join(t: &Texts) -> String {
    format!(r#"<div class="actions"><a class="button" href="/join">{}</a></div>"#, t.tiers().join)
}

/// Spend so far and what is missing.
fn place(boot: &Boot, t: &Texts) -> Option<String> {
    let card = boot.card.as_ref()?;
    Some(match &card.next {
        Some(next) => {
            let name = boot.rules.tier(&next.tier).map_or(next.tier.0.as_str(), |tier| t.lang.pick(&tier.name));
            (t.tiers().to_next)(&next.spend.to_string(), &next.amount.to_string(), &escape(name))
        }
        None => (t.tiers().at_top)(&card.standing.total.to_string()),
    })
}

fn rung(boot: &Boot, tier: &Tier, t: &Texts) -> String {
    let mine = boot.card.as_ref().is_some_and(|card| card.standing.tier == tier.id);
    let (open, tag) =
        if mine { (" open", format!(r#" <span class="tag">{}</span>"#, t.tiers().here)) } else { ("", String::new()) };
    format!(
        r#"<li><details class="rung"{open}><summary><span class="rung-chip material" data-material="{}"></span><span class="rung-name"><h2>{}{tag}</h2><span class="note">{}</span></span>{}</summary>{}</details></li>"#,
        tier.material.class(),
        escape(t.lang.pick(&tier.name)),
        threshold(&boot.rules, tier, t.lang),
        icon(Icon::Chevron),
        perks(&boot.rules, tier, t.lang).into_string(),
    )
}

fn explained(rules: &Rules, t: &Texts) -> String {
    let (ladder, gap, t) = (&rules.ladder, t.lang.gap(), t.tiers());
    let mut texts = match ladder.kind {
        LadderKind::Lifetime => vec![t.lifetime.to_owned()],
        LadderKind::Period => {
            let falls = match ladder.on_review {
                OnReview::Supported => t.falls_to_supported,
                OnReview::OneStep => t.falls_one_step,
            };
            let review = format!("{}{gap}{falls}", (t.review)(ladder.months, ladder.grace_days));
            let by_single = rules.tiers.iter().any(|tier| tier.single.is_some());
            [Some((t.period)(ladder.months)), by_single.then(|| t.single.to_owned()), Some(review)]
                .into_iter()
                .flatten()
                .collect()
        }
    };
    let points = match ladder.points_tier {
        PointsTier::Before => t.points_before,
        PointsTier::After => t.points_after,
    };
    texts.extend([points.to_owned(), t.refunds.to_owned()]);
    let texts = texts.iter().map(|text| format!("<p>{text}</p>")).collect::<Vec<_>>().concat();
    format!(r#"<section class="section"><h2>{}</h2>{texts}</section>"#, t.how)
}
