//! What a code holds that somebody scanned, pasted or typed: one function says it, for members, staff and the basket of a preview. Owns
//! what each kind looks like, and opens nothing: what is none of ours is named as what it is, and left alone.

use crate::code::{Presented, Unreadable};
use crate::gs1::{Address, DigitalLink, Gtin, NoLink};
use crate::item_code::{self, ItemCode};
use crate::number;
use crate::pick_up::PickUpCode;
use crate::pieces::Named;
use crate::referral::code as friends;
use crate::typed::{self, unescaped};

/// What a text holds. Names of shops, referrals, partners and coupons are as the link has them: whether there is such a one, the server
/// knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanned {
    Empty,
    /// The code of a member, of which it is not known yet whether it is right.
    Member(Presented),
    /// What is to be collected.
    PickUp(PickUpCode),
    /// One of our codes, of which a digit or a letter is wrong.
    Misread,
    /// `/s/{store}`
    Store(String),
    /// `/r/{code}`
    Referral(String),
    /// `/a/{partner}`
    Partner(String),
    /// `/coupons/offers?code={code}`: a coupon that is claimed with a code.
    Coupon(String),
    /// `/i/{code}`, or the sixteen letters and digits themselves: one piece of goods.
    Item(ItemCode),
    /// A kind of goods, by the number below its bar code.
    Goods(Gtin),
    /// The same by a link of GS1, whosever it is; with a serial, one piece of them.
    Link(DigitalLink),
    /// What would be a link of GS1 and is none.
    BadLink(NoLink),
    /// Another page of ours, by its path.
    Page(String),
    /// Somebody pays with it: it belongs before a till.
    Payment,
    /// A page of somebody else's.
    Foreign {
        host: String,
    },
    /// A text that is none of these: a code for a coupon may be one.
    Text,
}

/// What a text holds; `host` is what our own pages are called, with the port if there is one.
pub fn read(text: &str, host: &str) -> Scanned {
    let text = typed::trimmed(text);
    if text.is_empty() {
        return Scanned::Empty;
    }
    match Address::parse(text) {
        Some(address) => page(&address, host),
        None => code(text),
    }
}

/// What the address of a page leads to.
fn page(address: &Address<'_>, host: &str) -> Scanned {
    match DigitalLink::of(address) {
        Ok(link) => return Scanned::Link(link),
        Err(NoLink::Other) => (),
        Err(why) => return Scanned::BadLink(why),
    }
    if address.has_user || !address.host.eq_ignore_ascii_case(host) {
        return Scanned::Foreign { host: address.host.to_ascii_lowercase() };
    }
    ours(address)
}

fn ours(address: &Address<'_>) -> Scanned {
    let segments: Vec<&str> = address.path.split('/').filter(|segment| !segment.is_empty()).collect();
    let named = |name: &str| unescaped(name).filter(|name| is_name(name));
    let other = || Scanned::Page(address.path.to_owned());
    match segments.as_slice() {
        ["s", name] => named(name).map_or_else(other, Scanned::Store),
        ["r", name] => named(name).map_or_else(other, Scanned::Referral),
        ["a", name] => named(name).map_or_else(other, Scanned::Partner),
        ["i", name] => match named(name).and_then(|name| Named::parse(&name)) {
            Some(Named { code, gtin: None }) => Scanned::Item(code.clone()),
            Some(_) => other(),
            None => Scanned::Misread,
        },
        ["coupons", "offers"] => {
            asked(address.query, "code").filter(|code| is_name(code)).map_or_else(other, Scanned::Coupon)
        }
        _ => other(),
    }
}

/// What a page is asked for by this name.
fn asked(query: &str, name: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(own, _)| *own == name).and_then(|(_, value)| unescaped(value))
}

/// What something of ours may be called in an address.
fn is_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=64).contains(&name.len()) && name.bytes().all(is_plain)
}

