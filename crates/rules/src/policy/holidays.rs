//! Public holidays as a brand keeps them: which greeting is for a day, and since when it is news.

use super::Text;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// Days on which the brand greets its members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Holiday {
    pub name: Text,
    pub greeting: Text,
    pub from: Day,
    /// The last day.
    pub until: Day,
}

/// A brand's holidays, by rising days; no two share a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Holidays(pub Vec<Holiday>);

impl Holidays {
    /// The holiday that a day is of.
    pub fn on(&self, day: Day) -> Option<&Holiday> {
        self.0.iter().find(|holiday| holiday.from <= day && day <= holiday.until)
    }

    /// Those that are not over on a day, the next first.
    pub fn coming(&self, today: Day) -> impl Iterator<Item = &Holiday> {
        self.0.iter().filter(move |holiday| today <= holiday.until)
    }

    /// Those that began within some days, both included.
    pub fn begun(&self, first: Day, last: Day) -> impl Iterator<Item = &Holiday> {
        self.0.iter().filter(move |holiday| first <= holiday.from && holiday.from <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_holiday_is_of_its_days_alone() {
        let text = |zh: &str| Text { zh: zh.to_owned(), en: zh.to_owned() };
        let holiday =
            |from, until| Holiday { name: text("n"), greeting: text(from), from: day(from), until: day(until) };
        let holidays = Holidays(vec![holiday("2026-10-01", "2026-10-03"), holiday("2027-01-01", "2027-01-01")]);
        let on = |text: &str| holidays.on(day(text)).map(|holiday| holiday.greeting.zh.as_str());
        assert_eq!(
            ["2026-09-30", "2026-10-01", "2026-10-03", "2026-10-04", "2027-01-01"].map(on),
            [None, Some("2026-10-01"), Some("2026-10-01"), None, Some("2027-01-01")]
        );
        assert_eq!(holidays.coming(day("2026-10-03")).count(), 2);
        assert_eq!(holidays.coming(day("2026-10-04")).count(), 1);
        assert_eq!(holidays.begun(day("2026-10-01"), day("2026-12-31")).count(), 1);
        assert_eq!(holidays.begun(day("2026-10-02"), day("2026-12-31")).count(), 0);
    }
}
