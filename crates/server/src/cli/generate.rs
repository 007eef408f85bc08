//! `generate`: invented members with believable histories, the same for the same seed. For measuring how a brand's data grows;
//! nothing here decides anything, all is booked as at a till.

mod life;
mod live;
mod random;

use super::bars::bar;
use super::out::{Failure, count, json_line, say, table};
use crate::operator::Desk;
use live::Totals;
use serde::Serialize;
use shuke_rules::Day;
use std::time::Instant;

#[derive(Debug, clap::Args)]
pub struct Generate {
    /// How many
    #[arg(long, value_name = "N")]
    members: u32,
    /// Another seed, other members
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The last day on which anything happens: YYYY-MM-DD [default: yesterday]
    #[arg(long, value_name = "DATE")]
    until: Option<Day>,
    /// One line of JSON
    #[arg(long)]
    json: bool,
}

/// How many members a transaction makes.
const PART: u32 = 400;

#[derive(Debug, Serialize)]
struct Outcome {
    #[serde(flatten)]
    totals: Totals,
    milliseconds: u64,
}

pub async fn run(desk: &Desk, asked: &Generate) -> Result<(), Failure> {
    let begun = Instant::now();
    let rulebook = desk.rulebook().await?;
    let yesterday = rulebook.zone().day_of(desk.now()).minus_days(1);
    let until = asked.until.unwrap_or(yesterday);
    if until > yesterday {
        return Err(Failure::said(format!("{until} is not over yet. The last day can be {yesterday}.")));
    }
    let bar = bar(u64::from(asked.members), "making", false);
    let (mut totals, mut from, seed) = (Totals::default(), 0, asked.seed);
    while from < asked.members {
        let to = asked.members.min(from + PART);
        let part = desk.write(move |tx, context| {
            Box::pin(async move {
                let rulebook = context.policies().current(tx).await?;
                live::part(tx, &rulebook, from..to, seed, until).await
            })
        });
        totals = totals.and(&part.await?);
        from = to;
        bar.set_position(u64::from(from));
    }
    bar.finish_and_clear();
    let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let outcome = Outcome { totals, milliseconds };
    if asked.json { json_line(&outcome) } else { say(outcome.table()) }
}

impl Outcome {
    fn table(&self) -> String {
        let Totals { members, sales, refunds, check_ins, entries } = self.totals;
        let row = |name: &str, figure: u64| vec![name.to_owned(), count(figure)];
        let tenths = self.milliseconds / 100;
        table(&[
            row("members", members),
            row("sales", sales),
            row("refunds", refunds),
            row("check-ins", check_ins),
            row("ledger entries", entries),
            vec!["seconds".to_owned(), format!("{}.{}", tenths / 10, tenths % 10)],
        ])
    }
}
