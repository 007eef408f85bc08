//! `/preview`: the basket, what it comes to, every line's way there, and how it is bought.

use super::adding::select;
use super::{Asking, REFUSALS, WISH, basket, coupons, shelf, wish};
use crate::device::dom;
use crate::i18n::Explain as _;
use crate::react::{dynamic, memo};
use crate::remote::Load;
use crate::ui::button::{Kind, Look, button};
use crate::ui::markup::{group, html, live_html, live_region};
use crate::ui::states::refused;
use leptos::prelude::*;
use shuke_contract::preview::{Preview, ShelfStore};
use shuke_face::{Page, escape};
use shuke_rules::pricing::{Outdone, PricedLine, Rule, Step};
use shuke_rules::{Fen, Points};

/// The choices beside the basket.
const STORE: &str = "preview-store";
const POINTS: &str = "preview-points";
const SENT: &str = "preview-sent";

pub fn page(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    asking.ask_on();
    let heading =
        format!(r#"<h1 class="page-title">{}</h1><p class="lede">{}</p>"#, Page::Preview.title(asking.t.lang), t.lede);
    let add = format!(
        r#"<div class="actions"><a class="button button-quiet" href="{}">{}</a></div>"#,
        Page::PreviewAdd.path(),
        t.add_title
    );
    let is_empty = memo(move || {
        asking.turn.track();
        basket::count() == 0
    });
    let rest = dynamic(move || if is_empty.get() { ().into_any() } else { answered(asking) });
    group("preview", vec![html(heading), basket::rows(asking), html(add), rest])
}

fn answered(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    let total = live_region("status", move || match asking.answer.get() {
        Load::Failed(_) => String::new(),
        Load::Loaded(_) => asking.preview().map_or(String::new(), |preview| sum(asking, &preview)),
        _ => format!(r#"<p class="note">{}</p>"#, t.working),
    });
    let failure = move || match asking.answer.get() {
        Load::Failed(failure) => Some(asking.t.explain(&failure, REFUSALS)),
        _ => None,
    };
    let has_failed = memo(move || matches!(asking.answer.get(), Load::Failed(_)));
    let again = dynamic(move || {
        if !has_failed.get() {
            return ().into_any();
        }
        let again = move || {
            asking.answer.set(Load::Loading);
            asking.ask();
        };
        group("actions", vec![button(Look::plain(Kind::Quiet, asking.t.shell.retry), again)])
    });
    let code = format!(
        r#"<p class="note">{}</p><div class="actions"><a class="button" href="/code">{}</a></div>"#,
        t.at_the_till, t.open_code
    );
    group("preview", vec![how(asking), total, refused(failure), again, way(asking), html(code)])
}

/// The shop, points, delivery.
fn how(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    let (shelf, wish) = (shelf(), wish());
    let mut before = String::new();
    if shelf.stores.len() > 1 {
        let option = |store: &ShelfStore| {
            let chosen = if store.id.0 == wish.store { " selected" } else { "" };
            let name = escape(asking.t.lang.pick(&store.name));
            format!(r#"<option value="{}"{chosen}>{name}</option>"#, escape(&store.id.0))
        };
        before += &select(STORE, t.store, &shelf.stores.iter().map(option).collect::<String>());
    }
    if shelf.points_per_yuan.is_some() {
        before += &tick(POINTS, t.use_points, wish.points);
    }
    let sent = if shelf.delivers { tick(SENT, t.sent, wish.sent) } else { String::new() };
    let change = move |event: leptos::ev::Event| {
        let Some(id) = dom::closest(&event, "select, input").map(|choice| choice.id()) else { return };
        WISH.with_borrow_mut(|wish| match id.as_str() {
            STORE => wish.store = dom::value_of(STORE),
            POINTS => wish.points = dom::changed(&event).is_some_and(|input| input.checked()),
            _ => wish.sent = dom::changed(&event).is_some_and(|input| input.checked()),
        });
        asking.changed(id);
    };
    let most = live_html(move || {
        let most = asking.preview().map_or(Points::ZERO, |preview| preview.points.at_most);
        match self::shelf().points_per_yuan {
            Some(per_yuan) if most > Points::ZERO => {
                let worth = Fen(most.0.saturating_mul(100) / i64::from(per_yuan.max(1)));
                format!(r#"<p class="note">{}</p>"#, (t.points_most)(&most.to_string(), &worth.to_string()))
            }
            _ => String::new(),
        }
    });
    let choices = |html: String| view! { <div inner_html=html on:change=change></div> }.into_any();
    group("preview-how", vec![choices(before), most, choices(sent)])
}

fn tick(id: &str, label: &str, on: bool) -> String {
    let on = if on { " checked" } else { "" };
    format!(
        r#"<label class="row"><input class="pick" type="checkbox" id="{id}"{on}><span class="row-main">{label}</span></label>"#
    )
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

/// The lines and the coupons, drawn anew with each answer.
fn way(asking: Asking) -> AnyView {
    let inside = memo(move || {
        asking.preview().map_or(String::new(), |preview| {
            format!(r#"<div class="preview">{}{}</div>"#, slip(asking, &preview), coupons::section(asking, &preview))
        })
    });
    let change = move |event: leptos::ev::Event| {
        if let (Some(input), Some(preview)) = (dom::changed(&event), untrack(|| asking.preview())) {
            coupons::tick(&preview, &input.value(), input.checked());
            asking.changed(input.id());
        }
    };
    let click = move |event: leptos::ev::MouseEvent| {
        if dom::is_within(&event, "[data-best]") {
            WISH.with_borrow_mut(|wish| wish.chosen = None);
            asking.changed("best".to_owned());
        }
    };
    view! { <div inner_html=inside on:change=change on:click=click></div> }.into_any()
}

fn slip(asking: Asking, preview: &Preview) -> String {
    let t = asking.t.preview();
    let lines: String = preview.lines.iter().enumerate().map(|(at, line)| row(asking, at, line)).collect();
    let said = match (wish().chosen, preview.best) {
        _ if preview.coupons.is_empty() => "",
        (Some(_), _) => t.own,
        (None, true) => t.best,
        (None, false) => t.not_all_compared,
    };
    let delivery = if wish().sent { delivery(asking, preview) } else { String::new() };
    format!(r#"<div class="slip"><dl class="slip-lines">{lines}{delivery}</dl></div><p class="note">{said}</p>"#)
}

fn delivery(asking: Asking, preview: &Preview) -> String {
    let (t, fee) = (asking.t.preview(), preview.delivery);
    if fee.fee == Fen::ZERO {
        return format!("<div><dt>{}</dt><dd>¥0</dd></div>", t.delivery_free);
    }
    let off = if fee.off > Fen::ZERO { step(t.delivery_free, fee.off) } else { String::new() };
    let short = fee
        .short
        .filter(|short| *short > Fen::ZERO)
        .map_or(String::new(), |short| format!(r#"<dd class="note">{}</dd>"#, (t.delivery_short)(&short.to_string())));
    format!("<div><dt>{}</dt><dd>¥{}</dd>{off}{short}</div>", t.delivery, fee.fee - fee.off)
}

fn row(asking: Asking, at: usize, line: &PricedLine) -> String {
    let t = asking.t.preview();
    let name = escape(&basket::name_at(asking, at));
    let quantity = if line.quantity == 1 { String::new() } else { format!(" × {}", line.quantity) };
    // From the list price to what is to be paid, where something comes off.
    let steps: String = line.steps.iter().map(|one| step(&said(asking, one), one.off)).collect();
    let paid = if steps.is_empty() {
        String::new()
    } else {
        format!(r#"<dd class="slip-step"><b>{}</b><span><b>¥{}</b></span></dd>"#, t.to_pay, line.paid)
    };
    let outdone = |outdone: &Outdone| {
        let name = escape(asking.t.lang.pick(&outdone.name));
        format!(r#"<dd class="note">{}</dd>"#, (t.outdone)(&name, &outdone.price.to_string()))
    };
    let outdone: String = line.outdone.iter().map(outdone).collect();
    format!("<div><dt>{name}{quantity}</dt><dd>¥{}</dd>{steps}{paid}{outdone}</div>", line.list)
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
