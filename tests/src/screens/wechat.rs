//! WeChat: what opens the card there, and signing in by it.

use super::t;
use crate::{engine::Looks, page::Page, world::World};
use shuke_wechat_double::person;
use std::rc::Rc;

fn inside(world: &World, looks: Looks) -> Looks {
    Looks { agent: Some(world.engine.in_wechat()), ..looks }
}

/// That demo member, on the page, inside WeChat.
fn member(world: &World, looks: Looks, which: usize) -> Rc<Page> {
    super::member_at(world, inside(world, looks), which, "/me/wechat")
}

fn link(page: &Page) {
    page.button(t(page, "绑定这个微信", "Link this WeChat")).click();
}

pub fn linked(world: &World, looks: Looks) -> Rc<Page> {
    world.with_wechat().is(person("o-one"));
    let page = member(world, looks, 0);
    link(&page);
    page.see(t(&page, "就是这个微信", "This one"));
    page
}

pub fn others(world: &World, looks: Looks) -> Rc<Page> {
    let first = linked(world, looks);
    first.sign_in_as(&world.data.demo.members[1].card);
    first.open_path("/me/wechat");
    first.started();
    link(&first);
    first.see(t(&first, "这个微信绑着另一张卡", "This WeChat opens another card"));
    first
}

pub fn elsewhere(world: &World, looks: Looks) -> Rc<Page> {
    world.with_wechat();
    let page = super::member_at(world, looks, 0, "/me/wechat");
    page.see(t(&page, "在微信里打开这一页", "Open this page in WeChat"));
    page
}

pub fn sign_in(world: &World, looks: Looks) -> Rc<Page> {
    world.with_wechat().is(person("o-stranger"));
    let page = world.browser(inside(world, looks));
    page.open_path("/sign-in");
    page.started();
    page.see(t(&page, "这个微信还没有绑定会员卡", "This WeChat isn't linked"));
    page
}
