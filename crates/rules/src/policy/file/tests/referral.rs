//! `[referral]`: what it promises can be given, and its numbers rise.

use super::{SMALL, good, problems};
use crate::money::{Fen, Points};

/// The smallest policy with a coupon and this referral.
fn with(referral: &str) -> String {
    let tin = "id = \"tin\"\nname = { zh = \"罐\", en = \"Tin\" }\neffect = { kind = \"amount_off\", yuan = 1 }\n";
    let few = tin.replace("\"tin\"", "\"few\"");
    format!("{SMALL}\n[[coupons]]\n{tin}\n[[coupons]]\n{few}stock = 5\n\n[referral]\n{referral}\n")
}

/// What is said of one with a problem, without the line that it stands on.
fn said(referral: &str) -> Vec<String> {
    let problems = problems(&with(referral));
    problems.iter().map(|problem| problem.split_once(": ").unwrap().1.to_owned()).collect()
}

#[test]
fn a_referral_needs_no_more_than_what_one_side_gets() {
    let referral = good(&with("inviter = { points = 200 }")).referral.unwrap();
    assert_eq!((referral.window_days, referral.buy_days, referral.settle_days, referral.per_month), (30, 30, 7, 20));
    assert_eq!((referral.inviter.points, referral.least), (Points(200), None));
    let whole = "least = \"29.50\"\nfriend = { coupon = \"tin\" }\nteam = { size = 2, days = 7, coupon = \"tin\" }";
    assert_eq!(good(&with(whole)).referral.unwrap().least, Some(Fen(2_950)));
}

#[test]
fn nobody_is_promised_nothing_or_what_not_everybody_could_be_given() {
    let nothing = "referral: neither `inviter` nor `friend` gets anything – say what one of them gets, such as friend = { points = 100 }";
    assert_eq!(said(""), [nothing]);
    for key in ["friend", "inviter"] {
        let said = said(&format!("{key} = {{ coupon = \"few\" }}"));
        assert!(said[0].starts_with(&format!("referral.{key}.coupon: `few` is narrowed by `stock`")), "{said:?}");
    }
    let team = said("friend = { points = 1 }\nteam = { size = 2, days = 7, coupon = \"tim\" }");
    assert_eq!(team, ["referral.team.coupon: there is no coupon `tim` – did you mean `tin`?"]);
}

#[test]
fn gifts_are_for_more_and_more_friends_and_each_place_wins_once() {
    let gift = |friends: u32| format!("\n[[referral.gifts]]\nfriends = {friends}\ncoupon = \"tin\"\n");
    let prize = |from: u32, to: u32| format!("\n[[referral.prizes]]\nfrom = {from}\nto = {to}\ncoupon = \"tin\"\n");
    let begin = "friend = { points = 1 }\n";
    assert_eq!(said(&format!("{begin}{}{}{}", gift(3), gift(5), prize(1, 2))), Vec::<String>::new());
    let same = said(&format!("{begin}{}{}", gift(3), gift(3)));
    assert_eq!(
        same,
        ["referral.gifts[1].friends: 3 friends are not more than the 3 of the gift before it – write 4 or more"]
    );
    let twice = said(&format!("{begin}{}{}", prize(1, 2), prize(2, 3)));
    assert!(twice[0].starts_with("referral.prizes[1].from: place 2 is won already"), "{twice:?}");
}
