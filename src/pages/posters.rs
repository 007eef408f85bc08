//! `/me/referral/poster`: a poster with the member's link, as they wish it, to be saved or sent. What a friend who scans it brings is decided by
//! what they buy; nothing hangs on what is done here.

mod studio;

use crate::device::{dom, files};
use crate::i18n::{Explained, Texts, refusals, use_texts};
use crate::react::{dynamic, spawn};
use crate::remote::Read;
use crate::session::Center;
use crate::ui::button::{Kind, Look, button, file};
use crate::ui::markup::{group, html, inner, live_html};
use crate::ui::states::failed_part;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use shuke_contract::Empty;
use shuke_contract::posters::{GetPosters, Posters};
use shuke_face::Page;
use shuke_face::pages::posters as shown;
use shuke_face::shapes::states::note;
use studio::{Studio, Trouble};

pub fn page() -> AnyView {
    let center: Center = expect_context();
    let t = use_texts();
    let read = Read::<GetPosters>::recalling(center, "", &Empty {});
    // What comes anew of the same does not undo what was chosen meanwhile.
    dynamic(move || match read.followed() {
        Some(posters) => posters.with_untracked(|posters| loaded(t, posters, Studio::open(center, t, posters))),
        None => read.instead(t, Page::Poster.title(t.lang), &[refusals::referral::REFUSALS]),
    })
}

fn loaded(t: &'static Texts, posters: &Posters, studio: Studio) -> AnyView {
    let p = t.posters();
    let trouble = move || match studio.trouble.get() {
        Trouble::None => None,
        Trouble::Picture => Some(Explained::of(p.picture_wrong, p.picture_wrong_text.to_owned())),
        Trouble::Drawing => Some(Explained { passes: true, ..Explained::of(p.failed, p.failed_text.to_owned()) }),
    };
    studio.draw();
    vec![
        html(shown::heading(t)),
        live_html(move || studio.source.with(|source| shown::picture(source, t))),
        failed_part(t, trouble, move || studio.draw()),
        acts(t, studio),
        choices(t, posters, studio),
    ]
    .into_any()
}

/// What is done with the poster, and with the link alone.
fn acts(t: &'static Texts, studio: Studio) -> AnyView {
    let p = t.posters();
    let toasts: Toasts = expect_context();
    let copy = move || {
        let link = studio.link();
        spawn(async move {
            let is_copied = files::copy(&link).await;
            toasts.say(if is_copied { p.copied } else { p.not_copied });
        });
    };
    let send = dynamic(move || {
        if studio.can_send.get() {
            button(Look::plain(Kind::Quiet, p.send), move || studio.send())
        } else {
            ().into_any()
        }
    });
    let busy = Signal::derive(move || studio.source.with(String::is_empty));
    group(
        "actions",
        vec![
            button(Look::plain(Kind::Main, p.save).busy(busy), move || studio.save()),
            send,
            button(Look::plain(Kind::Quiet, p.copy), copy),
        ],
    )
}

/// What the poster is made of. The browser keeps what is chosen: nothing here is drawn anew while one chooses.
fn choices(t: &'static Texts, posters: &Posters, studio: Studio) -> AnyView {
    let p = t.posters();
    let inside = inner(shown::choices(studio.wish.get_untracked(), posters, t));
    let choose = move |event: leptos::ev::Event| {
        let Some(input) = dom::changed(&event) else { return };
        studio.wish.update(|wish| wish.choose(&input.id(), input.checked()));
        studio.draw();
    };
    let chosen = move |event: leptos::ev::Event| {
        if let Some(file) = files::chosen(&event) {
            studio.take(file.into());
        }
    };
    let file = file(p.own_picture, "image/*", chosen);
    let without = dynamic(move || {
        if studio.picture.with(Option::is_some) {
            button(Look::plain(Kind::Text, p.no_picture), move || studio.drop_picture())
        } else {
            ().into_any()
        }
    });
    view! {
        <section class="section">
            <div class="form" inner_html=inside on:change=choose></div>
            {group("actions", vec![file, without])}
            {html(note(p.own_picture_hint))}
        </section>
    }
    .into_any()
}
