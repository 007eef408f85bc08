//! Single cases with their figures.

use super::*;

fn noon(rulebook: &Rulebook, on: &str) -> Instant {
    rulebook.zone().noon_of(day(on))
}

#[test]
fn points_use_the_tier_before_the_sale_and_a_refund_undoes_what_it_won() {
    let rulebook = rulebook(ONLINE);
    let mut books = Books::open(&rulebook, "2024-03-01");
    assert_eq!(books.sell(noon(&rulebook, "2024-03-01"), &[line("regular", 49_900)]), Points(499));
    assert_eq!(books.sell(noon(&rulebook, "2024-03-02"), &[line("regular", 10_000)]), Points(120));
    let refunded = books.refund(noon(&rulebook, "2024-03-03"), 0, 0, Fen(49_900)).unwrap();
    assert_eq!((refunded.tier_before.0.as_str(), refunded.tier.0.as_str()), ("suren", "xiaobai"));
    assert_eq!((refunded.taken_back, refunded.shortfall, refunded.balance), (Points(499), Points::ZERO, Points(120)));
    let steps = books.account.steps(&rulebook, day("2024-12-31"));
    let told: Vec<_> = steps.iter().map(|step| (step.day.to_string(), step.to.0.as_str())).collect();
    assert_eq!(told, [("2024-03-01".to_owned(), "suren"), ("2024-03-03".to_owned(), "xiaobai")]);
    assert_eq!(steps[1].why, Why::Refund);
    assert_eq!(books.account.stood_at(&rulebook, day("2024-03-02")).tier.0, "suren");
    assert_eq!(books.account.standing_at(&rulebook, day("2024-03-02")).tier.0, "xiaobai");
}

#[test]
fn spent_points_become_debt_and_the_next_sale_repays_it() {
    let rulebook = rulebook(ONLINE);
    let mut books = Books::open(&rulebook, "2024-03-01");
    books.sell(noon(&rulebook, "2024-03-01"), &[line("regular", 10_000)]);
    books.spend(noon(&rulebook, "2024-03-02"), Points(70));
    let refunded = books.refund(noon(&rulebook, "2024-03-03"), 0, 0, Fen(10_000)).unwrap();
    assert_eq!((refunded.taken_back, refunded.shortfall, refunded.balance), (Points(100), Points(70), Points(-70)));
    books.sell(noon(&rulebook, "2024-03-04"), &[line("regular", 5_000)]);
    assert_eq!(
        (books.account.debt(), books.account.lots().iter().filter(|lot| lot.left > Points(0)).count()),
        (Points(20), 0)
    );
    books.sell(noon(&rulebook, "2024-03-05"), &[line("regular", 5_000)]);
    assert_eq!(
        (books.account.debt(), books.account.balance(noon(&rulebook, "2024-03-05"))),
        (Points::ZERO, Points(30))
    );
    books.holds(noon(&rulebook, "2024-03-05"));
}

#[test]
fn points_that_ended_are_excused_once_however_the_refund_is_cut() {
    let rulebook = rulebook(ONLINE);
    let whole = |cuts: &[i64], booked: bool| {
        let mut books = Books::open(&rulebook, "2024-03-01");
        books.sell(noon(&rulebook, "2024-03-01"), &[line("regular", 10_000)]);
        books.spend(noon(&rulebook, "2024-03-02"), Points(70));
        books.sell(noon(&rulebook, "2026-01-05"), &[line("regular", 20_000)]);
        for cut in cuts {
            if booked {
                books.end(noon(&rulebook, "2026-01-06"));
            }
            books.refund(noon(&rulebook, "2026-01-06"), 0, 0, Fen(*cut)).unwrap();
        }
        books.holds(noon(&rulebook, "2026-01-06"));
        books.account.balance(noon(&rulebook, "2026-01-06"))
    };
    for booked in [false, true] {
        assert_eq!(whole(&[10_000], booked), Points(130));
        assert_eq!(whole(&[3_000, 3_000, 4_000], booked), Points(130));
    }
}

#[test]
fn a_redemption_that_is_undone_gives_points_a_month_to_live_and_the_refund_finds_them() {
    let rulebook = rulebook(ONLINE);
    let mut books = Books::open(&rulebook, "2024-03-01");
    books.sell(noon(&rulebook, "2024-03-01"), &[line("regular", 10_000)]);
    books.spend(noon(&rulebook, "2025-12-30"), Points(70));
    books.give_back(noon(&rulebook, "2026-01-10"), 0);
    // 30 points ended with the year before; the 70 live until the end of 9 February.
    assert_eq!(books.account.balance(noon(&rulebook, "2026-02-09")), Points(70));
    assert_eq!(books.account.balance(noon(&rulebook, "2026-02-10")), Points::ZERO);
    books.sell(noon(&rulebook, "2026-01-11"), &[line("regular", 5_000)]);
    let refunded = books.refund(noon(&rulebook, "2026-01-12"), 0, 0, Fen(10_000)).unwrap();
    assert_eq!((refunded.taken_back, refunded.shortfall, refunded.balance), (Points(70), Points::ZERO, Points(50)));
    books.holds(noon(&rulebook, "2026-01-12"));
}

