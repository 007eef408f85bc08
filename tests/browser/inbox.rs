//! The inbox: how many are new, what they say, and where they lead.

use shuke_contract::{Empty, inbox::GetInbox};
use shuke_rules::Fen;
use shuke_tests::{coupons::give_nothing, suite::Test, tests, world::World};

pub fn tests() -> Vec<Test> {
    tests![
        what_is_new_is_counted_on_the_card_until_it_was_seen,
        a_message_leads_to_its_page,
        an_empty_inbox_says_what_will_be_in_it,
    ]
}

fn what_is_new_is_counted_on_the_card_until_it_was_seen(world: &World) {
    let (mut api, number) = world.join(&World::new_phone());
    world.till().sell(&number, Fen(60_000));
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/");
    page.started();
    page.link("消息，1 条未读").click();
    page.arrive("/inbox");
    page.see("你升到了素人");
    page.heading("今天").wait();
    let marked = "return [...document.querySelectorAll('.message.unread')].map((row) => row.textContent).join()";
    assert!(page.js(marked).as_str().is_some_and(|text| text.contains("未读：你升到了素人")));
    page.until("the server knows that it was seen", || {
        (api.call::<GetInbox>("", &Empty {}).expect("the inbox").unread == 0).then_some(())
    });
    // What is looked at stays marked; on the card nothing is new any more.
    assert!(page.js(marked).as_str().is_some_and(|text| !text.is_empty()));
    page.link("卡").click();
    page.arrive("/");
    page.until("nothing is new", || (!page.link("未读").is_there()).then_some(()));
    page.reload();
    page.started();
    page.link("消息").wait();
    assert!(!page.link("未读").is_there(), "{}", page.text());
}

fn a_message_leads_to_its_page(world: &World) {
    let (_, number) = world.join(&World::new_phone());
    let sale = world.till().sell(&number, Fen(60_000));
    world.till().refund(&sale.id, Fen(60_000));
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/inbox");
    page.started();
    page.link("退货收回").click();
    page.arrive(&format!("/receipts/{}", sale.id));
    page.back();
    page.arrive("/inbox");
    page.link("素人").click();
    page.arrive("/tiers");
}

fn an_empty_inbox_says_what_will_be_in_it(world: &World) {
    give_nothing(world);
    let (_, number) = world.join(&World::new_phone());
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/inbox");
    page.started();
    page.heading("还没有消息").wait();
    page.link("回到卡").click();
    page.arrive("/");
}
