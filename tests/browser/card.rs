//! The card: first on the screen, right at once, and moved by what the till does.

use serde_json::Value;
use shuke_contract::{
    Empty,
    boot::{Boot, GetBoot},
};
use shuke_rules::{Day, Fen, tiers};
use shuke_tests::{
    checks,
    engine::{Engine, PHONE},
    page::{Kind, Page},
    suite::Test,
    tests,
    world::World,
};

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        a_name_cannot_smuggle_anything_into_the_page,
        a_sale_at_the_till_appears_on_the_card,
        a_sale_can_lift_a_member_and_its_refund_undoes_that_and_says_so,
        the_simulator_agrees_with_the_rules,
        the_simulator_refuses_what_is_no_amount_or_a_day_gone_by,
        what_is_typed_into_the_simulator_stays_when_the_card_is_read_anew,
        the_simulator_comes_once_there_is_a_network,
        four_ways_lead_from_the_card_and_stand_two_by_two_where_words_are_large,
    ];
    all.extend(tests![engines:
        the_first_html_shows_the_card_and_nothing_moves_when_the_app_takes_over,
        for_a_guest_nothing_moves_when_the_app_takes_over,
        two_tabs_show_the_same_card,
    ]);
    all.extend(
        tests![shanlan: a_single_purchase_lifts_to_silver_and_says_until_when, the_simulator_agrees_with_the_rules],
    );
    all
}

/// Where each piece of text is: `text#occurrence → [x, y, width, height]`.
const BOXES: &str = "const seen = {}, boxes = {};\
    const walk = document.createTreeWalker(document.querySelector('main') || document.body, NodeFilter.SHOW_TEXT);\
    while (walk.nextNode()) {\
        const text = walk.currentNode.textContent.trim(); if (!text) continue;\
        const range = document.createRange(); range.selectNodeContents(walk.currentNode);\
        const box = range.getBoundingClientRect(); if (!box.width) continue;\
        seen[text] = (seen[text] || 0) + 1;\
        boxes[`${text}#${seen[text]}`] = [box.x, box.y + scrollY, box.width, box.height].map(Math.round);\
    } return boxes;";

fn nothing_moves(world: &World, page: &Page, before_app: impl Fn(&Page)) {
    world.gate.hold(".wasm");
    page.open_path("/");
    before_app(page);
    let before = page.js(BOXES);
    world.gate.release();
    page.started();
    let after = page.js(BOXES);
    let before = before.as_object().expect("boxes");
    assert!(before.len() >= 8, "too little is there before the app: {before:?}");
    for (text, place) in before {
        assert_eq!(&after[text], place, "“{text}” moved or went");
    }
    if world.engine == Engine::Chromium {
        let shift = checks::layout_shift(page);
        assert!(shift < 0.02, "layout shift {shift}");
    }
}

fn the_first_html_shows_the_card_and_nothing_moves_when_the_app_takes_over(world: &World) {
    let page = world.phone();
    page.sign_in_as(world.card(0).as_str());
    let boot = world.member_api(0).call::<GetBoot>("", &Empty {}).expect("the brand");
    let card = boot.card.expect("signed in");
    let tier = boot.rules.tier(&card.standing.tier).expect("the tier").name.zh.clone();
    nothing_moves(world, &page, |page| {
        page.heading(&tier).wait();
        assert!(page.shows(&card.number.grouped()) && page.shows(card.name.as_deref().unwrap_or_default()));
        assert!(page.shows(&card.points.to_string()), "{} in {}", card.points, page.text());
    });
    page.see("如果我再消费");
}

fn for_a_guest_nothing_moves_when_the_app_takes_over(world: &World) {
    let page = world.phone();
    nothing_moves(world, &page, |page| page.see("这张卡值什么"));
}

fn a_name_cannot_smuggle_anything_into_the_page(world: &World) {
    let name = "</script><img src=x onerror=alert(1)>";
    let page = world.member(0);
    page.open_path("/me/settings");
    page.started();
    page.field("称呼").fill(name);
    page.button("保存").click();
    page.see("已保存");
    page.open_path("/");
    page.see("</script><img src=x onerror=alert(1)>");
    page.started();
    page.see("</script><img src=x onerror=alert(1)>");
    assert_eq!(page.js("return document.querySelectorAll('img[src=x]').length"), 0);
}

/// How many of the ways stand on each line.
const LINES: &str = "const lines = {};\
    for (const way of document.querySelectorAll('.ways li')) { const { top } = way.getBoundingClientRect(); lines[top] = (lines[top] || 0) + 1; }\
    return Object.values(lines)";

fn four_ways_lead_from_the_card_and_stand_two_by_two_where_words_are_large(world: &World) {
    let page = world.member(3);
    for (way, path) in [("券", "/coupons"), ("兑换", "/orders"), ("小票", "/receipts"), ("算一算", "/preview")]
    {
        page.link(way).click();
        page.arrive(path);
        page.back();
        page.arrive("/");
    }
    page.resize(320, 700);
    assert_eq!(page.js(LINES), serde_json::json!([4]));
    page.double_text();
    assert_eq!(page.js(LINES), serde_json::json!([2, 2]));
}

/// The card as the server has it now.
fn card_of(page: &Page) -> shuke_contract::card::Card {
    page.get::<Boot>("/api/v1/boot").card.expect("signed in")
}

fn a_sale_at_the_till_appears_on_the_card(world: &World) {
    let page = world.member(0);
    let before = card_of(&page).points;
    let booked = world.till().sell(&world.card(0), Fen(12_345));
    assert_eq!(booked.points, before + booked.earned);
    page.reload();
    page.see(&booked.points.to_string());
    page.started();
    page.see(&booked.points.to_string());
}

