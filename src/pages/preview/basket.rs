//! What lies in the basket: rows that stay while their number of pieces changes.

use super::Asking;
use crate::react::{dynamic, memo};
use crate::ui::parts::{html, live_html};
use leptos::prelude::*;
use shuke_face::escape;
use shuke_rules::Fen;
use shuke_rules::policy::{ClassId, ItemId, Text};
use shuke_rules::pricing::Line;
use std::cell::RefCell;

/// Lines that a preview takes.
pub const MOST: usize = 40;

/// A line, under a number of its own as long as it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    key: u32,
    pub line: Line,
    /// Empty for an amount that was typed.
    pub name: Text,
}

thread_local! {
    /// What the basket held when its page was left.
    static KEPT: RefCell<Vec<Held>> = const { RefCell::new(Vec::new()) };
}

#[derive(Clone, Copy)]
pub struct Basket(RwSignal<Vec<Held>>);

impl Basket {
    /// With what was in it last.
    pub fn kept() -> Self {
        let basket = Self(RwSignal::new(KEPT.with_borrow(Vec::clone)));
        crate::react::effect(move || KEPT.set(basket.0.get()));
        basket
    }

    /// As it travels; `None` for an empty one.
    pub fn written(self) -> Option<String> {
        let lines: Vec<Line> = self.0.with(|held| held.iter().map(|held| held.line.clone()).collect());
        if lines.is_empty() { None } else { serde_json::to_string(&lines).ok() }
    }

    /// One more of these; `false` when there is no room for another kind.
    pub fn add(self, item: ItemId, class: ClassId, price: Fen, name: Text) -> bool {
        let mut has_room = true;
        self.0.update(|held| has_room = put(held, Line { item, class, quantity: 1, price }, name));
        has_room
    }

    fn change(self, key: u32, by: i64) {
        self.0.update(|held| {
            for held in held.iter_mut().filter(|held| held.key == key) {
                held.line.quantity = (held.line.quantity + by).clamp(0, 999);
            }
            held.retain(|held| held.line.quantity > 0);
        });
    }

    pub fn name_of(self, place: usize) -> Option<Held> {
        self.0.with(|held| held.get(place).cloned())
    }
}

/// Adds a piece to the line of its kind, or a line.
fn put(held: &mut Vec<Held>, line: Line, name: Text) -> bool {
    let same = |held: &&mut Held| {
        let Line { item, class, price, .. } = &held.line;
        (item, class, price) == (&line.item, &line.class, &line.price) && held.name == name
    };
    if let Some(held) = held.iter_mut().find(same) {
        held.line.quantity = (held.line.quantity + 1).min(999);
        return true;
    }
    if held.len() >= MOST {
        return false;
    }
    let key = held.iter().map(|held| held.key).max().map_or(0, |key| key + 1);
    held.push(Held { key, line, name });
    true
}

pub fn rows(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    let keys = memo(move || asking.basket.0.with(|held| held.iter().map(|held| held.key).collect::<Vec<_>>()));
    let list = dynamic(move || {
        let keys = keys.get();
        if keys.is_empty() {
            return html(format!(r#"<p class="note">{}</p>"#, t.empty));
        }
        let rows: Vec<AnyView> = keys.into_iter().map(|key| row(asking, key)).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    });
    view! {
        <section class="section" id="basket" tabindex="-1">
            <h2>{t.basket}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn row(asking: Asking, key: u32) -> AnyView {
    let t = asking.t.preview();
    let held = move || asking.basket.0.with(|all| all.iter().find(|held| held.key == key).cloned());
    let name = untrack(held).map_or(String::new(), |held| name_of(asking, &held));
    let shown = live_html({
        let name = name.clone();
        move || {
            held().map_or(String::new(), |held| {
                format!(
                    r#"<span class="row-main">{}<small>¥{} × {}</small></span><b class="number">¥{}</b>"#,
                    escape(&name),
                    held.line.price,
                    held.line.quantity,
                    held.line.list(),
                )
            })
        }
    });
    let fewer = memo(move || held().is_some_and(|held| held.line.quantity > 1));
    let less = name.clone();
    let fewer_label = move || format!("{}: {less}", if fewer.get() { t.less } else { t.remove });
    let more_label = format!("{}: {name}", t.more);
    let take = move |_| {
        let last = !fewer.get_untracked();
        asking.basket.change(key, -1);
        if last {
            crate::device::timers::once_drawn(|| crate::device::dom::focus_id("basket"));
        }
    };
    view! {
        <li class="row preview-row">
            {shown}
            <span class="stepper">
                <button type="button" aria-label=fewer_label on:click=take>
                    "−"
                </button>
                <button type="button" aria-label=more_label on:click=move |_| asking.basket.change(key, 1)>
                    "+"
                </button>
            </span>
        </li>
    }
    .into_any()
}

/// What a line is called: its goods, or its class for an amount.
pub fn name_of(asking: Asking, held: &Held) -> String {
    let lang = asking.t.lang;
    if !held.name.zh.is_empty() {
        return lang.pick(&held.name).to_owned();
    }
    let class = asking.center.with_boot_now(|boot| {
        boot.rules.earning.class(&held.line.class).map(|class| lang.pick(&class.name).to_owned())
    });
    class.unwrap_or_else(|| held.line.class.0.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(item: &str, price: i64) -> Line {
        Line { item: item.into(), class: "regular".into(), quantity: 1, price: Fen(price) }
    }

    #[test]
    fn a_second_piece_of_the_same_is_counted_and_another_price_is_another_line() {
        let mut held = Vec::new();
        for (item, price) in [("1", 100), ("1", 100), ("1", 200), ("2", 100)] {
            assert!(put(&mut held, line(item, price), Text::default()));
        }
        let counted: Vec<_> = held.iter().map(|held| (held.key, held.line.quantity)).collect();
        assert_eq!(counted, [(0, 2), (1, 1), (2, 1)]);
    }

    #[test]
    fn a_basket_that_is_full_takes_more_of_what_it_has_and_nothing_else() {
        let mut held = Vec::new();
        for price in 1..=40 {
            assert!(put(&mut held, line("1", price), Text::default()));
        }
        assert!(!put(&mut held, line("2", 1), Text::default()) && put(&mut held, line("1", 7), Text::default()));
        assert_eq!(held.len(), MOST);
    }
}
