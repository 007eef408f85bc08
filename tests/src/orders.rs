//! What a member does in the mall without a browser.

use crate::api::Api;
use shuke_contract::{
    Empty,
    addresses::{AddAddress, AddressFields},
    mall::GetOffer,
    orders::{Order, Redeem, RedeemRequest},
};
use shuke_rules::{mall::Way, phone::Phone};

/// Redeems an item for its price; what is collected, in the shop that is offered first.
pub fn redeemed(api: &mut Api, item: &str, way: Way, address: Option<String>) -> Order {
    let detail = api.call::<GetOffer>(item, &Empty {}).expect("the item");
    let price = detail.offer.item.total(way, detail.rules.express.as_ref()).expect("a way");
    let store = (way == Way::PickUp).then(|| detail.stores[0].id.clone());
    api.call::<Redeem>("", &RedeemRequest { item: item.into(), way, store, address, price }).expect("redeemed")
}

/// Adds an address to the book and gives its id.
pub fn add_address(api: &mut Api, (name, region, street): (&str, &str, &str)) -> String {
    let fields = AddressFields {
        name: name.into(),
        phone: Phone::parse("13812345678").expect("a phone number"),
        region: region.into(),
        street: street.into(),
        preferred: true,
    };
    let addresses = api.call::<AddAddress>("", &fields).expect("added").addresses;
    addresses.into_iter().find(|address| address.fields.street == street).expect("the address").id
}
