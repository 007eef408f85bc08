//! What holds the pages together: addresses, networks, releases, languages, old browsers.

use shuke_tests::{
    checks,
    engine::{Engine, Looks, PHONE},
    place, screens,
    suite::Test,
    tests,
    world::World,
};
use std::{fs, path::PathBuf, time::Duration};

pub fn tests() -> Vec<Test> {
    let mut all = tests![
        an_address_that_is_no_page_says_so_and_leads_home,
        every_place_of_the_bar_is_one_tap_away,
        what_one_has_lies_below_me,
        a_page_below_another_says_in_its_header_what_it_is_called_and_says_it_once,
        what_a_page_is_called_fits_its_header_in_large_english_on_a_small_phone,
    ];
    all.extend(tests![engines:
        a_slow_network_shows_the_frame_at_once_and_the_page_in_the_end,
        without_network_a_page_says_so_and_comes_back_with_it,
        a_new_version_is_announced_and_taken_when_asked_for,
        after_a_release_nobody_sees_the_old_page,
        a_browser_that_is_too_old_is_told_what_to_do,
        chrome_before_107_is_too_old_and_safari_is_not_asked,
        the_page_begins_with_a_way_past_its_frame,
    ]);
    all
}

fn an_address_that_is_no_page_says_so_and_leads_home(world: &World) {
    let page = screens::named("not_found");
    let page = (page.reach)(world, PHONE);
    page.link("回到卡").click();
    page.arrive("/");
    page.see("这张卡值什么");
}

fn a_slow_network_shows_the_frame_at_once_and_the_page_in_the_end(world: &World) {
    let page = world.member(0);
    page.link("我的").click();
    page.link("小票").wait();
    world.gate.slow(Duration::from_millis(1500));
    page.link("小票").click();
    page.arrive("/receipts");
    page.heading("小票").wait();
    page.see("¥");
    // From nothing: the first HTML shows the card long before the app is there.
    page.open_path("/");
    assert!(page.shows(&world.card(0).grouped()));
    world.gate.slow(Duration::ZERO);
    page.started();
}

fn without_network_a_page_says_so_and_comes_back_with_it(world: &World) {
    let page = screens::named("error");
    let page = (page.reach)(world, PHONE);
    page.expect_in_console("ERR_");
    let at = world.server().address;
    world.gate.lead_to(at);
    page.button("再试一次").click();
    page.see("¥");
    page.heading("小票").wait();
}

/// The same app with another `index.html` and service worker: a release.
fn next_release() -> PathBuf {
    let folder = place::fresh("release");
    copy(&place::dist(), &folder);
    for (name, from, to) in [("index.html", "<head>", "<head><meta name=\"release\" content=\"2\">"), ("sw.js", "", "")]
    {
        let path = folder.join(name);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let text = if from.is_empty() { new_version(&text) } else { text.replacen(from, to, 1) };
        fs::write(&path, text).expect("a file");
        for packed in ["br", "gz"] {
            let _ = fs::remove_file(folder.join(format!("{name}.{packed}")));
        }
    }
    folder
}

