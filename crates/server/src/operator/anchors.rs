//! Whether history is still what those anchors say that somebody kept elsewhere, and whether all bear the signature of the key. What
//! anchors in the database prove by themselves, and of every ledger, is looked at by the [audit](super::audit). A head in an anchor
//! stands for everything before it, so whoever is whole at the newest anchor is whole at all before.

use super::Desk;
use crate::Error;
use crate::proof::{Kept, Signed, Signer, kept};
use std::collections::HashMap;

/// Something that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rewritten {
    /// An anchor that was kept is missing in the database.
    Missing { n: u32 },
    /// It says something else there.
    Other { n: u32 },
    /// It does not bear the signature of the key.
    Unsigned { n: u32 },
}

/// What was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Anchors of the database.
    pub anchors: u64,
    /// Of those that were kept elsewhere.
    pub against: u64,
    /// Whether there was a key to check signatures with.
    pub signatures: bool,
    pub found: Vec<Rewritten>,
}

/// Compares the anchors of the database with those in `elsewhere`, and all with the key.
pub async fn check(desk: &Desk, signer: &Signer, elsewhere: &[Signed]) -> Result<Looked, Error> {
    let anchors = desk.store.view(|connection| Box::pin(kept(connection))).await?;
    let mut found = differing(&anchors, elsewhere);
    let stored: Vec<&Signed> = anchors.iter().map(|kept| &kept.signed).collect();
    for n in unsigned(&stored, signer).into_iter().chain(unsigned(&elsewhere.iter().collect::<Vec<_>>(), signer)) {
        if !found.contains(&Rewritten::Unsigned { n }) {
            found.push(Rewritten::Unsigned { n });
        }
    }
    Ok(Looked { anchors: anchors.len() as u64, against: elsewhere.len() as u64, signatures: signer.has_key(), found })
}

/// Those that do not bear the signature of the key. Anchors from before there was one bear none; where none bears any, the newest should.
fn unsigned(anchors: &[&Signed], signer: &Signer) -> Vec<u32> {
    let begun = anchors.iter().position(|signed| signed.mac.is_some()).unwrap_or(anchors.len().saturating_sub(1));
    let since = anchors.get(begun..).unwrap_or_default();
    since.iter().filter(|signed| signer.signed(signed) == Some(false)).map(|signed| signed.anchor.n).collect()
}

/// What was kept elsewhere and is not so in the database.
fn differing(anchors: &[Kept], elsewhere: &[Signed]) -> Vec<Rewritten> {
    let by_number: HashMap<u32, &Signed> = anchors.iter().map(|kept| (kept.signed.anchor.n, &kept.signed)).collect();
    let differs = |signed: &Signed| {
        let n = signed.anchor.n;
        match by_number.get(&n) {
            None => Some(Rewritten::Missing { n }),
            Some(stored) if *stored != signed => Some(Rewritten::Other { n }),
            Some(_) => None,
        }
    };
    elsewhere.iter().filter_map(differs).collect()
}
