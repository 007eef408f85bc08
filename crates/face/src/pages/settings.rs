//! What is set: name and birthday, what one agreed to; taking everything along, and what leaving means. How the pages are shown has a file of
//! its own.

mod display;
mod whole;

pub use display::display;
pub use whole::page_whole;

use crate::shapes::controls::Field;
use crate::shapes::states::note;
use crate::words::Texts;
use crate::{Icon, Markup, Page, html};
use shuke_contract::account::{ConsentState, Profile};
use shuke_contract::boot::Boot;
use shuke_contract::card::Card;
use shuke_rules::Count;
use shuke_rules::policy::{Consent, ConsentId};

pub fn heading(t: &Texts) -> Markup {
    html! { h1.sr { (Page::Settings.title(t.lang)) } }
}

/// What one is called.
pub fn name(t: &Texts) -> Field {
    let s = t.settings();
    Field { autocomplete: "nickname", hint: s.name_hint, ..Field::text("name", s.name) }
}

/// The way to what a birthday brings.
pub fn to_birthday(t: &Texts) -> Markup {
    html! { p { a.text-link href=(Page::Birthday) { (t.settings().birthday_what) } } }
}

/// What the member last said to a consent; `None` where they never gave it.
pub fn last_said<'a>(profile: &'a Profile, id: &ConsentId) -> Option<&'a ConsentState> {
    profile.consents.iter().find(|state| state.id == *id)
}

/// A consent, and what the member last said to it: on which day, as the brand's calendar has it.
pub fn consent(consent: &Consent, state: Option<&ConsentState>, day: &str, t: &Texts) -> Markup {
    html! { span.row-main { (t.lang.pick(&consent.title)) small { (said(state, &consent.version, day, t)) } } }
}

/// What the member last said, and to which version.
fn said(state: Option<&ConsentState>, version: &str, day: &str, t: &Texts) -> String {
    let s = t.settings();
    match state {
        None => s.not_given.to_owned(),
        Some(state) if !state.given => (s.withdrawn)(day),
        Some(state) if state.version == version => (s.given)(version, day),
        Some(_) => (s.newer)(version),
    }
}

/// What stands in the row that exports.
pub fn export(t: &Texts) -> Markup {
    let s = t.settings();
    html! { (Icon::Download) span.row-main { (s.export) small { (s.export_hint) } } }
}

/// What the check of the exported ledger found: so many entries, and the first that does not fit.
pub fn exported(entries: usize, broken: Option<i64>, t: &Texts) -> Markup {
    let s = t.settings();
    html! { (broken.map_or_else(|| (s.chain_whole)(entries.into()), |seq| (s.chain_broken)(Count(seq)))) }
}

/// Where one is signed in.
pub fn devices(count: i64, t: &Texts) -> Markup {
    note(&(t.settings().devices)(Count(count)))
}

/// What closing the account does.
pub fn closing(boot: &Boot, card: &Card, t: &Texts) -> Markup {
    let (s, gap) = (t.settings(), t.lang.gap());
    let tier = boot.rules.tier(&card.standing.tier).map_or("", |tier| t.lang.pick(&tier.name));
    html! {
        p { ((s.close_loses)(&card.points.or_zero().to_string(), tier)) (gap) (s.close_deletes) }
        p { (s.close_keeps) (gap) (s.close_final) }
    }
}

/// Which number has the digits that are asked for.
pub fn last_four_hint(card: &Card, t: &Texts) -> Markup {
    note(&(t.settings().last_four_hint)(&card.number.grouped()))
}

#[cfg(test)]
mod tests;