/// `sw.js` with another version in place of its twelve hexadecimal digits.
fn new_version(text: &str) -> String {
    let is_version = |word: &&str| word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let version = text.split(|c: char| !c.is_ascii_alphanumeric()).find(is_version).expect("a version in sw.js");
    text.replace(version, "0123456789ab")
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in fs::read_dir(from).expect("the app").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

const RELEASE: &str = "return document.querySelector('meta[name=release]')?.content || '1'";

fn a_new_version_is_announced_and_taken_when_asked_for(world: &World) {
    let page = world.member(0);
    page.kept_for_later();
    page.reload();
    page.started();
    page.see(&world.card(0).grouped());
    let release = next_release();
    page.expect_in_console("Failed to load resource");
    world.stop_server();
    world.start_server(&release);
    page.js("navigator.serviceWorker.getRegistration().then((registration) => registration.update())");
    page.see("有新版本");
    // What is said about the member's own deed covers the offer for its few seconds and does not end it.
    page.button("签到 +").click();
    page.see("签到成功");
    page.see_no("有新版本");
    page.see("有新版本");
    page.button("更新").click();
    page.until("the new release is shown", || (page.js(RELEASE) == "2").then_some(()));
    page.see(&world.card(0).grouped());
    page.see_no("有新版本");
    let _ = fs::remove_dir_all(release);
}

fn after_a_release_nobody_sees_the_old_page(world: &World) {
    let page = world.member(0);
    page.kept_for_later();
    let release = next_release();
    page.expect_in_console("Failed to load resource");
    world.stop_server();
    world.start_server(&release);
    page.open_path("/");
    assert_eq!(page.js(RELEASE), "2");
    page.started();
    page.see(&world.card(0).grouped());
    let _ = fs::remove_dir_all(release);
}

fn a_browser_that_is_too_old_is_told_what_to_do(world: &World) {
    let page = (screens::named("too_old").reach)(world, PHONE);
    page.see("版本过低");
    page.see("Chrome 107");
    std::thread::sleep(Duration::from_millis(500));
    assert_ne!(page.js("return typeof history.state"), "number", "the app stays out of it");
    checks::well("axe", &checks::axe(&page));
}

/// 105 and 106 have everything else that the page asks for.
fn chrome_before_107_is_too_old_and_safari_is_not_asked(world: &World) {
    world.gate.preload("delete PerformanceResourceTiming.prototype.renderBlockingStatus;");
    let page = world.phone();
    page.open_path("/");
    match page.engine() {
        Engine::Chromium => {
            page.see("版本过低");
            std::thread::sleep(Duration::from_millis(500));
            assert_ne!(page.js("return typeof history.state"), "number", "the app stays out of it");
        }
        Engine::Webkit => {
            page.started();
            page.see("这张卡值什么");
            page.see_no("版本过低");
        }
    }
}

fn every_place_of_the_bar_is_one_tap_away(world: &World) {
    let page = world.member(0);
    for (name, path, sees) in [
        ("会员码", "/code", "秒后换新码"),
        ("卡", "/", "如果我再消费"),
        ("商城", "/mall", "积分商城"),
        ("活动", "/together", "活动"),
        ("我的", "/me", "收货地址"),
    ] {
        // The code's own page has no bar, only the way back.
        if !page.link(name).is_there() {
            page.link("返回").click();
        }
        page.link(name).click();
        page.arrive(path);
        page.see(sees);
        assert!(page.js("return document.title").as_str().is_some_and(|title| !title.is_empty()));
    }
}

fn what_one_has_lies_below_me(world: &World) {
    let page = world.member(0);
    page.link("我的").click();
    for (name, path) in [
        ("积分", "/points"),
        ("小票", "/receipts"),
        ("我的兑换", "/orders"),
        ("等级", "/tiers"),
        ("消息", "/inbox"),
        ("券", "/coupons"),
        ("算算多少钱", "/preview"),
        ("收货地址", "/addresses"),
        ("生日", "/birthday"),
        ("设置", "/me/settings"),
    ] {
        page.link(name).click();
        page.arrive(path);
        page.link("返回").click();
        page.arrive("/me");
        page.link(name).wait();
    }
}

fn a_page_below_another_says_in_its_header_what_it_is_called_and_says_it_once(world: &World) {
    let page = world.member(0);
    let in_header = || page.js("return document.querySelector('header.top b')?.innerText ?? ''");
    let headings = "return [...document.querySelectorAll('#app h1')].map((h) => [h.innerText, h.offsetWidth > 2])";
    page.link("我的").click();
    for (name, path) in [("小票", "/receipts"), ("等级", "/tiers"), ("消息", "/inbox"), ("设置", "/me/settings")]
    {
        page.link(name).click();
        page.arrive(path);
        page.until("the header says it", || (in_header() == name).then_some(()));
        // Those who hear the page hear it from its heading, and nobody sees it twice.
        let focused = "return document.activeElement.tagName + ' ' + document.activeElement.innerText";
        page.until("the focus is on its heading", || (page.js(focused) == format!("H1 {name}")).then_some(()));
        assert_eq!(page.js(headings), serde_json::json!([[name, false]]));
        page.link("返回").click();
        page.arrive("/me");
        assert_eq!(in_header(), "", "a place has the brand's name there");
    }
    world.gate.hold(".wasm");
    page.open_path("/receipts");
    assert_eq!(in_header(), "小票", "as the server draws it");
    world.gate.release();
    page.started();
    page.until("and as the app does", || (in_header() == "小票").then_some(()));
    // What says more than the header is seen.
    page.open_path("/mall/oat-latte");
    page.started();
    page.see("兑换");
    assert_eq!(page.js(headings)[0][1], true, "{}", page.js(headings));
}

fn what_a_page_is_called_fits_its_header_in_large_english_on_a_small_phone(world: &World) {
    let page = world.browser(Looks { language: "en", ..PHONE });
    page.sign_in_as(world.card(0).as_str());
    for path in ["/orders", "/proof", "/welcome", "/preview"] {
        page.open_path(path);
        page.started();
        page.double_text();
        page.resize(320, 700);
        let cut = "const title = document.querySelector('header.top b'); return title.scrollWidth > title.clientWidth";
        assert_eq!(page.js(cut), false, "{path}");
    }
}

/// Presses Tab until the focus moves. One Tab does, but WebKit's driver now and then loses a key after a reload.
fn tab_on(page: &shuke_tests::page::Page) {
    page.js("window.before = document.activeElement");
    for _ in 0..3 {
        page.press(&[shuke_tests::page::key::TAB]);
        if page.js("return document.activeElement !== window.before") == true {
            return;
        }
    }
}

fn the_page_begins_with_a_way_past_its_frame(world: &World) {
    let page = world.member(0);
    page.reload();
    page.started();
    tab_on(&page);
    let skip = page.link("跳到正文");
    assert!(skip.is_focused(), "the first Tab comes to {}", page.js("return document.activeElement.outerHTML"));
    page.press(&[shuke_tests::page::key::ENTER]);
    page.until("the focus is on the page's main part", || {
        (page.js("return document.activeElement.id") == "main").then_some(())
    });
    tab_on(&page);
    assert_eq!(page.js("return !!document.activeElement.closest('main')"), true, "the focus went past the frame");
}
