//! Judges `[mall]` where its values depend on each other.

use crate::policy::file::suggest;
use crate::policy::file::value::refuse;
use crate::policy::file::walk::Findings;
use crate::policy::{Express, Policy};

pub fn mall(policy: &Policy, findings: &mut Findings<'_>) {
    if let Some(express) = policy.mall.as_ref().and_then(|mall| mall.express.as_ref()) {
        express_of(express, policy, findings);
    }
}

fn express_of(express: &Express, policy: &Policy, findings: &mut Findings<'_>) {
    let wrong = ["yuan", "points"].iter().any(|key| findings.doubts(&format!("mall.express.{key}")));
    if express.yuan.is_none() && express.points.is_none() && !wrong {
        let remedy = "add yuan, points or both; yuan = 0 sends for nothing";
        findings.add("mall.express", refuse("has no fee, so nobody could choose it", remedy));
    }
    let doubtful = (0..policy.stores.len()).any(|at| findings.doubts(&format!("stores[{at}].id")));
    if doubtful || findings.doubts("mall.express.store") {
        return;
    }
    let open = || policy.stores.iter().filter(|store| !store.revoked).map(|store| store.id.0.as_str());
    if !open().any(|id| id == express.store.0) {
        let message = format!("there is no open shop `{}`", express.store);
        let remedy = match suggest::nearest(&express.store.0, open()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("name one of: {}", open().collect::<Vec<_>>().join(", ")),
        };
        findings.add("mall.express.store", refuse(message, remedy));
    }
}
