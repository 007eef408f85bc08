//! What was asked and what was answered, as all that is shown of it sees it.

use super::model::{Basket, Wish};
use crate::words::Texts;
use shuke_contract::preview::{Preview, Shelf};
use shuke_rules::Instant;
use shuke_rules::tiers::Rules;

/// An answer, and what it is shown with.
pub struct Asked<'a> {
    pub t: &'a Texts,
    pub rules: &'a Rules,
    pub shelf: &'a Shelf,
    /// What was asked.
    pub basket: &'a Basket,
    pub wish: &'a Wish,
    pub preview: &'a Preview,
    /// The day and the time of day in the brand's zone.
    pub day: &'a dyn Fn(Instant) -> String,
    pub time: &'a dyn Fn(Instant) -> String,
}
