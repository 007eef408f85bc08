//! Prices: every line's way, and why a coupon is not used.

use super::types::Yuan;
use super::{FromJson, Json};
use shuke_contract::preview::{Preview, Shelf, ShelfStore, Unused};
use shuke_rules::policy::Goods;
use shuke_rules::pricing::{Applied, Delivery, Outdone, PointsPaid, PricedLine, Rule, Step, Why};

objects! {
    Shelf { goods, stores, points_per_yuan, delivers }
    ShelfStore { id, name }
    Preview { lines, coupons, declined, points, delivery, list, to_pay, best }
    PricedLine { item, class, quantity, list, steps, outdone, paid }
    Step { rule, name, off }
    Outdone { rule, name, price }
    Applied { coupon, template, name, off, gift, gift_item }
    Unused { coupon, name, why }
    PointsPaid { spent, covers, at_most }
    Delivery { fee, off, short }
}

impl FromJson for Goods {
    fn from_json(json: &Json) -> Option<Self> {
        Some(Self {
            item: json.get("item")?,
            name: json.get("name")?,
            class: json.get("class")?,
            yuan: json.get::<Yuan>("yuan")?.0,
            barcode: json.get("barcode")?,
        })
    }
}

impl FromJson for Rule {
    fn from_json(json: &Json) -> Option<Self> {
        let percent = || json.get("pays_percent");
        Some(match json.field("rule")?.text()? {
            "campaign" => Self::Campaign { id: json.get("id")? },
            "member_price" => Self::MemberPrice { tier: json.get("tier")?, pays_percent: percent()? },
            "limited" => Self::Limited { id: json.get("id")?, pays_percent: percent()? },
            "coupon" => Self::Coupon { coupon: json.get("coupon")?, template: json.get("template")? },
            "points" => Self::Points { points: json.get("points")? },
            _ => Self::Unknown,
        })
    }
}

impl FromJson for Why {
    fn from_json(json: &Json) -> Option<Self> {
        let total = || json.get("total");
        Some(match json.field("why")?.text()? {
            "not_yet" => Self::NotYet { from: json.get("from")? },
            "expired" => Self::Expired { at: json.get("at")? },
            "locked" => Self::Locked { until: json.get("until")? },
            "used" => Self::Used,
            "void" => Self::Void { reason: json.get("reason")? },
            "tier" => Self::Tier { lowest: json.get("lowest")? },
            "store" => Self::Store { stores: json.get("stores")? },
            "not_for_these" => Self::NotForThese,
            "alone" => Self::Alone,
            "short" => Self::Short { threshold: json.get("threshold")?, short: json.get("short")? },
            "pieces" => Self::Pieces { have: json.get("have")?, need: json.get("need")? },
            "nothing_left" => Self::NothingLeft,
            "no_fee" => Self::NoFee,
            "together" => Self::Together { with: json.get("with")?, total: total()? },
            "per_basket" => Self::PerBasket { most: json.get("most")? },
            "full" => Self::Full { most: json.get("most")? },
            "no_better" => Self::NoBetter { total: total()? },
            "not_chosen" => Self::NotChosen,
            "not_compared" => Self::NotCompared,
            "not_held" => Self::NotHeld,
            _ => Self::Unknown,
        })
    }
}
