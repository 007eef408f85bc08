//! What is read by people.

use serde::{Deserialize, Serialize};
use shuke_json::FromJson;

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Text {
    pub zh: String,
    pub en: String,
}
