//! How redemptions are proven: an order's state by its steps, its points by the ledger, an item's stock by its orders.

mod way;

use super::claims::SEAL as CLAIMS;
use super::save::{SEAL, STEPS};
use crate::Error;
use crate::audit::{Amount, Audit, Cause, Range, Seen};
use crate::policies::instant;
use crate::stock;
use crate::store::Conn;
use crate::store::table::{Proof, Rows, Table};
use shuke_rules::ledger::{EntryKind, Key};
use shuke_rules::mall::OrderState;
use std::collections::BTreeMap;
use way::{Stepped, Way};

pub const AUDIT: Audit = Audit {
    tables: &[
        Table {
            name: "orders",
            seal: Some(&SEAL),
            rows: Rows::Numbered("id"),
            columns: &[
                ("state", Proof::By("its steps")),
                ("points", Proof::By("its entry of the ledger")),
                ("paid_fen", Proof::By("its steps")),
                ("created_at", Proof::By("its first step; its entry of the ledger")),
                ("received_at", Proof::By("its steps")),
                ("rule_version", Proof::By("its entry of the ledger")),
            ],
        },
        Table {
            name: "order_steps",
            seal: Some(&STEPS),
            rows: Rows::Numbered("nth"),
            columns: &[
                ("n", Proof::By("the steps of its order")),
                ("state", Proof::By("the way that an order can go")),
            ],
        },
        Table {
            name: "order_claims",
            seal: Some(&CLAIMS),
            rows: Rows::Partly(
                "the steps of an order that came back",
                "of a claim that is open or was declined nothing else knows",
            ),
            columns: &[],
        },
    ],
    members: Some(|connection, range, seen| Box::pin(members(connection, range, seen))),
    all: Some(|connection, _, seen| Box::pin(taken(connection, seen))),
};

/// An order as it is stored.
struct Order {
    id: i64,
    member: i64,
    state: OrderState,
    points: i64,
    fen: i64,
    paid: i64,
    created_at: i64,
    received_at: Option<i64>,
    rule_version: i64,
    /// Whether a claim was accepted.
    accepted: Option<i64>,
}

type Row = (i64, i64, String, i64, i64, i64, i64, Option<i64>, i64, Option<i64>);

async fn members(connection: &mut Conn, range: &Range, seen: &mut Seen) -> Result<(), Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT o.id, o.member_id, o.state, o.points, o.fen, o.paid_fen, o.created_at, o.received_at, o.rule_version, \
         c.accepted FROM orders o LEFT JOIN order_claims c ON c.order_id = o.id \
         WHERE o.member_id >= $1 AND o.member_id <= $2",
    )
    .bind(range.from)
    .bind(range.to)
    .fetch_all(&mut *connection)
    .await?;
    if rows.is_empty() {
        return Ok(());
    }
    let mut steps = steps(connection, range).await?;
    for (id, member, state, points, fen, paid, created_at, received_at, rule_version, accepted) in rows {
        let state = OrderState::named(&state);
        let order = Order { id, member, state, points, fen, paid, created_at, received_at, rule_version, accepted };
        check(&order, &steps.remove(&id).unwrap_or_default(), range, seen);
    }
    Ok(())
}

async fn steps(connection: &mut Conn, range: &Range) -> Result<BTreeMap<i64, Vec<Stepped>>, Error> {
    let rows: Vec<(i64, i64, String, i64, i64)> = sqlx::query_as(
        "SELECT s.order_id, s.n, s.state, s.at, s.undone FROM orders o JOIN order_steps s ON s.order_id = o.id \
         WHERE o.member_id >= $1 AND o.member_id <= $2 ORDER BY s.order_id, s.n",
    )
    .bind(range.from)
    .bind(range.to)
    .fetch_all(connection)
    .await?;
    let mut steps: BTreeMap<i64, Vec<Stepped>> = BTreeMap::new();
    for (order, n, state, at, undone) in rows {
        let step = Stepped { n, state: OrderState::named(&state), at, undone: undone != 0 };
        steps.entry(order).or_default().push(step);
    }
    Ok(steps)
}

fn check(order: &Order, steps: &[Stepped], range: &Range, seen: &mut Seen) {
    let way = Way::of(steps);
    let checks = [
        (way.holds, "its steps are no way that an order can go"),
        (way.first_at == Some(order.created_at), "it was not placed when its first step says"),
        (way.state() == Some(order.state), "its state is not that of its last step"),
        (way.received_at() == order.received_at, "it was not received when its steps say"),
        (way.is_paid(order.fen) == (order.paid > 0), "what was paid of it is not what its steps say"),
        (order.paid == 0 || order.paid == order.fen, "a part of its money was paid"),
        ((order.accepted == Some(1)) == (order.state == OrderState::Returned), "its claim says something else"),
    ];
    for (_, what) in checks.into_iter().filter(|(holds, _)| !holds) {
        seen.wrong("orders", order.id, what);
    }
    causes(order, &way, range, seen);
}

fn causes(order: &Order, way: &Way, range: &Range, seen: &mut Seen) {
    let cause = |key: Key, kind, points, at: Option<i64>, rule_version| Cause {
        member: order.member,
        key: key.to_string(),
        kind,
        points: Amount::Exactly(points),
        at,
        booked_at: at,
        rule_version,
        lot: None,
        shortfall: None,
        table: "orders",
    };
    if order.points == 0 {
        return;
    }
    let (spent, at) = (Key::Redeemed { order: order.id }, Some(order.created_at));
    seen.causes.push(cause(spent, EntryKind::Redeemed, -order.points, at, Some(order.rule_version)));
    if !matches!(order.state, OrderState::Expired | OrderState::Cancelled | OrderState::Returned) {
        return;
    }
    // What expired goes back when that is booked: a little later than its time was over.
    let known = way.last_at.filter(|_| order.state != OrderState::Expired);
    let version = known.and_then(|at| instant(at).ok()).map(|at| range.rulebook.at(at).id);
    let back = Key::Returned { order: order.id };
    seen.causes.push(cause(back, EntryKind::Returned, order.points, known, version));
}

/// How many of each item are gone or held.
async fn taken(connection: &mut Conn, seen: &mut Seen) -> Result<(), Error> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT item_id, COUNT(*) FROM orders WHERE state NOT IN ('expired', 'cancelled') GROUP BY item_id",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut taken: BTreeMap<String, i64> = rows.into_iter().collect();
    for stocked in stock::all(connection).await? {
        let orders = taken.remove(&stocked.item.id).unwrap_or(0);
        if stocked.taken != orders {
            let what = format!("{} are taken, its orders come to {orders}", stocked.taken);
            seen.wrong("mall_items", &stocked.item.id, what);
        }
    }
    for item in taken.into_keys() {
        seen.wrong("mall_items", &item, "it was redeemed, and there is no such item");
    }
    Ok(())
}
