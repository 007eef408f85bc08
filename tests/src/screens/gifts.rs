//! What members are given: the zone of new members, benefits side by side, birthdays.

use super::{member_at, t};
use crate::{engine::Looks, page::Page, world::World};
use shuke_contract::tasks::ClaimTask;
use shuke_contract::{Empty, coupons};
use shuke_rules::Fen;
use std::rc::Rc;

/// Somebody who has just joined and bought a little.
pub fn welcome(world: &World, looks: Looks) -> Rc<Page> {
    let (_, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(12_600));
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path("/welcome");
    page.started();
    page.see(t(&page, "消费挑战", "The challenge"));
    page
}

/// The same with the set and the challenge claimed.
pub fn welcome_claimed(world: &World, looks: Looks) -> Rc<Page> {
    let (mut api, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(20_000));
    api.call::<ClaimTask>("new-member-spend", &Empty {}).expect("the challenge is done");
    let set = coupons::ClaimCouponRequest { template: Some("new-member-set".into()), ..Default::default() };
    api.call::<coupons::ClaimCoupon>("", &set).expect("the set");
    let page = world.browser(looks);
    page.sign_in_as(number.as_str());
    page.open_path("/welcome");
    page.started();
    page.see(t(&page, "已领取", "Claimed"));
    page
}

/// A member of long ago.
pub fn welcome_over(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 0, "/welcome");
    page.see(t(&page, "新人专区已结束", "This was for new members"));
    page
}

pub fn benefits(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 3, "/tiers");
    page.see(t(&page, "权益对比", "Compare benefits"));
    page
}

pub fn birthday(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 2, "/birthday");
    page.see(t(&page, "下一张", "The next one"));
    page
}

pub fn birthday_missing(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 1, "/birthday");
    page.see(t(&page, "登记生日", "Add your birthday"));
    page
}
