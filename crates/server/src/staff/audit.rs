//! How what staff did is proven: a log whose rows are sealed and numbered, and what it says of coupons and tasks, both ways.

use super::accounts::SEAL as ACCOUNTS;
use super::log::SEAL;
use crate::Error;
use crate::audit::{Audit, Seen};
use crate::store::Conn;
use crate::store::table::{Rows, Table};

pub const AUDIT: Audit = Audit {
    tables: &[
        Table { name: "staff", seal: Some(&ACCOUNTS), rows: Rows::Numbered("id"), columns: &[] },
        Table { name: "staff_log", seal: Some(&SEAL), rows: Rows::Numbered("id"), columns: &[] },
    ],
    members: None,
    all: Some(|connection, _, seen| Box::pin(all(connection, seen))),
};

/// Statements that find what disagrees with the log, each with the table it is of and what is wrong.
const DISAGREE: [(&str, &str, &str); 6] = [
    (
        "coupons",
        "staff used it, and it is not used by that",
        "SELECT CAST(c.id AS TEXT) FROM staff_log l JOIN coupons c ON c.id = l.coupon_id WHERE l.action = 'use_coupon' \
         AND NOT EXISTS (SELECT 1 FROM staff_log u WHERE u.undoes = l.id) AND (c.used_by IS NULL \
         OR c.used_by <> 'staff:' || CAST(l.id AS TEXT) OR c.used_at <> l.at)",
    ),
    (
        "coupons",
        "the log does not say that staff used it",
        "SELECT CAST(c.id AS TEXT) FROM coupons c WHERE c.used_by LIKE 'staff:%' AND NOT EXISTS (SELECT 1 FROM staff_log l \
         WHERE 'staff:' || CAST(l.id AS TEXT) = c.used_by AND l.coupon_id = c.id AND l.action = 'use_coupon' \
         AND NOT EXISTS (SELECT 1 FROM staff_log u WHERE u.undoes = l.id))",
    ),
    (
        "coupons",
        "staff took it away, and it does not say so",
        "SELECT CAST(c.id AS TEXT) FROM staff_log l JOIN coupons c ON c.id = l.coupon_id WHERE l.action = 'void_coupon' \
         AND NOT EXISTS (SELECT 1 FROM staff_log u WHERE u.undoes = l.id) \
         AND (c.voided_by IS NULL OR c.voided_by <> l.staff_id OR c.voided_at <> l.at)",
    ),
    (
        "coupons",
        "the log does not say that staff took it away",
        "SELECT CAST(c.id AS TEXT) FROM coupons c WHERE c.voided_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM staff_log l \
         WHERE l.coupon_id = c.id AND l.action = 'void_coupon' AND l.at = c.voided_at \
         AND NOT EXISTS (SELECT 1 FROM staff_log u WHERE u.undoes = l.id))",
    ),
    (
        "task_confirmations",
        "the log says that it was confirmed, and it is not there",
        "SELECT CAST(l.member_id AS TEXT) || ' ' || l.task FROM staff_log l WHERE l.action = 'confirm_task' \
         AND NOT EXISTS (SELECT 1 FROM staff_log u WHERE u.undoes = l.id) AND NOT EXISTS (SELECT 1 FROM task_confirmations c \
         WHERE c.member_id = l.member_id AND c.task = l.task AND c.at = l.at AND c.staff_id = l.staff_id AND c.undone_at IS NULL)",
    ),
    (
        "task_confirmations",
        "the log does not say that it was confirmed",
        "SELECT CAST(c.member_id AS TEXT) || ' ' || c.task FROM task_confirmations c WHERE NOT EXISTS (SELECT 1 FROM staff_log l \
         WHERE l.member_id = c.member_id AND l.task = c.task AND l.at = c.at AND l.action = 'confirm_task' \
         AND (c.undone_at IS NULL AND NOT EXISTS (SELECT 1 FROM staff_log u WHERE u.undoes = l.id) \
            OR c.undone_at IS NOT NULL AND EXISTS (SELECT 1 FROM staff_log u WHERE u.undoes = l.id)))",
    ),
];

async fn all(connection: &mut Conn, seen: &mut Seen) -> Result<(), Error> {
    for (table, what, sql) in DISAGREE {
        let rows: Vec<(String,)> = sqlx::query_as(sql).fetch_all(&mut *connection).await?;
        for (of,) in rows {
            seen.wrong(table, of, what);
        }
    }
    Ok(())
}
