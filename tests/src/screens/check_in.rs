//! The calendar of check-ins.

use super::t;
use crate::{engine::Looks, page::Page, world::World};
use shuke_contract::{
    Empty,
    check_in::{CheckIn, GetCheckIns},
};
use std::rc::Rc;

/// A brand without check-in says so.
pub fn check_in(world: &World, looks: Looks) -> Rc<Page> {
    let api = &mut world.member_api(0);
    if api.call::<GetCheckIns>("", &Empty {}).is_ok() {
        api.call::<CheckIn>("", &Empty {}).expect("checked in");
    }
    opened(world, looks, ("今天已签", "Done for today"))
}

/// With what is to be done today at the foot of the page.
pub fn check_in_open(world: &World, looks: Looks) -> Rc<Page> {
    opened(world, looks, ("签到 +", "Check in"))
}

fn opened(world: &World, looks: Looks, sees: (&'static str, &'static str)) -> Rc<Page> {
    let has = world.member_api(0).call::<GetCheckIns>("", &Empty {}).is_ok();
    let page = world.browser(looks);
    page.sign_in_as(&world.data.demo.members[0].card);
    if !has {
        page.expect_in_console("404");
    }
    page.open_path("/check-in");
    page.started();
    let (zh, en) = if has { sees } else { ("这里没有签到", "No check-in here") };
    page.see(t(&page, zh, en));
    page
}

pub fn check_in_missed(world: &World, looks: Looks) -> Rc<Page> {
    let page = check_in(world, looks);
    ask_to_make_up(&page);
    page
}

pub fn ask_to_make_up(page: &Page) {
    page.see(t(page, "今天已签", "Done for today"));
    page.button(t(page, "补签", "Make up")).click();
    page.dialog().wait();
}
