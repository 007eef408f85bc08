//! What one member checks their own ledger against.

use super::stored::{blocks, blocks_of, heads_at, leaves};
use super::{Kept, Signed, continued, grown};
use crate::Error;
use crate::http::Call;
use crate::sessions::Session;
use crate::store::Conn;
use shuke_contract::proof::{OwnHead, OwnProof, ProofRequest};
use shuke_rules::proof::{BLOCK, Whole, path};

pub async fn get(call: Call<ProofRequest, Session>) -> Result<OwnProof, Error> {
    let (member, since) = (call.who.member, call.request.since);
    call.app.store.view(move |connection| Box::pin(proof(connection, member, since))).await
}

pub async fn proof(connection: &mut Conn, member: i64, since: Option<u32>) -> Result<OwnProof, Error> {
    let (whole, anchors) = grown(connection).await?;
    let (log, continues) = continued(&whole, since);
    let head = match anchors.last() {
        Some(newest) => own_head(connection, &whole, newest, member).await?,
        None => None,
    };
    Ok(OwnProof { log, continues, head })
}

/// `None`: the newest anchor has no place for the member, who joined since.
async fn own_head(connection: &mut Conn, whole: &Whole, newest: &Kept, member: i64) -> Result<Option<OwnHead>, Error> {
    let Kept { signed: Signed { anchor, .. }, members } = newest;
    let found = heads_at(connection, anchor.n, member, member).await?.pop();
    let Some((head, in_log)) = found.filter(|_| member <= *members).zip(whole.path(anchor)) else {
        return Ok(None);
    };
    let nodes = match blocks(connection, anchor.n).await? {
        Some(nodes) => nodes,
        None => blocks_of(connection, anchor.n, *members).await?,
    };
    let place = u32::try_from(member - 1).map_err(Error::internal)?;
    let from = member - i64::from(place % BLOCK);
    let leaves = leaves(connection, anchor.n, from, *members).await?;
    let in_tree = path(&leaves, &nodes, anchor.places, place);
    Ok(Some(OwnHead { anchor: anchor.clone(), in_log, seq: head.seq, salt: head.salt, place, in_tree }))
}
