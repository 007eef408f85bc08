//! Proof that nobody's past was rewritten: once a day the ends of all members' ledgers, and a digest of the tables that only grow, are
//! put into an anchor, signed with a key that is not in the database, and published. Owns `anchored_heads`, `anchors` and
//! `anchor_rounds`, how anchors are made, sent and shown, and what a member checks against them. What is hashed how is
//! `shuke_rules::proof`'s.

mod audit;
mod causes;
mod own;
mod publish;
mod round;
mod signed;
mod stored;

pub use publish::{read_lines, start};
pub use signed::{Signed, Signer};
pub use stored::{AnchoredHead, Kept, kept};

use crate::Error;
use crate::drawing::Drawn;
use crate::feature::Feature;
use crate::http::Call;
use crate::http::call::Anyone;
use crate::store::Conn;
use shuke_contract::proof::{GetOwnProof, GetProof, Proof, ProofRequest};
use shuke_face::Page;
use shuke_face::pages::proof::page_whole;
use shuke_rules::proof::{Hash, Log, Whole};

/// Anchors of a page.
const PAGE: usize = 100;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes.read::<GetProof, Anyone, _, _>(get_proof).read::<GetOwnProof, crate::sessions::Session, _, _>(own::get)
    },
    migrations: &[(14, include_str!("../migrations/0014_anchors.sql"))],
    jobs: &[round::ANCHOR],
    pages: &[Drawn { page: Page::Proof, draw: |drawing| drawing.of::<GetProof>(page_whole) }],
    audits: &[&audit::AUDIT],
    export: Some(|connection, asking, export| {
        Box::pin(async move {
            let proof = own::proof(connection, asking.account.member, None).await?;
            export.more.insert("proof".to_owned(), serde_json::to_value(proof).map_err(Error::internal)?);
            Ok(())
        })
    }),
    ..Feature::named("proof")
};

async fn get_proof(call: Call<ProofRequest, Anyone>) -> Result<Proof, Error> {
    let ProofRequest { since, before } = call.request.clone();
    let mut connection = call.app.store.read().await?;
    let (whole, anchors) = grown(&mut connection).await?;
    let newest_first = anchors.into_iter().rev().map(|kept| kept.signed.anchor);
    let anchors = newest_first.filter(|anchor| before.is_none_or(|before| anchor.n < before)).take(PAGE).collect();
    let (log, continues) = continued(&whole, since);
    Ok(Proof { log, continues, anchors })
}

/// The log with all its anchors, oldest first.
async fn grown(connection: &mut Conn) -> Result<(Whole, Vec<Kept>), Error> {
    let anchors = kept(connection).await?;
    let mut whole = Whole::default();
    for kept in &anchors {
        whole.push(&kept.signed.anchor);
    }
    Ok((whole, anchors))
}

fn continued(whole: &Whole, since: Option<u32>) -> (Log, Vec<Hash>) {
    (whole.log(), since.and_then(|since| whole.since(since)).unwrap_or_default())
}
