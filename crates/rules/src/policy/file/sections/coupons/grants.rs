//! Judges `[[grants]]` where their values depend on each other and on the rest of the policy.

use crate::policy::file::sections::known;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use crate::policy::{Grant, Occasion, Per, Policy};

pub fn grants(policy: &Policy, findings: &mut Findings<'_>) {
    known::unique(findings, "grants", policy.grants.iter().map(|grant| grant.id.0.as_str()));
    for (at, grant) in policy.grants.iter().enumerate() {
        let path = format!("grants[{at}]");
        for (tier, id) in grant.tiers.iter().enumerate() {
            known::tier(policy, Some(id), &format!("{path}.tiers[{tier}]"), findings);
        }
        known::coupon(policy, &grant.coupon, &format!("{path}.coupon"), findings);
        if !findings.doubts(&format!("{path}.on")) {
            occasion(policy, grant, &path, findings);
        }
    }
}

fn occasion(policy: &Policy, grant: &Grant, path: &str, findings: &mut Findings<'_>) {
    if grant.per != Per::Ever && grant.on != Occasion::Tier {
        let message = "has an effect on \"tier\" only; this is given once, or once a year";
        findings.add(&format!("{path}.per"), refuse(message, "remove it, or write on = \"tier\""));
    }
    if grant.days_before > 0 && grant.on != Occasion::Birthday {
        let message = "has an effect on \"birthday\" only";
        findings.add(&format!("{path}.days_before"), refuse(message, "remove it, or write on = \"birthday\""));
    }
    let Some(template) = policy.template(&grant.coupon) else { return };
    if let Some(most) = template.per_member.filter(|most| *most < grant.count) {
        let message = format!("gives {} where a member is given {most} of `{}` in all", grant.count, template.id);
        let remedy = format!("write {most} or less, or raise `per_member` of the coupon");
        findings.add(&format!("{path}.count"), refuse(message, remedy));
    }
    if grant.on == Occasion::Birthday && template.days.is_none() {
        let message = format!("is given around the birthday, but `{}` does not say for how long", template.id);
        findings
            .add(&format!("{path}.coupon"), refuse(message, "add `days` to the coupon, or write \"birthday_month\""));
    }
    let unreached = |lowest: &crate::policy::TierId| {
        let below = |tier: &&crate::policy::TierId| policy.rank(tier) < policy.rank(lowest);
        grant.tiers.iter().find(below).cloned()
    };
    if let Some(below) = template.tier.as_ref().and_then(unreached) {
        let message = format!("`{}` is for a higher tier than `{below}`", template.id);
        let remedy = format!("remove `{below}` here, or lower `tier` of the coupon");
        findings.add(&format!("{path}.tiers"), refuse(message, remedy));
    }
}
