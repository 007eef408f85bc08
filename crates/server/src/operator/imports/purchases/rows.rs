//! What a record of purchases means: which columns, and what may stand in them.

use super::source::Source;
use crate::operator::imports::records::Record;
use shuke_rules::time::Zone;
use shuke_rules::{Day, Fen, typed};
use unicode_normalization::is_nfc;

/// The columns of a file of purchases, by their names in its first line.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Names the customer.
    pub customer: String,
    /// The day of the purchase: YYYY-MM-DD
    pub date: String,
    /// What was paid, in yuan: 12 or 12.34
    pub amount: String,
}

/// A purchase as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub line: i64,
    pub customer: String,
    pub day: Day,
    pub paid: Fen,
    /// What is odd about the customer's name.
    pub odd: Option<String>,
}

/// Where the columns are.
#[derive(Debug)]
pub struct Layout {
    customer: usize,
    date: usize,
    amount: usize,
    count: usize,
    zone: Zone,
    today: Day,
    odd_names: bool,
    /// Decimals of the first amount: a last line without an end is whole when its amount has as many.
    decimals: Option<usize>,
}

/// The longest name of a customer, in characters.
const LONGEST_NAME: usize = 64;

impl Layout {
    /// Finds the columns in the first line; `Err` says which are missing and which there are.
    pub fn find(header: &[String], source: &Source<'_>) -> Result<Self, String> {
        let Source { columns, zone, today, odd_names, .. } = source;
        let names: Vec<&str> = header.iter().map(|name| name.trim()).collect();
        let place = |wanted: &str| {
            let mut found = names.iter().enumerate().filter(|(_, name)| **name == wanted).map(|(at, _)| at);
            match (found.next(), found.next()) {
                (Some(at), None) => Ok(at),
                (Some(_), Some(_)) => Err(format!("the first line has the column `{wanted}` twice")),
                (None, _) => Err(missing(wanted, &names)),
            }
        };
        let (customer, date, amount) = (place(&columns.customer)?, place(&columns.date)?, place(&columns.amount)?);
        if customer == date || date == amount || customer == amount {
            return Err("customer, date and amount must be three different columns".to_owned());
        }
        Ok(Self {
            customer,
            date,
            amount,
            count: names.len(),
            zone: *zone,
            today: *today,
            odd_names: *odd_names,
            decimals: None,
        })
    }

    /// The purchase in a record; `Err` says what is wrong with it.
    pub fn row(&mut self, record: Record) -> Result<Row, String> {
        let Record { line, fields, ended } = record;
        let fields = fields.map_err(|broken| broken.told().to_owned())?;
        if fields.len() != self.count {
            let cut = if ended { "" } else { "; the file may have been cut off here" };
            return Err(format!("has {} fields, the first line has {}{cut}", fields.len(), self.count));
        }
        let field = |at: usize| fields.get(at).map(|field| field.trim()).unwrap_or_default();
        let (customer, day) = (customer(field(self.customer))?, self.day(field(self.date))?);
        let odd = odd(&customer);
        if let Some(what) = odd.as_ref().filter(|_| !self.odd_names) {
            return Err(format!("{what}; correct it, or have such names taken with --odd-names"));
        }
        let paid = amount(field(self.amount))?;
        let decimals = typed::plain(field(self.amount)).split_once('.').map_or(0, |(_, decimals)| decimals.len());
        if !ended {
            self.whole(decimals)?;
        }
        self.decimals.get_or_insert(decimals);
        Ok(Row { line, customer, day, paid, odd })
    }

    fn day(&self, text: &str) -> Result<Day, String> {
        let day = Day::parse(text).ok_or_else(|| format!("“{}” is no day written YYYY-MM-DD", shortened(text)))?;
        if day > self.today {
            return Err(format!("{day} is in the future (today is {})", self.today));
        }
        if day.year() < 1970 {
            return Err(format!("{day} is before 1970"));
        }
        if !self.zone.has(day) {
            return Err(format!(
                "{day} never was in the brand's time zone, which went from the day before to the day after"
            ));
        }
        Ok(day)
    }

    /// Whether the last line of a file, which has no end, cannot have lost anything that matters.
    fn whole(&self, decimals: usize) -> Result<(), String> {
        let last = self.count - 1;
        let same = decimals > 0 && self.decimals == Some(decimals);
        if self.customer == last || (self.amount == last && !same) {
            return Err("the file ends here without an end of line and may have been cut off; \
                if this line is whole, end it with a line break"
                .to_owned());
        }
        Ok(())
    }
}

