//! What an owner is told: how far a repair is, and that a piece is not theirs any more.

use super::registrations::{self, Ended};
use super::repairs;
use crate::Error;
use crate::booking::Asking;
use crate::feature::{Heard, Span, Told};
use crate::store::Conn;
use shuke_contract::inbox::What;
use shuke_contract::ledger::Link;
use shuke_face::words::{Texts, both};
use shuke_rules::item_code::ItemCode;

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
        let shop =
            asking.rulebook.current().policy.store(&repair.store).map(|shop| shop.name.clone()).unwrap_or_default();
        for (step, before) in news {
            let became = Some(step.state).filter(|state| before != Some(*state));
            let said = |t: &Texts| (t.repairs().told)(t.lang.pick(&name), t.lang.pick(&shop), became, &step.note);
            told.push(Told { at: step.at, what: note(&repair.code, said) });
        }
    }
    for registration in registrations::ended_since(connection, member, span.after).await? {
        let Some(at) = registration.ended_at.filter(|at| span.has(*at)) else { continue };
        let ended = [Ended::Given, Ended::Returned, Ended::Released];
        let Some(why) = ended.into_iter().find(|why| registration.ended_why == why.name()) else { continue };
        let name = registrations::good_of(connection, &registration.code).await?.name;
        let said = |t: &Texts| {
            let p = t.pieces();
            let told = match why {
                Ended::Given => p.given_told,
                Ended::Released => p.released_told,
                _ => p.returned_told,
            };
            told(t.lang.pick(&name))
        };
        told.push(Told { at, what: note(&registration.code, said) });
    }
    Ok(told.into())
}

fn note(code: &ItemCode, said: impl Fn(&Texts) -> String) -> What {
    What::Note { text: both(said), page: Link::Piece(code.to_string()) }
}
