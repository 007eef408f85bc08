//! `demo`: a few members with history, made by booking what they would have bought and redeemed, coupons in every state, the
//! items of the example brand's mall, a till key, a clerk and a manager. Made once; asked again, it shows the same.

pub mod goods;
mod held;
mod history;
mod live;
mod redeemed;
mod shelves;

use super::out::{Failure, json_line, note, say, table};
use crate::context::Context;
use crate::operator::Desk;
use crate::operator::keys::created;
use crate::operator::staff::{Person, Wanted, added};
use crate::policies::Rulebook;
use crate::store::{Conn, Location};
use crate::till::keys;
use crate::{Error, member};
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

pub async fn run(desk: &Desk, location: &Location, demo: &Demo) -> Result<(), Failure> {
    let members = desk.write(|tx, context| Box::pin(async move { members(tx, &context).await })).await?;
    let KeptKey { store, till_key } = key(desk, location).await?;
    let shop = store.clone();
    let staff = desk.write(move |tx, context| {
        let shop = shop.clone();
        Box::pin(async move { staff(tx, &context, &shop).await })
    });
    let shown = Shown { store, till_key, members, staff: staff.await? };
    if demo.json {
        return json_line(&shown);
    }
    let rows: Vec<_> = shown.members.iter().map(|member| vec![member.name.clone(), member.card.clone()]).collect();
    say(format!("Shop      {}\nTill key  {}\nMembers", shown.store, shown.till_key))?;
    say(table(&rows))?;
    let rows = shown.staff.iter().map(|one| [&one.name, one.role, &one.phone].map(str::to_owned).to_vec());
    say(format!("Staff\n{}", table(&rows.collect::<Vec<_>>())))
}

/// The demo members, made where they are missing.
async fn members(connection: &mut Conn, context: &Context) -> Result<Vec<Known>, Error> {
    let moment = context.moment(connection).await?;
    redeemed::stock(connection, &moment).await?;
    let mut known = Vec::new();
    for (at, person) in PEOPLE.iter().enumerate() {
        let found = member::Known::by_phone(connection, person.phone).await?;
        let card = if let Some(found) = found {
            found.number.as_str().to_owned()
        } else {
            let (member, card) = live::live(connection, person, &moment).await?;
            let plans = match at {
                0 => redeemed::SOME,
                3 => redeemed::MUCH,
                _ => &[],
            };
            redeemed::redeem(connection, &moment, member, plans).await?;
            let plans = if at == 0 || at == 3 { held::EVERY } else { held::SOME };
            held::hold(connection, &moment, member, plans).await?;
            card.as_str().to_owned()
        };
        known.push(Known { card, name: person.name.to_owned() });
    }
    Ok(known)
}

/// A clerk and a manager of the shop, made where they are missing. The numbers are in no use.
async fn staff(tx: &mut Conn, context: &Context, store: &str) -> Result<Vec<Colleague>, Error> {
    let mut colleagues = Vec::new();
    for (name, role, phone) in [("小方", Role::Clerk, "13800000011"), ("老周", Role::Manager, "13800000012")] {
        let known = Phone::parse(phone).ok_or_else(|| Error::internal("a demo number is none"))?;
        let person = if let Some(person) = Person::by_phone(tx, &known).await? {
            person
        } else {
            let wanted = Wanted { phone: phone.to_owned(), name: name.to_owned(), role, store: store.to_owned() };
            added(tx, context, &wanted).await?.map_err(|why| Error::internal(format!("{why:?}")))?
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
async fn key(desk: &Desk, location: &Location) -> Result<KeptKey, Failure> {
    let place = place(location);
    if let Some(kept) = place.as_deref().and_then(kept)
        && works(desk, &kept).await?
    {
        return Ok(kept);
    }
    let made = desk.write(|tx, context| Box::pin(async move { new_key(tx, &context).await })).await?;
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

async fn works(desk: &Desk, kept: &KeptKey) -> Result<bool, Failure> {
    Ok(keys::works(&mut *desk.store.read().await?, &kept.till_key, &kept.store).await?)
}

async fn new_key(connection: &mut Conn, context: &Context) -> Result<KeptKey, Error> {
    let rulebook = Rulebook::load(connection).await?;
    let open = rulebook.current().policy.stores.iter().find(|store| !store.revoked);
    let store = open.map(|store| store.id.0.clone()).ok_or_else(|| Error::internal("the policy has no open shop"))?;
    let till_key =
        created(connection, context, &store, "demo").await?.map_err(|why| Error::internal(format!("{why:?}")))?;
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
