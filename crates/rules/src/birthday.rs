//! Birthdays: month and day, no year.

use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Month and day; the year is nobody's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Birthday {
    /// 1–12
    pub month: u32,
    /// 1–31, as the month allows; 29 February exists.
    pub day: u32,
}

impl Birthday {
    /// Whether there is such a day in some year.
    pub fn exists(self) -> bool {
        Day::new(2024, self.month, self.day).is_some()
    }

    /// When it is kept in a year: 29 February on the 28th where there is no 29th. `None` for a day that does not exist.
    pub fn in_year(self, year: i32) -> Option<Day> {
        let common = (self.month, self.day) == (2, 29);
        Day::new(year, self.month, self.day).or_else(|| Day::new(year, 2, 28).filter(|_| common))
    }
}
