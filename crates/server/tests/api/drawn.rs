//! Every page that a link can open: drawn by the server with what its visitor sees there, and with what it was drawn from.

use crate::addresses::address;
use crate::support::{Member, Reply, TestApp, root, zone};
use serde_json::{Value, json};
use shuke_face::{Lang, PAGES, Page, Who, full_date};

/// What stands in `#app`, and what the page was drawn from.
fn drawn(page: &Reply) -> (String, Vec<(String, Value)>) {
    let html = page.text();
    let app = html.split_once("<div id=\"app\">").unwrap().1.split_once("<main id=\"too-old\">");
    let app = app.map_or_else(|| html.split_once("<div id=\"app\">").unwrap().1, |(app, _)| app).to_owned();
    let mut replies = Vec::new();
    for script in html.split("<script type=\"application/json\" data-read=\"").skip(1) {
        let (path, rest) = script.split_once("\">").unwrap();
        let json = rest.split_once("</script>").unwrap().0;
        replies.push((path.to_owned(), serde_json::from_str(json).unwrap()));
    }
    (app, replies)
}

/// What stands in `main`.
fn middle(app: &str) -> &str {
    app.split_once("<main class=\"page\" id=\"main\" tabindex=\"-1\">").unwrap().1.split_once("</main>").unwrap().0
}

/// A member with something on every page, and the address of each page.
fn busy(app: &TestApp) -> (Member<'_>, Vec<(Page, String)>) {
    let items = root().join("brands/xiaoman/items.csv");
    app.place.run(&["import", "items", items.to_str().unwrap()]);
    let goods = root().join("brands/xiaoman/goods.csv");
    app.place.run(&["import", "goods", goods.to_str().unwrap()]);
    let member = app.join("18100000077");
    app.till("wukang").sell(&member.number, "1", 323_400);
    member.post("/api/v1/me/addresses", &address("收")).expect(200);
    let first = |path: &str, list: &str| member.get(path).expect(200).json[list][0]["id"].as_str().unwrap().to_owned();
    let offers = member.get("/api/v1/me/mall").expect(200).json;
    let offer = offers["offers"].as_array().unwrap().iter().find(|offer| offer["item"]["id"] == "ceramic-cup").unwrap();
    let price = &offer["item"]["price"];
    let order = json!({ "item": "ceramic-cup", "way": "pick_up", "store": "wukang", "price": price });
    let order = member.post("/api/v1/me/orders", &order).expect(200).json["id"].as_str().unwrap().to_owned();
    let piece =
        crate::pieces::codes_of(&app.place.run(&["item-codes", "make", "--item", "10034", "--count", "1"])).remove(0);
    let id = |page: Page| match page {
        Page::Piece => piece.clone(),
        Page::Item => "oat-latte".to_owned(),
        Page::Order => order.clone(),
        Page::Coupon => first("/api/v1/me/coupons", "coupons"),
        Page::Receipt => first("/api/v1/me/receipts", "receipts"),
        Page::Board => "winter-tea".to_owned(),
        Page::Good => "10088".to_owned(),
        Page::Store => "wukang".to_owned(),
        Page::ReferralLink => crate::referral::code(&member),
        Page::CommissionMonth => "2026-01".to_owned(),
        _ => String::new(),
    };
    let pages = PAGES.iter().filter(|page| page.exists() && !page.is_for_staff());
    let pages = pages.map(|page| (*page, page.of(&id(*page)).href())).collect();
    (member, pages)
}

#[test]
fn every_page_that_a_link_can_open_is_drawn_with_what_it_shows() {
    let (app, _wechat) = crate::wechat::start();
    let (member, pages) = busy(&app);
    let mut empty = Vec::new();
    for ((page, path), lang) in pages.iter().zip(["zh", "en"].into_iter().cycle()) {
        let reply = member.get(&format!("{path}?lang={lang}")).expect(200);
        let (html, replies) = drawn(&reply);
        let is_drawn = middle(&html).contains("<h1") && !html.contains("aria-busy");
        if !is_drawn {
            empty.push(*page);
        }
        for (read, said) in replies {
            let now = member.get(&read).expect(200).json;
            assert_eq!(without_times(said), without_times(now), "{path} was drawn from {read}");
        }
    }
    assert_eq!(empty, [], "none is left to the app");
}

