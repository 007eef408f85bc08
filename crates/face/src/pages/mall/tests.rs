use super::choose::{address_rows, chosen_store, pack, pay_first, store_rows, voucher, way_rows};
use super::model::{Chosen, Filter, ways};
use super::redeem::{can_be_had, happens, why_not};
use super::{Words, calendar, item, item_whole, shelf};
use crate::hostile::{HOSTILE, assert_escaped, hostile};
use crate::pages::Setting;
use crate::tests::{boot, day, text};
use crate::words::{Texts, texts};
use crate::{Lang, Markup};
use shuke_contract::addresses::{Address, AddressFields, Addresses};
use shuke_contract::card::Ending;
use shuke_contract::ledger::LotPart;
use shuke_contract::mall::{Gives, Mall, Offer, OfferDetail};
use shuke_rules::mall::{Item, ItemKind, Price, Way, Withheld};
use shuke_rules::phone::Phone;
use shuke_rules::policy::{
    Earning, Express, Ladder, LadderKind, Mall as MallRules, Material, OnReview, PointsTier, Store, Tier,
};
use shuke_rules::tiers::Rules;
use shuke_rules::{Fen, Multiplier, Points, Text};

fn rules(tier: Text) -> Rules {
    Rules {
        ladder: Ladder {
            kind: LadderKind::Lifetime,
            months: 12,
            grace_days: 30,
            on_review: OnReview::Supported,
            points_tier: PointsTier::Before,
        },
        tiers: vec![Tier {
            id: "gold".into(),
            name: tier,
            spend: Some(Fen(100_000)),
            single: None,
            by_invitation: false,
            multiplier: Multiplier::ONE,
            pays_percent: [].into(),
            benefits: Vec::new(),
            material: Material::Paper,
        }],
        earning: Earning { classes: Vec::new() },
    }
}

pub(super) fn store(id: &str, name: Text) -> Store {
    Store {
        id: id.into(),
        address: name.clone(),
        hours: text("每日 9:00–22:00", "Daily"),
        name,
        region: "21".into(),
        revoked: false,
    }
}

fn cup() -> Offer {
    let price = Price { points: Points(500), fen: Fen(900) };
    let item = Item {
        id: "cup".into(),
        name: text("流釉杯", "Glazed cup"),
        line: text("一杯一样", "No two alike"),
        terms: text("可进洗碗机。\n\n不能挑。", "Dishwasher yes.\n\nNot to be chosen."),
        price,
        per_member: Some(2),
        can_be_sent: true,
        ..Item::default()
    };
    Offer { item, left: 90, had: 0, withheld: None, tier_missing: None, gives: Vec::new() }
}

fn mall_rules() -> MallRules {
    let express = Express { store: "wukang".into(), yuan: Some(Fen(1_200)), points: None };
    MallRules { express: Some(express), ..MallRules::default() }
}

fn mall(offers: Vec<Offer>) -> Mall {
    Mall { offers, rules: mall_rules(), points: Points(546), today: day("2026-11-22") }
}

fn detail(offer: Offer) -> OfferDetail {
    OfferDetail {
        offer,
        rules: mall_rules(),
        stores: vec![store("wukang", text("武康路店", "Wukang Road")), store("hefang", text("河坊街店", "Hefang"))],
        points: Points(546),
        leaves: vec![LotPart { points: Points(500), until: Some(day("2027-12-31")) }],
        today: day("2026-11-22"),
    }
}

/// What is chosen before anything is: the first way and the first shop.
fn chosen(detail: &OfferDetail) -> Chosen<'_> {
    let (way, total) = ways(&detail.offer.item, &detail.rules)[0];
    Chosen { detail, way, total, store: detail.stores.first(), address: None }
}

fn address(name: &str) -> AddressFields {
    AddressFields {
        name: name.into(),
        phone: Phone::parse("13812345678").unwrap(),
        region: name.into(),
        street: name.into(),
        preferred: true,
    }
}