/// What digits or letters are that are no address.
fn code(text: &str) -> Scanned {
    let digits = typed::ungrouped(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return letters(text);
    }
    match Presented::parse(&digits) {
        Ok(code) => return Scanned::Member(code),
        Err(Unreadable::Misread) => return Scanned::Misread,
        Err(Unreadable::NotAMemberCode) => (),
    }
    if digits.len() == 12 && digits.starts_with('8') {
        return PickUpCode::parse(&digits).map_or(Scanned::Misread, Scanned::PickUp);
    }
    if let Some(goods) = Gtin::parse(&digits) {
        return Scanned::Goods(goods);
    }
    if is_payment(&digits) {
        return Scanned::Payment;
    }
    // Thirteen digits are goods or a card: either has a check digit.
    if digits.len() == 13 && !number::is_checked(&digits) { Scanned::Misread } else { letters(text) }
}

fn letters(text: &str) -> Scanned {
    match ItemCode::read(text) {
        Ok(code) => Scanned::Item(code.clone()),
        Err(item_code::Unreadable::Misread) if is_meant(text) => Scanned::Misread,
        // As a friend reads it aloud: eight letters and digits.
        Err(_) => friends::parse(text).filter(|_| is_meant(text)).map_or(Scanned::Text, Scanned::Referral),
    }
}

/// Whether sixteen letters were meant to be the code of a piece: words are of letters alone, numbers of digits.
fn is_meant(text: &str) -> bool {
    let has = |is_it: fn(&char) -> bool| text.chars().any(|c| is_it(&c));
    has(char::is_ascii_digit) && has(char::is_ascii_alphabetic)
}

