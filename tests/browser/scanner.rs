//! `/scan`: a code before the camera, in a picture that one chooses, typed or pasted; where it leads, and what is said of one that leads nowhere.
//! Only Chromium's driver has a camera; pictures and typing are tried in both engines.

use super::scan::TRACKS;
use serde_json::json;
use shuke_rules::item_code::ItemCode;
use shuke_rules::pick_up::PickUpCode;
use shuke_tests::{
    counter::member_code,
    engine::{Camera, Looks, PHONE},
    film::{self, Held},
    page::Page,
    suite::Test,
    tests,
    world::World,
};
use std::rc::Rc;

pub fn tests() -> Vec<Test> {
    let mut all = tests![chromium:
        a_shops_code_before_the_camera_leads_to_the_shop_and_the_camera_goes_off,
        a_code_that_is_tilted_dim_or_light_on_dark_is_read,
        a_foreign_link_before_the_camera_is_named_and_not_opened,
        somebody_elses_member_code_before_the_camera_is_said_to_be_one,
        without_leave_for_the_camera_the_field_has_the_focus,
        what_the_camera_says_moves_nothing,
    ];
    all.extend(tests![engines:
        a_code_is_read_in_a_picture_that_one_chooses,
        a_small_code_in_a_large_picture_is_read,
        a_picture_without_a_code_and_a_file_that_is_none_are_told_apart,
        a_picture_never_leaves_the_phone,
        a_typed_code_leads_on_or_is_said_to_be_what_it_is,
        the_code_of_a_piece_leads_to_it_and_one_that_was_never_made_is_said_to_be_none,
        ones_own_code_is_told_from_somebody_elses,
        a_coupons_link_brings_its_code_to_the_field_and_claims_nothing,
        the_way_there_stands_by_ones_code_and_ones_things,
    ]);
    all
}

fn at_scanner(world: &World, looks: Looks) -> Rc<Page> {
    let page = world.browser(looks);
    page.open_path("/scan");
    page.started();
    page
}

fn seeing(world: &World, text: &str) -> Rc<Page> {
    at_scanner(world, Looks { camera: Camera::Sees(film::of(text)), ..PHONE })
}

fn shop_of(world: &World) -> String {
    format!("/s/{}", world.data.demo.store)
}

fn is_live(page: &Page) -> bool {
    page.js("return tracks.some((track) => track.readyState === 'live')") == true
}

fn a_shops_code_before_the_camera_leads_to_the_shop_and_the_camera_goes_off(world: &World) {
    world.gate.preload(TRACKS);
    // A guest's: signing in is not needed for it.
    let page = seeing(world, &format!("{}{}", world.gate.url(), shop_of(world)));
    page.arrive(&shop_of(world));
    page.see("这里是");
    page.until("the camera was on and is off", || {
        (page.js("return tracks.length > 0") == true && !is_live(&page)).then_some(())
    });
}

fn a_code_that_is_tilted_dim_or_light_on_dark_is_read(world: &World) {
    let tilted = Held { slant: 24, ..film::PLAIN };
    let dim = Held { paper: 80, ink: 40, noise: 8, ..film::PLAIN };
    let inverted = Held { paper: film::PLAIN.ink, ink: film::PLAIN.paper, ..film::PLAIN };
    for (how, held) in [("tilted", tilted), ("dim", dim), ("light on dark", inverted)] {
        let film = film::of_held(&format!("{}{}", world.gate.url(), shop_of(world)), held);
        let page = at_scanner(world, Looks { camera: Camera::Sees(film), ..PHONE });
        println!("{how}");
        page.arrive(&shop_of(world));
    }
}

fn a_foreign_link_before_the_camera_is_named_and_not_opened(world: &World) {
    world.gate.preload(TRACKS);
    let page = seeing(world, "https://example.com/menu");
    page.see("这是别处的链接");
    page.see("example.com");
    assert_eq!(page.path(), "/scan");
    assert_eq!(page.js("return [...document.links].filter((link) => link.host !== location.host).length"), 0);
    assert!(is_live(&page), "it looks on");
}

fn somebody_elses_member_code_before_the_camera_is_said_to_be_one(world: &World) {
    let page = seeing(world, &member_code(world, 1));
    page.see("这是会员码");
    page.see("只有店员和收银台能识别");
}