fn missing(wanted: &str, names: &[&str]) -> String {
    let listed: Vec<String> = names.iter().map(|name| format!("`{}`", shortened(name))).collect();
    let hint = match names {
        [one] if one.contains([';', '\t', '|']) => " Columns must be separated by commas.",
        _ if names.iter().any(|name| name.eq_ignore_ascii_case(wanted)) => " Capital letters matter.",
        _ => "",
    };
    format!("the first line has no column `{wanted}`; it has {}.{hint}", listed.join(", "))
}

fn customer(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err("names no customer".to_owned());
    }
    if text.chars().count() > LONGEST_NAME || text.contains('\0') {
        return Err(format!(
            "the customer “{}” is longer than {LONGEST_NAME} characters, or not text",
            shortened(text)
        ));
    }
    Ok(text.to_owned())
}

/// What makes a name look like a mistake: a spreadsheet has made something of it, or it is not what one sees.
fn odd(name: &str) -> Option<String> {
    let shown = shortened(name);
    if let Some(hidden) = name.chars().find(|c| typed::is_hidden(*c)) {
        return Some(format!("the customer “{shown}” holds U+{:04X}, which cannot be seen", u32::from(hidden)));
    }
    if !typed::shows(name) {
        return Some(format!("the customer “{shown}” has nothing that can be seen"));
    }
    if !is_nfc(name) {
        return Some(format!(
            "the customer “{shown}” is spelt with separate accents (not NFC), another name than it looks like"
        ));
    }
    is_of_spreadsheet(name).then(|| format!("the customer “{shown}” is what a spreadsheet made of something else"))
}

/// `1.38E+10`, `######`, `#N/A`, `#REF!`
fn is_of_spreadsheet(name: &str) -> bool {
    if let Some(rest) = name.strip_prefix('#') {
        let is_error = rest == "N/A" || rest.ends_with(['!', '?', '#']);
        return is_error
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'#' | b'/' | b'0' | b'!' | b'?' | b'_'));
    }
    let Some((number, power)) = name.split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_power = power.strip_prefix(['+', '-']).is_some_and(digits);
    is_power && number.split('.').all(digits) && number.split('.').count() <= 2
}

fn amount(text: &str) -> Result<Fen, String> {
    let text = &typed::plain(text);
    let bare = text.strip_prefix('¥').or_else(|| text.strip_suffix('元')).unwrap_or(text).trim();
    Fen::from_yuan(bare).ok_or_else(|| {
        let shown = shortened(text);
        let positive = text.strip_prefix('-').and_then(Fen::from_yuan);
        let (whole, _) = text.split_once('.').unwrap_or((text, ""));
        if positive.is_some() {
            format!("the amount “{shown}” is negative; refunds cannot be imported")
        } else if whole.len() > 8 && whole.bytes().all(|byte| byte.is_ascii_digit()) {
            format!("the amount “{shown}” is above ¥{}", Fen::MAX)
        } else {
            format!("“{shown}” is no amount in yuan such as 12 or 12.34")
        }
    })
}

/// A text as a message shows it: on one line, no longer than 40 characters.
fn shortened(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { '·' } else { c }).collect();
    if plain.chars().count() <= 40 {
        return plain;
    }
    plain.chars().take(39).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_a_spreadsheet_destroyed_or_that_is_not_what_it_looks_like_is_odd() {
        let destroyed = ["1.38E+10", "1.38123E+10", "1E+10", "#N/A", "######", "#REF!", "#DIV/0!", "#NAME?", "1.5e-3"];
        let unseen = ["张三\u{200b}", "\u{200b}", "\u{202e}三张", "\u{feff}张三", "e\u{301}", "\u{2800}", "a\tb"];
        for name in destroyed.into_iter().chain(unseen) {
            assert!(odd(name).is_some(), "{name:?}");
        }
        for name in [
            "张三",
            "é",
            "1E10",
            "E+10",
            "#",
            "#1",
            "#A",
            "#3 Zhang",
            "A.E+1",
            "138E",
            "👩\u{200d}👧",
            "13800138000",
            "1.2.3E+4",
        ] {
            assert_eq!(odd(name), None, "{name:?}");
        }
    }
}
