//! Chance, secrets drawn from it, and hashes to store in their place. Owns no storage.

use crate::Error;
use sha2::{Digest, Sha256};
use shuke_rules::hex::hex;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use subtle::ConstantTimeEq;

/// Where everything random comes from. Clones draw from the same source.
#[derive(Clone, Default)]
pub struct Chance(Option<Arc<Mutex<Seeded>>>);

/// Any number, for spreading alone: whoever guesses it gains nothing, and where there is no chance nothing is lost.
pub fn any() -> Option<u64> {
    getrandom::u64().ok()
}

/// A seed, and how often it was drawn from.
struct Seeded {
    seed: [u8; 32],
    drawn: u64,
}

impl fmt::Debug for Chance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "seeded chance" } else { "chance" })
    }
}

impl Chance {
    /// The same draws for the same seed: for tests alone, since whoever knows the seed knows every secret.
    pub fn seeded(seed: [u8; 32]) -> Self {
        Self(Some(Arc::new(Mutex::new(Seeded { seed, drawn: 0 }))))
    }

    /// 256 random bits.
    pub fn bytes(&self) -> Result<[u8; 32], Error> {
        let Some(seeded) = &self.0 else {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes).map_err(Error::internal)?;
            return Ok(bytes);
        };
        let mut seeded = seeded.lock().unwrap_or_else(PoisonError::into_inner);
        seeded.drawn += 1;
        Ok(Sha256::new().chain_update(seeded.seed).chain_update(seeded.drawn.to_be_bytes()).finalize().into())
    }

    /// 256 random bits, 64 hexadecimal digits.
    pub fn token(&self) -> Result<String, Error> {
        Ok(hex(&self.bytes()?))
    }

    /// Random decimal digits, each equally likely; at most 18.
    pub fn digits(&self, count: u32) -> Result<String, Error> {
        let range = 10_u64.pow(count);
        // Beyond this the low numbers would be likelier.
        let fair = u64::MAX - u64::MAX % range;
        loop {
            let random = self.bytes()?.iter().take(8).fold(0, |all, byte| all << 8 | u64::from(*byte));
            if random < fair {
                return Ok(format!("{:0width$}", random % range, width = count as usize));
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_draws_the_same_again_and_never_the_same_twice_in_a_row() {
        let draws = |chance: Chance| [chance.token().unwrap(), chance.token().unwrap(), chance.digits(6).unwrap()];
        assert_eq!(draws(Chance::seeded([7; 32])), draws(Chance::seeded([7; 32])));
        assert_ne!(draws(Chance::seeded([7; 32])), draws(Chance::seeded([8; 32])));
        let [first, second, digits] = draws(Chance::default());
        assert!(first != second && digits.len() == 6);
    }
}
