//! Coupons as they are stored.

use crate::Error;
use crate::policies::{Rulebook, instant};
use crate::store::Conn;
use shuke_rules::coupons::{Coupon, CouponId, Hold, Key, State, UsedBy};
use shuke_rules::policy::{Template, TemplateId};
use shuke_rules::{Instant, Text};
use sqlx::Row;
use sqlx::any::AnyRow;

/// A coupon that a member holds, or held.
#[derive(Clone, Debug)]
pub struct Stored {
    pub id: i64,
    /// Names it among everything that the member was ever given; what it says is [`Self::given_for`].
    pub key: String,
    pub given_at: Instant,
    /// The rule version in force then.
    pub rule_version: i64,
    pub coupon: Coupon,
    /// Staff took it away.
    pub(super) by_staff: bool,
}

impl Stored {
    fn of(row: &AnyRow, rulebook: &Rulebook) -> Result<Self, Error> {
        let (id, template): (i64, String) = (row.try_get("id")?, row.try_get("template_id")?);
        let rule_version = row.try_get("rule_version")?;
        let at = |column| row.try_get::<Option<i64>, _>(column)?.map(instant).transpose();
        let void: Option<String> = row.try_get("void_reason")?;
        let by_staff = row.try_get::<Option<i64>, _>("voided_by")?.is_some();
        Ok(Self {
            id,
            key: row.try_get("key")?,
            given_at: instant(row.try_get("given_at")?)?,
            rule_version,
            by_staff,
            coupon: Coupon {
                id: CouponId(id.to_string()),
                template: given_under(rulebook, rule_version, &TemplateId(template))?.clone(),
                starts: instant(row.try_get("starts_at")?)?,
                ends: at("ends_at")?,
                hold: hold(row, at("locked_until")?, at("used_at")?)?,
                void,
                undone: row.try_get("undone_reason")?,
            },
        })
    }

    /// Whether it was taken away because what it was given for was undone, and comes back with that.
    pub fn is_withdrawn(&self) -> bool {
        self.coupon.void.is_some() && !self.by_staff
    }

    /// What it was given for.
    pub fn given_for(&self) -> Option<Key<'_>> {
        Key::parse(&self.key)
    }

    /// The sale that used it.
    pub fn sale(&self) -> Option<String> {
        match &self.coupon.hold {
            Hold::Used { sale, .. } => match UsedBy::parse(sale) {
                Some(UsedBy::Sale(id)) => Some(id.to_string()),
                _ => None,
            },
            _ => None,
        }
    }

    /// When it was used.
    pub fn used_at(&self) -> Option<Instant> {
        match self.coupon.hold {
            Hold::Used { at, .. } => Some(at),
            _ => None,
        }
    }
}

fn given_under<'b>(rulebook: &'b Rulebook, version: i64, id: &TemplateId) -> Result<&'b Template, Error> {
    let template = rulebook.version(version).policy.template(id);
    template.ok_or_else(|| Error::internal(format!("rule version {version} has no coupon `{id}`, but one was given")))
}

fn hold(row: &AnyRow, until: Option<Instant>, used_at: Option<Instant>) -> Result<Hold, Error> {
    let (used_by, quote): (Option<String>, Option<i64>) = (row.try_get("used_by")?, row.try_get("quote_id")?);
    Ok(match (used_by.zip(used_at), quote.zip(until)) {
        (Some((sale, at)), _) => Hold::Used { sale, at },
        (None, Some((quote, until))) => Hold::Locked { quote: quote.to_string(), until },
        (None, None) => Hold::Free,
    })
}

/// A statement that reads coupons.
macro_rules! coupons {
    ($which:literal) => {
        concat!(
            "SELECT id, key, template_id, rule_version, given_at, starts_at, ends_at, quote_id, locked_until, used_by, used_at, \
             void_reason, voided_by, undone_reason FROM coupons ",
            $which
        )
    };
}

fn all(rows: &[AnyRow], rulebook: &Rulebook) -> Result<Vec<Stored>, Error> {
    rows.iter().map(|row| Stored::of(row, rulebook)).collect()
}

/// Everything that a member was ever given, newest first.
pub async fn of_member(connection: &mut Conn, rulebook: &Rulebook, member: i64) -> Result<Vec<Stored>, Error> {
    let rows =
        sqlx::query(coupons!("WHERE member_id = $1 ORDER BY id DESC")).bind(member).fetch_all(connection).await?;
    all(&rows, rulebook)
}

/// A member's coupons that are neither used nor void nor over, and those among `asked` whatever became of them.
pub async fn for_basket(
    connection: &mut Conn,
    rulebook: &Rulebook,
    member: i64,
    asked: &[CouponId],
    now: Instant,
) -> Result<Vec<Stored>, Error> {
    let rows = sqlx::query(coupons!(
        "WHERE member_id = $1 AND ($2 = 1 OR (used_at IS NULL AND voided_at IS NULL \
         AND (ends_at IS NULL OR ends_at > $3))) ORDER BY id"
    ))
    .bind(member)
    .bind(i64::from(!asked.is_empty()))
    .bind(now.timestamp_micros())
    .fetch_all(connection)
    .await?;
    let mut held = all(&rows, rulebook)?;
    let over =
        |stored: &Stored| matches!(stored.coupon.state(now), State::Used | State::Expired { .. } | State::Void { .. });
    held.retain(|stored| !over(stored) || asked.contains(&stored.coupon.id));
    Ok(held)
}

