//! The member's address book.

use crate::audit::Audit;
use crate::drawing::Drawn;
use crate::feature::Feature;
use crate::fields::Fields;
use crate::http::call::Request;
use crate::http::mount::Done;
use crate::http::{Call, answer};
use crate::sessions::Session;
use crate::store::seal::{Name, Seal, Value};
use crate::store::table::{Rows, Table};
use crate::store::{Conn, Work, next_id};
use crate::{Error, member};
use shuke_contract::addresses::{
    AddAddress, Address, AddressFields, Addresses, GetAddresses, PutAddress, RemoveAddress,
};
use shuke_contract::{Empty, ErrorCode, Problem};
use shuke_face::Page;
use shuke_face::pages::addresses::page_whole;
use shuke_rules::Instant;
use shuke_rules::phone::Phone;
use sqlx::Row;
use sqlx::any::AnyRow;

/// Addresses of a member at most.
const MOST: u8 = 20;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .read::<GetAddresses, Session, _, _>(get_addresses)
            .write::<AddAddress, Session, _>(add_address)
            .write::<PutAddress, Session, _>(put_address)
            .write::<RemoveAddress, Session, _>(remove_address)
    },
    export: Some(|connection, asking, export| {
        Box::pin(async move {
            export.addresses = all_of(connection, asking.account.member).await?;
            Ok(())
        })
    }),
    forget: Some(|tx, _, member| Box::pin(forget(tx, member))),
    audits: &[&Audit::of(TABLES)],
    pages: &[Drawn { page: Page::Addresses, draw: |drawing| drawing.of::<GetAddresses>(page_whole) }],
    ..Feature::named("addresses")
};

async fn get_addresses(call: Call<Empty, Session>) -> Result<Addresses, Error> {
    Ok(Addresses { addresses: all_of(&mut *call.app.store.read().await?, call.who.member).await? })
}

fn add_address(tx: &mut Conn, call: Request<AddressFields, Session>) -> Work<'_, Done<Addresses>> {
    Box::pin(async move {
        let (member, fields) = (call.who.member, checked(&call.request)?);
        if all_of(tx, member).await?.len() >= usize::from(MOST) {
            return Err(Problem::new(ErrorCode::AddressesFull, "The address book is full.")
                .figure("limit", MOST.into())
                .remedy("Delete one that is not needed any more, or change it.")
                .into());
        }
        let preferred = fields.preferred;
        let id = add(tx, member, fields, call.app.context.now()).await?;
        prefer(tx, member, id, preferred).await
    })
}

/// How they are proven.
const TABLES: &[Table] = &[Table {
    name: "addresses",
    seal: Some(&SEAL),
    rows: Rows::Not("a member adds and removes addresses as they like"),
    columns: &[],
}];

pub static SEAL: Seal = Seal {
    table: "addresses",
    key: &[Name::Number("id")],
    columns: &["id", "member_id", "name", "phone", "region", "street", "preferred", "created_at"],
    first: None,
    member: Some("member_id"),
};

/// Adds fields that were checked, and gives the address's id.
pub async fn add(tx: &mut Conn, member: i64, fields: AddressFields, now: Instant) -> Result<i64, Error> {
    let id = next_id(tx, "addresses").await?;
    SEAL.query(
        "INSERT INTO addresses (id, member_id, name, phone, region, street, preferred, created_at, seal) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(id)
    .bind(member)
    .bind(fields.name)
    .bind(fields.phone.as_str())
    .bind(fields.region)
    .bind(fields.street)
    .bind(i64::from(fields.preferred))
    .bind(now.timestamp_micros())
    .execute(&mut *tx)
    .await?;
    member::touch(tx, member).await?;
    Ok(id)
}

fn put_address(tx: &mut Conn, call: Request<AddressFields, Session>) -> Work<'_, Done<Addresses>> {
    Box::pin(async move {
        let (member, fields) = (call.who.member, checked(&call.request)?);
        let id: i64 = call.id.parse().map_err(|_| answer::not_found())?;
        let put = sqlx::query(
            "UPDATE addresses SET name = $1, phone = $2, region = $3, street = $4, preferred = $5 \
             WHERE id = $6 AND member_id = $7",
        )
        .bind(fields.name)
        .bind(fields.phone.as_str())
        .bind(fields.region)
        .bind(fields.street)
        .bind(i64::from(fields.preferred))
        .bind(id)
        .bind(member)
        .execute(&mut *tx)
        .await?;
        if put.rows_affected() == 0 {
            return Err(answer::not_found());
        }
        SEAL.again(tx, &[Value::from(id)]).await?;
        prefer(tx, member, id, fields.preferred).await
    })
}

