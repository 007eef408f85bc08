//! What the till would say: the sum, and every line's way there.

use super::asked::Asked;
use super::{coupons, name_of};
use crate::{Markup, html};
use shuke_rules::pricing::{PricedLine, Rule, Step};
use shuke_rules::{Fen, Points};

/// How many points could pay, and how much.
pub fn points_most(asked: &Asked) -> Markup {
    let most = asked.preview.points.at_most;
    let per_yuan = asked.shelf.points_per_yuan.filter(|_| most > Points::ZERO);
    let worth = per_yuan.map(|per_yuan| Fen(most.0.saturating_mul(100) / i64::from(per_yuan.max(1))));
    html! {
        @if let Some(worth) = worth {
            p.note { ((asked.t.preview().points_most)(&most.to_string(), &worth.to_string())) }
        }
    }
}

pub fn sum(asked: &Asked) -> Markup {
    let (t, preview) = (asked.t.preview(), asked.preview);
    let off = preview.list + preview.delivery.fee - preview.delivery.off - preview.to_pay;
    html! {
        p.preview-sum { span { (t.to_pay) } " " b.figure { "¥" (preview.to_pay.to_string()) } }
        @if off > Fen::ZERO { p.note { ((t.saved)(&preview.list.to_string(), &off.to_string())) } }
    }
}

/// The lines and the coupons.
pub fn way(asked: &Asked) -> Markup {
    html! {
        div.preview { (slip(asked)) (coupons::section(asked)) }
    }
}

fn slip(asked: &Asked) -> Markup {
    let (t, preview) = (asked.t.preview(), asked.preview);
    let said = match (&asked.wish.chosen, preview.best) {
        _ if preview.coupons.is_empty() => "",
        (Some(_), _) => t.own,
        (None, true) => t.best,
        (None, false) => t.not_all_compared,
    };
    html! {
        div.slip {
            dl.slip-lines {
                @for (at, line) in preview.lines.iter().enumerate() { (row(asked, at, line)) }
                @if asked.wish.sent { (delivery(asked)) }
            }
        }
        p.note { (said) }
    }
}

fn delivery(asked: &Asked) -> Markup {
    let (t, fee) = (asked.t.preview(), asked.preview.delivery);
    let short = fee.short.filter(|short| *short > Fen::ZERO);
    html! {
        div {
            @if fee.fee == Fen::ZERO {
                dt { (t.delivery_free) }
                dd { "¥0" }
            } @else {
                dt { (t.delivery) }
                dd { "¥" ((fee.fee - fee.off).to_string()) }
                @if fee.off > Fen::ZERO { (step(t.delivery_free, fee.off)) }
                @if let Some(short) = short { dd.note { ((t.delivery_short)(&short.to_string())) } }
            }
        }
    }
}

fn row(asked: &Asked, at: usize, line: &PricedLine) -> Markup {
    let (t, lang) = (asked.t.preview(), asked.t.lang);
    let name = asked.basket.held.get(at).map_or("", |held| name_of(held, asked.rules, lang));
    html! {
        div {
            dt { (name) @if line.quantity != 1 { " × " (line.quantity) } }
            dd { "¥" (line.list.to_string()) }
            // From the list price to what is to be paid, where something comes off.
            @for one in &line.steps { (step(&said(asked, one), one.off)) }
            @if !line.steps.is_empty() {
                dd.slip-step { b { (t.to_pay) } span { b { "¥" (line.paid.to_string()) } } }
            }
            @for outdone in &line.outdone {
                dd.note { ((t.outdone)(lang.pick(&outdone.name), &outdone.price.to_string())) }
            }
        }
    }
}

fn said(asked: &Asked, step: &Step) -> String {
    match &step.rule {
        Rule::Points { points } => (asked.t.preview().by_points)(&points.to_string()),
        _ => asked.t.lang.pick(&step.name).to_owned(),
    }
}

fn step(name: &str, off: Fen) -> Markup {
    html! {
        dd.slip-step { (name) span { "−¥" (off.to_string()) } }
    }
}
