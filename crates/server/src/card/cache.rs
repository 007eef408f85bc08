//! Cards that were computed, kept as long as nothing they depend on changed. Never stale: before one is shown the database
//! is asked whether anything was committed (which all who ask at the same time share), and if so, whether it was this member's.

use crate::Error;
use crate::booking::Asking;
use crate::http::limits::Counted;
use crate::http::{App, Client, Identity, cookie};
use crate::policies::Rulebook;
use crate::sessions::{self, Seen, Session};
use axum::http::{HeaderMap, HeaderValue};
use chrono::SecondsFormat;
use shuke_contract::card::Card;
use shuke_contract::{Caller, ErrorCode};
use shuke_rules::Instant;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Cards that are kept at most.
const KEPT: usize = 20_000;

/// A signed-in member with their card.
#[derive(Clone)]
pub struct Viewed(Arc<Entry>);

struct Entry {
    session: Session,
    card: Card,
    /// The card as it travels, before and after the instant that it is as of.
    json: (String, String),
    rulebook: Arc<Rulebook>,
    /// The day ends then, or something lapses, and with it what the card says.
    until: Instant,
    /// Of the member's row, and the rules: whatever a card is computed from raises one of them.
    versions: (i64, i64),
}

/// The cards of this process.
#[derive(Default)]
pub struct Cache(Mutex<HashMap<String, (i64, Arc<Entry>)>>);

impl Viewed {
    /// The card as of `now`.
    pub fn card(&self, now: Instant) -> Card {
        Card { now, ..self.0.card.clone() }
    }

    /// The same as it travels.
    pub fn card_json(&self, now: Instant) -> String {
        let (before, after) = &self.0.json;
        format!("{before}{}{after}", now.to_rfc3339_opts(SecondsFormat::Micros, true))
    }

    /// Names the card as it is.
    pub fn tag(&self) -> &str {
        &self.0.card.tag
    }

    pub fn member(&self) -> i64 {
        self.0.session.member
    }

    /// The rules that decided.
    pub fn rulebook(&self) -> &Arc<Rulebook> {
        &self.0.rulebook
    }
}

impl Identity for Viewed {
    const CALLER: Caller = Caller::Member;

    async fn of(app: &App, headers: &HeaderMap, client: &Client) -> Result<Self, Error> {
        let token = cookie::MEMBER.token(headers, client).ok_or_else(sessions::sign_in_required)?;
        let viewed = view(app, &token).await?;
        viewed.0.session.is_meant(headers)?;
        Ok(viewed)
    }

    fn scope(&self) -> String {
        sessions::scope(Caller::Member, &self.0.session.token_hash)
    }

    fn prolong(&self, app: &App, client: &Client) -> Option<HeaderValue> {
        self.0.session.prolong(app, client)
    }
}

/// A member or a guest.
#[derive(Clone)]
pub struct MaybeMember(pub Option<Viewed>);

impl Identity for MaybeMember {
    const CALLER: Caller = Caller::Anyone;

    /// A session that ended makes a guest.
    async fn of(app: &App, headers: &HeaderMap, client: &Client) -> Result<Self, Error> {
        match Viewed::of(app, headers, client).await {
            Ok(viewed) => Ok(Self(Some(viewed))),
            Err(Error::Refused(problem)) if problem.code == ErrorCode::SignInRequired => Ok(Self(None)),
            Err(error) => Err(error),
        }
    }

    fn scope(&self) -> String {
        "anyone".to_owned()
    }

    fn prolong(&self, app: &App, client: &Client) -> Option<HeaderValue> {
        self.0.as_ref().and_then(|viewed| viewed.prolong(app, client))
    }
}

impl Cache {
    fn kept(&self, hash: &str) -> Option<(i64, Arc<Entry>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned()
    }

    fn keep(&self, hash: String, version: i64, entry: Arc<Entry>) {
        let mut cards = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cards.len() >= KEPT {
            cards.clear();
        }
        cards.insert(hash, (version, entry));
    }
}

