//! `staff`: who works in which shop, and what they did. Removing an account signs it out at once.

use super::csv;
use super::out::{Failure, note, say, table};
use crate::Error;
use crate::cli::Data;
use crate::policies::{Rulebook, instant};
use crate::staff::accounts::{self, Wanted};
use crate::store::Conn;
use chrono::SecondsFormat;
use shuke_contract::staff::Role;
use shuke_rules::Day;
use shuke_rules::policy::StoreId;
use sqlx::Row;
use sqlx::any::AnyRow;

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

pub async fn run(store: &Data, command: Staff) -> Result<(), Failure> {
    match command {
        Staff::Add(wanted) => add(store, wanted).await,
        Staff::List => list(store).await,
        Staff::Remove { number } => {
            let now = store.now();
            let removed = store.write(move |tx| Box::pin(accounts::remove(tx, number, now))).await?;
            let Some(person) = removed else {
                return Err(Failure::said(format!("Nobody who works here has the number {number}: see `staff list`.")));
            };
            say(format!("{} ({number}) is removed and signed out everywhere.", person.name))
        }
        Staff::Log(asked) => log(store, &asked).await,
    }
}

async fn add(store: &Data, Add { phone, name, role, store: shop }: Add) -> Result<(), Failure> {
    let role = match role {
        Roles::Clerk => Role::Clerk,
        Roles::Manager => Role::Manager,
    };
    let (wanted, now) = (Wanted { phone, name, role, store: shop }, store.now());
    let added = store.write(move |tx| {
        let wanted = wanted.clone();
        Box::pin(async move { accounts::add(tx, &wanted, now).await })
    });
    let person = added.await?.map_err(Failure::Said)?;
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

async fn list(store: &Data) -> Result<(), Failure> {
    let people = accounts::all(&mut *store.read().await?).await?;
    let mut rows = vec![["number", "name", "role", "shop", "phone", "added", "state"].map(str::to_owned).to_vec()];
    for (person, created, revoked) in people {
        let added = instant(created)?.format("%Y-%m-%d %H:%M UTC").to_string();
        let state = if revoked.is_some() { "removed" } else { "works" };
        let phone = person.phone.masked();
        let role = person.role.name().to_owned();
        rows.push(vec![person.id.to_string(), person.name, role, person.store.0, phone, added, state.to_owned()]);
    }
    say(table(&rows))
}

const COLUMNS: [&str; 14] = [
    "entry", "at", "day", "shop", "staff", "name", "session", "action", "order", "task", "member", "paid_fen", "note",
    "undoes",
];

/// Entries that are read together.
const PART: i64 = 1_000;

async fn log(store: &Data, asked: &Log) -> Result<(), Failure> {
    let mut connection = store.read().await?;
    let book = Rulebook::load(&mut connection).await?;
    if let Some(shop) = &asked.store
        && book.current().policy.store(&StoreId(shop.clone())).is_none()
    {
        let shops: Vec<&str> = book.current().policy.stores.iter().map(|store| store.id.0.as_str()).collect();
        return Err(Failure::said(format!("No shop has the id `{shop}`. There are: {}.", shops.join(", "))));
    }
    say(csv::line(COLUMNS))?;
    let mut after = 0;
    loop {
        let rows = part(&mut connection, asked, &book, after).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.try_get("id")?;
        for row in &rows {
            say(csv::line(cells(row, &book)?))?;
        }
    }
}

async fn part(connection: &mut Conn, asked: &Log, book: &Rulebook, after: i64) -> Result<Vec<AnyRow>, Error> {
    let zone = book.zone();
    let from = asked.from.map_or(i64::MIN, |day| zone.start_of(day).timestamp_micros());
    let until = asked.until.map_or(i64::MAX, |day| zone.end_of(day).timestamp_micros());
    let rows = sqlx::query(
        "SELECT l.id, l.at, l.store, l.staff_id, p.name, l.session_id, l.action, l.order_id, l.task, m.card, \
         l.paid_fen, l.note, l.undoes FROM staff_log l JOIN staff p ON p.id = l.staff_id \
         LEFT JOIN members m ON m.id = l.member_id \
         WHERE l.id > $1 AND l.at >= $2 AND l.at < $3 AND ($4 = '' OR l.store = $4) ORDER BY l.id LIMIT $5",
    )
    .bind(after)
    .bind(from)
    .bind(until)
    .bind(asked.store.clone().unwrap_or_default())
    .bind(PART)
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

fn cells(row: &AnyRow, book: &Rulebook) -> Result<Vec<String>, Error> {
    let at = instant(row.try_get("at")?)?;
    let number = |name: &str| Ok::<_, Error>(row.try_get::<i64, _>(name)?.to_string());
    let maybe = |name: &str| Ok::<_, Error>(row.try_get::<Option<i64>, _>(name)?.map(|id| id.to_string()));
    let text = |name: &str| Ok::<_, Error>(row.try_get::<Option<String>, _>(name)?.unwrap_or_default());
    Ok(vec![
        number("id")?,
        at.to_rfc3339_opts(SecondsFormat::Secs, true),
        book.zone().day_of(at).to_string(),
        text("store")?,
        number("staff_id")?,
        text("name")?,
        number("session_id")?,
        text("action")?,
        maybe("order_id")?.unwrap_or_default(),
        text("task")?,
        text("card")?,
        number("paid_fen")?,
        text("note")?,
        maybe("undoes")?.unwrap_or_default(),
    ])
}
