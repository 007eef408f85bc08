use super::*;
use crate::Fen;
use proptest::prelude::*;

fn returned(paid: i64, refunded: i64) -> Returned {
    Returned { paid: Fen(paid), refunded: Fen(refunded), for_nothing: false }
}

#[test]
fn a_piece_is_registered_once_by_a_receipt_or_by_whoever_comes_first() {
    let rules = ItemCodes::default();
    let (nothing, one) = (Proof::Nothing, Proof::Receipt { kept: 1, registered: 0 });
    assert_eq!(may_register(&rules, Owner::Nobody, nothing, None), Ok(How::FirstCome));
    assert_eq!(may_register(&rules, Owner::Nobody, one, None), Ok(How::Receipt));
    for proof in [nothing, one] {
        assert_eq!(may_register(&rules, Owner::Asker, proof, None), Err(NotRegistered::Yours));
        assert_eq!(may_register(&rules, Owner::Other, proof, None), Err(NotRegistered::Taken));
    }
}

#[test]
fn a_receipt_is_good_for_as_many_pieces_as_were_kept() {
    let rules = ItemCodes::default();
    let by = |kept, registered| {
        may_register(&rules, Owner::Nobody, Proof::Receipt { kept, registered }, Some(NotRegistered::SeenTooOften))
    };
    assert_eq!((by(2, 1), by(2, 2)), (Ok(How::Receipt), Err(NotRegistered::AllRegistered { kept: 2 })));
    assert_eq!(by(0, 0), Err(NotRegistered::NotOnReceipt));
}

#[test]
fn a_receipt_is_needed_where_the_policy_wants_one_and_where_the_code_was_seen_too_often() {
    let (open, strict) = (ItemCodes::default(), ItemCodes { first_come: false, ..ItemCodes::default() });
    let come = |rules, doubt| may_register(rules, Owner::Nobody, Proof::Nothing, doubt);
    assert_eq!(come(&strict, None), Err(NotRegistered::NeedsReceipt));
    assert_eq!(come(&open, Some(NotRegistered::SeenTooOften)), Err(NotRegistered::SeenTooOften));
    assert_eq!(come(&open, Some(NotRegistered::NeedsReceipt)), Err(NotRegistered::NeedsReceipt));
    assert!(is_suspect(&strict, 3) && !is_suspect(&strict, 2));
}

#[test]
fn money_that_came_back_takes_whole_pieces_away_and_a_goodwill_takes_none() {
    assert_eq!(kept(1, returned(10_000, 0)), 1);
    assert_eq!((kept(1, returned(10_000, 500)), kept(1, returned(10_000, 10_000))), (1, 0));
    assert_eq!((kept(2, returned(10_000, 5_000)), kept(3, returned(10_000, 3_333))), (1, 3));
    assert_eq!(kept(1, Returned { for_nothing: true, ..returned(0, 0) }), 0);
    assert_eq!(kept(2, returned(0, 0)), 2, "a gift came back only when it is said");
}

#[test]
fn the_warranty_ends_on_the_day_of_the_month_and_goods_may_have_their_own() {
    let day = |text| Day::parse(text).unwrap();
    let rules = ItemCodes::default();
    assert_eq!(warranty_until(&rules, None, day("2026-11-30")), Some(day("2027-11-30")));
    assert_eq!(warranty_until(&rules, Some(3), day("2026-11-30")), Some(day("2027-02-28")));
    assert_eq!(warranty_until(&rules, Some(0), day("2026-11-30")), None);
    assert_eq!(warranty_until(&ItemCodes { warranty_months: 0, ..rules }, None, day("2026-11-30")), None);
}

#[test]
fn a_repair_goes_on_step_by_step_and_ends_where_the_owner_has_the_piece() {
    use RepairState::{Accepted, Asked, Declined, Received, Repaired, Returned, Withdrawn};
    let ways: &[(RepairState, &[RepairState])] = &[
        (Asked, &[Accepted, Declined, Withdrawn]),
        (Accepted, &[Received, Declined, Withdrawn]),
        (Received, &[Repaired, Returned]),
        (Repaired, &[Returned]),
        (Returned, &[]),
        (Declined, &[]),
        (Withdrawn, &[]),
    ];
    for (from, to) in ways {
        for next in RepairState::ALL {
            let may = from.next().contains(&next) || (next == Withdrawn && from.can_be_withdrawn());
            assert_eq!(may, to.contains(&next), "{from:?} {next:?}");
        }
        assert_eq!(from.is_over(), to.is_empty(), "{from:?}");
        assert_eq!(RepairState::named(from.name()), *from);
    }
    assert_eq!(How::ALL.map(How::name).map(How::named), How::ALL);
}

#[test]
fn an_address_names_a_piece_with_or_without_its_goods() {
    let code = ItemCode::of([3; 10]);
    let gtin = Gtin::parse("6901234567892");
    assert_eq!(Named::parse(&code.grouped()), Some(Named { code: code.clone(), gtin: None }));
    assert_eq!(Named::parse(&format!("06901234567892-{code}")), Some(Named { code: code.clone(), gtin }));
    for wrong in [format!("06901234567893-{code}"), format!("6901234567892-{code}"), "x".to_owned(), String::new()] {
        assert_eq!(Named::parse(&wrong), None, "{wrong}");
    }
}

proptest! {
    #[test]
    fn no_refund_leaves_more_than_was_bought_or_less_than_nothing(pieces in 0_i64..100, paid in 0_i64..1_000_000, part in 0_i64..=1_000) {
        let left = kept(pieces, returned(paid, paid * part / 1_000));
        prop_assert!((0..=pieces).contains(&left));
        prop_assert!(part < 1_000 || paid == 0 || left == 0);
    }
}
