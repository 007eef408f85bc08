//! What a task has to say: that a refund undid it, and which one an entry of the ledger was for.

use super::claims::Claims;
use crate::Error;
use crate::booking::Asking;
use crate::feature::{Heard, Span, Told};
use crate::policies::Rulebook;
use crate::store::Conn;
use shuke_contract::inbox::What;
use shuke_rules::Text;

pub async fn told(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Heard, Error> {
    let claims = Claims::undone_after(connection, asking.account.member, span.after).await?;
    let told = claims.0.into_iter().filter_map(|claim| {
        let tasks = &asking.rulebook.version(claim.rule_version).policy.tasks;
        let task = tasks.iter().find(|task| task.id == claim.task)?;
        Some(Told { at: claim.undone_at?, what: What::TaskUndone { task: task.name.clone(), points: claim.points } })
    });
    Ok(told.collect::<Vec<_>>().into())
}

/// What a task is called, by the newest version of the policy that has it.
pub fn task_of(rulebook: &Rulebook, id: &str) -> Option<Text> {
    let versions: Vec<_> = rulebook.versions().collect();
    let mut tasks = versions.iter().rev().flat_map(|version| &version.policy.tasks);
    tasks.find(|task| task.id.0 == id).map(|task| task.name.clone())
}
