//! `/points`: what one has, when it ends, and every movement.

mod model;
mod movement;
mod whole;

pub use whole::page_whole;

use crate::words::Texts;
use crate::{Icon, Markup, Page, date, html, month, signed};
use model::by_month;
use movement::row;
use shuke_contract::ledger::{LedgerPage, Movement};
use shuke_rules::Instant;

/// What can be spent, what is owed, and what ends when.
pub fn head(page: &LedgerPage, t: &Texts) -> Markup {
    let p = t.points();
    let has_debt = !page.debt.is_zero();
    html! {
        h1.sr { (Page::Points.title(t.lang)) }
        div {
            dl.balance {
                div {
                    dt.note { (p.to_spend) }
                    dd { b.figure { (page.points.to_string()) } }
                }
                @if has_debt {
                    div {
                        dt.note { (p.debt) }
                        dd { b class="figure minus" { (page.debt.to_string()) } }
                    }
                }
            }
            @if has_debt { p.note { (p.debt_text) } }
        }
        (endings(page, t))
    }
}

/// Every day on which points end, with how many.
fn endings(page: &LedgerPage, t: &Texts) -> Markup {
    html! {
        section.section {
            h2 { (t.points().endings) }
            p.note { @if page.ending.is_empty() { (t.points().nothing_ends) } @else { (t.points().endings_text) } }
            @if !page.ending.is_empty() {
                ul.rows {
                    @for ending in &page.ending {
                        li.row {
                            span.row-main { (date(ending.day, page.today, t.lang)) }
                            span.row-end { b { ((t.points().ends)(&ending.points.to_string())) } }
                        }
                    }
                }
            }
        }
    }
}

/// Those of the pages that are loaded, month by month; `more`: older ones are not. `time` says the time of day.
pub fn movements(pages: &[&LedgerPage], more: bool, t: &Texts, time: &dyn Fn(Instant) -> String) -> Markup {
    let Some(today) = pages.first().map(|page| page.today) else { return Markup::default() };
    let all: Vec<&Movement> = pages.iter().flat_map(|page| &page.entries).collect();
    html! {
        h2.movements { (t.points().movements) }
        @if all.is_empty() { p.note { (t.points().none) } }
        @for part in by_month(&all, more) {
            section {
                h3.month-title {
                    (month(part.day, t.lang)) " "
                    @if let Some(total) = part.total { small { (signed(total)) } }
                }
                ul.rows {
                    @for movement in part.movements { (row(movement, today, t, &time(movement.at))) }
                }
            }
        }
    }
}

/// What checking the ledger is.
pub fn check_text(t: &Texts) -> Markup {
    html! { p.note { (t.points().check_text) } }
}

/// It was checked, and is as it should be: each thing that was proven, and what was not.
pub fn whole(proven: &[String], open: Option<&str>, t: &Texts) -> Markup {
    html! {
        div.whole-ledger {
            ul.proven { @for said in proven { li { (Icon::Check) span { (said) } } } }
            @if let Some(open) = open { p { (open) } }
            p.note { (t.points().not_proven) }
        }
    }
}

/// The way to everything that was published.
pub fn proof_link(t: &Texts) -> Markup {
    html! { div.actions { a.button.button-text href=(Page::Proof) { (t.points().proof_link) } } }
}

#[cfg(test)]
mod tests;
