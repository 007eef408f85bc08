//! Enums whose variants carry something: each by the name that says which it is.

use super::{FromJson, Json};
use shuke_contract::inbox::What;
use shuke_contract::ledger::Link;
use shuke_contract::staff::{Found, SeenMember, StaffOrder};
use shuke_rules::mall::Withheld;
use shuke_rules::policy::Expiry;
use shuke_rules::tiers::{Fact, Why};

impl FromJson for Withheld {
    fn from_json(json: &Json) -> Option<Self> {
        Some(match json.field("why")?.text()? {
            "not_yet" => Self::NotYet { from: json.get("from")? },
            "over" => Self::Over,
            "sold_out" => Self::SoldOut,
            "had_all" => Self::HadAll { per_member: json.get("per_member")? },
            "tier" => Self::Tier,
            _ => Self::Unknown,
        })
    }
}

impl FromJson for Expiry {
    fn from_json(json: &Json) -> Option<Self> {
        match json.field("kind")?.text()? {
            "year_end" => Some(Self::YearEnd { years: json.get("years")? }),
            "months" => Some(Self::Months { months: json.get("months")? }),
            "never" => Some(Self::Never),
            _ => None,
        }
    }
}

impl FromJson for Fact {
    fn from_json(json: &Json) -> Option<Self> {
        let day = json.get("day")?;
        match json.field("kind")?.text()? {
            "purchase" => Some(Self::Purchase { day, paid: json.get("paid")? }),
            "invitation" => Some(Self::Invitation { day, tier: json.get("tier")? }),
            _ => None,
        }
    }
}

impl FromJson for Why {
    fn from_json(json: &Json) -> Option<Self> {
        Some(match json.field("kind")?.text()? {
            "spend" => Self::Spend { spend: json.get("spend")? },
            "single" => Self::Single { paid: json.get("paid")? },
            "invitation" => Self::Invitation,
            "review" => Self::Review { spend: json.get("spend")?, single: json.get("single")? },
            "refund" => Self::Refund,
            _ => Self::Unknown,
        })
    }
}

impl FromJson for Found {
    fn from_json(json: &Json) -> Option<Self> {
        Some(match json.field("kind")?.text()? {
            "member" => Self::Member(SeenMember::from_json(json)?),
            "order" => Self::Order(Box::new(StaffOrder::from_json(json)?)),
            _ => Self::Unknown,
        })
    }
}

impl FromJson for Link {
    fn from_json(json: &Json) -> Option<Self> {
        Some(match json.get::<String>("to")?.as_str() {
            "none" => Self::None,
            "receipt" => Self::Receipt(json.get("id")?),
            "order" => Self::Order(json.get("id")?),
            "check_ins" => Self::CheckIns,
            "tasks" => Self::Tasks,
            _ => Self::Unknown,
        })
    }
}

impl FromJson for What {
    fn from_json(json: &Json) -> Option<Self> {
        let points = || json.get("points");
        let (order, item) = (|| json.get("order"), || json.get("item"));
        Some(match json.get::<String>("what")?.as_str() {
            "points_ending" => Self::PointsEnding { points: points()?, day: json.get("day")? },
            "points_ended" => Self::PointsEnded { points: points()? },
            "tier_review" => {
                Self::TierReview { tier: json.get("tier")?, day: json.get("day")?, amount: json.get("amount")? }
            }
            "tier_raised" => Self::TierRaised { to: json.get("to")? },
            "tier_lowered" => {
                Self::TierLowered { from: json.get("from")?, to: json.get("to")?, by_refund: json.get("by_refund")? }
            }
            "points_taken_back" => Self::PointsTakenBack { points: points()?, receipt: json.get("receipt")? },
            "order_placed" => Self::OrderPlaced { order: order()?, item: item()? },
            "order_ready" => Self::OrderReady { order: order()?, item: item()?, store: json.get("store")? },
            "order_shipped" => Self::OrderShipped { order: order()?, item: item()? },
            "order_expired" => Self::OrderExpired { order: order()?, item: item()?, points: points()? },
            "order_returned" => Self::OrderReturned { order: order()?, item: item()?, points: points()? },
            "claim_declined" => Self::ClaimDeclined { order: order()?, item: item()? },
            "task_undone" => Self::TaskUndone { task: json.get("task")?, points: points()? },
            _ => Self::Unknown,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use std::fmt::Debug;

    fn agree<T: FromJson + Serialize + DeserializeOwned + PartialEq + Debug>(text: &str) {
        let derived: T = serde_json::from_str(text).unwrap();
        let ours = Json::parse(text).and_then(|json| T::from_json(&json));
        assert_eq!(ours.as_ref(), Some(&derived), "{text}");
        let written = serde_json::to_string(&derived).unwrap();
        assert_eq!(Json::parse(&written).and_then(|json| T::from_json(&json)), Some(derived), "{written}");
    }

    #[test]
    fn every_message_is_read_as_the_derived_reader_reads_it() {
        let (order, item) = (r#""order":"7""#, r#""item":{"zh":"杯","en":"cup"}"#);
        for rest in [
            r#"points_ending","points":5,"day":"2026-12-31""#.to_owned(),
            r#"points_ended","points":5"#.to_owned(),
            r#"tier_review","tier":"gold","day":"2026-12-31","amount":100"#.to_owned(),
            r#"tier_raised","to":"gold""#.to_owned(),
            r#"tier_lowered","from":"gold","to":"silver","by_refund":true"#.to_owned(),
            r#"points_taken_back","points":5,"receipt":"3""#.to_owned(),
            format!(r#"order_placed",{order},{item}"#),
            format!(r#"order_ready",{order},{item},"store":{{"zh":"店","en":"shop"}}"#),
            format!(r#"order_shipped",{order},{item}"#),
            format!(r#"order_expired",{order},{item},"points":8"#),
            format!(r#"order_returned",{order},{item},"points":8"#),
            format!(r#"claim_declined",{order},{item}"#),
            r#"task_undone","task":{"zh":"到店","en":"visit"},"points":8"#.to_owned(),
        ] {
            agree::<What>(&format!(r#"{{"what":"{rest}}}"#));
        }
        let newer = Json::parse(r#"{"what":"tea_is_ready","cups":2}"#).unwrap();
        assert_eq!(What::from_json(&newer), Some(What::Unknown));
    }

    #[test]
    fn every_link_is_read_as_the_derived_reader_reads_it() {
        for link in [r#""none""#, r#""receipt","id":"3""#, r#""order","id":"7""#, r#""check_ins""#, r#""tasks""#] {
            agree::<Link>(&format!(r#"{{"to":{link}}}"#));
        }
    }
}
