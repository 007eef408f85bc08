//! What the check of the ledger once overlooked, each by itself.

use super::found_after;
use shuke_server::operator::audit::Finding;

/// Something of a table was found.
#[track_caller]
fn finds(table: &str, statements: &'static [&'static str]) -> Vec<Finding> {
    let found = found_after(statements);
    assert!(found.iter().any(|finding| finding.table == table), "{statements:?}: {found:#?}");
    found
}

#[test]
fn nothing_is_found_where_nothing_was_changed() {
    assert_eq!(found_after(&[]), []);
}

/// An entry of 7 points that is chained as it should be cannot be written in SQL; so one that is there is taken, and its cause away.
#[test]
fn what_was_earned_without_a_sale_is_found() {
    finds("ledger", &["UPDATE sales SET key = 'till:wukang:other' WHERE number = 'rich'"]);
}

#[test]
fn a_check_in_that_never_was_is_found() {
    finds("ledger", &["DELETE FROM check_ins WHERE price = 0"]);
}

#[test]
fn a_task_that_was_never_done_is_found() {
    finds("ledger", &["DELETE FROM task_claims WHERE task = 'birthday'"]);
}

#[test]
fn a_deleted_sale_is_found() {
    finds(
        "sales",
        &[
            "UPDATE lots SET sale_id = NULL WHERE sale_id = (SELECT id FROM sales WHERE number = 'late')",
            "DELETE FROM sales WHERE number = 'late'",
        ],
    );
}

#[test]
fn points_that_live_longer_are_found() {
    finds(
        "sales",
        &[
            "UPDATE lots SET ends_at = ends_at + 86400000000 WHERE sale_id = (SELECT id FROM sales WHERE number = 'rich')",
        ],
    );
}

#[test]
fn points_that_live_for_ever_are_found() {
    finds("check_ins", &["UPDATE lots SET ends_at = NULL WHERE sale_id IS NULL AND origin IS NULL"]);
}

#[test]
fn a_last_spend_that_is_cut_off_is_found_though_the_end_of_the_chain_was_moved() {
    finds(
        "orders",
        &[
            "UPDATE lots SET left_points = left_points + (SELECT SUM(t.points) FROM ledger_lots t JOIN ledger l \
             ON l.member_id = t.member_id AND l.seq = t.seq WHERE t.lot_id = lots.id \
             AND l.key = (SELECT 'redeemed:' || MAX(id) FROM orders)) \
             WHERE id IN (SELECT t.lot_id FROM ledger_lots t JOIN ledger l ON l.member_id = t.member_id AND l.seq = t.seq \
             WHERE l.key = (SELECT 'redeemed:' || MAX(id) FROM orders))",
            "UPDATE members SET ledger_seq = ledger_seq - 1, ledger_hash = (SELECT p.hash FROM ledger p \
             WHERE p.member_id = members.id AND p.seq = members.ledger_seq - 1) \
             WHERE id = (SELECT member_id FROM orders ORDER BY id DESC LIMIT 1)",
            "DELETE FROM ledger_lots WHERE EXISTS (SELECT 1 FROM ledger l WHERE l.member_id = ledger_lots.member_id \
             AND l.seq = ledger_lots.seq AND l.key = (SELECT 'redeemed:' || MAX(id) FROM orders))",
            "DELETE FROM ledger WHERE key = (SELECT 'redeemed:' || MAX(id) FROM orders)",
        ],
    );
}

#[test]
fn a_lot_of_another_sale_is_found() {
    finds("sales", &["UPDATE lots SET sale_id = NULL WHERE sale_id = (SELECT id FROM sales WHERE number = 'rich')"]);
}

#[test]
fn what_a_refund_was_short_of_is_found_when_it_changes() {
    finds(
        "refunds",
        &["UPDATE refunds SET shortfall = shortfall + 1 WHERE id = (SELECT MAX(id) FROM refunds WHERE taken_back > 0)"],
    );
}

#[test]
fn points_that_a_refund_gave_back_are_found_when_they_change() {
    finds(
        "refunds",
        &[
            "UPDATE refunds SET points_back = points_back - 1 WHERE id = (SELECT MAX(id) FROM refunds WHERE points_back > 0)",
        ],
    );
}

#[test]
fn a_sale_that_was_paid_less_or_earned_by_another_tier_is_found() {
    finds("sales", &["UPDATE sales SET paid_fen = paid_fen + 1 WHERE number = 'late'"]);
    finds("sales", &["UPDATE sales SET multiplier = '3' WHERE number = 'late'"]);
    finds("sales", &["UPDATE sales SET tier = 'xiaobai' WHERE number = 'late'"]);
    finds("sales", &["UPDATE sales SET lines = '[]' WHERE number = 'late'"]);
}

#[test]
fn an_order_in_another_state_is_found() {
    finds("orders", &["UPDATE orders SET state = 'placed' WHERE state = 'ready'"]);
}

#[test]
fn a_claim_that_was_accepted_by_nobody_is_found() {
    finds("orders", &["UPDATE order_claims SET accepted = 0 WHERE accepted = 1"]);
}

#[test]
fn stock_that_nobody_took_is_found() {
    finds("mall_items", &["UPDATE mall_items SET taken = taken + 1 WHERE id = 'cup'"]);
}

#[test]
fn stock_that_was_never_there_is_found() {
    finds("mall_items", &["UPDATE mall_items SET stock = stock + 1 WHERE id = 'cup'"]);
}

#[test]
fn a_used_coupon_that_can_be_used_again_is_found() {
    finds("coupons", &["UPDATE coupons SET used_by = NULL, used_at = NULL WHERE used_by LIKE 'staff:%'"]);
    finds("coupons", &["UPDATE coupons SET used_by = NULL, used_at = NULL WHERE used_by LIKE 'sale:%'"]);
}

#[test]
fn a_coupon_that_is_there_twice_is_found() {
    finds(
        "coupon_templates",
        &["INSERT INTO coupons (id, member_id, key, template_id, rule_version, given_at, starts_at, ends_at, seal) \
           SELECT id + 100000, member_id, key || ':2', template_id, rule_version, given_at, starts_at, ends_at, seal \
           FROM coupons WHERE id = (SELECT MAX(id) FROM coupons)"],
    );
}

#[test]
fn an_invitation_to_another_tier_is_found() {
    finds("invitations", &["UPDATE invitations SET tier = 'hongren'"]);
}

#[test]
fn a_threshold_that_was_changed_in_a_stored_rule_version_is_found() {
    finds("rule_versions", &["UPDATE rule_versions SET source = REPLACE(source, '499', '49') WHERE id = 1"]);
}

#[test]
fn an_entry_of_the_log_of_staff_that_is_gone_or_says_something_else_is_found() {
    finds("staff_log", &["DELETE FROM staff_log WHERE id = (SELECT MAX(id) FROM staff_log)"]);
    finds("staff_log", &["UPDATE staff_log SET staff_id = 3 - staff_id WHERE staff_id IN (1, 2)"]);
}
