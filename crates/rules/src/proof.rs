//! What nobody can change afterwards without being found out: once a day the ends of all members' ledgers are put into one Merkle
//! tree, and its root into a log that only grows (both as RFC 6962 has them). Owns what is hashed, and what proves that something
//! lies in a tree or that a log only grew. Who stores, signs and publishes it is the server's.
//!
//! The tree of the heads has a power of two of leaves, the member with id 1 at the first; places of nobody are blank. So its size
//! tells strangers no more than the order of magnitude.

use crate::hex::{hex, unhex};
use crate::time::{Day, Instant};
use core::fmt;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shuke_json::{FromJson, Json};

/// SHA-256, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

impl Hash {
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text).into())
    }

    pub fn parse(text: &str) -> Option<Self> {
        unhex(text)?.try_into().ok().map(Self)
    }

    /// Of what stands at a leaf: RFC 6962, 2.1.
    fn leaf(text: &str) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(text).finalize().into())
    }

    /// Of a node above two others.
    fn above(left: Self, right: Self) -> Self {
        Self(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromJson for Hash {
    fn from_json(json: &Json) -> Option<Self> {
        Self::parse(json.text()?)
    }
}

impl Serialize for Hash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not 64 hexadecimal digits"))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Hash {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Hash".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9a-f]{64}$", "maxLength": 64 })
    }
}

/// The end of a member's ledger as it stands in a tree. `salt` is known to the member and the brand alone, so that a neighbour's
/// leaf, which stands in one's proof, tells nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head<'a> {
    pub salt: &'a str,
    pub card: &'a str,
    /// Of the last entry; 0: there was none.
    pub seq: i64,
    /// Its hash, or that before the first.
    pub hash: &'a str,
}

impl Head<'_> {
    fn text(&self) -> String {
        format!("shuke head 1\n{}\n{}\n{}\n{}", self.salt, self.card, self.seq, self.hash)
    }

    pub fn leaf(&self) -> Hash {
        Hash::leaf(&self.text())
    }
}

/// Leaves that are summed up together, so that nobody needs the whole tree at once.
pub const BLOCK: u32 = 1024;

/// How many leaves the tree has in which `members` have places: whole blocks, and a power of two.
pub fn places(members: u32) -> u32 {
    members.max(BLOCK).next_power_of_two()
}

/// The node above a block's leaves; those that are missing at its end are blank.
pub fn block(leaves: &[Hash]) -> Hash {
    fold(leaves.to_vec(), blank(), BLOCK, |_, _| ())
}

/// The leaf of a place that is nobody's.
pub fn blank() -> Hash {
    Hash::leaf("")
}

/// The root over all blocks of a tree with so many places; those that are missing at its end are blank.
pub fn root(blocks: &[Hash], places: u32) -> Hash {
    fold(blocks.to_vec(), block(&[]), places / BLOCK, |_, _| ())
}

/// What proves that the leaf at `place` lies in the tree over `blocks`, given the leaves of its own: its neighbours on the way up.
pub fn path(leaves: &[Hash], blocks: &[Hash], places: u32, place: u32) -> Vec<Hash> {
    let mut path = Vec::new();
    let mut climb = |row: Vec<Hash>, blank: Hash, wide: u32, mut at: u32| {
        fold(row, blank, wide, |row, blank| {
            let neighbour = usize::try_from(at ^ 1).ok().and_then(|beside| row.get(beside));
            path.push(neighbour.copied().unwrap_or(blank));
            at /= 2;
        });
    };
    climb(leaves.to_vec(), blank(), BLOCK, place % BLOCK);
    climb(blocks.to_vec(), block(&[]), places / BLOCK, place / BLOCK);
    path
}

/// Folds a row in pairs until one is left, `places` wide with blanks at its end; `seen` is told each row on the way.
fn fold(mut row: Vec<Hash>, mut blank: Hash, mut places: u32, mut seen: impl FnMut(&[Hash], Hash)) -> Hash {
    while places > 1 {
        seen(&row, blank);
        let at = |pair: &[Hash], which: usize| pair.get(which).copied().unwrap_or(blank);
        row = row.chunks(2).map(|pair| Hash::above(at(pair, 0), at(pair, 1))).collect();
        (blank, places) = (Hash::above(blank, blank), places / 2);
    }
    row.first().copied().unwrap_or(blank)
}

