//! What a record of purchases means: which columns, and what may stand in them.

use crate::operator::imports::records::Record;
use shuke_rules::{Day, Fen};

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
}

/// Where the columns are.
#[derive(Debug)]
pub struct Layout {
    customer: usize,
    date: usize,
    amount: usize,
    count: usize,
    today: Day,
    /// Decimals of the first amount: a last line without an end is whole when its amount has as many.
    decimals: Option<usize>,
}

/// The longest name of a customer, in characters.
const LONGEST_NAME: usize = 64;

impl Layout {
    /// Finds the columns in the first line; `Err` says which are missing and which there are.
    pub fn find(header: &[String], columns: &Columns, today: Day) -> Result<Self, String> {
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
        Ok(Self { customer, date, amount, count: names.len(), today, decimals: None })
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
        let paid = amount(field(self.amount))?;
        let decimals = field(self.amount).split_once('.').map_or(0, |(_, decimals)| decimals.len());
        if !ended {
            self.whole(decimals)?;
        }
        self.decimals.get_or_insert(decimals);
        Ok(Row { line, customer, day, paid })
    }

    fn day(&self, text: &str) -> Result<Day, String> {
        let day = Day::parse(text).ok_or_else(|| format!("“{}” is no day written YYYY-MM-DD", shortened(text)))?;
        if day > self.today {
            return Err(format!("{day} is in the future (today is {})", self.today));
        }
        if day.year() < 1970 {
            return Err(format!("{day} is before 1970"));
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
    if text.chars().count() > LONGEST_NAME || text.chars().any(char::is_control) {
        return Err(format!(
            "the customer “{}” is longer than {LONGEST_NAME} characters or not plain text",
            shortened(text)
        ));
    }
    Ok(text.to_owned())
}

fn amount(text: &str) -> Result<Fen, String> {
    Fen::from_yuan(text).ok_or_else(|| {
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
