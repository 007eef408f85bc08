//! What is set, and leaving.

use super::t;
use crate::{engine::Looks, page::Page, world::World};
use std::rc::Rc;

pub fn all(world: &World, looks: Looks) -> Rc<Page> {
    let page = super::member_at(world, looks, 0, "/me/settings");
    page.button(t(&page, "退出登录", "Sign out")).wait();
    page
}

pub fn closing(world: &World, looks: Looks) -> Rc<Page> {
    let page = all(world, looks);
    ask_to_close(&page);
    page
}

pub fn ask_to_close(page: &Page) {
    page.button(t(page, "注销会员", "Close account")).click();
    page.dialog().wait();
}