/// The codes by which people pay: Alipay's, WeChat's and UnionPay's begin so.
fn is_payment(digits: &str) -> bool {
    let begins = |prefix: &&str| digits.starts_with(*prefix);
    let prefixes = ["10", "11", "12", "13", "14", "15", "25", "26", "27", "28", "29", "30", "62"];
    (16..=24).contains(&digits.len()) && prefixes.iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Device;
    use proptest::prelude::*;

    const HOST: &str = "xiaoman.example:8443";

    fn of(text: &str) -> Scanned {
        read(text, HOST)
    }

    fn on(path: &str) -> Scanned {
        of(&format!("https://{HOST}{path}"))
    }

    fn member_code() -> String {
        let device = Device { brand: "690".into(), locator: "12345678".into(), secret: "0b".repeat(32) };
        device.code_at(1_800_000_000).unwrap()
    }

    #[test]
    fn each_of_our_links_is_known_by_its_path() {
        let text = |name: &str| name.to_owned();
        assert_eq!(on("/s/wukang"), Scanned::Store(text("wukang")));
        assert_eq!(on("/s/wukang/?lang=en#top"), Scanned::Store(text("wukang")));
        assert_eq!(of("HTTPS://XIAOMAN.example:8443/s/wukang"), Scanned::Store(text("wukang")));
        assert_eq!(on("/r/K7M2"), Scanned::Referral(text("K7M2")));
        assert_eq!(on("/a/bookshop_2"), Scanned::Partner(text("bookshop_2")));
        assert_eq!(on("/coupons/offers?from=x&code=TEA-8"), Scanned::Coupon(text("TEA-8")));
        assert_eq!(on("/mall/cup"), Scanned::Page(text("/mall/cup")));
        let code = ItemCode::of([7; 10]);
        assert_eq!(on(&format!("/i/{code}")), Scanned::Item(code.clone()));
        assert_eq!(of(&code.grouped().to_lowercase()), Scanned::Item(code.clone()));
        assert_eq!(on("/i/0000000000000001"), Scanned::Misread);
        let of_goods = format!("/i/06901234567892-{code}");
        assert_eq!(on(&of_goods), Scanned::Page(of_goods));
    }

    #[test]
    fn digits_are_told_apart() {
        let member = member_code();
        assert!(matches!(of(&format!(" {} {} ", &member[..4], &member[4..])), Scanned::Member(_)));
        let pick_up = PickUpCode::of("0123456789").unwrap();
        assert_eq!(of(&pick_up.grouped()), Scanned::PickUp(pick_up));
        assert_eq!(of("6901234567892"), Scanned::Goods(Gtin::parse("6901234567892").unwrap()));
        assert_eq!(of("036000291452"), of("0036000291452"), "UPC-A, as readers say it either way");
        assert_eq!(
            ["134567890123456789", "281234567890123456", "6212345678901234567"].map(of),
            [const { Scanned::Payment }; 3]
        );
        assert_eq!(["12345", "TEA-8", "乌龙茶", "WIFI:S:shop;;"].map(of), [const { Scanned::Text }; 4]);
        assert_eq!([" ", "\u{3000}\u{200b}"].map(of), [const { Scanned::Empty }; 2]);
    }

    #[test]
    fn a_wrong_digit_is_told_from_another_kind_of_code() {
        let wrong = |code: &str| {
            let last = code.as_bytes()[code.len() - 1];
            format!("{}{}", &code[..code.len() - 1], (last - b'0' + 1) % 10)
        };
        let pick_up = PickUpCode::of("0123456789").unwrap();
        for code in [&member_code(), pick_up.as_str(), "6901234567892"] {
            assert_eq!(of(&wrong(code)), Scanned::Misread, "{code}");
        }
        assert_eq!(of("0000-0000-0000-000A"), Scanned::Misread);
        assert_eq!(of("congratulations!"), Scanned::Text);
    }

    #[test]
    fn links_of_gs1_are_read_wherever_they_lead_and_bad_ones_are_said_to_be() {
        let link = "https://id.gs1.org/01/12312312312326/21/abc123";
        assert_eq!(of(link), Scanned::Link(DigitalLink::parse(link).unwrap()));
        assert_eq!(of("https://id.gs1.org/01/12312312312327"), Scanned::BadLink(NoLink::Number));
        assert_eq!(on("/01/12312312312326/"), Scanned::BadLink(NoLink::Path));
    }

    #[test]
    fn what_only_pretends_to_be_ours_is_somebody_elses() {
        let foreign = |host: &str| Scanned::Foreign { host: host.to_owned() };
        assert_eq!(of("https://weixin.qq.com/r/x"), foreign("weixin.qq.com"));
        assert_eq!(of(&format!("https://{HOST}@evil.example/s/wukang")), foreign("evil.example"));
        assert_eq!(of(&format!("https://evil.example\\@{HOST}/s/wukang")), foreign("evil.example"));
        assert_eq!(of(&format!("https://evil.example/{HOST}/s/wukang")), foreign("evil.example"));
        assert_eq!(of(&format!("https://{HOST}.evil.example/s/wukang")), foreign("xiaoman.example:8443.evil.example"));
        assert_eq!(of(&format!("https://me@{HOST}/s/wukang")), foreign(HOST));
        assert_eq!(
            of("https://xiaoman.example/s/wukang"),
            foreign("xiaoman.example"),
            "another port is another server"
        );
        for text in [
            "javascript:alert(1)",
            "data:text/html,x",
            "intent://scan/#Intent;end",
            "weixin://dl/pay",
            "//evil.example/s/x",
        ] {
            assert_eq!(of(text), Scanned::Text, "{text}");
        }
        for path in ["/s/..", "/s/%2e%2e", "/s/a%2fb", "/s/%00", "/s/%ff", "/r/a b", "/a/<b>", "/s/"] {
            assert!(!matches!(on(path), Scanned::Store(_) | Scanned::Referral(_) | Scanned::Partner(_)), "{path}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_scanned_is_something(text in "\\PC{0,80}", path in "(/[a-z0-9%.]{0,8}){0,4}(\\?[a-z=&%0-9]{0,12})?") {
            let _ = of(&text);
            let is_elsewhere = matches!(on(&path), Scanned::Foreign { .. } | Scanned::Text);
            prop_assert!(!is_elsewhere);
        }
    }
}
