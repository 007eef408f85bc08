//! What all pages say of one member, side by side, in eleven states: so that what contradicts itself shows.

use super::said::{amiss, blocks, empty};
use super::{boot, day, store, text, tier};
use crate::pages::{code, coupons, forecast, me, points, settings, tiers};
use crate::shapes::coupon_summary::samples::held;
use crate::words::texts;
use crate::{Lang, Markup, card_body, card_screen, date, guest_screen, store_body};
use shuke_contract::account::Profile;
use shuke_contract::boot::Boot;
use shuke_contract::card::{Card, CheckInToday, CouponsInHand, Ending, NowOn};
use shuke_contract::coupons::{HeldCoupon, Wallet};
use shuke_contract::ledger::LedgerPage;
use shuke_rules::coupons::State;
use shuke_rules::policy::LadderKind;
use shuke_rules::tiers::{Missing, Standing, Step, Why};
use shuke_rules::{Day, Fen, Instant, Points};

/// A member, and what is read for their pages.
struct Member {
    state: &'static str,
    boot: Boot,
    profile: Profile,
    wallet: Wallet,
}

impl Member {
    fn card(&self) -> Option<&Card> {
        self.boot.card.as_ref()
    }
}

fn today() -> Day {
    day("2026-11-21")
}

/// 1,240 points of which none end, some way to the next tier.
fn member(state: &'static str, change: impl FnOnce(&mut Boot, &mut Card)) -> Member {
    let mut boot = boot();
    let mut card = boot.card.take().unwrap();
    boot.rules.tiers[1] = tier("suren", "素人", 149_900, "1.2");
    (card.today, card.points, card.ending) = (today(), Points(1_240), Vec::new());
    card.standing = Standing { tier: "xiaobai".into(), since: day("2026-01-01"), review: None, total: Fen(10_050) };
    card.next = Some(missing(10_050, 149_900));
    change(&mut boot, &mut card);
    let profile = Profile {
        number: card.number.clone(),
        name: card.name.clone(),
        phone_masked: Some("138 •••• 5678".into()),
        birthday: None,
        joined_at: Instant::UNIX_EPOCH,
        joined_in: None,
        consents: Vec::new(),
        sessions: 1,
    };
    boot.card = Some(card);
    Member { state, boot, profile, wallet: Wallet { coupons: Vec::new(), today: today(), now: Instant::UNIX_EPOCH } }
}

fn missing(spend: i64, threshold: i64) -> Missing {
    let amount = Fen((threshold - spend).max(0));
    Missing { tier: "suren".into(), spend: Fen(spend), threshold: Fen(threshold), amount, by: None, single: None }
}

/// On a ladder whose tiers lapse after a month, and what is missing to keep the second of them.
fn keeping(boot: &mut Boot, card: &mut Card, spend: i64) {
    boot.rules.ladder.kind = LadderKind::Period;
    (boot.rules.ladder.months, boot.rules.ladder.grace_days) = (1, 1);
    boot.rules.tiers[1].single = Some(Fen(120_000));
    (card.standing.tier, card.standing.review, card.next) = ("suren".into(), Some(day("2027-01-30")), None);
    card.keep = Some(Missing { by: Some(day("2027-01-29")), single: Some(Fen(120_000)), ..missing(spend, 149_900) });
}

fn lowered(boot: &mut Boot, card: &mut Card) {
    boot.rules.ladder.kind = LadderKind::Period;
    let why = Why::Review { spend: Fen(123_400), single: Fen::ZERO };
    card.last_step = Some(Step { day: day("2026-11-20"), from: "suren".into(), to: "xiaobai".into(), why });
}

/// One that can be used today for the last time, and one for twenty days more.
fn ending_coupons(member: &mut Member) {
    let ends =
        |id: &str, last, ends_soon| HeldCoupon { last: Some(last), ends_soon, ..held(id, "main", State::Available) };
    member.wallet.coupons = vec![ends("a", today(), true), ends("b", today().plus_days(20), false)];
    for coupon in &mut member.wallet.coupons {
        coupon.terms.name = text("满减", "Some off");
    }
    let in_hand = CouponsInHand { usable: 2, ending: 1, first_end: Some(today()) };
    member.boot.card.as_mut().unwrap().coupons = Some(in_hand);
}

fn tomorrow(points: i64) -> Ending {
    Ending { day: today().plus_days(1), points: Points(points) }
}