/// What a quote counts on.
pub async fn of_quote(connection: &mut Conn, rulebook: &Rulebook, quote: i64) -> Result<Vec<Stored>, Error> {
    let rows = sqlx::query(coupons!("WHERE quote_id = $1 ORDER BY id")).bind(quote).fetch_all(connection).await?;
    all(&rows, rulebook)
}

/// What was used by a sale, or by staff.
pub async fn used_by(connection: &mut Conn, rulebook: &Rulebook, by: &str) -> Result<Vec<Stored>, Error> {
    let rows = sqlx::query(coupons!("WHERE used_by = $1 ORDER BY id")).bind(by).fetch_all(connection).await?;
    all(&rows, rulebook)
}

/// What of a member's coupons there may be something to say of.
pub struct News {
    pub id: i64,
    pub key: String,
    pub template: String,
    pub rule_version: i64,
    pub given_at: Instant,
    pub ends_at: Option<Instant>,
    /// When it was used or became void.
    pub gone_at: Option<Instant>,
    /// When and why staff took it away.
    pub voided: Option<(Instant, String)>,
}

/// Those that were given, end or became void after an instant, oldest first.
pub async fn news_of(connection: &mut Conn, member: i64, after: Instant) -> Result<Vec<News>, Error> {
    let rows = sqlx::query(
        "SELECT id, key, template_id, rule_version, given_at, ends_at, COALESCE(used_at, voided_at, undone_at) AS gone_at, \
         voided_at, CASE WHEN voided_by IS NULL THEN NULL ELSE void_reason END AS reason \
         FROM coupons WHERE member_id = $1 AND (given_at > $2 OR ends_at > $2 OR voided_at > $2) ORDER BY id",
    )
    .bind(member)
    .bind(after.timestamp_micros())
    .fetch_all(connection)
    .await?;
    let news = |row: &AnyRow| {
        let at = |column| row.try_get::<Option<i64>, _>(column)?.map(instant).transpose();
        let reason: Option<String> = row.try_get("reason")?;
        Ok(News {
            id: row.try_get("id")?,
            key: row.try_get("key")?,
            template: row.try_get("template_id")?,
            rule_version: row.try_get("rule_version")?,
            given_at: instant(row.try_get("given_at")?)?,
            ends_at: at("ends_at")?,
            gone_at: at("gone_at")?,
            voided: at("voided_at")?.zip(reason),
        })
    };
    rows.iter().map(news).collect()
}

/// Whoever was given a coupon of a key that members share, in the order in which they were.
pub struct Holder {
    pub coupon: i64,
    pub member: i64,
    /// It is used, or a quote counts on it, or staff took it away: its place is taken for good.
    pub keeps: bool,
    pub withdrawn: bool,
}

/// Everybody who was given a first-come gift, whose key begins with `first:`.
pub async fn holders_of(connection: &mut Conn, key: &str, now: Instant) -> Result<Vec<Holder>, Error> {
    let rows = sqlx::query(
        "SELECT id, member_id, used_at, locked_until, voided_at, voided_by FROM coupons \
         WHERE key = $1 AND key LIKE 'first:%' ORDER BY id",
    )
    .bind(key)
    .fetch_all(connection)
    .await?;
    let holder = |row: &AnyRow| {
        let is = |column: &str| Ok::<_, Error>(row.try_get::<Option<i64>, _>(column)?.is_some());
        let locked = row.try_get::<Option<i64>, _>("locked_until")?.map(instant).transpose()?;
        let by_staff = is("voided_by")?;
        let withdrawn = is("voided_at")? && !by_staff;
        let keeps = !withdrawn && (by_staff || is("used_at")? || locked.is_some_and(|until| now < until));
        Ok(Holder { coupon: row.try_get("id")?, member: row.try_get("member_id")?, keeps, withdrawn })
    };
    rows.iter().map(holder).collect()
}

/// Whether a member holds, or used, the coupon of a key; with `unused`: and has not used it.
pub async fn holds(connection: &mut Conn, member: i64, key: &str, unused: bool) -> Result<bool, Error> {
    let held: Option<(i64,)> = sqlx::query_as(
        "SELECT id FROM coupons WHERE member_id = $1 AND key = $2 AND voided_at IS NULL AND ($3 = 0 OR used_at IS NULL)",
    )
    .bind(member)
    .bind(key)
    .bind(i64::from(unused))
    .fetch_optional(connection)
    .await?;
    Ok(held.is_some())
}

/// Whether a member was ever given the coupon of a key, whatever became of it.
pub async fn had(connection: &mut Conn, member: i64, key: &str) -> Result<bool, Error> {
    let given: Option<(i64,)> = sqlx::query_as("SELECT id FROM coupons WHERE member_id = $1 AND key = $2")
        .bind(member)
        .bind(key)
        .fetch_optional(connection)
        .await?;
    Ok(given.is_some())
}

/// What a coupon was called when it was given.
pub async fn name_of(connection: &mut Conn, rulebook: &Rulebook, coupon: i64) -> Result<Option<Text>, Error> {
    let Some((id, version)) = template_of(connection, coupon).await? else { return Ok(None) };
    Ok(rulebook.version(version).policy.template(&id).map(|template| template.name.clone()))
}

/// The template of a coupon, and the rule version that it was given under.
pub async fn template_of(connection: &mut Conn, coupon: i64) -> Result<Option<(TemplateId, i64)>, Error> {
    let row: Option<(String, i64)> = sqlx::query_as("SELECT template_id, rule_version FROM coupons WHERE id = $1")
        .bind(coupon)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|(template, version)| (TemplateId(template), version)))
}
