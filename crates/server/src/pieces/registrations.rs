//! Whose a piece is and was, as it is kept.

use crate::policies::instant;
use crate::store::seal::{Name, Seal, Value};
use crate::store::{Conn, next_id};
use crate::{Error, member};
use shuke_rules::goods::Good;
use shuke_rules::item_code::ItemCode;
use shuke_rules::pieces::How;
use shuke_rules::policy::{ItemId, Text};
use shuke_rules::{Day, Instant, Points};
use sqlx::Row;
use sqlx::any::AnyRow;

pub static SEAL: Seal = Seal {
    table: "item_registrations",
    key: &[Name::Number("id")],
    columns: &[
        "id",
        "code",
        "n",
        "member_id",
        "at",
        "how",
        "sale_id?",
        "bought",
        "warranty_until?",
        "points",
        "lot_id",
        "rule_version",
        "undone_at?",
        "ended_at?",
        "ended_why",
        "offer_code?",
        "offer_until?",
        "offer_tries",
    ],
    first: None,
    member: Some("member_id"),
};

/// Why a registration ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Somebody else took it over.
    Given,
    /// Its purchase came back.
    Returned,
    /// Its owner left.
    Closed,
    /// The brand decided that it is not theirs.
    Released,
}

impl Ended {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Returned => "returned",
            Self::Closed => "closed",
            Self::Released => "released",
        }
    }
}

/// That a piece is or was somebody's.
#[derive(Clone, Debug)]
pub struct Registration {
    pub id: i64,
    pub code: ItemCode,
    /// The how manieth of the piece, from 1.
    pub n: i64,
    pub member: i64,
    pub at: Instant,
    pub how: How,
    /// The purchase that it comes from, whoever owns the piece by now.
    pub sale: Option<i64>,
    pub bought: Day,
    /// As it was promised when the piece was registered first; `None`: there is none.
    pub warranty_until: Option<Day>,
    pub points: Points,
    pub lot: i64,
    pub rule_version: i64,
    pub undone_at: Option<Instant>,
    pub ended_at: Option<Instant>,
    pub ended_why: String,
    pub offer: Option<Offered>,
}

/// With which somebody else can take a piece over.
#[derive(Clone, Debug)]
pub struct Offered {
    pub code: String,
    pub until: Instant,
    /// How often a wrong one was tried.
    pub tries: i64,
}

/// A statement that reads registrations.
macro_rules! read {
    ($which:literal) => {
        concat!(
            "SELECT id, code, n, member_id, at, how, sale_id, bought, warranty_until, points, lot_id, rule_version, undone_at, \
             ended_at, ended_why, offer_code, offer_until, offer_tries FROM item_registrations WHERE ",
            $which
        )
    };
}

impl Registration {
    fn of(row: &AnyRow) -> Result<Self, Error> {
        let (code, how, bought): (String, String, String) =
            (row.try_get("code")?, row.try_get("how")?, row.try_get("bought")?);
        let at = |at: Option<i64>| at.map(instant).transpose();
        let (offer_code, until): (Option<String>, Option<i64>) =
            (row.try_get("offer_code")?, row.try_get("offer_until")?);
        let tries = row.try_get("offer_tries")?;
        let offer = offer_code.zip(at(until)?).map(|(code, until)| Offered { code, until, tries });
        Ok(Self {
            id: row.try_get("id")?,
            code: ItemCode::parse(&code).ok_or_else(|| Error::internal("the code of a piece"))?,
            n: row.try_get("n")?,
            member: row.try_get("member_id")?,
            at: instant(row.try_get("at")?)?,
            how: How::named(&how),
            sale: row.try_get("sale_id")?,
            bought: Day::parse(&bought).ok_or_else(|| Error::internal("the day of a purchase"))?,
            warranty_until: row.try_get::<Option<String>, _>("warranty_until")?.as_deref().and_then(Day::parse),
            points: Points(row.try_get("points")?),
            lot: row.try_get("lot_id")?,
            rule_version: row.try_get("rule_version")?,
            undone_at: at(row.try_get("undone_at")?)?,
            ended_at: at(row.try_get("ended_at")?)?,
            ended_why: row.try_get("ended_why")?,
            offer,
        })
    }
}

/// All that there ever were of a piece, oldest first.
pub async fn of_piece(connection: &mut Conn, code: &ItemCode) -> Result<Vec<Registration>, Error> {
    let rows = sqlx::query(read!("code = $1 ORDER BY n")).bind(code.as_str()).fetch_all(connection).await?;
    rows.iter().map(Registration::of).collect()
}

/// A member's, oldest first.
pub async fn of_member(connection: &mut Conn, member: i64) -> Result<Vec<Registration>, Error> {
    let rows = sqlx::query(read!("member_id = $1 ORDER BY id")).bind(member).fetch_all(connection).await?;
    rows.iter().map(Registration::of).collect()
}

/// A member's that ended after an instant, oldest first.
pub async fn ended_since(connection: &mut Conn, member: i64, after: Instant) -> Result<Vec<Registration>, Error> {
    let query = sqlx::query(read!("member_id = $1 AND ended_at > $2 ORDER BY id")).bind(member);
    let rows = query.bind(after.timestamp_micros()).fetch_all(connection).await?;
    rows.iter().map(Registration::of).collect()
}

/// Those that come from a purchase, newest first.
pub async fn of_sale(connection: &mut Conn, sale: i64) -> Result<Vec<Registration>, Error> {
    let rows = sqlx::query(read!("sale_id = $1 ORDER BY id DESC")).bind(sale).fetch_all(connection).await?;
    rows.iter().map(Registration::of).collect()
}

