//! What joining and signing in mean for links that were opened before, and for browsers that are known again.

use super::seen::{self, What};
use super::{bind, log, openings, terms};
use crate::context::Moment;
use crate::http::Browser;
use crate::store::Conn;
use crate::{Error, member};
use shuke_rules::referral::Refused;

/// Somebody became a member: the link that they opened last binds them, or is refused.
pub async fn joined(tx: &mut Conn, moment: &Moment, newcomer: i64, browser: &Browser) -> Result<(), Error> {
    let phone = member::person(tx, newcomer).await?.phone;
    if let Some(opening) = openings::take(tx, browser, phone.as_deref(), moment.now).await? {
        let taken = bind::take(tx, moment, newcomer, browser, opening).await?;
        if let Err(why) = taken {
            log::add(tx, newcomer, opening.inviter, why, moment.now).await?;
        }
    }
    know_again(tx, moment, newcomer, browser).await
}

/// Somebody signed in who was a member before: no link binds them.
pub async fn signed_in(tx: &mut Conn, moment: &Moment, member: i64, browser: &Browser) -> Result<(), Error> {
    if let Some(opening) = openings::take(tx, browser, None, moment.now).await?
        && terms::is_on(moment)
    {
        let why = if opening.inviter == member { Refused::Oneself } else { Refused::Member };
        log::add(tx, member, opening.inviter, why, moment.now).await?;
    }
    know_again(tx, moment, member, browser).await
}

async fn know_again(tx: &mut Conn, moment: &Moment, member: i64, browser: &Browser) -> Result<(), Error> {
    if !terms::is_on(moment) {
        return Ok(());
    }
    for token in browser.tokens() {
        seen::note(tx, moment, What::Browser(token), member).await?;
    }
    Ok(())
}
