use super::*;
use crate::Lang;
use crate::tests::{HOSTILE, boot, day, text};
use crate::words::texts;
use shuke_contract::inbox::What;
use shuke_contract::ledger::Link;
use shuke_contract::staff::Action;
use shuke_rules::{Fen, Instant, Points};

fn inbox(what: Vec<What>, unread: bool) -> Inbox {
    let message = |what| Message { what, at: Instant::UNIX_EPOCH, day: day("2026-05-03"), unread };
    Inbox { messages: what.into_iter().map(message).collect(), unread: 0, today: day("2026-06-01") }
}

/// Every message that there is, with this for each name.
fn all(name: &str) -> Vec<What> {
    let (text, day, points) = (text(name, name), day("2026-06-30"), Points(320));
    let (order, item, coupon) = ("o-1".to_owned(), text.clone(), "c-1".to_owned());
    let (of, named) = (|| order.clone(), || item.clone());
    vec![
        What::PointsEnding { points, day },
        What::PointsEnded { points },
        What::TierReview { tier: "suren".into(), day, amount: Fen(10_000) },
        What::TierReview { tier: "suren".into(), day, amount: Fen::ZERO },
        What::TierRaised { to: "suren".into() },
        What::TierLowered { from: "suren".into(), to: name.into(), by_refund: false },
        What::TierLowered { from: "suren".into(), to: "xiaobai".into(), by_refund: true },
        What::PointsTakenBack { points, receipt: "s-1".into() },
        What::OrderPlaced { order: of(), item: named() },
        What::OrderReady { order: of(), item: named(), store: text.clone() },
        What::OrderShipped { order: of(), item: named() },
        What::OrderExpired { order: of(), item: named(), points },
        What::OrderReturned { order: of(), item: named(), points },
        What::ClaimDeclined { order: of(), item: named() },
        What::TaskUndone { task: named(), points },
        What::CouponGiven { coupon: coupon.clone(), name: named(), count: 1 },
        What::CouponsEnding { coupon: coupon.clone(), name: named(), count: 3, day },
        What::CouponVoided { coupon, name: named(), reason: name.into() },
        What::StaffUndid {
            action: Action::HandOver,
            name: text.clone(),
            page: Link::Order(order.clone()),
            reason: name.into(),
        },
        What::StaffUndid { action: Action::ConfirmTask, name: text.clone(), page: Link::Tasks, reason: name.into() },
        What::Note { text, page: Link::Piece("0ABC".into()) },
        What::Unknown,
    ]
}

#[test]
fn every_message_says_what_happened_and_leads_to_its_page() {
    let said = |lang| list(&boot(), &inbox(all("茶"), false), texts(lang)).into_string();
    let (zh, en) = (said(Lang::Zh), said(Lang::En));
    let page = |html: &str| -> Vec<String> {
        let links = html.split("href=\"").skip(1);
        links.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let tiers = ["/tiers"; 5];
    let orders = ["/orders/o-1"; 6];
    let (points, receipt) = (["/points"; 2], ["/receipts/s-1"]);
    let coupons = ["/together", "/coupons/c-1", "/coupons", "/coupons/c-1", "/orders/o-1", "/together", "/i/0ABC", "/"];
    assert_eq!(page(&zh), [&points[..], &tiers, &receipt, &orders, &coupons].concat());
    assert_eq!(page(&en), page(&zh));
    for part in [
        "<h2 class=\"inbox-day\">5月3日</h2>",
        "320 分可用到 6月30日 24:00，之后到期</span>",
        "素人将在 6月30日复核，再消费 ¥100 可以保住",
        "素人将在 6月30日复核，已经保住",
        "退货撤回了当初升的级：素人 → 小白",
        "茶等 3 张券可用到 6月30日",
        "店员撤回了茶的领取：茶",
        "店员撤回了对“茶”的确认：茶",
    ] {
        assert!(zh.contains(part), "{part} is missing in {zh}");
    }
    for part in ["You reached suren", "A coupon for you: 茶", "“茶” and 2 other coupons are good through June 30"]
    {
        assert!(en.contains(part), "{part} is missing in {en}");
    }
    // Within a sentence it is seen where a name begins and where it ends; a shop's is one, and what is the whole message is nobody's name.
    let said = en.replace("<span class=\"row-main\">茶</span>", "").replace("at 茶<", "").replace("became 茶<", "");
    let bare = said.replace("“茶”", "").replace(": 茶<", "");
    assert!(!bare.contains('茶'), "{bare}");
}

#[test]
fn messages_stand_under_their_days_the_last_two_by_name() {
    let mut inbox = inbox(vec![What::Unknown; 5], false);
    let days = ["2026-06-01", "2026-05-31", "2026-05-31", "2026-05-30", "2025-12-31"];
    for (message, of) in inbox.messages.iter_mut().zip(days) {
        message.day = day(of);
    }
    let said = |lang| {
        let page = list(&boot(), &inbox, texts(lang)).into_string();
        let days = page.split("inbox-day\">").skip(1).map(|rest| {
            let (name, rows) = rest.split_once("</h2>").unwrap();
            (name.to_owned(), rows.matches("<li>").count())
        });
        days.collect::<Vec<_>>()
    };
    let named = |names: [&str; 4]| names.map(str::to_owned).into_iter().zip([1, 2, 1, 1]).collect::<Vec<_>>();
    assert_eq!(said(Lang::Zh), named(["今天", "昨天", "5月30日", "2025年12月31日"]));
    assert_eq!(said(Lang::En), named(["Today", "Yesterday", "May 30", "December 31, 2025"]));
}

#[test]
fn what_is_new_says_so_to_eyes_and_ears() {
    let said = |unread| list(&boot(), &inbox(vec![What::Unknown], unread), texts(Lang::Zh)).into_string();
    assert!(said(true).contains(r#"class="row message unread""#));
    assert!(said(true).contains(r#"<span class="sr">未读：</span>有一条新消息"#));
    assert!(!said(false).contains("unread") && !said(false).contains("未读"));
}

#[test]
fn no_name_can_leave_its_element() {
    for (hostile, safe) in HOSTILE {
        let mut boot = boot();
        boot.rules.tiers[1].name = text(hostile, hostile);
        let mut inbox = inbox(all(hostile), true);
        for lang in [Lang::Zh, Lang::En] {
            let page = list(&boot, &inbox, texts(lang)).into_string();
            assert!(!page.contains(hostile), "{page}");
            // Tiers: twice reviewed, raised, twice lowered and once to one that is unknown; seven of orders, one of them ready
            // in a shop; a task, three coupons, a reason, two undoings with theirs, a note.
            assert_eq!(page.matches(safe).count(), 6 + 7 + 1 + 3 + 1 + 4 + 1, "{page}");
        }
        inbox.messages = vec![Message {
            what: What::OrderShipped { order: hostile.into(), item: text("", "") },
            ..inbox.messages[0].clone()
        }];
        assert!(!list(&boot, &inbox, texts(Lang::En)).into_string().contains(hostile));
    }
}
