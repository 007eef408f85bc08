use super::{FromJson, Json};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shuke_contract::account::Profile;
use shuke_contract::addresses::Addresses;
use shuke_contract::benefits::Benefits;
use shuke_contract::birthday::BirthdayPage;
use shuke_contract::boards::{BoardPage, Boards};
use shuke_contract::boot::Boot;
use shuke_contract::card::{Card, DeviceKey};
use shuke_contract::check_in::{CheckIns, CheckedIn};
use shuke_contract::coupons::{CouponClaimed, CouponOffers, Wallet};
use shuke_contract::mall::{Mall, OfferDetail};
use shuke_contract::orders::{Order, OrdersPage};
use shuke_contract::receipts::{Receipt, ReceiptsPage};
use shuke_contract::sign_in::{CodeSent, SignedIn};
use shuke_contract::tasks::Tasks;
use shuke_contract::welcome::Welcome;
use shuke_contract::{ErrorCode, Problem};
use shuke_rules::Instant;
use shuke_rules::boards::Phase;
use shuke_rules::ledger::Entry;
use shuke_rules::mall::{Way, Withheld};
use shuke_rules::policy::Store;
use shuke_rules::tiers::{Fact, Why};

fn read<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&Json::parse(text)?)
}

/// Ours and the derived reader get the same from `text`, and from what the derived writer makes of it.
fn agree<T: FromJson + Serialize + DeserializeOwned + PartialEq>(text: &str) {
    let derived: T = serde_json::from_str(text).unwrap();
    assert!(read::<T>(text).is_some_and(|ours| ours == derived), "{text}");
    let written = serde_json::to_string(&derived).unwrap();
    assert!(read::<T>(&written).is_some_and(|ours| ours == derived), "{written}");
}

#[test]
fn replies_of_a_real_server_are_read_as_the_derived_reader_reads_them() {
    agree::<Boot>(include_str!("samples/boot-lifetime.json"));
    agree::<Boot>(include_str!("samples/boot-period.json"));
    agree::<Card>(include_str!("samples/card.json"));
    agree::<CheckIns>(include_str!("samples/check-ins.json"));
    agree::<CheckedIn>(include_str!("samples/checked-in.json"));
    agree::<DeviceKey>(include_str!("samples/device.json"));
    agree::<Profile>(include_str!("samples/profile.json"));
    agree::<ReceiptsPage>(include_str!("samples/receipts.json"));
    agree::<Receipt>(include_str!("samples/receipt.json"));
    agree::<Store>(include_str!("samples/store.json"));
    agree::<Problem>(include_str!("samples/problem.json"));
    agree::<CodeSent>(include_str!("samples/code-sent.json"));
}