fn states() -> Vec<Member> {
    let mut guest = member("a guest", |_, _| ());
    guest.boot.card = None;
    let mut imported = member("imported without a phone", |_, card| card.name = None);
    imported.profile.phone_masked = None;
    let mut ends_today = member("with coupons that end today", |_, _| ());
    ending_coupons(&mut ends_today);
    let mut all = member("everything at once", |boot, card| {
        lowered(boot, card);
        (card.debt, card.unread) = (Points(1_000), 1);
        card.ending = vec![tomorrow(1), Ending { day: day("2027-12-31"), points: Points(1_239) }];
        card.check_in = Some(CheckInToday { done: false, streak: 1, points: Points(1), week: 1 });
        let on = |begun, day| NowOn {
            path: "/boards/tea".into(),
            art: "tea".into(),
            name: text("茶客榜", "Tea lovers"),
            begun,
            day,
        };
        card.now_on = vec![on(true, today()), on(true, day("2027-03-31")), on(false, today().plus_days(1))];
        card.notes = vec![text("国庆快乐", "Happy holidays")];
    });
    ending_coupons(&mut all);
    vec![
        guest,
        member("new, without points", |_, card| {
            (card.points, card.next) = (Points::ZERO, Some(missing(0, 149_900)));
            card.standing.total = Fen::ZERO;
        }),
        member("with points that end tomorrow", |_, card| card.ending = vec![tomorrow(1)]),
        member("in debt", |_, card| (card.points, card.debt) = (Points(-1), Points(1))),
        member("keeping a tier by spending", |boot, card| keeping(boot, card, 29_850)),
        member("having kept it", |boot, card| keeping(boot, card, 149_900)),
        member("at the top", |_, card| {
            (card.standing.tier, card.standing.total, card.next) = ("suren".into(), Fen(1_234_500), None);
        }),
        member("lowered by a review", lowered),
        imported,
        ends_today,
        all,
    ]
}

/// What each page says.
fn pages(member: &Member, lang: Lang) -> Vec<(&'static str, Markup)> {
    let (boot, t) = (&member.boot, texts(lang));
    let since = date(day("2025-03-01"), today(), lang);
    let mut pages = vec![("tiers", tiers::ladder(boot, t)), ("how", tiers::explained(&boot.rules, t))];
    pages.push(("shop", store_body(boot, &store("8"), lang)));
    let Some(card) = member.card() else {
        pages.extend([("guests", guest_screen(boot, lang)), ("join", tiers::join(t))]);
        return pages;
    };
    let (points, debt, ending) = (card.points, card.debt, card.ending.clone());
    let ledger = LedgerPage { points, debt, ending, entries: Vec::new(), next: None, today: today() };
    let time = |_: Instant| "14:32".to_owned();
    let words = coupons::Words { boot, t, today: today(), time: &time };
    pages.extend([
        ("frame", card_screen(boot, lang)),
        ("card", card_body(boot, card, lang)),
        ("forecast", forecast::simulator(boot, card, t)),
        ("points", points::head(&ledger, t)),
        ("me", me::name(card, t)),
        ("since", me::since(&member.profile, &since, t)),
        ("things", me::things(boot, t)),
        ("leaving", settings::closing(boot, card, t)),
        ("code", code::heading(boot, t)),
        ("facts", code::facts(card.points, "14:32", true, t)),
        ("in hand", code::coupons(&member.wallet, t)),
        ("wallet", coupons::wallet::list(&words, &member.wallet)),
    ]);
    pages
}

