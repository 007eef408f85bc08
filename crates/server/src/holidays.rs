//! Public holidays: the greeting of the day on the card, in the inbox since it is one, in the export, and by itself for whoever prints
//! it. Owns no table: what is greeted is the policy's.

use crate::Error;
use crate::booking::Asking;
use crate::feature::{Feature, Span, Told};
use crate::http::Call;
use crate::http::call::Anyone;
use chrono::Duration;
use shuke_contract::Empty;
use shuke_contract::holidays::{ComingHolidays, GetHolidays};
use shuke_contract::inbox::What;
use shuke_contract::ledger::Link;

pub const FEATURE: Feature = Feature {
    routes: |routes| routes.read::<GetHolidays, Anyone, _, _>(get_holidays),
    card_part: Some(|_, asking, card| {
        let holidays = asking.rulebook.current().policy.holidays.as_ref();
        let today = holidays.and_then(|holidays| holidays.on(card.today));
        card.notes.extend(today.map(|holiday| holiday.greeting.clone()));
        Box::pin(async { Ok(None) })
    }),
    told: Some(|_, asking, span| {
        let told = greeted(asking, span);
        Box::pin(async { Ok(told.into()) })
    }),
    export: Some(|_, asking, export| {
        Box::pin(async move {
            let span = Span { after: asking.account.joined_at, now: asking.now };
            let greetings: Vec<What> = greeted(asking, span).into_iter().map(|told| told.what).collect();
            let greetings = serde_json::to_value(greetings).map_err(Error::internal)?;
            export.more.insert("holidays".to_owned(), greetings);
            Ok(())
        })
    }),
    ..Feature::named("holidays")
};

async fn get_holidays(call: Call<Empty, Anyone>) -> Result<ComingHolidays, Error> {
    let rulebook = call.app.context.rulebook(&call.app.store).await?;
    let today = rulebook.zone().day_of(call.app.context.now());
    let holidays = rulebook.current().policy.holidays.iter().flat_map(|holidays| holidays.coming(today));
    Ok(ComingHolidays { holidays: holidays.cloned().collect(), today })
}

/// The holidays that began within a span, of a member: who joins on one is greeted by the card.
fn greeted(asking: &Asking, span: Span) -> Vec<Told> {
    let zone = asking.rulebook.zone();
    let after = span.after.max(asking.account.joined_at);
    let (first, last) = (zone.day_of(after + Duration::microseconds(1)), zone.day_of(span.now));
    let begun = asking.rulebook.current().policy.holidays.iter().flat_map(|holidays| holidays.begun(first, last));
    let told = begun.map(|holiday| Told {
        at: zone.start_of(holiday.from),
        what: What::Note { text: holiday.greeting.clone(), page: Link::None },
    });
    told.filter(|told| after < told.at).collect()
}
