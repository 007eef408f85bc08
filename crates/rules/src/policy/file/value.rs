//! Judges single values: what is wrong with one and what to write instead. Knows shapes, not paths.

use super::shape::Shape;
use super::suggest;
use crate::money::{Fen, Multiplier};
use crate::time::{Day, Zone};
use toml::Value;
use toml::de::DeValue;

/// Why a value is refused.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    pub message: String,
    pub remedy: String,
}

pub fn refuse(message: impl Into<String>, remedy: impl Into<String>) -> Refusal {
    Refusal { message: message.into(), remedy: remedy.into() }
}

/// Reads a value that is no table and no list.
pub fn read(shape: &Shape, found: &DeValue<'_>) -> Result<Value, Refusal> {
    match (shape, found) {
        (Shape::Flag, DeValue::Boolean(flag)) => Ok(Value::Boolean(*flag)),
        (Shape::Whole(least, most), DeValue::Integer(_)) => whole(*least, *most, found),
        (Shape::Yuan, DeValue::Integer(_) | DeValue::String(_)) => yuan(&written(found)),
        (Shape::Factor(least, most), DeValue::Integer(_) | DeValue::String(_)) => {
            factor(*least, *most, &written(found))
        }
        (Shape::Whole(..) | Shape::Yuan | Shape::Factor(..) | Shape::Flag, _) => Err(wrong_type(shape, found)),
        (_, DeValue::String(text)) => string(shape, text).map(|()| Value::String(text.clone().into_owned())),
        _ => Err(wrong_type(shape, found)),
    }
}

/// A value as the file has it, without quotes.
fn written(found: &DeValue<'_>) -> String {
    match found {
        DeValue::String(text) => text.clone().into_owned(),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or_else(|_| number.to_string(), |n| n.to_string())
        }
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(day) => day.to_string(),
        DeValue::Array(_) | DeValue::Table(_) => String::new(),
    }
}

/// As much of a value as a message needs.
fn short(text: &str) -> String {
    const MOST: usize = 40;
    let line = text.trim().lines().next().unwrap_or_default();
    if line.len() == text.len() && line.chars().count() <= MOST {
        return line.to_owned();
    }
    line.chars().take(MOST).chain(['…']).collect()
}

pub fn wrong_type(shape: &Shape, found: &DeValue<'_>) -> Refusal {
    let text = short(&written(found));
    let (what, remedy) = match (found, shape) {
        (DeValue::Float(_), Shape::Yuan | Shape::Factor(..)) => {
            let message = format!("`{text}` is a floating-point number, and those are not exact");
            return refuse(message, format!("write it as a string: \"{text}\""));
        }
        (DeValue::String(_), Shape::Text(_)) => {
            (format!("the string \"{text}\""), format!("write both languages: {{ zh = \"{text}\", en = \"…\" }}"))
        }
        (DeValue::String(_), Shape::Flag | Shape::Whole(..)) => {
            (format!("the string \"{text}\""), "write it without quotes".to_owned())
        }
        (DeValue::String(_), _) => (format!("the string \"{text}\""), expects(shape)),
        (
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_),
            Shape::Digits(_) | Shape::Version | Shape::Day,
        ) => (format!("`{text}` without quotes"), format!("write it as a string: \"{text}\"")),
        (DeValue::Integer(_), _) => (format!("the number `{text}`"), expects(shape)),
        (DeValue::Float(_), _) => (format!("the floating-point number `{text}`"), expects(shape)),
        (DeValue::Boolean(_), _) => (format!("`{text}`"), expects(shape)),
        (DeValue::Datetime(_), _) => (format!("the day or time `{text}`"), expects(shape)),
        (DeValue::Array(_), _) => ("a list".to_owned(), expects(shape)),
        (DeValue::Table(_), Shape::List(..)) => {
            ("a table".to_owned(), "write its header with two brackets, [[…]], or the value in [ ]".to_owned())
        }
        (DeValue::Table(_), _) => ("a table".to_owned(), expects(shape)),
    };
    refuse(format!("found {what}, expected {}", shape.label()), remedy)
}

fn expects(shape: &Shape) -> String {
    match shape {
        Shape::Text(_) => "write both languages: { zh = \"…\", en = \"…\" }".into(),
        Shape::Words(_) | Shape::Version => "write a string: \"…\"".into(),
        Shape::Id | Shape::Slug => "write a string such as \"abc-1\"".into(),
        Shape::Digits(length) => format!("write {length} digits in quotes"),
        Shape::Day => "write a day such as \"2026-12-12\"".into(),
        Shape::Zone => "write an IANA name such as \"Asia/Shanghai\"".into(),
        Shape::Colour => "write a colour such as \"#a8321f\"".into(),
        Shape::Whole(least, most) => format!("write a whole number from {least} to {most}"),
        Shape::Yuan => "write yuan such as 499 or \"499.50\"".into(),
        Shape::Factor(..) => "write a factor such as 2 or \"1.2\"".into(),
        Shape::Flag => "write true or false".into(),
        Shape::OneOf(names) => format!("write one of: {}", names.join(", ")),
        Shape::Table(_) | Shape::ByClass(_) => "write a table: a header in brackets, [ ], or the value in { }".into(),
        Shape::List(..) => "write a list: [ … ]".into(),
    }
}

