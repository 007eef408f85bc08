//! What the server drew can be read and operated before the app is there; the app takes it over without a loss, and asks for nothing again. That
//! nothing moves is looked at on every screen (`every_screen`).

use shuke_tests::{page::Page, suite::Test, tests, world::World};

pub fn tests() -> Vec<Test> {
    tests![engines:
        a_tap_before_the_app_is_there_is_done_once_after,
        a_tap_on_what_is_not_there_any_more_is_nobodys,
        what_was_typed_and_where_one_was_goes_over,
        who_presses_while_the_app_comes_is_heard_once,
        what_was_set_before_the_app_was_there_is_set,
        what_nobody_touched_is_not_set,
        what_came_with_the_page_is_not_asked_for_again,
        a_page_that_lay_long_before_the_app_came_is_asked_for_anew,
        a_link_leads_on_before_the_app_is_there,
        whoever_is_not_signed_in_signs_in_at_the_address_and_stays_there,
    ]
}

/// How often this was asked for so far.
fn asked(world: &World, what: &str) -> usize {
    world.gate.seen().iter().filter(|line| *line == what).count()
}

/// The page as the server drew it: the app does not come yet.
fn held(world: &World, who: Option<usize>, path: &str) -> std::rc::Rc<Page> {
    let page = world.phone();
    if let Some(who) = who {
        page.sign_in_as(world.card(who).as_str());
    }
    world.gate.hold(".wasm");
    page.open_path(path);
    page
}

fn a_tap_before_the_app_is_there_is_done_once_after(world: &World) {
    let page = held(world, Some(0), "/check-in");
    let label = page.js("return document.querySelector('#main .dock button').innerText");
    let label = label.as_str().expect("what the button says").to_owned();
    page.button(&label).click();
    page.js("document.querySelector('#main .dock button').click()");
    assert_eq!(asked(world, "POST /api/v1/me/check-ins"), 0);
    world.gate.release();
    page.started();
    page.see("明天");
    assert_eq!(asked(world, "POST /api/v1/me/check-ins"), 1);
    assert_eq!(page.js("return document.querySelectorAll('#main .dock > button').length"), 0);
}

fn a_tap_on_what_is_not_there_any_more_is_nobodys(world: &World) {
    // A member has nobody to sign in as: the app leads to the card, which has buttons of its own.
    let page = held(world, Some(0), "/sign-in");
    page.button("发送验证码").click();
    world.gate.release();
    page.started();
    page.arrive("/");
    page.js_async("await new Promise((done) => setTimeout(done, 300))", &serde_json::json!([]));
    let seen = world.gate.seen();
    let writes: Vec<_> =
        seen.iter().filter(|line| line.starts_with("POST") && !line.contains("dev/sessions")).collect();
    assert!(writes.is_empty(), "{writes:?}");
    assert_eq!(page.path(), "/");
}

fn a_page_that_lay_long_before_the_app_came_is_asked_for_anew(world: &World) {
    // As if it had come twenty seconds ago.
    world.gate.preload(
        "const entries = performance.getEntriesByType.bind(performance);\
         performance.getEntriesByType = (kind) => kind === 'navigation' ? [{ responseStart: -20000 }] : entries(kind);",
    );
    let page = world.phone();
    page.sign_in_as(world.card(1).as_str());
    page.open_path("/mall");
    page.started();
    page.until("it is asked for", || (asked(world, "GET /api/v1/me/mall") == 1).then_some(()));
    page.see("现在能兑");
}

fn what_was_typed_and_where_one_was_goes_over(world: &World) {
    let page = held(world, None, "/join");
    page.field("手机号").fill("13800138011");
    page.js("document.querySelector('[type=checkbox]').click(); document.querySelector('#name').focus()");
    page.js("document.activeElement.value = '小林'; document.activeElement.setSelectionRange(1, 1); scrollTo(0, 40)");
    world.gate.release();
    page.started();
    let now = || {
        page.js(
            "const f = (s) => document.querySelector(s);\
             return [f('#phone').value, f('[type=checkbox]').checked, f('#name').value, document.activeElement.id, document.activeElement.selectionStart]",
        )
    };
    let expected = serde_json::json!(["13800138011", true, "小林", "name", 1]);
    page.until("everything is as it was", || (now() == expected).then_some(()));
    // The app knows of it, too: without a number or a consent no code would be sent.
    page.button("发送验证码").click();
    page.field("6 位数字").wait();
}

