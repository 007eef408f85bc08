//! Staff and their counter: who works where, and redemptions for them to see to.

use crate::{
    api::Api,
    engine::{Looks, PHONE},
    page::Page,
    world::World,
};
use shuke_contract::{
    Empty, card,
    orders::{Order, Redeem, RedeemRequest},
    staff::{Act, ActRequest, Action, StaffSignIn, StaffSignInRequest},
};
use shuke_rules::{
    Fen,
    mall::{Price, Way},
    phone::Phone,
    policy::StoreId,
};
use std::{rc::Rc, time::SystemTime};

/// Of the demo's staff.
pub const CLERK: usize = 0;
pub const MANAGER: usize = 1;

/// A one-time code for that colleague, asked for anew: once a minute and number.
fn code_of(world: &World, phone: &Phone) -> String {
    let mark = world.server().mark();
    world.guest().ask_for_code(phone);
    world.server().one_time_code(phone, mark)
}

pub fn phone_of(world: &World, who: usize) -> Phone {
    Phone::parse(&world.data.demo.staff[who].phone).expect("a phone number")
}

/// That colleague without a browser.
pub fn api(world: &World, who: usize) -> Api {
    let phone = phone_of(world, who);
    let code = code_of(world, &phone);
    let mut api = world.guest();
    api.call::<StaffSignIn>("", &StaffSignInRequest { phone, code }).expect("staff signs in");
    api
}

/// A phone on which that colleague is signed in, at the counter.
pub fn at_counter(world: &World, who: usize) -> Rc<Page> {
    at_counter_with(world, PHONE, who)
}

pub fn at_counter_with(world: &World, looks: Looks, who: usize) -> Rc<Page> {
    let phone = phone_of(world, who);
    let code = code_of(world, &phone);
    let page = world.browser(looks);
    page.sign_in_as_staff(&phone, &code);
    page.open_path("/staff");
    page.started();
    page
}

/// An item of 小满's that is on offer all year: nothing to pay.
pub const BAG: (&str, i64, i64) = ("canvas-bag", 320, 0);
/// And ¥9 to pay.
pub const CUP: (&str, i64, i64) = ("ceramic-cup", 500, 900);
pub const LATTE: (&str, i64, i64) = ("oat-latte", 180, 0);

/// That demo member redeems an item, to be collected in `store` or as a voucher; points for it come from a purchase.
pub fn redeem(world: &World, member: usize, (item, points, fen): (&str, i64, i64), store: Option<&str>) -> Order {
    world.till().sell(&world.card(member), Fen(100_000));
    let request = RedeemRequest {
        item: item.to_owned(),
        way: if store.is_some() { Way::PickUp } else { Way::Voucher },
        store: store.map(|store| StoreId(store.to_owned())),
        address: None,
        price: Price { points: shuke_rules::Points(points), fen: Fen(fen) },
    };
    let placed = world.member_api(member).call::<Redeem>("", &request);
    placed.unwrap_or_else(|refused| panic!("redeeming {item}: {refused}"))
}

/// The same, in the demo's shop.
pub fn redeem_here(world: &World, member: usize, item: (&str, i64, i64)) -> Order {
    redeem(world, member, item, Some(&world.data.demo.store))
}

/// Staff has set it aside: one can come for it.
pub fn set_aside(world: &World, order: &Order) {
    let request = ActRequest { action: Action::Prepare, paid: Fen(0), parcel: None, answer: None };
    api(world, CLERK).call::<Act>(&order.id, &request).expect("set aside");
}

pub fn pick_up_code(order: &Order) -> String {
    order.code.as_ref().expect("a pick-up code").as_str().to_owned()
}

/// The 20 digits that the member's phone shows now.
pub fn member_code(world: &World, member: usize) -> String {
    code_on(&mut world.member_api(member))
}

/// The same of whoever is signed in there.
pub fn code_on(api: &mut Api) -> String {
    let key = api.call::<card::GetDevice>("", &Empty {}).expect("the key of the code");
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs();
    key.device.code_at(now).expect("a code")
}
