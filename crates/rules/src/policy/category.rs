//! The groups that a brand's goods fall into. What is sold is data of its own (`shuke import goods`).

use super::{CategoryId, Text};
use serde::{Deserialize, Serialize};

/// A group of goods, such as shoes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Category {
    pub id: CategoryId,
    pub name: Text,
}