fn who_presses_while_the_app_comes_is_heard_once(world: &World) {
    let page = held(world, Some(0), "/me/settings");
    let pressed = page.link("卡").press();
    world.gate.release();
    page.started();
    pressed.release();
    page.arrive("/");
    let page = held(world, Some(0), "/check-in");
    let label = page.js("return document.querySelector('#main .dock button').innerText");
    let pressed = page.button(label.as_str().expect("what the button says")).press();
    world.gate.release();
    page.started();
    pressed.release();
    page.see("明天");
    assert_eq!(asked(world, "POST /api/v1/me/check-ins"), 1);
    let comes = |page: &Page| {
        world.gate.release();
        page.started();
    };
    let stays = |page: &Page| {
        page.js_async("await new Promise((done) => setTimeout(done, 700))", &serde_json::json!([]));
        assert_eq!(page.path(), "/me/settings");
    };
    // Whoever moves the finger away to scroll has pressed nothing.
    let page = held(world, Some(0), "/me/settings");
    let pressed = page.link("卡").press();
    page.js("dispatchEvent(new PointerEvent('pointercancel'))");
    comes(&page);
    pressed.release();
    stays(&page);
    // Nor who lifts it elsewhere.
    let page = held(world, Some(0), "/me/settings");
    let pressed = page.link("卡").press();
    comes(&page);
    pressed.move_to(5, 5).release();
    stays(&page);
    // Nor another button of a mouse.
    let page = held(world, Some(0), "/me/settings");
    let pressed = page.link("卡").press_with(2);
    comes(&page);
    pressed.release();
    stays(&page);
}

fn what_was_set_before_the_app_was_there_is_set(world: &World) {
    let page = world.phone();
    page.sign_in_as(world.card(0).as_str());
    // A page of the server's without the app.
    page.open_path("/api/v1/openapi.json");
    page.js("document.cookie = 'shuke_theme=dark; path=/'");
    world.gate.hold(".wasm");
    page.open_path("/me/settings");
    page.field("称呼").fill("小林");
    page.field("月").choose("6");
    page.field("日").choose("30");
    assert!(page.choice("暗").is_ticked(), "as the server drew it");
    page.choice("跟随手机").tick();
    world.gate.release();
    page.started();
    page.until("it is as the phone is", || {
        (page.js("return document.documentElement.dataset.theme ?? null").is_null()).then_some(())
    });
    assert!(page.choice("跟随手机").is_ticked() && !page.choice("暗").is_ticked());
    page.button("保存").click();
    page.see("已保存");
    let profile: shuke_contract::account::Profile = page.get("/api/v1/me/profile");
    assert_eq!(profile.name.as_deref(), Some("小林"));
    assert_eq!(profile.birthday.map(|birthday| (birthday.month, birthday.day)), Some((6, 30)));
}

fn what_nobody_touched_is_not_set(world: &World) {
    // Without a birthday: nothing is preselected there.
    let (_, number) = world.join(&World::new_phone());
    let page = world.phone();
    page.sign_in_as(number.as_str());
    world.gate.hold(".wasm");
    page.open_path("/me/settings");
    page.field("称呼").fill("小林");
    page.js("window.set = []; addEventListener('change', (e) => window.set.push(e.target.id), true)");
    world.gate.release();
    page.started();
    page.until("what was typed goes over", || (page.js("return window.set.includes('name')") == true).then_some(()));
    page.js_async("await new Promise((done) => setTimeout(done, 300))", &serde_json::json!([]));
    let others = page.js("return window.set.filter((id) => id !== 'name')");
    assert_eq!(others, serde_json::json!([]));
}

fn what_came_with_the_page_is_not_asked_for_again(world: &World) {
    let page = world.phone();
    page.sign_in_as(world.card(1).as_str());
    for (path, read) in [
        ("/mall", "/api/v1/me/mall"),
        ("/coupons", "/api/v1/me/coupons"),
        ("/points", "/api/v1/me/ledger"),
        ("/receipts", "/api/v1/me/receipts"),
        ("/code", "/api/v1/me/device"),
        ("/inbox", "/api/v1/me/inbox"),
        ("/me", "/api/v1/me/profile"),
        ("/me/settings", "/api/v1/me/profile"),
        ("/preview/add", "/api/v1/me/shelf"),
        ("/proof", "/api/v1/proof"),
    ] {
        page.open_path(path);
        page.started();
        page.js_async("await new Promise((done) => setTimeout(done, 300))", &serde_json::json!([]));
        assert_eq!(asked(world, &format!("GET {read}")), 0, "{path} brings it");
    }
    // Who comes back later wants to know how it is then.
    page.link("商城").click();
    page.arrive("/mall");
    page.until("it is asked for", || (asked(world, "GET /api/v1/me/mall") == 1).then_some(()));
}

fn a_link_leads_on_before_the_app_is_there(world: &World) {
    let page = held(world, Some(0), "/receipts");
    // What is on its way is given up.
    page.expect_in_console("cannot load");
    page.expect_in_console("Load failed");
    page.link("商城").click();
    page.until("the page of the link is there", || (page.path() == "/mall").then_some(()));
    page.see("积分商城");
    world.gate.release();
    page.started();
    page.see("现在能兑");
}

fn whoever_is_not_signed_in_signs_in_at_the_address_and_stays_there(world: &World) {
    let page = held(world, None, "/points");
    page.see("手机号");
    assert_eq!(page.path(), "/points");
    world.gate.release();
    page.started();
    let phone = world.phone_of(0);
    let mark = world.server().mark();
    page.field("手机号").fill(phone.as_str());
    page.button("发送验证码").click();
    page.field("6 位数字").wait();
    let code = world.server().one_time_code(&phone, mark);
    page.field("6 位数字").fill(&code);
    page.button("登录").click();
    page.see("每一笔");
    assert_eq!(page.path(), "/points");
}
