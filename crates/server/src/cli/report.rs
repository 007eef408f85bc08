//! `report`: tiers and points as of the last instant of a day.

use super::out::{Failure, count, json_line, say, table};
use crate::operator::Desk;
use crate::operator::reports::{self, PointsAt, TiersAt};
use shuke_rules::{Day, Points};

/// The reports.
#[derive(Debug, clap::Subcommand)]
pub enum Report {
    /// How many members hold each tier
    Tiers(Asked),
    /// Points earned and ended so far, and the balance of all members
    Points(Asked),
}

#[derive(Debug, clap::Args)]
pub struct Asked {
    /// The day at whose end to look: YYYY-MM-DD, past or future
    #[arg(long, value_name = "DATE")]
    at: Day,
    /// One line of JSON
    #[arg(long)]
    json: bool,
}

pub async fn run(desk: &Desk, report: Report) -> Result<(), Failure> {
    match report {
        Report::Tiers(Asked { at, json }) => {
            let tiers = reports::tiers(desk, at).await?;
            if json { json_line(&tiers) } else { say(of_tiers(&tiers)) }
        }
        Report::Points(Asked { at, json }) => {
            let points = reports::points(desk, at).await?;
            if json { json_line(&points) } else { say(of_points(&points)) }
        }
    }
}

fn of_tiers(report: &TiersAt) -> String {
    let tiers = report.tiers.0.iter();
    let mut rows: Vec<Vec<String>> =
        tiers.map(|(id, name, members)| vec![format!("{id} {name}"), count(*members)]).collect();
    rows.push(vec!["members".to_owned(), count(report.members)]);
    format!("At the end of {}\n{}", report.at, table(&rows))
}

fn of_points(report: &PointsAt) -> String {
    let row = |name: &str, points: Points| vec![name.to_owned(), count(points.0)];
    let mut rows = vec![row("earned", report.earned)];
    rows.extend((!report.spent.is_zero()).then(|| row("spent", report.spent)));
    rows.extend([row("expired", report.expired), row("balance", report.balance)]);
    format!("At the end of {}\n{}", report.at, table(&rows))
}