#[test]
fn what_a_page_is_called_is_seen_once_and_heard_once() {
    let app = TestApp::start();
    let (member, pages) = busy(&app);
    for ((page, path), lang) in pages.iter().flat_map(|page| [(page, Lang::Zh), (page, Lang::En)]) {
        let html = drawn(&member.get(&format!("{path}?lang={}", lang.name())).expect(200)).0;
        let [(tag, said)] = headings(middle(&html))[..] else { panic!("{path} has not one heading: {html}") };
        // 加入小满 says again what the header does: 加入.
        let is_said_twice = page.above().is_some() && said.starts_with(page.title(lang));
        assert_eq!(tag.contains("\"sr\""), is_said_twice, "{path}: <h1{tag}>{said}");
    }
}

#[test]
fn the_title_names_what_the_page_shows_then_the_brand() {
    let app = TestApp::start();
    let (member, pages) = busy(&app);
    let mut named = 0;
    for (page, path) in pages {
        let html = member.get(&format!("{path}?lang=zh")).expect(200).text();
        let title = html.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0;
        let is_one = matches!(page, Page::Board | Page::Coupon | Page::Item);
        let name = if is_one { headings(middle(&html))[0].1 } else { page.title(Lang::Zh) };
        named += u32::from(is_one);
        let expected = if name.is_empty() { "小满".to_owned() } else { format!("{name} · 小满") };
        assert_eq!(title, expected.replace('\u{2060}', "").replace('\u{a0}', " "), "{path}");
    }
    assert!(named >= 3, "a board, a coupon and an item");
}

/// The attributes and the text of each heading of the first degree.
fn headings(html: &str) -> Vec<(&str, &str)> {
    let found = html.split("<h1").skip(1).map(|rest| rest.split_once("</h1>").unwrap().0);
    found.map(|heading| heading.split_once('>').unwrap()).collect()
}

/// What is of the moment in which it was said.
fn without_times(mut said: Value) -> Value {
    if let Some(fields) = said.as_object_mut() {
        fields.remove("now");
    }
    said
}

#[test]
fn settings_are_drawn_as_they_are_and_bring_the_texts_that_one_agrees_to() {
    let app = TestApp::start();
    let member = app.join("18100000076");
    let profile = json!({ "name": "小林", "birthday": { "month": 6, "day": 30 } });
    member.put("/api/v1/me/profile", &profile).expect(200);
    let cookies = format!("{}; shuke_theme=dark; shuke_size=large", member.cookie);
    let page = app.ask("GET", "/me/settings").header("cookie", &cookies).send().expect(200);
    let (html, replies) = drawn(&page);
    for part in [
        "value=\"小林\"",
        "<option selected>6</option>",
        "<option selected>30</option>",
        "id=\"theme-dark\" type=\"radio\" name=\"theme\" checked",
        "role=\"switch\" checked",
        "撤回: 会员章程",
        "同意: ",
    ] {
        assert!(middle(&html).contains(part), "{part} is missing in {}", middle(&html));
    }
    assert_eq!(replies.len(), 1, "one reply is enough: {replies:?}");
    // Long as they are, they come with no page that does not show them.
    let of_the_text = "每月不超过四条";
    assert!(page.text().contains(of_the_text) && !member.get("/me").expect(200).text().contains(of_the_text));
}

#[test]
fn the_day_of_joining_is_that_of_the_brands_calendar() {
    let app = TestApp::start();
    let member = app.join("18100000075");
    let joined = member.get("/api/v1/me/profile").expect(200).json["joined_at"].as_str().unwrap().to_owned();
    let day = zone().day_of(joined.parse().unwrap());
    for (tag, lang) in [("zh", Lang::Zh), ("en", Lang::En)] {
        let page = member.ask("GET", "/me").header("accept-language", tag).send().expect(200);
        let said = middle(&drawn(&page).0).replace('\u{2060}', "").replace('\u{a0}', " ");
        let day = full_date(day, lang);
        let joined = if lang == Lang::Zh { format!("{day}加入") } else { format!("Member since {day}") };
        assert!(said.contains(&joined), "{joined} is missing in {said}");
    }
}

