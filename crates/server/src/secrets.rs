//! Random secrets, and hashes to store in their place. Owns no storage.

use crate::Error;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// 256 random bits, 64 hexadecimal digits.
pub fn token() -> Result<String, Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    Ok(hex(&bytes))
}

/// Random decimal digits, each equally likely.
pub fn digits(count: u32) -> Result<String, Error> {
    let range = 10_u64.pow(count);
    // Beyond this the low numbers would be likelier.
    let fair = u64::MAX - u64::MAX % range;
    loop {
        let random = getrandom::u64().map_err(Error::internal)?;
        if random < fair {
            return Ok(format!("{:0width$}", random % range, width = count as usize));
        }
    }
}

/// SHA-256, 64 hexadecimal digits.
pub fn hash(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

/// Whether two texts are the same, in a time that does not tell where they differ.
pub fn same(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
        text
    })
}
