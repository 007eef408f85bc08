//! The card that lies open is as it is: after a sale at the till, when one comes back to it, and when the server was away for a while.

use shuke_contract::sign_in::{DevSignIn, DevSignInRequest, SignOut, SignOutRequest};
use shuke_rules::Fen;
use shuke_rules::number::CardNumber;
use shuke_tests::{page::Page, suite::Test, tests, world::World};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        a_sale_is_on_the_card_while_the_code_is_shown_and_on_the_page_that_one_goes_on_to,
        a_tier_that_was_just_reached_is_on_the_card_when_somebody_looks_at_it_again,
        nothing_is_sent_while_nothing_changed,
    ];
    all.extend(tests![engines:
        that_the_server_is_away_is_said_until_it_is_back,
        of_a_session_that_ended_it_is_never_said,
    ]);
    all
}

const AWAY: &str = "暂时连不上";

fn points(page: &Page) -> String {
    page.js("return document.querySelector('.figure')?.innerText || ''").as_str().unwrap_or_default().to_owned()
}

fn tier(page: &Page) -> String {
    page.js("return document.querySelector('.tier-card-tier')?.innerText || ''").as_str().unwrap_or_default().to_owned()
}

fn seen_again(page: &Page) {
    page.js("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
}

/// Somebody with a card of their own, on the card.
fn newcomer(world: &World) -> (Rc<Page>, CardNumber) {
    let phone = World::new_phone();
    let (_, card) = world.join(&phone);
    let page = world.phone();
    page.sign_in_as(card.as_str());
    page.open_path("/");
    page.started();
    (page, card)
}

fn a_sale_is_on_the_card_while_the_code_is_shown_and_on_the_page_that_one_goes_on_to(world: &World) {
    let (page, card) = newcomer(world);
    let before = points(&page);
    page.link("会员码").click();
    page.arrive("/code");
    page.link("卡").click();
    page.arrive("/");
    world.till().sell(&card, Fen(8_800));
    page.until("the points of the sale are on the card", || (points(&page) != before).then_some(()));
}

fn a_tier_that_was_just_reached_is_on_the_card_when_somebody_looks_at_it_again(world: &World) {
    let (page, card) = newcomer(world);
    let before = tier(&page);
    world.till().sell(&card, Fen(300_000));
    page.until("the tier", || {
        seen_again(&page);
        (tier(&page) != before).then_some(())
    });
}

fn nothing_is_sent_while_nothing_changed(world: &World) {
    let (page, _) = newcomer(world);
    page.link("会员码").click();
    page.arrive("/code");
    let sizes = "return performance.getEntriesByType('resource').filter((one) => one.name.endsWith('/api/v1/me/card')).map((one) => one.decodedBodySize)";
    let looked = page.until("the card was looked at twice", || {
        let sizes = page.js(sizes).as_array().cloned().unwrap_or_default();
        (sizes.len() >= 2).then_some(sizes)
    });
    assert!(looked.iter().all(|size| size.as_u64() == Some(0)), "{looked:?}");
}

fn that_the_server_is_away_is_said_until_it_is_back(world: &World) {
    let (page, _) = newcomer(world);
    // What comes later may just be on its way.
    for part in ["Failed to load resource", "ERR_", "fetching the script", "cannot load"] {
        page.expect_in_console(part);
    }
    world.gate.cut();
    page.until("it is said", || {
        seen_again(&page);
        page.shows(AWAY).then_some(())
    });
    page.link("商城").click();
    page.arrive("/mall");
    page.see("连不上");
    let at = world.server().address;
    world.gate.lead_to(at);
    // Nobody touches anything.
    page.until("it is not said any more", || (!page.shows(AWAY)).then_some(()));
    page.see("积分商城");
    page.see("帆布袋");
}

fn of_a_session_that_ended_it_is_never_said(world: &World) {
    let (page, card) = newcomer(world);
    page.expect_in_console("401");
    let mut elsewhere = world.guest();
    elsewhere.call::<DevSignIn>("", &DevSignInRequest { who: card.to_string() }).expect("a session elsewhere");
    elsewhere.call::<SignOut>("", &SignOutRequest { everywhere: true }).expect("signed out everywhere");
    page.until("nobody is signed in", || {
        seen_again(&page);
        assert!(!page.shows(AWAY), "{}", page.text());
        (page.shows("上次的登录已结束") && page.shows("免费加入")).then_some(())
    });
}