#[test]
fn replies_about_the_mall_and_its_orders_are_read_as_the_derived_reader_reads_them() {
    agree::<Mall>(include_str!("samples/mall.json"));
    agree::<OfferDetail>(include_str!("samples/offer.json"));
    agree::<OrdersPage>(include_str!("samples/orders.json"));
    agree::<Order>(include_str!("samples/order-reserved.json"));
    agree::<Order>(include_str!("samples/order-claimed.json"));
    agree::<Addresses>(include_str!("samples/addresses.json"));
    for why in [
        r#"{"why":"not_yet","from":"2026-12-01"}"#,
        r#"{"why":"over"}"#,
        r#"{"why":"sold_out"}"#,
        r#"{"why":"had_all","per_member":2}"#,
        r#"{"why":"tier"}"#,
        r#"{"why":"of a newer server"}"#,
    ] {
        assert_eq!(read::<Withheld>(why), serde_json::from_str(why).ok(), "{why}");
    }
    assert_eq!(read::<Way>(r#""by drone""#), Some(Way::Unknown));
}

#[test]
fn replies_about_coupons_are_read_as_the_derived_reader_reads_them() {
    agree::<Wallet>(include_str!("samples/wallet.json"));
    agree::<CouponOffers>(include_str!("samples/coupon-offers.json"));
    agree::<CouponClaimed>(include_str!("samples/coupon-claimed.json"));
}

#[test]
fn replies_about_what_members_are_given_are_read_as_the_derived_reader_reads_them() {
    agree::<Welcome>(include_str!("samples/welcome.json"));
    agree::<Benefits>(include_str!("samples/benefits.json"));
    agree::<Tasks>(include_str!("samples/tasks.json"));
    agree::<BirthdayPage>(include_str!("samples/birthday.json"));
    agree::<BirthdayPage>(include_str!("samples/birthday-held.json"));
}

#[test]
fn replies_about_leaderboards_are_read_as_the_derived_reader_reads_them() {
    agree::<Boards>(include_str!("samples/boards.json"));
    agree::<BoardPage>(include_str!("samples/board.json"));
    assert_eq!(read::<Phase>(r#""of a newer server""#), Some(Phase::Unknown));
}

#[test]
fn every_variant_is_read() {
    agree::<SignedIn>(r#"{"number":"4006381333931","joined":true}"#);
    for why in [
        r#"{"kind":"spend","spend":5}"#,
        r#"{"kind":"single","paid":5}"#,
        r#"{"kind":"invitation"}"#,
        r#"{"kind":"review","spend":1,"single":2}"#,
        r#"{"kind":"refund"}"#,
    ] {
        agree::<Why>(why);
    }
    assert_eq!(read::<Why>(r#"{"kind":"of a newer server"}"#), Some(Why::Unknown));
    agree::<Fact>(r#"{"kind":"purchase","day":"2026-01-02","paid":-5}"#);
    agree::<Fact>(r#"{"kind":"invitation","day":"2026-01-02","tier":"koc"}"#);
    for expiry in [r#"{"kind":"year_end","years":1}"#, r#"{"kind":"months","months":3}"#, r#"{"kind":"never"}"#] {
        agree::<shuke_rules::policy::Expiry>(expiry);
    }
    let entry = r#"{"seq":1,"kind":"taken_back","points":-5,"at":"2026-01-02T03:04:05.678901Z","key":"sale:1","rule_version":2,"hash":"ab"}"#;
    agree::<Entry>(entry);
    let newer = r#"{"code":"tea_too_hot","status":418,"message":"x","steam":[{}]}"#;
    assert_eq!(read::<Problem>(newer).map(|problem| problem.code), Some(ErrorCode::Unknown));
}

#[test]
fn instants_are_read_with_and_without_a_fraction() {
    for text in ["2026-11-21T22:23:43Z", "2026-11-21T22:23:43.5Z", "1999-12-31T23:59:59.123456789Z"] {
        agree::<Instant>(&format!("\"{text}\""));
    }
    for wrong in ["2026-11-21T22:23Z", "2026-11-21 22:23:43Z", "2026-13-21T22:23:43Z", "2026-11-21T25:23:43Z", "Z"] {
        assert_eq!(read::<Instant>(&format!("\"{wrong}\"")), None, "{wrong}");
    }
}

#[test]
fn strings_are_unescaped_as_the_standard_says() {
    for text in [r#""a\"\\\/\b\f\n\r\tA\u5c0f\ud83c\udf75小🍵""#, r#""""#, r#"" <script>""#] {
        assert_eq!(read::<String>(text), serde_json::from_str(text).ok(), "{text}");
    }
}

#[test]
fn what_is_no_json_is_refused_and_nothing_overflows() {
    let deep = "[".repeat(10_000);
    for wrong in [
        "",
        "{",
        "[1,]",
        "{\"a\"}",
        "\"\\ud83c\"",
        "\"\\x\"",
        "nul",
        "1 2",
        "1.5",
        "\"\n\"",
        "99999999999999999999",
        &deep,
    ] {
        assert_eq!(Json::parse(wrong), None, "{}", wrong.get(..20).unwrap_or(wrong));
    }
}
