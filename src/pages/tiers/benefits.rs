//! What one's tier is good for beside the next one, from what the server says of the policy, with what is left of quotas.

use crate::i18n::{Explain, Texts};
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::markup::live_html;
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::benefits::{BenefitRow, Benefits, GetBenefits};
use shuke_contract::boot::Boot;
use shuke_face::{Page, date, discount, escape};
use shuke_rules::Day;
use shuke_rules::benefits::Benefit;
use shuke_rules::policy::TierId;

pub fn benefits(center: Center, t: &'static Texts) -> AnyView {
    let read = Read::<GetBenefits>::recalling(center, "", &Empty {});
    let failure = move || match read.get() {
        Load::Failed(failure) => Some(t.explain(&failure, &[])),
        _ => None,
    };
    let table = move || {
        read.loaded().map_or(String::new(), |(state, _)| center.with_boot(|boot| side_by_side(boot, &state, t)))
    };
    vec![live_html(table), refused(failure)].into_any()
}

/// Two columns where there is room, one under the other where there is not; each value says whose it is to those who hear it.
fn side_by_side(boot: &Boot, state: &Benefits, t: &Texts) -> String {
    let b = t.benefits();
    let rows: String = state.rows.iter().map(|row| row_of(boot, state, row, t)).collect();
    let title = if state.next.is_some() { b.title } else { b.at_top };
    format!(
        r#"<section class="section" aria-labelledby="benefits"><h2 id="benefits">{title}</h2><ul class="rows">{rows}</ul><p class="note">{}</p></section>"#,
        b.more
    )
}

fn row_of(boot: &Boot, state: &Benefits, row: &BenefitRow, t: &Texts) -> String {
    let Some(any) = row.mine.as_ref().or(row.next.as_ref()) else { return String::new() };
    let Some(name) = name(any, t) else { return String::new() };
    let quota = row.quota.map(|quota| format!("<small>{}</small>", (t.benefits().so_far)(quota.used, quota.left)));
    let mine = cell(boot, &state.tier, row.mine.as_ref(), &quota.unwrap_or_default(), state.today, t);
    let next = state.next.as_ref().map(|next| cell(boot, next, row.next.as_ref(), "", state.today, t));
    format!(
        r#"<li class="beside"><h3>{name}</h3><div class="beside-pair">{mine}{}</div></li>"#,
        next.unwrap_or_default()
    )
}

/// Whose, and how much.
fn cell(boot: &Boot, tier: &TierId, benefit: Option<&Benefit>, more: &str, today: Day, t: &Texts) -> String {
    let b = t.benefits();
    let known = boot.rules.tier(tier);
    let name = escape(known.map_or(tier.0.as_str(), |tier| t.lang.pick(&tier.name)));
    // Below the value: two values of a row stand at the same height.
    let invited = if known.is_some_and(|tier| tier.by_invitation) {
        format!("<small>{}</small>", b.by_invitation)
    } else {
        String::new()
    };
    let worth = benefit.map_or_else(
        || format!(r#"<span class="note">{}</span>"#, b.no),
        |one| format!("<b>{}</b>", worth(one, today, t)),
    );
    format!(r#"<p><span class="note">{name}</span> {worth} {more}{invited}</p>"#)
}

/// What it is called; `None` for what a newer server knows.
fn name(benefit: &Benefit, t: &Texts) -> Option<String> {
    let b = t.benefits();
    Some(match benefit {
        Benefit::Points { .. } => b.points.to_owned(),
        Benefit::MemberPrice { name, .. } => (b.price)(&escape(t.lang.pick(name))),
        Benefit::Birthday { name, .. } => {
            format!(r#"<a class="text-link" href="{}">{}</a>"#, Page::Birthday.path(), escape(t.lang.pick(name)))
        }
        Benefit::Given { name, .. } | Benefit::Claim { name, .. } | Benefit::Price { name, .. } => {
            escape(t.lang.pick(name))
        }
        Benefit::Unknown => return None,
    })
}

fn worth(benefit: &Benefit, today: Day, t: &Texts) -> String {
    let b = t.benefits();
    match benefit {
        Benefit::Points { multiplier } => format!("×{multiplier}"),
        Benefit::MemberPrice { pays_percent, .. } => discount(*pays_percent, t.lang),
        Benefit::Birthday { .. } => b.birthday.to_owned(),
        Benefit::Given { count, per, .. } => (b.quota)(*count, *per),
        Benefit::Claim { .. } => b.claim.to_owned(),
        Benefit::Price { yuan, pays_percent, from, until, .. } => {
            let price = match (yuan, pays_percent) {
                (Some(yuan), _) => format!("¥{yuan}"),
                (None, Some(percent)) => discount(*percent, t.lang),
                (None, None) => b.yes.to_owned(),
            };
            let day = |day| date(day, today, t.lang);
            format!("{price}</b> <b class=\"note\">{}", (b.between)(&day(*from), &day(*until)))
        }
        Benefit::Unknown => String::new(),
    }
}
