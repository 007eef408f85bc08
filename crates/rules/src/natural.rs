//! What the natural keys of [`crate::ledger::Key`] and [`crate::coupons::Key`] are read with: parts between colons, and
//! numbers that are written in one way only, so that no two texts name the same thing.

use core::str::FromStr;

/// The parts of a text; `None` unless there are just so many.
pub fn parts<const N: usize>(text: &str) -> Option<[&str; N]> {
    let mut parts = text.split(':');
    let mut found = [""; N];
    for part in &mut found {
        *part = parts.next()?;
    }
    parts.next().is_none().then_some(found)
}

/// A number as `Display` writes it: no `+`, no zeros in front, no `-0`.
pub fn number<T: FromStr>(text: &str) -> Option<T> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !digits.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}

/// A year or a month, which are written with just so many digits.
pub fn padded<T: FromStr>(text: &str, digits: usize) -> Option<T> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
