//! What somebody sees who is no member yet: what the card is worth before anything is asked.

use crate::perks::{perk, rate, times};
use crate::words::{FirstScreen, first_screen};
use crate::{Icon, Lang, Markup, Page, html, threshold};
use shuke_contract::boot::Boot;
use shuke_rules::policy::Store;

/// The landing at `/`.
pub fn guest_body(boot: &Boot, lang: Lang) -> Markup {
    let t = first_screen(lang);
    let (first, second) = t.landing_title;
    html! {
        section.hero {
            (art(boot))
            h1.hero-title { (first) br; (second) }
            p.lede { (t.landing_line) }
        }
        p.place { (Icon::Shop) span { (t.scan) } }
        (offer(boot, t, lang))
    }
}

/// What the printed code of a shop leads to.
pub fn store_body(boot: &Boot, store: &Store, lang: Lang) -> Markup {
    let t = first_screen(lang);
    let hours = lang.pick(&store.hours);
    html! {
        section.hero {
            (art(boot))
            h1.hero-title { ((t.hello_shop)(lang.pick(&store.name))) }
            p.place {
                (Icon::Shop)
                span {
                    (lang.pick(&store.address))
                    @if !hours.is_empty() { small { ((t.hours)(hours)) } }
                }
            }
        }
        (offer(boot, t, lang))
    }
}

/// What the card is worth, its tiers, and the way to it.
fn offer(boot: &Boot, t: &FirstScreen, lang: Lang) -> Markup {
    html! {
        (worth(boot, t, lang))
        (ladder(boot, t, lang))
        (dock(t, boot.card.is_some()))
    }
}

fn art(boot: &Boot) -> Markup {
    let name = &boot.brand.look.art;
    let is_plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    html! {
        @if is_plain {
            img.hero-art src={ "/art/" (name) ".svg" } width="350" height="160" alt="";
        }
    }
}

fn worth(boot: &Boot, t: &FirstScreen, lang: Lang) -> Markup {
    html! {
        section.section {
            h2 { (t.worth) }
            ul.benefits {
                @if let Some(lowest) = boot.rules.tiers.first() {
                    (perk(&times(lowest), &(t.earns)(&rate(&boot.rules, lowest))))
                }
                @for text in &boot.brand.welcome { (perk(&Icon::Check, lang.pick(text))) }
            }
        }
    }
}

/// The ladder as a pile of cards.
fn ladder(boot: &Boot, t: &FirstScreen, lang: Lang) -> Markup {
    html! {
        section.section {
            h2 { (t.tiers_by_spend) }
            ol.pile {
                @for tier in &boot.rules.tiers {
                    li.material data-material=(tier.material.class()) {
                        b { (lang.pick(&tier.name)) }
                        span { (threshold(&boot.rules, tier, lang)) }
                    }
                }
            }
            p.note { (t.only_phone) }
        }
    }
}

/// What to do next: join, or show the code for who is a member already.
fn dock(t: &FirstScreen, is_member: bool) -> Markup {
    html! {
        div.dock {
            @if is_member {
                a.button href=(Page::Code) { (t.open_code) }
            } @else {
                a.button href=(Page::Join) { (t.join) }
                a.button.button-text href=(Page::SignIn) { (t.sign_in) }
            }
        }
    }
}
