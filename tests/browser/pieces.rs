//! One piece: registered, handed over, handed in for repair.

use super::join::join;
use shuke_contract::Empty;
use shuke_contract::pieces::{OfferPiece, RegisterPiece, RegisterRequest};
use shuke_tests::{
    counter::{CLERK, at_counter},
    page::Page,
    suite::Test,
    tests,
    world::World,
};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        a_guest_is_asked_to_sign_in,
        who_joins_by_a_card_in_a_parcel_is_known_by_it,
        what_a_shop_has_is_said_by_the_page_of_the_goods,
    ];
    all.extend(tests![engines:
        a_piece_is_registered_and_handed_in_for_repair,
        photos_go_along_and_both_sides_write_until_it_is_over,
        a_piece_is_taken_over_with_the_code_of_its_owner,
    ]);
    all
}

fn at(page: Rc<Page>, code: &str) -> Rc<Page> {
    page.open_path(&format!("/i/{code}"));
    page.started();
    page.see("是真的吗");
    page
}

fn a_guest_is_asked_to_sign_in(world: &World) {
    let page = at(world.phone(), &world.data.piece_of("10034"));
    page.see("还没有人登记");
    page.link("登录").wait();
}

fn who_joins_by_a_card_in_a_parcel_is_known_by_it(world: &World) {
    let code = world.data.piece_of("10034");
    let page = world.phone();
    page.open_path(&format!("/i/{code}?from=parcel"));
    page.started();
    page.see("是真的吗");
    page.link("免费加入").click();
    page.arrive("/join");
    join(world, &page);
    let export: shuke_contract::account::Export = page.get("/api/v1/me/export");
    assert_eq!(export.more["source"], serde_json::json!({ "kind": "parcel", "about": code }));
}

fn what_a_shop_has_is_said_by_the_page_of_the_goods(world: &World) {
    let page = world.phone();
    page.open_path("/goods/10034");
    page.started();
    page.see("12 件");
    page.see("条码");
}

fn a_piece_is_registered_and_handed_in_for_repair(world: &World) {
    let page = at(world.member(0), &world.data.piece_of("10034"));
    page.button("登记").click();
    page.see("登记好了");
    page.see("是你的");
    page.button("提交送修").click();
    page.see("写 2 到 500 个字");
    page.field("哪里坏了").fill("盒盖合不上");
    page.button("提交送修").click();
    page.see("送修已提交");
    page.see("盒盖合不上");
    page.button("撤回送修").click();
    page.see("撤回这次送修？");
    page.button("先不撤回").click();
    page.button("撤回送修").click();
    page.button("撤回").click();
    page.see("送修已撤回");
    page.button("提交送修").wait();
}

/// Chooses a photo of so many points a side, with a picture that does not compress well.
const CHOOSE: &str = "const [side] = arguments, canvas = document.createElement('canvas'), pen = canvas.getContext('2d');\
    canvas.width = side; canvas.height = side * 3 / 4;\
    const points = pen.createImageData(canvas.width, canvas.height);\
    for (let at = 0; at < points.data.length; at++) points.data[at] = at % 4 == 3 ? 255 : (at * 2654435761 >>> 13) & 255;\
    pen.putImageData(points, 0, 0);\
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));\
    const files = new DataTransfer(); files.items.add(new File([blob], 'photo.png', { type: 'image/png' }));\
    const input = document.querySelector('input[type=file]');\
    input.files = files.files; input.dispatchEvent(new Event('change', { bubbles: true }))";

fn choose(page: &Page, side: i32, photos: usize) {
    page.js_async(CHOOSE, &serde_json::json!([side]));
    page.until("the photo is there", || {
        (page.js("return document.querySelectorAll('form .photos img').length") == photos).then_some(())
    });
}

/// How many photos of a list were loaded and have something on them.
fn shown(page: &Page) -> serde_json::Value {
    page.js("return [...document.querySelectorAll('li .photos img')].filter((img) => (img.loading = 'eager', img.complete && img.naturalWidth > 100)).length")
}

fn photos_go_along_and_both_sides_write_until_it_is_over(world: &World) {
    let code = world.data.piece_of("10034");
    let page = at(world.member(0), &code);
    page.button("登记").click();
    page.see("登记好了");
    // Whichever way one comes, its style comes along.
    page.open_path("/scan");
    page.started();
    page.field("输入或粘贴").fill(&code);
    page.button("查看").click();
    page.button("提交送修").wait();
    page.field("哪里坏了").fill("盒盖合不上");
    // Sent at once it would go without the photo that is still opening.
    let send = "document.querySelector('form:has(#repair-what) [type=submit]').click()";
    page.js_async(&format!("{CHOOSE}; {send}"), &serde_json::json!([640]));
    page.until("the photo is there", || {
        (page.js("return document.querySelectorAll('form .photos img').length") == 1).then_some(())
    });
    page.see_no("送修已提交");
    assert_eq!(page.js("return document.querySelector('form .photos img').clientWidth"), 80);
    // What no phone sends as it is: it is made smaller until it fits.
    choose(&page, 3_000, 2);
    page.button("去掉: 照片 1").click();
    choose(&page, 640, 2);
    page.js(&format!("document.querySelector('#repair-shop').value = '{}'", world.data.demo.store));
    page.button("提交送修").click();
    page.see("送修已提交");
    page.until("both photos are shown", || (shown(&page) == 2).then_some(()));
    page.field("想补充的话").fill("是右边的那个角");
    page.button("发给门店").click();
    page.see("已发给门店");
    page.see("是右边的那个角");
    let staff = at_counter(world, CLERK);
    staff.open_path("/staff/repairs");
    staff.see("是右边的那个角");
    staff.until("the shop sees them, too", || (shown(&staff) == 2).then_some(()));
    staff.button("给对方留言: 冷泡茶礼盒").click();
    staff.field("给对方的话").fill("带上盒子");
    staff.button("给对方留言").click();
    staff.see("已告诉对方");
    page.reload();
    page.started();
    page.see("门店留言");
    page.see("带上盒子");
}

fn a_piece_is_taken_over_with_the_code_of_its_owner(world: &World) {
    let code = world.data.piece_of("10034");
    let (mut owner, _) = world.join(&World::new_phone());
    owner.call::<RegisterPiece>(&code, &RegisterRequest::default()).expect("registered");
    let own = owner.call::<OfferPiece>(&code, &Empty {}).expect("offered").own.expect("theirs");
    let digits = own.offer.expect("a code").code;
    let page = at(world.member(0), &code);
    page.field("转让码").fill("12");
    page.button("接过来").click();
    page.see("写成 8 位数字");
    page.field("转让码").fill(&format!("{} {}", &digits[..4], &digits[4..]));
    page.button("接过来").click();
    page.see("现在归你了");
    page.see("由前一位主人转来");
}
