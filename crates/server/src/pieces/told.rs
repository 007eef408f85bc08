//! What an owner is told: how far a repair is, and that a piece is not theirs any more because its purchase came back.

use super::registrations::{self, Ended};
use super::repairs;
use crate::Error;
use crate::booking::Asking;
use crate::feature::{Heard, Span, Told};
use crate::store::Conn;
use shuke_contract::inbox::What;
use shuke_face::Lang;
use shuke_face::words::texts;
use shuke_rules::Text;

pub async fn told(connection: &mut Conn, asking: &Asking, span: Span) -> Result<Heard, Error> {
    let member = asking.account.member;
    let mut told = Vec::new();
    for repair in repairs::moved_since(connection, member, span.after).await? {
        let before = std::iter::once(None).chain(repair.steps.iter().map(|step| Some(step.state)));
        let steps = repair.steps.iter().zip(before);
        let news: Vec<_> = steps.filter(|(step, _)| step.staff.is_some() && span.has(step.at)).collect();
        if news.is_empty() {
            continue;
        }
        let name = registrations::good_of(connection, &repair.code).await?.name;
        for (step, before) in news {
            let became = Some(step.state).filter(|state| before != Some(*state));
            let said = |lang: Lang| (texts(lang).repairs().told)(lang.pick(&name), became, &step.note);
            told.push(Told { at: step.at, what: note(said) });
        }
    }
    for registration in registrations::ended_since(connection, member, span.after).await? {
        let Some(at) = registration.ended_at.filter(|at| span.has(*at)) else { continue };
        let is_released = registration.ended_why == Ended::Released.name();
        if is_released || registration.ended_why == Ended::Returned.name() {
            let name = registrations::good_of(connection, &registration.code).await?.name;
            let said = |lang: Lang| {
                let p = texts(lang).pieces();
                (if is_released { p.released_told } else { p.returned_told })(lang.pick(&name))
            };
            told.push(Told { at, what: note(said) });
        }
    }
    Ok(told.into())
}

fn note(said: impl Fn(Lang) -> String) -> What {
    What::Note { text: Text { zh: said(Lang::Zh), en: said(Lang::En) } }
}
