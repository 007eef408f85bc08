//! Instants.

use crate::{FromJson, Json};
use chrono::{DateTime, NaiveDate, Utc};

/// `2026-11-21T22:23:43.123456Z`, to the nanosecond; the server writes UTC only.
impl FromJson for DateTime<Utc> {
    fn from_json(json: &Json) -> Option<Self> {
        let (day, time) = json.text()?.strip_suffix('Z')?.split_once('T')?;
        let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
        let [year, month, day] = numbers(day, '-')?;
        let [hour, minute, second] = numbers(clock, ':')?;
        let nanos = if fraction.is_empty() { 0 } else { format!("{fraction:0<9}").get(..9)?.parse().ok()? };
        let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        Some(day.and_hms_nano_opt(hour, minute, second, nanos)?.and_utc())
    }
}

fn numbers(text: &str, between: char) -> Option<[u32; 3]> {
    let mut parts = text.splitn(3, between).map(|part| part.parse().ok());
    Some([parts.next()??, parts.next()??, parts.next()??])
}
