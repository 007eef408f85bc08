//! What happens at the same time, against the running server.

use super::{PATH, act, everything_adds_up, pick_up, redeem, rich, sent, staff};
use crate::mall::offer;
use crate::support::{Member, TestApp, at_once};

fn count(statuses: &[u16], status: u16) -> usize {
    statuses.iter().filter(|one| **one == status).count()
}

#[test]
fn the_last_item_goes_to_exactly_one_of_sixty_four_members() {
    let app = TestApp::start();
    let bought: Vec<String> = (0..64).map(|n| format!("c{n},2026-01-02,100")).collect();
    let file = app.place.directory.join("purchases.csv");
    std::fs::write(&file, format!("who,day,paid\n{}\n", bought.join("\n"))).unwrap();
    let columns = ["--customer", "who", "--date", "day", "--amount", "paid"];
    app.place.run(&[&["import", "purchases", file.to_str().unwrap()], columns.as_slice()].concat());
    let members: Vec<Member<'_>> = (0..64).map(|n| app.sign_in_as(&format!("c{n}"))).collect();
    offer(&app, &[("mug", "goods,100,,1,,,,,,yes,")]);
    let statuses = at_once(members.iter().map(|member| || redeem(member, &pick_up("mug", 100, 0)).status));
    assert_eq!((count(&statuses, 200), count(&statuses, 409)), (1, 63), "{statuses:?}");
    let points: i64 = members.iter().map(Member::points).sum();
    assert_eq!(points, 63 * 100);
    everything_adds_up(&app);
}

#[test]
fn sixty_four_equal_requests_with_one_key_are_one_redemption() {
    let app = TestApp::start();
    let member = rich(&app, "18950000002", 500);
    offer(&app, &[("mug", "goods,100,,64,,,,,,yes,")]);
    let ask = member.ask("POST", PATH).key("one").json(&pick_up("mug", 100, 0));
    let replies = at_once((0..64).map(|_| || ask.send().expect(200)));
    assert!(replies.iter().all(|reply| reply.json == replies[0].json));
    assert_eq!((member.points(), app.place.number("SELECT COUNT(*) FROM orders")), (400, 1));
    everything_adds_up(&app);
}

#[test]
fn sixty_four_spends_of_one_member_never_go_below_zero() {
    let app = TestApp::start();
    let member = rich(&app, "18950000003", 1000);
    offer(&app, &[("mug", "goods,70,,100,,,,,,yes,"), ("pot", "goods,30,,100,,,,,,yes,")]);
    let works = (0..64).map(|n| {
        let body = if n % 2 == 0 { pick_up("mug", 70, 0) } else { pick_up("pot", 30, 0) };
        let member = &member;
        move || (redeem(member, &body).status, if n % 2 == 0 { 70 } else { 30 })
    });
    let results = at_once(works);
    let spent: i64 = results.iter().filter(|(status, _)| *status == 200).map(|(_, points)| points).sum();
    assert!(results.iter().all(|(status, _)| matches!(status, 200 | 422)), "{results:?}");
    assert_eq!(member.points(), 1000 - spent);
    assert!((971..=1000).contains(&spent), "{spent} of 1000 were spent");
    everything_adds_up(&app);
}

#[test]
fn two_taps_do_not_get_two_where_one_can_have_one() {
    let app = TestApp::start();
    let member = rich(&app, "18950000004", 500);
    offer(&app, &[("mug", "goods,100,,64,1,,,,,yes,")]);
    let statuses = at_once((0..16).map(|_| || redeem(&member, &pick_up("mug", 100, 0)).status));
    assert_eq!((count(&statuses, 200), count(&statuses, 422)), (1, 15), "{statuses:?}");
    assert_eq!(member.points(), 400);
    everything_adds_up(&app);
}

#[test]
fn a_refund_raced_with_redemptions_leaves_a_ledger_that_adds_up() {
    let app = TestApp::start();
    let member = app.join("18950000005");
    let till = app.till("wukang");
    let sales: Vec<String> = (0..8).map(|n| till.sell(&member.number, &format!("s{n}"), 10_000)).collect();
    offer(&app, &[("mug", "goods,100,,64,,,,,,yes,")]);
    let works = (0..24).map(|n| {
        let (member, till, sales) = (&member, &till, &sales);
        move || match n % 3 {
            0 => (0, till.refund(&sales[n / 3], &format!("r{n}"), 10_000).expect(201).status),
            _ => (1, redeem(member, &pick_up("mug", 100, 0)).status),
        }
    });
    let redeemed = at_once(works).into_iter().filter(|(what, status)| (*what, *status) == (1, 200)).count();
    // Everything was refunded, so everything that was redeemed is owed.
    assert_eq!(member.points(), -100 * i64::try_from(redeemed).unwrap());
    everything_adds_up(&app);
}

#[test]
fn a_payment_raced_with_taking_it_back_ends_in_one_of_both() {
    let app = TestApp::start();
    let member = rich(&app, "18950000006", 2000);
    offer(&app, &[("mug", "goods,100,,64,,,,,,yes,")]);
    for _ in 0..8 {
        let order = sent(&member, "mug", 100);
        let (paid, cancelled) = std::thread::scope(|scope| {
            let paid = scope.spawn(|| staff(&app, &order, super::pay).is_ok());
            let cancelled = act(&member, &order, "cancel").status == 200;
            (paid.join().unwrap(), cancelled)
        });
        assert!(paid != cancelled, "paid: {paid}, cancelled: {cancelled}");
    }
    everything_adds_up(&app);
}