fn a_sale_can_lift_a_member_and_its_refund_undoes_that_and_says_so(world: &World) {
    let (_, number) = world.join(&World::new_phone());
    let page = world.phone();
    page.sign_in_as(number.as_str());
    let sale = world.till().sell(&number, Fen(100_000));
    assert_eq!((sale.tier_before.0.as_str(), sale.tier.0.as_str()), ("xiaobai", "daren"));
    page.open_path("/");
    page.heading("达人").wait();
    page.see(&sale.points.to_string());
    world.till().refund(&sale.id, Fen(100_000));
    page.reload();
    page.heading("小白").wait();
    page.see("有退货，当初靠那笔消费升的级随之撤回：达人 → 小白");
    page.started();
    page.see("达人 → 小白");
}

fn a_single_purchase_lifts_to_silver_and_says_until_when(world: &World) {
    let (_, number) = world.join(&World::new_phone());
    let page = world.phone();
    page.sign_in_as(number.as_str());
    let sale = world.till().sell(&number, Fen(250_000));
    assert_eq!(sale.tier.0, "silver");
    page.open_path("/");
    page.heading("银卡").wait();
    page.see("8.5折");
    page.see("保住现在的等级");
    let by = card_of(&page).keep.and_then(|keep| keep.by).expect("a day to keep it by");
    page.see(&format!("{}年{}月{}日前（含当天）再消费 ¥3,000", by.year(), by.month(), by.day_of_month()));
}

/// What the simulator shows.
fn forecast_for(page: &Page, yuan: &str, day: Day) -> String {
    page.field("金额").fill(yuan);
    page.field("在哪一天").set_date(&day.to_string());
    let output = "return document.querySelector('output')?.innerText || ''";
    page.until("a forecast", || {
        let text = page.js(output).as_str().unwrap_or_default().to_owned();
        text.contains('+').then_some(text)
    })
}

fn the_simulator_agrees_with_the_rules(world: &World) {
    let boot = world.member_api(0).call::<GetBoot>("", &Empty {}).expect("the brand");
    let card = boot.card.expect("signed in");
    let page = world.member(0);
    for (yuan, days) in [("1", 0), ("320.50", 3), ("2500", 40), ("9999", 400)] {
        let day = card.today.plus_days(days);
        let paid: Fen = Fen::from_yuan(yuan).expect("an amount");
        let right = tiers::forecast(&boot.rules, &card.standing, &card.facts, paid, day);
        let tier = &boot.rules.tier(&right.standing.tier).expect("a tier").name.zh;
        page.until(&format!("the forecast of ¥{yuan} in {days} days is {tier} and +{}", right.points), || {
            let said = forecast_for(&page, yuan, day);
            (said.contains(tier.as_str()) && said.contains(&format!("+{}", right.points))).then_some(())
        });
    }
}

fn the_simulator_refuses_what_is_no_amount_or_a_day_gone_by(world: &World) {
    let page = world.member(0);
    page.field("金额").fill("1.234");
    page.see("写成 320 或 320.50 这样的金额");
    page.field("金额").fill("320");
    page.field("在哪一天").set_date("2020-01-01");
    page.see("选今天或以后的一天");
}

fn what_is_typed_into_the_simulator_stays_when_the_card_is_read_anew(world: &World) {
    let page = world.member(4);
    page.field("金额").fill("77");
    let before = world.gate.seen().iter().filter(|line| *line == CARD).count();
    page.button("签到 +").click();
    page.see("签到成功");
    page.until("the card is read anew", || {
        (world.gate.seen().iter().filter(|line| *line == CARD).count() > before).then_some(())
    });
    page.see("今日已签");
    assert_eq!(page.field("金额").value(), "77");
}

const CARD: &str = "GET /api/v1/me/card";

fn the_simulator_comes_once_there_is_a_network(world: &World) {
    world.gate.preload(
        "const get = window.fetch;\
        window.fetch = (what, ...how) => window.reached || !String(what).includes('/part') ? get(what, ...how)\
            : (window.tried = true, Promise.reject(new TypeError('no network')));",
    );
    let page = world.member(0);
    page.until("its file was asked for", || page.js("return window.tried === true").as_bool()?.then_some(()));
    assert!(!page.shows("如果我再消费"), "nothing has come");
    page.js("window.reached = true; dispatchEvent(new Event('online'))");
    page.see("如果我再消费");
    assert_eq!(page.js("return document.querySelectorAll('output.forecast').length"), 1);
}

fn two_tabs_show_the_same_card(world: &World) {
    let page = world.member(0);
    page.see(&world.card(0).grouped());
    let first = page.tab();
    let second = page.new_tab();
    page.open_path("/me/settings");
    page.started();
    page.field("称呼").fill("两个窗口");
    page.button("保存").click();
    page.see("已保存");
    page.go_to_tab(&first);
    page.link("全部等级").click();
    page.link("卡").click();
    page.reload();
    page.see("两个窗口");
    // Signing out in one tab ends the other one, too.
    page.go_to_tab(&second);
    page.button("退出登录").click();
    page.see("已退出");
    page.go_to_tab(&first);
    page.expect_in_console("401");
    page.link("我的").click();
    page.see("登录");
    assert!(!page.find(Kind::Button, "退出登录").is_there());
    assert_eq!(page.looks, PHONE);
    let _: Value = page.get("/api/v1/boot");
}
