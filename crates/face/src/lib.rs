//! What is seen, drawn by the server before WebAssembly runs and by the app after it: the same bytes from the same facts, so
//! that the take-over moves nothing.
//!
//! Owns the table of pages, their markup and their words, how days and amounts are written, and what a member wishes to see
//! (language, light, size), which both sides read from the same cookies. Knows no browser and no request. Markup is a type of
//! its own and escapes whatever is put into it.

mod brand;
mod breaks;
mod card;
mod chrome;
mod dates;
mod display;
pub mod document;
mod guest;
#[cfg(test)]
mod hostile;
mod icons;
mod json;
mod lang;
pub mod pages;
mod perks;
pub mod poster;
mod route;
pub mod shapes;
pub mod words;

pub use brand::{brand_style, channels, seal};
pub use breaks::unbroken;
pub use card::{card_body, check_in};
pub use chrome::{Place, bar, frame_class, header, ring, screen};
pub use dates::{date, day_in_year, full_date, moment, month, month_and_day};
pub use display::{Display, LANG_COOKIE, SIZE_COOKIE, THEME_COOKIE, Theme};
pub use guest::{guest_body, store_body};
pub use icons::Icon;
pub use lang::Lang;
pub use maud::{Markup, Render, html};
pub use perks::{class_name, discount, perk, perks, rate, signed, threshold, tier_name, times};
pub use route::{PAGES, Page, Part, Route, Who};

use shuke_contract::boot::Boot;

use shapes::controls::whole;

/// What stands in `#app` for a signed-in member at `/`. The guest's landing when there is no card.
pub fn card_screen(boot: &Boot, lang: Lang) -> Markup {
    match &boot.card {
        Some(card) => screen(boot, Page::Card, lang, &whole(&card_body(boot, card, lang))),
        None => guest_screen(boot, lang),
    }
}

/// What stands in `#app` at `/` for who is not signed in.
pub fn guest_screen(boot: &Boot, lang: Lang) -> Markup {
    screen(boot, Page::Card, lang, &whole(&guest_body(boot, lang)))
}

/// What stands in `#app` at `/s/{store}`: `boot.store` greets. Only the frame when it is missing
/// (unknown, withdrawn): the app says why.
pub fn store_screen(boot: &Boot, lang: Lang) -> Markup {
    let greeting = boot.store.as_ref().map(|store| whole(&store_body(boot, store, lang)));
    screen(boot, Page::Store, lang, &greeting.unwrap_or_default())
}

#[cfg(test)]
mod tests;
