//! Cards that were computed, kept as long as nothing they depend on changed. Never stale: before one is shown the database
//! is asked whether anything was committed (which all who ask at the same time share), and if so, whether it was this member's.

use crate::Error;
use crate::coupons::{self, InHand};
use crate::http::{App, Client, Identity, cookie, limits::Counted};
use crate::inbox;
use crate::policies::Rulebook;
use crate::sessions::{self, Session};
use crate::store::Conn;
use axum::http::HeaderMap;
use chrono::{DateTime, SecondsFormat, Utc};
use shuke_contract::Caller;
use shuke_contract::card::Card;
use shuke_rules::Instant;
use sqlx::Row;
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
    book: Arc<Rulebook>,
    /// The day ends then, or something lapses, and with it what the card says.
    until: Instant,
    depends_on: Dependencies,
}

/// Everything that a card is computed from, told apart by numbers that only grow: sales, refunds, invitations and steps of
/// orders are never deleted, lots and check-ins change with the ledger only.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Dependencies {
    name: Option<String>,
    debt: i64,
    ledger_seq: i64,
    sales: i64,
    refunds: i64,
    invitations: i64,
    inbox_seen_at: i64,
    order_steps: i64,
    /// The sum of when they were: a decision can be undone and made anew.
    decided_claims: i64,
    undone_tasks: i64,
    /// Those that are neither used nor void: how many, which, until when a till keeps them.
    coupons: String,
    rule_version: i64,
}

/// The cards of this process.
#[derive(Default)]
pub struct Cache {
    cards: Mutex<HashMap<String, (i64, Arc<Entry>)>>,
    book: Mutex<Option<(i64, Arc<Rulebook>)>>,
}

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

    pub fn member(&self) -> i64 {
        self.0.session.member
    }

    /// The rules that decided.
    pub fn book(&self) -> &Arc<Rulebook> {
        &self.0.book
    }
}

impl Identity for Viewed {
    const CALLER: Caller = Caller::Member;

    async fn of(app: &App, headers: &HeaderMap, client: &Client) -> Result<Self, Error> {
        let token = cookie::MEMBER.token(headers, client).ok_or_else(sessions::sign_in_required)?;
        let viewed = app.cards.view(app, &token).await?;
        viewed.0.session.is_meant(headers)?;
        Ok(viewed)
    }

    fn scope(&self) -> String {
        sessions::scope(&self.0.session.token_hash)
    }

    fn prolonged(&self) -> Option<&Session> {
        self.0.session.is_stale().then_some(&self.0.session)
    }
}

impl Cache {
    async fn view(&self, app: &App, token: &str) -> Result<Viewed, Error> {
        let hash = sessions::token_hash(token);
        app.limits.count(Counted::Session, &hash)?;
        let now = Utc::now();
        let version = now_version(app).await?;
        let kept = self.kept(&hash).filter(|(_, entry)| now < entry.until && !entry.session.is_stale());
        if let (Some(version), Some((seen, entry))) = (version, &kept)
            && *seen == version
        {
            return Ok(Viewed(Arc::clone(entry)));
        }
        // In a box: what is seldom run must not make the future large that every look moves about.
        let entry = Box::pin(look_closer(app, token, &hash, kept.map(|(_, entry)| entry), now)).await?;
        if let Some(version) = version {
            self.keep(hash, version, Arc::clone(&entry));
        }
        Ok(Viewed(entry))
    }

    fn kept(&self, hash: &str) -> Option<(i64, Arc<Entry>)> {
        self.cards.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned()
    }

    fn keep(&self, hash: String, version: i64, entry: Arc<Entry>) {
        let mut cards = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        if cards.len() >= KEPT {
            cards.clear();
        }
        cards.insert(hash, (version, entry));
    }

    /// The rules in force.
    pub async fn book(&self, app: &App) -> Result<Arc<Rulebook>, Error> {
        let version = now_version(app).await?;
        let kept = self.book.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let (Some(version), Some((seen, book))) = (version, kept)
            && seen == version
        {
            return Ok(book);
        }
        let book = app.policies.current(&mut *app.store.read().await?).await?;
        if let Some(version) = version {
            *self.book.lock().unwrap_or_else(PoisonError::into_inner) = Some((version, Arc::clone(&book)));
        }
        Ok(book)
    }
}

async fn now_version(app: &App) -> Result<Option<i64>, Error> {
    match app.store.version() {
        Some(version) => Ok(Some(version.now().await?)),
        None => Ok(None),
    }
}

/// Something was committed since the card was kept, or there is none.
async fn look_closer(
    app: &App,
    token: &str,
    hash: &str,
    kept: Option<Arc<Entry>>,
    now: Instant,
) -> Result<Arc<Entry>, Error> {
    if let Some(entry) = kept {
        let (_, depends_on) = Dependencies::read(&mut *app.store.read().await?, token, hash).await?;
        if depends_on == entry.depends_on {
            return Ok(entry);
        }
    }
    Ok(Arc::new(compute(app, token.to_owned(), hash.to_owned(), now).await?))
}

