use super::*;
use proptest::prelude::*;

/// Links and numbers of which it is known whether they are right; those without a note are GS1's and others' published examples.
const KNOWN: &str = include_str!("known.json");

fn known(kind: &str, is_right: bool) -> Vec<String> {
    let all: serde_json::Value = serde_json::from_str(KNOWN).unwrap();
    let list = &all[kind][if is_right { "right" } else { "wrong" }];
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_known_numbers_are_judged_rightly() {
    for right in known("numbers", true) {
        assert!(number::is_checked(&right), "{right}");
        // Eighteen digits are a parcel, and no goods.
        assert_eq!(Gtin::parse(&right).is_some(), right.len() < 18, "{right}");
    }
    for wrong in known("numbers", false) {
        assert!(!number::is_checked(&wrong) && Gtin::parse(&wrong).is_none(), "{wrong}");
    }
}

#[test]
fn the_known_links_are_judged_rightly() {
    for right in known("links", true) {
        assert!(DigitalLink::parse(&right).is_ok(), "{right}");
    }
    for wrong in known("links", false) {
        assert!(DigitalLink::parse(&wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_link_says_which_goods_and_which_piece() {
    let link = DigitalLink::parse("https://Example.com/01/12312312312326/22/ABC/10/DEF/21/GHI?95=INT").unwrap();
    assert_eq!((link.host.as_str(), link.gtin.as_str()), ("example.com", "12312312312326"));
    assert_eq!([link.variant, link.lot, link.serial], ["ABC", "DEF", "GHI"].map(|part| Some(part.to_owned())));
    let link = DigitalLink::parse("https://example.com/01/12312312312333/10/ABC%2B123?99=XYZ%2BQWERTY").unwrap();
    assert_eq!((link.lot.as_deref(), link.serial), (Some("ABC+123"), None));
    let below = DigitalLink::parse("http://example.com/shop/01/06901234567892#top").unwrap();
    assert_eq!((below.gtin.printed(), below.lot), ("6901234567892", None));
}

#[test]
fn it_is_said_why_a_link_is_none() {
    let why = |rest: &str| DigitalLink::parse(&format!("https://a.cn/{rest}")).unwrap_err();
    assert_eq!(["", "s/wukang", "01/", "01/x", "02/12312312312326"].map(why), [NoLink::Other; 5]);
    assert_eq!(["01/2112345678900", "01/12312312312327", "01/6901234567892"].map(why), [NoLink::Number; 3]);
    let good = "01/12312312312326";
    let after = |rest: &str| why(&format!("{good}{rest}"));
    assert_eq!(["/", "/21", "/10/a/22/b", "/21/a/21/b", "/99/a", "/21/a/"].map(after), [NoLink::Path; 6]);
    assert_eq!(["?999=faux", "?21=a", "?17=261231&17=261231"].map(after), [NoLink::Identifier; 3]);
    assert_eq!(
        ["?99=", "?17=2612", "/21/", "/21/%00", "/21/%zz", "/21/123456789012345678901"].map(after),
        [NoLink::Value; 6]
    );
    assert!(DigitalLink::parse(&format!("https://a.cn/{good}?linkType=all&utm=x&17=261231")).is_ok());
    for text in [
        "ftp://a.cn/01/12312312312326",
        "12312312312326",
        "https:///01/12312312312326",
        "https://a.cn /01/12312312312326",
    ] {
        assert_eq!(DigitalLink::parse(text), Err(NoLink::Other), "{text}");
    }
}

#[test]
fn goods_are_the_same_however_long_their_number_is_written() {
    let one = |text| Gtin::parse(text).unwrap();
    assert_eq!(one("036000291452"), one("0036000291452"));
    assert_eq!((one("0036000291452").printed(), one("02345673").printed()), ("0036000291452", "02345673"));
    assert_eq!(
        (one("12345678901231").printed(), one("690-1234-567892").printed()),
        ("12345678901231", "6901234567892")
    );
    assert_eq!(["00000000", "690123456789", "69012345678x2"].map(Gtin::parse), [const { None }; 3]);
}

proptest! {
    #[test]
    fn one_wrong_digit_of_a_number_is_noticed(digits in "[0-9]{13}", at in 0_usize..14, other in 0_u8..10) {
        let check = number::check_digit(&digits).unwrap();
        let right = format!("{digits}{check}");
        let mut wrong = right.clone().into_bytes();
        wrong[at] = b'0' + other;
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assume!(right.bytes().any(|digit| digit != b'0'));
        prop_assert!(Gtin::parse(&right).is_some());
        prop_assert_eq!(Gtin::parse(&wrong).is_some(), wrong == right);
    }

    #[test]
    fn whatever_is_scanned_is_read_without_a_fault(text in "(https?://)?[a-z@.:]{0,12}(/[01a-z%?&=#]{0,8}){0,6}") {
        let _ = DigitalLink::parse(&text);
    }
}
