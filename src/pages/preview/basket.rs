//! What lies in the basket.

use super::Asking;
use crate::device::{dom, storage};
use crate::react::memo;
use leptos::prelude::*;
use shuke_contract::preview::Shelf;
use shuke_face::escape;
use shuke_rules::Fen;
use shuke_rules::policy::{ClassId, Goods, ItemId, Text};
use shuke_rules::pricing::Line;
use std::cell::RefCell;

/// Lines that a preview takes.
pub const MOST: usize = 40;

/// A line; the name is empty for an amount that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub line: Line,
    pub name: Text,
}

thread_local! {
    static HELD: RefCell<Vec<Held>> = const { RefCell::new(Vec::new()) };
}

/// As it travels; `None` for an empty one.
pub fn written() -> Option<String> {
    let line = |Held { line, .. }: &Held| {
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        format!(
            r#"{{"item":{},"class":{},"quantity":{},"price":{}}}"#,
            quoted(&line.item.0),
            quoted(&line.class.0),
            line.quantity,
            line.price.0
        )
    };
    let lines: Vec<String> = HELD.with_borrow(|held| held.iter().map(line).collect());
    (!lines.is_empty()).then(|| format!("[{}]", lines.join(",")))
}

/// Where it outlives a reload.
const KEPT: &str = "shuke.basket";

/// As it is kept: whose it is, then a line each.
fn kept(whose: &str, held: &[Held]) -> String {
    let line =
        |Held { line, .. }: &Held| format!("\n{}\t{}\t{}\t{}", line.item.0, line.class.0, line.quantity, line.price.0);
    whose.to_owned() + &held.iter().map(line).collect::<String>()
}

/// What was kept of that member's; goods that are not to be had at that price any more are left out.
fn found(text: &str, whose: &str, shelf: &Shelf) -> Vec<Held> {
    let mut lines = text.lines();
    if lines.next() != Some(whose) {
        return Vec::new();
    }
    let held = |text: &str| {
        let mut fields = text.split('\t');
        let (item, class) = (fields.next()?, fields.next()?);
        let (quantity, price) = (fields.next()?.parse().ok()?, Fen(fields.next()?.parse().ok()?));
        let name = if item.is_empty() {
            Text::default()
        } else {
            shelf.goods.iter().find(|goods| goods.item.0 == item && goods.yuan == price)?.name.clone()
        };
        Some(Held { line: Line { item: item.into(), class: class.into(), quantity, price }, name })
    };
    lines.filter_map(held).collect()
}

pub fn keep(whose: &str) {
    storage::put_tab_text(KEPT, &HELD.with_borrow(|held| kept(whose, held)));
}

/// After a reload there is nothing in it; then what was kept is.
pub fn recall(whose: &str, shelf: &Shelf) {
    if count() == 0 {
        HELD.set(storage::tab_text(KEPT).map_or(Vec::new(), |text| found(&text, whose, shelf)));
    }
}

/// Kinds of goods that are in it.
pub fn count() -> usize {
    HELD.with_borrow(Vec::len)
}

/// How many of these are in it.
pub fn pieces(goods: &Goods) -> i64 {
    HELD.with_borrow(|held| {
        let same = held.iter().find(|held| held.line.item == goods.item && held.line.price == goods.yuan);
        same.map_or(0, |held| held.line.quantity)
    })
}

/// One more of these; `false` when there is no room for another kind.
pub fn add(item: ItemId, class: ClassId, price: Fen, name: Text) -> bool {
    HELD.with_borrow_mut(|held| put(held, Line { item, class, quantity: 1, price }, name))
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
    held.push(Held { line, name });
    true
}

/// So many pieces more or less of a line; the last one less takes it out.
fn change(held: &mut Vec<Held>, at: usize, by: i64) {
    if let Some(held) = held.get_mut(at) {
        held.line.quantity = (held.line.quantity + by).clamp(0, 999);
    }
    held.retain(|held| held.line.quantity > 0);
}

