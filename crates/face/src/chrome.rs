//! The parts that every screen is put together from: frame, top line, bottom bar, icon, ring.

use crate::words::first_screen;
use crate::{Icon, Lang, Render, escape, html, seal};
use shuke_contract::boot::{Boot, Has};
use shuke_contract::card::Card;

/// The places of the bottom bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Card,
    Mall,
    Code,
    Together,
    Me,
}

impl Place {
    const ALL: [Self; 5] = [Self::Card, Self::Mall, Self::Code, Self::Together, Self::Me];

    const fn is_in(self, has: Has) -> bool {
        match self {
            Self::Mall => has.mall,
            Self::Together => has.together,
            Self::Card | Self::Code | Self::Me => true,
        }
    }

    pub const fn path(self) -> &'static str {
        match self {
            Self::Card => "/",
            Self::Mall => "/mall",
            Self::Code => "/code",
            Self::Together => "/together",
            Self::Me => "/me",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Card => Icon::Card,
            Self::Mall => Icon::Bag,
            Self::Code => Icon::Code,
            Self::Together => Icon::Flag,
            Self::Me => Icon::Me,
        }
    }

    /// What it is called, in the bar and as the page's title.
    pub fn name(self, lang: Lang) -> &'static str {
        let t = first_screen(lang);
        match self {
            Self::Card => t.card,
            Self::Mall => t.mall,
            Self::Code => t.code,
            Self::Together => t.together,
            Self::Me => t.me,
        }
    }
}

impl Render for Icon {
    fn render_to(&self, buffer: &mut String) {
        let drawn = html! {
            svg.icon viewBox="0 0 24 24" aria-hidden="true" { path d=(self.path()) {} }
        };
        drawn.render_to(buffer);
    }
}

pub fn icon(icon: Icon) -> String {
    format!(r#"<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>"#, icon.path())
}

/// A ring that is `share` of 100 full, and what stands inside.
pub fn ring(share: i64, inside: &str) -> String {
    let share = share.clamp(0, 100);
    let arc = if share == 0 {
        String::new()
    } else {
        format!(r#"<circle cx="50" cy="50" r="46" pathLength="100" stroke-dasharray="{share} 100"/>"#)
    };
    format!(
        r#"<div class="ring"><svg viewBox="0 0 100 100" aria-hidden="true"><circle cx="50" cy="50" r="46"/>{arc}</svg><p class="ring-text">{inside}</p></div>"#
    )
}

/// What stands in `<header class="top">` of a start page: seal, brand, a member's inbox, and a link that asks for the other
/// language.
pub fn top(boot: &Boot, lang: Lang) -> String {
    top_of(boot, boot.card.as_ref(), lang)
}

/// The same where it is nobody's, or not that of the member who is signed in.
pub fn top_of(boot: &Boot, card: Option<&Card>, lang: Lang) -> String {
    let other = lang.other();
    format!(
        r#"<span class="seal" aria-hidden="true">{}</span><p class="top-title">{}</p>{}<a class="icon-button" href="?lang={}" lang="{}" hreflang="{}" aria-label="{}">{}</a>"#,
        escape(&seal(&boot.brand)),
        escape(lang.pick(&boot.brand.name)),
        card.map_or(String::new(), |card| inbox(card.unread, lang)),
        other.name(),
        other.tag(),
        other.tag(),
        first_screen(other).this_language,
        icon(Icon::Globe),
    )
}

/// The way to the inbox, with how many messages were not seen yet.
fn inbox(unread: u32, lang: Lang) -> String {
    let count = match unread {
        0 => String::new(),
        1..=99 => format!(r#"<span class="badge" aria-hidden="true">{unread}</span>"#),
        _ => r#"<span class="badge" aria-hidden="true">99+</span>"#.to_owned(),
    };
    format!(
        r#"<a class="icon-button" href="/inbox" aria-label="{}">{}{count}</a>"#,
        (first_screen(lang).inbox)(unread),
        icon(Icon::Bell),
    )
}

/// What stands in `<nav class="bar">`: the places of what the brand has.
pub fn bar(current: Option<Place>, has: Has, lang: Lang) -> String {
    let place = |place: Place| {
        let code = if place == Place::Code { " bar-code" } else { "" };
        let here = if current == Some(place) { r#" aria-current="page""# } else { "" };
        format!(
            r#"<a class="bar-item{code}" href="{}"{here}>{}<span>{}</span></a>"#,
            place.path(),
            icon(place.icon()),
            place.name(lang),
        )
    };
    Place::ALL.into_iter().filter(|place| place.is_in(has)).map(place).collect()
}

/// The whole of `#app`. The app builds the same elements around the same strings.
pub(crate) fn screen(boot: &Boot, lang: Lang, place: Option<Place>, body: &str) -> String {
    let t = first_screen(lang);
    let nav = match boot.card {
        Some(_) => format!(r#"<nav class="bar" aria-label="{}">{}</nav>"#, t.places, bar(place, boot.has, lang)),
        None => String::new(),
    };
    format!(
        r##"<div class="shell"><a class="skip" href="#main">{}</a><header class="top">{}</header><main id="main" class="page" tabindex="-1"><div class="whole">{body}</div></main>{nav}</div>"##,
        t.skip,
        top(boot, lang),
    )
}
