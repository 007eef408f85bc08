//! Signing in, sessions that end, signing out.

use shuke_rules::phone::Phone;
use shuke_tests::{page::Page, suite::Test, tests, world::World};

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        a_number_that_is_no_members_can_join_with_the_same_code,
        signing_out_everywhere_ends_the_other_phone_too,
        the_development_sign_in_is_offered_only_where_it_is_on,
    ];
    all.extend(tests![engines:
        a_member_signs_in_with_a_one_time_code,
        an_ended_session_asks_politely_and_leads_back,
        signing_out_ends_the_session_here,
    ]);
    all
}

fn sign_in(world: &World, page: &Page, phone: &Phone) {
    let mark = world.server().mark();
    // As address books give it.
    page.field("手机号").fill(&format!("\u{202d}+86 {}\u{202c}", phone.as_str()));
    page.button("发送验证码").click();
    page.field("6 位数字").wait();
    let code = world.server().one_time_code(phone, mark);
    // As it is pasted out of a message.
    page.field("6 位数字").fill(&format!("{} {}", &code[..3], &code[3..]));
    page.button("登录").click();
}

fn a_member_signs_in_with_a_one_time_code(world: &World) {
    let page = world.phone();
    page.open_path("/");
    page.started();
    page.link("已是会员，登录").click();
    page.arrive("/sign-in");
    sign_in(world, &page, &world.phone_of(0));
    page.arrive("/");
    page.see(&world.card(0).grouped());
}

fn a_number_that_is_no_members_can_join_with_the_same_code(world: &World) {
    let page = world.phone();
    page.open_path("/sign-in");
    page.started();
    page.expect_in_console("404");
    sign_in(world, &page, &World::new_phone());
    page.see("这个号码还不是会员");
    page.expect_in_console("422");
    page.button("用这个验证码加入").click();
    page.choice("会员章程").tick();
    page.button("加入").click();
    page.button("去看卡").click();
    page.arrive("/");
    page.heading("小白").wait();
}

fn an_ended_session_asks_politely_and_leads_back(world: &World) {
    let page = world.member(0);
    page.expect_in_console("401");
    page.link("我的").click();
    page.link("小票").wait();
    page.forget_session();
    page.link("小票").click();
    page.see("上次的登录已结束");
    sign_in(world, &page, &world.phone_of(0));
    page.arrive("/receipts");
    page.heading("小票").wait();
}

fn signing_out_ends_the_session_here(world: &World) {
    let (page, other) = (world.member(0), world.member(0));
    page.open_path("/me/settings");
    page.started();
    page.button("退出登录").click();
    page.see("已退出");
    page.open_path("/");
    page.see("免费加入");
    assert_eq!(page.js("return Object.keys(localStorage).filter((key) => key.includes('device')).length"), 0);
    other.reload();
    other.see(&world.card(0).grouped());
}

fn signing_out_everywhere_ends_the_other_phone_too(world: &World) {
    let (page, other) = (world.member(0), world.member(0));
    // Whoever asks for something later is told that the session is over, and the browser notes that.
    for phone in [&page, &other] {
        phone.until("the key is kept", || {
            phone.js("return !!localStorage.getItem('shuke.device')").as_bool()?.then_some(())
        });
    }
    page.open_path("/me/settings");
    page.started();
    page.button("在所有设备上退出").click();
    page.see("已退出");
    other.reload();
    other.see("免费加入");
}

fn the_development_sign_in_is_offered_only_where_it_is_on(world: &World) {
    let page = world.phone();
    page.open_path("/sign-in");
    page.see("开发登录");
    page.field("卡号，或导入时的客户名").fill(world.card(1).as_str());
    page.button("登录").click();
    page.arrive("/");
    page.see(&world.card(1).grouped());
}
