//! What is known of a member, what they agreed to, and how they take it with them or leave. What else is theirs each feature adds
//! to the export, and forgets.

use crate::booking::{self, Asking, Imported};
use crate::context::Moment;
use crate::drawing::Drawn;
use crate::feature::Feature;
use crate::http::Call;
use crate::http::call::Request;
use crate::http::change::Change;
use crate::http::mount::Done;
use crate::http::once;
use crate::member::{self, known_consent};
use crate::sessions::{self, Holder, Session};
use crate::store::{Conn, Work};
use crate::{Error, otp};
use shuke_contract::account::{
    CloseAccount, CloseRequest, ConsentState, Export, GetExport, GetProfile, Profile, ProfileUpdate, PutConsent,
    PutProfile, SessionInfo,
};
use shuke_contract::sign_in::ConsentChoice;
use shuke_contract::{Caller, Empty, ErrorCode, Problem};
use shuke_face::Page;
use shuke_face::pages::{me, settings};
use shuke_rules::phone::Phone;
use shuke_rules::{Instant, typed};
use std::collections::BTreeMap;

pub const FEATURE: Feature = Feature {
    routes: |routes| {
        routes
            .read::<GetProfile, Session, _, _>(get_profile)
            .write::<PutProfile, Session, _>(put_profile)
            .write::<PutConsent, Session, _>(put_consent)
            .read::<GetExport, Session, _, _>(get_export)
            .write::<CloseAccount, Session, _>(close_account)
    },
    export: Some(|connection, asking, export| Box::pin(person(connection, asking, export))),
    pages: &[
        Drawn { page: Page::Me, draw: |drawing| drawing.of::<GetProfile>(me::page_whole) },
        Drawn { page: Page::Settings, draw: |drawing| drawing.of::<GetProfile>(settings::page_whole) },
    ],
    ..Feature::named("account")
};

async fn get_profile(call: Call<Empty, Session>) -> Result<Profile, Error> {
    profile(&mut *call.app.store.read().await?, call.who.member, call.app.context.now()).await
}

/// What is known of a member who has not left.
async fn profile(connection: &mut Conn, id: i64, now: Instant) -> Result<Profile, Error> {
    let person = member::person(connection, id).await?;
    let mut consents: Vec<ConsentState> = Vec::new();
    for said in member::consents(connection, id).await? {
        let before = consents.iter().position(|other| other.id == said.id).map(|at| consents.remove(at));
        // What was left unticked on joining was never given, and so not withdrawn either.
        if said.given || before.is_some() {
            consents.push(said);
        }
    }
    Ok(Profile {
        number: person.number,
        name: person.name,
        phone_masked: person.phone.and_then(|phone| Phone::parse(&phone)).map(|phone| phone.masked()),
        birthday: person.birthday,
        joined_at: person.joined_at,
        joined_in: person.store,
        consents,
        sessions: sessions::count(connection, id, now).await?,
    })
}

fn put_profile(tx: &mut Conn, call: Request<ProfileUpdate, Session>) -> Work<'_, Done<Profile>> {
    Box::pin(async move {
        let name = member::name(call.request.name.as_deref())?;
        let birthday = call.request.birthday;
        if birthday.is_some_and(|birthday| !birthday.exists()) {
            return Err(Problem::new(ErrorCode::InvalidFields, "There is no such day.")
                .field("birthday", "no year has this month and day")
                .into());
        }
        member::rename(tx, call.who.member, name, birthday).await?;
        Ok(profile(tx, call.who.member, call.app.context.now()).await?.into())
    })
}

fn put_consent(tx: &mut Conn, call: Request<ConsentChoice, Session>) -> Work<'_, Done<Profile>> {
    Box::pin(async move {
        let choice = &call.request;
        let moment = call.app.moment(tx).await?;
        let consent = known_consent(&moment.rulebook, choice, "consent")?;
        if consent.required && !choice.given {
            return Err(Problem::new(ErrorCode::ConsentRequired, "Membership cannot be without this consent.")
                .rule("Withdrawing it is closing the account.")
                .remedy("Close the account.")
                .into());
        }
        let before = profile(tx, call.who.member, moment.now).await?;
        let last = before.consents.iter().find(|said| said.id == choice.id);
        let changes = match last {
            Some(said) => said.given != choice.given || (choice.given && said.version != choice.version),
            None => choice.given,
        };
        if !changes {
            return Ok(before.into());
        }
        member::log_consent(tx, call.who.member, choice, moment.now).await?;
        Ok(profile(tx, call.who.member, moment.now).await?.into())
    })
}