fn without_leave_for_the_camera_the_field_has_the_focus(world: &World) {
    let page = at_scanner(world, Looks { camera: Camera::Refused, ..PHONE });
    page.see("没有摄像头权限");
    page.until("the focus is on the field", || page.field("输入或粘贴").is_focused().then_some(()));
}

/// Where the field stands.
fn place(page: &Page) -> serde_json::Value {
    page.js("const box = document.querySelector('#scan-typed').getBoundingClientRect(); return [box.x, box.y + scrollY, box.width].map(Math.round)")
}

fn what_the_camera_says_moves_nothing(world: &World) {
    for camera in [Camera::Sees(film::of("https://example.com/menu")), Camera::Refused] {
        world.gate.hold(".wasm");
        let page = world.browser(Looks { camera, ..PHONE });
        page.open_path("/scan");
        page.field("输入或粘贴").wait();
        let drawn = place(&page);
        world.gate.release();
        page.started();
        page.see(if matches!(camera, Camera::Refused) { "没有摄像头权限" } else { "这是别处的链接" });
        assert_eq!(place(&page), drawn);
    }
}

/// How a picture of a code is: its longer side, how many of its points a module has, by how many degrees it is turned, its brightest and its darkest.
struct Picture {
    side: u32,
    module: u32,
    turned: i32,
    paper: u8,
    ink: u8,
}

const PLAIN: Picture = Picture { side: 800, module: 12, turned: 0, paper: 240, ink: 20 };

/// Draws a code into a picture and chooses that, as a member would out of their album.
const CHOOSE: &str = "const [rows, { side, module, turned, paper, ink }] = arguments;\
    const canvas = document.createElement('canvas'), pen = canvas.getContext('2d'), grey = (level) => `rgb(${level},${level},${level})`;\
    canvas.width = side; canvas.height = side * 3 / 4;\
    pen.fillStyle = grey(Math.round((paper + ink) / 2)); pen.fillRect(0, 0, canvas.width, canvas.height);\
    pen.translate(canvas.width / 2, canvas.height / 2); pen.rotate(turned * Math.PI / 180);\
    const half = rows.length * module / 2, quiet = 4 * module;\
    pen.fillStyle = grey(paper); pen.fillRect(-half - quiet, -half - quiet, 2 * (half + quiet), 2 * (half + quiet)); pen.fillStyle = grey(ink);\
    rows.forEach((row, y) => [...row].forEach((dark, x) => dark === '1' && pen.fillRect(x * module - half, y * module - half, module, module)));\
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));\
    const files = new DataTransfer(); files.items.add(new File([blob], 'code.png', { type: 'image/png' }));\
    const input = document.querySelector('input[type=file]');\
    input.files = files.files; input.dispatchEvent(new Event('change', { bubbles: true }))";

fn choose(page: &Page, text: &str, picture: &Picture) {
    let Picture { side, module, turned, paper, ink } = *picture;
    let picture = json!({ "side": side, "module": module, "turned": turned, "paper": paper, "ink": ink });
    page.js_async(CHOOSE, &json!([film::rows(text), picture]));
}

fn a_code_is_read_in_a_picture_that_one_chooses(world: &World) {
    let link = format!("{}{}", world.gate.url(), shop_of(world));
    let page = world.phone();
    for picture in [
        PLAIN,
        Picture { turned: 23, ..PLAIN },
        Picture { paper: 52, ink: 30, ..PLAIN },
        Picture { paper: 20, ink: 240, ..PLAIN },
        Picture { turned: -31, paper: 40, ink: 120, ..PLAIN },
    ] {
        page.open_path("/scan");
        page.started();
        choose(&page, &link, &picture);
        page.arrive(&shop_of(world));
        page.see("这里是");
    }
}

fn a_small_code_in_a_large_picture_is_read(world: &World) {
    let page = at_scanner(world, PHONE);
    choose(&page, "https://example.com/menu", &Picture { side: 4_000, module: 9, turned: 8, ..PLAIN });
    page.see("这是别处的链接");
}

