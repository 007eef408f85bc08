//! What a member and a till do with coupons without a browser, and policies that have more of them.

use crate::{api::Api, server::Brand, world::World};
use shuke_contract::{
    Empty,
    coupons::{ClaimCoupon, ClaimCouponRequest, GetCoupons, HeldCoupon},
    till::{CreateQuote, QuoteRequest, Quoted},
};
use shuke_rules::{
    Points,
    coupons::CouponId,
    number::CardNumber,
    pricing::{Choice, Line},
};
use std::fs;

/// The brand's policy with another coupon: its id and name, and its other keys.
pub fn policy_with(brand: Brand, id: &str, keys: &str) -> String {
    let policy = fs::read_to_string(brand.file()).expect("the brand");
    format!("{policy}\n[[coupons]]\nid = \"{id}\"\nname = {{ zh = \"{id}\", en = \"{id}\" }}\n{keys}\n")
}

/// From now on the brand gives no coupon by itself, also not on joining.
pub fn give_nothing(world: &World) {
    let policy = fs::read_to_string(world.brand.file()).expect("the brand");
    let (before, after) = policy.split_once("[[grants]]").expect("grants");
    let after = after.split_once("[[consents]]").expect("consents").1;
    world.data.apply(&format!("{before}[[consents]]{after}"));
}

/// Claims a coupon at the price that it has.
pub fn claim(api: &mut Api, template: &str, points: i64) -> HeldCoupon {
    let request = ClaimCouponRequest { template: Some(template.into()), code: None, points: Points(points) };
    api.call::<ClaimCoupon>("", &request).expect("claimed").coupon
}

/// Everything that a member holds.
pub fn held(api: &mut Api) -> Vec<HeldCoupon> {
    api.call::<GetCoupons>("", &Empty {}).expect("the wallet").coupons
}

/// A till quotes a basket of regular goods with these coupons, and so keeps them.
pub fn keep(till: &mut Api, member: &CardNumber, coupons: &[&CouponId]) -> Quoted {
    let line = Line { item: "10021".into(), class: "regular".into(), quantity: 6, price: shuke_rules::Fen(2_600) };
    let request = QuoteRequest {
        number: format!("Q-{member}"),
        member: Some(member.clone()),
        code: None,
        lines: vec![line],
        coupons: Choice::These(coupons.iter().map(|id| (*id).clone()).collect()),
        points: Points::ZERO,
        sent: false,
    };
    till.call::<CreateQuote>("", &request).expect("quoted")
}
