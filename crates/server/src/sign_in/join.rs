//! Joining: a phone number becomes a member, once.

use super::signed_in;
use crate::booking::{self, Account, Batch};
use crate::feature::{Fact, happened};
use crate::http::call::{Anyone, Request};
use crate::http::mount::Done;
use crate::member::{self, Known, NewMember, known_consent};
use crate::policies::{Rulebook, open_store};
use crate::store::{Conn, Work, next_id};
use crate::{Error, metrics, otp};
use shuke_contract::sign_in::{ConsentChoice, JoinRequest, SignedIn};
use shuke_contract::{ErrorCode, Problem};

/// Signs in who is a member already.
pub fn join(tx: &mut Conn, call: Request<JoinRequest, Anyone>) -> Work<'_, Done<SignedIn>> {
    Box::pin(async move {
        let asked = &call.request;
        let moment = call.app.moment(tx).await?;
        let (rulebook, now) = (&moment.rulebook, moment.now);
        let phone = otp::phone(&asked.phone)?;
        let code = otp::check(tx, &phone, &asked.code, now).await?;
        if let Some(member) = Known::by_phone(tx, phone.as_str()).await? {
            otp::use_up(tx, code, now).await?;
            return signed_in(tx, member, &call.client, false, &moment).await;
        }
        let version = rulebook.current();
        let store = asked.store.as_ref().map(|id| open_store(version, &id.0)).transpose()?;
        check_consents(rulebook, &asked.consents)?;
        let name = member::name(asked.name.as_deref())?;
        otp::use_up(tx, code, now).await?;

        let region = booking::region(version, store.map(|store| store.id.0.as_str()));
        let card =
            booking::cards(tx, version, region, 1).await?.pop().ok_or_else(|| Error::internal("no card number"))?;
        let id = next_id(tx, "members").await?;
        let mut opened = Account::new(id, card.clone(), now, rulebook.zone().day_of(now));
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
            member::log_consent(tx, id, choice, now).await?;
        }
        let browser = call.client.browser.clone();
        happened(tx, &moment, Fact::Joined { account: Box::new(opened), browser, came_by: asked.came_by.clone() })
            .await?;
        call.afterwards(|| metrics::get().member_joined());
        signed_in(tx, Known { id, number: card }, &call.client, true, &moment).await
    })
}

/// Every required consent must be given, to its present text; what is given to others must be for their present text, too.
fn check_consents(rulebook: &Rulebook, choices: &[ConsentChoice]) -> Result<(), Error> {
    let consents = &rulebook.current().policy.consents;
    for (index, choice) in choices.iter().enumerate() {
        known_consent(rulebook, choice, &format!("consents[{index}]"))?;
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
