//! The browser suite's own tools, on a page of a few lines: a tool that notices nothing would make every test pass.

use shuke_tests::{
    engine::{self, Engine, Looks, PHONE},
    gate::Gate,
    page::Page,
};
use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener},
    thread,
};

const PAGE: &str = "<!doctype html><html lang=en><head><meta name=viewport content=\"width=device-width\"><title>t</title></head><body><h1>Good <b>day</b></h1>\
<p hidden>not to be seen</p><label>Your name<input></label><label><input type=checkbox>I agree</label>\
<button onclick=\"document.body.append('hello ' + document.querySelector('input').value)\">Greet</button>\
<button onclick=\"document.querySelector('dialog').showModal()\">Open</button><button>Same</button>\
<dialog><h2>Ask</h2><button>Same</button></dialog><script async src=/late.js></script></body></html>";

/// Answers everything with the page, but `/late.js` with a script that goes wrong.
fn serve() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for mut visitor in listener.incoming().flatten() {
            thread::spawn(move || {
                let mut head = [0; 4096];
                let length = visitor.read(&mut head).unwrap_or(0);
                let script = head[..length].starts_with(b"GET /late.js");
                let (kind, body) = if script {
                    ("text/javascript", "document.title = 'late'; console.error('boo')")
                } else {
                    ("text/html", PAGE)
                };
                let length = body.len();
                let _ = write!(
                    visitor,
                    "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n{body}"
                );
            });
        }
    });
    address
}

fn try_everything(engine: Engine) {
    let gate = Gate::open(serve());
    gate.preload("window.before = 7;");
    let page = Page::open(engine, PHONE, &gate);
    gate.hold(".js");
    page.open_path("/somewhere?a=1");
    assert_eq!(
        page.js("return [innerWidth, innerHeight, window.before, document.title]").to_string(),
        "[390,844,7,\"t\"]"
    );
    gate.release();
    page.until("the held script runs", || (page.js("return document.title") == "late").then_some(()));
    assert_eq!(page.path(), "/somewhere?a=1");
    page.heading("Good day").wait();
    assert!(page.shows("Good day") && !page.shows("not to be seen"));
    page.field("Your name").fill("阿福");
    page.choice("I agree").tick();
    assert!(page.choice("I agree").is_ticked());
    page.button("Greet").tab_to();
    page.press(&[shuke_tests::page::key::ENTER]);
    page.see("hello 阿福");
    page.button("Open").click();
    assert!(!page.button("Greet").is_there(), "a modal dialog hides the page");
    page.press(&[shuke_tests::page::key::ESCAPE]);
    page.button("Greet").wait();
    assert_eq!(page.js("return navigator.language"), "zh-CN");
    page.resize(320, 700);
    assert_eq!(page.js("return [innerWidth, innerHeight]").to_string(), "[320,700]");
    assert!(!page.picture().is_empty());
    let complaints = page.complaints();
    assert!(complaints.len() == 1 && complaints[0].contains("boo"), "{complaints:?}");
    gate.cut();
    let failed =
        page.js_async("return await fetch('/x').then(() => 'answer', () => 'nothing')", &serde_json::json!([]));
    assert_eq!(failed, "nothing");
    drop(page);
    let gate = Gate::open(serve());
    let dark = Page::open(engine, Looks { dark: true, language: "en", ..PHONE }, &gate);
    dark.open_path("/");
    let looks = dark.js("return [matchMedia('(prefers-color-scheme: dark)').matches, navigator.language.slice(0, 2)]");
    assert_eq!(looks.to_string(), "[true,\"en\"]");
}

/// Ends the drivers, also when a test fails.
struct AtTheEnd;

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        engine::end();
    }
}

#[test]
fn the_tools_see_what_is_there_in_every_engine() {
    let _end = AtTheEnd;
    for engine in Engine::wanted() {
        try_everything(engine);
    }
}
