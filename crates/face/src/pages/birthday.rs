//! The birthday: what the brand gives for it and when, and what one has of it.

mod whole;

pub use whole::{is_given, page_whole};

use crate::shapes::coupon_summary::{about, way_to, worth};
use crate::words::Texts;
use crate::{Markup, Page, date, html, month_and_day};
use shuke_contract::birthday::{BirthdayGift, BirthdayPage};
use shuke_contract::boot::Boot;

pub fn heading(page: &BirthdayPage, t: &Texts) -> Markup {
    let b = t.birthday();
    html! {
        div {
            h1.sr tabindex="-1" { (Page::Birthday.title(t.lang)) }
            p.lede { (b.lede) }
            @if let Some(birthday) = page.birthday {
                p.note {
                    ((b.yours)(&month_and_day(birthday.month, birthday.day, t.lang))) " · "
                    a.text-link href=(Page::Settings) { (b.change) }
                }
            }
        }
    }
}

/// What one has of it that is neither used nor over.
pub fn held(page: &BirthdayPage, t: &Texts) -> Markup {
    html! {
        @if !page.held.is_empty() {
            section.section {
                h2 { (t.birthday().held) }
                ul.rows { @for coupon in &page.held { (way_to(coupon, page.today, t)) } }
            }
        }
    }
}

/// What is given; where nothing is, from which tier on something is.
pub fn gifts(boot: &Boot, page: &BirthdayPage, t: &Texts) -> Markup {
    let b = t.birthday();
    if !page.gifts.is_empty() {
        return html! {
            section.section { h2 { (b.gifts) } ul.rows { @for gift in &page.gifts { (row(gift, page, t)) } } }
        };
    }
    let tier = page.from_tier.as_ref().and_then(|id| boot.rules.tier(id));
    html! {
        section.section {
            @if let Some(tier) = tier {
                h2 { (b.gifts) }
                p { ((b.from_tier)(t.lang.pick(&tier.name))) }
                p { a.text-link href=(Page::Tiers) { (b.to_tiers) } }
            } @else {
                h2 { (b.none) }
                p { (b.none_text) }
                div.actions { a.button.button-quiet href=(Page::Tiers) { (b.to_benefits) } }
            }
        }
    }
}

/// A gift: what it is, when it comes, and when the next one does.
fn row(gift: &BirthdayGift, page: &BirthdayPage, t: &Texts) -> Markup {
    let b = t.birthday();
    let how = match (gift.whole_month, gift.days_before) {
        (true, _) => b.whole_month.to_owned(),
        (false, 0) => b.on_the_day.to_owned(),
        (false, days) => (b.days_before)(days),
    };
    let day = |day| date(day, page.today, t.lang);
    let next = match (gift.first, gift.last) {
        (Some(first), Some(last)) => (b.next)(&day(first), &day(last)),
        _ if page.birthday.is_none() => b.next_unknown.to_owned(),
        _ => String::new(),
    };
    let lines = [about(&gift.terms, t), how, next];
    html! {
        li.row {
            b.worth { (worth(&gift.terms, t)) }
            span.row-main {
                b { (t.lang.pick(&gift.terms.name)) } " "
                @for line in &lines { @if !line.is_empty() { small { (line) } } }
            }
        }
    }
}

/// What registering it asks for.
pub fn registering(t: &Texts) -> Markup {
    html! { p { (t.birthday().register_text) } }
}

pub fn rules(t: &Texts) -> Markup {
    let b = t.birthday();
    html! { section.section { h2 { (b.rules) } p { (b.once) } p { (b.moved) } p { (b.voluntary) } } }
}

#[cfg(test)]
mod tests;