fn words<'a>(rules: &'a Rules, t: &'a Texts) -> Words<'a> {
    Words { rules, t, today: day("2026-11-22") }
}

/// What one reads: the markup less its tags.
fn read(markup: &Markup) -> String {
    let html = &markup.0;
    html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}

fn says(markup: &Markup, parts: &[&str]) {
    let said = read(markup);
    for part in parts {
        assert!(said.contains(part), "{part} is missing in {said}");
    }
}

#[test]
fn the_shelf_says_what_is_between_the_member_and_each_ware() {
    let tea =
        Offer { left: 3, item: Item { price: Price { points: Points(80), fen: Fen::ZERO }, ..cup().item }, ..cup() };
    let dear = Offer { item: Item { price: Price { points: Points(900), fen: Fen::ZERO }, ..cup().item }, ..cup() };
    let gone = Offer { withheld: Some(Withheld::SoldOut), ..cup() };
    let (mall, rules) = (mall(vec![gone, dear, tea]), rules(text("金卡", "Gold")));
    let html = shelf::shelf(words(&rules, texts(Lang::Zh)), &mall, Filter::All);
    says(&html, &["只剩 3 件", "还差 354 积分", "已兑完", "流釉杯"]);
    let html = html.into_string();
    let reaches: Vec<&str> = html.split("data-reach=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(reaches, ["now", "short", "withheld"]);
    assert!(html.contains(r#"<span class="ware-price"><b>80</b> 积分</span>"#), "{html}");
    says(&shelf::shelf(words(&rules, texts(Lang::En)), &mall, Filter::Affordable), &["3 left", "Glazed cup"]);
}

#[test]
fn a_price_has_its_figures_large() {
    let price = |points, fen| super::words::price(Price { points: Points(points), fen: Fen(fen) }, texts(Lang::Zh));
    assert_eq!(price(1_800, 0).into_string(), "<b>1,800</b> 积分");
    assert_eq!(price(500, 990).into_string(), "<b>500</b> 积分 + <b>¥9.90</b>");
    assert_eq!(price(0, 900).into_string(), "<b>¥9</b>");
    assert_eq!(price(0, 0).into_string(), "<b>0</b> 积分");
}

#[test]
fn the_head_says_how_long_the_first_points_last_or_what_is_owed() {
    let ending = Ending { day: day("2026-12-31"), points: Points(320) };
    let mut mall = mall(Vec::new());
    says(&shelf::head(Some(&ending), &mall, texts(Lang::Zh)), &["积分商城", "546", "其中 320 分可用到 12月31日"]);
    let all = Ending { points: mall.points, ..ending };
    says(&shelf::head(Some(&all), &mall, texts(Lang::Zh)), &["546都可用到 12月31日"]);
    says(&shelf::head(Some(&all), &mall, texts(Lang::En)), &["546All good through December 31"]);
    mall.points = Points(-20);
    says(&shelf::head(Some(&ending), &mall, texts(Lang::En)), &["You owe 20 points"]);
}

#[test]
fn an_empty_mall_says_so_and_leads_back() {
    let rules = rules(text("金卡", "Gold"));
    let (mall, words) = (mall(Vec::new()), words(&rules, texts(Lang::Zh)));
    let html = shelf::shelf(words, &mall, Filter::All);
    says(&html, &["商城还没有上架", "回到卡"]);
    assert!(html.into_string().contains(r#"href="/""#));
    for nothing in [
        shelf::filters(&mall, Filter::All, texts(Lang::Zh)),
        shelf::count(&mall, Filter::All, texts(Lang::Zh)),
        calendar::calendar(words, &mall),
    ] {
        assert_eq!(nothing.into_string(), "");
    }
}

#[test]
fn the_filter_that_is_chosen_is_checked() {
    let tea = Offer { item: Item { kind: ItemKind::Voucher, ..cup().item }, ..cup() };
    let html = shelf::filters(&mall(vec![cup(), tea]), Filter::Vouchers, texts(Lang::En)).into_string();
    assert!(html.contains(r#"value="vouchers" checked>"#), "{html}");
    assert_eq!(html.matches("checked").count(), 1);
}

#[test]
fn the_calendar_says_which_month_it_is_and_when_a_gift_opens() {
    let in_months = |months: &[u32]| {
        let item = Item { months: months.to_vec(), ..cup().item };
        Offer { item, ..cup() }
    };
    let (mall, rules) = (mall(vec![in_months(&[11]), in_months(&[12])]), rules(Text::default()));
    let html = calendar::calendar(words(&rules, texts(Lang::Zh)), &mall);
    says(&html, &["2026年11月 本月", "现在可兑", "2026年12月", "12月1日开兑", "500 积分 + ¥9"]);
}

#[test]
fn an_item_says_its_facts_and_its_terms() {
    let rules = rules(text("金卡", "Gold"));
    let mut offer = cup();
    offer.item.tier = Some("gold".into());
    offer.item.until = Some(day("2026-12-10"));
    let detail = detail(offer);
    let head = item::head(words(&rules, texts(Lang::Zh)), &detail);
    says(&head, &["剩 90 件 · 每人限 2 件 · 金卡及以上 · 12月10日截止"]);
    assert!(head.into_string().contains(r#"<span class="ware-art"><svg"#));
    let terms = item::terms(words(&rules, texts(Lang::En)), &detail);
    says(&terms, &["within 7 days"]);
    assert!(terms.into_string().contains("<p>Dishwasher yes.</p><p>Not to be chosen.</p>"));
}

#[test]
fn a_way_says_what_it_adds_and_that_money_is_due_first() {
    let detail = detail(cup());
    let rows = way_rows(&detail, Way::PickUp, texts(Lang::Zh));
    says(&rows, &["到店自取", "不加运费", "快递到家", "运费 ¥12"]);
    assert!(rows.into_string().contains(r#"value="here" checked>"#));
    let here = chosen(&detail);
    assert_eq!(pay_first(&here, texts(Lang::Zh)).into_string(), "");
    let total = Price { points: Points(500), fen: Fen(2_100) };
    let sent = Chosen { way: Way::ExpressForMoney, total, ..here };
    says(&pay_first(&sent, texts(Lang::Zh)), &["¥21 要先付：兑换后 15 分钟内"]);
}

#[test]
fn what_happens_is_said_to_the_last_point() {
    let rules = rules(text("金卡", "Gold"));
    let detail = detail(cup());
    let here = chosen(&detail);
    assert!(can_be_had(&here));
    assert_eq!(why_not(words(&rules, texts(Lang::Zh)), &here).into_string(), "");
    says(
        &happens(words(&rules, texts(Lang::Zh)), &here),
        &[
            "−500",
            "积分用去，本来都只到 2027年12月31日",
            "46",
            "¥9",
            "领取时在店里付",
            "在武康路店领取",
            "兑换后不能取消；有质量问题",
        ],
    );
    let to = address("林晓雨");
    let total = Price { points: Points(500), fen: Fen(2_100) };
    let sent = Chosen { way: Way::ExpressForMoney, total, address: Some(&to), ..here };
    says(
        &happens(words(&rules, texts(Lang::En)), &sent),
        &["within 15 minutes", "Ships to 林晓雨 13812345678, 林晓雨 林晓雨", "until it's paid; if it's faulty"],
    );
}

#[test]
fn why_not_has_its_figures_and_a_way_on() {
    let rules = rules(text("金卡", "Gold"));
    let why = |change: fn(&mut OfferDetail), lang| {
        let mut detail = detail(cup());
        change(&mut detail);
        assert!(!can_be_had(&chosen(&detail)));
        why_not(words(&rules, texts(lang)), &chosen(&detail))
    };
    let short = why(|detail| detail.points = Points(80), Lang::Zh);
    says(&short, &["积分不够", "这样要 500 分，你有 80 分，还差 420 分。", "看看怎么得积分"]);
    assert!(short.into_string().contains(r#"href="/together""#));
    let tier = |detail: &mut OfferDetail| {
        detail.offer.withheld = Some(Withheld::Tier);
        detail.offer.item.tier = Some("gold".into());
        detail.offer.tier_missing = Some(Fen(40_000));
    };
    says(&why(tier, Lang::En), &["For Gold and above. Spend ¥400 more to get there.", "How tiers work"]);
    let later = |detail: &mut OfferDetail| detail.offer.withheld = Some(Withheld::NotYet { from: day("2027-01-01") });
    says(&why(later, Lang::Zh), &["现在还不能兑", "2027年1月1日开兑", "积分商城"]);
    let had = |detail: &mut OfferDetail| detail.offer.withheld = Some(Withheld::HadAll { per_member: 2 });
    says(&why(had, Lang::En), &["2 per member, and you've had yours.", "My redemptions"]);
}

#[test]
fn what_there_is_to_do_comes_last_and_why_there_is_nothing_before_the_terms() {
    let boot = boot();
    let drawn = |detail: &OfferDetail| {
        let none = |_| String::new();
        let setting =
            Setting { boot: &boot, t: texts(Lang::Zh), display: crate::Display::default(), time: &none, day: &none };
        item_whole(detail, None, setting).into_string()
    };
    let mut detail = detail(cup());
    let dock = r#"<div class="dock"><button type="button" class="button">兑换 · 500 积分 + ¥9</button></div>"#;
    assert!(drawn(&detail).ends_with(dock), "{}", drawn(&detail));
    detail.points = Points(80);
    let short = drawn(&detail);
    let at = |part: &str| short.find(part).unwrap_or_else(|| panic!("{part} is missing in {short}"));
    assert!(at("积分不够") < at("可进洗碗机"));
    assert!(!short.contains("dock"), "{short}");
}

#[test]
fn nothing_that_anybody_wrote_becomes_markup() {
    let (rules, t) = (rules(hostile()), texts(Lang::Zh));
    let mut offer = cup();
    offer.item = Item {
        name: hostile(),
        line: hostile(),
        terms: hostile(),
        tier: Some("gold".into()),
        months: vec![11],
        picture: Some(HOSTILE.into()),
        ..offer.item
    };
    offer.withheld = Some(Withheld::Tier);
    offer.gives = vec![Gives { coupon: "c".into(), name: hostile(), count: 2 }];
    let mall = mall(vec![offer.clone()]);
    let words = words(&rules, t);
    // Picture, name, tier.
    assert_escaped(shelf::shelf(words, &mall, Filter::All), 3);
    assert_escaped(calendar::calendar(words, &mall), 3);
    let mut detail = detail(offer);
    detail.stores = vec![store("x", hostile())];
    // Picture and what it is called, name, line, tier.
    assert_escaped(item::head(words, &detail), 5);
    assert_escaped(item::terms(words, &detail), 1);
    let chosen = Chosen { address: None, ..chosen(&detail) };
    assert_escaped(why_not(words, &chosen), 1);
    // Name and address of the shop.
    assert_escaped(happens(words, &chosen), 2);
    assert_escaped(chosen_store(&chosen, t), 2);
    assert_escaped(store_rows(&detail, None, t), 2);
    assert_escaped(pack(&chosen, t), 1);
    assert_escaped(voucher(&chosen, t), 0);
    let fields = address(HOSTILE);
    assert_escaped(happens(words, &Chosen { way: Way::ExpressForMoney, address: Some(&fields), ..chosen }), 3);
    let addresses = Addresses { addresses: vec![Address { id: HOSTILE.into(), fields }] };
    assert_escaped(address_rows(&addresses, None), 4);
}
