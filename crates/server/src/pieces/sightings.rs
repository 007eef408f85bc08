//! Where and on which days a code was looked at: once a day and city. A code that is seen in too many cities in a day was copied.

use super::find::rules;
use crate::Error;
use crate::policies::Rulebook;
use crate::store::Conn;
use crate::store::seal::{Name, Seal};
use shuke_contract::pieces::Seen;
use shuke_rules::item_code::ItemCode;
use shuke_rules::pieces::is_suspect;
use shuke_rules::policy::ItemCodes;
use shuke_rules::{Day, Instant};

/// Days after which it does not count any more that a code was seen in too many cities.
const SUSPECT_DAYS: u32 = 90;
/// Cities of a day that are noted at most: by then it is known what to think of it.
const CITIES: i64 = 50;

pub static SEAL: Seal = Seal {
    table: "item_sightings",
    key: &[Name::Text("code"), Name::Text("day"), Name::Text("city")],
    columns: &["code", "day", "city", "at"],
    first: None,
    member: None,
};

/// Notes that a code was looked at.
pub async fn see(tx: &mut Conn, code: &ItemCode, city: &str, day: Day, now: Instant) -> Result<(), Error> {
    let (known,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM item_sightings WHERE code = $1 AND day = $2")
        .bind(code.as_str())
        .bind(day.to_string())
        .fetch_one(&mut *tx)
        .await?;
    if known >= CITIES {
        return Ok(());
    }
    SEAL.query(
        "INSERT INTO item_sightings (code, day, city, at, seal) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (code, day, city) DO NOTHING",
    )
    .bind(code.as_str())
    .bind(day.to_string())
    .bind(city)
    .bind(now.timestamp_micros())
    .execute(tx)
    .await?;
    Ok(())
}

/// When and where a code was first seen, and whether it was seen in too many cities in a day lately.
pub async fn seen(connection: &mut Conn, rulebook: &Rulebook, code: &ItemCode, today: Day) -> Result<Seen, Error> {
    let first: Option<(String, String)> =
        sqlx::query_as("SELECT day, city FROM item_sightings WHERE code = $1 ORDER BY at, city LIMIT 1")
            .bind(code.as_str())
            .fetch_optional(&mut *connection)
            .await?;
    let Some((day, city)) = first else {
        return Ok(Seen { first: None, city: String::new(), suspect: None, cities: 0 });
    };
    let days: Vec<(String, i64)> = sqlx::query_as(
        "SELECT day, COUNT(*) FROM item_sightings WHERE code = $1 AND city <> '' AND day >= $2 GROUP BY day ORDER BY day DESC",
    )
    .bind(code.as_str())
    .bind(today.minus_days(SUSPECT_DAYS).to_string())
    .fetch_all(connection)
    .await?;
    let rules = rules(rulebook)?;
    let suspect = days.into_iter().find(|(_, cities)| is_suspect(rules, *cities));
    let cities = suspect.as_ref().map_or(0, |(_, cities)| *cities);
    Ok(Seen { first: Day::parse(&day), city, suspect: suspect.and_then(|(day, _)| Day::parse(&day)), cities })
}

/// A code that was seen in too many cities on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    pub code: String,
    /// The number of its goods.
    pub number: String,
    pub day: String,
    pub cities: i64,
    pub is_registered: bool,
}

/// Those of lately, the newest first.
pub async fn copied(connection: &mut Conn, rules: &ItemCodes, today: Day) -> Result<Vec<Copied>, Error> {
    type Row = (String, String, String, i64, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT s.code, b.number, s.day, s.cities, \
         (SELECT COUNT(*) FROM item_registrations r WHERE r.code = s.code AND r.ended_at IS NULL) \
         FROM (SELECT code, day, COUNT(*) AS cities FROM item_sightings WHERE city <> '' AND day >= $1 \
         GROUP BY code, day HAVING COUNT(*) >= $2) s \
         JOIN item_codes c ON c.code = s.code JOIN item_batches b ON b.id = c.batch_id ORDER BY s.day DESC, s.code",
    )
    .bind(today.minus_days(SUSPECT_DAYS).to_string())
    .bind(i64::from(rules.cities_a_day))
    .fetch_all(connection)
    .await?;
    let copied =
        |(code, number, day, cities, owners): Row| Copied { code, number, day, cities, is_registered: owners > 0 };
    Ok(rows.into_iter().map(copied).collect())
}