#[test]
fn what_comes_back_repays_debt_first() {
    let rulebook = rulebook(ONLINE);
    let mut books = Books::open(&rulebook, "2024-03-01");
    books.sell(noon(&rulebook, "2024-03-01"), &[line("regular", 10_000)]);
    books.spend(noon(&rulebook, "2024-03-02"), Points(70));
    books.refund(noon(&rulebook, "2024-03-03"), 0, 0, Fen(10_000)).unwrap();
    assert_eq!(books.account.debt(), Points(70));
    books.give_back(noon(&rulebook, "2024-03-04"), 0);
    assert_eq!(
        (books.account.debt(), books.account.balance(noon(&rulebook, "2024-03-04"))),
        (Points::ZERO, Points::ZERO)
    );
    books.holds(noon(&rulebook, "2024-03-04"));
}

#[test]
fn a_sale_that_is_booked_late_takes_the_tier_of_its_own_time() {
    let rulebook = rulebook(ONLINE);
    let mut books = Books::open(&rulebook, "2024-03-01");
    books.sell(noon(&rulebook, "2024-03-02"), &[line("regular", 49_900)]);
    assert_eq!(books.sell(noon(&rulebook, "2024-03-01"), &[line("regular", 10_000)]), Points(100));
    assert_eq!(books.account.standing_at(&rulebook, day("2024-03-02")).total, Fen(59_900));
    assert_eq!(books.sell(noon(&rulebook, "2024-03-03"), &[line("regular", 10_000)]), Points(120));
}

#[test]
fn a_sale_without_points_makes_no_entry_and_still_counts_as_a_purchase() {
    let rulebook = rulebook(SHOPS);
    let mut books = Books::open(&rulebook, "2024-03-01");
    assert_eq!(books.sell(noon(&rulebook, "2024-03-01"), &[line("discounted", 250_000)]), Points::ZERO);
    assert!(books.entries.is_empty() && books.account.lots().is_empty());
    assert_eq!(books.account.standing_at(&rulebook, day("2024-03-01")).tier.0, "silver");
}

#[test]
fn new_rules_decide_from_their_time_on_and_reviews_from_the_next_day() {
    let dearer = SHOPS.replace("spend = 3000\nsingle = 2500", "spend = 3500\nsingle = 3100");
    let versions = [("2024-01-01T00:00:00Z", SHOPS), ("2025-03-01T04:00:00Z", dearer.as_str())];
    let versions =
        versions.iter().zip(1..).map(|((at, source), id)| (id, at.parse().unwrap(), file::read(source).unwrap()));
    let rulebook = Rulebook::of(versions.collect()).unwrap();
    let mut books = Books::open(&rulebook, "2024-01-30");
    books.sell(noon(&rulebook, "2024-01-30"), &[line("regular", 260_000)]);
    books.sell(noon(&rulebook, "2025-02-10"), &[line("regular", 300_000)]);
    // The review of 1 March came before the new rules: ¥3,000 keep silver. That of the year after comes under them.
    assert_eq!(books.account.standing_at(&rulebook, day("2025-03-01")).tier.0, "silver");
    books.sell(noon(&rulebook, "2026-02-15"), &[line("regular", 300_000)]);
    assert_eq!(books.account.standing_at(&rulebook, day("2026-03-30")).tier.0, "silver");
    assert_eq!(books.account.standing_at(&rulebook, day("2026-03-31")).tier.0, "points");
}

#[test]
fn a_wrong_refund_is_refused_with_its_figures_and_moves_nothing() {
    let rulebook = rulebook(ONLINE);
    let mut books = Books::open(&rulebook, "2024-03-01");
    books.sell(noon(&rulebook, "2024-03-01"), &[line("regular", 10_000)]);
    let now = noon(&rulebook, "2024-03-02");
    books.refund(now, 0, 0, Fen(4_000)).unwrap();
    let too_much = books.refund(now, 0, 0, Fen(6_001)).unwrap_err();
    assert_eq!((too_much.code, too_much.figures["left_fen"]), (ErrorCode::RefundTooLarge, 6_000));
    for (line, amount) in [(1, 100), (0, 0), (0, -5)] {
        assert_eq!(books.refund(now, 0, line, Fen(amount)).unwrap_err().code, ErrorCode::InvalidFields);
    }
    assert_eq!(books.account.balance(now), Points(60));
}
