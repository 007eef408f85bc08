//! `/tiers`: the ladder, where one stands on it, and how it is decided.

use crate::i18n::{Texts, use_texts};
use crate::session::Center;
use crate::ui::icon::icon;
use crate::ui::simulator::Simulator;
use leptos::prelude::*;
use shuke_contract::boot::Boot;
use shuke_face::{Icon, perks, threshold};
use shuke_rules::policy::{LadderKind, OnReview, PointsTier, Tier};
use shuke_rules::tiers::Rules;

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let boot = Signal::derive(move || center.with_boot(Clone::clone));
    let now = center.boot_now();
    let member = now.card.clone().map(|first| {
        let card = Signal::derive(move || center.card().unwrap_or_else(|| first.clone()));
        view! { <Simulator boot card /> }
    });
    let guest = member.is_none().then(|| {
        view! {
            <div class="actions">
                <a class="button" href="/join">
                    {t.tiers.join}
                </a>
            </div>
        }
    });
    view! {
        <div>
            <h1 class="page-title">{t.tiers.title}</h1>
            <p class="lede">{move || boot.with(|boot| place(boot, t))}</p>
        </div>
        <ol class="rows">
            {now.rules.tiers.iter().map(|tier| rung(&now, tier, t)).collect_view()}
        </ol>
        {member}
        <section class="section">
            <h2>{t.tiers.how}</h2>
            {explained(&now.rules, t).into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
        </section>
        {guest}
    }
    .into_any()
}

/// Spend so far and what is missing.
fn place(boot: &Boot, t: &Texts) -> Option<String> {
    let card = boot.card.as_ref()?;
    Some(match &card.next {
        Some(next) => {
            let name = boot.rules.tier(&next.tier).map_or(next.tier.0.as_str(), |tier| t.lang.pick(&tier.name));
            (t.tiers.to_next)(&next.spend.to_string(), &next.amount.to_string(), name)
        }
        None => (t.tiers.at_top)(&card.standing.total.to_string()),
    })
}

fn rung(boot: &Boot, tier: &Tier, t: &'static Texts) -> impl IntoView + use<> {
    let mine = boot.card.as_ref().is_some_and(|card| card.standing.tier == tier.id);
    let tag = mine.then(|| view! { <span class="tag">{t.tiers.here}</span> });
    view! {
        <li>
            <details class="rung" open=mine>
                <summary>
                    <span class="rung-chip material" data-material=tier.material.class()></span>
                    <span class="rung-name">
                        <h2>{t.lang.pick(&tier.name).to_owned()} " " {tag}</h2>
                        <span class="note">{threshold(&boot.rules, tier, t.lang)}</span>
                    </span>
                    {icon(Icon::Chevron)}
                </summary>
                <div inner_html=perks(&boot.rules, tier, t.lang)></div>
            </details>
        </li>
    }
}

fn explained(rules: &Rules, t: &Texts) -> Vec<String> {
    let (ladder, t) = (&rules.ladder, &t.tiers);
    let mut texts = match ladder.kind {
        LadderKind::Lifetime => vec![t.lifetime.to_owned()],
        LadderKind::Period => {
            let falls = match ladder.on_review {
                OnReview::Supported => t.falls_to_supported,
                OnReview::OneStep => t.falls_one_step,
            };
            let review = format!("{} {falls}", (t.review)(ladder.months, ladder.grace_days));
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
    texts
}
