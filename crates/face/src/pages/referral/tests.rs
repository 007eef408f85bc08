use super::*;
use crate::Lang;
use crate::hostile::{HOSTILE, assert_escaped_in, hostile};
use crate::tests::{boot, day, text};
use crate::words::texts;
use shuke_contract::referral::{Looks, ReferralLink, ReferralTerms, TeamMate, TeamNow, TeamTerms};
use shuke_rules::referral::{Refused, TeamState};
use shuke_rules::{Fen, Points, Text};

fn terms() -> ReferralTerms {
    ReferralTerms {
        window_days: 30,
        buy_days: 30,
        least: Some(Fen(3_000)),
        settle_days: 7,
        per_month: 20,
        inviter: Rewards { points: Points(1_200), coupon: None },
        friend: Rewards { points: Points(100), coupon: Some(text("见面券", "Welcome coupon")) },
    }
}

fn bound(state: State) -> Bound {
    Bound {
        name: "王**".into(),
        joined: day("2026-11-01"),
        state,
        reward: Rewards { points: Points(200), coupon: None },
        given: false,
        taken_back: false,
    }
}

fn page() -> Referral {
    Referral {
        code: "k7m2p9xl".into(),
        name: Some("小明".into()),
        shows_name: false,
        terms: terms(),
        friends: Vec::new(),
        confirmed: 2,
        pending: 1,
        brought_by: None,
        not_bound: Vec::new(),
        gifts: vec![FriendsGiftNow { friends: 3, what: text("茶罐", "A tin"), given: false }],
        months: Vec::new(),
        team_terms: Some(TeamTerms { size: 3, days: 7, gift: text("饼干", "Biscuits") }),
        commission: false,
        team: None,
        today: day("2026-11-21"),
    }
}

fn invitation(name: Option<&str>) -> ReferralLink {
    ReferralLink {
        code: "k7m2p9xl".into(),
        name: name.map(str::to_owned),
        closed: false,
        looks: Looks::Guest,
        terms: terms(),
        join_until: day("2026-12-21"),
        team: None,
        today: day("2026-11-21"),
    }
}

#[test]
fn each_state_says_its_figures_and_days() {
    let (today, t) = (day("2026-11-21"), texts(Lang::Zh));
    let until = day("2026-12-01");
    let said = |state| stands(&state, today, t);
    assert_eq!(said(State::Bound { until }), "还没买，12月1日 24:00 前在门店买够就算");
    let little = State::Bought { paid: Fen(2_000), missing: Fen(1_050), until };
    assert_eq!(said(little), "最多一次买了 ¥20，一次还差 ¥10.50，12月1日 24:00 前有效");
    let settling = State::Settling { bought: day("2026-11-20"), until: day("2026-11-27") };
    assert_eq!(said(settling), "11月20日买的，11月27日 24:00 后没有退就给");
    let removed = |why| said(State::Removed { why, on: day("2026-11-22") });
    assert_eq!(removed(Removed::Returned), "11月22日退了，不算");
    assert!(removed(Removed::FriendLeft).contains("注销") && removed(Removed::TooLate).contains("没有买够"));
}

#[test]
fn pending_confirmed_and_taken_back_are_told_apart() {
    let until = day("2026-12-01");
    let t = texts(Lang::En);
    let confirmed = State::Confirmed { bought: day("2026-11-02"), since: day("2026-11-10") };
    let ends = |bound: Bound| given(&bound, t);
    assert_eq!(ends(bound(State::Bound { until })), "On its way");
    assert_eq!(ends(Bound { given: true, ..bound(confirmed.clone()) }), "Given");
    let removed = State::Removed { why: Removed::Returned, on: day("2026-11-20") };
    assert_eq!(ends(Bound { taken_back: true, ..bound(removed.clone()) }), "Taken back");
    assert_eq!(ends(bound(removed)), "Doesn't count");
    let html = friends(&Referral { friends: vec![bound(confirmed)], ..page() }, t).into_string();
    assert!(html.contains("2 confirmed, 1 on the way") && html.contains("200 points"), "{html}");
}

#[test]
fn what_both_get_is_said_in_one_sentence() {
    let said = head(&page(), texts(Lang::En)).into_string();
    assert!(said.contains("you get 1,200 points, and your friend gets 100 points and “Welcome coupon”"), "{said}");
    assert_eq!(rewards(&Rewards::default(), texts(Lang::Zh)), "没有");
}

