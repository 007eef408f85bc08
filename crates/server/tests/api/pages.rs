//! The app's pages and files

use crate::support::{Reply, TestApp, root};
use serde_json::Value;
use std::io::Read;

/// A built app in small.
fn build(app: &TestApp) {
    let folder = app.place.directory.join("app");
    let write = |name: &str, content: &[u8]| std::fs::write(folder.join(name), content).unwrap();
    write("app-0123456789ab.js", b"export default 1;");
    write("app-0123456789ab.js.br", b"packed with brotli");
    write("app-0123456789ab.js.gz", b"packed with gzip");
    write("app-ba9876543210.wasm", b"\0asm");
    write("sw.js", b"// worker");
    write("decoder.js", b"// worker");
    write("manifest.webmanifest", b"{}");
    write(".secret.js", b"hush");
    std::fs::write(app.place.directory.join("outside.js"), "hush").unwrap();
}

fn boot(page: &Reply) -> Value {
    let text = page.text();
    let start = text.find("<script type=\"application/json\" id=\"boot\">").unwrap();
    let json = text[start..].split_once('>').unwrap().1.split_once("</script>").unwrap().0;
    serde_json::from_str(json).unwrap()
}

#[test]
fn pages_that_are_passed_on_say_there_what_they_are_also_to_who_is_not_signed_in() {
    let app = TestApp::start();
    let items = root().join("brands/xiaoman/items.csv");
    app.place.run(&["import", "items", items.to_str().unwrap()]);
    let member = app.join("18600000009");
    let said = [
        ("/s/wukang", "小满 · 上海武康路店", "上海市徐汇区武康路 9018 号 1 层 · 每日 9:00–22:00"),
        ("/mall/oat-latte", "燕麦拿铁一杯", "180 积分 · 冰热都行，常规杯"),
        ("/boards/winter-tea", "秋冬茶客榜", "奖品凭券到店领取"),
    ];
    for (path, title, text) in said {
        for page in [app.get(path).text(), member.get(path).text()] {
            for (name, content) in [("og:title", title), ("og:description", text)] {
                let meta = format!("<meta property=\"{name}\" content=\"{content}\">");
                assert_eq!(page.matches(&meta).count(), 1, "{meta} on {path}: {page}");
            }
            assert!(page.contains("/share.png\""), "{path}");
        }
    }
    for path in ["/", "/mall", "/s/nowhere", "/mall/nothing", "/boards/none", "/join"] {
        assert!(!app.get(path).text().contains("og:title"), "{path}");
    }
}

#[test]
fn the_page_of_a_member_has_name_tier_and_points_in_its_html() {
    let app = TestApp::start();
    let member = app.join("18100000001");
    member.put("/api/v1/me/profile", &serde_json::json!({ "name": "王小满", "birthday": null })).expect(200);
    app.till("wukang").sell(&member.number, "1", 123_400);
    let page = member.get("/").expect(200);
    let html = page.text();
    let body = &html[html.find("<div id=\"app\">").unwrap()..html.find("id=\"boot\"").unwrap()];
    for shown in ["王小满", "达人", "1,234"] {
        assert!(body.contains(shown), "{shown} is not in {body}");
    }
    assert_eq!(boot(&page)["card"]["points"], 1234);
    assert_eq!(page.header("cache-control"), Some("private, no-store"));
    assert!(page.header("vary").unwrap().contains("cookie"));
}

#[test]
fn a_name_cannot_break_out_of_the_page() {
    let app = TestApp::start();
    let member = app.join("18100000002");
    let name = "</script><script>x()</script>\"'&<b>";
    member.put("/api/v1/me/profile", &serde_json::json!({ "name": name, "birthday": null })).expect(200);
    let page = member.get("/").expect(200);
    assert!(!page.text().contains("<script>x()"), "{}", page.text());
    assert_eq!(boot(&page)["card"]["name"], name);
}

