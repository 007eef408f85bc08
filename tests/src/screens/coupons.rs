//! Coupons: the demo has a member with one in every state.

use super::{member_at, shows_code, t};
use crate::{
    coupons::{give_nothing, held, keep},
    engine::Looks,
    page::{Kind, Page},
    world::World,
};
use shuke_contract::coupons::HeldCoupon;
use shuke_rules::{Fen, coupons::State};
use std::rc::Rc;

/// Who has everything.
const WHO: usize = 3;

pub fn wallet(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, WHO, "/coupons");
    unfold(&page);
    page
}

pub fn unfold(page: &Page) {
    page.see(t(page, "现在可用", "Available"));
    page.js("document.querySelector('details').open = true");
}

/// A brand that gives nothing by itself has members without any.
pub fn empty(world: &World, looks: Looks) -> Rc<Page> {
    give_nothing(world);
    let (_, number) = world.join(&World::new_phone());
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path("/coupons");
    page.started();
    page.see(t(&page, "还没有券", "No coupons yet"));
    page
}

/// The page of the first that the demo's member holds of this kind.
fn one(world: &World, looks: Looks, is_it: impl Fn(&HeldCoupon) -> bool) -> Rc<Page> {
    let coupons = held(&mut world.member_api(WHO));
    let coupon = coupons.iter().find(|coupon| is_it(coupon)).unwrap_or_else(|| panic!("no such in {coupons:#?}"));
    member_at(world, looks, WHO, &format!("/coupons/{}", coupon.id))
}

pub fn usable(world: &World, looks: Looks) -> Rc<Page> {
    let page = one(world, looks, |coupon| coupon.terms.id.0 == "winter-88" && coupon.state == State::Available);
    shows_code(&page);
    page
}

pub fn kept(world: &World, looks: Looks) -> Rc<Page> {
    // The demo's own is free again a quarter of an hour after the demo was made.
    let coupons = held(&mut world.member_api(WHO));
    let free = coupons.iter().find(|coupon| coupon.terms.id.0 == "winter-88" && coupon.state == State::Available);
    keep(&mut world.till(), &world.card(WHO), &[&free.expect("a coupon to keep").id]);
    let page = one(world, looks, |coupon| matches!(coupon.state, State::Locked { .. }));
    page.see(t(&page, "收银台正留着它", "Held at a register"));
    page
}

pub fn used(world: &World, looks: Looks) -> Rc<Page> {
    let page = one(world, looks, |coupon| coupon.state == State::Used);
    page.see(t(&page, "已经用掉了", "Already used"));
    page
}

pub fn undone(world: &World, looks: Looks) -> Rc<Page> {
    let page = one(world, looks, |coupon| coupon.withdrawn);
    page.see(t(&page, "已经作废", "Void"));
    page
}

/// A new member with 260 points.
fn shopper(world: &World, looks: Looks) -> Rc<Page> {
    let (_, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(26_000));
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path("/coupons/offers");
    page.started();
    page.see(t(&page, "可以领", "Available"));
    page
}

pub fn offers(world: &World, looks: Looks) -> Rc<Page> {
    shopper(world, looks)
}

pub fn claiming(world: &World, looks: Looks) -> Rc<Page> {
    let page = shopper(world, looks);
    ask(&page);
    page
}

pub fn ask(page: &Page) {
    page.button(t(page, "200 积分换", "Claim for 200 points")).click();
    page.dialog().wait();
}

pub fn wrong_code(world: &World, looks: Looks) -> Rc<Page> {
    let page = shopper(world, looks);
    page.expect_in_console("404");
    try_code(&page);
    page
}

pub fn try_code(page: &Page) {
    page.field(t(page, "券码", "Coupon code")).fill("oat-and-coffee");
    page.find(Kind::Button, t(page, "用券码领", "Use the code")).click();
    page.see(t(page, "没有这个券码", "No coupon has this code"));
}
