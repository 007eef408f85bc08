//! Enums whose variants carry something: each by the name that says which it is.

use super::types::Yuan;
use super::{FromJson, Json};
use shuke_contract::inbox::What;
use shuke_contract::ledger::Link;
use shuke_contract::staff::{Found, SeenMember, StaffOrder};
use shuke_rules::Fen;
use shuke_rules::coupons::{State, claim};
use shuke_rules::mall::Withheld;
use shuke_rules::policy::{Effect, Expiry};
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

impl FromJson for claim::Withheld {
    fn from_json(json: &Json) -> Option<Self> {
        Some(match json.field("why")?.text()? {
            "not_claimed" => Self::NotClaimed,
            "not_yet" => Self::NotYet { from: json.get("from")? },
            "over" => Self::Over { until: json.get("until")? },
            "tier" => Self::Tier { lowest: json.get("lowest")? },
            "new_members" => Self::NewMembers { until: json.get("until")? },
            "had_all" => Self::HadAll { per_member: json.get("per_member")? },
            "sold_out" => Self::SoldOut,
            "points" => Self::Points { missing: json.get("missing")? },
            _ => Self::Unknown,
        })
    }
}

impl FromJson for State {
    fn from_json(json: &Json) -> Option<Self> {
        Some(match json.field("state")?.text()? {
            "later" => Self::Later { from: json.get("from")? },
            "available" => Self::Available,
            "locked" => Self::Locked { until: json.get("until")? },
            "used" => Self::Used,
            "expired" => Self::Expired { at: json.get("at")? },
            "void" => Self::Void { reason: json.get("reason")? },
            _ => Self::Unknown,
        })
    }
}

/// Amounts are yuan in a string.
impl FromJson for Effect {
    fn from_json(json: &Json) -> Option<Self> {
        Some(match json.field("kind")?.text()? {
            "amount_off" => Self::AmountOff { yuan: json.get::<Yuan>("yuan")?.0 },
            "percent_off" => Self::PercentOff {
                pays_percent: json.get("pays_percent")?,
                at_most: json.get::<Option<Yuan>>("at_most")?.map(|Yuan(fen)| fen),
                instead_of_member_price: json.get("instead_of_member_price")?,
            },
            "gift" => Self::Gift { gift: json.get("gift")?, item: json.get("item")? },
            "trial" => Self::Trial { yuan: json.get::<Option<Yuan>>("yuan")?.map_or(Fen::ZERO, |Yuan(fen)| fen) },
            "buy_three_one_free" => Self::BuyThreeOneFree,
            "free_delivery" => Self::FreeDelivery,
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
            "coupon_given" => {
                Self::CouponGiven { coupon: json.get("coupon")?, name: json.get("name")?, count: json.get("count")? }
            }
            "coupons_ending" => Self::CouponsEnding {
                coupon: json.get("coupon")?,
                name: json.get("name")?,
                count: json.get("count")?,
                day: json.get("day")?,
            },
            "coupon_voided" => {
                Self::CouponVoided { coupon: json.get("coupon")?, name: json.get("name")?, reason: json.get("reason")? }
            }
            "note" => Self::Note { text: json.get("text")? },
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
            r#"coupon_given","coupon":"7","name":{"zh":"券","en":"coupon"},"count":3"#.to_owned(),
            r#"coupons_ending","coupon":"7","name":{"zh":"券","en":"coupon"},"count":1,"day":"2026-12-01""#.to_owned(),
            r#"coupon_voided","coupon":"7","name":{"zh":"券","en":"coupon"},"reason":"发错了""#.to_owned(),
        ] {
            agree::<What>(&format!(r#"{{"what":"{rest}}}"#));
        }
        let newer = Json::parse(r#"{"what":"tea_is_ready","cups":2}"#).unwrap();
        assert_eq!(What::from_json(&newer), Some(What::Unknown));
    }

    #[test]
    fn every_state_effect_and_reason_of_coupons_is_read_as_the_derived_reader_reads_it() {
        for state in [
            r#"later","from":"2026-12-31T16:00:00Z""#,
            r#"available""#,
            r#"locked","until":"2026-12-31T16:00:00Z""#,
            r#"used""#,
            r#"expired","at":"2026-12-31T16:00:00Z""#,
            r#"void","reason":"x""#,
        ] {
            agree::<State>(&format!(r#"{{"state":"{state}}}"#));
        }
        for effect in [
            r#"amount_off","yuan":"10.50""#,
            r#"percent_off","pays_percent":85"#,
            r#"percent_off","pays_percent":75,"at_most":"100","instead_of_member_price":true"#,
            r#"gift","gift":{"zh":"杯","en":"cup"},"item":"7""#,
            r#"gift","gift":{"zh":"杯","en":"cup"}"#,
            r#"trial""#,
            r#"trial","yuan":"99.00""#,
            r#"buy_three_one_free""#,
            r#"free_delivery""#,
        ] {
            agree::<Effect>(&format!(r#"{{"kind":"{effect}}}"#));
        }
        for why in [
            r#"not_claimed""#,
            r#"not_yet","from":"2026-12-31""#,
            r#"over","until":"2026-12-31""#,
            r#"tier","lowest":"gold""#,
            r#"new_members","until":"2026-12-31""#,
            r#"had_all","per_member":2"#,
            r#"sold_out""#,
            r#"points","missing":5"#,
        ] {
            agree::<claim::Withheld>(&format!(r#"{{"why":"{why}}}"#));
        }
        let newer = Json::parse(r#"{"state":"framed","kind":"tea","why":"rain"}"#).unwrap();
        assert_eq!(State::from_json(&newer), Some(State::Unknown));
        assert_eq!(Effect::from_json(&newer), Some(Effect::Unknown));
        assert_eq!(claim::Withheld::from_json(&newer), Some(claim::Withheld::Unknown));
    }

    #[test]
    fn every_link_is_read_as_the_derived_reader_reads_it() {
        for link in [r#""none""#, r#""receipt","id":"3""#, r#""order","id":"7""#, r#""check_ins""#, r#""tasks""#] {
            agree::<Link>(&format!(r#"{{"to":{link}}}"#));
        }
    }
}