fn whole(least: i64, most: i64, found: &DeValue<'_>) -> Result<Value, Refusal> {
    let text = written(found);
    match text.parse() {
        Ok(number) if (least..=most).contains(&number) => Ok(Value::Integer(number)),
        _ => {
            let side =
                if text.starts_with('-') || text.parse::<i64>().is_ok_and(|n| n < least) { "below" } else { "above" };
            let bound = if side == "below" { least } else { most };
            let message = format!("{text} is {side} {bound}");
            Err(refuse(message, format!("write a whole number from {least} to {most}")))
        }
    }
}

fn yuan(text: &str) -> Result<Value, Refusal> {
    let remedy = format!("write yuan from 0 to {}, such as 499 or \"499.50\"", Fen::MAX);
    match Fen::from_yuan(text) {
        Some(_) => Ok(Value::String(text.to_owned())),
        None => Err(refuse(format!("`{}` is not an amount in yuan", short(text)), remedy)),
    }
}

fn factor(least: i64, most: i64, text: &str) -> Result<Value, Refusal> {
    let bounds = || format!("write a factor from {} to {}, such as \"1.2\"", milli(least), milli(most));
    match Multiplier::parse(text).map(Multiplier::thousandths) {
        Some(thousandths) if (least..=most).contains(&thousandths) => Ok(Value::String(text.to_owned())),
        Some(_) => Err(refuse(format!("the factor {text} is out of bounds"), bounds())),
        None => Err(refuse(format!("`{}` is not a factor with at most three decimals", short(text)), bounds())),
    }
}

fn milli(thousandths: i64) -> String {
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn string(shape: &Shape, text: &str) -> Result<(), Refusal> {
    match shape {
        Shape::Words(most) => words(text, *most),
        Shape::Version => words(text, 32).and_then(|()| day_exists(text)),
        Shape::Day => day(text),
        Shape::Id => name(text, "_-"),
        Shape::Slug => name(text, "-"),
        Shape::Digits(length) => digits(text, *length),
        Shape::Zone => zone(text),
        Shape::Colour => colour(text),
        Shape::OneOf(names) => one_of(text, names),
        _ => Err(wrong_type(shape, &DeValue::String(text.into()))),
    }
}

fn words(text: &str, most: usize) -> Result<(), Refusal> {
    let length = text.chars().count();
    if text.trim().is_empty() {
        return Err(refuse("is empty", "write what members will read"));
    }
    if let Some(control) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        let message = format!("holds the invisible character U+{:04X}", u32::from(control));
        return Err(refuse(message, "remove it"));
    }
    if length > most {
        return Err(refuse(format!("has {length} characters"), format!("shorten it to {most}")));
    }
    Ok(())
}

fn day_exists(text: &str) -> Result<(), Refusal> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    if shape == "0000-00-00" && Day::parse(text).is_none() {
        return Err(refuse(format!("there is no day {text}"), "write a day that exists, such as \"2026-02-28\""));
    }
    Ok(())
}

fn day(text: &str) -> Result<(), Refusal> {
    day_exists(text)?;
    match Day::parse(text) {
        Some(_) => Ok(()),
        None => Err(refuse(format!("\"{}\" is not a day", short(text)), expects(&Shape::Day))),
    }
}

fn name(text: &str, also: &str) -> Result<(), Refusal> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || also.contains(c);
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if text.chars().all(fits) && edge(text.chars().next()) && edge(text.chars().last()) && text.len() <= 32 {
        return Ok(());
    }
    let also: Vec<String> = also.chars().map(|c| format!("`{c}`")).collect();
    let remedy = format!(
        "write up to 32 lower-case letters a–z, digits and {}; a letter or digit first and last",
        also.join(" or ")
    );
    Err(refuse(format!("\"{}\" is not an id", short(text)), remedy))
}

fn digits(text: &str, length: usize) -> Result<(), Refusal> {
    if text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    Err(refuse(format!("\"{}\" is not {length} digits", short(text)), format!("write exactly {length} digits 0–9")))
}

fn zone(text: &str) -> Result<(), Refusal> {
    if Zone::named(text).is_some() {
        return Ok(());
    }
    let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    let remedy = suggest::nearest(text, names).map_or_else(|| expects(&Shape::Zone), did_you_mean);
    Err(refuse(format!("there is no time zone \"{}\"", short(text)), remedy))
}

fn colour(text: &str) -> Result<(), Refusal> {
    let hex = text.strip_prefix('#').is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|b| b.is_ascii_hexdigit()));
    if hex { Ok(()) } else { Err(refuse(format!("\"{}\" is not a colour", short(text)), expects(&Shape::Colour))) }
}

fn one_of(text: &str, names: &[&str]) -> Result<(), Refusal> {
    if names.contains(&text) {
        return Ok(());
    }
    let all = format!("write one of: {}", names.join(", "));
    let remedy = suggest::nearest(text, names.iter().copied()).map_or(all, did_you_mean);
    Err(refuse(format!("\"{}\" is not known here", short(text)), remedy))
}

fn did_you_mean(near: &str) -> String {
    format!("did you mean \"{near}\"?")
}
