//! One kind of goods: what it is, what it costs, until when it is new, which shops have it as far as that is known, and how to care for it.

mod whole;

pub use whole::{none, unknown, whole};

use crate::document::Share;
use crate::shapes::good::{care, name};
use crate::words::Texts;
use crate::{Markup, date, html};
use shuke_contract::goods::{GoodDetail, ShopStock};
use shuke_rules::goods::Good;
use shuke_rules::{Count, Day};

/// Where its address is passed on, or that of one of its pieces: what it is, and what it costs.
pub fn share(good: &Good, t: &Texts) -> Share {
    Share::of(t.lang.pick(&good.name).to_owned(), format!("¥{}", good.price))
}

pub fn good(detail: &GoodDetail, t: &Texts) -> Markup {
    html! {
        (head(detail, t))
        (shops(detail, t))
        (care(&detail.good, t))
    }
}

fn head(detail: &GoodDetail, t: &Texts) -> Markup {
    let (g, good) = (t.goods(), &detail.good);
    html! {
        section.ware-head {
            (name(good, detail.category.as_ref(), t))
            (mark(detail, t))
            p.ware-price { b { "¥" (good.price.to_string()) } }
            @if let Some(barcode) = &good.barcode { p.note { ((g.barcode)(barcode.printed())) } }
        }
    }
}

/// That it is new, or not sold any more.
fn mark(detail: &GoodDetail, t: &Texts) -> Markup {
    let g = t.goods();
    match detail.good.still_new(detail.today) {
        _ if !detail.is_sold => html! { p.mark { (g.not_sold) } },
        Some(until) => html! { p.mark.mark-new { ((g.new_until)(&date(until, detail.today, t.lang))) } },
        None => Markup::default(),
    }
}

/// Which shops have it; nothing where none of them says so.
fn shops(detail: &GoodDetail, t: &Texts) -> Markup {
    html! {
        @if !detail.shops.is_empty() {
            section.section {
                h2 { (t.goods().shops) }
                ul.rows { @for shop in &detail.shops { (row(shop, detail.today, t)) } }
            }
        }
    }
}

fn row(shop: &ShopStock, today: Day, t: &Texts) -> Markup {
    let g = t.goods();
    let pieces = if shop.pieces > 0 { (g.pieces)(Count(shop.pieces)) } else { g.none_left.to_owned() };
    html! {
        li.row {
            span.row-main { (t.lang.pick(&shop.name)) small { ((g.counted)(&date(shop.counted, today, t.lang))) } }
            span.row-end { (pieces) }
        }
    }
}

#[cfg(test)]
mod tests;
