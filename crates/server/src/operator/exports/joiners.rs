//! Who joined when, and what led them here.

use super::Days;
use crate::operator::Desk;
use crate::policies::Rulebook;
use crate::sources::{self, Source};
use crate::store::Reading;
use crate::{Error, member, referral};
use shuke_rules::Day;
use std::sync::Arc;

/// The columns of [`joiners`]. `about` is the shop, the code of the piece, or the card of the friend.
pub const JOINERS: [&str; 4] = ["card", "day", "source", "about"];

/// Members that are read together.
const PART: i64 = 500;

/// Those who joined, oldest first, while they are read. Who was imported has not joined.
pub struct Joiners {
    connection: Reading,
    rulebook: Arc<Rulebook>,
    days: Days,
    after: i64,
}

/// Opens those who joined from one day of the brand's to another, both included.
pub async fn joiners(desk: &Desk, from: Option<Day>, until: Option<Day>) -> Result<Joiners, Error> {
    let rulebook = desk.rulebook().await?;
    Ok(Joiners { connection: desk.store.read().await?, rulebook, days: Days { from, until }, after: 0 })
}

impl Joiners {
    /// The next rows, in the order of [`JOINERS`]; there may be none of those days among them. `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<[String; 4]>>, Error> {
        let part = member::joined_after(&mut self.connection, self.after, PART).await?;
        let Some((last, ..)) = part.last() else { return Ok(None) };
        self.after = *last;
        let mut rows = Vec::new();
        for (id, card, at) in part {
            let day = self.rulebook.zone().day_of(at);
            if !self.days.has(day) {
                continue;
            }
            if let Some(source) = sources::source(&mut self.connection, id).await? {
                let about = self.about(id, &source).await?;
                rows.push([card, day.to_string(), source.kind, about]);
            }
        }
        Ok(Some(rows))
    }

    async fn about(&mut self, member: i64, source: &Source) -> Result<String, Error> {
        if let Some(about) = &source.about {
            return Ok(about.clone());
        }
        match referral::brought_by(&mut self.connection, member).await? {
            Some((inviter, _)) => member::card_of(&mut self.connection, inviter).await,
            None => Ok(String::new()),
        }
    }
}
