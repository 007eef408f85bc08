//! `/points`: what one has, when it ends, every movement, and the proof that it all adds up.

mod check;
mod model;
mod movement;

use crate::api::{self, Call};
use crate::i18n::{Explain, Texts, use_texts};
use crate::paged::{Listed, Paged};
use crate::react::{dynamic, memo};
use crate::session::Center;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::live_html;
use crate::ui::states::{failed_page, refused, skeleton};
use check::check;
use leptos::prelude::*;
use model::by_month;
use movement::{Words, signed};
use shuke_contract::card::Ending;
use shuke_contract::ledger::{GetLedger, LedgerPage, LedgerRequest};
use shuke_face::{Page, date, month};

/// The movements that are loaded, above the router.
#[derive(Clone, Copy)]
pub struct Movements(pub Paged);

static LISTED: Listed = Listed {
    call: |after| Call::to::<GetLedger>("", &LedgerRequest { after }),
    next: |reply| api::read::<LedgerPage>(reply).map(|page| page.next),
};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let Movements(list) = expect_context();
    let t = use_texts();
    list.open(center, &LISTED);
    let is_there = memo(move || list.is_there());
    dynamic(move || match (is_there.get(), list.failure()) {
        (true, _) => loaded(center, list, t),
        (false, Some(failure)) => failed_page(t, &t.explain(&failure, &[]), move || list.open(center, &LISTED)),
        (false, None) => skeleton(t, Page::Points.title(t.lang), true),
    })
}

fn loaded(center: Center, list: Paged, t: &'static Texts) -> AnyView {
    let zone = center.with_boot_now(|boot| boot.brand.time_zone.clone());
    let has_more = memo(move || list.has_more());
    let older = dynamic(move || {
        if !has_more.get() {
            return ().into_any();
        }
        let look = Look::plain(Kind::Quiet, t.points().older).busy(list.busy());
        button(look, move || list.more(center, &LISTED))
    });
    vec![
        live_html(move || first(list).map_or(String::new(), |page| head(&page, t))),
        live_html(move || movements(&pages(list), list.has_more(), &zone, t)),
        refused(move || list.failure().map(|failure| t.explain(&failure, &[]))),
        older,
        check(center, t),
    ]
    .into_any()
}

fn pages(list: Paged) -> Vec<LedgerPage> {
    list.replies().iter().filter_map(|text| api::read(text).ok()).collect()
}

fn first(list: Paged) -> Option<LedgerPage> {
    list.replies().first().and_then(|text| api::read(text).ok())
}

/// What can be spent, what is owed, and what ends when.
fn head(page: &LedgerPage, t: &Texts) -> String {
    let p = t.points();
    let debt = if page.debt.is_zero() {
        String::new()
    } else {
        format!(r#"<div><dt class="note">{}</dt><dd><b class="figure minus">{}</b></dd></div>"#, p.debt, page.debt)
    };
    let note = if page.debt.is_zero() { String::new() } else { format!(r#"<p class="note">{}</p>"#, p.debt_text) };
    format!(
        r#"<div><h1 class="page-title">{}</h1></div><div><dl class="balance"><div><dt class="note">{}</dt><dd><b class="figure">{}</b></dd></div>{debt}</dl>{note}</div>{}"#,
        Page::Points.title(t.lang),
        p.to_spend,
        page.points,
        endings(page, t),
    )
}

/// Every day on which points end, with how many.
fn endings(page: &LedgerPage, t: &Texts) -> String {
    let row = |ending: &Ending| {
        format!(
            r#"<li class="row"><span class="row-main">{}</span><span class="row-end"><b>{}</b></span></li>"#,
            date(ending.day, page.today, t.lang),
            (t.shell.ends)(&ending.points.to_string()),
        )
    };
    let rows: String = page.ending.iter().map(row).collect();
    let (note, rows) = if rows.is_empty() {
        (t.points().nothing_ends, rows)
    } else {
        (t.shell.endings_text, format!(r#"<ul class="rows">{rows}</ul>"#))
    };
    format!(r#"<section class="section"><h2>{}</h2><p class="note">{note}</p>{rows}</section>"#, t.shell.endings)
}

fn movements(pages: &[LedgerPage], more: bool, zone: &str, t: &'static Texts) -> String {
    let Some(today) = pages.first().map(|page| page.today) else { return String::new() };
    let all: Vec<_> = pages.iter().flat_map(|page| &page.entries).cloned().collect();
    let words = Words { t, zone, today };
    let mut sections = format!(r#"<h2 class="movements">{}</h2>"#, t.points().movements);
    if all.is_empty() {
        sections = sections + r#"<p class="note">"# + t.points().none + "</p>";
    }
    for part in by_month(&all, more) {
        let rows: String = part.movements.iter().map(|movement| words.row(movement)).collect();
        let total = part.total.map_or(String::new(), |total| format!("<small>{}</small>", signed(total)));
        let name = month(part.day, t.lang);
        let section =
            format!(r#"<section><h3 class="month-title">{name} {total}</h3><ul class="rows">{rows}</ul></section>"#);
        sections += &section;
    }
    sections
}
