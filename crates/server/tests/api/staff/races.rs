//! What staff do at the same time.

use super::{Shop, entry, id};
use crate::support::{Reply, TestApp, at_once};

type Act<'a> = Box<dyn Fn() -> Reply + Send + Sync + 'a>;

fn all(acts: &[Act<'_>]) -> Vec<Reply> {
    at_once(acts.iter().map(|act| move || act()))
}

#[test]
fn two_who_hand_over_the_same_order_at_once_hand_it_over_once() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let pot = shop.collected("pot", 300, 2_500);
    let acts: Vec<Act<'_>> = (0..16)
        .map(|n| {
            let (staff, pot) = (if n % 2 == 0 { &shop.clerk } else { &shop.manager }, &pot);
            Box::new(move || staff.act(id(pot), "hand_over", 2_500)) as Act<'_>
        })
        .collect();
    let replies = all(&acts);
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    assert_eq!(replies.iter().filter(|reply| reply.json["code"] == "order_state").count(), 15);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM staff_log WHERE action = 'hand_over'"), 1);
    assert_eq!(app.place.number("SELECT paid_fen FROM orders"), 2_500);
}

#[test]
fn a_voucher_shown_in_two_shops_at_once_is_used_in_one() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let voucher = shop.voucher();
    let acts: Vec<Act<'_>> = [&shop.clerk, &shop.other, &shop.manager]
        .into_iter()
        .map(|staff| {
            let voucher = &voucher;
            Box::new(move || staff.act(id(voucher), "hand_over", 0)) as Act<'_>
        })
        .collect();
    let replies = all(&acts);
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    assert_eq!(replies.iter().filter(|reply| reply.json["code"] == "order_state").count(), 2);
}

#[test]
fn one_action_undone_by_many_at_once_is_undone_once() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let cup = shop.collected("cup", 100, 0);
    let done = entry(&shop.clerk.act(id(&cup), "hand_over", 0).expect(200));
    let acts: Vec<Act<'_>> = (0..12)
        .map(|n| {
            let (staff, done) = (if n % 2 == 0 { &shop.clerk } else { &shop.manager }, &done);
            Box::new(move || staff.undo(done)) as Act<'_>
        })
        .collect();
    let replies = all(&acts);
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    assert_eq!(replies.iter().filter(|reply| reply.json["code"] == "undo_too_late").count(), 11);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM staff_log WHERE action = 'undo'"), 1);
    assert_eq!(shop.state(id(&cup)), "placed");
}

#[test]
fn setting_aside_undone_while_it_is_handed_over_leaves_an_order_that_makes_sense() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    for _ in 0..8 {
        let cup = shop.collected("cup", 100, 0);
        let prepared = entry(&shop.clerk.act(id(&cup), "prepare", 0).expect(200));
        let acts: Vec<Act<'_>> =
            vec![Box::new(|| shop.clerk.undo(&prepared)), Box::new(|| shop.manager.act(id(&cup), "hand_over", 0))];
        let replies = all(&acts);
        // Handing over works from either state; undoing only before it.
        assert_eq!(replies[1].status, 200, "{}", replies[1].text());
        assert!(replies[0].status == 200 || replies[0].json["code"] == "order_state", "{}", replies[0].text());
        assert_eq!(shop.state(id(&cup)), "picked_up");
    }
    let undone = app.place.number("SELECT COUNT(*) FROM staff_log WHERE action = 'undo'");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM order_steps WHERE undone = 1"), undone);
    assert_eq!(app.place.number("SELECT COUNT(*) FROM staff_log WHERE action = 'hand_over'"), 8);
}

#[test]
fn an_account_removed_while_it_works_does_nothing_after_its_removal() {
    let app = TestApp::start();
    let shop = Shop::open(&app);
    let orders: Vec<_> = (0..12).map(|_| shop.collected("cup", 100, 0)).collect();
    std::thread::scope(|scope| {
        let remove = scope.spawn(|| app.place.run(&["staff", "remove", &shop.clerk.number.to_string()]));
        for order in &orders {
            let status = shop.clerk.act(id(order), "prepare", 0).status;
            assert!(matches!(status, 200 | 401), "{status}");
        }
        remove.join().unwrap();
    });
    let late = "SELECT COUNT(*) FROM staff_log l JOIN staff s ON s.id = l.staff_id AND l.at > s.revoked_at";
    assert_eq!(app.place.number(late), 0);
    let done = app.place.number("SELECT COUNT(*) FROM staff_log WHERE action = 'prepare'");
    assert_eq!(app.place.number("SELECT COUNT(*) FROM orders WHERE state = 'ready'"), done);
}
