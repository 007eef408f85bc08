//! The lines of a sale as they are kept in `sales.lines`: JSON with short keys, what is usual left out.

use crate::Error;
use crate::policies::Rulebook;
use serde::{Deserialize, Serialize};
use shuke_contract::receipts::{ReceiptLine, ReceiptStep};
use shuke_contract::till::{Discount, SaleLine};
use shuke_rules::earning::{EarnReason, Line, LineEarned};
use shuke_rules::policy::{ClassId, ItemId, Text};
use shuke_rules::refunds::Returned;
use shuke_rules::{Fen, Multiplier, Points};

/// A line of a sale, what it earned and why, and what was refunded of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredLine {
    /// The item's number in the till.
    #[serde(rename = "i", default, skip_serializing_if = "String::is_empty")]
    pub item: String,
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(rename = "c")]
    pub class: ClassId,
    #[serde(rename = "q")]
    pub quantity: i64,
    #[serde(rename = "l")]
    pub list: Fen,
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<Discount>,
    #[serde(rename = "p")]
    pub paid: Fen,
    #[serde(rename = "r", default, skip_serializing_if = "is_zero")]
    pub refunded: Fen,
    /// Nothing was paid for it, and it came back.
    #[serde(rename = "b", default, skip_serializing_if = "is_false")]
    pub came_back: bool,
    /// Its share of the sale's points.
    #[serde(rename = "e")]
    pub points: Points,
    #[serde(rename = "x")]
    pub points_per_yuan: Multiplier,
    #[serde(rename = "w")]
    pub reason: EarnReason,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(amount: &Fen) -> bool {
    amount.is_zero()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl StoredLine {
    pub(super) fn new(line: &SaleLine, earned: &LineEarned) -> Self {
        Self {
            item: line.item.clone(),
            name: line.name.clone(),
            class: line.class.clone(),
            quantity: line.quantity,
            list: line.list,
            discounts: line.discounts.clone(),
            paid: line.paid,
            refunded: Fen::ZERO,
            came_back: false,
            points: earned.points,
            points_per_yuan: earned.points_per_yuan,
            reason: earned.reason,
        }
    }

    /// What of it came back.
    pub fn returned(&self) -> Returned {
        Returned { paid: self.paid, refunded: self.refunded, for_nothing: self.came_back }
    }

    /// What all refunds of the line so far asked back of its points.
    pub(super) fn asked_back(&self) -> Points {
        self.returned().of(self.points)
    }

    /// Refunds `amount` more of it and says what that asks back of its points.
    pub fn refund(&mut self, amount: Fen) -> Points {
        let (before, after) = (self.returned(), self.returned().and(amount));
        (self.refunded, self.came_back) = (after.refunded, after.for_nothing);
        after.of(self.points) - before.of(self.points)
    }

    /// As the member is shown it, with the way to its price that a quote said; without one the till's own discounts are it.
    pub fn into_receipt(self, rulebook: &Rulebook, quoted: Option<Vec<ReceiptStep>>) -> ReceiptLine {
        let own = |discount: Discount| ReceiptStep {
            name: Text { zh: discount.name.clone(), en: discount.name },
            points: Points::ZERO,
            off: discount.amount,
        };
        ReceiptLine {
            item: ItemId(self.item),
            goods: None,
            steps: quoted.unwrap_or_else(|| self.discounts.into_iter().map(own).collect()),
            name: self.name,
            class_name: rulebook.class_name(&self.class),
            class: self.class,
            quantity: self.quantity,
            list: self.list,
            paid: self.paid,
            refunded: self.refunded,
            points: self.points,
            points_per_yuan: self.points_per_yuan,
            reason: self.reason,
        }
    }

    /// Reads `sales.lines`.
    pub fn read_all(json: &str) -> Result<Vec<Self>, Error> {
        serde_json::from_str(json).map_err(|error| Error::internal(format!("lines of a sale: {error}")))
    }

    /// `sales.lines` as the sale was booked: refunds note there what came back.
    pub(super) fn as_sold(json: &str) -> Result<String, Error> {
        if !(json.contains("\"r\":") || json.contains("\"b\":")) {
            return Ok(json.to_owned());
        }
        let mut lines = Self::read_all(json)?;
        for line in &mut lines {
            (line.refunded, line.came_back) = (Fen::ZERO, false);
        }
        Self::write_all(&lines)
    }

    /// Writes `sales.lines`.
    pub(super) fn write_all(lines: &[Self]) -> Result<String, Error> {
        serde_json::to_string(lines).map_err(Error::internal)
    }
}

/// As far as earning is concerned.
pub(super) fn earning_line(line: &SaleLine) -> Line {
    Line { class: line.class.clone(), list: line.list, paid: line.paid }
}
