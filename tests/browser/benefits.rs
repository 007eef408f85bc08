//! Benefits of one's tier beside those of the next.

use shuke_tests::{suite::Test, tests, world::World};

pub fn tests() -> Vec<Test> {
    let mut all = tests![the_birthday_of_the_table_leads_to_its_page,];
    all.extend(tests![engines:
        my_tier_and_the_next_stand_beside_each_other_and_under_each_other_where_it_is_narrow,
    ]);
    all
}

fn my_tier_and_the_next_stand_beside_each_other_and_under_each_other_where_it_is_narrow(world: &World) {
    let page = world.member(3);
    page.open_path("/tiers");
    page.started();
    page.see("权益对比");
    page.see("每月 1 次");
    page.see("已用 0，还剩 1");
    page.see("新品五折");
    let columns = "return new Set([...document.querySelectorAll('.beside-pair')[2].children].map((cell) => \
                   Math.round(cell.getBoundingClientRect().left))).size";
    assert_eq!(page.js(columns), 2, "beside each other");
    page.double_text();
    page.resize(320, 700);
    assert_eq!(page.js(columns), 1, "under each other");
}

fn the_birthday_of_the_table_leads_to_its_page(world: &World) {
    let page = world.member(0);
    page.open_path("/tiers");
    page.started();
    page.link("生日券").click();
    page.arrive("/birthday");
    page.see("下一张");
    page.back();
    page.arrive("/tiers");
}
