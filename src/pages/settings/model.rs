//! What a profile may be changed to.

use crate::ui::birthday::read;
use shuke_contract::account::{NAME_CHARACTERS, ProfileUpdate};
use shuke_rules::typed::{fits, trimmed};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    Name,
    Birthday,
}

/// From what is in the fields; month and day are numbers or empty.
pub fn update(name: &str, month: &str, day: &str) -> Result<ProfileUpdate, Wrong> {
    let name = Some(trimmed(name)).filter(|name| !name.is_empty());
    if name.is_some_and(|name| !fits(name, 1, NAME_CHARACTERS)) {
        return Err(Wrong::Name);
    }
    let birthday =
        if month.is_empty() && day.is_empty() { None } else { Some(read(month, day).ok_or(Wrong::Birthday)?) };
    Ok(ProfileUpdate { name: name.map(str::to_owned), birthday })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shuke_contract::account::Birthday;

    #[test]
    fn both_may_be_left_out_and_blank_is_left_out() {
        assert_eq!(update("  ", "", ""), Ok(ProfileUpdate { name: None, birthday: None }));
        let full = update(" 晓雨 ", "2", "29").unwrap();
        assert_eq!(full.name.as_deref(), Some("晓雨"));
        assert_eq!(full.birthday, Some(Birthday { month: 2, day: 29 }));
    }

    #[test]
    fn a_day_that_no_month_has_or_half_a_birthday_is_wrong() {
        for (month, day) in [("2", "30"), ("4", "31"), ("2", ""), ("", "1")] {
            assert_eq!(update("", month, day), Err(Wrong::Birthday), "{month} {day}");
        }
    }

    #[test]
    fn a_name_that_cannot_be_short_enough_is_not_sent() {
        assert!(update(&"雨".repeat(40), "", "").is_ok() && update(&"👩\u{200d}👧".repeat(40), "", "").is_ok());
        assert_eq!(update(&"雨".repeat(161), "", ""), Err(Wrong::Name));
        assert_eq!(update("\u{200d}", "", ""), Err(Wrong::Name));
    }
}
