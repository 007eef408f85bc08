//! How the audit proves what is published: anchors and the heads in them by themselves, and every ledger by the newest.

use super::stored::{blocks, blocks_of, heads_at, kept, with_blocks};
use super::{AnchoredHead, Kept, causes};
use crate::Error;
use crate::audit::{Audit, Seen};
use crate::booking::entry_hashes;
use crate::store::Conn;
use crate::store::seal::{Name, Seal};
use crate::store::table::{Proof, Rows, Table};
use shuke_rules::ledger::genesis;
use shuke_rules::proof::{Hash, Whole, root};

pub static ANCHORS: Seal = Seal {
    table: "anchors",
    key: &[Name::Number("n")],
    columns: &["n", "day", "at", "members", "places", "heads", "detail", "causes", "log", "mac?"],
    first: None,
    member: None,
};

pub static HEADS: Seal = Seal {
    table: "anchored_heads",
    key: &[Name::Number("member_id"), Name::Number("anchor")],
    columns: &["member_id", "anchor", "card", "seq", "hash", "salt"],
    first: None,
    member: Some("member_id"),
};

pub const AUDIT: Audit = Audit {
    tables: &[
        Table {
            name: "anchors",
            seal: Some(&ANCHORS),
            rows: Rows::Partly(
                "the log of those after it",
                "of the newest only those know who kept it: `audit --against`",
            ),
            columns: &[
                ("blocks", Proof::By("the heads that are stored")),
                ("sent_at", Proof::Not("it says when an address took the anchor, and moves no figure")),
            ],
        },
        Table {
            name: "anchored_heads",
            seal: Some(&HEADS),
            rows: Rows::Partly(
                "the root of the newest anchor",
                "heads that later ones followed prove nothing any more",
            ),
            columns: &[],
        },
        Table {
            name: "anchor_rounds",
            seal: None,
            rows: Rows::By("the newest anchor"),
            columns: &[
                ("n", Proof::By("the newest anchor")),
                (
                    "after_id",
                    Proof::Partly("the anchor that it became", "while one is being made it says how far that is"),
                ),
                (
                    "whole",
                    Proof::Partly("the anchor that it became", "while one is being made it says how far that is"),
                ),
            ],
        },
    ],
    members: None,
    all: Some(|connection, _, seen| Box::pin(all(connection, seen))),
};

/// Members whose heads are looked at together.
const PART: u32 = 500;

async fn all(connection: &mut Conn, seen: &mut Seen) -> Result<(), Error> {
    let anchors = kept(connection).await?;
    chained(&anchors, seen);
    if let Some(newest) = anchors.last() {
        tree(connection, newest, seen).await?;
        rounds(connection, newest, seen).await?;
        for table in causes::differing(connection, &newest.signed.detail).await? {
            seen.wrong("anchors", newest.signed.anchor.n, format!("{table} is not what the anchor says it was"));
        }
    }
    Ok(())
}

/// How far the making of an anchor has come: of the newest to its end, and of the next anywhere.
async fn rounds(connection: &mut Conn, newest: &Kept, seen: &mut Seen) -> Result<(), Error> {
    let n = i64::from(newest.signed.anchor.n);
    let rounds: Vec<(i64, i64, i64)> =
        sqlx::query_as("SELECT n, after_id, whole FROM anchor_rounds ORDER BY n").fetch_all(connection).await?;
    seen.count("anchor_rounds", rounds.len());
    let is_right = |(round, after, whole): (i64, i64, i64)| match round - n {
        0 => after == newest.members && whole == 1,
        1 => after >= 0 && (0..=1).contains(&whole),
        _ => false,
    };
    if rounds.len() != 1 || !rounds.into_iter().all(is_right) {
        seen.wrong("anchor_rounds", n, "it does not lead to the newest anchor");
    }
    Ok(())
}

/// The log, and the digests, are what the anchors come to.
fn chained(anchors: &[Kept], seen: &mut Seen) {
    let mut whole = Whole::default();
    for Kept { signed, .. } in anchors {
        whole.push(&signed.anchor);
        let n = signed.anchor.n;
        if whole.log() != signed.log() {
            seen.wrong("anchors", n, "the log is not what its anchors come to");
        }
        if Hash::of(&signed.detail) != signed.anchor.causes {
            seen.wrong("anchors", n, "`causes` is not the digest of `detail`");
        }
    }
}

/// The heads that are stored for an anchor come to its root, and every ledger goes through its own.
async fn tree(connection: &mut Conn, newest: &Kept, seen: &mut Seen) -> Result<(), Error> {
    let (anchor, members) = (&newest.signed.anchor, newest.members);
    let nodes = blocks_of(connection, anchor.n, members).await?;
    if root(&nodes, anchor.places) != anchor.heads {
        seen.wrong("anchors", anchor.n, "its heads do not come to its root");
    }
    if blocks(connection, anchor.n).await?.unwrap_or_default() != nodes {
        seen.wrong("anchors", anchor.n, "its blocks are not those of its heads");
    }
    for n in with_blocks(connection, anchor.n).await? {
        seen.wrong("anchors", n, "it keeps blocks, and is not the newest");
    }
    for from in (1..=members).step_by(PART as usize) {
        for head in left(connection, anchor.n, from, (from + i64::from(PART) - 1).min(members)).await? {
            let what = format!("anchor {} has another entry {}: the past was rewritten", anchor.n, head.seq);
            seen.wrong("ledger", head.card, what);
        }
    }
    Ok(())
}

/// The heads of these members that their ledgers do not go through.
async fn left(connection: &mut Conn, n: u32, from: i64, to: i64) -> Result<Vec<AnchoredHead>, Error> {
    let mut heads = heads_at(connection, n, from, to).await?;
    let places: Vec<(i64, i64)> =
        heads.iter().filter(|head| head.seq > 0).map(|head| (head.member, head.seq)).collect();
    let hashes = entry_hashes(connection, &places).await?;
    heads.retain(|head| match head.seq {
        0 => head.hash != genesis(&head.card),
        seq => hashes.get(&(head.member, seq)) != Some(&head.hash),
    });
    Ok(heads)
}