#[test]
fn a_link_greets_with_the_name_that_may_be_shown_and_tells_how_and_all_terms() {
    for lang in [Lang::Zh, Lang::En] {
        let t = texts(lang);
        let (named, nobody) = (invitation(Some("小明")), invitation(None));
        let said = link::greeting(&named, &boot(), t).into_string() + &link::rest(&named, t).into_string();
        assert!(said.contains("小明") && said.matches("¥30").count() >= 2, "{said}");
        assert!(said.contains(t.referral().no_sharing) && said.contains(t.referral().only_new), "{said}");
        assert!(said.contains("href=\"/join\"") && said.contains("href=\"/sign-in\""), "{said}");
        assert!(!said.to_lowercase().contains("share") && !said.contains("分享"), "{said}");
        assert!(!link::title(&nobody, &boot(), t).contains("小明"));
        let gone = ReferralLink { closed: true, ..nobody };
        let said = link::greeting(&gone, &boot(), t).into_string();
        assert!(said.contains(t.referral_link().closed) && !said.contains("<ol"), "{said}");
    }
}

#[test]
fn a_member_who_opens_a_link_is_told_what_it_is_and_offered_no_second_card() {
    for (looks, told) in [(Looks::Oneself, "自己的链接"), (Looks::Member, "已经是会员"), (Looks::Friend, "加入的")]
    {
        let (one, t) = (ReferralLink { looks, ..invitation(None) }, texts(Lang::Zh));
        let said = link::greeting(&one, &boot(), t).into_string() + &link::rest(&one, t).into_string();
        assert!(said.contains(told) && !said.contains("href=\"/join\""), "{said}");
    }
}

#[test]
fn a_team_says_what_is_missing_and_who_has_bought() {
    let (t, today) = (texts(Lang::Zh), day("2026-11-21"));
    let mate = |me, bought| TeamMate { name: String::new(), me, bought };
    let team_now = TeamNow {
        state: TeamState::Open,
        size: 3,
        until: day("2026-11-28"),
        gift: text("饼干", "Biscuits"),
        own: true,
        mates: vec![mate(true, Some(today)), mate(false, None)],
        given: false,
    };
    let mut page = page();
    assert!(team::can_open(&page) && !team::can_leave(&page));
    page.team = Some(team_now);
    let said = team::team(&page, t).into_string();
    assert!(said.contains("还差 1 位，11月28日 24:00 前有效") && said.contains("11月21日买了"), "{said}");
    assert!(!team::can_open(&page) && team::can_leave(&page));
    assert_eq!(team::leaving(&page, t), "解散这一队");
    for (state, can_open) in [(TeamState::Settling, false), (TeamState::Done, true), (TeamState::Over, true)] {
        page.team.as_mut().unwrap().state = state;
        assert_eq!((team::can_open(&page), team::can_leave(&page)), (can_open, false), "{state:?}");
    }
}

#[test]
fn every_reason_has_words_for_both_whom_it_concerns() {
    for lang in [Lang::Zh, Lang::En] {
        for why in Refused::ALL {
            for mine in [true, false] {
                assert!(!(texts(lang).referral_told().refused)(why, mine).is_empty());
            }
        }
    }
    let logged = NotBound { why: Refused::Device, on: day("2026-11-20"), mine: true };
    let said = not_bound(&Referral { not_bound: vec![logged], ..page() }, texts(Lang::Zh)).into_string();
    assert!(said.contains("这个浏览器里 90 天内有人加入") && said.contains("11月20日"), "{said}");
}

#[test]
fn no_name_and_no_word_of_a_policy_can_leave_its_element() {
    let t = texts(Lang::En);
    let mut page = page();
    page.friends = vec![Bound { name: HOSTILE.into(), ..bound(State::Bound { until: page.today }) }];
    page.gifts[0].what = hostile();
    page.terms.friend.coupon = Some(hostile());
    page.months = vec![ReferralMonth {
        from: day("2026-11-01"),
        until: day("2026-11-30"),
        settled: day("2026-12-07"),
        phase: Phase::Running,
        prizes: vec![BoardPrize { from: 1, to: 1, coupon: "x".into(), what: hostile(), days: None }],
        top: vec![BoardPlace { place: 1, name: HOSTILE.into(), confirmed: 1, pending: 0, me: false }],
        place: None,
        confirmed: 0,
        pending: 0,
    }];
    let link = ReferralLink { terms: page.terms.clone(), ..invitation(Some(HOSTILE)) };
    let mut boot = boot();
    boot.brand.name = Text { zh: HOSTILE.into(), en: HOSTILE.into() };
    let drawn = [head(&page, t), friends(&page, t), gifts(&page, t), months(&page, t), link::greeting(&link, &boot, t)];
    let html: String = drawn.iter().map(|markup| markup.0.as_str()).collect();
    assert_escaped_in(&html, 9);
}
