//! Where something is amiss: no such page, no network, a browser that is too old.

use super::{code, me, t};
use crate::{engine::Looks, page::Page, world::World};
use std::rc::Rc;

pub fn not_found(world: &World, looks: Looks) -> Rc<Page> {
    let page = world.browser(looks);
    page.expect_in_console("404");
    page.open_path("/nowhere/at/all");
    page.see(t(&page, "没有这一页", "Page not found"));
    page
}

/// The network goes between two pages.
pub fn error(world: &World, looks: Looks) -> Rc<Page> {
    let page = me(world, looks);
    page.expect_in_console("Failed to load resource");
    // The service worker may just be on its way.
    page.expect_in_console("fetching the script");
    page.expect_in_console("cannot load");
    world.gate.cut();
    page.link(t(&page, "小票", "Receipts")).click();
    page.button(t(&page, "再试一次", "Try again")).wait();
    page
}

/// Opened without network, after a visit with one.
pub fn offline(world: &World, looks: Looks) -> Rc<Page> {
    let page = code(world, looks);
    page.open_path("/");
    page.kept_for_later();
    page.expect_in_console("Failed to load resource");
    world.gate.cut();
    page.reload();
    page.see(t(&page, "数据", "as of"));
    // What comes below the card a second later has fields of its own, and the Tab key stops at them.
    page.see(t(&page, "如果我再消费", "If I spend"));
    page
}

pub fn too_old(world: &World, looks: Looks) -> Rc<Page> {
    world.gate.preload("WebAssembly.validate = () => false;");
    let page = world.browser(looks);
    page.open_path("/");
    page.see("This browser is too old");
    page
}
