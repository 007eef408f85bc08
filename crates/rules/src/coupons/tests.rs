//! The life of a coupon, who can claim one, and what is given by itself.

mod granted;

use super::claim::{Facts, Withheld, left, offered};
use super::*;
use crate::money::{Fen, Points};
use crate::policy::{Claim, Effect, Scope, Text};
use chrono::TimeZone;

fn at(hour: u32, minute: u32) -> Instant {
    chrono::Utc.with_ymd_and_hms(2026, 12, 1, hour, minute, 0).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn template(id: &str) -> Template {
    Template {
        id: id.into(),
        name: Text::default(),
        note: Text::default(),
        effect: Effect::AmountOff { yuan: Fen(1000) },
        threshold: None,
        scope: Scope::default(),
        tier: None,
        group: "main".into(),
        per_basket: 1,
        from: None,
        until: None,
        days: None,
        stock: None,
        per_member: None,
        claim: None,
    }
}

/// From 9:00 until 18:00.
fn coupon(hold: Hold) -> Coupon {
    let (starts, ends) = (at(9, 0), Some(at(18, 0)));
    Coupon { id: "c".into(), template: template("ten"), starts, ends, hold, void: None, undone: None }
}

fn held(coupon: &Coupon, hold: Result<Hold, State>) -> Coupon {
    Coupon { hold: hold.unwrap(), ..coupon.clone() }
}

#[test]
fn a_coupon_begins_and_ends_by_the_clock_and_no_job() {
    let free = coupon(Hold::Free);
    assert_eq!(free.state(at(8, 59)), State::Later { from: at(9, 0) });
    assert_eq!(free.state(at(9, 0)), State::Available);
    assert_eq!(free.state(at(17, 59)), State::Available);
    assert_eq!(free.state(at(18, 0)), State::Expired { at: at(18, 0) });
    assert_eq!(free.lock("q", kept_until([&free], at(18, 0)), at(18, 0)), Err(State::Expired { at: at(18, 0) }));
    assert_eq!(free.lock("q", kept_until([&free], at(8, 0)), at(8, 0)), Err(State::Later { from: at(9, 0) }));
}

#[test]
fn a_quote_keeps_it_for_fifteen_minutes_and_then_it_is_free_again() {
    let free = coupon(Hold::Free);
    let locked = held(&free, free.lock("q", kept_until([&free], at(10, 0)), at(10, 0)));
    assert_eq!(locked.state(at(10, 14)), State::Locked { until: at(10, 15) });
    assert_eq!(
        locked.lock("other", kept_until([&locked], at(10, 14)), at(10, 14)),
        Err(State::Locked { until: at(10, 15) })
    );
    assert_eq!(
        locked.lock("q", kept_until([&locked], at(10, 14)), at(10, 14)),
        Ok(locked.hold.clone()),
        "the same quote again is no other"
    );
    assert_eq!(locked.state(at(10, 15)), State::Available);
    let other = held(&locked, locked.lock("other", kept_until([&locked], at(10, 15)), at(10, 15)));
    assert_eq!(other.commit("q", "s", at(10, 16)), Err(State::Locked { until: at(10, 30) }));
}

#[test]
fn a_sale_uses_it_up_while_its_quote_keeps_it_and_once() {
    let free = coupon(Hold::Free);
    let locked = held(&free, free.lock("q", kept_until([&free], at(10, 0)), at(10, 0)));
    assert_eq!(locked.commit("other", "s", at(10, 1)), Err(State::Locked { until: at(10, 15) }));
    assert_eq!(locked.commit("q", "s", at(10, 15)), Err(State::Available), "a quote that is over must be made anew");
    let used = held(&locked, locked.commit("q", "s", at(10, 14)));
    assert_eq!(used.state(at(10, 14)), State::Used);
    assert_eq!(used.commit("q", "s", at(10, 20)), Ok(used.hold.clone()));
    assert_eq!(used.commit("q", "another", at(10, 14)), Err(State::Used));
    assert_eq!(used.lock("next", kept_until([&used], at(10, 20)), at(10, 20)), Err(State::Used));
    assert_eq!(used.state(at(23, 0)), State::Used, "what is used does not end");
}

#[test]
fn a_lock_never_outlives_its_coupon() {
    let free = coupon(Hold::Free);
    let locked = held(&free, free.lock("q", kept_until([&free], at(17, 50)), at(17, 50)));
    assert_eq!(locked.state(at(17, 59)), State::Locked { until: at(18, 0) });
    assert_eq!(locked.commit("q", "s", at(18, 0)), Err(State::Expired { at: at(18, 0) }));
}

#[test]
fn a_quote_keeps_all_its_coupons_until_the_first_of_them_ends() {
    let (ending, endless) = (coupon(Hold::Free), Coupon { ends: None, ..coupon(Hold::Free) });
    assert_eq!(kept_until([&endless], at(17, 50)), at(18, 5));
    assert_eq!(kept_until([], at(17, 50)), at(18, 5));
    let until = kept_until([&endless, &ending], at(17, 50));
    assert_eq!(until, at(18, 0));
    let locked = held(&endless, endless.lock("q", until, at(17, 50)));
    assert_eq!((locked.state(at(17, 59)), locked.state(at(18, 0))), (State::Locked { until }, State::Available));
}

#[test]
fn it_comes_back_when_the_whole_sale_does_and_ended_if_its_time_is_over() {
    let used = coupon(Hold::Used { sale: "s".into(), at: at(10, 0) });
    assert_eq!(used.give_back("s", false, at(11, 0)), Err(State::Used), "something of it is kept");
    assert_eq!(used.give_back("other", true, at(11, 0)), Err(State::Used));
    let back = held(&used, used.give_back("s", true, at(11, 0)));
    assert_eq!(back.state(at(11, 0)), State::Available);
    let late = held(&used, used.give_back("s", true, at(20, 0)));
    assert_eq!(late.state(at(20, 0)), State::Expired { at: at(18, 0) });
    assert_eq!(late.give_back("s", true, at(20, 0)), Err(State::Expired { at: at(18, 0) }), "it comes back once");
}

#[test]
fn staff_void_it_in_any_state_with_a_reason() {
    for hold in [
        Hold::Free,
        Hold::Locked { quote: "q".into(), until: at(10, 15) },
        Hold::Used { sale: "s".into(), at: at(9, 0) },
    ] {
        let void = coupon(hold).voided("given by mistake").unwrap();
        let reason = State::Void { reason: "given by mistake".into() };
        assert_eq!(void.state(at(10, 0)), reason);
        assert_eq!(void.lock("q", kept_until([&void], at(10, 0)), at(10, 0)), Err(reason.clone()));
        assert_eq!(void.commit("q", "s", at(10, 0)), Err(reason.clone()));
        assert_eq!(void.voided("again"), Err(reason));
    }
}

#[test]
fn what_happens_to_its_sale_happens_whether_or_not_staff_took_it_away() {
    let void = coupon(Hold::Used { sale: "s".into(), at: at(9, 30) }).voided("given by mistake").unwrap();
    let kept = Coupon { void: None, ..void.clone() };
    assert_eq!(kept.state(at(11, 0)), State::Used, "the sale stands: undoing it frees nothing");
    let reason = State::Void { reason: "given by mistake".into() };
    assert_eq!(void.give_back("another", true, at(10, 0)), Err(reason.clone()));
    let back = held(&void, void.give_back("s", true, at(10, 0)));
    assert_eq!(back.state(at(10, 0)), reason, "its sale brings back nothing that staff took away");
    assert_eq!(Coupon { void: None, ..back }.state(at(11, 0)), State::Available);
}

#[test]
fn what_a_sale_had_given_goes_with_it_unless_it_is_used() {
    let gone = coupon(Hold::Free).withdrawn("the order is gone", at(10, 0)).unwrap();
    assert_eq!(gone.state(at(10, 0)), State::Void { reason: "the order is gone".into() });
    let used = coupon(Hold::Used { sale: "s".into(), at: at(9, 0) });
    assert_eq!(used.withdrawn("the order is gone", at(10, 0)), Err(State::Used));
    let locked = coupon(Hold::Locked { quote: "q".into(), until: at(10, 15) });
    assert_eq!(locked.withdrawn("the order is gone", at(10, 0)), Err(State::Locked { until: at(10, 15) }));
}

#[test]
fn what_it_was_given_for_is_undone_and_it_is_void_as_soon_as_nothing_keeps_it() {
    let undone = |hold| Coupon { undone: Some("the order is gone".into()), ..coupon(hold) };
    let void = || State::Void { reason: "the order is gone".into() };
    assert_eq!(undone(Hold::Free).state(at(10, 0)), void());
    assert_eq!(undone(Hold::Free).state(at(8, 0)), void());
    assert_eq!(undone(Hold::Free).lock("q", at(10, 15), at(10, 0)), Err(void()));
    assert_eq!(undone(Hold::Free).use_up("staff", at(10, 0)), Err(void()));
    let used = undone(Hold::Used { sale: "s".into(), at: at(9, 0) });
    assert_eq!(used.state(at(10, 0)), State::Used);
    assert_eq!(held(&used, used.give_back("s", true, at(11, 0))).state(at(11, 0)), void());
    let locked = undone(Hold::Locked { quote: "q".into(), until: at(10, 15) });
    assert_eq!(locked.state(at(10, 14)), State::Locked { until: at(10, 15) });
    assert_eq!(locked.state(at(10, 15)), void(), "and no job has to run for it");
    assert_eq!(held(&locked, locked.commit("q", "s", at(10, 14))).state(at(10, 16)), State::Used);
    assert_eq!(locked.commit("q", "s", at(10, 15)), Err(void()));
    let by_staff = undone(Hold::Free).voided("given by mistake").unwrap();
    assert_eq!(Coupon { void: None, ..by_staff }.state(at(10, 0)), void(), "undoing that brings nothing back");
}

#[test]
fn its_days_are_those_of_the_template_or_count_from_the_day_it_was_given() {
    let days = |from: Option<&str>, until: Option<&str>, days: Option<u32>, given: &str| {
        let template = Template { from: from.map(day), until: until.map(day), days, ..template("ten") };
        template.days_of(day(given)).map(|(first, last)| (first.to_string(), last.map(|last| last.to_string())))
    };
    let some = |first: &str, last: Option<&str>| Some((first.to_owned(), last.map(str::to_owned)));
    assert_eq!(days(None, None, None, "2026-12-01"), some("2026-12-01", None));
    assert_eq!(days(None, None, Some(0), "2026-12-01"), some("2026-12-01", Some("2026-12-01")));
    assert_eq!(days(None, None, Some(30), "2026-12-15"), some("2026-12-15", Some("2027-01-14")));
    assert_eq!(days(None, Some("2026-12-31"), Some(30), "2026-12-15"), some("2026-12-15", Some("2026-12-31")));
    assert_eq!(
        days(Some("2026-12-10"), Some("2026-12-12"), None, "2026-12-01"),
        some("2026-12-10", Some("2026-12-12"))
    );
    assert_eq!(days(None, Some("2026-11-30"), None, "2026-12-01"), None);
}

fn facts() -> Facts {
    let today = day("2026-12-01");
    Facts { today, joined: day("2026-11-20"), tier_reached: true, had: 0, taken: 0, points: Points(500) }
}

#[test]
fn who_cannot_claim_is_told_the_first_reason_with_its_figures() {
    let claim = Claim {
        from: Some(day("2026-12-01")),
        until: Some(day("2026-12-05")),
        code: None,
        points: Some(Points(500)),
        new_members_days: Some(11),
    };
    let tier = Some("gold".into());
    let template = Template { tier, stock: Some(10), per_member: Some(2), claim: Some(claim), ..template("ten") };
    assert_eq!(offered(&template, &facts()), Ok(()));
    let no = |facts: Facts| offered(&template, &facts).unwrap_err();
    assert_eq!(no(Facts { today: day("2026-11-30"), ..facts() }), Withheld::NotYet { from: day("2026-12-01") });
    assert_eq!(no(Facts { today: day("2026-12-06"), ..facts() }), Withheld::Over { until: day("2026-12-05") });
    assert_eq!(no(Facts { tier_reached: false, ..facts() }), Withheld::Tier { lowest: "gold".into() });
    let old = Facts { joined: day("2026-11-19"), ..facts() };
    assert_eq!(no(old), Withheld::NewMembers { until: day("2026-11-30") });
    assert_eq!(no(Facts { had: 2, ..facts() }), Withheld::HadAll { per_member: 2 });
    assert_eq!(no(Facts { taken: 10, ..facts() }), Withheld::SoldOut);
    assert_eq!(no(Facts { points: Points(499), ..facts() }), Withheld::Points { missing: Points(1) });
    assert_eq!(no(Facts { points: Points(-20), ..facts() }), Withheld::Points { missing: Points(520) });
    let given = Template { claim: None, ..template.clone() };
    assert_eq!(offered(&given, &facts()), Err(Withheld::NotClaimed));
    let ended = Template { until: Some(day("2026-11-30")), ..template.clone() };
    assert_eq!(offered(&ended, &facts()), Err(Withheld::Over { until: day("2026-11-30") }));
}

#[test]
fn an_edited_stock_gives_back_nothing_that_was_taken() {
    let stock = |stock| Template { stock, ..template("ten") };
    assert_eq!(left(&stock(Some(10)), 7), Some(3));
    assert_eq!(left(&stock(Some(8)), 7), Some(1));
    assert_eq!(left(&stock(Some(5)), 7), Some(0));
    assert_eq!(left(&stock(None), 7), None);
}