/// Each page of each state in each language, with the texts of its blocks, less what is the member's own.
fn all(mut see: impl FnMut(&Member, Lang, &[(&'static str, Vec<String>)])) {
    for member in states() {
        for lang in [Lang::Zh, Lang::En] {
            let own = member.card().map_or(Vec::new(), |card| {
                let number = card.number.grouped();
                [Some(number), card.name.clone(), Some("138 •••• 5678".to_owned())].into_iter().flatten().collect()
            });
            let read = |page: &Markup| {
                let blocks = blocks(&page.0).into_iter();
                blocks.map(|block| own.iter().fold(block, |block, own: &String| block.replace(own, "*"))).collect()
            };
            let pages = pages(&member, lang);
            see(&member, lang, &pages.iter().map(|(name, page)| (*name, read(page))).collect::<Vec<_>>());
        }
    }
}

#[test]
fn what_is_said_is_well_said_on_every_page_in_every_state() {
    let mut wrong = Vec::new();
    all(|member, lang, pages| {
        for (page, blocks) in pages {
            // What changes the language is called in the other one.
            for block in blocks.iter().filter(|block| !["English", "中文"].contains(&block.as_str())) {
                let why = amiss(block, lang);
                wrong.extend(why.map(|why| format!("{}, {page}: {block:?}: {why}", member.state)));
            }
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_drawn_for_words_that_are_not_there() {
    for member in states() {
        for lang in [Lang::Zh, Lang::En] {
            for (page, markup) in pages(&member, lang) {
                assert_eq!(empty(&markup.0), None, "{}, {page}: {}", member.state, markup.0);
            }
        }
    }
}

/// Numbers as they are written: `1,240`, `−1`.
fn numbers(blocks: &[String]) -> Vec<&str> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '−');
    let numbers = blocks.iter().flat_map(|block| block.split(move |c: char| !is_part(c)));
    numbers.map(|number| number.trim_end_matches(['.', ','])).filter(|number| !number.is_empty()).collect()
}

#[test]
fn points_are_one_number_on_all_pages() {
    all(|member, lang, pages| {
        let Some(card) = member.card() else { return };
        for (page, blocks) in pages {
            let points = match *page {
                // What one does not have one cannot lose.
                "leaving" => card.points.or_zero(),
                "shop" | "card" | "frame" | "points" | "things" | "facts" => card.points,
                _ => continue,
            };
            let points = points.to_string();
            assert!(numbers(blocks).contains(&points.as_str()), "{}, {lang:?}, {page}: {blocks:?}", member.state);
        }
    });
}

/// The day that a text names, if it does: of yesterday and some days to come.
fn named(text: &str, lang: Lang) -> Option<Day> {
    let written = |day: &Day| date(*day, today(), lang);
    let days = (0..400).map(|days| today().minus_days(1).plus_days(days));
    // The longest: `11月21日` has `1月21日` in it.
    days.filter(|day| text.contains(&written(day))).max_by_key(|day| written(day).len())
}

/// How many days are said to be left.
fn left(text: &str, lang: Lang) -> Option<u32> {
    let days = match lang {
        _ if ["今天最后一天", "Last day"].contains(&text) => return Some(0),
        Lang::Zh => text.strip_prefix("还有 ")?.split_once(" 天")?.0,
        Lang::En => text.strip_suffix(" left")?.split_once(" day")?.0,
    };
    days.parse().ok()
}

#[test]
fn days_that_are_left_lead_to_the_day_that_is_named_beside_them() {
    let mut seen = 0;
    all(|member, lang, pages| {
        for (page, blocks) in pages {
            let mut beside = None;
            for block in blocks {
                beside = named(block, lang).or(beside);
                if let Some(left) = left(block, lang) {
                    let until = beside.unwrap_or_else(|| panic!("{}, {page}: no day beside {block:?}", member.state));
                    assert_eq!(today().plus_days(left), until, "{}, {page}: {blocks:?}", member.state);
                    seen += 1;
                }
            }
        }
    });
    assert!(seen >= 8, "two coupons in two states and two languages, not {seen}");
}

#[test]
fn what_ends_ends_on_the_same_day_on_all_pages() {
    all(|member, lang, pages| {
        let Some(card) = member.card() else { return };
        let says = |page: &str, words: &str| {
            let blocks = &pages.iter().find(|(name, _)| *name == page).expect(page).1;
            assert!(
                blocks.iter().any(|block| block.contains(words)),
                "{}, {page}: no {words} in {blocks:?}",
                member.state
            );
        };
        for (nth, Ending { day, .. }) in card.ending.iter().enumerate() {
            let day = date(*day, today(), lang);
            says("points", &day);
            // The card says the first of them, and leads to the others.
            if nth == 0 {
                says("card", &day);
            }
        }
        if let Some(first) = card.coupons.and_then(|coupons| coupons.first_end) {
            let day = date(first, today(), lang);
            says("card", &day);
            says("wallet", &day);
            let usable = card.coupons.map(|coupons| coupons.usable.to_string()).unwrap_or_default();
            says("things", &usable);
            says("in hand", &usable);
        }
        if let Some(by) = card.keep.as_ref().filter(|keep| !keep.amount.is_zero()).and_then(|keep| keep.by) {
            says("card", &date(by, today(), lang));
        }
    });
}
