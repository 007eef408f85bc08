//! Making the day's anchor: a round through the members notes where each ledger ends that moved since the last, a part at a time; then
//! the tree is built over all of them and its root put behind the others. No write waits for long.

use super::stored::{self, AnchoredHead, Kept};
use super::{Signed, Signer, causes, grown};
use crate::context::Moment;
use crate::jobs::{Job, found};
use crate::store::Conn;
use crate::{Error, member};
use shuke_rules::Day;
use shuke_rules::proof::{Anchor, Hash, places, root};
use std::time::Duration;

/// Members of a part.
const PART: i64 = 500;

pub const ANCHOR: Job = Job {
    name: "anchor",
    every: Duration::from_mins(1),
    between: Duration::from_millis(20),
    leased: true,
    look: |connection, moment| Box::pin(async move { Ok(found(next(connection, moment).await?)) }),
    run: |tx, moment, step| {
        Box::pin(async move {
            match step.downcast_ref() {
                Some(Step::Gather { n, after }) => gather(tx, moment, *n, *after).await?,
                Some(Step::Close(closing)) => close(tx, moment, closing).await?,
                None => (),
            }
            Ok(true)
        })
    },
};

/// What is to be done next for the day's anchor.
enum Step {
    /// Note where the ledgers of the members after this one end.
    Gather { n: u32, after: i64 },
    /// All are noted: the tree is built.
    Close(Closing),
}

/// What an anchor is made of.
struct Closing {
    n: u32,
    day: Day,
    members: i64,
    blocks: Vec<Hash>,
    detail: String,
}

/// `None`: the anchor of yesterday is made.
async fn next(connection: &mut Conn, moment: &Moment) -> Result<Option<Step>, Error> {
    let day = moment.today().minus_days(1);
    let last = stored::newest(connection).await?;
    if last.as_ref().is_some_and(|last| last.signed.anchor.day >= day) {
        return Ok(None);
    }
    let n = last.map_or(1, |last| last.signed.anchor.n + 1);
    let round: Option<(i64, i64)> = sqlx::query_as("SELECT after_id, whole FROM anchor_rounds WHERE n = $1")
        .bind(i64::from(n))
        .fetch_optional(&mut *connection)
        .await?;
    Ok(Some(match round {
        Some((members, 1)) => {
            let blocks = stored::blocks_of(connection, n, members).await?;
            let detail = causes::detail(connection).await?;
            Step::Close(Closing { n, day, members, blocks, detail })
        }
        round => Step::Gather { n, after: round.map_or(0, |(after, _)| after) },
    }))
}

/// Notes the heads of the next part that are not as they were at the last anchor.
async fn gather(tx: &mut Conn, moment: &Moment, n: u32, after: i64) -> Result<(), Error> {
    let members = member::heads(tx, after, PART).await?;
    let last = members.last().map_or(after, |head| head.id);
    let before = stored::heads_at(tx, n, after + 1, last).await?;
    let mut moved = Vec::new();
    for head in &members {
        let place = before.binary_search_by_key(&head.id, |before| before.member).ok();
        let stays = place.and_then(|place| before.get(place)).is_some_and(|before| before.hash == head.hash);
        if !stays {
            let salt = moment.context.chance().token()?;
            let member::Head { id, card, seq, hash } = head.clone();
            moved.push(AnchoredHead { member: id, card, seq, hash, salt });
        }
    }
    stored::add_heads(tx, n, &moved).await?;
    let whole = members.len() < usize::try_from(PART).unwrap_or(0);
    sqlx::query("DELETE FROM anchor_rounds WHERE n < $1").bind(i64::from(n)).execute(&mut *tx).await?;
    sqlx::query(
        "INSERT INTO anchor_rounds (n, after_id, whole) VALUES ($1, $2, $3) \
         ON CONFLICT (n) DO UPDATE SET after_id = $2, whole = $3",
    )
    .bind(i64::from(n))
    .bind(last)
    .bind(i64::from(whole))
    .execute(tx)
    .await?;
    Ok(())
}

/// Puts the anchor behind the others and signs it.
async fn close(tx: &mut Conn, moment: &Moment, closing: &Closing) -> Result<(), Error> {
    let Closing { n, day, members, blocks, detail } = closing;
    let (mut whole, _) = grown(tx).await?;
    if whole.log().size + 1 != *n {
        return Ok(());
    }
    let places = places(u32::try_from(*members).map_err(Error::internal)?);
    let (heads, causes) = (root(blocks, places), Hash::of(detail));
    let anchor = Anchor { n: *n, day: *day, at: moment.now, places, heads, causes };
    whole.push(&anchor);
    let log = whole.log();
    let mac = moment.context.shared::<Signer>().sign(&anchor, &log);
    let signed = Signed { anchor, log: log.root, detail: detail.clone(), mac };
    stored::add(tx, &Kept { signed, members: *members }, blocks).await
}
