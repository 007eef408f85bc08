//! Noting of which purchases somebody gets a share: in the transaction of the purchase, by the tier that they hold on its day.

use super::audit::COMMISSIONS;
use super::stored::kept;
use crate::booking::{self, StoredLine};
use crate::context::Moment;
use crate::policies::{instant, stored_day};
use crate::store::{Conn, next_id};
use crate::{Error, member, referral};
use shuke_rules::commission::Level;
use shuke_rules::policy::Commission;
use shuke_rules::{Day, Fen, Instant};

/// Something that was sold in a shop.
struct Sold {
    id: i64,
    buyer: i64,
    at: Instant,
    day: Day,
    lines: Vec<StoredLine>,
}

impl Sold {
    /// Imported purchases are none.
    async fn find(connection: &mut Conn, sale: i64, buyer: i64) -> Result<Option<Self>, Error> {
        let row: Option<(i64, String, String)> =
            sqlx::query_as("SELECT at, day, lines FROM sales WHERE id = $1 AND store IS NOT NULL")
                .bind(sale)
                .fetch_optional(connection)
                .await?;
        let Some((at, on, lines)) = row else { return Ok(None) };
        let day = stored_day(&on)?;
        Ok(Some(Self { id: sale, buyer, at: instant(at)?, day, lines: StoredLine::read_all(&lines)? }))
    }
}

/// A member bought something: who brought them, and who brought that one, may get a share.
pub async fn bought(tx: &mut Conn, moment: &Moment, buyer: i64, sale: i64) -> Result<(), Error> {
    let Some((inviter, joined)) = referral::brought_by(tx, buyer).await? else { return Ok(()) };
    let Some(sold) = Sold::find(tx, sale, buyer).await? else { return Ok(()) };
    // A till may tell of it days later: what was promised when it was bought counts.
    let version = moment.rulebook.at(sold.at);
    let Some(terms) = &version.policy.commission else { return Ok(()) };
    if sold.at < joined || !terms.counts(moment.rulebook.zone().day_of(joined), sold.day) {
        return Ok(());
    }
    accrue(tx, moment, (version.id, terms), &sold, inviter, Level::First).await?;
    if terms.depth < 2 {
        return Ok(());
    }
    match referral::brought_by(tx, inviter).await? {
        Some((above, _)) => accrue(tx, moment, (version.id, terms), &sold, above, Level::Second).await,
        None => Ok(()),
    }
}

async fn accrue(
    tx: &mut Conn,
    moment: &Moment,
    (rule_version, terms): (i64, &Commission),
    sold: &Sold,
    receiver: i64,
    level: Level,
) -> Result<(), Error> {
    let account = booking::by_id(tx, receiver).await?.filter(|account| account.closed_at.is_none());
    let Some(account) = account.filter(|_| receiver != sold.buyer) else { return Ok(()) };
    let tier = account.standing_at(&moment.rulebook, sold.day).tier;
    let amount = terms.rate(&tier).map(|rate| rate.amount(level, kept(&sold.lines)));
    if amount.is_none_or(Fen::is_zero) {
        return Ok(());
    }
    let due = moment.rulebook.zone().end_of(terms.frozen_until(sold.day));
    COMMISSIONS
        .query(
            "INSERT INTO commissions (nth, sale, member_id, level, tier, rule_version, day, due_at, seal) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(next_id(tx, COMMISSIONS.table).await?)
        .bind(sold.id)
        .bind(receiver)
        .bind(level.number())
        .bind(tier.0)
        .bind(rule_version)
        .bind(sold.day.to_string())
        .bind(due.timestamp_micros())
        .also(None::<i64>)
        .also(None::<i64>)
        .also(None::<i64>)
        .also(None::<i64>)
        .execute(&mut *tx)
        .await?;
    member::touch(tx, receiver).await
}
