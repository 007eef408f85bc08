//! `staff`: who works in which shop, and what they did.

use super::out::{Failure, csv_head, csv_line, note, say, table};
use crate::operator::Desk;
use crate::operator::staff::{self, Asked, Entry, Wanted};
use chrono::SecondsFormat;
use shuke_contract::staff::Role;
use shuke_rules::Day;

/// The commands for staff.
#[derive(Debug, clap::Subcommand)]
pub enum Staff {
    /// Makes an account: whoever has the phone signs in at /staff
    Add(Add),
    /// Lists the accounts by number
    List,
    /// Removes an account: it is signed out everywhere at once
    Remove {
        /// Its number in the list
        number: i64,
    },
    /// Prints what staff did as CSV, oldest first
    Log(Log),
}

#[derive(Debug, clap::Args)]
pub struct Add {
    /// The mobile number that one-time codes are sent to
    #[arg(long)]
    phone: String,
    /// What colleagues call them; it stands in the log
    #[arg(long)]
    name: String,
    #[arg(long)]
    role: Roles,
    /// The shop's id in the policy
    #[arg(long, value_name = "ID")]
    store: String,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Roles {
    /// Serves members
    Clerk,
    /// Decides claims, sends parcels, undoes what others did and sees the shop's log, too
    Manager,
}

#[derive(Debug, clap::Args)]
pub struct Log {
    /// Only what was done by the staff of this shop
    #[arg(long, value_name = "ID")]
    store: Option<String>,
    /// The first day, in the brand's time zone: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    from: Option<Day>,
    /// The last day
    #[arg(long, value_name = "DATE")]
    until: Option<Day>,
}

pub async fn run(desk: &Desk, command: Staff) -> Result<(), Failure> {
    match command {
        Staff::Add(wanted) => add(desk, wanted).await,
        Staff::List => list(desk).await,
        Staff::Remove { number } => {
            let person = staff::remove(desk, number).await?;
            say(format!("{} ({number}) is removed and signed out everywhere.", person.name))
        }
        Staff::Log(Log { store, from, until }) => log(desk, Asked { store, from, until }).await,
    }
}

async fn add(desk: &Desk, Add { phone, name, role, store }: Add) -> Result<(), Failure> {
    let role = match role {
        Roles::Clerk => Role::Clerk,
        Roles::Manager => Role::Manager,
    };
    let person = staff::add(desk, Wanted { phone, name, role, store }).await?;
    note("They sign in at /staff with this phone and a one-time code.");
    say(format!(
        "{} ({}), {} at {}, {}",
        person.name,
        person.id,
        person.role.name(),
        person.store,
        person.phone.masked()
    ))
}

async fn list(desk: &Desk) -> Result<(), Failure> {
    let mut rows = vec![["number", "name", "role", "shop", "phone", "added", "state"].map(str::to_owned).to_vec()];
    for account in staff::list(desk).await? {
        let added = account.created.format("%Y-%m-%d %H:%M UTC").to_string();
        let state = if account.revoked.is_some() { "removed" } else { "works" };
        let person = account.person;
        let (role, phone) = (person.role.name().to_owned(), person.phone.masked());
        rows.push(vec![person.id.to_string(), person.name, role, person.store.0, phone, added, state.to_owned()]);
    }
    say(table(&rows))
}

const COLUMNS: [&str; 14] = [
    "entry", "at", "day", "shop", "staff", "name", "session", "action", "order", "task", "member", "paid_fen", "note",
    "undoes",
];

async fn log(desk: &Desk, asked: Asked) -> Result<(), Failure> {
    let mut log = staff::log(desk, asked).await?;
    csv_head(COLUMNS)?;
    loop {
        let entries = log.next().await?;
        if entries.is_empty() {
            return Ok(());
        }
        entries.into_iter().try_for_each(|entry| csv_line(cells(entry)))?;
    }
}

fn cells(Entry { noted, day, card }: Entry) -> [String; 14] {
    let maybe = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    [
        noted.id.to_string(),
        noted.at.to_rfc3339_opts(SecondsFormat::Secs, true),
        day.to_string(),
        noted.store.0,
        noted.staff.to_string(),
        noted.name,
        noted.session.to_string(),
        noted.action,
        maybe(noted.order),
        noted.task.unwrap_or_default(),
        card.unwrap_or_default(),
        noted.paid.0.to_string(),
        noted.note,
        maybe(noted.undoes),
    ]
}
