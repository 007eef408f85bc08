//! Which accounts of WeChat's open the card, and signing in by one. Going there is a form, or a link: the browser is led there.

mod whole;

pub use whole::page_whole;

use crate::shapes::kit::scene;
use crate::shapes::states::note;
use crate::words::Texts;
use crate::{Markup, Page, html};
use shuke_contract::boot::Boot;
use shuke_contract::wechat::{Asked, Linked, Wechat};

/// Where the form that links leads, and the link that signs in.
const LINK: &str = "/wechat/link";
const SIGN_IN: &str = "/wechat/sign-in";

pub fn heading(t: &Texts) -> Markup {
    html! { h1.sr { (Page::Wechat.title(t.lang)) } div.wechat-intro { (scene("wechat")) p.lede { (t.wechat().lede) } } }
}

/// What a row says beside what can be done with it. `day`: since when.
pub fn linked(one: &Linked, day: &str, t: &Texts) -> Markup {
    let w = t.wechat();
    html! {
        span.row-main {
            (w.one)
            @if one.here { " " span.tag { (w.here) } }
            small { ((w.since)(day)) }
        }
    }
}

/// What came of linking, where that was nothing; and the way to do it. Whoever's it is already needs neither.
pub fn link(shown: &Wechat, t: &Texts) -> Markup {
    let w = t.wechat();
    let trouble = match shown.here {
        Some(Asked::Full) => Some(w.full),
        Some(Asked::Temporary) => Some(w.temporary),
        Some(Asked::Failed) => Some(w.failed),
        _ => None,
    };
    let is_here = shown.linked.iter().any(|one| one.here);
    html! {
        @match shown.here {
            None => (note(w.elsewhere)),
            Some(Asked::Others) => {}
            Some(_) => {
                @if let Some(trouble) = trouble { p.notice role="status" { span { (trouble) } } }
                @if !is_here {
                    form method="post" action=(LINK) { button.button type="submit" { (w.link) } }
                }
            }
        }
    }
}

/// That it opens somebody else's card.
pub fn others(t: &Texts) -> Markup {
    let w = t.wechat();
    html! { h2 { (w.others_title) } p { (w.others_text) } }
}

pub fn is_others(shown: &Wechat) -> bool {
    shown.here == Some(Asked::Others)
}

/// What is kept.
pub fn kept(t: &Texts) -> Markup {
    note(t.wechat().kept)
}

/// What unlinking does.
pub fn unlinking(t: &Texts) -> Markup {
    html! { p { (t.wechat().unlink_text) } }
}

/// Signing in by WeChat, inside WeChat: what came of it, and the way to it.
pub fn sign_in(boot: &Boot, t: &Texts) -> Markup {
    let Some(inside) = boot.wechat else { return Markup::default() };
    let w = t.wechat();
    let said = match inside.asked {
        Asked::Unlinked => Some(w.sign_in_unlinked),
        Asked::Temporary => Some(w.sign_in_temporary),
        Asked::Failed => Some(w.sign_in_failed),
        _ => None,
    };
    html! {
        @if let Some(said) = said { p.notice { span { (said) } } }
        @if inside.asked != Asked::Unlinked { p { a.button.button-quiet href=(SIGN_IN) { (w.sign_in) } } }
    }
}

#[cfg(test)]
mod tests;
