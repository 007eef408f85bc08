//! What member and shop do in turn, each on their own page: a fault and its answer, a parcel, a task that somebody saw done.

use crate::staff::{WHO, hand_over, look_up, name, ready, state};
use shuke_contract::{Empty, card::GetCard};
use shuke_rules::{
    Fen, Points,
    mall::{OrderState, Way},
};
use shuke_tests::{
    counter::{CLERK, MANAGER, at_counter, member_code},
    orders::{add_address, redeemed},
    suite::Test,
    tests,
    world::World,
};

pub fn tests() -> Vec<Test> {
    tests![
        a_fault_is_told_a_manager_agrees_and_the_points_are_back,
        a_parcel_is_sent_and_the_member_reads_its_number,
        a_task_that_staff_saw_done_brings_its_points,
    ]
}

fn points(world: &World) -> Points {
    world.member_api(WHO).call::<GetCard>("", &Empty {}).expect("the card").points
}

fn a_fault_is_told_a_manager_agrees_and_the_points_are_back(world: &World) {
    let (order, clerk) = ready(world, CLERK);
    hand_over(&clerk);
    let before = points(world);

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
    manager.button("待处理").click();
    manager.button(&format!("帆布袋 {} · ", name(world))).click();
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
    assert_eq!(state(world, &order), OrderState::Returned);
    assert_eq!(points(world), before + Points(320));
}

fn a_parcel_is_sent_and_the_member_reads_its_number(world: &World) {
    world.till().sell(&world.card(WHO), Fen(300_000));
    let mut api = world.member_api(WHO);
    let address = add_address(&mut api, ("林晓雨", "上海市徐汇区", "安福路 189 号"));
    let order = redeemed(&mut api, "canvas-bag", Way::ExpressForPoints, Some(address)).id;
    let clerk = at_counter(world, CLERK);
    clerk.button("待寄出").click();
    clerk.button(&format!("帆布袋 {} · ", name(world))).click();
    clerk.see("安福路 189 号");
    clerk.button("寄出: 帆布袋").click();
    clerk.dialog().wait();
    clerk.button("寄出").click();
    clerk.see("写上快递公司");
    clerk.field("快递公司").fill("顺丰");
    clerk.field("单号").fill("SF1234567890");
    clerk.button("寄出").click();
    clerk.see("已寄出 · 帆布袋");
    assert_eq!(state(world, &order), OrderState::Shipped);
    let member = world.member(WHO);
    member.open_path(&format!("/orders/{order}"));
    member.started();
    member.see("SF1234567890");
    member.see("顺丰");
}

fn a_task_that_staff_saw_done_brings_its_points(world: &World) {
    let before = points(world);
    let clerk = at_counter(world, CLERK);
    look_up(&clerk, &member_code(world, WHO));
    clerk.heading(&name(world)).wait();
    clerk.button("确认完成: 买家秀").click();
    clerk.dialog().wait();
    clerk.button("确认完成").click();
    clerk.see("已确认任务");
    let member = world.member(WHO);
    member.open_path("/together");
    member.started();
    member.button("领取 30 分").click();
    member.see("领到 30 分");
    assert_eq!(points(world), before + Points(30));
}