/// The rows, with a stepper each.
pub fn rows(asking: Asking) -> AnyView {
    let t = asking.t.preview();
    let rows = memo(move || {
        asking.turn.track();
        let rows: String =
            HELD.with_borrow(|held| held.iter().enumerate().map(|(at, held)| row(asking, at, held)).collect());
        if rows.is_empty() {
            format!(r#"<p class="note">{}</p>"#, t.empty)
        } else {
            format!(r#"<ul class="rows">{rows}</ul>"#)
        }
    });
    let step = move |event: leptos::ev::MouseEvent| {
        let Some(button) = dom::closest(&event, "[data-by]") else { return };
        let number = |name: &str| button.get_attribute(name).and_then(|number| number.parse::<i64>().ok());
        let (Some(at), Some(by)) = (number("data-at"), number("data-by")) else { return };
        let before = count();
        HELD.with_borrow_mut(|held| change(held, usize::try_from(at).unwrap_or_default(), by));
        // Its row is gone, and with it the button.
        asking.changed(if count() < before { "basket".to_owned() } else { button.id() });
    };
    view! {
        <section class="section" id="basket" tabindex="-1">
            <h2>{t.basket}</h2>
            <div inner_html=rows on:click=step></div>
        </section>
    }
    .into_any()
}

fn row(asking: Asking, at: usize, held: &Held) -> String {
    let t = asking.t.preview();
    let (name, line) = (escape(&name_of(asking, held)), &held.line);
    // Not by its place: when a line goes, the next one comes under the thumb and is another.
    let key = escape(&format!("{}-{}-{}", line.item.0, line.class.0, line.price.0));
    let step = |by: i64, sign: &str, label: &str| {
        format!(
            r#"<button type="button" id="step{by}-{key}" data-at="{at}" data-by="{by}" aria-label="{label}: {name}">{sign}</button>"#
        )
    };
    let fewer = step(-1, "−", if line.quantity > 1 { t.less } else { t.remove });
    format!(
        r#"<li class="row"><span class="row-main">{name}<small>¥{} × {}</small></span><b class="row-end">¥{}</b><span class="stepper">{fewer}{}</span></li>"#,
        line.price,
        line.quantity,
        line.list(),
        step(1, "+", t.more),
    )
}

/// What the line at a place is called.
pub fn name_at(asking: Asking, place: usize) -> String {
    HELD.with_borrow(|held| held.get(place).map_or(String::new(), |held| name_of(asking, held)))
}

/// What a line is called: its goods, or its class for an amount.
fn name_of(asking: Asking, held: &Held) -> String {
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
        let counted = |held: &[Held]| held.iter().map(|held| held.line.quantity).collect::<Vec<_>>();
        assert_eq!(counted(&held), [2, 1, 1]);
        change(&mut held, 0, -1);
        change(&mut held, 1, -1);
        change(&mut held, 7, 1);
        assert_eq!(counted(&held), [1, 1]);
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

    #[test]
    fn it_outlives_a_reload_for_the_same_member_and_at_the_same_price() {
        let goods = r#"{"item":"1","name":{"zh":"茶","en":"Tea"},"class":"regular","yuan":"1"}"#;
        let shelf = Shelf {
            goods: vec![serde_json::from_str(goods).unwrap()],
            stores: Vec::new(),
            points_per_yuan: None,
            delivers: false,
        };
        let named = |item: &str, price: i64, name: &Text| Held { line: line(item, price), name: name.clone() };
        let (tea, amount) = (named("1", 100, &shelf.goods[0].name), named("", 1_250, &Text::default()));
        let text = kept("P1", &[tea.clone(), named("1", 90, &Text::default()), amount.clone()]);
        assert_eq!(found(&text, "P1", &shelf), [tea, amount]);
        assert_eq!(found(&text, "P2", &shelf), []);
        assert_eq!(found("P1\nx\ty", "P1", &shelf), []);
    }

    #[test]
    fn it_travels_as_a_quote_takes_it() {
        assert_eq!(written(), None);
        assert!(add("1 \"x\"".into(), "regular".into(), Fen(2800), Text::default()));
        let read: Vec<Line> = serde_json::from_str(&written().unwrap()).unwrap();
        assert_eq!(read, [line("1 \"x\"", 2800)]);
    }
}
