//! The parts that every screen is put together from: frame, top line, bottom bar, icon, ring.

use crate::words::{Texts, first_screen, texts};
use crate::{Icon, Lang, Markup, Page, Render, html, seal};
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

    const fn page(self) -> Page {
        match self {
            Self::Card => Page::Card,
            Self::Mall => Page::Mall,
            Self::Code => Page::Code,
            Self::Together => Page::Together,
            Self::Me => Page::Me,
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

/// A ring that is `share` of 100 full, and what stands inside.
pub fn ring(share: i64, inside: &Markup) -> Markup {
    let share = share.clamp(0, 100);
    html! {
        div.ring {
            svg viewBox="0 0 100 100" aria-hidden="true" {
                circle cx="50" cy="50" r="46" {}
                @if share > 0 {
                    circle cx="50" cy="50" r="46" pathLength="100" stroke-dasharray={ (share) " 100" } {}
                }
            }
            p.ring-text { (inside) }
        }
    }
}

/// What stands in `<header class="top">` of a start page: seal, brand, a member's inbox, and a link that asks for the other
/// language. `card` is that of the member who is signed in; none where it is nobody's page, or not theirs.
pub fn top(boot: &Boot, card: Option<&Card>, lang: Lang) -> Markup {
    let other = lang.other();
    let (seal, name) = (seal(&boot.brand), lang.pick(&boot.brand.name));
    html! {
        span.seal aria-hidden="true" { (seal) }
        // Where the seal is the name nobody reads it twice.
        p.top-title { span.sr[seal == name] { (name) } }
        @if let Some(card) = card { (inbox(card.unread, lang)) }
        a.icon-button href={ "?lang=" (other.name()) } lang=(other.tag()) hreflang=(other.tag())
            aria-label=(first_screen(other).this_language) { (Icon::Globe) }
    }
}

/// The same on a page that lies below another: the way back, and what the page is called. Those who hear it are told by its heading, which is only
/// seen where it says something else.
fn top_below(above: Page, title: &str, t: &Texts) -> Markup {
    html! {
        a.icon-button href=(above) aria-label=(t.shell.back) data-back="" { (Icon::Back) }
        b.top-title aria-hidden="true" { (title) }
    }
}

/// The way to the inbox, with how many messages were not seen yet.
fn inbox(unread: u32, lang: Lang) -> Markup {
    html! {
        a.icon-button href=(Page::Inbox) aria-label=((first_screen(lang).inbox)(unread)) {
            (Icon::Bell)
            @match unread {
                0 => {},
                1..=99 => span.badge aria-hidden="true" { (unread) },
                _ => span.badge aria-hidden="true" { "99+" },
            }
        }
    }
}

/// What stands in `<nav class="bar">`: the places of what the brand has.
pub fn bar(current: Option<Place>, has: Has, lang: Lang) -> Markup {
    html! {
        @for place in Place::ALL {
            @if place.is_in(has) {
                a.bar-item.bar-code[place == Place::Code] href=(place.page())
                    aria-current=[(current == Some(place)).then_some("page")] {
                    (place.icon())
                    span { (place.name(lang)) }
                }
            }
        }
    }
}

/// What stands in `<header class="top">`: the brand on a start page; on one below its `title`, nothing while that is not known, and the way back.
/// Where that would lead a guest to signing in, it leads to where everything begins.
pub fn header(boot: &Boot, page: Page, title: &str, t: &Texts) -> Markup {
    let can_see = |above: &Page| boot.card.is_some() || !above.is_for_members();
    match page.above() {
        Some(above) => top_below(Some(above).filter(can_see).unwrap_or(Page::Card), title, t),
        None => top(boot, boot.card.as_ref().filter(|_| !page.is_for_staff()), t.lang),
    }
}

/// How the frame of a page is called in the style: the member code is shown on white in every mode.
pub fn frame_class(page: Page) -> &'static str {
    if page == Page::Code { "shell white" } else { "shell" }
}

/// The whole of `#app` around what stands in the middle of a page; around nothing where that is still to come. The app builds the same elements around the same markup.
pub fn screen(boot: &Boot, page: Page, lang: Lang, middle: &Markup) -> Markup {
    let (t, texts) = (first_screen(lang), texts(lang));
    html! {
        div class=(frame_class(page)) {
            a.skip href="#main" { (t.skip) }
            div role="status" {}
            header.top { (header(boot, page, page.title(lang), texts)) }
            main.page #main tabindex="-1" { (middle) }
            @if boot.card.is_some() && !page.is_for_staff() {
                nav.bar aria-label=(t.places) { (bar(page.place(), boot.has, lang)) }
            }
        }
    }
}
