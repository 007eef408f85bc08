//! Both pages as the server draws them: what is in the basket, and so what stands below it and how many of what can be had lie in it, only the
//! phone knows.

use super::{Basket, add_heading, amount, done, goods, heading, kinds};
use crate::pages::Setting;
use crate::shapes::controls::{Kind, button, field, form, group, live, submit, whole};
use crate::{Markup, html};
use shuke_contract::preview::Shelf;

pub fn page_whole(setting: Setting<'_>) -> Markup {
    let t = setting.t;
    group(
        "preview",
        &html! {
            (whole(&heading(t)))
            section.section #basket tabindex="-1" { h2 { (t.preview().basket) } }
        },
    )
}

/// With an empty basket.
pub fn add_whole(shelf: &Shelf, setting: Setting<'_>) -> Markup {
    let Setting { boot, t, .. } = setting;
    let p = t.preview();
    group(
        "preview",
        &html! {
            (whole(&add_heading(t)))
            @if !shelf.goods.is_empty() {
                (group("actions", &button(Kind::Quiet, p.scan)))
                section.section { h2 { (p.goods) } ul.rows { (goods(shelf, &Basket::default(), t)) } }
            }
            (form(&html! {
                (field(amount(t), "")) (whole(&kinds(&boot.rules.earning.classes, t))) (submit(Kind::Quiet, p.add))
            }))
            (live("status"))
            (whole(&done(t)))
        },
    )
}
