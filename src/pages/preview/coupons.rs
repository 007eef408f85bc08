//! The member's coupons beside the price: those that are used, and the others with what stands against them. Ticking one is a
//! choice of one's own; the best is one tap away.

use super::Asking;
use super::why::sentence;
use crate::device::dom;
use crate::react::memo;
use crate::ui::button::{Kind, Look, button};
use crate::ui::parts::{group, html};
use leptos::prelude::*;
use shuke_contract::preview::Preview;
use shuke_face::escape;
use shuke_rules::Fen;
use shuke_rules::pricing::{Applied, Why};

pub fn coupons(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    let has_some = memo(move || with(asking, |preview| !preview.coupons.is_empty() || !preview.declined.is_empty()));
    let rows = memo(move || with(asking, |preview| rows(asking, preview)));
    let change = move |event: leptos::ev::Event| {
        if let Some(input) = dom::changed(&event) {
            asking.tick(&input.value(), input.checked());
        }
    };
    let is_own = memo(move || asking.chosen.get().is_some());
    crate::react::dynamic(move || {
        if !has_some.get() {
            return ().into_any();
        }
        let again = move || asking.chosen.set(None);
        let own = crate::react::dynamic(move || {
            if is_own.get() {
                group("actions", vec![button(Look::plain(Kind::Quiet, t.best_again), again)])
            } else {
                html(format!(r#"<p class="note">{}</p>"#, t.coupons_text))
            }
        });
        view! {
            <section class="section">
                <h2>{t.coupons}</h2>
                <fieldset>
                    <legend class="sr">{t.coupons}</legend>
                    <div class="rows" inner_html=rows on:change=change></div>
                </fieldset>
                {own}
            </section>
        }
        .into_any()
    })
}

/// Reads the last answer; the default while there is none.
fn with<T: Default>(asking: Asking, read: impl FnOnce(&Preview) -> T) -> T {
    asking.answer.with(|answer| match answer {
        Some(Ok(preview)) => read(preview),
        _ => T::default(),
    })
}

impl Asking {
    /// From what is used now, one more or one less.
    fn tick(self, id: &str, on: bool) {
        let mut ids = self.chosen.get_untracked().unwrap_or_else(|| {
            untrack(|| with(self, |preview| preview.coupons.iter().map(|applied| applied.coupon.0.clone()).collect()))
        });
        ids.retain(|other| other != id);
        if on {
            ids.push(id.to_owned());
        }
        self.chosen.set(Some(ids));
    }
}

fn rows(asking: Asking, preview: &Preview) -> String {
    let chosen = asking.chosen.get_untracked();
    let used = preview.coupons.iter().map(|applied| {
        let name = asking.t.lang.pick(&applied.name);
        row(&applied.coupon.0, name, true, true, &what_it_does(asking, applied))
    });
    let others = preview.declined.iter().filter(|declined| !matches!(declined.why, Why::NotHeld)).map(|declined| {
        let name = asking.t.lang.pick(&declined.name);
        let is_ticked = chosen.as_ref().is_some_and(|ids| ids.contains(&declined.coupon.0));
        let why = sentence(asking, preview, &declined.why);
        row(&declined.coupon.0, name, is_ticked, can_be_chosen(&declined.why), &why)
    });
    used.chain(others).collect()
}

/// Whether ticking it could change anything with this basket.
fn can_be_chosen(why: &Why) -> bool {
    matches!(
        why,
        Why::Together { .. }
            | Why::PerBasket { .. }
            | Why::Full { .. }
            | Why::NoBetter { .. }
            | Why::NotChosen
            | Why::NotCompared
            | Why::NothingLeft
            | Why::Short { .. }
    )
}

fn what_it_does(asking: Asking, applied: &Applied) -> String {
    let t = asking.t.preview();
    match &applied.gift {
        Some(gift) if applied.off == Fen::ZERO => (t.gift)(&escape(asking.t.lang.pick(gift))),
        _ => (t.used)(&applied.off.to_string()),
    }
}

/// `said` is HTML.
fn row(id: &str, name: &str, ticked: bool, free: bool, said: &str) -> String {
    let (ticked, free) = (if ticked { " checked" } else { "" }, if free { "" } else { " disabled" });
    format!(
        r#"<label class="row"><input class="pick" type="checkbox" value="{}"{ticked}{free}><span class="row-main">{}<small>{said}</small></span></label>"#,
        escape(id),
        escape(name),
    )
}
