//! Scanning with the phone's camera. Chromium only: its camera can be given a film, WebKit's driver has none.

use shuke_tests::{
    counter::{BAG, CLERK, at_counter_with, member_code, pick_up_code, redeem_here},
    engine::{Camera, Looks, PHONE},
    film,
    page::Page,
    suite::Test,
    tests,
    world::World,
};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    let mut all = tests![engines: our_reader_reads_in_every_engine];
    all.extend(tests![chromium:
        a_code_before_the_camera_is_looked_up_and_the_camera_goes_off,
        a_member_code_before_the_camera_shows_the_member,
        however_many_are_scanned_the_way_back_is_the_desk,
        a_code_of_another_kind_is_told_and_the_camera_looks_on,
        a_browsers_own_reader_that_does_not_know_all_codes_is_not_asked,
        a_browsers_own_reader_that_knows_all_codes_is_asked_for_all_of_them,
        a_browsers_own_reader_that_does_not_work_is_replaced_by_ours,
        without_leave_for_the_camera_one_is_told_how_to_type,
        without_a_camera_one_is_told_how_to_type,
        the_camera_goes_off_when_the_page_is_left_or_hidden,
    ]);
    all
}

/// A canvas with bars on it, dark on light and light on dark, instead of a camera, which WebKit's driver has not.
const BARS: &str = "const [modules, isInverted] = arguments;\
    const canvas = document.createElement('canvas'), side = canvas.width = canvas.height = 480, pen = canvas.getContext('2d');\
    const [ink, paper] = isInverted ? ['#ddd', '#222'] : ['#222', '#ddd'];\
    pen.fillStyle = paper; pen.fillRect(0, 0, side, side); pen.fillStyle = ink;\
    [...modules].forEach((module, at) => module === '1' && pen.fillRect(50 + at * 4, 120, 4, 200));\
    const points = pen.getImageData(0, 0, side, side).data, reader = new Worker('/decoder.js');\
    const next = () => new Promise((said, broke) => { reader.onmessage = (message) => said(message.data); reader.onerror = broke; });\
    const can = await next(), before = performance.now();\
    reader.postMessage({ points, width: side });\
    const text = await next();\
    reader.terminate();\
    return [can, text, Math.round(performance.now() - before)];";

fn our_reader_reads_in_every_engine(world: &World) {
    let page = world.phone();
    page.open_path("/");
    for is_inverted in [false, true] {
        let said = page.js_async(BARS, &serde_json::json!([film::TEA, is_inverted]));
        println!("read in {} ms", said[2]);
        assert_eq!((&said[0], &said[1]), (&true.into(), &"6901234567892".into()), "inverted: {is_inverted}");
    }
}

fn scanning(world: &World, film: &'static str) -> Rc<Page> {
    let page = at_counter_with(world, Looks { camera: Camera::Sees(film), ..PHONE }, CLERK);
    page.see("店里待办");
    page.link("扫码").click();
    page.arrive("/staff/scan");
    page
}

/// Keeps every camera that was turned on, so that one can see which are off.
pub const TRACKS: &str = "window.tracks = [];\
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);\
    navigator.mediaDevices.getUserMedia = async (wish) => { const stream = await ask(wish); tracks.push(...stream.getTracks()); return stream; };";

fn all_off(page: &Page) {
    page.until("a camera was on and all are off", || {
        (page.js("return tracks.length > 0 && tracks.every((track) => track.readyState === 'ended')") == true)
            .then_some(())
    });
}

fn a_code_before_the_camera_is_looked_up_and_the_camera_goes_off(world: &World) {
    world.gate.preload(TRACKS);
    let film = film::of(&pick_up_code(&redeem_here(world, 1, BAG)));
    let page = at_counter_with(world, Looks { camera: Camera::Sees(film), ..PHONE }, CLERK);
    page.link("扫码").click();
    page.see(&format!("会员：{}", world.data.demo.members[1].name));
    page.button("已备好").wait();
    assert_eq!(page.path(), "/staff/found");
    all_off(&page);
    // The page lived on: no look took it for long.
    let long = "return new Promise((done) => { const seen = []; new PerformanceObserver((list) => seen.push(...list.getEntries()))\
        .observe({ type: 'longtask', buffered: true }); setTimeout(() => done(seen.map((task) => Math.round(task.duration))), 200); })";
    println!("long tasks, ms: {}", page.js_async(long, &serde_json::json!([])));
}