/// What is asked for a new one.
pub struct New<'a> {
    pub code: &'a ItemCode,
    pub n: i64,
    pub member: i64,
    pub how: How,
    pub sale: Option<i64>,
    pub bought: Day,
    pub warranty_until: Option<Day>,
    pub points: Points,
    pub lot: i64,
    pub rule_version: i64,
}

/// The number of the next one.
pub async fn next(tx: &mut Conn) -> Result<i64, Error> {
    next_id(tx, "item_registrations").await
}

pub async fn insert(tx: &mut Conn, id: i64, new: &New<'_>, now: Instant) -> Result<(), Error> {
    SEAL.query(
        "INSERT INTO item_registrations (id, code, n, member_id, at, how, sale_id, bought, warranty_until, points, lot_id, rule_version, \
         ended_why, offer_tries, seal) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', 0, $13)",
    )
    .bind(id)
    .bind(new.code.as_str())
    .bind(new.n)
    .bind(new.member)
    .bind(now.timestamp_micros())
    .bind(new.how.name())
    .bind(new.sale)
    .bind(new.bought.to_string())
    .bind(new.warranty_until.map(|day| day.to_string()))
    .bind(new.points.0)
    .bind(new.lot)
    .bind(new.rule_version)
    .also(None::<i64>)
    .also(None::<i64>)
    .also("")
    .also(None::<&str>)
    .also(None::<i64>)
    .also(0_i64)
    .execute(&mut *tx)
    .await?;
    member::touch(tx, new.member).await
}

/// Ends one that stands; what was offered is void.
pub async fn end(tx: &mut Conn, registration: &Registration, why: Ended, now: Instant) -> Result<(), Error> {
    let ended = sqlx::query(
        "UPDATE item_registrations SET ended_at = $1, ended_why = $2, offer_code = NULL, offer_until = NULL \
         WHERE id = $3 AND ended_at IS NULL",
    )
    .bind(now.timestamp_micros())
    .bind(why.name())
    .bind(registration.id)
    .execute(&mut *tx)
    .await?;
    changed(tx, registration, ended.rows_affected()).await
}

/// Offers a piece, or takes the offer back.
pub async fn offer(tx: &mut Conn, registration: &Registration, offer: Option<(&str, Instant)>) -> Result<(), Error> {
    let offered = sqlx::query(
        "UPDATE item_registrations SET offer_code = $1, offer_until = $2, offer_tries = 0 WHERE id = $3 AND ended_at IS NULL",
    )
    .bind(offer.map(|(code, _)| code.to_owned()))
    .bind(offer.map(|(_, until)| until.timestamp_micros()))
    .bind(registration.id)
    .execute(&mut *tx)
    .await?;
    changed(tx, registration, offered.rows_affected()).await
}

/// Somebody tried a wrong code.
pub async fn tried(tx: &mut Conn, registration: &Registration) -> Result<(), Error> {
    let tried =
        sqlx::query("UPDATE item_registrations SET offer_tries = offer_tries + 1 WHERE id = $1 AND ended_at IS NULL")
            .bind(registration.id)
            .execute(&mut *tx)
            .await?;
    changed(tx, registration, tried.rows_affected()).await
}

/// Notes that what it brought was taken back.
pub async fn undo_points(tx: &mut Conn, registration: &Registration, now: Instant) -> Result<(), Error> {
    let undone = sqlx::query("UPDATE item_registrations SET undone_at = $1 WHERE id = $2 AND undone_at IS NULL")
        .bind(now.timestamp_micros())
        .bind(registration.id)
        .execute(&mut *tx)
        .await?;
    changed(tx, registration, undone.rows_affected()).await
}

async fn changed(tx: &mut Conn, registration: &Registration, rows: u64) -> Result<(), Error> {
    if rows != 1 {
        return Err(Error::internal(format!("registration {} is not as it was read", registration.id)));
    }
    SEAL.again(tx, &[Value::from(registration.id)]).await?;
    member::touch(tx, registration.member).await
}

/// How many pieces of a purchase are or were registered of these goods, but for those that came back: each stands for one, whoever has it by now.
pub async fn registered(connection: &mut Conn, sale: i64, number: &ItemId) -> Result<i64, Error> {
    const COUNT: &str = "SELECT COUNT(DISTINCT r.code) FROM item_registrations r JOIN item_codes c ON c.code = r.code \
        JOIN item_batches b ON b.id = c.batch_id WHERE r.sale_id = $1 AND b.number = $2 AND r.ended_why <> 'returned'";
    let (count,): (i64,) = sqlx::query_as(COUNT).bind(sale).bind(&number.0).fetch_one(connection).await?;
    Ok(count)
}

/// The code of the piece that was registered, and what its goods are called.
pub async fn about(connection: &mut Conn, registration: i64) -> Result<Option<(String, Text)>, Error> {
    let row: Option<(String,)> = sqlx::query_as("SELECT code FROM item_registrations WHERE id = $1")
        .bind(registration)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(code) = row.and_then(|(code,)| ItemCode::parse(&code)) else { return Ok(None) };
    let found = super::find::of_code(connection, &code).await?;
    Ok(found.map(|found| (code.to_string(), found.good.name)))
}

/// The goods of a piece.
pub async fn good_of(connection: &mut Conn, code: &ItemCode) -> Result<Good, Error> {
    let found = super::find::of_code(connection, code).await?;
    found.map(|found| found.good).ok_or_else(|| Error::internal(format!("the piece {code} is missing")))
}
