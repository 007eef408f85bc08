//! Names that a policy must know where something is for them: tiers, classes, shops, coupons; and those that must be unique.

use crate::policy::file::suggest;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use crate::policy::{ClassId, Policy, Scope, TemplateId, TierId};

pub fn scope(policy: &Policy, scope: &Scope, path: &str, findings: &mut Findings<'_>) {
    for (at, id) in scope.classes.iter().enumerate() {
        class(policy, id, &format!("{path}.scope.classes[{at}]"), findings);
    }
    let stores: Vec<&str> = policy.stores.iter().map(|store| store.id.0.as_str()).collect();
    for (at, store) in scope.stores.iter().enumerate() {
        let key = format!("{path}.scope.stores[{at}]");
        one_of(("shop", &store.0), &key, ("stores", &stores), findings);
    }
}

pub fn class(policy: &Policy, class: &ClassId, key: &str, findings: &mut Findings<'_>) {
    let classes: Vec<&str> = policy.earning.classes.iter().map(|class| class.id.0.as_str()).collect();
    one_of(("class of goods", &class.0), key, ("earning.classes", &classes), findings);
}

pub fn tier(policy: &Policy, tier: Option<&TierId>, key: &str, findings: &mut Findings<'_>) {
    let tiers: Vec<&str> = policy.tiers.iter().map(|tier| tier.id.0.as_str()).collect();
    if let Some(tier) = tier {
        one_of(("tier", &tier.0), key, ("tiers", &tiers), findings);
    }
}

pub fn coupon(policy: &Policy, coupon: &TemplateId, key: &str, findings: &mut Findings<'_>) {
    let coupons: Vec<&str> = policy.coupons.iter().map(|coupon| coupon.id.0.as_str()).collect();
    one_of(("coupon", &coupon.0), key, ("coupons", &coupons), findings);
}

/// A coupon that was promised: everybody can be given it at any time.
pub fn reward(policy: &Policy, coupon: Option<&TemplateId>, key: &str, findings: &mut Findings<'_>) {
    let Some(id) = coupon else { return };
    self::coupon(policy, id, key, findings);
    if let Some(narrow) = policy.template(id).and_then(crate::policy::Template::narrowed_by) {
        let message =
            format!("`{id}` is narrowed by `{narrow}`, so that not everybody could be given what is promised");
        findings.add(key, refuse(message, format!("remove `{narrow}` there, or name a coupon without it")));
    }
}

fn one_of((what, id): (&str, &str), key: &str, (list, known): (&str, &[&str]), findings: &mut Findings<'_>) {
    let doubtful = findings.doubts(list) || (0..known.len()).any(|at| findings.doubts(&format!("{list}[{at}].id")));
    if doubtful || known.contains(&id) {
        return;
    }
    let remedy = match suggest::nearest(id, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("add it to [[{list}]]"),
        None => format!("name one of: {}", known.join(", ")),
    };
    findings.add(key, refuse(format!("there is no {what} `{id}`"), remedy));
}

/// Each of a list has an id of its own.
pub fn unique<'p>(findings: &mut Findings<'_>, list: &str, ids: impl Iterator<Item = &'p str>) {
    let mut seen: Vec<&str> = Vec::new();
    for (at, id) in ids.enumerate() {
        if let Some(first) = seen.iter().position(|earlier| *earlier == id) {
            let line = findings.line(&format!("{list}[{first}].id"));
            let message = format!("`{id}` is also the id on line {line}");
            findings.add(&format!("{list}[{at}].id"), refuse(message, "give each its own id"));
        }
        seen.push(id);
    }
}
