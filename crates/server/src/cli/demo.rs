//! `demo`: a few members with history, made by booking what they would have bought and redeemed, coupons in every state, the
//! items of the example brand's mall, a till key, a clerk and a manager. Made once; asked again, it shows the same.

pub mod goods;
mod held;
mod history;
mod live;
mod redeemed;
mod shelves;

use super::out::{Failure, note, say, table};
use super::till_key::create;
use crate::Error;
use crate::policies::Rulebook;
use crate::secrets;
use crate::staff::accounts::{self, Person, Wanted};
use crate::store::{Conn, Location, Store};
use chrono::Utc;
use history::PEOPLE;
use serde::{Deserialize, Serialize};
use shuke_contract::staff::Role;
use shuke_rules::phone::Phone;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub struct Demo {
    /// One line of JSON
    #[arg(long)]
    json: bool,
}

/// Where a person can begin.
#[derive(Debug, Serialize)]
struct Shown {
    /// The shop of the key: `/s/{store}` is its code.
    store: String,
    till_key: String,
    members: Vec<Known>,
    /// Who signs in at `/staff`, with a one-time code.
    staff: Vec<Colleague>,
}

#[derive(Debug, Serialize)]
struct Known {
    card: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Colleague {
    name: String,
    role: &'static str,
    store: String,
    phone: String,
}

/// The key of the demo, kept beside the data so that it can be shown again. Only a demo does this.
#[derive(Debug, Serialize, Deserialize)]
struct KeptKey {
    store: String,
    till_key: String,
}

pub async fn run(data: &Store, location: &Location, demo: &Demo) -> Result<(), Failure> {
    let members = data.write(|connection| Box::pin(members(connection))).await?;
    let KeptKey { store, till_key } = key(data, location).await?;
    let shop = store.clone();
    let staff = data.write(move |connection| {
        let shop = shop.clone();
        Box::pin(async move { staff(connection, &shop).await })
    });
    let shown = Shown { store, till_key, members, staff: staff.await? };
    if demo.json {
        return say(serde_json::to_string(&shown).map_err(Error::internal)?);
    }
    let rows: Vec<_> = shown.members.iter().map(|member| vec![member.name.clone(), member.card.clone()]).collect();
    say(format!("Shop      {}\nTill key  {}\nMembers", shown.store, shown.till_key))?;
    say(table(&rows))?;
    let rows = shown.staff.iter().map(|one| [&one.name, one.role, &one.phone].map(str::to_owned).to_vec());
    say(format!("Staff\n{}", table(&rows.collect::<Vec<_>>())))
}

/// The demo members, made where they are missing.
async fn members(connection: &mut Conn) -> Result<Vec<Known>, Error> {
    let now = Utc::now();
    let book = Rulebook::load(connection).await?;
    redeemed::stock(connection, &book).await?;
    let mut known = Vec::new();
    for (at, person) in PEOPLE.iter().enumerate() {
        let found: Option<(String,)> =
            sqlx::query_as("SELECT card FROM members WHERE phone = $1 AND closed_at IS NULL")
                .bind(person.phone)
                .fetch_optional(&mut *connection)
                .await?;
        let card = if let Some((card,)) = found {
            card
        } else {
            let (member, card) = live::live(connection, person, now).await?;
            let plans = match at {
                0 => redeemed::SOME,
                3 => redeemed::MUCH,
                _ => &[],
            };
            redeemed::redeem(connection, &book, member, plans, now).await?;
            let plans = if at == 0 || at == 3 { held::EVERY } else { held::SOME };
            held::hold(connection, &book, member, plans, now).await?;
            card.as_str().to_owned()
        };
        known.push(Known { card, name: person.name.to_owned() });
    }
    Ok(known)
}

/// A clerk and a manager of the shop, made where they are missing. The numbers are in no use.
async fn staff(connection: &mut Conn, store: &str) -> Result<Vec<Colleague>, Error> {
    let mut colleagues = Vec::new();
    for (name, role, phone) in [("小方", Role::Clerk, "13800000011"), ("老周", Role::Manager, "13800000012")] {
        let known = Phone::parse(phone).ok_or_else(|| Error::internal("a demo number is none"))?;
        let person = if let Some(person) = Person::by_phone(connection, &known).await? {
            person
        } else {
            let wanted = Wanted { phone: phone.to_owned(), name: name.to_owned(), role, store: store.to_owned() };
            accounts::add(connection, &wanted).await?.map_err(Error::internal)?
        };
        colleagues.push(Colleague {
            name: person.name,
            role: person.role.name(),
            store: person.store.0,
            phone: phone.to_owned(),
        });
    }
    Ok(colleagues)
}

/// The demo's till key: the one that was kept, if it still works, or a new one.
async fn key(store: &Store, location: &Location) -> Result<KeptKey, Failure> {
    let place = place(location);
    if let Some(kept) = place.as_deref().and_then(kept)
        && works(store, &kept).await?
    {
        return Ok(kept);
    }
    let made = store.write(|connection| Box::pin(new_key(connection))).await?;
    if let Some(place) = place
        && let Err(error) = keep(&place, &made)
    {
        note(format!("The till key could not be kept in {}: {error}", place.display()));
    }
    Ok(made)
}

fn place(location: &Location) -> Option<PathBuf> {
    match location {
        Location::Directory(directory) => Some(directory.join("demo.json")),
        Location::Postgres(_) => None,
    }
}

fn kept(place: &Path) -> Option<KeptKey> {
    serde_json::from_slice(&std::fs::read(place).ok()?).ok()
}

async fn works(store: &Store, kept: &KeptKey) -> Result<bool, Failure> {
    let mut connection = store.read().await?;
    let row: Option<(i64,)> =
        sqlx::query_as("SELECT id FROM till_keys WHERE key_hash = $1 AND store = $2 AND revoked_at IS NULL")
            .bind(secrets::hash(&[&kept.till_key]))
            .bind(&kept.store)
            .fetch_optional(&mut *connection)
            .await?;
    Ok(row.is_some())
}

async fn new_key(connection: &mut Conn) -> Result<KeptKey, Error> {
    let book = Rulebook::load(connection).await?;
    let open = book.current().policy.stores.iter().find(|store| !store.revoked);
    let store = open.map(|store| store.id.0.clone()).ok_or_else(|| Error::internal("the policy has no open shop"))?;
    let till_key = create(connection, &store, "demo").await?.map_err(Error::internal)?;
    Ok(KeptKey { store, till_key })
}

/// Writes the key so that only its owner can read it.
fn keep(place: &Path, key: &KeptKey) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(place)?.write_all(&serde_json::to_vec(key)?)
}
