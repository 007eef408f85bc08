//! The pages below `/me`: what one has, and what happened.

use crate::i18n::Texts;
use crate::session::Center;
use crate::ui::markup::live_html;
use leptos::prelude::*;
use shuke_contract::boot::Boot;
use shuke_face::{Icon, Page, Route, escape, icon};

pub fn ways(center: Center, t: &'static Texts) -> AnyView {
    live_html(move || center.with_boot(|boot| list(boot, t)))
}

fn list(boot: &Boot, t: &Texts) -> String {
    let Some(card) = &boot.card else { return String::new() };
    let tier = boot.rules.tier(&card.standing.tier).map_or("", |tier| t.lang.pick(&tier.name));
    let unread = if card.unread == 0 { String::new() } else { (t.me().unread)(card.unread) };
    let usable = card.coupons.map_or(String::new(), |coupons| (t.me().usable)(coupons.usable));
    let rows = [
        (true, Page::Points.route(), Icon::Coin, Page::Points.title(t.lang), card.points.to_string()),
        (true, Page::Receipts.route(), Icon::Receipt, Page::Receipts.title(t.lang), String::new()),
        (boot.has.coupons, Page::Coupons.route(), Icon::Coupon, Page::Coupons.title(t.lang), usable),
        (boot.has.coupons, Page::Preview.route(), Icon::Bag, Page::Preview.title(t.lang), String::new()),
        (boot.has.mall, Page::Orders.route(), Icon::Parcel, Page::Orders.title(t.lang), String::new()),
        (true, Page::Tiers.route(), Icon::Tiers, Page::Tiers.title(t.lang), escape(tier)),
        (true, Page::Inbox.route(), Icon::Bell, Page::Inbox.title(t.lang), unread),
        (boot.has.mall, Page::Addresses.route(), Icon::Pin, Page::Addresses.title(t.lang), String::new()),
    ];
    let row = |(_, route, picture, name, end): (bool, Route, Icon, &str, String)| {
        format!(
            r#"<li><a class="row" href="{}">{}<span class="row-main">{name}</span><span class="row-end">{end}</span>{}</a></li>"#,
            route.href(),
            icon(picture),
            icon(Icon::Chevron),
        )
    };
    format!(r#"<ul class="rows">{}</ul>"#, rows.into_iter().filter(|row| row.0).map(row).collect::<String>())
}
