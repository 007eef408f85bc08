//! The members' links: each has one code, drawn by chance, and says whether friends read the first name.

use super::audit::LINKS;
use super::terms;
use crate::context::Moment;
use crate::http::App;
use crate::policies::instant;
use crate::store::Conn;
use crate::store::seal::Value;
use crate::{Error, member};
use shuke_rules::Instant;
use shuke_rules::referral::{code, name};

/// A link, and whose it is.
pub struct Link {
    pub member: i64,
    pub code: String,
    pub shows_name: bool,
    /// The first name of the member, shown or not; nothing of one who gave none or left.
    pub name: Option<String>,
    pub left: Option<Instant>,
}

impl Link {
    /// What friends read.
    pub fn shown(&self) -> Option<&str> {
        self.name.as_deref().filter(|_| self.shows_name)
    }

    async fn find(connection: &mut Conn, member: i64, code: &str) -> Result<Option<Self>, Error> {
        type Row = (i64, String, i64, Option<String>, Option<i64>);
        let row: Option<Row> = sqlx::query_as(
            "SELECT l.member_id, l.code, l.shows_name, m.name, m.closed_at FROM referral_links l \
             JOIN members m ON m.id = l.member_id WHERE l.code = $1 OR l.member_id = $2",
        )
        .bind(code)
        .bind(member)
        .fetch_optional(connection)
        .await?;
        let Some((member, code, shows_name, whole, left)) = row else { return Ok(None) };
        Ok(Some(Self {
            member,
            code,
            shows_name: shows_name != 0,
            name: whole.map(|whole| name::first(&whole).to_owned()),
            left: left.map(instant).transpose()?,
        }))
    }

    pub async fn by_code(connection: &mut Conn, code: &str) -> Result<Option<Self>, Error> {
        Self::find(connection, 0, code).await
    }

    pub async fn of_member(connection: &mut Conn, member: i64) -> Result<Option<Self>, Error> {
        Self::find(connection, member, "").await
    }
}

/// A member's own link, made when they first ask for it.
///
/// # Errors
/// [`ErrorCode::ReferralOff`](shuke_contract::ErrorCode::ReferralOff)
pub async fn own(app: &App, member: i64) -> Result<Link, Error> {
    let found = app.view(move |connection, moment| {
        Box::pin(async move {
            terms::in_force(&moment)?;
            Link::of_member(connection, member).await
        })
    });
    if let Some(link) = found.await? {
        return Ok(link);
    }
    let made = app.write(move |tx, moment| {
        Box::pin(async move {
            make(tx, &moment, member).await?;
            Link::of_member(tx, member).await
        })
    });
    made.await?.ok_or_else(|| Error::internal(format!("member {member} has no link")))
}

/// Makes sure that a member has a link.
pub async fn make(tx: &mut Conn, moment: &Moment, owner: i64) -> Result<(), Error> {
    if Link::of_member(tx, owner).await?.is_some() {
        return Ok(());
    }
    for _ in 0..50 {
        let code = code::of(&moment.context.chance().bytes()?);
        if Link::by_code(tx, &code).await?.is_some() {
            continue;
        }
        LINKS
            .query(
                "INSERT INTO referral_links (member_id, code, made_at, shows_name, seal) VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(owner)
            .bind(code)
            .bind(moment.now.timestamp_micros())
            .bind(0_i64)
            .execute(&mut *tx)
            .await?;
        return member::touch(tx, owner).await;
    }
    Err(Error::internal("nearly every code is taken"))
}

/// Notes whether friends read the first name.
pub async fn show_name(tx: &mut Conn, owner: i64, shows: bool) -> Result<(), Error> {
    sqlx::query("UPDATE referral_links SET shows_name = $1 WHERE member_id = $2")
        .bind(i64::from(shows))
        .bind(owner)
        .execute(&mut *tx)
        .await?;
    LINKS.again(tx, &[Value::from(owner)]).await?;
    member::touch(tx, owner).await
}
