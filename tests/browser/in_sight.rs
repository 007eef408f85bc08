//! What one came for is in sight, also on a short screen.

use super::coupons::{at, one, path, shopper};
use shuke_rules::coupons::State;
use shuke_tests::{coupons::held, suite::Test, tests, world::World};

/// Whether the page's main act can be tapped.
const IN_SIGHT: &str = "const act = document.querySelector('#main .dock :is(button, a)'), box = act.getBoundingClientRect();\
    const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);\
    return box.top >= 0 && box.bottom <= innerHeight && act.contains(at)";

pub fn tests() -> Vec<Test> {
    tests![engines:
        what_one_can_do_is_in_sight_from_the_start_and_while_one_reads,
        checking_in_is_at_the_thumb_until_today_is_done,
        a_guest_who_reads_about_tiers_has_joining_at_the_thumb,
        who_joins_has_the_button_at_the_thumb_and_is_led_to_what_is_wrong,
        what_is_wrong_with_a_code_is_read_above_the_bar,
        on_a_short_screen_all_of_the_code_is_in_sight,
    ]
}

fn what_one_can_do_is_in_sight_from_the_start_and_while_one_reads(world: &World) {
    let (page, ..) = shopper(world, 1_000);
    page.resize(375, 603);
    at(&page, "/mall/oat-latte");
    for y in [0, 200, 100_000] {
        page.js(&format!("scrollTo(0, {y})"));
        page.until("the button is in sight", || (page.js(IN_SIGHT) == true).then_some(()));
    }
    // It is there in place of the places, for thumbs and for keys; under a short page it lies at the foot of the screen.
    let has_bar = || page.link("商城").is_there();
    assert!(!has_bar(), "the way back is at the top");
    page.js("for (const section of document.querySelectorAll('#main section')) section.hidden = true");
    let at_foot =
        "return Math.abs(document.querySelector('#main .dock').getBoundingClientRect().bottom - innerHeight) < 1";
    page.until("it lies at the foot of the screen", || (page.js(at_foot) == true).then_some(()));
    // What cannot be had has nothing to do on its page.
    let (_, number) = world.join(&World::new_phone());
    page.sign_in_as(number.as_str());
    at(&page, "/mall/oat-latte");
    page.see("积分不够");
    assert!(has_bar() && page.js("return document.querySelector('.dock')").is_null());
}

fn checking_in_is_at_the_thumb_until_today_is_done(world: &World) {
    let page = world.member(1);
    page.resize(375, 603);
    at(&page, "/check-in");
    for y in [0, 100_000] {
        page.js(&format!("scrollTo(0, {y})"));
        page.until("the button is in sight", || (page.js(IN_SIGHT) == true).then_some(()));
    }
    assert!(!page.link("商城").is_there());
    page.button("签到 +").click();
    page.see("今天已签");
    page.link("商城").wait();
    assert!(page.js("return document.querySelector('.dock')").is_null());
    page.reload();
    page.started();
    assert!(page.js("return document.querySelector('.dock')").is_null(), "as the server draws it");
}

fn a_guest_who_reads_about_tiers_has_joining_at_the_thumb(world: &World) {
    let page = world.phone();
    page.resize(375, 603);
    at(&page, "/tiers");
    page.until("it is in sight", || (page.js(IN_SIGHT) == true).then_some(()));
    page.link("免费加入").click();
    page.arrive("/join");
}

fn who_joins_has_the_button_at_the_thumb_and_is_led_to_what_is_wrong(world: &World) {
    let page = world.phone();
    page.resize(375, 603);
    at(&page, "/join");
    for y in [0, 100, 100_000] {
        page.js(&format!("scrollTo(0, {y})"));
        page.until("the button is in sight", || (page.js(IN_SIGHT) == true).then_some(()));
    }
    page.button("发送验证码").click();
    page.until("the first field that is wrong", || {
        (page.js("return document.activeElement.id") == "phone").then_some(())
    });
    page.until("with what is wrong", || (page.js(&above("#phone-error", ".dock")) == true).then_some(()));
    page.field("手机号").fill(World::new_phone().as_str());
    page.button("发送验证码").click();
    page.until("the next one", || {
        (page.js("return document.activeElement.name") == "consent-membership").then_some(())
    });
    page.until("with what is wrong", || (page.js(&above("#consent-membership-error", ".dock")) == true).then_some(()));
}

/// Whether all of this can be read, above what lies at the foot of the screen.
fn above(what: &str, foot: &str) -> String {
    format!(
        "const box = (what) => document.querySelector(what).getBoundingClientRect();\
         return box('{what}').height > 0 && box('{what}').top >= 0 && box('{what}').bottom <= box('{foot}').top"
    )
}

fn what_is_wrong_with_a_code_is_read_above_the_bar(world: &World) {
    let (page, ..) = shopper(world, 0);
    page.expect_in_console("404");
    for height in [560, 603, 700, 844] {
        page.resize(375, height);
        at(&page, "/coupons/offers");
        page.field("券码").fill("oat-and-coffee");
        page.button("用券码领").click();
        page.see("没有这个券码");
        page.until("it can be read", || (page.js(&above("#coupon-code-error", "nav.bar")) == true).then_some(()));
        assert!(page.field("券码").is_focused());
    }
}

fn on_a_short_screen_all_of_the_code_is_in_sight(world: &World) {
    let coupons = held(&mut world.member_api(3));
    let page = world.member(3);
    page.resize(375, 603);
    at(&page, &path(one(&coupons, |coupon| coupon.state == State::Available)));
    let in_sight = "const box = (what) => document.querySelector(what)?.getBoundingClientRect();\
        return box('.coupon-pass .code-qr')?.bottom <= box('nav.bar').top";
    page.until("all of the QR code is in sight", || (page.js(in_sight) == true).then_some(()));
}
