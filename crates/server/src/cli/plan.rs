//! `plan`: what a policy file would change, and which members it moves up or down.

use super::check::{cannot_follow, read};
use super::out::{Failure, count, say, table};
use crate::operator::policy::{self, Comparison, Move, Moves, NAMED, Plan, Planned};
use crate::operator::{Desk, NotDone};
use std::path::Path;

pub async fn plan(desk: &Desk, path: &Path) -> Result<(), Failure> {
    let sound = read(path)?;
    let plan = policy::plan(desk, &sound).await.map_err(|why| match why {
        NotDone::Refused(why) => Failure::Said(cannot_follow(path, &why)),
        NotDone::Failed(error) => error.into(),
    })?;
    match plan {
        Plan::First => say(format!(
            "No policy is in force yet. Applying {} makes it rule version 1; there are no members to move.",
            path.display()
        )),
        Plan::Nothing { version } => say(format!("Nothing would change: rule version {version} says the same.")),
        Plan::Changes(planned) => {
            let Planned { version, changes, moves } = *planned;
            say(format!("Changes to rule version {version}:"))?;
            changes.iter().try_for_each(|change| say(format!("  {change}")))?;
            print(&moves)
        }
    }
}

fn print(moves: &Moves) -> Result<(), Failure> {
    say(format!("\nMembers: {}. Today nobody moves; thresholds are asked again later:", count(moves.members)))?;
    let Moves { tiers, now, purchase, review, .. } = moves;
    let mut counts = vec![now, &purchase.old, &purchase.new];
    let mut head = ["", "today", "next purchase, old", "new"].map(str::to_owned).to_vec();
    if moves.any_review() {
        counts.extend([&review.old, &review.new]);
        head.extend(["next review, old", "new"].map(str::to_owned));
    }
    let mut rows = vec![head];
    for (id, name) in tiers {
        let cells = counts.iter().map(|counts| count(counts.get(id).copied().unwrap_or(0)));
        rows.push([format!("{id} {name}")].into_iter().chain(cells).collect());
    }
    say(table(&rows))?;
    print_moved(purchase, "as soon as they buy something")?;
    if moves.any_review() {
        print_moved(review, "at their next review, if they buy nothing more")?;
    }
    Ok(())
}

fn print_moved(comparison: &Comparison, when: &str) -> Result<(), Failure> {
    for (moved, what) in [(&comparison.gain, "gain"), (&comparison.lose, "lose")] {
        say(format!("\n{} members {what} a tier against the rules in force {when}.", count(moved.members)))?;
        for (card, Move { from, to, on }) in &moved.first {
            let on = on.map(|day| format!(" on {day}")).unwrap_or_default();
            say(format!("  {card}  {from} → {to}{on}"))?;
        }
        if moved.members > NAMED as u64 {
            say(format!("  and {} more", count(moved.members - NAMED as u64)))?;
        }
    }
    Ok(())
}