fn a_picture_without_a_code_and_a_file_that_is_none_are_told_apart(world: &World) {
    let page = at_scanner(world, PHONE);
    page.js_async(CHOOSE, &json!([[], { "side": 600, "module": 1, "turned": 0, "paper": 240, "ink": 20 }]));
    page.see("图里没有找到码");
    let script = "const files = new DataTransfer(); files.items.add(new File(['no picture'], 'code.png', { type: 'image/png' }));\
        const input = document.querySelector('input[type=file]');\
        input.files = files.files; input.dispatchEvent(new Event('change', { bubbles: true }))";
    page.js(script);
    page.see("打不开这张图");
    // The same file is chosen once more: that is a choice, too.
    assert_eq!(page.js("return document.querySelector('input[type=file]').value"), "");
}

fn a_picture_never_leaves_the_phone(world: &World) {
    let page = at_scanner(world, PHONE);
    choose(&page, "https://example.com/menu", &PLAIN);
    page.see("这是别处的链接");
    let sent: Vec<_> = world.gate.seen().into_iter().filter(|line| !line.starts_with("GET ")).collect();
    assert!(sent.is_empty(), "{sent:?}");
}

fn type_in(page: &Page, text: &str) {
    page.field("输入或粘贴").fill(text);
    page.button("查看").click();
}

fn a_typed_code_leads_on_or_is_said_to_be_what_it_is(world: &World) {
    let page = at_scanner(world, PHONE);
    page.button("查看").click();
    page.see("先输入或粘贴一个码");
    page.until("the focus is on the field", || page.field("输入或粘贴").is_focused().then_some(()));
    let pick_up = PickUpCode::of("0123456789").expect("a code").grouped();
    for (typed, said) in [
        (pick_up.as_str(), "这是取货码"),
        ("6901234567891", "有一位不对"),
        ("134567890123456789", "这是付款码"),
        ("https://evil.example/s/wukang", "evil.example"),
        ("<img src=x onerror=alert(1)>", "码里只有文字"),
        ("https://id.gs1.org/01/12312312312327", "商品编号不对"),
    ] {
        type_in(&page, typed);
        page.see(said);
        assert_eq!(page.path(), "/scan", "{typed}");
    }
    type_in(&page, &format!("{}{}", world.gate.url(), shop_of(world)));
    page.arrive(&shop_of(world));
    page.see("这里是");
}

fn the_code_of_a_piece_leads_to_it_and_one_that_was_never_made_is_said_to_be_none(world: &World) {
    let page = at_scanner(world, PHONE);
    let made = world.data.piece_of("10034");
    // Of what was never made the server says just that.
    page.expect_in_console("404");
    for (code, said) in [(made, "是真的吗"), (ItemCode::of([9; 10]).to_string(), "没有这个码")] {
        page.open_path("/scan");
        page.started();
        type_in(&page, &code);
        page.arrive(&format!("/i/{code}"));
        page.see(said);
    }
}

fn ones_own_code_is_told_from_somebody_elses(world: &World) {
    let page = world.member(0);
    page.link("会员码").click();
    let digits = page.until("20 digits are shown", || {
        let lines: Vec<String> = page.text().lines().map(|line| line.split_whitespace().collect()).collect();
        lines.into_iter().find(|line: &String| line.len() == 20 && line.bytes().all(|byte| byte.is_ascii_digit()))
    });
    page.link("扫一扫").click();
    page.arrive("/scan");
    type_in(&page, &digits);
    page.see("这是你自己的会员码");
    type_in(&page, &member_code(world, 1));
    page.see("只有店员和收银台能识别");
    assert_eq!(page.path(), "/scan");
}

fn a_coupons_link_brings_its_code_to_the_field_and_claims_nothing(world: &World) {
    let page = world.member(0);
    page.open_path("/scan");
    page.started();
    type_in(&page, &format!("{}/coupons/offers?code=NO-SUCH-1", world.gate.url()));
    page.arrive("/coupons/offers");
    page.until("the code stands in the field", || (page.field("券码").value() == "NO-SUCH-1").then_some(()));
    let claimed = world.gate.seen().into_iter().any(|line| line.starts_with("POST") && line.contains("/coupons"));
    assert!(!claimed, "only its owner claims it");
}

fn the_way_there_stands_by_ones_code_and_ones_things(world: &World) {
    let page = world.member(0);
    for (place, path) in [("会员码", "/code"), ("我的", "/me")] {
        page.link(place).click();
        page.arrive(path);
        page.link("扫一扫").click();
        page.arrive("/scan");
        page.heading("扫一扫").wait();
        page.back();
        page.arrive(path);
    }
}
