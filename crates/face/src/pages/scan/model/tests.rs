use super::*;
use shuke_rules::code::Device;
use shuke_rules::item_code::ItemCode;
use shuke_rules::pick_up::PickUpCode;

const HOST_OF_OURS: &str = "xiaoman.example";

fn of(text: &str) -> Next {
    next(text, HOST_OF_OURS, |_| false)
}

fn on(path: &str) -> Next {
    of(&format!("https://{HOST_OF_OURS}{path}"))
}

fn said(text: &str) -> Said {
    match of(text) {
        Next::Say(said) => said,
        other => panic!("{text}: {other:?}"),
    }
}

/// The page of that path where the table has it.
fn where_there_is(path: &str) -> Next {
    let route = Route::parse(path);
    if route.page.exists() { Next::Open(route) } else { Next::Say(Said::NoPage) }
}

#[test]
fn our_own_pages_are_opened() {
    assert_eq!(on("/s/wukang"), Next::Open(Page::Store.of("wukang")));
    assert_eq!(on("/s/wukang/?lang=en"), Next::Open(Page::Store.of("wukang")));
    assert_eq!(on("/mall/oat-latte"), Next::Open(Page::Item.of("oat-latte")));
    assert_eq!(on("/"), Next::Open(Page::Card.route()));
    assert_eq!(on("/coupons/offers?code=TEA-8"), Next::Claim("TEA-8".into()));
}

#[test]
fn each_link_of_ours_leads_to_its_own_address() {
    assert_eq!(on("/r/K7M2"), where_there_is("/r/K7M2"));
    assert_eq!(on("/a/bookshop"), where_there_is("/a/bookshop"));
    let code = ItemCode::of([7; 10]);
    let piece = Next::Open(Page::Piece.of(code.as_str()));
    assert_eq!([of(&code.grouped()), on(&format!("/i/{code}"))], [piece.clone(), piece]);
    let of_goods = format!("06901234567892-{code}");
    assert_eq!(on(&format!("/i/{of_goods}")), Next::Open(Page::Piece.of(&of_goods)));
    assert_eq!(of("6901234567892"), Next::Open(Page::Good.of("06901234567892")));
}

#[test]
fn a_link_of_gs1_leads_to_our_page_of_the_goods_whosever_it_is() {
    let link = |rest: &str| of(&format!("https://id.gs1.org/01/06901234567892{rest}"));
    assert_eq!(link(""), Next::Open(Page::Good.of("06901234567892")));
    assert_eq!(link("/10/lot-7"), link(""));
    let code = ItemCode::of([7; 10]);
    assert_eq!(link(&format!("/10/lot-7/21/{code}")), Next::Open(Page::Piece.of(&format!("06901234567892-{code}"))));
    // Whether there is such a piece its page says, whatever the serial is.
    assert_eq!(link("/21/a%2Fb"), Next::Open(Page::Piece.of("06901234567892-a/b")));
}

#[test]
fn what_leads_nowhere_is_said_to_be_what_it_is() {
    assert_eq!(said(" \u{3000}"), Said::Empty);
    let pick_up = PickUpCode::of("0123456789").unwrap();
    assert_eq!(said(&pick_up.grouped()), Said::PickUp);
    assert_eq!(said("6901234567891"), Said::Misread);
    assert_eq!(said("https://id.gs1.org/01/12312312312327"), Said::BadLink(NoLink::Number));
    assert_eq!(said("134567890123456789"), Said::Payment);
    assert_eq!(said("https://WEIXIN.qq.com/r/x"), Said::Foreign("weixin.qq.com".into()));
    assert_eq!(on("/nowhere"), Next::Say(Said::NoPage));
    assert_eq!(["/staff", "/staff/scan", "/staff/x"].map(on), [const { Next::Say(Said::Staffs) }; 3]);
    assert_eq!(on("/api/v1/me/card"), Next::Say(Said::NoPage));
}

#[test]
fn ones_own_code_is_told_from_somebody_elses() {
    let device = Device { brand: "690".into(), locator: "12345678".into(), secret: "0b".repeat(32) };
    let code = device.code_at(1_800_000_000).unwrap();
    let mine = |code: &Presented| code.locator == device.locator && code.brand == device.brand;
    assert_eq!(next(&code, HOST_OF_OURS, mine), Next::Say(Said::Own));
    assert_eq!(said(&code), Said::Member);
}

#[test]
fn a_text_is_shown_on_one_line_with_nothing_hidden_and_cut() {
    assert_eq!(said("WIFI:S:shop\n\u{202e}P:x;;"), Said::Text("WIFI:S:shop P:x;;".into()));
    let Said::Text(long) = said(&"茶".repeat(500)) else { panic!("a text") };
    assert!(long.chars().count() == TEXT && long.ends_with('…'), "{long}");
    assert_eq!(said("javascript:alert(1)"), Said::Text("javascript:alert(1)".into()));
}

#[test]
fn of_a_long_host_the_end_is_shown() {
    let host = format!("{}.evil.example", "xiaoman.example.".repeat(9).trim_end_matches('.'));
    let Said::Foreign(shown) = said(&format!("https://{host}/s/wukang")) else { panic!("somebody else's") };
    assert!(shown.starts_with('…') && shown.ends_with(".evil.example"), "{shown}");
    assert_eq!(shown.chars().count(), HOST);
    assert_eq!(said("https://a\u{202e}b.example/"), Said::Foreign("ab.example".into()));
}