/// What is published of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Anchor {
    /// 1, 2, 3 … without a gap.
    pub n: u32,
    /// The last business day that is wholly in it.
    pub day: Day,
    /// When it was made.
    pub at: Instant,
    /// Leaves of the tree.
    pub places: u32,
    /// The root over the ends of all members' ledgers.
    pub heads: Hash,
    /// The digest of what the tables come to that only grow: rules, receipts, returns, tiers by invitation, consents.
    pub causes: Hash,
}

impl Anchor {
    /// What is hashed and signed.
    pub fn text(&self) -> String {
        let Self { n, day, at, places, heads, causes } = self;
        format!("shuke anchor 1\n{n}\n{day}\n{}\n{places}\n{heads}\n{causes}", at.timestamp_micros())
    }

    /// Whether `head` stands at `place` of its tree.
    pub fn holds(&self, head: &Head, place: u32, path: &[Hash]) -> bool {
        is_in(self.heads, self.places, &head.text(), place, path)
    }
}

/// The state of the log: what it comes to with so many anchors in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Log {
    pub size: u32,
    pub root: Hash,
}

impl Log {
    /// Whether `anchor` is in it.
    pub fn holds(&self, anchor: &Anchor, path: &[Hash]) -> bool {
        anchor.n.checked_sub(1).is_some_and(|place| is_in(self.root, self.size, &anchor.text(), place, path))
    }

    /// Whether it is `older` with something added behind, and nothing else.
    pub fn continues(&self, older: &Self, proof: &[Hash]) -> bool {
        if older.size == 0 {
            return true;
        }
        ConsistencyProof::<Sha256>::try_from_bytes(bytes(proof)).is_ok_and(|proof| {
            tree(self.root, self.size).verify_consistency(&tree(older.root, older.size), &proof).is_ok()
        })
    }
}

fn is_in(root: Hash, size: u32, text: &str, place: u32, path: &[Hash]) -> bool {
    InclusionProof::<Sha256>::try_from_bytes(bytes(path))
        .is_ok_and(|path| tree(root, size).verify_inclusion(&text, place.into(), &path).is_ok())
}

fn tree(root: Hash, size: u32) -> RootHash<Sha256> {
    RootHash::new(root.0.into(), size.into())
}

fn bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// What an anchor is signed with: HMAC-SHA-256 by a key that is not kept where the anchors are, over it and the log that it is the last of.
pub fn signature(key: &[u8], anchor: &Anchor, log: &Log) -> Hash {
    // RFC 2104 takes keys of any length.
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(key) else { return Hash([0; 32]) };
    mac.update(format!("{}\n{}\n{}", anchor.text(), log.size, log.root).as_bytes());
    Hash(mac.finalize().into_bytes().into())
}

/// The log itself, for whoever keeps it: the texts of its anchors, oldest first.
#[derive(Default)]
pub struct Whole(ct_merkle::mem_backed_tree::MemoryBackedTree<Sha256, String>);

impl Whole {
    pub fn push(&mut self, anchor: &Anchor) {
        self.0.push(anchor.text());
    }

    pub fn log(&self) -> Log {
        Log { size: u32::try_from(self.0.len()).unwrap_or(u32::MAX), root: Hash((*self.0.root().as_bytes()).into()) }
    }

    /// What proves that the anchor is in it; `None` for one that is not.
    pub fn path(&self, anchor: &Anchor) -> Option<Vec<Hash>> {
        let place = usize::try_from(anchor.n.checked_sub(1)?).ok()?;
        (u64::from(anchor.n) <= self.0.len()).then(|| hashes(self.0.prove_inclusion(place).as_bytes()))
    }

    /// What proves that it continues what it was with `older` anchors; `None` when it never had so many.
    pub fn since(&self, older: u32) -> Option<Vec<Hash>> {
        let added = usize::try_from(self.0.len().checked_sub(older.into())?).ok()?;
        (older > 0).then(|| hashes(self.0.prove_consistency(added).as_bytes()))
    }
}

fn hashes(bytes: &[u8]) -> Vec<Hash> {
    bytes.chunks_exact(32).filter_map(|chunk| chunk.try_into().ok().map(Hash)).collect()
}

#[cfg(test)]
mod tests;
