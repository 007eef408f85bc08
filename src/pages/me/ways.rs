//! The pages below `/me`: what one has, and what happened.

use crate::i18n::Texts;
use crate::route::Route;
use crate::session::Center;
use crate::ui::parts::live_html;
use leptos::prelude::*;
use shuke_contract::boot::Boot;
use shuke_face::{Icon, escape, icon};

pub fn ways(center: Center, t: &'static Texts) -> AnyView {
    live_html(move || center.with_boot(|boot| list(boot, t)))
}

fn list(boot: &Boot, t: &Texts) -> String {
    let Some(card) = &boot.card else { return String::new() };
    let tier = boot.rules.tier(&card.standing.tier).map_or("", |tier| t.lang.pick(&tier.name));
    let unread = if card.unread == 0 { String::new() } else { (t.me().unread)(card.unread) };
    let usable = card.coupons.map_or(String::new(), |coupons| (t.me().usable)(coupons.usable));
    let name = &t.shell;
    let rows = [
        (true, Route::Points, Icon::Coin, name.points, card.points.to_string()),
        (true, Route::Receipts, Icon::Receipt, name.receipts, String::new()),
        (boot.has.coupons, Route::Coupons, Icon::Coupon, name.coupons, usable),
        (boot.has.coupons, Route::Preview, Icon::Bag, name.preview, String::new()),
        (boot.has.mall, Route::Orders, Icon::Parcel, name.orders, String::new()),
        (true, Route::Tiers, Icon::Tiers, name.tiers, escape(tier)),
        (true, Route::Inbox, Icon::Bell, name.inbox, unread),
        (boot.has.mall, Route::Addresses, Icon::Pin, name.addresses, String::new()),
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
