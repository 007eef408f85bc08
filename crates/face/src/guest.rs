//! What somebody sees who is no member yet: what the card is worth before anything is asked.

use crate::perks::{rate, row};
use crate::words::{FirstScreen, first_screen};
use crate::{Icon, Lang, escape, icon, threshold};
use shuke_contract::boot::Boot;
use shuke_rules::policy::{Store, Tier};

/// The landing at `/`.
pub fn guest_body(boot: &Boot, lang: Lang) -> String {
    let t = first_screen(lang);
    let hero = format!(
        r#"<section class="hero">{}<h1 class="hero-title">{}</h1><p class="lede">{}</p></section>"#,
        art(boot),
        t.landing_title,
        t.landing_line,
    );
    let scan = format!(r#"<p class="place">{}<span>{}</span></p>"#, icon(Icon::Shop), t.scan);
    [hero, scan, worth(boot, t, lang), ladder(boot, t, lang), dock(t, boot.card.is_some())].concat()
}

/// What the printed code of a shop leads to.
pub fn store_body(boot: &Boot, store: &Store, lang: Lang) -> String {
    let t = first_screen(lang);
    let hours = lang.pick(&store.hours);
    let hours = if hours.is_empty() { String::new() } else { format!("<small>{}</small>", (t.hours)(&escape(hours))) };
    let hero = format!(
        r#"<section class="hero">{}<h1 class="hero-title">{}</h1><p class="place">{}<span>{}{hours}</span></p></section>"#,
        art(boot),
        (t.hello_shop)(&escape(lang.pick(&store.name))),
        icon(Icon::Shop),
        escape(lang.pick(&store.address)),
    );
    [hero, worth(boot, t, lang), ladder(boot, t, lang), dock(t, boot.card.is_some())].concat()
}

fn art(boot: &Boot) -> String {
    let name = &boot.brand.look.art;
    let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if plain {
        format!(r#"<img class="hero-art" src="/art/{name}.svg" width="350" height="160" alt="">"#)
    } else {
        String::new()
    }
}

fn worth(boot: &Boot, t: &FirstScreen, lang: Lang) -> String {
    let lowest = boot
        .rules
        .tiers
        .first()
        .map(|tier| row(&format!("×{}", tier.multiplier), &(t.earns)(&rate(&boot.rules, tier))));
    let welcome = boot.brand.welcome.iter().map(|text| row(&icon(Icon::Check), &escape(lang.pick(text))));
    let rows: String = lowest.into_iter().chain(welcome).collect();
    format!(r#"<section class="section"><h2>{}</h2><ul class="benefits">{rows}</ul></section>"#, t.worth)
}

/// The ladder as a pile of cards.
fn ladder(boot: &Boot, t: &FirstScreen, lang: Lang) -> String {
    let rung = |tier: &Tier| {
        format!(
            r#"<li class="material" data-material="{}"><b>{}</b><span>{}</span></li>"#,
            tier.material.class(),
            escape(lang.pick(&tier.name)),
            threshold(&boot.rules, tier, lang),
        )
    };
    let pile: String = boot.rules.tiers.iter().map(rung).collect();
    format!(
        r#"<section class="section"><h2>{}</h2><ol class="pile">{pile}</ol><p class="note">{}</p></section>"#,
        t.tiers_by_spend, t.only_phone,
    )
}

/// What to do next: join, or show the code for who is a member already.
fn dock(t: &FirstScreen, is_member: bool) -> String {
    let links = if is_member {
        format!(r#"<a class="button" href="/code">{}</a>"#, t.open_code)
    } else {
        format!(
            r#"<a class="button" href="/join">{}</a><a class="button button-text" href="/sign-in">{}</a>"#,
            t.join, t.sign_in,
        )
    };
    format!(r#"<div class="dock">{links}</div>"#)
}
