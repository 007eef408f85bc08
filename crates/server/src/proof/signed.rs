//! An anchor as it is signed, sent, and kept in files.

use serde::{Deserialize, Serialize};
use shuke_rules::proof::{Anchor, Hash, Log, signature};

/// A line of a file of anchors, and the body of what is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    #[serde(flatten)]
    pub anchor: Anchor,
    /// What the log comes to with it.
    pub log: Hash,
    /// What its `causes` are the digest of: JSON, as a text.
    pub detail: String,
    /// By the brand's key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mac: Option<Hash>,
}

impl Signed {
    pub fn log(&self) -> Log {
        Log { size: self.anchor.n, root: self.log }
    }

    /// One line.
    pub fn line(&self) -> Result<String, crate::Error> {
        serde_json::to_string(self).map_err(crate::Error::internal)
    }
}

/// The key that anchors are signed with; it is in the settings, outside the database.
#[derive(Clone, Default)]
pub struct Signer(Option<String>);

impl Signer {
    pub fn new(key: Option<String>) -> Self {
        Self(key)
    }

    pub fn has_key(&self) -> bool {
        self.0.is_some()
    }

    pub fn sign(&self, anchor: &Anchor, log: &Log) -> Option<Hash> {
        self.0.as_ref().map(|key| signature(key.as_bytes(), anchor, log))
    }

    /// Whether it was signed with this key; `None` where there is none to say it by.
    pub fn signed(&self, signed: &Signed) -> Option<bool> {
        self.has_key().then(|| signed.mac.is_some() && signed.mac == self.sign(&signed.anchor, &signed.log()))
    }
}
