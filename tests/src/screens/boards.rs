//! Leaderboards and first-come gifts, in the phases that they go through.

use super::t;
use crate::{contests, engine::Looks, page::Page, world::World};
use shuke_rules::{Fen, number::CardNumber};
use std::rc::Rc;

fn at(world: &World, looks: Looks, number: &CardNumber, path: &str) -> Rc<Page> {
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path(path);
    page.started();
    page
}

/// A member in the middle of a board, who brought something back.
pub fn running(world: &World, looks: Looks) -> Rc<Page> {
    contests::apply(world, contests::RUNNING);
    for yuan in [310, 120, 96, 35] {
        let (_, other) = world.join(&World::new_phone());
        world.till().sell(&other, Fen(yuan * 100));
    }
    let (_, number) = world.join(&World::new_phone());
    let mut till = world.till();
    till.sell(&number, Fen(9_800));
    let returned = till.sell(&number, Fen(16_000));
    till.refund(&returned.id, Fen(16_000));
    let page = at(world, looks, &number, "/boards/most");
    page.see(t(&page, "因退货扣除", "Removed for returns"));
    page
}

/// Nothing counts yet.
pub fn empty(world: &World, looks: Looks) -> Rc<Page> {
    contests::apply(world, contests::RUNNING);
    let (_, number) = world.join(&World::new_phone());
    let page = at(world, looks, &number, "/boards/most");
    page.see(t(&page, "就上榜", "gets you ranked"));
    page
}

pub fn soon(world: &World, looks: Looks) -> Rc<Page> {
    contests::apply(world, contests::SOON);
    let (_, number) = world.join(&World::new_phone());
    let page = at(world, looks, &number, "/boards/most");
    page.see(t(&page, "还没开始", "It hasn't started"));
    page
}

/// The demo's members, whose purchases of the last weeks have made the result.
pub fn over(world: &World, looks: Looks) -> Rc<Page> {
    contests::begin_with(world, contests::OVER);
    let page = at(world, looks, &world.card(4), "/boards/most");
    page.see(t(&page, "券已放进", "is in your wallet"));
    page
}

/// A first-come gift that the member has.
pub fn first(world: &World, looks: Looks) -> Rc<Page> {
    contests::apply(world, contests::RUNNING);
    let (_, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(9_800));
    let page = at(world, looks, &number, "/boards/early");
    page.see(t(&page, "券已放进", "is in your wallet"));
    page
}
