//! What is sold, as the demo has it, and single pieces of it.

use super::{at, member_at, t};
use crate::{
    api::Api,
    counter::{CLERK, at_counter_with},
    engine::Looks,
    page::Page,
    photo::photo,
    world::World,
};
use shuke_contract::Empty;
use shuke_contract::pieces::{AskRepair, OfferPiece, RegisterPiece, RegisterRequest, RepairRequest};
use shuke_rules::number::CardNumber;
use std::rc::Rc;

/// New, and in every shop.
pub fn good(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 0, "/goods/10088");
    page.see(t(&page, "新品，到", "New, through"));
    page
}

/// With a barcode, and with a shop that does not say what it has.
pub fn of_guests(world: &World, looks: Looks) -> Rc<Page> {
    let page = at(world, looks, "/goods/10034");
    page.see(t(&page, "哪里有", "Where to find it"));
    page
}

/// That nobody has: a guest is asked to sign in.
pub fn piece(world: &World, looks: Looks) -> Rc<Page> {
    let code = world.data.piece_of("10034");
    let page = at(world, looks, &format!("/i/{code}"));
    page.see(t(&page, "还没有人登记", "Nobody has registered it yet"));
    page
}

/// A member's own piece, whose lid is to be repaired in the demo's shop.
fn repaired(world: &World) -> (Api, CardNumber, String) {
    let code = world.data.piece_of("10034");
    let (mut api, number) = world.join(&World::new_phone());
    api.call::<RegisterPiece>(&code, &RegisterRequest::default()).expect("registered");
    let what = RepairRequest {
        store: world.data.demo.store.as_str().into(),
        what: "The lid does not close".into(),
        pictures: vec![photo()],
    };
    api.call::<AskRepair>(&code, &what).expect("asked");
    (api, number, code)
}

/// Offered to somebody else, and handed in for repair.
pub fn own_piece(world: &World, looks: Looks) -> Rc<Page> {
    let (mut api, number, code) = repaired(world);
    api.call::<OfferPiece>(&code, &Empty {}).expect("offered");
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path(&format!("/i/{code}"));
    page.started();
    page.see(t(&page, "收回转让码", "Cancel the code"));
    page
}

/// What waits to be repaired.
pub fn repairs(world: &World, looks: Looks) -> Rc<Page> {
    repaired(world);
    let page = at_counter_with(world, looks, CLERK);
    page.open_path("/staff/repairs");
    page.see(t(&page, "请对方送来", "Ask to bring it in"));
    page
}

/// Somebody else's: it can be taken over.
pub fn taken_piece(world: &World, looks: Looks) -> Rc<Page> {
    let code = world.data.piece_of("10034");
    let (mut api, _) = world.join(&World::new_phone());
    api.call::<RegisterPiece>(&code, &RegisterRequest::default()).expect("registered");
    let page = member_at(world, looks, 0, &format!("/i/{code}"));
    page.see(t(&page, "接过来", "Take it over"));
    page
}
