//! `/boards/{id}`: a leaderboard or a first-come gift: how the member does, who stands where, what is won, and all the terms.

mod terms;

use crate::i18n::{Explain, Texts, use_texts};
use crate::react::dynamic;
use crate::remote::{Load, Read};
use crate::session::Center;
use crate::ui::boards::{ahead, amount, is_over, place, when};
use crate::ui::markup::{html, paragraphs};
use crate::ui::states::{failed_page, skeleton, state_page};
use leptos::prelude::*;
use shuke_contract::boards::{Board, BoardKind, BoardPlace, BoardPrize, GetBoard, MyPlace, RemovedOrder};
use shuke_contract::{Empty, ErrorCode};
use shuke_face::{Icon, Page, date, escape};
use shuke_rules::Day;
use shuke_rules::boards::{Phase, Why};

pub fn page(id: &str) -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetBoard>::recalling(center, id, &Empty {});
    dynamic(move || match read.get() {
        Load::Loaded(page) => html(drawn(&page.board, page.today, t)),
        Load::Failed(failure) if failure.code() == Some(ErrorCode::NotFound) => {
            let back = format!(r#"<a class="button" href="/together">{}</a>"#, t.boards().to_together);
            state_page(Icon::Flag, t.boards().gone, t.boards().gone_text, &back)
        }
        Load::Failed(failure) => failed_page(t, &t.explain(&failure, &[]), move || read.again()),
        state => skeleton(t, "", state == Load::LoadingSlowly),
    })
}

fn drawn(board: &Board, today: Day, t: &Texts) -> String {
    let mine = board.mine.as_ref();
    [
        format!(
            r#"<div><h1 class="page-title">{}</h1><p class="lede">{}</p>{}</div>"#,
            escape(t.lang.pick(&board.name)),
            when(board, today, t),
            paragraphs(t.lang.pick(&board.note)),
        ),
        mine.map_or(String::new(), |mine| my_place(board, mine, today, t)),
        standings(board, t),
        section(if board.kind == BoardKind::First { t.boards().gift } else { t.boards().prizes }, &prizes(board, t)),
        mine.map_or(String::new(), |mine| removed(board, mine, today, t)),
        section(t.boards().how, &terms::told(board, today, t)),
    ]
    .concat()
}

fn section(heading: &str, inside: &str) -> String {
    format!(r#"<section class="section"><h2>{heading}</h2>{inside}</section>"#)
}

fn my_place(board: &Board, mine: &MyPlace, today: Day, t: &Texts) -> String {
    let b = t.boards();
    let told = ahead(board, mine, today, t).iter().map(|told| format!("<p>{told}</p>")).collect::<Vec<_>>().concat();
    let is_first = board.kind == BoardKind::First;
    let figure = if is_first && mine.place.is_none() && !is_over(board) {
        String::new()
    } else {
        format!(r#"<p class="figure">{}</p>"#, place(board, mine, t))
    };
    let confirmed = if mine.confirmed > 0 && !is_first {
        format!("<p>{}</p>", (b.confirmed)(&amount(board.kind, mine.confirmed, t)))
    } else {
        String::new()
    };
    let as_is = mine.prize.as_ref().filter(|_| !is_first && board.phase != Phase::Final);
    let as_is = as_is.map_or(String::new(), |what| format!("<p>{}</p>", (b.prize_now)(&escape(t.lang.pick(what)))));
    let buys = mine.place.is_none() && board.phase == Phase::Running;
    let code = if buys {
        format!(r#"<div class="actions"><a class="button" href="{}">{}</a></div>"#, Page::Code.path(), b.open_code)
    } else {
        String::new()
    };
    let over = mine.place.is_none() && is_over(board);
    let further = if over {
        format!(r#"<div class="actions"><a class="button button-quiet" href="/together">{}</a></div>"#, b.to_together)
    } else {
        String::new()
    };
    let heading = if is_first { b.mine_gift } else { b.mine };
    section(heading, &format!(r#"<div class="my-place">{figure}{told}{confirmed}{as_is}</div>{code}{further}"#))
}

fn standings(board: &Board, t: &Texts) -> String {
    let b = t.boards();
    if board.kind == BoardKind::First || board.phase == Phase::Soon {
        return String::new();
    }
    if board.top.is_empty() {
        let nobody = if board.phase == Phase::Final { b.nobody_took_part } else { b.nobody };
        return section(b.standings, &format!("<p>{nobody}</p>"));
    }
    let rows: String = board.top.iter().map(|place| standing(board, place, t)).collect();
    let others = usize::try_from(board.members).is_ok_and(|members| members > board.top.len());
    let others = if others {
        format!(r#"<p class="note">{}</p>"#, (b.others)(board.members, board.top.len()))
    } else {
        String::new()
    };
    section(b.standings, &format!(r#"<ol class="rows">{rows}</ol>{others}"#))
}

fn standing(board: &Board, one: &BoardPlace, t: &Texts) -> String {
    let b = t.boards();
    let name = if one.name.is_empty() { b.somebody } else { &one.name };
    let me = if one.me { format!(r#" <span class="tag">{}</span>"#, b.me) } else { String::new() };
    let pending = if one.pending > 0 {
        format!("<small>{}</small>", (b.pending)(&amount(board.kind, one.pending, t)))
    } else {
        String::new()
    };
    format!(
        r#"<li class="row standing"><b class="standing-place">{}</b><span class="row-main">{}{me} {pending}</span><span class="row-end"><b>{}</b></span></li>"#,
        one.place,
        escape(name),
        amount(board.kind, one.confirmed + one.pending, t),
    )
}

fn prizes(board: &Board, t: &Texts) -> String {
    let b = t.boards();
    let row = |prize: &BoardPrize| {
        let places = match (board.kind, prize.from == prize.to) {
            (BoardKind::First, _) => (b.first_places)(prize.to),
            (_, true) => (b.place)(prize.from),
            (_, false) => (b.places)(prize.from, prize.to),
        };
        let within = prize.days.map_or(String::new(), |days| format!("<small>{}</small>", (b.within)(days)));
        let what = escape(t.lang.pick(&prize.what));
        format!(
            r#"<li class="row"><span class="row-main">{what} {within}</span><span class="row-end">{places}</span></li>"#
        )
    };
    format!(r#"<ul class="rows">{}</ul>"#, board.prizes.iter().map(row).collect::<String>())
}

fn removed(board: &Board, mine: &MyPlace, today: Day, t: &Texts) -> String {
    if mine.removed.is_empty() {
        return String::new();
    }
    let b = t.boards();
    let row = |removed: &RemovedOrder| {
        let day = date(removed.returned, today, t.lang);
        let why = match (removed.why, board.terms.least) {
            (Why::BelowLeast, Some(least)) => (b.below_least)(&day, &least.to_string()),
            _ => (b.returned)(&day),
        };
        format!(
            r#"<li><a class="row" href="{}"><span class="row-main">{} <small>{why}</small></span><span class="row-end"><b class="minus">−{}</b></span></a></li>"#,
            Page::Receipt.of(&removed.receipt).href(),
            (b.order_of)(&date(removed.bought, today, t.lang)),
            amount(board.kind, removed.amount, t),
        )
    };
    section(b.removed, &format!(r#"<ul class="rows">{}</ul>"#, mine.removed.iter().map(row).collect::<String>()))
}
