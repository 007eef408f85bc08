//! What a basket would cost: what lies in it, how it is bought, what it comes to and why, and what can be put into it. Owns the basket
//! and what is wished besides as they are shown, not how they are kept or sent.

mod answer;
mod asked;
mod coupons;
mod model;
mod whole;
mod why;

pub use answer::{points_most, sum, way};
pub use asked::Asked;
pub use model::{Basket, Held, MOST, Wish};
pub use whole::{add_whole, page_whole};

use crate::perks::class_name;
use crate::shapes::controls::Field;
use crate::shapes::kit;
use crate::words::Texts;
use crate::{Lang, Markup, Page, html};
use shuke_contract::preview::Shelf;
use shuke_rules::policy::{Class, Goods};
use shuke_rules::tiers::Rules;

/// The choices beside the basket, by their ids.
pub const STORE: &str = "preview-store";
pub const POINTS: &str = "preview-points";
pub const SENT: &str = "preview-sent";
/// The kind of goods beside an amount.
pub const CLASS: &str = "preview-class";
/// The field of an amount.
pub const AMOUNT: &str = "preview-amount";

pub fn heading(t: &Texts) -> Markup {
    html! {
        h1.sr { (Page::Preview.title(t.lang)) }
        p.lede { (t.preview().lede) }
    }
}

/// The way to what can be put into the basket.
pub fn way_to_add(t: &Texts) -> Markup {
    html! {
        div.actions { a.button.button-quiet href=(Page::PreviewAdd) { (t.preview().add_title) } }
    }
}

/// What lies in it, with a stepper each.
pub fn basket(basket: &Basket, rules: &Rules, t: &Texts) -> Markup {
    html! {
        @if basket.held.is_empty() {
            p.note { (t.preview().empty) }
        } @else {
            ul.rows {
                @for (at, held) in basket.held.iter().enumerate() { (row(at, held, rules, t)) }
            }
        }
    }
}

fn row(at: usize, held: &Held, rules: &Rules, t: &Texts) -> Markup {
    let (line, name) = (&held.line, name_of(held, rules, t.lang));
    let less = if line.quantity > 1 { t.preview().less } else { t.preview().remove };
    // Not by its place: when a line goes, the next one comes under the thumb and is another.
    let key = format!("{}-{}-{}", line.item.0, line.class.0, line.price.0);
    let step = |by: i64, sign: &str, label: &str| {
        html! {
            button type="button" id={ "step" (by) "-" (key) } data-at=(at) data-by=(by) aria-label={ (label) ": " (name) } {
                (sign)
            }
        }
    };
    html! {
        li.row {
            (kit::goods(&line.class.0))
            span.row-main { (name) small { "¥" (line.price.to_string()) " × " (line.quantity) } }
            b.row-end { "¥" (line.list().to_string()) }
            span.stepper { (step(-1, "−", less)) (step(1, "+", t.preview().more)) }
        }
    }
}

/// What a line is called: its goods, or its class for an amount.
fn name_of<'a>(held: &'a Held, rules: &'a Rules, lang: Lang) -> &'a str {
    if held.name.zh.is_empty() { class_name(rules, &held.line.class, lang) } else { lang.pick(&held.name) }
}

/// The shop, where there is a choice, and points, where they are money.
pub fn ways_to_pay(shelf: &Shelf, wish: &Wish, t: &Texts) -> Markup {
    let stores = html! {
        @for store in &shelf.stores {
            option value=(store.id.0) selected[store.id == wish.store] { (t.lang.pick(&store.name)) }
        }
    };
    html! {
        @if shelf.stores.len() > 1 { (select(STORE, t.preview().store, &stores)) }
        @if shelf.points_per_yuan.is_some() { (tick(POINTS, t.preview().use_points, wish.points)) }
    }
}

/// Having it sent, where that costs anything.
pub fn ways_to_get(shelf: &Shelf, wish: &Wish, t: &Texts) -> Markup {
    html! {
        @if shelf.delivers { (tick(SENT, t.preview().sent, wish.sent)) }
    }
}

fn tick(id: &str, label: &str, is_on: bool) -> Markup {
    html! {
        label.row {
            input.pick type="checkbox" id=(id) checked[is_on];
            span.row-main { (label) }
        }
    }
}

/// A choice of a few.
fn select(id: &str, label: &str, options: &Markup) -> Markup {
    html! {
        div.field {
            label.field-label for=(id) { (label) }
            span.field-box { select id=(id) { (options) } }
        }
    }
}

/// While the first answer is on its way.
pub fn working(t: &Texts) -> Markup {
    html! { p.note { (t.preview().working) } }
}

/// What to do at the till, and the way to the code.
pub fn at_the_till(t: &Texts) -> Markup {
    html! {
        p.note { (t.preview().at_the_till) }
        div.actions { a.button href=(Page::Code) { (t.preview().open_code) } }
    }
}

pub fn add_heading(t: &Texts) -> Markup {
    html! { h1.sr { (Page::PreviewAdd.title(t.lang)) } }
}

/// Back to what it comes to.
pub fn done(t: &Texts) -> Markup {
    html! {
        div.actions { a.button href=(Page::Preview) { (t.preview().done) } }
    }
}

/// What was added last, or why it was not; nothing yet for an empty text.
pub fn said(said: &str) -> Markup {
    html! {
        @if !said.is_empty() { p.preview-said { (said) } }
    }
}

/// The items of the list of what can be had, each with how many of it lie in the basket.
pub fn goods(shelf: &Shelf, basket: &Basket, t: &Texts) -> Markup {
    html! {
        @for (place, goods) in shelf.goods.iter().enumerate() { (one_of_goods(place, goods, basket.pieces(goods), t)) }
    }
}

fn one_of_goods(place: usize, goods: &Goods, held: i64, t: &Texts) -> Markup {
    html! {
        li {
            button.row type="button" id={ "goods-" (place) } data-goods=(place) {
                (kit::goods(&goods.class.0))
                span.row-main { span.sr { (t.preview().add) ": " } (t.lang.pick(&goods.name)) }
                span.row-end { "¥" (goods.yuan.to_string()) }
                span.goods-held {
                    @if held == 0 { span aria-hidden="true" { "+" } } @else { b { "× " (held) } }
                }
            }
        }
    }
}

/// An amount, for what is not listed.
pub fn amount(t: &Texts) -> Field {
    let p = t.preview();
    Field { mode: Some("decimal"), affix: Some("¥"), hint: p.amount_hint, ..Field::text(AMOUNT, p.amount) }
}

/// Which kind of goods an amount is for.
pub fn kinds(classes: &[Class], t: &Texts) -> Markup {
    let options = html! {
        @for class in classes {
            option value=(class.id.0) { (t.lang.pick(&class.name)) }
        }
    };
    select(CLASS, t.preview().class, &options)
}

#[cfg(test)]
mod tests;
