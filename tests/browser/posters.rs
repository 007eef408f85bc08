//! Posters: drawn by the browser, read by another program, kept under an address, and alike in both engines.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use png::{ColorType, Decoder};
use serde_json::json;
use shuke_contract::account::{ProfileUpdate, PutProfile};
use shuke_contract::posters::{GetPosters, POSTER_BYTES, Posters};
use shuke_contract::{Empty, Endpoint as _};
use shuke_face::poster::{HEIGHT, WIDTH};
use shuke_tests::{
    engine::{Engine, PHONE},
    page::Page,
    suite::Test,
    symbols, tests,
    world::World,
};
use std::{io::Cursor, rc::Rc, thread, time::Duration};

const PATH: &str = "/me/referral/poster";

pub fn tests() -> Vec<Test> {
    let mut all = tests![both_engines_draw_the_same];
    all.extend(tests![engines:
        every_poster_is_read_and_light_and_gets_an_address,
        a_long_or_hostile_name_leaves_the_code_readable,
        a_photo_of_ones_own_is_put_in_and_taken_out_and_the_poster_stays_light,
        what_cannot_be_opened_is_told_and_the_poster_stays,
        a_poster_is_saved_sent_and_its_link_copied,
        a_poster_that_is_not_kept_is_in_its_own_address,
    ]);
    all.extend(tests![shanlan: the_other_brand_has_posters_of_its_own]);
    all
}

pub fn at_posters(world: &World) -> Rc<Page> {
    world.gate.preload(DRAWN);
    let page = world.member(0);
    page.open_path(PATH);
    page.started();
    page
}

/// The address of the picture that is shown.
fn source(page: &Page) -> String {
    let source = page.js("return document.querySelector('img.poster-sheet')?.getAttribute('src') ?? ''");
    source.as_str().unwrap_or_default().to_owned()
}

/// Keeps what was drawn last: it is shown for a moment only, until it is kept.
const DRAWN: &str = "new MutationObserver(() => {\
    const source = document.querySelector('img.poster-sheet')?.getAttribute('src') ?? '';\
    if (source.startsWith('data:image/png') && source !== window.shown) window.shown = window.drawn = source;\
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['src'] });";

/// What was drawn since this was asked last.
fn drawn(page: &Page) -> (String, Vec<u8>) {
    let take = "const { drawn } = window; delete window.drawn; return drawn ?? ''";
    let data =
        page.until("a poster is drawn", || page.js(take).as_str().filter(|drawn| !drawn.is_empty()).map(str::to_owned));
    let png = BASE64_STANDARD.decode(data.split_once(',').expect("a data address").1).expect("base64");
    (data, png)
}

fn address_of(page: &Page) -> String {
    page.until("the poster has an address", || Some(source(page)).filter(|source| source.starts_with("/posters/")))
}

/// The picture as it was drawn, and where it is kept.
pub fn drawn_anew(page: &Page) -> (Vec<u8>, String) {
    let (_, png) = drawn(page);
    (png, address_of(page))
}

/// The same of a poster with a photo, which leaves the phone only when it is saved.
fn drawn_and_saved(page: &Page) -> (Vec<u8>, String) {
    let (data, png) = drawn(page);
    thread::sleep(Duration::from_secs(2));
    assert_eq!(source(page), data, "nothing is sent before somebody says so");
    page.button("保存图片").click();
    (png, address_of(page))
}

fn choose(page: &Page, id: &str) {
    page.js_with("document.getElementById(arguments[0]).click()", &json!([id]));
}

/// What is kept under an address, as the world sees it.
fn fetched(page: &Page, address: &str) -> Vec<u8> {
    let script = "const bytes = new Uint8Array(await (await fetch(args[0])).arrayBuffer());\
        return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))";
    let text = page.js_async(script, &json!([address]));
    BASE64_STANDARD.decode(text.as_str().unwrap_or_default()).expect("base64")
}

/// Red, green and blue of every point.
fn points(png: &[u8]) -> Vec<[u8; 3]> {
    let mut reader = Decoder::new(Cursor::new(png)).read_info().expect("a PNG");
    let mut read = vec![0; reader.output_buffer_size().expect("a size")];
    let frame = reader.next_frame(&mut read).expect("a picture");
    let size = (i32::try_from(frame.width).expect("small"), i32::try_from(frame.height).expect("small"));
    assert_eq!(size, (WIDTH, HEIGHT));
    let channels = match frame.color_type {
        ColorType::Rgb => 3,
        ColorType::Rgba => 4,
        other => panic!("{other:?}"),
    };
    read.chunks_exact(channels).map(|point| [point[0], point[1], point[2]]).collect()
}

