//! The points mall: what it offers a member now. The stock is `stock`'s, redemptions are `orders`'.

mod shown;

use crate::feature::Feature;
use crate::sessions::Session;
use shuke_contract::mall::{GetMall, GetOffer};

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes.read::<GetMall, Session, _, _>(shown::get_mall).read::<GetOffer, Session, _, _>(shown::get_offer)
    },
    ..Feature::named("mall")
};