#[test]
fn everything_inline_that_runs_or_styles_is_in_the_policy_and_nothing_else_may() {
    use sha2::{Digest, Sha256};
    let app = TestApp::start();
    let page = app.get("/").expect(200);
    let policy = page.header("content-security-policy").unwrap();
    let html = page.text();
    let mut inline = 0;
    for element in ["script", "style"] {
        for part in
            html.split(&format!("<{element}")).skip(1).filter(|part| !part.starts_with(" type=\"application/json\""))
        {
            let content = part.split_once('>').unwrap().1.split_once(&format!("</{element}>")).unwrap().0;
            let digest = Sha256::digest(content);
            let mut hash = String::new();
            for chunk in digest.chunks(3) {
                let mut word = [0; 3];
                word[..chunk.len()].copy_from_slice(chunk);
                let number = u32::from_be_bytes([0, word[0], word[1], word[2]]);
                for digit in 0..4 {
                    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
                    let letter = alphabet[(number >> (18 - 6 * digit) & 63) as usize];
                    hash.push(if digit <= chunk.len() { char::from(letter) } else { '=' });
                }
            }
            assert!(policy.contains(&format!("'sha256-{hash}'")), "{content}");
            inline += 1;
        }
    }
    assert!(inline >= 3, "{inline}");
    assert!(!html.contains(" style=\"") && !html.contains(" onclick="), "attributes have no hash");
    for allowed in
        ["script-src 'self' 'wasm-unsafe-eval'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]
    {
        assert!(policy.contains(allowed), "{policy}");
    }
}

#[test]
fn a_shops_page_knows_its_shop_and_a_withdrawn_one_does_not() {
    let app = TestApp::start();
    crate::stores::withdraw_yulin(&app);
    let page = app.get("/s/wukang").expect(200);
    assert!(page.text().contains("武康路"));
    assert_eq!(boot(&page)["store"]["id"], "wukang");
    for path in ["/s/yulin", "/s/nowhere"] {
        assert_eq!(boot(&app.get(path).expect(200))["store"], Value::Null);
    }
}

#[test]
fn pages_speak_the_language_of_the_cookie_the_link_and_the_browser() {
    let app = TestApp::start();
    let page = |language: &str, cookie: &str, query: &str| {
        app.ask("GET", &format!("/{query}"))
            .header("accept-language", language)
            .header("cookie", cookie)
            .send()
            .expect(200)
            .text()
    };
    assert!(page("en-GB,en;q=0.9", "", "").contains("<html lang=\"en\">"));
    assert!(page("fr", "", "").contains("<html lang=\"zh-CN\">"));
    assert!(page("en", "shuke_lang=zh", "").contains("<html lang=\"zh-CN\">"));
    assert!(page("zh", "shuke_lang=zh", "?lang=en").contains("<html lang=\"en\">"));
    assert!(page("zh", "", "?lang=%22%3E%3Cscript%3E").contains("<html lang=\"zh-CN\">"));
}

#[test]
fn the_shell_is_nobodys_and_unknown_pages_say_404() {
    let app = TestApp::start();
    let member = app.join("18100000003");
    let shell = member.get("/shell").expect(200);
    assert!(!shell.text().contains(&member.number) && !shell.text().contains("id=\"boot\""));
    assert_eq!(shell.header("cache-control"), Some("no-cache"));
    for path in ["/admin", "/receipts/1/2", "/wp-login.php", "/s"] {
        let page = app.get(path);
        assert_eq!(page.status, 404, "{path}");
        assert!(page.text().contains("<div id=\"app\">") || path.contains('.'), "{path}");
    }
    app.ask("POST", "/").send().refused(404, "not_found");
}

#[test]
fn pages_are_packed_as_the_browser_takes_them() {
    let app = TestApp::start();
    let plain = app.ask("GET", "/").header("accept-encoding", "identity").send().expect(200);
    assert_eq!(plain.header("content-encoding"), None);
    let packed = app.ask("GET", "/").header("accept-encoding", "gzip, br").send().expect(200);
    assert_eq!(packed.header("content-encoding"), Some("br"));
    let mut html = String::new();
    brotli::Decompressor::new(packed.bytes.as_slice(), 4096).read_to_string(&mut html).unwrap();
    let same_apart_from_the_clock = |text: &str| text.split("\"now\":").next().unwrap().to_owned();
    assert_eq!(same_apart_from_the_clock(&html), same_apart_from_the_clock(&plain.text()));
    assert!(packed.bytes.len() * 2 < plain.bytes.len());
    let gzip = app.ask("GET", "/").header("accept-encoding", "gzip").send().expect(200);
    assert_eq!(gzip.header("content-encoding"), Some("gzip"));
}

#[test]
fn hashed_files_stay_for_ever_and_the_others_are_asked_after() {
    let app = TestApp::start();
    build(&app);
    let file = |path: &str, encoding: &str| app.ask("GET", path).header("accept-encoding", encoding).send();
    let script = file("/app-0123456789ab.js", "br, gzip").expect(200);
    assert_eq!((script.text().as_str(), script.header("content-encoding")), ("packed with brotli", Some("br")));
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(script.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(script.header("vary"), Some("accept-encoding"));
    assert_eq!(file("/app-0123456789ab.js", "gzip").text(), "packed with gzip");
    assert_eq!(file("/app-0123456789ab.js", "identity").text(), "export default 1;");
    assert_eq!(file("/app-ba9876543210.wasm", "br").header("content-type"), Some("application/wasm"));

    let worker = file("/sw.js", "br").expect(200);
    assert_eq!(worker.header("cache-control"), Some("no-cache"));
    let tag = worker.header("etag").unwrap();
    let again = app.ask("GET", "/sw.js").header("if-none-match", tag).send().expect(304);
    assert!(again.bytes.is_empty());
    let may = |path| file(path, "br").header("content-security-policy").unwrap().to_owned();
    assert!(may("/sw.js").contains("connect-src 'self'") && !may("/sw.js").contains("script-src"));
    assert!(
        may("/decoder.js").contains("connect-src 'self'")
            && may("/decoder.js").contains("script-src 'wasm-unsafe-eval'")
    );
    assert!(
        may("/app-0123456789ab.js").starts_with("default-src 'none'")
            && !may("/app-0123456789ab.js").contains("connect-src")
    );
    assert_eq!(file("/manifest.webmanifest", "br").header("content-type"), Some("application/manifest+json"));
}

#[test]
fn nothing_but_the_apps_files_can_be_had() {
    let app = TestApp::start();
    build(&app);
    for path in [
        "/../outside.js",
        "/%2e%2e/outside.js",
        "/..%2foutside.js",
        "/.secret.js",
        "/x/../../outside.js",
        "//outside.js",
        "/nothing.js",
        "/index.html.js",
    ] {
        let reply = app.get(path);
        assert!(reply.status == 404 && !reply.text().contains("hush"), "{path}: {} {}", reply.status, reply.text());
    }
}

#[test]
fn what_a_kit_does_not_draw_is_answered_by_what_stands_for_its_kind() {
    let app = TestApp::start();
    let kit = app.place.directory.join("app/art/leaf");
    std::fs::create_dir_all(&kit).unwrap();
    for name in ["card-event", "sign-gift", "tier-any", "prize-cup"] {
        std::fs::write(kit.join(format!("{name}.svg")), name).unwrap();
    }
    let given = |name: &str| app.get(&format!("/art/{name}.svg")).expect(200).text();
    for (asked, drawing) in
        [("card-tea", "card-event"), ("prize-tea", "sign-gift"), ("prize-cup", "prize-cup"), ("tier-tea", "tier-any")]
    {
        assert_eq!(given(asked), drawing);
    }
    for name in ["sign-purchase", "goods-regular"] {
        std::fs::write(kit.join(format!("{name}.svg")), name).unwrap();
    }
    for (asked, drawing) in [
        ("goods-tea", "sign-purchase"),
        ("goods-regular", "goods-regular"),
        ("prize-tea", "goods-regular"),
        ("prize-cup", "prize-cup"),
    ] {
        assert_eq!(given(asked), drawing);
    }
    app.get("/art/scene-tea.svg").expect(404);
}

#[test]
fn for_a_drawing_the_data_is_not_asked_each_time_and_another_kit_is_there_within_a_minute() {
    let app = TestApp::start();
    for kit in ["leaf", "other"] {
        let place = app.place.directory.join("app/art").join(kit);
        std::fs::create_dir_all(&place).unwrap();
        std::fs::write(place.join("scene-tea.svg"), kit).unwrap();
    }
    let given = || app.get("/art/scene-tea.svg").expect(200).text();
    assert_eq!(given(), "leaf");
    app.place.sql("ALTER TABLE rule_versions RENAME TO hidden");
    assert_eq!(given(), "leaf", "nobody looks there");
    assert!(app.get("/api/v1/boot").status >= 500, "what must be of now is asked for");
    app.place.sql("ALTER TABLE hidden RENAME TO rule_versions");
    let policy = std::fs::read_to_string(crate::support::brand()).unwrap();
    app.place.apply(&policy.replace("art = \"leaf\"", "art = \"other\""));
    app.advance(chrono::TimeDelta::minutes(1));
    assert_eq!(given(), "other");
}

#[test]
fn a_new_release_is_seen_without_a_restart() {
    let app = TestApp::start();
    app.get("/").expect(200);
    let index = app.place.directory.join("app/index.html");
    let html = std::fs::read_to_string(&index).unwrap().replace("<body>", "<body data-release=\"2\">");
    std::thread::sleep(std::time::Duration::from_millis(20));
    std::fs::write(&index, html).unwrap();
    assert!(app.get("/").text().contains("data-release"));
    std::fs::remove_file(&index).unwrap();
    app.get("/").refused(503, "unavailable");
    app.get("/api/v1/boot").expect(200);
}
