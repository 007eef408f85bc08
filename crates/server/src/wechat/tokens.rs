//! What this server may ask WeChat with, and signs addresses with: one of each for all servers, kept in the database. One of them fetches
//! the next, before the last one ends; whoever meets one that WeChat refuses has it fetched anew, once.

use super::wire::{Lent, Unanswered, Wire};
use crate::Error;
use crate::http::App;
use crate::store::seal::{self, Seal, Value};
use crate::store::table::{Rows, Table};
use crate::store::{Conn, next_id};
use chrono::Duration;
use shuke_rules::Instant;
use std::time::Duration as Wait;

/// How long before its end another one is fetched.
const EARLY: Duration = Duration::minutes(5);
/// How long whoever fetches one has for it.
const FETCHING: Duration = Duration::seconds(20);
/// How long nobody tries again after it failed.
const REST: Duration = Duration::seconds(30);
/// How long, and how often, others wait for it.
const POLLS: u32 = 60;
const POLL: Wait = Wait::from_millis(50);

/// WeChat's words for one that is wrong, or over.
const NOT_GOOD: [i64; 4] = [40_001, 40_014, 42_001, 40_002];

/// How they are proven.
pub const TABLES: &[Table] =
    &[Table { name: SEAL.table, seal: Some(&SEAL), rows: Rows::Numbered("nth"), columns: &[] }];

pub static SEAL: Seal = Seal {
    table: "wechat_tokens",
    key: &[seal::Name::Text("name")],
    columns: &["nth", "name", "value", "expires_at", "fetching_until"],
    first: None,
    member: None,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Access,
    Ticket,
}

impl Name {
    /// Of this account: another one has its own.
    fn text(self, app: &App) -> String {
        let account = app.settings.wechat.as_ref().map_or("", |account| account.app_id.as_str());
        let name = match self {
            Self::Access => "access_token",
            Self::Ticket => "jsapi_ticket",
        };
        format!("{account} {name}")
    }
}

/// Why there is none.
pub enum NoToken {
    Unanswered(Unanswered),
    Failed(Error),
}

impl From<Error> for NoToken {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Unanswered> for NoToken {
    fn from(why: Unanswered) -> Self {
        Self::Unanswered(why)
    }
}

/// What addresses are signed with now. It is fetched to its end also where nobody waits for it any more.
pub async fn ticket(app: &App) -> Result<String, NoToken> {
    if let Some(value) = still_good(app, Name::Ticket).await? {
        return Ok(value);
    }
    if app.context.shared::<Wire>().rests(app.context.now()) {
        let kept = kept(app, Name::Ticket).await?;
        let good = kept.and_then(|kept| kept.good(app.context.now()));
        return good.ok_or(Unanswered::Down("it did not answer a moment ago").into());
    }
    let app = app.clone();
    let fetched = tokio::spawn(async move {
        match ticket_fetched(&app).await {
            // It may have been lent to another server since.
            Err((access, NoToken::Unanswered(Unanswered::Refused(code)))) if NOT_GOOD.contains(&code) => {
                end(&app, Name::Access, access).await?;
                ticket_fetched(&app).await.map_err(|(_, why)| why)
            }
            fetched => fetched.map_err(|(_, why)| why),
        }
    });
    fetched.await.unwrap_or_else(|gave_up| Err(Error::internal(gave_up).into()))
}

/// With what was asked, where it is refused.
async fn ticket_fetched(app: &App) -> Result<String, (String, NoToken)> {
    let wire = app.context.shared::<Wire>();
    let none = |why: NoToken| (String::new(), why);
    let access = match still_good(app, Name::Access).await.map_err(|error| none(error.into()))? {
        Some(access) => access,
        None => one_fetches(app, Name::Access, async |anew| wire.access_token(anew).await).await.map_err(none)?,
    };
    let ticket = one_fetches(app, Name::Ticket, async |_| wire.ticket(&access).await).await;
    ticket.map_err(|why| (access, why))
}

struct Kept {
    value: String,
    expires_at: i64,
    /// Somebody fetches the next one, or could not a moment ago.
    fetching_until: i64,
}

impl Kept {
    fn is_good(&self, at: Instant) -> bool {
        self.expires_at > at.timestamp_micros()
    }