/// Session, dependencies and card as of one moment.
async fn compute(app: &App, token: String, hash: String, now: Instant) -> Result<Entry, Error> {
    let policies = app.policies.clone();
    let read = app.store.view(move |connection| {
        Box::pin(async move {
            let (session, depends_on) = Dependencies::read(connection, &token, &hash).await?;
            let book = policies.current(connection).await?;
            let account = super::of_member(connection, session.member).await?;
            let (check_in, _) = crate::check_in::of(connection, session.member, &book, now).await?;
            let unread = inbox::unread(connection, &account, &book, now).await?;
            let none = depends_on.coupons.starts_with("0:");
            let in_hand =
                if none { InHand::default() } else { coupons::in_hand(connection, &book, &account, now).await? };
            let name = depends_on.name.clone();
            let card = super::of(&account, name, check_in, unread.count, in_hand.coupons, &book, now);
            let end = book.zone().end_of(card.today);
            let until = [unread.until, in_hand.until].into_iter().flatten().fold(end, Instant::min);
            let json = around_now(&card)?;
            Ok(Entry { session, card, json, book, until, depends_on })
        })
    });
    read.await
}

/// A card as it travels, cut where its `now` stands.
fn around_now(card: &Card) -> Result<(String, String), Error> {
    let json = serde_json::to_string(card).map_err(Error::internal)?;
    let now = serde_json::to_string(&card.now).map_err(Error::internal)?;
    let field = format!("\"now\":{now}");
    // The last one: no text of a member's can stand after it.
    let at = json.rfind(&field).ok_or_else(|| Error::internal("a card without its instant"))?;
    let (before, rest) = json.split_at(at + "\"now\":\"".len());
    let after = rest.get(now.len() - 2..).unwrap_or_default();
    Ok((before.to_owned(), after.to_owned()))
}

impl Dependencies {
    /// The session of a token, and what its member's card depends on, as of one moment.
    async fn read(connection: &mut Conn, token: &str, hash: &str) -> Result<(Session, Self), Error> {
        let row = sqlx::query(
            "SELECT s.id, s.member_id, s.last_seen_at, s.locator, s.secret, m.card, m.name, m.debt, m.ledger_seq, m.inbox_seen_at, \
             (SELECT COUNT(*) FROM sales x WHERE x.member_id = m.id) AS sales, \
             (SELECT COUNT(*) FROM refunds x WHERE x.member_id = m.id) AS refunds, \
             (SELECT COUNT(*) FROM invitations x WHERE x.member_id = m.id) AS invitations, \
             (SELECT COUNT(*) FROM orders o JOIN order_steps x ON x.order_id = o.id WHERE o.member_id = m.id) AS order_steps, \
             (SELECT CAST(COALESCE(SUM(x.decided_at), 0) AS BIGINT) FROM orders o \
              JOIN order_claims x ON x.order_id = o.id WHERE o.member_id = m.id) AS decided_claims, \
             (SELECT COUNT(*) FROM task_claims x WHERE x.member_id = m.id AND x.undone_at IS NOT NULL) AS undone_tasks, \
             (SELECT CAST(COUNT(*) AS TEXT) || ':' || CAST(COALESCE(SUM(x.id), 0) AS TEXT) || ':' \
              || CAST(COALESCE(SUM(x.locked_until), 0) AS TEXT) FROM coupons x \
              WHERE x.member_id = m.id AND x.used_at IS NULL AND x.voided_at IS NULL AND x.undone_at IS NULL) AS coupons, \
             (SELECT COALESCE(MAX(id), 0) FROM rule_versions) AS rule_version \
             FROM sessions s JOIN members m ON m.id = s.member_id \
             WHERE s.token_hash = $1 AND s.expires_at > $2 AND m.closed_at IS NULL",
        )
        .bind(hash)
        .bind(Utc::now().timestamp_micros())
        .fetch_optional(connection)
        .await?
        .ok_or_else(sessions::sign_in_required)?;
        let session = Session {
            id: row.try_get("id")?,
            member: row.try_get("member_id")?,
            number: row.try_get("card")?,
            token: token.to_owned(),
            token_hash: hash.to_owned(),
            last_seen_at: DateTime::from_timestamp_micros(row.try_get("last_seen_at")?).unwrap_or_default(),
            locator: row.try_get("locator")?,
            secret: row.try_get("secret")?,
        };
        let depends_on = Self {
            name: row.try_get("name")?,
            debt: row.try_get("debt")?,
            ledger_seq: row.try_get("ledger_seq")?,
            sales: row.try_get("sales")?,
            refunds: row.try_get("refunds")?,
            invitations: row.try_get("invitations")?,
            inbox_seen_at: row.try_get("inbox_seen_at")?,
            order_steps: row.try_get("order_steps")?,
            decided_claims: row.try_get("decided_claims")?,
            undone_tasks: row.try_get("undone_tasks")?,
            coupons: row.try_get("coupons")?,
            rule_version: row.try_get("rule_version")?,
        };
        Ok((session, depends_on))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