fn a_member_code_before_the_camera_shows_the_member(world: &World) {
    let page = scanning(world, film::of(&member_code(world, 1)));
    page.heading(&world.data.demo.members[1].name).wait();
}

fn however_many_are_scanned_the_way_back_is_the_desk(world: &World) {
    world.gate.preload(TRACKS);
    let page = scanning(world, film::of(&pick_up_code(&redeem_here(world, 1, BAG))));
    for turns in 1..=2 {
        page.button("已备好").wait();
        page.until("the camera was on so many times", || (page.js("return tracks.length") == turns).then_some(()));
        all_off(&page);
        if turns < 2 {
            page.button("下一位").click();
        }
    }
    page.back();
    page.arrive("/staff");
    page.heading("上海武康路店").wait();
    page.until("the focus is on what had led on", || page.link("扫码").is_focused().then_some(()));
    assert_eq!(page.js("return tracks.length"), 2, "the camera stays off");
}

fn a_code_of_another_kind_is_told_and_the_camera_looks_on(world: &World) {
    world.gate.preload(TRACKS);
    let page = scanning(world, film::of("https://example.com/menu"));
    page.see("这不是会员码，也不是取货码");
    assert_eq!(page.js("return tracks.some((track) => track.readyState === 'live')"), true);
    page.link("返回").click();
    page.arrive("/staff");
    all_off(&page);
}

fn a_browsers_own_reader_that_does_not_know_all_codes_is_not_asked(world: &World) {
    world.gate.preload(
        "window.BarcodeDetector = class { constructor() { throw Error('asked'); } static async getSupportedFormats() { return ['qr_code', 'ean_13']; } };",
    );
    let page = scanning(world, film::of(&member_code(world, 1)));
    page.heading(&world.data.demo.members[1].name).wait();
}

/// This one reads what is not the film: whatever it is shown as a canvas is the film, inverted.
fn a_browsers_own_reader_that_knows_all_codes_is_asked_for_all_of_them(world: &World) {
    let code = member_code(world, 1);
    world.gate.preload(&format!(
        "window.asked = null; window.BarcodeDetector = class {{\
            constructor(wish) {{ asked = wish.formats; }}\
            static async getSupportedFormats() {{ return ['aztec', 'code_128', 'ean_13', 'ean_8', 'qr_code', 'upc_a', 'upc_e']; }}\
            async detect(shown) {{\
                if (!(shown instanceof HTMLCanvasElement)) return [];\
                const corner = shown.getContext('2d').getImageData(0, 0, 1, 1).data[0];\
                return Math.abs(corner - (255 - 110)) < 24 ? [{{ rawValue: '{code}' }}] : [];\
            }} }};"
    ));
    let page = scanning(world, film::of("https://example.com/menu"));
    page.heading(&world.data.demo.members[1].name).wait();
    assert_eq!(page.js("return asked"), serde_json::json!(["qr_code", "ean_13", "ean_8", "code_128", "upc_a"]));
}

fn a_browsers_own_reader_that_does_not_work_is_replaced_by_ours(world: &World) {
    world.gate.preload(
        "window.BarcodeDetector = class { async detect() { throw Error('no service'); } static async getSupportedFormats() { return ['qr_code', 'ean_13', 'ean_8', 'code_128']; } };",
    );
    let page = scanning(world, film::of(&member_code(world, 1)));
    page.heading(&world.data.demo.members[1].name).wait();
}

fn without_leave_for_the_camera_one_is_told_how_to_type(world: &World) {
    let page = at_counter_with(world, Looks { camera: Camera::Refused, ..PHONE }, CLERK);
    page.link("扫码").click();
    page.see("没有摄像头权限");
    page.until("the focus is on the field", || page.field("会员码或取货码").is_focused().then_some(()));
}

fn without_a_camera_one_is_told_how_to_type(world: &World) {
    let page = at_counter_with(world, PHONE, CLERK);
    page.link("扫码").click();
    page.see("这里用不了摄像头");
}

fn the_camera_goes_off_when_the_page_is_left_or_hidden(world: &World) {
    world.gate.preload(TRACKS);
    let page = scanning(world, film::of("https://example.com/menu"));
    page.see("这不是会员码");
    page.back();
    page.arrive("/staff");
    all_off(&page);
    page.link("扫码").click();
    page.see("这不是会员码");
    page.js("Object.defineProperty(document, 'hidden', { get: () => true }); document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    page.button("打开摄像头").wait();
    all_off(&page);
}
