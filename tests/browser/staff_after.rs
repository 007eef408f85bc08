//! What comes after an act at the counter: undoing it, the log, the end of a session, and what stays on the device.

use crate::staff::{WHO, hand_over, look_up, name, ready, sign_in, state, to_the_desk, waiting};
use shuke_rules::mall::OrderState;
use shuke_tests::{
    counter::{BAG, CLERK, MANAGER, at_counter, member_code, phone_of, pick_up_code, redeem_here},
    suite::Test,
    tests,
    world::World,
};

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        what_was_handed_over_is_undone_with_a_reason,
        the_log_tells_who_did_what_and_undoes_it_too,
        a_session_that_ended_leads_back_to_where_one_was,
    ];
    all.extend(tests![engines:
        what_was_just_done_is_in_view_and_nothing_covers_it,
        signing_out_leaves_nothing_of_a_member_on_the_device,
        a_member_who_is_signed_in_beside_it_disturbs_nobody,
    ]);
    all
}

fn what_was_handed_over_is_undone_with_a_reason(world: &World) {
    let (order, page) = ready(world, CLERK);
    hand_over(&page);
    // What it is called stays while the time beside it goes on: a screen reader would say it anew each second.
    let named = format!("撤销: 已交付 · 帆布袋 · {}", name(world));
    let shown = page.text();
    page.until("the time goes on", || (page.text() != shown).then_some(()));
    assert_eq!(
        page.js("return document.querySelector('#staff-done button').getAttribute('aria-label')"),
        named.as_str()
    );
    page.button(&named).click();
    page.dialog().wait();
    page.button("撤销").click();
    page.see("写 2–200 个字");
    page.field("原因").fill("拿错了");
    page.button("撤销").click();
    page.see("已撤销：已交付 · 帆布袋");
    page.arrive("/staff");
    assert_eq!(state(world, &order), OrderState::Ready);
    page.button(&waiting(world)).wait();
}

fn what_was_just_done_is_in_view_and_nothing_covers_it(world: &World) {
    redeem_here(world, WHO, BAG);
    let page = at_counter(world, CLERK);
    look_up(&page, &member_code(world, WHO));
    // So low that one cannot see all of the page at once.
    page.resize(390, 600);
    page.button("已备好: 帆布袋").click();
    let hit = "const box = document.querySelector('#staff-done button')?.getBoundingClientRect();\
        if (!box || !document.querySelector('.toast')) return false;\
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);\
        return top?.matches('#staff-done button') === true";
    page.until("the button that undoes it can be tapped while the notice stands", || {
        (page.js(hit) == true).then_some(())
    });
}

fn the_log_tells_who_did_what_and_undoes_it_too(world: &World) {
    let (order, page) = ready(world, CLERK);
    to_the_desk(&page);
    page.link("操作记录").click();
    page.arrive("/staff/log");
    page.see("已备好");
    page.see(&world.data.demo.staff[CLERK].name);
    page.button("已备好").click();
    page.field("原因").fill("还没到货");
    page.button("撤销").click();
    page.see("还没到货");
    assert_eq!(state(world, &order), OrderState::Placed);
    page.link("返回").click();
    page.arrive("/staff");
    page.see("待备货");
}

fn a_session_that_ended_leads_back_to_where_one_was(world: &World) {
    let (_, page) = ready(world, CLERK);
    to_the_desk(&page);
    page.link("操作记录").click();
    page.arrive("/staff/log");
    page.see("已备好");
    page.expect_in_console("401");
    page.forget_session();
    page.link("返回").click();
    page.see("重新登录后回到刚才的地方");
    sign_in(world, &page, &phone_of(world, MANAGER));
    page.arrive("/staff");
    page.see("店长");
    // Somebody else: what lay there is not theirs.
    page.see("可以交付");
    assert!(!page.shows("会员："), "{}", page.text());
}

const KEPT: &str = "const kept = await Promise.all((await caches.keys()).map(async (name) =>\
        Promise.all((await (await caches.open(name)).keys()).map((request) => request.url))));\
    return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), kept])";

fn signing_out_leaves_nothing_of_a_member_on_the_device(world: &World) {
    let page = at_counter(world, CLERK);
    look_up(&page, &member_code(world, WHO));
    page.heading(&name(world)).wait();
    page.kept_for_later();
    page.reload();
    page.started();
    look_up(&page, &pick_up_code(&redeem_here(world, WHO, BAG)));
    page.see(&name(world));
    to_the_desk(&page);
    page.button("退出登录").click();
    page.see("店员登录");
    page.see_no(&name(world));
    let kept = page.js_async(KEPT, &serde_json::json!([])).as_str().unwrap_or_default().to_owned();
    for secret in [name(world), world.card(WHO).as_str().to_owned(), "/staff/v1".to_owned()] {
        assert!(!kept.contains(&secret), "{secret} is in {kept}");
    }
}

fn a_member_who_is_signed_in_beside_it_disturbs_nobody(world: &World) {
    let page = at_counter(world, CLERK);
    page.sign_in_as(world.card(0).as_str());
    page.open_path("/staff");
    page.started();
    page.heading("上海武康路店").wait();
    assert!(!page.link("会员码").is_there(), "no bar of members");
    look_up(&page, &member_code(world, WHO));
    page.heading(&name(world)).wait();
    to_the_desk(&page);
    page.button("退出登录").click();
    page.see("店员登录");
    page.open_path("/");
    page.see(&world.card(0).grouped());
}
