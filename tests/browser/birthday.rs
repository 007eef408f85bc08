//! The birthday: what it brings, registering it in place, and that nothing hangs on it.

use shuke_contract::account::Profile;
use shuke_tests::{suite::Test, tests, world::World};

pub fn tests() -> Vec<Test> {
    let mut all = tests![half_a_birthday_is_refused_on_the_spot, who_has_one_sees_the_coupon_and_when_the_next_comes,];
    all.extend(tests![engines:
        a_birthday_is_registered_in_place_and_the_name_stays,
    ]);
    all
}

fn a_birthday_is_registered_in_place_and_the_name_stays(world: &World) {
    let page = world.member(1);
    page.link("我").click();
    page.arrive("/me");
    page.link("生日").click();
    page.arrive("/birthday");
    page.see("登记生日后，到时自动送到");
    page.see("不填也能享受其他全部权益");
    page.field("月").choose("6");
    page.field("日").choose("30");
    page.button("登记").click();
    page.see("生日已登记");
    page.see("登记的生日：6月30日");
    page.see("下一张：");
    page.button("登记").gone();
    let profile: Profile = page.get("/api/v1/me/profile");
    assert_eq!(profile.birthday.map(|birthday| (birthday.month, birthday.day)), Some((6, 30)));
    assert_eq!(profile.name.as_deref(), Some(world.data.demo.members[1].name.as_str()));
}

fn half_a_birthday_is_refused_on_the_spot(world: &World) {
    let page = world.member(1);
    page.open_path("/birthday");
    page.started();
    page.field("月").choose("2");
    page.button("登记").click();
    page.see("这个月没有这一天");
    assert_eq!(page.js("return document.querySelectorAll('select[aria-invalid=true]').length"), 2);
}

fn who_has_one_sees_the_coupon_and_when_the_next_comes(world: &World) {
    let (_, number) = world.join(&World::new_phone());
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/birthday");
    page.started();
    let month = page.js("return String(new Date(Date.now() + 8 * 3600e3).getUTCMonth() + 1)");
    page.field("月").choose(month.as_str().expect("a month"));
    page.field("日").choose("1");
    page.button("登记").click();
    page.see("现在可用的");
    page.see("每年一张");
    let held: shuke_contract::birthday::BirthdayPage = page.get("/api/v1/me/birthday");
    assert_eq!(held.held.len(), 1);
    assert_eq!(page.link("生日券").ask("element.getAttribute('href')"), format!("/coupons/{}", held.held[0].id));
}