/// Everything about a member, for the member, as of one moment: each feature adds its own.
async fn get_export(call: Call<Empty, Session>) -> Result<Export, Error> {
    let member = call.who.member;
    let read = call.app.view(move |connection, moment| {
        Box::pin(async move {
            let asking = Asking::of(connection, moment, member).await?;
            everything(connection, asking).await
        })
    });
    read.await
}

/// The same, for an operator who takes all members along; `None` of one who left.
pub async fn export_of(connection: &mut Conn, moment: Moment, member: i64) -> Result<Option<Export>, Error> {
    let open = booking::by_id(connection, member).await?.is_some_and(|account| account.closed_at.is_none());
    if !open {
        return Ok(None);
    }
    let asking = Asking::of(connection, moment, member).await?;
    everything(connection, asking).await.map(Some)
}

async fn everything(connection: &mut Conn, asking: Asking) -> Result<Export, Error> {
    let mut export = Export {
        exported_at: asking.now,
        brand: asking.rulebook.current().policy.brand.id.clone(),
        phone: None,
        imported_as: None,
        profile: profile(connection, asking.account.member, asking.now).await?,
        card: crate::card::of(connection, &asking).await?.0,
        receipts: Vec::new(),
        tier_steps: Vec::new(),
        check_ins: Vec::new(),
        visits: Vec::new(),
        task_claims: Vec::new(),
        confirmations: Vec::new(),
        served: Vec::new(),
        quotes: Vec::new(),
        ledger: Vec::new(),
        orders: Vec::new(),
        coupons: Vec::new(),
        addresses: Vec::new(),
        consent_log: Vec::new(),
        sessions: Vec::new(),
        more: BTreeMap::new(),
    };
    for part in asking.context.features().iter().filter_map(|feature| feature.export) {
        part(connection, &asking, &mut export).await?;
    }
    Ok(export)
}

async fn person(connection: &mut Conn, asking: &Asking, export: &mut Export) -> Result<(), Error> {
    let id = asking.account.member;
    let person = member::person(connection, id).await?;
    (export.phone, export.imported_as) = (person.phone, person.imported_as);
    export.consent_log = member::consents(connection, id).await?;
    let sessions = sessions::all_of(connection, id).await?.into_iter();
    let told = |(created_at, last_seen_at, user_agent)| SessionInfo { created_at, last_seen_at, user_agent };
    export.sessions = sessions.map(told).collect();
    Ok(())
}

/// Sales, points and the log of consents stay, without a person. Of somebody who came from an import a hash of their name stays,
/// so that no later file brings them back.
fn close_account(tx: &mut Conn, call: Request<CloseRequest, Session>) -> Work<'_, Done<Empty>> {
    Box::pin(async move {
        let id = call.who.member;
        let person = member::person(tx, id).await?;
        let last_four = typed::ungrouped(&call.request.last_four);
        if last_four.len() != 4 || !person.number.as_str().ends_with(&last_four) {
            return Err(Problem::new(
                ErrorCode::InvalidFields,
                "These are not the last four digits of the card number.",
            )
            .field("last_four", "is not how the card number ends")
            .into());
        }
        let moment = call.app.moment(tx).await?;
        for forget in moment.context.features().iter().filter_map(|feature| feature.forget) {
            forget(tx, &moment, id).await?;
        }
        sessions::end_all(tx, Holder::Member(id)).await?;
        once::forget_member(tx, id).await?;
        if let Some(phone) = &person.phone {
            otp::forget(tx, phone).await?;
        }
        let imported_as = person.imported_as.map(|name| Imported::of(&name).closed());
        member::forget(tx, id, imported_as, moment.now).await?;
        Ok(Done::with(Empty {}, Change::Ended(Caller::Member)))
    })
}