fn remove_address(tx: &mut Conn, call: Request<Empty, Session>) -> Work<'_, Done<Addresses>> {
    Box::pin(async move {
        let id: i64 = call.id.parse().map_err(|_| answer::not_found())?;
        let removed = sqlx::query("DELETE FROM addresses WHERE id = $1 AND member_id = $2")
            .bind(id)
            .bind(call.who.member)
            .execute(&mut *tx)
            .await?;
        if removed.rows_affected() == 0 {
            return Err(answer::not_found());
        }
        member::touch(tx, call.who.member).await?;
        Ok(Addresses { addresses: all_of(tx, call.who.member).await? }.into())
    })
}

/// Where one is preferred the others are not any more.
async fn prefer(tx: &mut Conn, member: i64, id: i64, preferred: bool) -> Result<Done<Addresses>, Error> {
    if preferred {
        const OTHERS: &str =
            "UPDATE addresses SET preferred = 0 WHERE member_id = $1 AND id <> $2 AND preferred = 1 RETURNING id";
        let others: Vec<(i64,)> = sqlx::query_as(OTHERS).bind(member).bind(id).fetch_all(&mut *tx).await?;
        for (other,) in others {
            SEAL.again(tx, &[Value::from(other)]).await?;
        }
    }
    member::touch(tx, member).await?;
    Ok(Addresses { addresses: all_of(tx, member).await? }.into())
}

/// The fields as they are kept.
fn checked(given: &AddressFields) -> Result<AddressFields, Error> {
    let mut fields = Fields::default();
    let name = fields.words(&given.name, 1, 40, false, "name");
    let phone = Phone::parse(given.phone.as_str());
    fields.check(phone.is_some(), "phone", "is no mobile number of the mainland: 11 digits, the first a 1");
    let region = fields.words(&given.region, 2, 60, false, "region");
    let street = fields.words(&given.street, 2, 120, false, "street");
    fields.done()?;
    let phone = phone.ok_or_else(|| Error::internal("an address without a phone number"))?;
    Ok(AddressFields { name, phone, region, street, preferred: given.preferred })
}

/// Deletes the addresses of a member who leaves.
async fn forget(tx: &mut Conn, member: i64) -> Result<(), Error> {
    sqlx::query("DELETE FROM addresses WHERE member_id = $1").bind(member).execute(tx).await?;
    Ok(())
}

/// The addresses of a member: the preferred one first, then the newest first.
pub async fn all_of(connection: &mut Conn, member: i64) -> Result<Vec<Address>, Error> {
    let rows = sqlx::query(
        "SELECT id, name, phone, region, street, preferred FROM addresses WHERE member_id = $1 \
         ORDER BY preferred DESC, id DESC",
    )
    .bind(member)
    .fetch_all(connection)
    .await?;
    rows.iter().map(address).collect()
}

/// An address of a member's book.
pub async fn find(connection: &mut Conn, member: i64, id: &str) -> Result<Option<AddressFields>, Error> {
    Ok(all_of(connection, member).await?.into_iter().find(|address| address.id == id).map(|address| address.fields))
}

fn address(row: &AnyRow) -> Result<Address, Error> {
    let phone: String = row.try_get("phone")?;
    let fields = AddressFields {
        name: row.try_get("name")?,
        phone: Phone::parse(&phone).ok_or_else(|| Error::internal("an address without a phone number"))?,
        region: row.try_get("region")?,
        street: row.try_get("street")?,
        preferred: row.try_get::<i64, _>("preferred")? != 0,
    };
    Ok(Address { id: row.try_get::<i64, _>("id")?.to_string(), fields })
}
