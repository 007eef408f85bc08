//! What somebody sees who is no member yet: what the card is worth before anything is asked.

use crate::perks::{perk, rate, times};
use crate::words::{FirstScreen, first_screen};
use crate::{Icon, Lang, Markup, Page, html, threshold, tier_name};
use shuke_contract::boot::Boot;
use shuke_contract::card::Card;
use shuke_rules::policy::Store;

/// The landing at `/`.
pub fn guest_body(boot: &Boot, lang: Lang) -> Markup {
    let t = first_screen(lang);
    let (first, second) = t.landing_title;
    html! {
        section.hero {
            (art())
            h1.hero-title { (first) br; (second) }
            p.lede { (t.landing_line) }
        }
        p.place { (Icon::Shop) span { (t.scan) } }
        (offer(boot, t, lang))
    }
}

/// What the printed code of a shop leads to: whoever has the card already is not told what it is worth.
pub fn store_body(boot: &Boot, store: &Store, lang: Lang) -> Markup {
    let t = first_screen(lang);
    let hours = lang.pick(&store.hours);
    html! {
        section.hero {
            (art())
            h1.hero-title { ((t.hello_shop)(lang.pick(&store.name))) }
            p.place {
                (Icon::Shop)
                span {
                    (lang.pick(&store.address))
                    @if !hours.is_empty() { small { ((t.hours)(hours)) } }
                }
            }
        }
        @match &boot.card {
            Some(card) => (in_shop(boot, card, t, lang)),
            None => (offer(boot, t, lang)),
        }
    }
}

/// What a member has here, and the code to show. It stands in the page: at the thumb is the bar.
fn in_shop(boot: &Boot, card: &Card, t: &FirstScreen, lang: Lang) -> Markup {
    html! {
        p.lede { ((t.in_shop)(tier_name(&boot.rules, &card.standing.tier, lang), &card.points.to_string())) }
        div.actions { a.button href=(Page::Code) { (t.open_code) } }
    }
}

/// What the card is worth, its tiers, and the way to it.
fn offer(boot: &Boot, t: &FirstScreen, lang: Lang) -> Markup {
    html! {
        (worth(boot, t, lang))
        (ladder(boot, t, lang))
        (dock(t))
    }
}

/// The brand's picture, by day and by night; after everything that says something.
fn art() -> Markup {
    html! {
        picture {
            source media="(prefers-color-scheme: dark)" srcset="/art/hero-dark.svg" width="800" height="450";
            img.hero-art src="/art/hero.svg" width="800" height="450" alt="" decoding="async" fetchpriority="low";
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

/// What to do next.
fn dock(t: &FirstScreen) -> Markup {
    html! {
        div.dock {
            a.button href=(Page::Join) { (t.join) }
            a.button.button-text href=(Page::SignIn) { (t.sign_in) }
        }
    }
}
