//! Commission: the statement of a month, the months before, and all terms.

mod whole;

pub use whole::page_whole;

use crate::shapes::controls::section;
use crate::words::Texts;
use crate::{Markup, Page, date, html, month};
use shuke_contract::commission::{Commission, CommissionMonth, CommissionRow, CommissionState, CommissionTerms};
use shuke_rules::{Count, Day};

/// What it is, and how much of it there is in the month.
pub fn head(page: &Commission, t: &Texts) -> Markup {
    let c = t.commission();
    html! {
        div {
            // As the header has it: this month's has the address without a month.
            h1.sr { (if page.month.from == page.today.first_of_month() { Page::Commission } else { Page::CommissionMonth }.title(t.lang)) }
            p.lede {
                @match &page.terms {
                    Some(terms) => { ((c.lede)(&terms.per_cent.to_string())) }
                    None => { (c.none_now) }
                }
            }
        }
    }
}

pub fn statement(page: &Commission, t: &Texts) -> Markup {
    let c = t.commission();
    let inside = html! {
        ul.rows {
            li.row { span.row-main { (c.given) } span.row-end { b { (page.month.given.to_string()) } } }
            li.row { span.row-main { (c.frozen) } span.row-end { b { (page.month.frozen.to_string()) } } }
        }
        @if page.rows.is_empty() {
            p { (c.nothing_bought) }
        } @else {
            ul.rows { @for row in &page.rows { (purchase(row, page.today, t)) } }
            @if page.more > 0 { p.note { ((c.more)(Count(page.more))) } }
        }
    };
    section(&(c.statement)(&month(page.month.from, t.lang)), &inside)
}

fn purchase(row: &CommissionRow, today: Day, t: &Texts) -> Markup {
    let c = t.commission();
    let day = |day| date(day, today, t.lang);
    let name = if row.name.is_empty() { c.a_friend } else { &row.name };
    html! {
        li.row {
            span.row-main {
                bdi { (name) } " "
                small { ((c.bought)(&day(row.bought))) @if row.second { " · " (c.second) } }
                small { ((c.comes_to)(&row.kept.to_string(), &row.amount.to_string())) }
                @if !row.taken_back.is_zero() { small { ((c.taken_back)(&row.taken_back.to_string())) } }
            }
            span.row-end {
                b { (row.points.to_string()) }
                @match row.state {
                    CommissionState::Frozen { until } => { ((c.frozen_until)(&day(until))) }
                    CommissionState::Given { on } => { ((c.given_on)(&day(on))) }
                    CommissionState::Nothing | CommissionState::Unknown => { (c.came_back) }
                }
            }
        }
    }
}

/// The ways to the other months.
pub fn months(page: &Commission, t: &Texts) -> Markup {
    let c = t.commission();
    let is_now = page.month.from == page.today.first_of_month();
    let others: Vec<&CommissionMonth> = page.months.iter().filter(|one| one.from != page.month.from).collect();
    if is_now && others.is_empty() {
        return Markup::default();
    }
    let inside = html! {
        @if !is_now { p { a.text-link href=(Page::Commission) { (c.this_month) } } }
        ul.rows {
            @for one in others {
                li {
                    a.row href=(Page::CommissionMonth.of(&named(one.from))) {
                        span.row-main {
                            (month(one.from, t.lang))
                            @if !one.frozen.is_zero() { " " small { ((c.still_frozen)(&one.frozen.to_string())) } }
                        }
                        span.row-end { b { (one.given.to_string()) } }
                    }
                }
            }
        }
    };
    section(c.months, &inside)
}

/// In its address: `2026-11`.
fn named(first: Day) -> String {
    first.to_string().chars().take(7).collect()
}

pub fn terms(page: &Commission, t: &Texts) -> Markup {
    match &page.terms {
        Some(terms) => {
            section(t.commission().terms, &html! { ul.told { @for one in told(terms, t) { li { (one) } } } })
        }
        None => Markup::default(),
    }
}

fn told(terms: &CommissionTerms, t: &Texts) -> Vec<String> {
    let c = t.commission();
    let mut told = vec![(c.share)(&terms.per_cent.to_string())];
    let classes = terms.classes.iter();
    told.extend(classes.map(|of| (c.of_class)(t.lang.pick(&of.class), &of.per_cent.to_string())));
    told.extend(terms.second.map(|second| (c.of_second)(&second.to_string())));
    told.extend([(c.counts_for)(terms.days), (c.hold)(terms.hold_days), (c.as_points)(terms.points_per_yuan)]);
    told.extend([c.net, c.own, c.advertising].map(str::to_owned));
    told
}

#[cfg(test)]
mod tests;
