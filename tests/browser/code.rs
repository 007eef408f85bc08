//! The member code: taken once at the till, what came of it, right without network and on a phone whose clock is wrong.

use serde_json::json;
use shuke_contract::{Empty, ErrorCode, check_in::CheckIn};
use shuke_rules::{Fen, number::CardNumber};
use shuke_tests::{
    checks::{self, well},
    engine::Engine,
    page::{Kind, Page},
    suite::Test,
    tests,
    world::World,
};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        the_till_takes_the_code_once,
        a_code_of_another_brand_is_told_from_ours,
        what_came_of_it_is_said_over_the_page_and_the_next_code_is_there_at_once,
        a_tier_that_was_reached_turns_over_and_moves_nothing,
        a_code_that_a_till_has_read_is_said_to_be_and_gives_way_before_anything_is_sold,
        points_that_move_without_a_till_are_said_alone,
        the_code_is_right_on_a_phone_whose_clock_is_wrong,
    ];
    all.extend(tests![engines:
        the_code_works_without_network,
        who_never_opened_it_has_it_without_network,
        the_code_is_still_right_without_network_on_a_phone_whose_clock_is_wrong,
        signing_out_ends_the_code,
    ]);
    all
}

/// The 20 digits that the page shows.
fn digits(page: &Page) -> String {
    page.until("20 digits are shown", || {
        page.text()
            .lines()
            .map(|line| line.chars().filter(|c| !c.is_whitespace()).collect::<String>())
            .find(|line| line.len() == 20 && line.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

fn at_the_code(world: &World) -> Rc<Page> {
    let page = world.member(0);
    page.link("会员码").click();
    page.arrive("/code");
    page.find(Kind::Image, "二维码").wait();
    page.find(Kind::Image, "条形码").wait();
    page
}

fn at_the_code_as(world: &World, number: &CardNumber) -> Rc<Page> {
    let page = world.phone();
    page.sign_in_as(number.as_str());
    page.open_path("/code");
    page.started();
    page
}

/// Takes the network away as far as the engine can tell: Chromium knows that it is offline, WebKit finds out.
fn no_network(world: &World, page: &Page) {
    page.expect_in_console("Failed to load resource");
    page.expect_in_console("ERR_");
    world.gate.cut();
    if world.engine == Engine::Chromium {
        let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        page.devtools("Network.emulateNetworkConditions", &offline);
    }
}

fn the_till_takes_the_code_once(world: &World) {
    let page = at_the_code(world);
    let code = digits(&page);
    assert!(code.starts_with("88690"), "{code}");
    let taken = world.till().identify(&code).expect("the till takes the code");
    assert_eq!(taken.member, world.card(0));
    let refused = world.till().identify(&code).expect_err("a second time");
    assert_eq!(refused.code, ErrorCode::CodeUsed);
    let spaced: Vec<String> =
        code.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    assert_eq!(world.till().identify(&spaced.join(" ")).expect_err("a third time").code, ErrorCode::CodeUsed);
}

fn what_came_of_it_is_said_over_the_page_and_the_next_code_is_there_at_once(world: &World) {
    let page = at_the_code(world);
    let code = digits(&page);
    world.till().identify(&code).expect("the till takes the code");
    let sale = world.till().sell(&world.card(0), Fen(15_600));
    page.see(&format!("已识别 · +{} 积分", sale.earned));
    let next = page.until("another code", || Some(digits(&page)).filter(|next| *next != code));
    assert_eq!(world.till().identify(&next).expect("without waiting for the minute").member, world.card(0));
    page.see(&sale.points.to_string());
    let said = page.js("return document.querySelector('.came').getAttribute('role')");
    assert_eq!(said, "status");
    page.js("document.querySelector('.came-said').click()");
    page.see_no("已识别");
}

/// Where the code and what stands below it are.
const PLACES: &str = "return ['.code-bars', '.code-digits', '.code-qr', '.code-facts'].map((what) => {\
    const box = document.querySelector(what).getBoundingClientRect(); return [box.x, box.y + scrollY, box.width].map(Math.round); })";

fn a_tier_that_was_reached_turns_over_and_moves_nothing(world: &World) {
    let (_, number) = world.join(&World::new_phone());
    let page = at_the_code_as(world, &number);
    let (code, before) = (digits(&page), page.js(PLACES));
    world.till().identify(&code).expect("the till takes the code");
    world.till().sell(&number, Fen(100_000));
    page.see("升到达人");
    page.until("another code", || Some(digits(&page)).filter(|next| *next != code));
    assert_eq!(page.js(PLACES), before);
    let turned =
        page.js("return [...document.querySelectorAll('.came-turn .tier-card')].map((card) => card.dataset.material)");
    assert_eq!(turned, json!(["paper", "bronze"]));
    // All of the code is in sight all the while, and what is said stands in the middle.
    let over = "const box = (what) => document.querySelector(what).getBoundingClientRect(), said = box('.came-said'), inside = [...document.querySelectorAll('.came-said > *')].map((one) => one.getBoundingClientRect());\
        return said.bottom <= box('.code-bars').top && said.top >= 0 && Math.abs(inside[0].left - said.left - (said.right - inside.at(-1).right)) < 2";
    assert_eq!(page.js(over), true);
    well("sideways in motion", &checks::sideways_in_motion(&page));
    page.resize(320, 700);
    page.double_text();
    well("sideways, 200 % text, 320 px", &checks::sideways(&page));
    assert_eq!(page.js(over), true, "200 % text, 320 px");
}

fn a_code_that_a_till_has_read_is_said_to_be_and_gives_way_before_anything_is_sold(world: &World) {
    let page = at_the_code(world);
    let code = digits(&page);
    world.till().identify(&code).expect("the till takes the code");
    page.see("已识别");
    let next = page.until("another code", || Some(digits(&page)).filter(|next| *next != code));
    page.reload();
    page.started();
    assert_eq!(digits(&page), next, "also when it is opened anew");
    world.till().sell(&world.card(0), Fen(15_600));
    page.see("已识别 · +");
    assert_eq!(digits(&page), next, "a sale by itself uses up no code");
}

fn points_that_move_without_a_till_are_said_alone(world: &World) {
    let (mut elsewhere, number) = world.join(&World::new_phone());
    let page = at_the_code_as(world, &number);
    let booked = elsewhere.call::<CheckIn>("", &Empty {}).expect("on another phone");
    page.see(&format!("+{} 积分", booked.reward.total()));
    assert!(!page.shows("已识别"), "no till has read it");
}

fn a_code_of_another_brand_is_told_from_ours(world: &World) {
    let code = digits(&at_the_code(world));
    let payload = format!("88691{}", &code[5..19]);
    let other = format!("{payload}{}", shuke_rules::number::check_digit(&payload).expect("digits"));
    assert_eq!(world.till().identify(&other).expect_err("of another brand").code, ErrorCode::CodeOtherBrand);
    let misread = format!("{}{}", &code[..19], (code.as_bytes()[19] - b'0' + 1) % 10);
    assert_eq!(world.till().identify(&misread).expect_err("misread").code, ErrorCode::CodeMisread);
    assert_eq!(
        world.till().identify("134567890123456789").expect_err("a payment code").code,
        ErrorCode::CodeNotAMemberCode
    );
}

fn the_code_works_without_network(world: &World) {
    let page = at_the_code(world);
    digits(&page);
    page.kept_for_later();
    no_network(world, &page);
    page.reload();
    page.started();
    page.see("上次同步");
    let code = digits(&page);
    assert_eq!(world.till().identify(&code).expect("the till has a network").member, world.card(0));
    page.link("卡").click();
    page.see(&world.card(0).grouped());
}

/// Three hours ahead, as when the time zone was set by hand.
const WRONG_CLOCK: &str = "(() => {\
    const Real = Date, shift = 3 * 3600e3;\
    class Wrong extends Real { constructor(...given) { given.length ? super(...given) : super(Real.now() + shift); } static now() { return Real.now() + shift; } }\
    window.Date = Wrong;\
})();";

fn who_never_opened_it_has_it_without_network(world: &World) {
    let page = world.member(0);
    page.until("the key is kept", || page.js("return !!localStorage.getItem('shuke.device')").as_bool()?.then_some(()));
    no_network(world, &page);
    page.link("会员码").click();
    let code = digits(&page);
    world.till().identify(&code).expect("the till takes the code");
}

fn the_code_is_right_on_a_phone_whose_clock_is_wrong(world: &World) {
    world.gate.preload(WRONG_CLOCK);
    let page = at_the_code(world);
    let ahead = page.js("return Date.now()").as_f64().expect("a clock");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_millis();
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit")]
    let apart = ahead - now as f64;
    assert!(apart > 3_500_000.0 * 3.0, "the clock of the page is {apart} ms ahead");
    assert_eq!(world.till().identify(&digits(&page)).expect("right by the server's clock").member, world.card(0));
}

fn the_code_is_still_right_without_network_on_a_phone_whose_clock_is_wrong(world: &World) {
    world.gate.preload(WRONG_CLOCK);
    let page = at_the_code(world);
    page.kept_for_later();
    // So that the page that the service worker has kept has the wrong clock as well.
    page.reload();
    page.started();
    digits(&page);
    no_network(world, &page);
    page.link("卡").click();
    page.see(&world.card(0).grouped());
    page.link("会员码").click();
    assert_eq!(world.till().identify(&digits(&page)).expect("right by the server's clock").member, world.card(0));
}

fn signing_out_ends_the_code(world: &World) {
    let page = at_the_code(world);
    let code = digits(&page);
    page.open_path("/me/settings");
    page.started();
    page.button("退出登录").click();
    page.see("已退出");
    assert_eq!(world.till().identify(&code).expect_err("signed out").code, ErrorCode::CodeUnknown);
}