    fn good(&self, at: Instant) -> Option<String> {
        self.is_good(at).then(|| self.value.clone())
    }
}

async fn kept(app: &App, name: Name) -> Result<Option<Kept>, Error> {
    let row: Option<(String, i64, i64)> =
        sqlx::query_as("SELECT value, expires_at, fetching_until FROM wechat_tokens WHERE name = $1")
            .bind(name.text(app))
            .fetch_optional(&mut *app.store.read().await?)
            .await?;
    Ok(row.map(|(value, expires_at, fetching_until)| Kept { value, expires_at, fetching_until }))
}

/// One that is good for some minutes yet.
async fn still_good(app: &App, name: Name) -> Result<Option<String>, Error> {
    Ok(kept(app, name).await?.and_then(|kept| kept.good(app.context.now() + EARLY)))
}

/// Fetches the next one, or waits for whoever does. While that takes, or fails, the last one is good to its end.
async fn one_fetches(
    app: &App,
    name: Name,
    fetch: impl AsyncFnOnce(bool) -> Result<Lent, Unanswered>,
) -> Result<String, NoToken> {
    let before = kept(app, name).await?;
    let now = app.context.now();
    let is_taken = before.as_ref().is_some_and(|before| before.fetching_until >= now.timestamp_micros());
    if is_taken || !take_turn(app, name).await? {
        return others_fetch(app, name).await;
    }
    let was_refused = before.as_ref().is_some_and(|before| before.expires_at == 0 && !before.value.is_empty());
    match fetch(was_refused).await {
        Ok(lent) => {
            keep(app, name, &lent).await?;
            Ok(lent.value)
        }
        Err(why) => {
            // One that is refused is fetched anew at once; nobody asks again soon for one that does not come.
            let rest = if matches!(why, Unanswered::Refused(code) if NOT_GOOD.contains(&code)) {
                Duration::zero()
            } else {
                REST
            };
            rests(app, name, rest).await?;
            if !rest.is_zero() {
                app.context.shared::<Wire>().rest(app.context.now());
            }
            before.and_then(|before| before.good(app.context.now())).ok_or(why.into())
        }
    }
}

/// What another one fetches; while it rests after a failure, what there is.
async fn others_fetch(app: &App, name: Name) -> Result<String, NoToken> {
    for _ in 0..POLLS {
        let now = app.context.now();
        match kept(app, name).await? {
            Some(kept) if kept.is_good(now) => return Ok(kept.value),
            Some(kept) if kept.fetching_until > now.timestamp_micros() => tokio::time::sleep(POLL).await,
            _ => break,
        }
    }
    Err(Unanswered::Down("what is needed is not to be had just now").into())
}

/// Whether it is this one's to fetch.
async fn take_turn(app: &App, name: Name) -> Result<bool, Error> {
    let name = name.text(app);
    let taken = app.write(move |tx, moment| {
        let name = name.clone();
        Box::pin(async move {
            let until = (moment.now + FETCHING).timestamp_micros();
            let row: Option<(i64,)> = sqlx::query_as("SELECT fetching_until FROM wechat_tokens WHERE name = $1")
                .bind(&name)
                .fetch_optional(&mut *tx)
                .await?;
            match row {
                Some((others,)) if others >= moment.now.timestamp_micros() => Ok(false),
                Some(_) => change(tx, &name, &Changed::Fetching(until)).await.map(|()| true),
                None => {
                    SEAL.query(
                        "INSERT INTO wechat_tokens (nth, name, value, expires_at, fetching_until, seal) \
                         VALUES ($1, $2, $3, $4, $5, $6)",
                    )
                    .bind(next_id(tx, SEAL.table).await?)
                    .bind(&name)
                    .bind("")
                    .bind(0_i64)
                    .bind(until)
                    .execute(tx)
                    .await?;
                    Ok(true)
                }
            }
        })
    });
    taken.await
}

/// What becomes of one that is kept.
#[derive(Clone)]
enum Changed {
    Fetching(i64),
    Lent {
        value: String,
        until: i64,
    },
    /// WeChat refuses this one.
    Refused(String),
}

async fn change(tx: &mut Conn, name: &str, to: &Changed) -> Result<(), Error> {
    let query = match to {
        Changed::Fetching(until) => {
            sqlx::query("UPDATE wechat_tokens SET fetching_until = $2 WHERE name = $1").bind(name).bind(*until)
        }
        Changed::Lent { value, until } => {
            sqlx::query("UPDATE wechat_tokens SET value = $2, expires_at = $3, fetching_until = 0 WHERE name = $1")
                .bind(name)
                .bind(value)
                .bind(*until)
        }
        Changed::Refused(value) => {
            sqlx::query("UPDATE wechat_tokens SET expires_at = 0 WHERE name = $1 AND value = $2").bind(name).bind(value)
        }
    };
    query.execute(&mut *tx).await?;
    SEAL.again(tx, &[Value::from(name)]).await
}

async fn changed(app: &App, name: Name, to: Changed) -> Result<(), Error> {
    let name = name.text(app);
    let changed = app.write(move |tx, _| {
        let (name, to) = (name.clone(), to.clone());
        Box::pin(async move { change(tx, &name, &to).await })
    });
    changed.await
}

async fn keep(app: &App, name: Name, lent: &Lent) -> Result<(), Error> {
    let until = (app.context.now() + Duration::seconds(lent.seconds)).timestamp_micros();
    changed(app, name, Changed::Lent { value: lent.value.clone(), until }).await
}

/// Nobody tries again for so long.
async fn rests(app: &App, name: Name, rest: Duration) -> Result<(), Error> {
    // In the past: at once.
    let until = app.context.now() + rest - Duration::microseconds(1);
    changed(app, name, Changed::Fetching(until.timestamp_micros())).await
}

/// WeChat refuses this one, whoever else has fetched another meanwhile.
async fn end(app: &App, name: Name, refused: String) -> Result<(), Error> {
    changed(app, name, Changed::Refused(refused)).await
}