async fn view(app: &App, token: &str) -> Result<Viewed, Error> {
    let hash = sessions::token_hash(Caller::Member, token);
    app.limits.count(Counted::Session, &hash)?;
    let (cache, now) = (app.context.shared::<Cache>(), app.context.now());
    let version = match app.store.version() {
        Some(version) => Some(version.now().await?),
        None => None,
    };
    let kept = cache.kept(&hash).filter(|(_, entry)| now < entry.until && !entry.session.is_stale(now));
    if let (Some(version), Some((seen, entry))) = (version, &kept)
        && *seen == version
    {
        return Ok(Viewed(Arc::clone(entry)));
    }
    // In a box: what is seldom run must not make the future large that every look moves about.
    let entry = Box::pin(look_closer(app, token, kept.map(|(_, entry)| entry), now)).await?;
    if let Some(version) = version {
        cache.keep(hash, version, Arc::clone(&entry));
    }
    Ok(Viewed(entry))
}

/// Something was committed since the card was kept, or there is none.
async fn look_closer(app: &App, token: &str, kept: Option<Arc<Entry>>, now: Instant) -> Result<Arc<Entry>, Error> {
    if let Some(entry) = kept {
        let seen = sessions::find(&mut *app.store.read().await?, token, now).await?;
        if (seen.version, seen.rule_version) == entry.versions {
            return Ok(entry);
        }
    }
    Ok(Arc::new(compute(app, token.to_owned()).await?))
}

/// Session, versions and card as of one moment.
async fn compute(app: &App, token: String) -> Result<Entry, Error> {
    let read = app.view(move |connection, moment| {
        Box::pin(async move {
            let Seen { session, version, rule_version } = sessions::find(connection, &token, moment.now).await?;
            let asking = Asking::of(connection, moment, session.member).await?;
            let (mut card, until) = super::of(connection, &asking).await?;
            let versions = (version, rule_version);
            card.tag = tag(versions, until);
            let json = around_now(&card)?;
            Ok(Entry { session, json, card, rulebook: asking.rulebook, until, versions })
        })
    });
    read.await
}

/// Everything that a card is computed from but the member. All of it only ever grows, so that no tag comes back when the card becomes
/// what it was before.
fn tag((version, rule_version): (i64, i64), until: Instant) -> String {
    format!("{version}.{rule_version}.{}", until.timestamp_micros())
}

/// A card as it travels, cut where its `now` stands: it is the last of all.
fn around_now(card: &Card) -> Result<(String, String), Error> {
    let json = serde_json::to_string(card).map_err(Error::internal)?;
    let now = serde_json::to_string(&card.now).map_err(Error::internal)?;
    let before = json.strip_suffix(&format!("{now}}}")).ok_or_else(|| Error::internal("a card that ends otherwise"))?;
    Ok((format!("{before}\""), "\"}".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Utc;
    use shuke_contract::card::Ending;
    use shuke_rules::number::CardNumber;
    use shuke_rules::policy::TierId;
    use shuke_rules::tiers::Standing;
    use shuke_rules::{Day, Fen, Points};

    #[test]
    fn a_kept_card_is_the_same_card_at_a_later_moment() {
        let now = Utc::now();
        let today = Day::new(2026, 1, 2).unwrap();
        let card = Card {
            number: CardNumber::issue("690", 1, "01", 1).unwrap(),
            name: Some("\"now\":\"2026-01-01T00:00:00Z\"".to_owned()),
            points: Points(5),
            debt: Points::ZERO,
            ending: vec![Ending { day: today, points: Points(5) }],
            standing: Standing { tier: TierId::from("a"), since: today, review: None, total: Fen(1) },
            facts: Vec::new(),
            next: None,
            keep: None,
            last_step: None,
            check_in: None,
            unread: 0,
            coupons: None,
            notes: Vec::new(),
            now_on: Vec::new(),
            codes_read: Vec::new(),
            tag: "1.1.1".to_owned(),
            today,
            now,
            rule_version: 1,
        };
        let (before, after) = around_now(&card).unwrap();
        let later = now + chrono::Duration::microseconds(1_234_567);
        let shown = format!("{before}{}{after}", later.to_rfc3339_opts(SecondsFormat::AutoSi, true));
        assert_eq!(serde_json::from_str::<Card>(&shown).unwrap(), Card { now: later, ..card });
    }
}
