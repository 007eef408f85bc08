//! Joining: a phone number becomes a member, once.

use super::Known;
use crate::booking::{self, Account, Batch, NewMember};
use crate::http::call::{Anyone, Request};
use crate::http::mount::Done;
use crate::policies::Version;
use crate::store::{Conn, Work, next_id};
use crate::{Error, account, boot, coupons, metrics, otp};
use chrono::Utc;
use shuke_contract::sign_in::{ConsentChoice, JoinRequest, SignedIn};
use shuke_contract::{ErrorCode, Problem};

/// Signs in who is a member already.
pub fn join(tx: &mut Conn, call: Request<JoinRequest, Anyone>) -> Work<'_, Done<SignedIn>> {
    Box::pin(async move {
        let asked = &call.request;
        let phone = otp::phone(&asked.phone)?;
        let code = otp::check(tx, &phone, &asked.code).await?;
        if let Some(member) = Known::by_phone(tx, phone.as_str()).await? {
            otp::use_up(tx, code).await?;
            return member.signed_in(tx, &call, false).await;
        }
        let book = call.app.policies.current(tx).await?;
        let version = book.current();
        let store = asked.store.as_ref().map(|id| boot::open_store(version, &id.0)).transpose()?;
        check_consents(version, &asked.consents)?;
        let name = account::name(asked.name.as_deref())?;
        otp::use_up(tx, code).await?;

        let now = Utc::now();
        let region = booking::region(version, store.map(|store| store.id.0.as_str()));
        let card =
            booking::cards(tx, version, region, 1).await?.pop().ok_or_else(|| Error::internal("no card number"))?;
        let id = next_id(tx, "members").await?;
        let mut opened = Account::new(id, card.clone(), now, book.zone().day_of(now));
        let new = NewMember {
            phone: Some(phone.as_str().to_owned()),
            name,
            store: store.map(|store| store.id.0.clone()),
            ..NewMember::default()
        };
        let mut batch = Batch::default();
        batch.joined(&mut opened, new);
        batch.write(tx).await?;
        for choice in &asked.consents {
            account::log_consent(tx, id, choice, now).await?;
        }
        coupons::welcome(tx, &book, &opened, now).await?;
        metrics::get().member_joined();
        Known { id, number: card }.signed_in(tx, &call, true).await
    })
}

/// Every required consent must be given, to its present text; what is given to others must be for their present text, too.
fn check_consents(version: &Version, choices: &[ConsentChoice]) -> Result<(), Error> {
    let consents = &version.policy.consents;
    for (index, choice) in choices.iter().enumerate() {
        account::known_consent(version, choice, &format!("consents[{index}]"))?;
        if choices.iter().take(index).any(|other| other.id == choice.id) {
            return Err(Problem::new(ErrorCode::InvalidFields, "A consent is named twice.")
                .field(format!("consents[{index}].id"), "was named before")
                .into());
        }
    }
    let missing: Vec<_> = consents
        .iter()
        .filter(|consent| consent.required)
        .filter(|consent| !choices.iter().any(|choice| choice.id == consent.id && choice.given))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let problem =
        Problem::new(ErrorCode::ConsentRequired, "Nobody can join without agreeing to what membership needs.")
            .remedy("Give the consents that are named, or do not join.");
    Err(missing
        .into_iter()
        .fold(problem, |problem, consent| {
            problem.field(format!("consents.{}", consent.id), format!("version {} must be given", consent.version))
        })
        .into())
}
