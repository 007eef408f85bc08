//! What one's tier is good for beside the next one, from what the server says of the policy, with what is left of quotas.

use crate::words::Texts;
use crate::{Markup, Page, date, discount, html, tier_name};
use shuke_contract::benefits::{BenefitRow, Benefits};
use shuke_contract::boot::Boot;
use shuke_rules::Day;
use shuke_rules::benefits::Benefit;
use shuke_rules::policy::TierId;

/// Two columns where there is room, one under the other where there is not; each value says whose it is to those who hear it.
pub fn side_by_side(boot: &Boot, state: &Benefits, t: &Texts) -> Markup {
    let b = t.benefits();
    html! {
        section.section aria-labelledby="benefits" {
            h2 #benefits { @if state.next.is_some() { (b.title) } @else { (b.at_top) } }
            ul.rows {
                @for row in &state.rows { (row_of(boot, state, row, t)) }
            }
            p.note { (b.more) }
        }
    }
}

/// Nothing for what a newer server knows.
fn row_of(boot: &Boot, state: &Benefits, row: &BenefitRow, t: &Texts) -> Markup {
    let any = row.mine.as_ref().or(row.next.as_ref()).filter(|benefit| **benefit != Benefit::Unknown);
    let quota = row.quota.map(|quota| (t.benefits().so_far)(quota.used, quota.left));
    html! {
        @if let Some(any) = any {
            li.beside {
                h3 { (name(any, t)) }
                div.beside-pair {
                    (cell(boot, &state.tier, row.mine.as_ref(), quota.as_deref(), state.today, t))
                    @if let Some(next) = &state.next {
                        (cell(boot, next, row.next.as_ref(), None, state.today, t))
                    }
                }
            }
        }
    }
}

/// Whose, how much, and what was had of it.
fn cell(boot: &Boot, tier: &TierId, benefit: Option<&Benefit>, quota: Option<&str>, today: Day, t: &Texts) -> Markup {
    let b = t.benefits();
    html! {
        p {
            span.note { (tier_name(&boot.rules, tier, t.lang)) } " "
            @match benefit {
                Some(benefit) => { (worth(benefit, today, t)) }
                None => { span.note { (b.no) } }
            }
            " "
            @if let Some(quota) = quota { small { (quota) } }
            // Below the value: two values of a row stand at the same height.
            @if boot.rules.tier(tier).is_some_and(|tier| tier.by_invitation) { small { (b.by_invitation) } }
        }
    }
}

/// What it is called.
fn name(benefit: &Benefit, t: &Texts) -> Markup {
    let b = t.benefits();
    html! {
        @match benefit {
            Benefit::Points { .. } => { (b.points) }
            Benefit::MemberPrice { name, .. } => { ((b.price)(t.lang.pick(name))) }
            Benefit::Birthday { name, .. } => { a.text-link href=(Page::Birthday) { (t.lang.pick(name)) } }
            Benefit::Given { name, .. } | Benefit::Claim { name, .. } | Benefit::Price { name, .. } => {
                (t.lang.pick(name))
            }
            Benefit::Unknown => {}
        }
    }
}

fn worth(benefit: &Benefit, today: Day, t: &Texts) -> Markup {
    let b = t.benefits();
    let said = match benefit {
        Benefit::Points { multiplier } => format!("×{multiplier}"),
        Benefit::MemberPrice { pays_percent, .. } => discount(*pays_percent, t.lang),
        Benefit::Birthday { .. } => b.birthday.to_owned(),
        Benefit::Given { count, per, .. } => (b.quota)(*count, *per),
        Benefit::Claim { .. } => b.claim.to_owned(),
        Benefit::Price { yuan: Some(yuan), .. } => format!("¥{yuan}"),
        Benefit::Price { pays_percent: Some(percent), .. } => discount(*percent, t.lang),
        Benefit::Price { .. } => b.yes.to_owned(),
        Benefit::Unknown => String::new(),
    };
    let day = |day| date(day, today, t.lang);
    html! {
        b { (said) }
        @if let Benefit::Price { from, until, .. } = benefit {
            " " b.note { ((b.between)(&day(*from), &day(*until))) }
        }
    }
}