/// `https://…/r/…`, as zbar says it of a poster.
fn link(page: &Page) -> String {
    let posters: Posters = page.get(GetPosters::PATH);
    let origin = page.js("return location.origin");
    format!("QR-Code:{}/r/{}", origin.as_str().unwrap_or_default(), posters.code)
}

/// The three layouts, light and dark: small enough, kept as they were drawn, and read by another program.
fn every_poster_is_read_and_light_and_gets_an_address(world: &World) {
    let page = at_posters(world);
    let wanted = [link(&page)];
    let (mut png, mut address) = drawn_anew(&page);
    let mut seen = vec![address.clone()];
    let choices = ["poster-dark", "poster-portrait", "poster-light", "poster-letter", "poster-dark"];
    for choice in choices.map(Some).into_iter().chain([None]) {
        assert!(png.len() <= POSTER_BYTES, "{} bytes before {choice:?}", png.len());
        assert_eq!(symbols::read_in(&png), wanted, "before {choice:?}");
        let kept = fetched(&page, &address);
        assert_eq!(symbols::read_in(&kept), wanted);
        assert!(points(&kept) == points(&png), "what is kept is what was drawn");
        let Some(choice) = choice else { break };
        choose(&page, choice);
        (png, address) = drawn_anew(&page);
        assert!(!seen.contains(&address), "{choice} draws another poster");
        seen.push(address.clone());
    }
    // What was drawn before is the same picture: it has the address that it had.
    choose(&page, "poster-scene");
    let (_, again) = drawn_anew(&page);
    assert_eq!(again, seen[1]);
}

fn a_long_or_hostile_name_leaves_the_code_readable(world: &World) {
    let mut api = world.member_api(0);
    let page = at_posters(world);
    let wanted = [link(&page)];
    for name in [
        "<script>alert(1)</script><img src=x>".to_owned(),
        "欧".repeat(40),
        "Wolfeschlegelsteinhausenbergerdorff Wxyz".to_owned(),
        "👨‍👩‍👧‍👦".repeat(8),
        "e\u{301}\u{302}\u{303}\u{304}".repeat(8),
    ] {
        let update = ProfileUpdate { name: Some(name.clone()), birthday: None };
        if let Err(refused) = api.call::<PutProfile>("", &update) {
            panic!("{name}: {}", refused.message);
        }
        page.reload();
        page.started();
        page.until("the name can be shown", || {
            (page.js("return !!document.getElementById('poster-name')") == true).then_some(())
        });
        if page.js("return document.getElementById('poster-name').checked") != true {
            choose(&page, "poster-name");
        }
        for layout in ["poster-scene", "poster-portrait", "poster-letter"] {
            choose(&page, layout);
            let (png, _) = drawn_anew(&page);
            assert_eq!(symbols::read_in(&png), wanted, "{name} on {layout}");
            assert!(png.len() <= POSTER_BYTES, "{} bytes of {name} on {layout}", png.len());
        }
    }
    let posters = api.call::<GetPosters>("", &Empty {}).expect("what a poster is made of");
    assert!(posters.name.is_some());
}

/// Chooses a picture of noise, which is the heaviest there is.
const CHOOSE: &str = "const [width, height] = args, canvas = document.createElement('canvas');\
    canvas.width = width; canvas.height = height;\
    const pen = canvas.getContext('2d'), noise = pen.createImageData(width, height);\
    for (let at = 0; at < noise.data.length; at += 1) noise.data[at] = at % 4 === 3 ? 255 : Math.random() * 256;\
    pen.putImageData(noise, 0, 0);\
    const file = new File([await new Promise((done) => canvas.toBlob(done))], 'me.png', { type: 'image/png' });\
    const chosen = new DataTransfer(); chosen.items.add(file);\
    const input = document.querySelector('input[type=file]');\
    input.files = chosen.files; input.dispatchEvent(new Event('change', { bubbles: true })); return true";

fn a_photo_of_ones_own_is_put_in_and_taken_out_and_the_poster_stays_light(world: &World) {
    let page = at_posters(world);
    let wanted = [link(&page)];
    drawn_anew(&page);
    choose(&page, "poster-portrait");
    let (plain, address) = drawn_anew(&page);
    page.js_async(CHOOSE, &json!([300, 400]));
    let (with_photo, other) = drawn_and_saved(&page);
    assert_ne!(address, other);
    assert!(with_photo.len() > plain.len() && with_photo.len() <= POSTER_BYTES, "{} bytes", with_photo.len());
    assert_eq!(symbols::read_in(&with_photo), wanted);
    for layout in ["poster-scene", "poster-letter"] {
        choose(&page, layout);
        let (png, _) = drawn_and_saved(&page);
        assert!(png.len() <= POSTER_BYTES, "{} bytes on {layout}", png.len());
    }
    choose(&page, "poster-portrait");
    drawn_and_saved(&page);
    page.button("不用照片").click();
    let (_, again) = drawn_anew(&page);
    assert_eq!(again, address, "the poster without it");
}