#[test]
fn a_guest_may_scan_and_nothing_is_read_for_it() {
    let app = TestApp::start();
    for (lang, title) in [("zh", "扫一扫"), ("en", "Scan")] {
        let (html, replies) = drawn(&app.get(&format!("/scan?lang={lang}")).expect(200));
        let page = middle(&html);
        assert!(
            page.contains(title) && page.contains("id=\"scan-typed\"") && page.contains("camera-picture"),
            "{page}"
        );
        assert_eq!(replies, []);
    }
}

#[test]
fn who_is_not_signed_in_is_asked_to_at_a_members_page_and_keeps_the_address() {
    let app = TestApp::start();
    for page in PAGES.iter().filter(|page| page.who() == Who::Members) {
        let (html, replies) = drawn(&app.get(&page.of("1").href()).expect(200));
        assert!(middle(&html).contains("id=\"phone\""), "{}", page.path());
        assert_eq!(replies, [], "{}", page.path());
    }
}

#[test]
fn nobody_elses_things_are_drawn() {
    let app = TestApp::start();
    let (_, pages) = busy(&app);
    let other = app.join("18100000078");
    for (page, path) in pages {
        let (html, replies) = drawn(&other.get(&path).expect(200));
        let is_theirs = matches!(page, Page::Order | Page::Receipt);
        assert!(!is_theirs || middle(&html).contains("没有找到"), "{path}");
        assert!(page != Page::Coupon || middle(&html).contains("没有这张券"), "{}", middle(&html));
        assert!(!is_theirs || replies.is_empty(), "{path}");
    }
}

#[test]
fn what_is_not_there_is_said_to_be_gone_in_the_page_itself() {
    let app = TestApp::start();
    let member = app.join("18100000079");
    for (path, said) in [
        ("/orders/999999", "没有找到"),
        ("/receipts/999999", "没有找到"),
        ("/mall/nothing", "没有找到"),
        ("/goods/nothing", "没有这件商品"),
        ("/i/nothing", "没有这个码"),
        ("/orders/x%22%3E", "没有找到"),
        ("/receipts/%3Cb%3E", "没有找到"),
    ] {
        let (html, replies) = drawn(&member.get(path).expect(200));
        assert!(middle(&html).contains(said), "{path}: {}", middle(&html));
        assert_eq!(replies, [], "{path}");
    }
    assert!(middle(&drawn(&member.get("/boards/none").expect(200)).0).contains("href=\"/together\""));
}

#[test]
fn hostile_names_are_text_in_every_drawn_page() {
    let app = TestApp::start();
    let (member, pages) = busy(&app);
    let name = "</script><script>x()</script>\"'&<b>";
    member.put("/api/v1/me/profile", &json!({ "name": name, "birthday": null })).expect(200);
    let mut bad = address("收");
    bad["name"] = json!("<b>\"</script><script>x()");
    member.post("/api/v1/me/addresses", &bad).expect(200);
    for (_, path) in pages {
        let page = member.get(&path).expect(200).text();
        assert!(!page.contains("<script>x()") && !page.contains("<b>\""), "{path}");
    }
}

#[test]
fn pages_are_drawn_in_the_language_that_is_asked_for() {
    let app = TestApp::start();
    let (member, pages) = busy(&app);
    for (page, path) in pages {
        let reply = member.ask("GET", &path).header("accept-language", "en").send().expect(200);
        let html = drawn(&reply).0;
        let said = page.title(Lang::En);
        assert!(middle(&html).contains("<h1"), "{path}");
        let chinese = page.title(Lang::Zh);
        assert!(said.is_empty() || !middle(&html).contains(&format!(">{chinese}</h1>")), "{path}");
    }
}
