//! A day in `check_ins`.

use crate::store::Bound;
use shuke_rules::{Day, Instant, Points};

/// A day checked in on.
#[derive(Clone, Debug)]
pub struct CheckInRow {
    pub member: i64,
    pub day: Day,
    pub at: Instant,
    pub points: Points,
    /// What making up for it cost; zero on the day itself.
    pub price: Points,
    pub rule_version: i64,
}

impl CheckInRow {
    pub const TABLE: &str = "check_ins (member_id, day, at, points, price, rule_version)";

    pub fn bind<'q>(&self, query: Bound<'q>) -> Bound<'q> {
        query
            .bind(self.member)
            .bind(self.day.to_string())
            .bind(self.at.timestamp_micros())
            .bind(self.points.0)
            .bind(self.price.0)
            .bind(self.rule_version)
    }
}
