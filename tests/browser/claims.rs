//! What goes wrong with a redemption: the member says so, a manager answers, the member reads it.

use crate::staff::{WHO, ready};
use shuke_contract::{Empty, card::GetCard};
use shuke_rules::mall::OrderState;
use shuke_tests::{
    counter::{CLERK, MANAGER, at_counter},
    suite::Test,
    tests,
    world::World,
};

pub fn tests() -> Vec<Test> {
    tests![a_fault_is_told_a_manager_agrees_and_the_points_are_back]
}

fn a_fault_is_told_a_manager_agrees_and_the_points_are_back(world: &World) {
    let (order, clerk) = ready(world, CLERK);
    clerk.button("交付: 帆布袋").click();
    clerk.dialog().wait();
    clerk.button("交付").click();
    clerk.see("已交付 · 帆布袋");
    let points = || world.member_api(WHO).call::<GetCard>("", &Empty {}).expect("the card").points;
    let before = points();

    let member = world.member(WHO);
    member.open_path(&format!("/orders/{order}"));
    member.started();
    member.button("提交").click();
    member.see("写 2 到 500 个字");
    member.field("哪里不对").fill("提手脱线了");
    member.button("提交").click();
    member.see("店里还没有答复");
    member.see("提手脱线了");

    let manager = at_counter(world, MANAGER);
    manager.button(&format!("帆布袋 {} · ", world.data.demo.members[WHO].name)).click();
    manager.see("提手脱线了");
    manager.button("同意: 帆布袋").click();
    manager.dialog().wait();
    manager.field("给会员的答复").fill("是我们的问题，抱歉。");
    manager.button("同意").click();
    manager.see("已同意退回 · 帆布袋");

    member.reload();
    member.started();
    member.see("店里确认了");
    member.see("是我们的问题，抱歉。");
    assert_eq!(crate::staff::state(world, &order), OrderState::Returned);
    assert_eq!(points().0, before.0 + 320);
}
