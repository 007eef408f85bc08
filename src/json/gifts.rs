//! What members are given and what for: tasks, the zone of new members, benefits of tiers, birthdays.

use super::{FromJson, Json, named};
use shuke_contract::benefits::{BenefitRow, Benefits, Quota};
use shuke_contract::birthday::{BirthdayGift, BirthdayPage};
use shuke_contract::mall::Gives;
use shuke_contract::tasks::{RewardCoupon, Spend, TaskClaimed, TaskNow, Tasks};
use shuke_contract::welcome::Welcome;
use shuke_rules::benefits::Benefit;
use shuke_rules::mall::PackPart;
use shuke_rules::policy::{CampaignId, Per};

wrapped! { CampaignId }
names! { Per }

objects! {
    Tasks { tasks, points, welcome_until, today }
    TaskNow { id, name, note, kind, repeat, points, done, times, spend, coupon, state, until }
    Spend { spent, of }
    RewardCoupon { template, name }
    TaskClaimed { points, coupon, now }
    Welcome { until, is_open, offers, held, tasks, points, today }
    Benefits { tier, next, rows, today }
    BenefitRow { mine, next, quota }
    Quota { used, left }
    BirthdayPage { name, birthday, gifts, from_tier, held, today }
    PackPart { coupon, count }
    Gives { coupon, name, count }
    BirthdayGift { terms, whole_month, days_before, first, last }
}

impl FromJson for Benefit {
    fn from_json(json: &Json) -> Option<Self> {
        let (coupon, name) = (|| json.get("coupon"), || json.get("name"));
        Some(match json.get::<String>("what")?.as_str() {
            "points" => Self::Points { multiplier: json.get("multiplier")? },
            "member_price" => {
                Self::MemberPrice { class: json.get("class")?, name: name()?, pays_percent: json.get("pays_percent")? }
            }
            "birthday" => Self::Birthday { coupon: coupon()?, name: name()? },
            "given" => {
                Self::Given { coupon: coupon()?, name: name()?, count: json.get("count")?, per: json.get("per")? }
            }
            "claim" => Self::Claim { coupon: coupon()?, name: name()? },
            "price" => Self::Price {
                campaign: json.get("campaign")?,
                name: name()?,
                yuan: json.get("yuan")?,
                pays_percent: json.get("pays_percent")?,
                from: json.get("from")?,
                until: json.get("until")?,
            },
            _ => Self::Unknown,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_benefit_is_read_as_the_derived_reader_reads_it() {
        let name = r#""name":{"zh":"券","en":"coupon"}"#;
        for rest in [
            r#"points","multiplier":"1.2""#.to_owned(),
            format!(r#"member_price","class":"regular",{name},"pays_percent":85"#),
            format!(r#"birthday","coupon":"b",{name}"#),
            format!(r#"given","coupon":"b",{name},"count":3,"per":"month""#),
            format!(r#"claim","coupon":"b",{name}"#),
            format!(
                r#"price","campaign":"c",{name},"yuan":990,"pays_percent":null,"from":"2026-01-01","until":"2026-12-31""#
            ),
            "of a newer server\"".to_owned(),
        ] {
            let text = format!(r#"{{"what":"{rest}}}"#);
            let derived: Benefit = serde_json::from_str(&text).unwrap();
            assert_eq!(Json::parse(&text).and_then(|json| Benefit::from_json(&json)), Some(derived), "{text}");
        }
    }
}
