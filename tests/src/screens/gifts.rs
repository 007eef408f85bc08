//! What members are given: tickets on joining, the zone of new members, benefits side by side, birthdays.

use super::{join, member_at, t};
use crate::{engine::Looks, page::Page, world::World};
use shuke_contract::tasks::ClaimTask;
use shuke_contract::{Empty, coupons};
use shuke_rules::Fen;
use std::rc::Rc;

/// Somebody who joins and has not gone on to the card.
pub fn join_given(world: &World, looks: Looks) -> Rc<Page> {
    let (phone, page) = (World::new_phone(), join(world, looks));
    page.field(t(&page, "手机号", "Phone number")).fill(phone.as_str());
    page.choice(t(&page, "会员章程", "Membership terms")).tick();
    let mark = world.server().mark();
    page.button(t(&page, "发送验证码", "Send code")).click();
    let code = t(&page, "6 位数字", "6 digits");
    page.field(code).wait();
    page.field(code).fill(&world.server().one_time_code(&phone, mark));
    page.button(t(&page, "加入", "Join")).click();
    page.see(t(&page, "送你的券", "Coupons for you"));
    page
}

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
    page.see(t(&page, "下一张", "Next:"));
    page
}

pub fn birthday_missing(world: &World, looks: Looks) -> Rc<Page> {
    let page = member_at(world, looks, 1, "/birthday");
    page.see(t(&page, "登记生日", "Add your birthday"));
    page
}
