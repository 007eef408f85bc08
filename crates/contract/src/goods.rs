//! What a brand sells: one kind of goods, for whoever scanned it or bought it.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
use shuke_rules::goods::Good;
use shuke_rules::policy::{StoreId, Text};
use shuke_rules::{Day, Instant};

endpoints![GetGood];

/// A kind of goods, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GoodDetail {
    pub good: Good,
    /// What its group is called; `None`: it is in none.
    pub category: Option<Text>,
    /// Whether it is sold; `false`: not any more.
    pub is_sold: bool,
    /// How many pieces each open shop has of which that is known, in the order of the policy; empty: it is known of none.
    pub shops: Vec<ShopStock>,
    pub today: Day,
}

/// What a shop has of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShopStock {
    pub store: StoreId,
    pub name: Text,
    pub pieces: i64,
    /// When that was counted.
    pub counted_at: Instant,
    /// The day of it.
    pub counted: Day,
}

/// `{id}` is the number in the till, or the digits of the barcode.
pub struct GetGood;

impl Endpoint for GetGood {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/goods/{id}";
    const CALLER: Caller = Caller::Anyone;
    const SUMMARY: &'static str = "One kind of goods: what it is, what it costs, and which shops have it.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound];
    type Request = Empty;
    type Reply = GoodDetail;
}
