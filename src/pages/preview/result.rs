//! What it comes to, every line's way there, and how it is bought.

use super::Asking;
use super::adding::select;
use super::basket::name_of;
use super::coupons::coupons;
use crate::react::{dynamic, memo};
use crate::ui::button::{Kind, Look, button};
use crate::ui::parts::{group, html, live_region};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::preview::Preview;
use shuke_face::escape;
use shuke_rules::pricing::{Outdone, PricedLine, Rule, Step};
use shuke_rules::{Fen, Points};

/// Nothing while the basket is empty.
pub fn result(asking: Asking) -> AnyView {
    let is_empty = memo(move || asking.basket.written().is_none());
    dynamic(move || if is_empty.get() { ().into_any() } else { answered(asking) })
}

fn answered(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    let total = live_region("status", move || {
        asking.answer.with(|answer| match answer {
            Some(Ok(preview)) => sum(asking, preview),
            Some(Err(_)) => String::new(),
            None => format!(r#"<p class="note">{}</p>"#, t.working),
        })
    });
    let failed = refused(move || asking.answer.with(|answer| Some(asking.t.explain(answer.as_ref()?.as_ref().err()?))));
    let has_failed = memo(move || asking.answer.with(|answer| matches!(answer, Some(Err(_)))));
    let again = dynamic(move || {
        if !has_failed.get() {
            return ().into_any();
        }
        group("actions", vec![button(Look::plain(Kind::Quiet, asking.t.shell.retry), move || asking.again())])
    });
    let way = crate::ui::parts::live_html(move || {
        asking.answer.with(|answer| match answer {
            Some(Ok(preview)) => slip(asking, preview),
            _ => String::new(),
        })
    });
    let code = format!(
        r#"<p class="note">{}</p><div class="actions"><a class="button" href="/code">{}</a></div>"#,
        t.at_the_till, t.open_code
    );
    let parts = vec![how(asking), total, failed, again, way, coupons(asking), html(code)];
    group("preview-result", parts)
}

/// The shop, points, delivery.
fn how(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    let shelf = asking.shelf();
    let mut parts = Vec::new();
    if shelf.stores.len() > 1 {
        let option = |store: &shuke_contract::preview::ShelfStore| {
            format!(r#"<option value="{}">{}</option>"#, escape(&store.id.0), escape(asking.t.lang.pick(&store.name)))
        };
        let options = shelf.stores.iter().map(option).collect();
        parts.push(select("preview-store", t.store, options, asking.store));
    }
    if let Some(per_yuan) = shelf.points_per_yuan {
        let most = memo(move || {
            asking.answer.with(|answer| match answer {
                Some(Ok(preview)) if preview.points.at_most > Points::ZERO => {
                    let points = preview.points.at_most;
                    (t.points_most)(&points.to_string(), &worth(points, per_yuan).to_string())
                }
                _ => String::new(),
            })
        });
        parts.push(tick(t.use_points, most, asking.points));
    }
    if shelf.delivers {
        parts.push(tick(t.sent, memo(String::new), asking.sent));
    }
    group("preview-how", parts)
}

/// What points pay.
fn worth(points: Points, per_yuan: u32) -> Fen {
    Fen(points.0.saturating_mul(100) / i64::from(per_yuan.max(1)))
}

fn tick(label: &'static str, about: Memo<String>, value: RwSignal<bool>) -> AnyView {
    view! {
        <label class="row">
            <input
                class="pick"
                type="checkbox"
                prop:checked=value
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <span class="row-main">
                {label} <small>{about}</small>
            </span>
        </label>
    }
    .into_any()
}

fn sum(asking: Asking, preview: &Preview) -> String {
    let t = asking.t.preview();
    let off = preview.list + preview.delivery.fee - preview.delivery.off - preview.to_pay;
    let saved = if off > Fen::ZERO {
        format!(r#"<p class="note">{}</p>"#, (t.saved)(&preview.list.to_string(), &off.to_string()))
    } else {
        String::new()
    };
    format!(r#"<p class="preview-sum"><span>{}</span> <b class="figure">¥{}</b></p>{saved}"#, t.to_pay, preview.to_pay)
}

fn slip(asking: Asking, preview: &Preview) -> String {
    let t = asking.t.preview();
    let lines: String = preview.lines.iter().enumerate().map(|(at, line)| row(asking, at, line)).collect();
    let fee = preview.delivery;
    let delivery = if !asking.sent.get_untracked() {
        String::new()
    } else if fee.fee > Fen::ZERO {
        let off = if fee.off > Fen::ZERO { step(t.delivery_free, fee.off) } else { String::new() };
        let short = fee.short.filter(|short| *short > Fen::ZERO).map_or(String::new(), |short| {
            format!(r#"<dd class="note">{}</dd>"#, (t.delivery_short)(&short.to_string()))
        });
        format!("<div><dt>{}</dt><dd>¥{}</dd>{off}{short}</div>", t.delivery, fee.fee - fee.off)
    } else {
        format!("<div><dt>{}</dt><dd>¥0</dd></div>", t.delivery_free)
    };
    let said = match (asking.chosen.get_untracked(), preview.best) {
        (Some(_), _) => t.own,
        (None, true) => t.best,
        (None, false) => t.not_all_compared,
    };
    let said = if preview.coupons.is_empty() { "" } else { said };
    format!(r#"<div class="slip"><dl class="slip-lines">{lines}{delivery}</dl></div><p class="note">{said}</p>"#)
}

fn row(asking: Asking, at: usize, line: &PricedLine) -> String {
    let name = asking.basket.name_of(at).map_or(String::new(), |held| name_of(asking, &held));
    let quantity = if line.quantity == 1 { String::new() } else { format!(" × {}", line.quantity) };
    let first = step_name(asking.t.preview().list_price, line);
    let steps: String = line.steps.iter().map(|one| step(&said(asking, one), one.off)).collect();
    let outdone = |outdone: &Outdone| {
        let name = escape(asking.t.lang.pick(&outdone.name));
        format!(r#"<dd class="note">{}</dd>"#, (asking.t.preview().outdone)(&name, &outdone.price.to_string()))
    };
    let outdone: String = line.outdone.iter().map(outdone).collect();
    format!("<div><dt>{}{quantity}</dt><dd>¥{}</dd>{first}{steps}{outdone}</div>", escape(&name), line.paid)
}

/// The list price, where something comes off it.
fn step_name(list_price: fn(&str) -> String, line: &PricedLine) -> String {
    if line.steps.is_empty() {
        return String::new();
    }
    format!(r#"<dd class="slip-step">{}</dd>"#, list_price(&line.list.to_string()))
}

fn said(asking: Asking, step: &Step) -> String {
    match &step.rule {
        Rule::Points { points } => (asking.t.preview().by_points)(&points.to_string()),
        _ => escape(asking.t.lang.pick(&step.name)),
    }
}

fn step(name: &str, off: Fen) -> String {
    format!(r#"<dd class="slip-step">{name}<span>−¥{off}</span></dd>"#)
}
