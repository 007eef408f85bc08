//! `/proof`: what is published each day so that nobody's past can be rewritten unnoticed.

mod whole;

pub use whole::page_whole;

use crate::words::Texts;
use crate::{Icon, Markup, Page, date, html};
use shuke_contract::proof::Proof;
use shuke_rules::proof::{Hash, Log};

/// What this device can say about the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    Never,
    /// It had so many anchors then, and they are all still there.
    Before(u32),
    /// What it was then is not in it any more.
    Rewritten,
}

impl Seen {
    /// Compares a log with what it was when this device last saw it.
    pub fn of(proof: &Proof, before: Option<Log>) -> Self {
        match before {
            None => Self::Never,
            Some(before) if proof.log.continues(&before, &proof.continues) => Self::Before(before.size),
            Some(_) => Self::Rewritten,
        }
    }
}

/// What it is.
pub fn head(proof: &Proof, t: &Texts) -> Markup {
    let p = t.proof();
    html! {
        div {
            h1.sr { (Page::Proof.title(t.lang)) }
            p.lede { (p.lede) }
        }
        @if proof.log.size == 0 {
            section.section {
                h2 { (p.none) }
                p.note { (p.none_text) }
            }
        }
    }
}

/// What this device says of it, `None` while it has not compared: there is room for the longest that it may say, so that nothing below moves.
pub fn device(proof: &Proof, seen: Option<Seen>, t: &Texts) -> Markup {
    let p = t.proof();
    html! {
        @if proof.log.size > 0 {
            section.section {
                h2 { (p.this_phone) }
                div.device-says {
                    span aria-hidden="true" { (p.first_look) }
                    @match seen {
                        Some(Seen::Never) => { span { (p.first_look) } }
                        Some(Seen::Before(seen)) => {
                            div.proven { (Icon::Check) span { ((p.continues)(seen.into(), (proof.log.size - seen).into())) } }
                        }
                        // Said as a refusal is, by whoever shows it.
                        Some(Seen::Rewritten) | None => {}
                    }
                }
                p.note { (p.log) " " (print(proof.log.root)) }
            }
        }
    }
}

/// How many anchors are shown; the others are to be had from the API.
const SHOWN: usize = 30;

/// The newest first.
pub fn anchors(proof: &Proof, t: &Texts) -> Markup {
    let p = t.proof();
    let Some(newest) = proof.anchors.first() else { return Markup::default() };
    html! {
        h2 { (p.anchors) }
        ul.rows {
            @for anchor in proof.anchors.iter().take(SHOWN) {
                li.row {
                    span.row-main {
                        b { (date(anchor.day, newest.day, t.lang)) }
                        small.note { (p.heads) " " (print(anchor.heads)) " · " (p.causes) " " (print(anchor.causes)) }
                    }
                    span.row-end.note { ((p.nth)(anchor.n.into())) }
                }
            }
        }
    }
}

/// What it proves and what not, in plain words.
pub fn explained(is_member: bool, t: &Texts) -> Markup {
    let p = t.proof();
    html! {
        section.section {
            h2 { (p.proven) }
            ul.proven { @for line in p.proven_lines { li { (Icon::Check) span { (line) } } } }
        }
        section.section {
            h2 { (p.not_proven) }
            ul.open-points { @for line in p.not_proven_lines { li { (line) } } }
        }
        @if is_member { div.actions { a class="button button-quiet" href=(Page::Points) { (p.check_own) } } }
        section.section {
            h2 { (p.for_others) }
            p.note { (p.for_others_text) }
        }
    }
}

/// A fingerprint as people compare it: how it begins and how it ends.
fn print(hash: Hash) -> Markup {
    let text = hash.to_string();
    let (first, last) = (text.get(..8).unwrap_or_default(), text.get(56..).unwrap_or_default());
    html! { code { (first) "…" (last) } }
}

#[cfg(test)]
mod tests;
