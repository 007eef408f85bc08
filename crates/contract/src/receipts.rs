//! Receipts: purchases with their points explained line by line, and what was refunded of them.

use crate::{Caller, Empty, Endpoint, ErrorCode, Method};
use serde::{Deserialize, Serialize};
use shuke_json::FromJson;
#[cfg(feature = "schema")]
use shuke_rules::bounds;
use shuke_rules::earning::EarnReason;
use shuke_rules::policy::{ClassId, ItemId, StoreId, Text, TierId};
use shuke_rules::{Day, Fen, Instant, Multiplier, Points};

endpoints![ListReceipts, GetReceipt];

/// One page of the list, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiptsRequest {
    /// `next` of the page before; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<bounds::Token<64>>"))]
    pub after: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiptsPage {
    pub receipts: Vec<ReceiptSummary>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiptSummary {
    pub id: String,
    /// `None` for a purchase that was imported without its shop.
    pub store: Option<Text>,
    pub at: Instant,
    pub day: Day,
    pub paid: Fen,
    pub refunded: Fen,
    /// Earned less what refunds took back.
    pub points: Points,
}

pub struct ListReceipts;

impl Endpoint for ListReceipts {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/receipts";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "The member's purchases, newest first, 30 a page.";
    const ERRORS: &'static [ErrorCode] = &[];
    type Request = ReceiptsRequest;
    type Reply = ReceiptsPage;
}

/// A purchase, explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    pub id: String,
    /// The number that the till gave it.
    pub number: String,
    pub store_id: Option<StoreId>,
    pub store: Option<Text>,
    pub at: Instant,
    pub day: Day,
    pub lines: Vec<ReceiptLine>,
    pub list: Fen,
    pub paid: Fen,
    pub refunded: Fen,
    /// Points that paid for goods of it.
    pub spent: Points,
    /// What having it sent cost, besides what was paid for the goods. It counts for no tier and earns nothing.
    pub delivery: Fen,
    /// What was handed over besides.
    pub gifts: Vec<Text>,
    /// The tier that multiplied the points, and by how much.
    pub tier: TierId,
    pub multiplier: Multiplier,
    /// What the sale earned; each line has its share.
    pub earned: Points,
    /// What refunds took back of it.
    pub taken_back: Points,
    /// The last day of its points; `None`: they never end.
    pub points_until: Option<Day>,
    pub refunds: Vec<ReceiptRefund>,
    /// The rule version that the points were decided under.
    pub rule_version: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiptLine {
    /// The item's number in the till; empty where that is not known.
    #[serde(default)]
    pub item: ItemId,
    /// Where the brand's catalogue has it, what it looks like and where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goods: Option<LineGoods>,
    /// Empty where only the amount is known, as of an import: it is shown by its class then.
    pub name: String,
    pub class: ClassId,
    /// What the class is called, also one that is no more.
    #[serde(default)]
    pub class_name: Text,
    pub quantity: i64,
    /// Of the whole line, before and after discounts.
    pub list: Fen,
    pub paid: Fen,
    /// The way from `list` to `paid`, in the order in which it was gone.
    pub steps: Vec<ReceiptStep>,
    pub refunded: Fen,
    /// Its share of the sale's points.
    pub points: Points,
    pub points_per_yuan: Multiplier,
    pub reason: EarnReason,
}

/// What the catalogue has of a line: `number` names it there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineGoods {
    pub number: ItemId,
    /// Where its picture is, below the server's address.
    pub picture: Option<String>,
}

/// What took something off a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiptStep {
    /// What it is called; empty for points.
    pub name: Text,
    /// So many points paid it.
    pub points: Points,
    pub off: Fen,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiptRefund {
    pub at: Instant,
    pub day: Day,
    pub amount: Fen,
    /// What left the balance for it.
    pub taken_back: Points,
    /// What of it was spent already, and became debt; later points repay that.
    pub shortfall: Points,
    /// Points that had paid for what came back, and came back as well.
    pub points_back: Points,
    /// The tier that the purchase had won and this refund undid: from, to.
    pub tier_undone: Option<(TierId, TierId)>,
}

/// `{id}` is that of a summary.
pub struct GetReceipt;

impl Endpoint for GetReceipt {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/me/receipts/{id}";
    const CALLER: Caller = Caller::Member;
    const SUMMARY: &'static str = "One purchase with its points explained line by line.";
    const ERRORS: &'static [ErrorCode] = &[ErrorCode::NotFound];
    type Request = Empty;
    type Reply = Receipt;
}
