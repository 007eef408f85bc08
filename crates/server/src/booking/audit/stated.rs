//! How the tables of `booking` are proven.

use crate::booking::past::INVITATIONS;
use crate::booking::rows::{REFUNDS, SALES};
use crate::store::table::{Proof, Rows, Table};

pub const TABLES: &[Table] = &[
    Table {
        name: "sales",
        seal: Some(&SALES),
        rows: Rows::Numbered("id"),
        columns: &[
            ("list_fen", Proof::By("the sum of its lines")),
            ("paid_fen", Proof::By("the sum of its lines")),
            (
                "earned",
                Proof::By("its lines, earned anew under its rule version and multiplier; its entry of the ledger"),
            ),
            ("multiplier", Proof::By("its tier under its rule version")),
            ("day", Proof::By("its time in the brand's zone")),
            ("points_until", Proof::By("its day and the expiry of its rule version")),
            ("rule_version", Proof::By("its time")),
            ("refunded_fen", Proof::By("the sum of its refunds")),
            ("taken_back", Proof::By("the sum of its refunds")),
            ("lines", Proof::By("what its refunds say came back; sealed as they were sold")),
        ],
    },
    Table {
        name: "refunds",
        seal: Some(&REFUNDS),
        rows: Rows::Numbered("id"),
        columns: &[
            ("at", Proof::By("its entry of the ledger; sealed")),
            ("taken_back", Proof::By("its entry of the ledger")),
            ("shortfall", Proof::By("the part of its entry of the ledger that no lot gave")),
            ("points_back", Proof::By("the entry of the ledger that gave them back")),
            ("rule_version", Proof::By("its time")),
        ],
    },
    Table { name: "invitations", seal: Some(&INVITATIONS), rows: Rows::Numbered("nth"), columns: &[] },
    Table {
        name: "ledger",
        seal: None,
        rows: Rows::By(
            "its chain, whose end stands in the member's row; and what moved points, which asks for an entry each",
        ),
        columns: &[
            ("member_id", Proof::By("what the entry is for")),
            ("seq", Proof::By("its place in the chain")),
            ("kind", Proof::By("the chain; what the entry is for")),
            ("points", Proof::By("the chain; what the entry is for, computed anew; the lots")),
            ("lot_points", Proof::By("the lots that it opened or took from")),
            ("at", Proof::By("the chain; what the entry is for")),
            (
                "booked_at",
                Proof::Partly(
                    "what the entry is for",
                    "an end of points is booked at leisure: only that it was not before its time is known",
                ),
            ),
            ("key", Proof::By("the chain; what the entry is for")),
            ("rule_version", Proof::By("the chain; what the entry is for")),
            ("hash", Proof::By("the chain")),
        ],
    },
    Table {
        name: "lots",
        seal: None,
        rows: Rows::By("the entries of the ledger that opened them"),
        columns: &[
            (
                "id",
                Proof::Partly(
                    "what was taken from it, and the task that names it",
                    "of a lot that nothing refers to it is a name and no more",
                ),
            ),
            ("member_id", Proof::By("its entry of the ledger")),
            ("seq", Proof::By("its entry of the ledger")),
            ("sale_id", Proof::By("its entry of the ledger, or the lot that its points were in first")),
            ("amount", Proof::By("its entry of the ledger")),
            ("left_points", Proof::By("the entries of the ledger")),
            ("earned_at", Proof::By("its entry of the ledger")),
            ("ends_at", Proof::By("what brought its points, under its rule version")),
            ("ended", Proof::By("the entries of the ledger")),
            ("origin", Proof::By("the entries of the ledger")),
        ],
    },
    Table {
        name: "ledger_lots",
        seal: None,
        rows: Rows::By("the entries of the ledger"),
        columns: &[
            ("member_id", Proof::By("its entry of the ledger")),
            ("seq", Proof::By("its entry of the ledger")),
            ("lot_id", Proof::By("the lots as the entries leave them")),
            ("points", Proof::By("its entry of the ledger")),
            ("at", Proof::By("its entry of the ledger")),
        ],
    },
];