fn what_cannot_be_opened_is_told_and_the_poster_stays(world: &World) {
    let page = at_posters(world);
    let (_, address) = drawn_anew(&page);
    page.js(
        "const chosen = new DataTransfer(); chosen.items.add(new File(['no picture'], 'x.heic', { type: 'image/heic' }));\
        const input = document.querySelector('input[type=file]');\
        input.files = chosen.files; input.dispatchEvent(new Event('change', { bubbles: true }))",
    );
    page.see("这张照片打不开");
    assert_eq!(source(&page), address);
}

/// What a phone would do with a file, and with text.
const PHONE_DOES: &str = "navigator.canShare = (what) => what.files.length === 1;\
    navigator.share = async ({ files: [file] }) => { window.sent = [file.name, file.type, file.size > 1000]; };\
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } });\
    const click = HTMLAnchorElement.prototype.click;\
    HTMLAnchorElement.prototype.click = function () { this.download ? window.saved = [this.download, this.getAttribute('href')] : click.call(this); };";

fn a_poster_is_saved_sent_and_its_link_copied(world: &World) {
    world.gate.preload(PHONE_DOES);
    let page = at_posters(world);
    let (_, address) = drawn_anew(&page);
    page.button("保存图片").click();
    page.until("it is saved", || {
        (page.js("return window.saved") == json!(["小满-邀请海报.png", address])).then_some(())
    });
    page.button("发给朋友").click();
    page.until("it is sent", || {
        (page.js("return window.sent") == json!(["小满-邀请海报.png", "image/png", true])).then_some(())
    });
    page.button("复制链接").click();
    page.see("链接已复制");
    let copied = page.js("return window.copied");
    assert_eq!(Some(link(&page).trim_start_matches("QR-Code:")), copied.as_str());
}

/// Nothing that is sent to be kept arrives.
const NOTHING_KEPT: &str = "const ask = window.fetch;\
    window.fetch = (what, ...more) => what.method === 'POST' && what.url.endsWith('/me/posters')\
        ? (window.refused = (window.refused ?? 0) + 1, Promise.reject(new TypeError('cut'))) : ask.call(window, what, ...more);";

fn a_poster_that_is_not_kept_is_in_its_own_address(world: &World) {
    world.gate.preload(NOTHING_KEPT);
    let page = at_posters(world);
    page.until("it was sent", || (page.js("return window.refused") == 1).then_some(()));
    let shown = source(&page);
    assert!(shown.starts_with("data:image/png;base64,"));
    assert!(!page.shows("海报没有画成"), "it was drawn");
    choose(&page, "poster-dark");
    page.until("another one is drawn", || {
        Some(source(&page)).filter(|other| other.starts_with("data:") && *other != shown)
    });
}

fn the_other_brand_has_posters_of_its_own(world: &World) {
    let page = at_posters(world);
    let wanted = [link(&page)];
    for layout in ["poster-portrait", "poster-letter", "poster-scene"] {
        choose(&page, layout);
        let (png, _) = drawn_anew(&page);
        assert_eq!(symbols::read_in(&png), wanted, "{layout}");
        assert!(png.len() <= POSTER_BYTES, "{} bytes on {layout}", png.len());
    }
}

/// Points that differ by more than edges of letters and lines do.
const DIFFERENT: u8 = 48;

fn both_engines_draw_the_same(world: &World) {
    world.gate.preload(DRAWN);
    let pages = [Engine::Chromium, Engine::Webkit].map(|engine| {
        let page = world.browser_of(engine, PHONE);
        page.sign_in_as(world.card(0).as_str());
        page.open_path(PATH);
        page.started();
        // The first one is done: what is shown next is what is chosen next.
        drawn_anew(&page);
        page
    });
    for choice in ["poster-portrait", "poster-letter", "poster-scene", "poster-dark"] {
        let [one, other] = [&pages[0], &pages[1]].map(|page| {
            choose(page, choice);
            points(&drawn_anew(page).0)
        });
        let apart = |(one, other): (&[u8; 3], &[u8; 3])| one.iter().zip(other).any(|(a, b)| a.abs_diff(*b) > DIFFERENT);
        let different = one.iter().zip(&other).filter(|pair| apart(*pair)).count();
        assert!(different * 50 <= one.len(), "{choice}: {different} of {} points differ", one.len());
    }
}
