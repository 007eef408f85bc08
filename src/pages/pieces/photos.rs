//! Photos that go with what is written: made small on the phone, which leaves out where they were taken, and sent with the words.

use crate::device::files;
use crate::i18n::Texts;
use crate::react::dynamic;
use crate::scanner::door::Source;
use crate::ui::button::file;
use crate::ui::markup::{group, html, live_region};
use leptos::ev::Event;
use leptos::prelude::*;
use shuke_contract::pieces::PHOTOS;
use shuke_face::Markup;
use shuke_face::shapes::states::note;
use shuke_rules::Count;

/// What a browser says before what a picture holds.
const BEFORE: &str = "data:image/jpeg;base64,";

#[derive(Clone, Copy)]
pub struct Photos {
    t: &'static Texts,
    source: Source,
    /// As addresses that hold all of each.
    chosen: RwSignal<Vec<String>>,
    /// One is being made small.
    opening: RwSignal<bool>,
    /// What became of the last one.
    said: RwSignal<&'static str>,
}

impl Photos {
    pub fn new(t: &'static Texts) -> Self {
        let (chosen, opening) = (RwSignal::default(), RwSignal::new(false));
        Self { t, source: expect_context(), chosen, opening, said: RwSignal::new("") }
    }

    /// Nothing is sent before the last one is there.
    pub fn busy(self) -> Signal<bool> {
        self.opening.into()
    }

    /// As they are sent.
    pub fn sent(self) -> Vec<String> {
        let held = |photo: &String| photo.trim_start_matches(BEFORE).to_owned();
        self.chosen.with_untracked(|all| all.iter().map(held).collect())
    }

    pub fn clear(self) {
        self.chosen.set(Vec::new());
        self.said.set("");
    }

    fn add(self, event: &Event) {
        let Some(file) = files::chosen(event) else { return };
        let p = self.t.repairs();
        self.opening.set(true);
        self.said.set(p.photo_opening);
        self.source.photo(file.into(), move |photo| {
            let said = match photo {
                Ok(Some(photo)) => {
                    self.chosen.try_update(|all| all.push(photo));
                    ""
                }
                Ok(None) => p.photo_wrong,
                Err(_) => p.photo_failed,
            };
            self.said.try_set(said);
            self.opening.try_set(false);
        });
    }

    pub fn view(self) -> AnyView {
        let p = self.t.repairs();
        let thumbs = dynamic(move || {
            let all = self.chosen.get().into_iter().enumerate();
            let thumbs: Vec<AnyView> = all.map(|(at, photo)| self.thumb(photo, at)).collect();
            if thumbs.is_empty() { ().into_any() } else { group("photos", thumbs) }
        });
        let add = dynamic(move || {
            if !self.opening.get() && self.chosen.with(|all| all.len() < PHOTOS) {
                group("actions", vec![file(p.add_photo, "image/*", move |event| self.add(&event))])
            } else {
                ().into_any()
            }
        });
        let said = live_region("status", move || match self.said.get() {
            "" => Markup::default(),
            said => note(said),
        });
        vec![thumbs, add, said, html(note(p.photos_hint))].into_any()
    }

    fn thumb(self, photo: String, at: usize) -> AnyView {
        let p = self.t.repairs();
        let label = format!("{}: {}", p.drop_photo, (p.photo)(Count(i64::try_from(at).unwrap_or(0) + 1)));
        let drop = move |_| {
            self.chosen.update(|all| {
                if at < all.len() {
                    all.remove(at);
                }
            });
        };
        view! {
            <button type="button" aria-label=label on:click=drop>
                <img src=photo alt="" />
            </button>
        }
        .into_any()
    }
}
